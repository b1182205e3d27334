#include "mcu/room/inbound_sound.h"

enum { FIRST_SSRC = 1, SECOND_SSRC = 2, SEQUENCE = 65530 };

static const int64_t tick_us = 20000;

static const uint8_t opus[RTP_HEADER_SIZE + 3] = {
        [RTP_HEADER_SIZE] = 0xf8, 0xff, 0xfe}; /* 20 ms, CELT */

static bool put(InboundSound *sound, uint16_t sequence, size_t size, int64_t now_us,
        JitterBufferPacket *ret_packet)
{
    const RtpHeader header = {
            .sequence = sequence,
            .timestamp_ticks = sequence * 960U,
            .payload_offset = RTP_HEADER_SIZE,
            .payload_size = size,
    };
    const RtpExtensionValues values = {.has_audio_level = true, .audio_level_dbov = 30};
    InboundSoundPacket arrived;
    if (!inbound_sound_put(sound, opus, &header, &values, now_us, &arrived)) {
        return false;
    }
    g_assert_cmpmem(g_bytes_get_data(arrived.payload, NULL), g_bytes_get_size(arrived.payload),
            opus + RTP_HEADER_SIZE, 3);
    g_bytes_unref(arrived.payload);
    *ret_packet = arrived.packet;
    return true;
}

static void test_gives_what_can_be_heard(void)
{
    g_autoptr(InboundSound) sound = inbound_sound_new(FIRST_SSRC, SOUND_CODEC_OPUS, NULL);
    JitterBufferPacket packet;
    int64_t last = 0;
    for (uint16_t n = 0; n < 20; n++) { /* over the wrap */
        g_assert_true(put(sound, (uint16_t)(SEQUENCE + n), 3, n * tick_us, &packet));
        g_assert_true(n == 0 || packet.seq == last + 1);
        g_assert_cmpuint(packet.duration_ticks, ==, 960);
        g_assert_cmpuint(packet.level_dbov, ==, 30);
        last = packet.seq;
    }
    g_assert_false(put(sound, (uint16_t)(SEQUENCE + 19), 3, 20 * tick_us, &packet)); /* twice */
    g_assert_false(
            put(sound, (uint16_t)(SEQUENCE + 20), 0, 20 * tick_us, &packet)); /* padding only */
}

/* A sender that begins anew under another SSRC must not be taken for one that is late by 40000 packets. */
static void test_a_new_stream_begins_far_behind_the_old_one(void)
{
    g_autoptr(InboundSound) first = inbound_sound_new(FIRST_SSRC, SOUND_CODEC_OPUS, NULL);
    g_autoptr(InboundSound) second = inbound_sound_new(SECOND_SSRC, SOUND_CODEC_OPUS, first);
    JitterBufferPacket old, new;
    g_assert_true(put(first, 50000, 3, tick_us, &old));
    g_assert_true(put(second, 7, 3, 2 * tick_us, &new));
    g_assert_cmpint(new.seq - old.seq, >, 65536);
}

static void test_lives_while_packets_come(void)
{
    g_autoptr(InboundSound) sound = inbound_sound_new(FIRST_SSRC, SOUND_CODEC_OPUS, NULL);
    JitterBufferPacket packet;
    g_assert_false(inbound_sound_is_live(sound, tick_us));
    g_assert_true(put(sound, 1, 3, tick_us, &packet));
    g_assert_true(inbound_sound_is_live(sound, 2 * tick_us));
    g_assert_false(inbound_sound_is_live(sound, 100 * tick_us));
}

enum { OPUS_TYPE = 111 };

