/**
 * sip_doors: all connections of a server with devices: those that come by its doors, for TCP, for TLS, and for the TLS of old
 * hardware, and those that it makes itself (sip_outlet). The library has them all from inside of this machine; here it is
 * known who stands behind them.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   what is in it goes with sip_doors_clear().
 * Thread      the main loop's.
 * Errors      as sip_door.
 * Memory      as sip_door, for each kind, and sip_outlet.
 */
#ifndef SIGNALING_SIP_SIP_DOORS_H
#define SIGNALING_SIP_SIP_DOORS_H

#include "signaling/sip/sip_door.h"
#include "signaling/sip/sip_outlet.h"

#include <glib.h>

typedef struct SipDoors {
    SipDoor *doors[SIP_DOOR_KINDS]; /**< NULL: there is none */
    SipOutlet *outlet;              /**< NULL: none, as before it is made */
} SipDoors;

void sip_doors_clear(SipDoors *doors);

/** One of each kind. */
bool sip_doors_add(SipDoors *doors, const SipDoorConfig *config, GError **error);

/** Where it listens; 0: nowhere. */
uint16_t sip_doors_port(const SipDoors *doors, SipDoorKind kind);

/** The certificate is another now; on failure the old one stays. */
bool sip_doors_reload(const SipDoors *doors, GError **error);

void sip_doors_tick(const SipDoors *doors, int64_t now_us);

/** Who stands behind a connection that the library sees from this address and port; false: nobody of theirs. */
bool sip_doors_find(const SipDoors *doors, const char *address, uint16_t port, SipPeer *ret_peer);

/** The same has shown who it is. Nothing happens where it is nobody of theirs. */
void sip_doors_trust(const SipDoors *doors, const char *address, uint16_t port);

#endif
