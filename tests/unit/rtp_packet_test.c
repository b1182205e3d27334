#include "mcu/wire/rtp_packet.h"

#include <glib.h>

#include <string.h>

enum { BYTES_MAX = 24 };

#define FIXED(first, second) first, second, 0x12, 0x34, 1, 2, 3, 4, 5, 6, 7, 8

typedef struct Case {
    const char *why;
    size_t size;
    uint8_t bytes[BYTES_MAX];
    bool valid;
    size_t csrc_count;
    size_t extension_size;
    size_t payload_offset;
    size_t payload_size;
    size_t padding_size;
} Case;

static const Case cases[] = {
        {"nothing", 0, {0}, false, 0, 0, 0, 0, 0},
        {"one byte short of a header", 11, {FIXED(0x80, 96)}, false, 0, 0, 0, 0, 0},
        {"a header alone", 12, {FIXED(0x80, 96)}, true, 0, 0, 12, 0, 0},
        {"version 0, as of a header never filled in", 12, {FIXED(0x00, 96)}, false, 0, 0, 0, 0, 0},
        {"version 1", 12, {FIXED(0x40, 96)}, false, 0, 0, 0, 0, 0},
        {"version 3", 12, {FIXED(0xc0, 96)}, false, 0, 0, 0, 0, 0},
        {"a payload", 14, {FIXED(0x80, 96), 9, 9}, true, 0, 0, 12, 2, 0},
        {"one source", 16, {FIXED(0x81, 96), 0, 0, 0, 7}, true, 1, 0, 16, 0, 0},
        {"a source cut off", 15, {FIXED(0x81, 96), 0, 0, 0}, false, 0, 0, 0, 0, 0},
        {"fifteen sources that are not there", 16, {FIXED(0x8f, 96)}, false, 0, 0, 0, 0, 0},
        {"an extension of no words", 17, {FIXED(0x90, 96), 0xbe, 0xde, 0, 0, 9}, true, 0, 0, 16, 1,
                0},
        {"an extension of one word", 20, {FIXED(0x90, 96), 0xbe, 0xde, 0, 1, 0x10, 5, 0, 0}, true,
                0, 4, 20, 0, 0},
        {"an extension beyond the end", 20, {FIXED(0x90, 96), 0xbe, 0xde, 0, 2}, false, 0, 0, 0, 0,
                0},
        {"an extension without a length", 15, {FIXED(0x90, 96), 0xbe, 0xde, 0}, false, 0, 0, 0, 0,
                0},
        {"an extension of 65535 words", 20, {FIXED(0x90, 96), 0xbe, 0xde, 0xff, 0xff}, false, 0, 0,
                0, 0, 0},
        {"two bytes of padding", 15, {FIXED(0xa0, 96), 9, 0, 2}, true, 0, 0, 12, 1, 2},
        {"padding only, as probes are", 14, {FIXED(0xa0, 96), 0, 2}, true, 0, 0, 12, 0, 2},
        {"padding that counts no byte", 14, {FIXED(0xa0, 96), 9, 0}, false, 0, 0, 0, 0, 0},
        {"padding longer than the payload", 14, {FIXED(0xa0, 96), 9, 3}, false, 0, 0, 0, 0, 0},
        {"padding without a byte to count it", 12, {FIXED(0xa0, 96)}, false, 0, 0, 0, 0, 0},
};

static void test_reads_headers(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Case *c = &cases[i];
        RtpHeader header = {0};
        g_test_message("%s", c->why);
        g_assert_true(rtp_packet_read(c->bytes, c->size, &header) == c->valid);
        if (!c->valid) {
            g_assert_cmpuint(header.ssrc, ==, 0); /* written on success only */
            continue;
        }
        g_assert_cmpuint(header.payload_type, ==, 96);
        g_assert_cmphex(header.sequence, ==, 0x1234);
        g_assert_cmphex(header.timestamp_ticks, ==, 0x01020304);
        g_assert_cmphex(header.ssrc, ==, 0x05060708);
        g_assert_cmpuint(header.csrc_count, ==, c->csrc_count);
        g_assert_cmpuint(header.extension_size, ==, c->extension_size);
        g_assert_cmpuint(header.payload_offset, ==, c->payload_offset);
        g_assert_cmpuint(header.payload_size, ==, c->payload_size);
        g_assert_cmpuint(header.padding_size, ==, c->padding_size);
    }
}

static void test_reads_the_sources(void)
{
    static const uint8_t packet[] = {FIXED(0x82, 0xe0), 0, 0, 0, 7, 0xff, 0xff, 0xff, 0xff};
    RtpHeader header;

    g_assert_true(rtp_packet_read(packet, sizeof packet, &header));
    g_assert_true(header.marker);
    g_assert_cmpuint(rtp_packet_csrc(packet, &header, 0), ==, 7);
    g_assert_cmpuint(rtp_packet_csrc(packet, &header, 1), ==, UINT32_MAX);
}

static void test_writes_what_it_reads(void)
{
    static const RtpHeader headers[] = {
            {.payload_type = 0, .sequence = 0},
            {.payload_type = 127,
                    .marker = true,
                    .sequence = UINT16_MAX,
                    .timestamp_ticks = UINT32_MAX,
                    .ssrc = UINT32_MAX},
            {.payload_type = 111, .sequence = 1, .timestamp_ticks = 960, .ssrc = 0x80000000},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        uint8_t packet[RTP_HEADER_SIZE];
        RtpHeader header;
        ByteWriter writer = byte_writer(packet, sizeof packet);
        rtp_packet_write(&headers[i], false, &writer);
        g_assert_cmpuint(writer.size, ==, RTP_HEADER_SIZE);
        g_assert_cmphex(
                packet[0] >> 6, ==, 2); /* version 0 would be dropped by browsers without a word */
        g_assert_true(rtp_packet_read(packet, sizeof packet, &header));
        g_assert_cmpuint(header.payload_type, ==, headers[i].payload_type);
        g_assert_true(header.marker == headers[i].marker);
        g_assert_cmpuint(header.sequence, ==, headers[i].sequence);
        g_assert_cmpuint(header.timestamp_ticks, ==, headers[i].timestamp_ticks);
        g_assert_cmpuint(header.ssrc, ==, headers[i].ssrc);
    }
}

static void test_changes_one_field(void)
{
    uint8_t packet[] = {FIXED(0x80, 96)};
    RtpHeader header;

    rtp_packet_set_marker(packet, true);
    rtp_packet_set_payload_type(packet, 97);
    rtp_packet_set_sequence(packet, 0xfedc);
    rtp_packet_set_timestamp(packet, 0x89abcdef);
    rtp_packet_set_ssrc(packet, 0xcafe0001);
    g_assert_true(rtp_packet_read(packet, sizeof packet, &header));
    g_assert_true(header.marker);
    g_assert_cmpuint(header.payload_type, ==, 97);
    g_assert_cmphex(header.sequence, ==, 0xfedc);
    g_assert_cmphex(header.timestamp_ticks, ==, 0x89abcdef);
    g_assert_cmphex(header.ssrc, ==, 0xcafe0001);
    rtp_packet_set_marker(packet, false);
    g_assert_cmphex(packet[1], ==, 97);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtp_packet/reads_headers", test_reads_headers);
    g_test_add_func("/rtp_packet/reads_the_sources", test_reads_the_sources);
    g_test_add_func("/rtp_packet/writes_what_it_reads", test_writes_what_it_reads);
    g_test_add_func("/rtp_packet/changes_one_field", test_changes_one_field);
    return g_test_run();
}
