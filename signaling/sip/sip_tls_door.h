/**
 * sip_tls_door: SIP over TLS: takes the encryption off the connections of devices and leads each to the SIP port of this
 * machine, and puts it on again on the way back.
 *
 *     a device ══ TLS ══► door ── TCP, this machine ──► the library
 *                           └── who stands behind a connection: sip_tls_door_find()
 *
 * The library's own TLS knows one certificate for its life and one strength for all ports; here a certificate is taken
 * anew without a call being lost, and old room systems (TLS 1.0, small keys) have a port of their own.
 *
 * Units       sizes are bytes; times are microseconds of the monotonic clock.
 * Ownership   the caller owns the door.
 * Thread      the main loop's.
 * Errors      G_IO_ERROR: the port cannot be had, or the certificate cannot be used.
 * Memory      SIP_TLS_CONNECTIONS_MAX connections, SIP_TLS_ADDRESS_MAX of one address, two pieces of SIP_TLS_PIECE each
 *             beside what TLS needs.
 */
#ifndef SIGNALING_SIP_SIP_TLS_DOOR_H
#define SIGNALING_SIP_SIP_TLS_DOOR_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SipTlsDoor SipTlsDoor;

enum {
    SIP_TLS_CONNECTIONS_MAX = 1000,
    SIP_TLS_ADDRESS_MAX = 400, /**< all rooms behind one NAT */
    SIP_TLS_PIECE = 8192,
    SIP_TLS_HANDSHAKE_US = 10000000,
    SIP_TLS_HOST_SIZE = 64,
};

typedef struct SipTlsDoorConfig {
    const char *address; /**< an IP address; 0.0.0.0: all */
    uint16_t port;       /**< 0: any free one */
    const char *certificate_path;
    const char *key_path;
    bool legacy;               /**< TLS 1.0 and 1.1, and weak keys, are taken too */
    const char *inner_address; /**< where the library listens by TCP */
    uint16_t inner_port;
    /** Whether one more connection of this address may be looked at. */
    bool (*admit)(const char *address, void *user_data);
    void *user_data;
} SipTlsDoorConfig;

/** Both ends of a device's connection. */
typedef struct SipTlsPeer {
    char address[SIP_TLS_HOST_SIZE];
    uint16_t port;
    char own_address[SIP_TLS_HOST_SIZE];
    uint16_t own_port;
} SipTlsPeer;

SipTlsDoor *sip_tls_door_new(const SipTlsDoorConfig *config, GError **error);

/** NULL is allowed. */
void sip_tls_door_free(SipTlsDoor *door);

/** Where it listens. */
uint16_t sip_tls_door_port(const SipTlsDoor *door);

/** The certificate has changed: for connections from now on. On failure the old one stays. */
bool sip_tls_door_reload(SipTlsDoor *door, GError **error);

/** Who has not finished its handshake in time goes. */
void sip_tls_door_tick(SipTlsDoor *door, int64_t now_us);

/** Who stands behind a connection that the library sees from this address and port; false: nobody of the door's. */
bool sip_tls_door_find(
        const SipTlsDoor *door, const char *address, uint16_t port, SipTlsPeer *ret_peer);

/** Connections that there are. */
unsigned sip_tls_door_size(const SipTlsDoor *door);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipTlsDoor, sip_tls_door_free)

#endif
