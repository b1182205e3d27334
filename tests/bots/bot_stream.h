/**
 * bot_stream: one stream that a bot sends: frames into RTP packets, and again when they are asked for.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is ticks of the stream's clock.
 * Ownership   copies what it sends.
 * Thread      one at a time: the network loop.
 * Errors      a packet that could not leave is lost, as on a line.
 * Memory      the last second and a half of packets, at most BOT_STREAM_HISTORY.
 */
#ifndef TESTS_BOTS_BOT_STREAM_H
#define TESTS_BOTS_BOT_STREAM_H

#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtp_extension.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BOT_STREAM_HISTORY = 512,
    BOT_STREAM_PAYLOAD_MAX = 1150, /* with headers and SRTP below 1200 */
};

typedef struct BotStream BotStream;

typedef struct BotStreamConfig {
    uint32_t ssrc;
    uint32_t rtx_ssrc;
    uint8_t payload_type;
    uint8_t rtx_payload_type;
    bool has_rtx;
    uint32_t clock_hz;
    RtpExtensionIds extensions;
    uint16_t *transport_sequence; /**< the next one, of all streams of the connection */
    int64_t start_us;             /**< when RTP time is its random start */
    void (*send)(const uint8_t *packet, size_t size, void *user_data);
    void *user_data;
} BotStreamConfig;

BotStream *bot_stream_new(const BotStreamConfig *config);

void bot_stream_free(BotStream *stream);

/** One Opus packet, with the level that it has. `at_us` is when it is due, `now_us` when it leaves. */
void bot_stream_send_sound(BotStream *stream, const uint8_t *frame, size_t size, uint8_t level_dbov,
        int64_t at_us, int64_t now_us);

/** One VP8 frame, in as many packets as it needs. */
void bot_stream_send_picture(
        BotStream *stream, const uint8_t *frame, size_t size, int64_t at_us, int64_t now_us);

/** A packet is missing over there. @return whether it was sent again */
bool bot_stream_resend(BotStream *stream, uint16_t sequence, int64_t round_trip_us, int64_t now_us);

/** For a sender report. @return false if nothing was sent yet */
bool bot_stream_sender_info(const BotStream *stream, int64_t now_us, RtcpSenderInfo *out_info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotStream, bot_stream_free)

#endif
