/**
 * leg_way: the way of a leg's packets, one of two kinds: WebRTC's single one, or hardware's port pairs.
 *
 * Units       sizes are bytes.
 * Ownership   a plain value that borrows its transport.
 * Thread      the network loop.
 * Errors      false: not taken, and counted by the transport.
 * Memory      none.
 */
#ifndef MCU_ROOM_LEG_WAY_H
#define MCU_ROOM_LEG_WAY_H

#include "mcu/net/peer_transport.h"
#include "mcu/net/plain_transport.h"
#include "mcu/wire/sdp_agreement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Exactly one of them is there, but for hardware before its ports are open. */
typedef struct LegWay {
    PeerTransport *peer;
    PlainTransport *plain;
} LegWay;

/** Sound goes before pictures, and of hardware each has its ports. */
bool leg_way_send_rtp(const LegWay *way, SdpRole role, const uint8_t *packet, size_t size);

/** @param role  whose reports they are; with one way for all it does not matter */
bool leg_way_send_rtcp(const LegWay *way, SdpRole role, const uint8_t *packet, size_t size);

PeerTransportStats leg_way_stats(const LegWay *way);

/** One line on its state. Free it. */
char *leg_way_describe(const LegWay *way);

#endif
