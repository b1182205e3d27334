/**
 * rtp_receiver: one inbound stream (SSRC): its numbering, its statistics, its report block (RFC 3550).
 *
 * Units       times are microseconds of the monotonic clock; RTP time and jitter are ticks of the stream's clock.
 * Ownership   plain values in and out.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing fails; what a packet is worth is a verdict, and each verdict is counted.
 * Memory      fixed at creation.
 */
#ifndef MCU_RTP_RTP_RECEIVER_H
#define MCU_RTP_RTP_RECEIVER_H

#include "mcu/wire/rtcp_packet.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct RtpReceiver RtpReceiver;

typedef enum RtpReceiverVerdict {
    RTP_RECEIVER_NEW,       /**< the next one, or one behind a gap */
    RTP_RECEIVER_LATE,      /**< fills a gap: reordered, or sent again */
    RTP_RECEIVER_DUPLICATE, /**< was here already, or is too old to tell: drop it */
    RTP_RECEIVER_STRAY,     /**< a leap in the numbers that nothing confirms yet: drop it */
} RtpReceiverVerdict;

typedef struct RtpReceiverPacket {
    uint16_t sequence;
    uint32_t timestamp_ticks;
    size_t payload_size;
    bool recovered; /**< came as RTX: fills a gap, but is not part of this stream's statistics */
} RtpReceiverPacket;

/** The last sender report, for synchronisation. */
typedef struct RtpReceiverSync {
    bool known;
    uint64_t ntp; /**< 32.32 seconds, the sender's clock */
    uint32_t timestamp_ticks;
    int64_t arrival_us;
} RtpReceiverSync;

typedef struct RtpReceiverStats {
    uint64_t packets; /**< that counted: new and late ones, without recovered ones */
    uint64_t payload_bytes;
    uint64_t recovered;
    uint64_t late;
    uint64_t duplicates;
    uint64_t strays;
    uint64_t restarts;
    int64_t lost; /**< expected less arrived since the sender's last restart; may be negative */
    int64_t jitter_us;
    int64_t last_arrival_us; /**< 0 before the first */
} RtpReceiverStats;

RtpReceiver *rtp_receiver_new(uint32_t ssrc, uint32_t clock_hz);
void rtp_receiver_free(RtpReceiver *receiver);

/**
 * Takes one packet into account.
 *
 * When the sender starts its numbers anew, `*out_seq` leaps forward by more than 65536, so that everything below sees
 * one rising count and takes the leap as "begin again".
 *
 * @param out_seq  the 64-bit sequence number, set for NEW, LATE and DUPLICATE
 */
RtpReceiverVerdict rtp_receiver_put(
        RtpReceiver *receiver, const RtpReceiverPacket *packet, int64_t now_us, int64_t *out_seq);

/** Remembers a sender report. */
void rtp_receiver_sender_report(
        RtpReceiver *receiver, const RtcpSenderInfo *sender, int64_t now_us);

/** Fills a report block and begins the next interval. @return false if nothing was received yet */
bool rtp_receiver_report(RtpReceiver *receiver, int64_t now_us, RtcpReportBlock *out_block);

uint32_t rtp_receiver_ssrc(const RtpReceiver *receiver);
RtpReceiverSync rtp_receiver_sync(const RtpReceiver *receiver);
RtpReceiverStats rtp_receiver_stats(const RtpReceiver *receiver);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RtpReceiver, rtp_receiver_free)

#endif
