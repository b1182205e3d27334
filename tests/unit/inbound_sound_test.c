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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inbound_sound/gives_what_can_be_heard", test_gives_what_can_be_heard);
    g_test_add_func("/inbound_sound/a_new_stream_begins_far_behind_the_old_one",
            test_a_new_stream_begins_far_behind_the_old_one);
    g_test_add_func("/inbound_sound/lives_while_packets_come", test_lives_while_packets_come);
    return g_test_run();
}
