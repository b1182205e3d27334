/**
 * rtcp_tmmb: how much of a stream a receiver takes for now, TMMBR, and what its sender makes of that, TMMBN (RFC 5104,
 * 4.2).
 *
 * Units       bit/s, with the packets' headers; overhead is bytes a packet.
 * Ownership   a plain value.
 * Thread      any: no state.
 * Errors      false for a packet of another kind or one that ends too soon.
 * Memory      RTCP_TMMB_ENTRIES_MAX entries; more are not read.
 */
#ifndef MCU_WIRE_RTCP_TMMB_H
#define MCU_WIRE_RTCP_TMMB_H

#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtcp_packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RTCP_TMMB_ENTRIES_MAX = 8 };

typedef struct RtcpTmmbEntry {
    uint32_t ssrc; /**< of a request: the stream's; of a notice: who asked */
    int64_t bitrate_bps;
    uint16_t overhead_bytes; /**< 9 bits */
} RtcpTmmbEntry;

typedef struct RtcpTmmb {
    bool notice;
    uint32_t sender_ssrc;
    size_t count; /**< of a notice maybe 0: there is no limit */
    RtcpTmmbEntry entries[RTCP_TMMB_ENTRIES_MAX];
} RtcpTmmb;

bool rtcp_tmmb_read(const RtcpItem *item, RtcpTmmb *out_tmmb);

/** Appends one; rates are rounded down to what 17 bits and an exponent can say. */
void rtcp_tmmb_write(const RtcpTmmb *tmmb, ByteWriter *writer);

#endif
