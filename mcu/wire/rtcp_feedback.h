/**
 * rtcp_feedback: what receivers ask of senders: NACK, PLI (RFC 4585) and FIR (RFC 5104).
 *
 * Units       sequence numbers are those of RTP, 16 bits that wrap.
 * Ownership   borrows the packet; lists are the caller's.
 * Thread      any: no state.
 * Errors      false for a packet of another kind or one that ends too soon. Writers remember it in ByteWriter.full.
 * Memory      none; lists are bounded below, what a packet asks beyond is not read.
 */
#ifndef MCU_WIRE_RTCP_FEEDBACK_H
#define MCU_WIRE_RTCP_FEEDBACK_H

#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtcp_packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTCP_NACK_SEQUENCES_MAX = 289, /**< 17 pairs of a number and 16 bits: 17 * 17 */
    RTCP_FIR_ENTRIES_MAX = 8,
};

typedef enum RtcpFeedbackKind {
    RTCP_FEEDBACK_NONE,  /**< not feedback at all */
    RTCP_FEEDBACK_OTHER, /**< TMMBR, REMB, SLI and whatever else: to be skipped */
    RTCP_FEEDBACK_NACK,
    RTCP_FEEDBACK_TRANSPORT, /**< transport-cc, see rtcp_twcc */
    RTCP_FEEDBACK_PLI,
    RTCP_FEEDBACK_FIR,
} RtcpFeedbackKind;

typedef struct RtcpNack {
    uint32_t sender_ssrc; /**< who asks; browsers that only receive say 1 */
    uint32_t media_ssrc;  /**< whose packets are asked for: route by this one */
    size_t count;
    uint16_t sequences[RTCP_NACK_SEQUENCES_MAX];
} RtcpNack;

typedef struct RtcpPli {
    uint32_t sender_ssrc;
    uint32_t media_ssrc;
} RtcpPli;

typedef struct RtcpFirEntry {
    uint32_t media_ssrc; /**< the packet's own media SSRC is unused (RFC 5104, 4.3.1.2) */
    uint8_t sequence;    /**< a repeat of the same number is the same request */
} RtcpFirEntry;

typedef struct RtcpFir {
    uint32_t sender_ssrc;
    size_t count;
    RtcpFirEntry entries[RTCP_FIR_ENTRIES_MAX];
} RtcpFir;

/** What a packet of a compound asks for. */
RtcpFeedbackKind rtcp_feedback_kind(const RtcpItem *item);

bool rtcp_feedback_read_nack(const RtcpItem *item, RtcpNack *out_nack);
bool rtcp_feedback_read_pli(const RtcpItem *item, RtcpPli *out_pli);
bool rtcp_feedback_read_fir(const RtcpItem *item, RtcpFir *out_fir);

/** Appends a NACK; sequences in ascending order (over the wrap) pack best. 1 to RTCP_NACK_SEQUENCES_MAX of them. */
void rtcp_feedback_write_nack(const RtcpNack *nack, ByteWriter *writer);
void rtcp_feedback_write_pli(const RtcpPli *pli, ByteWriter *writer);
void rtcp_feedback_write_fir(const RtcpFir *fir, ByteWriter *writer);

#endif
