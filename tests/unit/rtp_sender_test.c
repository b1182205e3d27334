#include "mcu/rtp/rtp_sender.h"

#include "mcu/rtp/rtx.h"
#include "mcu/wire/rtp_packet.h"

#include <string.h>

enum {
    SSRC = 0x01020304,
    RTX_SSRC = 0x05060708,
    PAYLOAD_TYPE = 96,
    RTX_PAYLOAD_TYPE = 97,
    FIRST_SEQUENCE = 0x7ffe,
    OFFSET_TICKS = 1000,
    HISTORY = 64,
};

#define SECOND_US     INT64_C(1000000)
#define ROUND_TRIP_US (100 * INT64_C(1000))

/* A sender with all that it borrows. */
typedef struct Stream {
    MediaClock clock;
    TwccSender *twcc;
    RtpSender *sender;
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    size_t size;
} Stream;

static const RtpExtensionIds ids = {
        .id =
                {
                        [RTP_EXTENSION_MID] = 4,
                        [RTP_EXTENSION_TRANSPORT_SEQUENCE] = 3,
                        [RTP_EXTENSION_AUDIO_LEVEL] = 1,
                },
};

static void stream_init(Stream *stream, bool rtx)
{
    *stream = (Stream){
            .clock = media_clock(0, 1700000000 * SECOND_US),
            .twcc = twcc_sender_new(),
    };
    stream->sender = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = SSRC,
            .payload_type = PAYLOAD_TYPE,
            .clock_hz = 90000,
            .rtx_ssrc = rtx ? RTX_SSRC : 0,
            .rtx_payload_type = rtx ? RTX_PAYLOAD_TYPE : 0,
            .extensions = ids,
            .mid = "main",
            .clock = &stream->clock,
            .twcc = stream->twcc,
            .first_sequence = FIRST_SEQUENCE,
            .first_timestamp_ticks = OFFSET_TICKS,
            .history_packets = HISTORY,
            .history_us = SECOND_US,
    });
}

static void stream_clear(Stream *stream)
{
    rtp_sender_free(stream->sender);
    twcc_sender_free(stream->twcc);
}

static size_t send(Stream *stream, size_t payload_size, int64_t now_us)
{
    static const uint8_t data[RTP_PACKET_SIZE_MAX] = {0x55};
    g_autoptr(GBytes) payload = g_bytes_new_static(data, payload_size);
    const RtpSenderPacket packet = {
            .timestamp_ticks = media_clock_ticks(&stream->clock, 90000, now_us),
            .marker = true,
            .has_audio_level = true,
            .audio_level_dbov = 40,
            .prefix = (const uint8_t *)"ab",
            .prefix_size = 2,
            .payload = payload,
    };
    stream->size =
            rtp_sender_send(stream->sender, &packet, now_us, stream->buffer, sizeof stream->buffer);
    return stream->size;
}

static size_t resend(Stream *stream, uint16_t sequence, int64_t now_us)
{
    stream->size = rtp_sender_resend(
            stream->sender, sequence, now_us, stream->buffer, sizeof stream->buffer);
    return stream->size;
}

static void expect_packet(const Stream *stream, uint16_t sequence, uint16_t transport_sequence)
{
    RtpHeader header;
    g_assert_true(rtp_packet_read(stream->buffer, stream->size, &header));
    g_assert_cmpuint(header.ssrc, ==, SSRC);
    g_assert_cmpuint(header.payload_type, ==, PAYLOAD_TYPE);
    g_assert_true(header.marker);
    g_assert_cmpuint(header.sequence, ==, sequence);
    g_assert_cmpuint(header.timestamp_ticks, ==, OFFSET_TICKS);
    g_assert_cmpmem(stream->buffer + header.payload_offset, header.payload_size, "ab\x55", 3);

    const RtpExtensionValues values = rtp_extension_read(stream->buffer, &header, &ids);
    g_assert_true(values.has_mid && values.has_audio_level && values.has_transport_sequence);
    g_assert_cmpstr(values.mid, ==, "main");
    g_assert_cmpuint(values.audio_level_dbov, ==, 40);
    g_assert_cmpuint(values.transport_sequence, ==, transport_sequence);
}

static void test_writes_packets(void)
{
    Stream stream;
    stream_init(&stream, true);
    for (uint16_t n = 0; n < 3; n++) { /* over 2^15: nothing happens there */
        send(&stream, 1, 0);
        expect_packet(&stream, (uint16_t)(FIRST_SEQUENCE + n), n);
    }
    stream_clear(&stream);
}

static void test_a_packet_that_does_not_fit_leaves_no_gap(void)
{
    Stream stream;
    stream_init(&stream, true);
    send(&stream, 1, 0);
    g_assert_cmpuint(send(&stream, RTP_PACKET_SIZE_MAX, 0), ==, 0);
    send(&stream, 1, 0);
    expect_packet(&stream, FIRST_SEQUENCE + 1, 1);
    g_assert_cmpuint(rtp_sender_stats(stream.sender).too_large, ==, 1);
    stream_clear(&stream);
}

