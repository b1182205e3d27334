/**
 * sip_doors: the doors for TLS of a server: the usual one, and that of old hardware; either may be missing.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the doors are in it until sip_doors_clear().
 * Thread      the main loop's.
 * Errors      as sip_tls_door.
 * Memory      as sip_tls_door, twice.
 */
#ifndef SIGNALING_SIP_SIP_DOORS_H
#define SIGNALING_SIP_SIP_DOORS_H

#include "signaling/sip/sip_tls_door.h"

#include <glib.h>

typedef struct SipDoors {
    SipTlsDoor *usual;  /**< NULL: none, as the next */
    SipTlsDoor *legacy; /**< TLS 1.0 and weak keys */
} SipDoors;

void sip_doors_clear(SipDoors *doors);

/** One of each kind. */
bool sip_doors_add(SipDoors *doors, const SipTlsDoorConfig *config, GError **error);

/** Where it listens; 0: nowhere. */
uint16_t sip_doors_port(const SipDoors *doors, bool legacy);

/** The certificate is another now; on failure the old one stays. */
bool sip_doors_reload(const SipDoors *doors, GError **error);

void sip_doors_tick(const SipDoors *doors, int64_t now_us);

/** Who stands behind a connection that the library sees from this address and port; false: nobody of theirs. */
bool sip_doors_find(
        const SipDoors *doors, const char *address, uint16_t port, SipTlsPeer *ret_peer);

#endif
