/**
 * sip_link: a connection of a device, led to the library inside of this machine; its encryption is taken off on the way in,
 * and put on again on the way back.
 *
 *     a device ══ TLS, or TCP ══► sip_link ── TCP, this machine ──► the library
 *
 * Either the device has connected (sip_door), or we have (sip_outlet). A connection stands when TLS does and the library has
 * it too: from then on the library sends by it to sip_link_inner().
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   the link owns both ends; texts are lent. `closed` may free the link, the others may not.
 * Thread      the main loop's.
 * Errors      `closed` says why; sip_link_is_late() says who takes too long.
 * Memory      two pieces of SIP_LINK_PIECE beside what TLS needs.
 */
#ifndef SIGNALING_SIP_SIP_LINK_H
#define SIGNALING_SIP_SIP_LINK_H

#include <gio/gio.h>
#include <openssl/ssl.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SipLink SipLink;

enum {
    SIP_LINK_PIECE = 8192,
    SIP_LINK_HANDSHAKE_US = 10000000, /**< until the first message, too */
    SIP_LINK_MESSAGE_US = 15000000,   /**< from its first byte to its last: 64 kB over 40 kbit/s */
    SIP_LINK_BLOCKED_US = 30000000,   /**< it takes nothing of what it is sent */
    SIP_LINK_SILENT_US = 120000000,   /**< of who has not shown who it is */
    SIP_LINK_HOST_SIZE = 64,
    SIP_LINK_KEY_SIZE = SIP_LINK_HOST_SIZE + 8,
};

/** Both ends of a device's connection. */
typedef struct SipPeer {
    char address[SIP_LINK_HOST_SIZE];
    uint16_t port;
    char own_address[SIP_LINK_HOST_SIZE];
    uint16_t own_port;
    const char *transport; /**< "TLS", "TCP" */
} SipPeer;

typedef struct SipLinkEvents {
    /** TLS stands. @return NULL: it may go on; else why not, a word. NULL: all may */
    const char *(*shaken)(SipLink *link, SSL *ssl, void *user_data);
    /** The library has it, under sip_link_inner(). */
    void (*opened)(SipLink *link, void *user_data);
    /** It is of no use any more; to be freed. @param why  a word, or a sentence of OpenSSL */
    void (*closed)(SipLink *link, const char *why, void *user_data);
} SipLinkEvents;

typedef struct SipLinkConfig {
    GSocket *outer; /**< connected; taken */
    SSL *ssl;       /**< taken; NULL: in the clear */
    bool ours;      /**< we have connected: TLS's client, and the library has to learn of it */
    GSocketAddress *inner; /**< where the library listens */
    const SipLinkEvents *events;
    void *user_data;
} SipLinkConfig;

/** @return NULL: the socket's ends cannot be told, or the library is not there; the socket and ssl are gone */
SipLink *sip_link_new(const SipLinkConfig *config);

/** NULL is allowed. Nothing is said of it. */
void sip_link_free(SipLink *link);

const SipPeer *sip_link_peer(const SipLink *link);

/** As the library sees it: address:port; "" before it does. */
const char *sip_link_inner(const SipLink *link);

/** address:port, as in sip_link_inner(). */
void sip_link_write_key(const char *address, uint16_t port, char ret_key[SIP_LINK_KEY_SIZE]);

/** When it was made. */
int64_t sip_link_since_us(const SipLink *link);

/** It has shown who it is: it may be silent for as long as it likes. */
void sip_link_trust(SipLink *link);

bool sip_link_is_trusted(const SipLink *link);

/** Whether it takes too long: for TLS, for a message, to take what it is sent, or a stranger who says nothing. */
bool sip_link_is_late(const SipLink *link, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipLink, sip_link_free)

#endif