static void test_resends_as_rtx(void)
{
    Stream stream;
    stream_init(&stream, true);
    send(&stream, 1, 0);
    send(&stream, 1, 0);
    for (uint16_t n = 0; n < 2; n++) {
        RtpHeader header;
        g_assert_cmpuint(resend(&stream, FIRST_SEQUENCE, 1 + n * ROUND_TRIP_US), >, 0);
        g_assert_true(rtp_packet_read(stream.buffer, stream.size, &header));
        g_assert_cmpuint(header.ssrc, ==, RTX_SSRC);
        g_assert_cmpuint(header.payload_type, ==, RTX_PAYLOAD_TYPE);
        g_assert_cmpuint(header.sequence, ==, FIRST_SEQUENCE + n); /* of its own count */
        g_assert_cmpint(rtx_restore(stream.buffer, stream.size, SSRC, PAYLOAD_TYPE, &stream.size),
                ==, RTX_RESTORED);
        expect_packet(&stream, FIRST_SEQUENCE, (uint16_t)(2 + n));
    }
    stream_clear(&stream);
}

static void test_resends_as_it_was_without_rtx(void)
{
    Stream stream;
    stream_init(&stream, false);
    send(&stream, 1, 0);
    const Stream first = stream;
    send(&stream, 1, 0);
    resend(&stream, FIRST_SEQUENCE, 1);
    g_assert_cmpmem(stream.buffer, stream.size, first.buffer,
            first.size); /* to the last byte: see rtp_sender.c */
    send(&stream, 1, 0);
    expect_packet(&stream, FIRST_SEQUENCE + 2, 2);
    stream_clear(&stream);
}

static void test_pads_on_the_rtx_stream(void)
{
    static const uint8_t sizes[] = {1, 224, 255};
    Stream stream;
    stream_init(&stream, true);
    g_assert_cmpuint(
            rtp_sender_pad(stream.sender, 224, 0, stream.buffer, sizeof stream.buffer), ==, 0);
    send(&stream, 1, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        RtpHeader header;
        stream.size =
                rtp_sender_pad(stream.sender, sizes[i], 1, stream.buffer, sizeof stream.buffer);
        g_assert_true(rtp_packet_read(stream.buffer, stream.size, &header));
        g_assert_cmpuint(header.ssrc, ==, RTX_SSRC);
        g_assert_cmpuint(header.payload_type, ==, RTX_PAYLOAD_TYPE);
        g_assert_cmpuint(header.sequence, ==, FIRST_SEQUENCE + i);
        g_assert_cmpuint(header.payload_size, ==, 0);
        g_assert_cmpuint(header.padding_size, ==, sizes[i]);
        const RtpExtensionValues values = rtp_extension_read(stream.buffer, &header, &ids);
        g_assert_cmpuint(values.transport_sequence, ==, 1 + i);
        g_assert_cmpint(rtx_restore(stream.buffer, stream.size, SSRC, PAYLOAD_TYPE, &stream.size),
                ==, RTX_PADDING);
    }
    g_assert_cmpuint(resend(&stream, FIRST_SEQUENCE, 1), >, 0); /* and its numbers go on */
    stream_clear(&stream);

    g_test_message("without RTX there is nothing to pad with");
    stream_init(&stream, false);
    send(&stream, 1, 0);
    g_assert_cmpuint(
            rtp_sender_pad(stream.sender, 224, 0, stream.buffer, sizeof stream.buffer), ==, 0);
    stream_clear(&stream);
}

static void test_does_not_resend_everything(void)
{
    static const struct {
        const char *why;
        uint16_t sequence;
        int64_t now_us;
        bool resent;
    } cases[] = {
            {"the first time", FIRST_SEQUENCE, 0, true},
            {"again, before the first can be there", FIRST_SEQUENCE, 19999, false},
            {"again", FIRST_SEQUENCE, 20000, true},
            {"never sent", FIRST_SEQUENCE + 1, 20000, false},
            {"never sent, before the first", FIRST_SEQUENCE - 1, 20000, false},
            {"too old", FIRST_SEQUENCE, SECOND_US + 1, false},
    };
    Stream stream;
    stream_init(&stream, true);
    send(&stream, 1, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_true((resend(&stream, cases[i].sequence, cases[i].now_us) > 0) == cases[i].resent);
    }
    stream_clear(&stream);
}

/* A peer that NACKs whatever it gets: we answer with a fifth of what we send, and what we began with. */
static void test_forgets(void)
{
    Stream stream;
    stream_init(&stream, true);
    send(&stream, 1, 0);
    rtp_sender_forget(stream.sender);
    g_assert_cmpuint(resend(&stream, FIRST_SEQUENCE, 1), ==, 0);
    send(&stream, 1, 0);
    g_assert_cmpuint(resend(&stream, FIRST_SEQUENCE + 1, 1), >, 0);
    stream_clear(&stream);
}

