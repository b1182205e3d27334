/**
 * rtp_sender: one outgoing stream to one receiver: numbering, headers, history, and what its reports say.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is ticks; sizes are bytes.
 * Ownership   keeps references on payloads, which many senders share; borrows the clock and the TwccSender.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      a packet that cannot be written or resent has size 0, and is counted.
 * Memory      fixed at creation: 64 bytes for each packet of the history, and the payloads that it shares.
 *
 * Sequence numbers count on without a gap from a start below 2^15 for as long as the receiver lives, whatever happens
 * to the source: SRTP takes a leap for a replay and stays mute.
 */
#ifndef MCU_RTP_RTP_SENDER_H
#define MCU_RTP_RTP_SENDER_H

#include "mcu/rtp/media_clock.h"
#include "mcu/rtp/rtp_history.h"
#include "mcu/rtp/twcc_sender.h"
#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtp_extension.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTP_SENDER_PREFIX_MAX = 6, /**< VP8_DESCRIPTOR_SIZE_MAX */
    RTP_SENDER_FIRST_SEQUENCE_MAX =
            0x7fff, /**< else losing the first packets confuses the peer's SRTP */
};

typedef struct RtpSender RtpSender;

typedef struct RtpSenderConfig {
    uint32_t ssrc;
    uint8_t payload_type;
    uint32_t clock_hz;
    uint32_t rtx_ssrc;
    uint8_t rtx_payload_type; /**< 0 if RTX was not negotiated: packets are resent as they were */
    RtpExtensionIds extensions;
    const char *mid;         /**< copied; NULL for none */
    const MediaClock *clock; /**< of the mix */
    TwccSender *twcc;        /**< of the transport; NULL for none */
    uint16_t
            first_sequence; /**< random, to RTP_SENDER_FIRST_SEQUENCE_MAX; the RTX stream's first as well */
    uint32_t first_timestamp_ticks; /**< random: added to all times */
    size_t history_packets;         /**< a power of two; 64 for sound, 512 for pictures */
    int64_t history_us;             /**< what is older is not resent: 1 to 2 s */
} RtpSenderConfig;

typedef struct RtpSenderPacket {
    uint32_t
            timestamp_ticks; /**< media_clock_ticks() of the moment that the packet shows or sounds */
    uint8_t payload_type;    /**< 0: the stream's */
    bool marker;
    bool has_audio_level;
    uint8_t audio_level_dbov;
    const uint8_t *prefix; /**< of this receiver, before the payload: the VP8 descriptor */
    size_t prefix_size;    /**< 0 to RTP_SENDER_PREFIX_MAX */
    GBytes *payload;       /**< shared by all receivers */
} RtpSenderPacket;

typedef struct RtpSenderStats {
    uint64_t packets;
    uint64_t payload_bytes;
    uint64_t too_large; /**< did not fit the buffer */
    uint64_t resent_bytes;
    uint64_t padding_bytes;
    uint64_t over_budget; /**< not resent: resends are limited to a fifth of what is sent */
    RtpHistoryStats history;

    /* what the receiver's reports say */
    bool reported;
    int64_t round_trip_us; /**< smoothed; 0 if unknown */
    uint8_t fraction_lost; /**< of 256 */
    int32_t cumulative_lost;
    int64_t jitter_us;
    int64_t last_report_us;
} RtpSenderStats;

RtpSender *rtp_sender_new(const RtpSenderConfig *config);
void rtp_sender_free(RtpSender *sender);

/**
 * Writes the next packet into a buffer and keeps what is needed to write it again.
 *
 * @param capacity  of the buffer: RTP_PACKET_SIZE_MAX is always enough
 * @return          the packet's size
 */
size_t rtp_sender_send(RtpSender *sender, const RtpSenderPacket *packet, int64_t now_us,
        uint8_t *buffer, size_t capacity);

/** Writes an answer to one NACKed number into a buffer. @return its size, or 0 for none */
size_t rtp_sender_resend(
        RtpSender *sender, uint16_t sequence, int64_t now_us, uint8_t *buffer, size_t capacity);

/**
 * Writes a packet of nothing but padding, as browsers probe a line: on the RTX stream, whose numbers nobody misses.
 *
 * @param padding  1 to 255
 * @return         its size, or 0 while nothing was sent or without RTX
 */
size_t rtp_sender_pad(
        RtpSender *sender, uint8_t padding, int64_t now_us, uint8_t *buffer, size_t capacity);

/** Nothing that left until now is sent again: what comes next begins anew. */
void rtp_sender_forget(RtpSender *sender);

/** Fills a sender report on the mix clock. @return false while nothing was sent for 2 s: then none may be sent */
bool rtp_sender_report(const RtpSender *sender, int64_t now_us, RtcpSenderInfo *out_info);

/** Learns from a report block about this stream. */
void rtp_sender_take_report(RtpSender *sender, const RtcpReportBlock *block, int64_t now_us);

uint32_t rtp_sender_ssrc(const RtpSender *sender);
RtpSenderStats rtp_sender_stats(const RtpSender *sender);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RtpSender, rtp_sender_free)

#endif
