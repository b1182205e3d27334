#include "tests/bots/bot_stream.h"

#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"

#include <string.h>

enum { SSRC = 0x1000, RTX_SSRC = 0x2000, PT = 96, RTX_PT = 97, START_US = 5000000 };

static GPtrArray *sent; /* of GBytes */
static uint16_t transport_sequence;

static void on_send(const uint8_t *packet, size_t size, void *user_data)
{
    g_ptr_array_add(sent, g_bytes_new(packet, size));
}

static BotStream *start(bool has_rtx, uint32_t clock_hz)
{
    g_clear_pointer(&sent, g_ptr_array_unref);
    sent = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    return bot_stream_new(&(BotStreamConfig){
            .ssrc = SSRC,
            .rtx_ssrc = RTX_SSRC,
            .payload_type = PT,
            .rtx_payload_type = RTX_PT,
            .has_rtx = has_rtx,
            .clock_hz = clock_hz,
            .extensions = {.id = {[RTP_EXTENSION_TRANSPORT_SEQUENCE] = 3,
                                   [RTP_EXTENSION_AUDIO_LEVEL] = 1}},
            .transport_sequence = &transport_sequence,
            .start_us = START_US,
            .send = on_send,
    });
}

static const uint8_t *packet_at(guint index, RtpHeader *header)
{
    gsize size = 0;
    const uint8_t *packet = g_bytes_get_data(g_ptr_array_index(sent, index), &size);
    g_assert_true(rtp_packet_read(packet, size, header));
    return packet;
}

static void test_splits_pictures(void)
{
    static const struct {
        size_t size;
        guint packets;
    } cases[] = {{1, 1}, {BOT_STREAM_PAYLOAD_MAX, 1}, {BOT_STREAM_PAYLOAD_MAX + 1, 2}, {9999, 9}};
    uint8_t frame[10000];

    for (size_t i = 0; i < sizeof frame; i++) {
        frame[i] = (uint8_t)(i * 7);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(BotStream) stream = start(true, 90000);
        g_autoptr(GByteArray) whole = g_byte_array_new();
        bot_stream_send_picture(stream, frame, cases[i].size, START_US, START_US);
        g_assert_cmpuint(sent->len, ==, cases[i].packets);
        for (guint j = 0; j < sent->len; j++) {
            RtpHeader header;
            Vp8Descriptor descriptor;
            const uint8_t *packet = packet_at(j, &header);
            const uint8_t *payload = packet + header.payload_offset;
            const size_t skip = vp8_payload_read(payload, header.payload_size, &descriptor);
            g_assert_cmpuint(skip, >, 0);
            g_assert_cmpuint(header.payload_size, <=, BOT_STREAM_PAYLOAD_MAX + skip);
            g_assert_true(vp8_payload_starts_frame(&descriptor) == (j == 0));
            g_assert_true(header.marker == (j == sent->len - 1));
            g_byte_array_append(whole, payload + skip, (guint)(header.payload_size - skip));
        }
        g_assert_cmpmem(whole->data, whole->len, frame, cases[i].size);
    }
}

static void test_keeps_time_and_level(void)
{
    g_autoptr(BotStream) stream = start(false, 48000);
    RtpHeader first;
    RtpHeader second;
    RtcpSenderInfo info;

    g_assert_false(bot_stream_sender_info(stream, START_US, &info));
    bot_stream_send_sound(stream, (const uint8_t *)"abc", 3, 30, START_US, START_US);
    bot_stream_send_sound(stream, (const uint8_t *)"d", 1, 127, START_US + 400000, START_US);
    const uint8_t *packet = packet_at(0, &first);
    const RtpExtensionIds ids = {
            .id = {[RTP_EXTENSION_TRANSPORT_SEQUENCE] = 3, [RTP_EXTENSION_AUDIO_LEVEL] = 1}};
    const RtpExtensionValues values = rtp_extension_read(packet, &first, &ids);
    packet_at(1, &second);
    g_assert_true(values.has_audio_level);
    g_assert_cmpuint(values.audio_level_dbov, ==, 30);
    g_assert_cmpuint(second.timestamp_ticks - first.timestamp_ticks, ==, 19200);
    g_assert_cmpuint((uint16_t)(second.sequence - first.sequence), ==, 1);
    g_assert_true(bot_stream_sender_info(stream, START_US + 1000000, &info));
    g_assert_cmpuint(info.timestamp_ticks - first.timestamp_ticks, ==, 48000);
    g_assert_cmpuint(info.packet_count, ==, 2);
    g_assert_cmpuint(info.octet_count, ==, 4);
}

static void test_resends(void)
{
    for (int rtx = 0; rtx < 2; rtx++) {
        g_autoptr(BotStream) stream = start(rtx, 90000);
        RtpHeader first;
        RtpHeader again;
        bot_stream_send_picture(stream, (const uint8_t *)"picture", 7, START_US, START_US);
        const uint8_t *packet = packet_at(0, &first);
        g_assert_true(bot_stream_resend(stream, first.sequence, 50000, START_US + 1));
        g_assert_false(bot_stream_resend(stream, first.sequence, 50000, START_US + 2));
        g_assert_false(
                bot_stream_resend(stream, (uint16_t)(first.sequence + 1), 50000, START_US + 2));
        g_assert_cmpuint(sent->len, ==, 2);
        const uint8_t *repeat = packet_at(1, &again);
        g_assert_cmpuint(again.ssrc, ==, rtx ? RTX_SSRC : SSRC);
        g_assert_cmpuint(again.payload_type, ==, rtx ? RTX_PT : PT);
        g_assert_cmpuint(again.timestamp_ticks, ==, first.timestamp_ticks);
        const size_t skip = rtx ? 2 : 0;
        g_assert_cmpmem(repeat + again.payload_offset + skip, again.payload_size - skip,
                packet + first.payload_offset, first.payload_size);
        if (rtx) {
            const uint8_t *old = repeat + again.payload_offset;
            g_assert_cmpuint(old[0] << 8 | old[1], ==, first.sequence);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bot_stream/splits_pictures", test_splits_pictures);
    g_test_add_func("/bot_stream/keeps_time_and_level", test_keeps_time_and_level);
    g_test_add_func("/bot_stream/resends", test_resends);
    const int result = g_test_run();
    g_ptr_array_unref(sent);
    return result;
}
