#include "mcu/rtp/jitter_buffer.h"
#include "mcu/rtp/opus_toc.h"
#include "mcu/rtp/rtp_receiver.h"
#include "mcu/wire/byte_reader.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

enum { TICK_US = 20000, TICK = 960 };

static const JitterBufferConfig config = {
        .clock_hz = 48000,
        .tick_us = TICK_US,
        .needed_min_us = 8000,
        .needed_max_us = 200000,
};

typedef struct Line {
    RtpReceiver *receiver;
    JitterBuffer *buffer;
    uint16_t sequence;
    uint32_t timestamp_ticks;
    int64_t now_us;
    int64_t left; /* decoded and not yet mixed, in ticks */
} Line;

/* A tick of the mixer ends, whatever came: each piece is sound, or one packet less. */
static void take_tick(Line *line)
{
    unsigned discarded = 0;
    while (line->left < TICK) {
        const JitterBufferSound sound = jitter_buffer_take(line->buffer, line->now_us);
        g_autoptr(GBytes) payload = sound.payload;
        g_assert(sound.duration_ticks >= config.clock_hz / 400);
        g_assert(sound.duration_ticks <= config.clock_hz / 8);
        g_assert((payload != NULL) ==
                (sound.action != JITTER_BUFFER_SILENCE && sound.action != JITTER_BUFFER_PLC));
        if (sound.action == JITTER_BUFFER_DISCARD) {
            g_assert(++discarded <= JITTER_BUFFER_PACKETS_MAX);
        } else {
            line->left += sound.duration_ticks;
        }
    }
    line->left -= TICK;
    line->now_us += TICK_US;
}

/* One packet: how far its number and time lie from the last one's, how late it is, its level and its first bytes. */
static bool step(Line *line, ByteReader *reader)
{
    uint8_t ahead = 0;
    uint8_t flags = 0;
    uint16_t ticks = 0;
    const uint8_t *payload = NULL;
    int64_t seq = 0;

    if (!byte_reader_u8(reader, &ahead) || !byte_reader_u8(reader, &flags) ||
            !byte_reader_u16(reader, &ticks) || !byte_reader_bytes(reader, 2, &payload)) {
        return false;
    }
    line->sequence = (uint16_t)(line->sequence + (int8_t)ahead * ((flags & 4) != 0 ? 300 : 1));
    line->timestamp_ticks += (flags & 8) != 0 ? (uint32_t)ticks << 16 : ticks;
    if ((flags & 16) != 0) {
        jitter_buffer_set_least(line->buffer, ticks * INT64_C(8));
    }
    if ((flags & 1) != 0) {
        take_tick(line);
    }

    const size_t size = (flags & 2) != 0 ? 2 : 100;
    const RtpReceiverPacket packet = {
            .sequence = line->sequence,
            .timestamp_ticks = line->timestamp_ticks,
            .payload_size = size,
            .recovered = flags >> 5 == 7,
    };
    const RtpReceiverVerdict verdict =
            rtp_receiver_put(line->receiver, &packet, line->now_us, &seq);
    if (verdict == RTP_RECEIVER_NEW || verdict == RTP_RECEIVER_LATE) {
        g_autoptr(GBytes) bytes = g_bytes_new(payload, 2);
        jitter_buffer_put(line->buffer,
                &(JitterBufferPacket){
                        .seq = seq,
                        .timestamp_ticks = packet.timestamp_ticks,
                        .duration_ticks = opus_toc_duration_ticks(payload, 2),
                        .arrival_us = line->now_us - (flags >> 5) * INT64_C(3000),
                        .level_dbov = flags,
                        .pause = opus_toc_is_pause(payload, size),
                        .recovered = packet.recovered,
                },
                bytes);
    }
    g_assert(jitter_buffer_size(line->buffer) <= JITTER_BUFFER_PACKETS_MAX);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ByteReader reader = byte_reader(data, size);
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(1, config.clock_hz);
    g_autoptr(JitterBuffer) buffer = jitter_buffer_new(&config);
    Line line = {.receiver = receiver, .buffer = buffer, .sequence = 65000, .now_us = 1000000};
    RtcpReportBlock block;

    while (step(&line, &reader)) {
        rtp_receiver_report(receiver, line.now_us, &block);
    }
    take_tick(&line);
    return 0;
}