/* A packet of RED with the copies of packets so many numbers before it. @return the numbers that are given, in order */
static size_t put_red(InboundSound *sound, uint16_t sequence, const uint32_t *back, size_t count,
        int64_t now_us, InboundSoundPacket *ret_packets)
{
    static const uint8_t frame[] = {0xf8, 0xff, 0xfe};
    uint8_t packet[256] = {0};
    RedPayload red = {.copies = count, .sound = {0, frame, sizeof frame}};
    for (size_t i = 0; i < count; i++) {
        red.copy[i] = (RedBlock){back[i] * 960, frame, sizeof frame};
    }
    ByteWriter writer = byte_writer(packet + RTP_HEADER_SIZE, sizeof packet - RTP_HEADER_SIZE);
    red_payload_write(&red, OPUS_TYPE, &writer);
    const RtpHeader header = {
            .sequence = sequence,
            .timestamp_ticks = sequence * 960U,
            .payload_offset = RTP_HEADER_SIZE,
            .payload_size = writer.size,
    };
    const RtpExtensionValues values = {.has_audio_level = true, .audio_level_dbov = 30};
    const size_t given = inbound_sound_put_red(sound,
            &(InboundSoundArrival){packet, &header, &values, now_us}, OPUS_TYPE, ret_packets);
    for (size_t i = 0; i < given; i++) {
        g_assert_cmpmem(g_bytes_get_data(ret_packets[i].payload, NULL),
                g_bytes_get_size(ret_packets[i].payload), frame, sizeof frame);
        g_bytes_unref(ret_packets[i].payload);
    }
    return given;
}

static void test_copies_stand_for_what_is_lost(void)
{
    static const uint32_t two_back[] = {2, 1};
    g_autoptr(InboundSound) sound = inbound_sound_new(FIRST_SSRC, SOUND_CODEC_OPUS, NULL);
    InboundSoundPacket got[INBOUND_SOUND_PACKETS_MAX];
    int64_t last = 0;
    for (uint16_t n = 0; n < 60; n++) { /* over the wrap; of five one is lost, and once three */
        if ((n % 5 == 4 && n < 50) || (n >= 51 && n <= 53)) {
            continue;
        }
        const size_t count = put_red(
                sound, (uint16_t)(SEQUENCE + n), two_back, n == 0 ? 0 : 2, n * tick_us, got);
        const JitterBufferPacket *newest = &got[count - 1].packet;
        const size_t copies = n == 1 || n == 54 ? 2 : n % 5 == 0 && n > 0 && n <= 50 ? 1 : 0;
        g_test_message("packet %u", n);
        /* Packet 1 has one of before the first too, which nobody misses: it is too late by itself. */
        g_assert_cmpuint(count, ==, 1 + (n == 1 ? 1 : copies));
        g_assert_false(newest->copy || newest->mends);
        g_assert_cmpuint(newest->level_dbov, ==, 30);
        for (size_t i = 0; i + 1 < count; i++) {
            g_assert_true(got[i].packet.copy);
            const int64_t back = newest->seq - got[i].packet.seq;
            g_assert_cmpuint(
                    newest->timestamp_ticks - got[i].packet.timestamp_ticks, ==, 960 * back);
        }
        g_assert_true(n == 0 || newest->seq > last);
        last = newest->seq;
    }
}

static void test_what_comes_late_is_no_copys_place(void)
{
    static const uint32_t one_back[] = {1};
    g_autoptr(InboundSound) sound = inbound_sound_new(FIRST_SSRC, SOUND_CODEC_OPUS, NULL);
    InboundSoundPacket got[INBOUND_SOUND_PACKETS_MAX];
    g_assert_cmpuint(put_red(sound, 10, NULL, 0, tick_us, got), ==, 1);
    g_assert_cmpuint(put_red(sound, 12, NULL, 0, 3 * tick_us, got), ==, 1);
    g_assert_true(got[0].packet.mends); /* 11 is missing */
    g_assert_cmpuint(put_red(sound, 11, NULL, 0, 3 * tick_us, got), ==, 1);
    g_assert_false(got[0].packet.mends);
    g_assert_cmpuint(put_red(sound, 13, one_back, 1, 4 * tick_us, got), ==, 1);
    g_assert_cmpuint(put_red(sound, 200, one_back, 1, 5 * tick_us, got), ==, 2);
    g_assert_cmpuint(put_red(sound, 200, one_back, 1, 5 * tick_us, got), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inbound_sound/gives_what_can_be_heard", test_gives_what_can_be_heard);
    g_test_add_func("/inbound_sound/a_new_stream_begins_far_behind_the_old_one",
            test_a_new_stream_begins_far_behind_the_old_one);
    g_test_add_func(
            "/inbound_sound/copies_stand_for_what_is_lost", test_copies_stand_for_what_is_lost);
    g_test_add_func("/inbound_sound/what_comes_late_is_no_copys_place",
            test_what_comes_late_is_no_copys_place);
    g_test_add_func("/inbound_sound/lives_while_packets_come", test_lives_while_packets_come);
    return g_test_run();
}
