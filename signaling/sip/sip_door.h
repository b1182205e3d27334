/**
 * sip_door: where devices connect for SIP over TLS, or TCP: counts their connections, and leads each to the SIP port inside of
 * this machine (sip_link).
 *
 *     a device ══ TLS, or TCP ══► door ── TCP, this machine ──► the library
 *                                  └── who stands behind a connection: sip_door_find()
 *
 * The library's own TLS knows one certificate for its life and one strength for all ports; here a certificate is taken
 * anew without a call being lost, and old room systems (TLS 1.0, small keys) have a port of their own. The library takes
 * every connection that somebody makes, and keeps it; here the oldest of those who have not shown who they are makes room
 * for the next, and who takes too long goes.
 *
 * Units       sizes are bytes; times are microseconds of the monotonic clock.
 * Ownership   the caller owns the door.
 * Thread      the main loop's.
 * Errors      G_IO_ERROR: the port cannot be had, or the certificate cannot be used.
 * Memory      SIP_DOOR_LINKS_MAX connections, SIP_DOOR_ADDRESS_MAX of one address, each as sip_link.
 */
#ifndef SIGNALING_SIP_SIP_DOOR_H
#define SIGNALING_SIP_SIP_DOOR_H

#include "signaling/sip/sip_link.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SipDoor SipDoor;

enum {
    SIP_DOOR_LINKS_MAX = 1000,
    SIP_DOOR_ADDRESS_MAX = 400, /**< all rooms behind one NAT */
};

typedef enum SipDoorKind {
    SIP_DOOR_TCP,
    SIP_DOOR_TLS,
    SIP_DOOR_LEGACY_TLS, /**< TLS 1.0 and 1.1, and weak keys, are taken too */
    SIP_DOOR_KINDS
} SipDoorKind;

typedef struct SipDoorConfig {
    SipDoorKind kind;
    const char *address;          /**< an IP address; 0.0.0.0: all */
    uint16_t port;                /**< 0: any free one */
    const char *certificate_path; /**< of TLS, as the next */
    const char *key_path;
    const char *inner_address; /**< where the library listens by TCP */
    uint16_t inner_port;
    /** Whether one more connection of this address may be looked at; NULL: every one. */
    bool (*admit)(const char *address, void *user_data);
    void *user_data;
} SipDoorConfig;

SipDoor *sip_door_new(const SipDoorConfig *config, GError **error);

/** NULL is allowed. */
void sip_door_free(SipDoor *door);

/** Where it listens. */
uint16_t sip_door_port(const SipDoor *door);

/** The certificate has changed: for connections from now on. On failure the old one stays. */
bool sip_door_reload(SipDoor *door, GError **error);

/** Who takes too long goes. */
void sip_door_tick(SipDoor *door, int64_t now_us);

/** Who stands behind a connection that the library sees as this (sip_link_inner()); NULL: nobody of the door's. */
SipLink *sip_door_find(const SipDoor *door, const char *key);

/** Connections that there are. */
unsigned sip_door_size(const SipDoor *door);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipDoor, sip_door_free)

#endif