static void test_resends_are_limited(void)
{
    Stream stream;
    stream_init(&stream, true);
    for (int n = 0; n < 1000; n++) {
        send(&stream, 1000, n * ROUND_TRIP_US);
        for (int i = 0; i < 10; i++) {
            resend(&stream, (uint16_t)(FIRST_SEQUENCE + n - i), n * ROUND_TRIP_US);
        }
    }
    const RtpSenderStats stats = rtp_sender_stats(stream.sender);
    g_assert_cmpuint(stats.resent_bytes, <=, 1000 * 1100 / 5 + 34000);
    g_assert_cmpuint(stats.resent_bytes, >=, 1000 * 1000 / 5);
    g_assert_cmpuint(stats.over_budget, >, 0);
    stream_clear(&stream);
}

static void test_reports_on_the_mix_clock(void)
{
    Stream stream;
    RtcpSenderInfo info;
    stream_init(&stream, true);
    g_assert_false(rtp_sender_report(stream.sender, 0, &info));

    send(&stream, 98, SECOND_US);
    g_assert_true(rtp_sender_report(stream.sender, 2 * SECOND_US, &info));
    g_assert_cmpuint(info.ntp, ==, media_clock_ntp(&stream.clock, 2 * SECOND_US));
    g_assert_cmpuint(info.timestamp_ticks, ==, OFFSET_TICKS + 2 * 90000);
    g_assert_cmpuint(info.packet_count, ==, 1);
    g_assert_cmpuint(info.octet_count, ==, 100);
    g_assert_true(rtp_sender_report(stream.sender, 3 * SECOND_US, &info));
    g_assert_false(rtp_sender_report(stream.sender, 3 * SECOND_US + 1, &info)); /* idle */
    stream_clear(&stream);
}

static void test_learns_from_reports(void)
{
    Stream stream;
    stream_init(&stream, true);
    const RtcpReportBlock block = {
            .ssrc = SSRC,
            .fraction_lost = 25,
            .cumulative_lost = 7,
            .jitter_ticks = 900,
            .last_sr = (uint32_t)(media_clock_ntp(&stream.clock, 0) >> 16),
            .delay_since_last_sr = 65536 / 2,
    };
    rtp_sender_take_report(stream.sender, &block, 600000);
    const RtpSenderStats stats = rtp_sender_stats(stream.sender);
    g_assert_true(stats.reported);
    g_assert_cmpint(ABS(stats.round_trip_us - 100000), <, 50);
    g_assert_cmpuint(stats.fraction_lost, ==, 25);
    g_assert_cmpint(stats.jitter_us, ==, 10000);
    stream_clear(&stream);
}

/* Over more than three wraps each packet's number is one more than that before, and the newest can be resent. */
static void test_numbers_count_on(void)
{
    Stream stream;
    RtpHeader header;
    stream_init(&stream, true);
    for (int64_t n = 0; n < 200000; n++) {
        send(&stream, 1, n * 1000);
        rtp_packet_read(stream.buffer, stream.size, &header);
        g_assert_cmpuint(header.sequence, ==, (uint16_t)(FIRST_SEQUENCE + n));
        if (n % 1000 == 500) {
            g_assert_cmpuint(
                    resend(&stream, (uint16_t)(FIRST_SEQUENCE + n - HISTORY + 1), n * 1000), >, 0);
            g_assert_cmpuint(
                    resend(&stream, (uint16_t)(FIRST_SEQUENCE + n - HISTORY), n * 1000), ==, 0);
        }
    }
    stream_clear(&stream);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtp_sender/writes_packets", test_writes_packets);
    g_test_add_func("/rtp_sender/a_packet_that_does_not_fit_leaves_no_gap",
            test_a_packet_that_does_not_fit_leaves_no_gap);
    g_test_add_func("/rtp_sender/resends_as_rtx", test_resends_as_rtx);
    g_test_add_func(
            "/rtp_sender/resends_as_it_was_without_rtx", test_resends_as_it_was_without_rtx);
    g_test_add_func("/rtp_sender/pads_on_the_rtx_stream", test_pads_on_the_rtx_stream);
    g_test_add_func("/rtp_sender/does_not_resend_everything", test_does_not_resend_everything);
    g_test_add_func("/rtp_sender/forgets", test_forgets);
    g_test_add_func("/rtp_sender/resends_are_limited", test_resends_are_limited);
    g_test_add_func("/rtp_sender/reports_on_the_mix_clock", test_reports_on_the_mix_clock);
    g_test_add_func("/rtp_sender/learns_from_reports", test_learns_from_reports);
    g_test_add_func("/rtp_sender/numbers_count_on", test_numbers_count_on);
    return g_test_run();
}
