/**
 * turn_relay: how browsers behind a wall that lets no UDP through reach the media: by a TURN relay (coturn) over TCP.
 *
 * The relay and this installation share a secret. Each browser gets a user name that is the second at which it expires,
 * and a password that is the name's HMAC, as coturn's `use-auth-secret` wants it (draft-uberti-behave-turn-rest-00): the
 * relay knows no accounts, and who reads one password has it for a day. The configuration that is printed for the relay
 * lets it reach the media's addresses and nothing else: it is no way into the network behind it.
 *
 * Units       in the names.
 * Ownership   texts and JSON values are the caller's.
 * Thread      any: it does not change after it was made.
 * Errors      TURN_RELAY_ERROR with text for the administrator.
 * Memory      the addresses.
 */
#ifndef SIGNALING_CLIENT_TURN_RELAY_H
#define SIGNALING_CLIENT_TURN_RELAY_H

#include "signaling/client/token_key.h"

#include <glib.h>
#include <jansson.h>

enum {
    TURN_RELAY_VALID_S = 24 * 60 * 60, /**< longer than a meeting; each way back in gives another */
    TURN_RELAY_URLS_MAX = 8,
};

typedef enum TurnRelayError {
    TURN_RELAY_ERROR_URL,   /**< an address that a browser would refuse the whole connection for */
    TURN_RELAY_ERROR_MEDIA, /**< nothing says where the relay may lead to */
} TurnRelayError;

#define TURN_RELAY_ERROR turn_relay_error_quark()
GQuark turn_relay_error_quark(void);

typedef struct TurnRelay TurnRelay;

/** @param urls  such as "turn:10.0.0.5:443?transport=tcp" (RFC 7065); none: browsers are told of no relay */
TurnRelay *turn_relay_new(const char *const *urls, const TokenKey *key, GError **error);

/** The same with the installation's key, which is made when there is none yet. */
TurnRelay *turn_relay_load(const char *data_dir, const char *const *urls, GError **error);

/** NULL is allowed. */
void turn_relay_free(TurnRelay *relay);

/** The iceServers of one browser (W3C WebRTC, 4.2.3), an empty array without a relay. @param identity  whose it is */
json_t *turn_relay_ice_servers(const TurnRelay *relay, const char *identity, gint64 now_s);

/**
 * What coturn's turnserver.conf must hold.
 *
 * @param media_addresses  where media is received, as IP addresses
 */
char *turn_relay_coturn(const TurnRelay *relay, const char *const *media_addresses, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TurnRelay, turn_relay_free)

#endif
