/**
 * packet_kind: tells what a datagram on a WebRTC port is, by its first bytes only (RFC 7983, RFC 5761).
 *
 * Units       bytes.
 * Ownership   borrows the datagram.
 * Thread      any: no state.
 * Errors      nothing fails; what fits no range is PACKET_OTHER, to be counted and dropped.
 * Memory      none.
 */
#ifndef MCU_WIRE_PACKET_KIND_H
#define MCU_WIRE_PACKET_KIND_H

#include <stddef.h>
#include <stdint.h>

typedef enum PacketKind {
    PACKET_OTHER,
    PACKET_STUN,
    PACKET_DTLS,
    PACKET_RTP,
    PACKET_RTCP,
} PacketKind;

/** The kind of a datagram. The content is not looked into: a first fragment of a ClientHello and its rest are alike. */
PacketKind packet_kind(const uint8_t *packet, size_t size);

#endif
