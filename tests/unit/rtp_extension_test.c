#include "mcu/wire/rtp_extension.h"

#include <glib.h>

#include <string.h>

/* As Chromium and Firefox number them. */
static const RtpExtensionIds chromium = {.id = {
                                                 [RTP_EXTENSION_MID] = 4,
                                                 [RTP_EXTENSION_TRANSPORT_SEQUENCE] = 3,
                                                 [RTP_EXTENSION_AUDIO_LEVEL] = 1,
                                                 [RTP_EXTENSION_SEND_TIME] = 2,
                                         }};
static const RtpExtensionIds firefox = {.id = {
                                                [RTP_EXTENSION_MID] = 3,
                                                [RTP_EXTENSION_TRANSPORT_SEQUENCE] = 7,
                                                [RTP_EXTENSION_AUDIO_LEVEL] = 1,
                                                [RTP_EXTENSION_SEND_TIME] = 4,
                                        }};
static const RtpExtensionIds high = {.id = {
                                             [RTP_EXTENSION_MID] = 16,
                                             [RTP_EXTENSION_TRANSPORT_SEQUENCE] = 255,
                                             [RTP_EXTENSION_AUDIO_LEVEL] = 1,
                                     }};
static const RtpExtensionIds none = {0};

static RtpExtensionValues read_block(
        uint16_t profile, const uint8_t *block, size_t size, const RtpExtensionIds *ids)
{
    const RtpHeader header = {.extension_profile = profile, .extension_size = size};
    /* A copy of exact size: a sanitizer sees a read beyond it. */
    g_autofree uint8_t *copy = g_memdup2(block, MAX(size, (size_t)1));
    return rtp_extension_read(copy, &header, ids);
}

static void test_reads_blocks(void)
{
    static const struct {
        const char *why;
        uint16_t profile;
        size_t size;
        uint8_t block[24];
        const RtpExtensionIds *ids;
        const char *mid; /* NULL: none */
        int transport_sequence;
        int level; /* -1: none; with the voice bit as 0x80 */
    } cases[] = {
            {"no block", 0, 0, {0}, &chromium, NULL, -1, -1},
            {"a level", 0xbede, 4, {0x10, 0x7f, 0, 0}, &chromium, NULL, -1, 0x7f},
            {"a level with voice", 0xbede, 4, {0x10, 0x80, 0, 0}, &chromium, NULL, -1, 0x80},
            {"mid, sequence and level", 0xbede, 8, {0x40, '0', 0x31, 0x12, 0x34, 0x10, 5, 0},
                    &chromium, "0", 0x1234, 5},
            {"the same by another peer's numbers", 0xbede, 8,
                    {0x30, '0', 0x71, 0x12, 0x34, 0x10, 5, 0}, &firefox, "0", 0x1234, 5},
            {"numbers that were not negotiated", 0xbede, 8,
                    {0x40, '0', 0x31, 0x12, 0x34, 0x10, 5, 0}, &none, NULL, -1, -1},
            {"padding before and between", 0xbede, 8, {0, 0, 0x10, 5, 0, 0x40, 'a', 0}, &chromium,
                    "a", -1, 5},
            {"an unknown one is skipped", 0xbede, 8, {0xe2, 1, 2, 3, 0x10, 5, 0, 0}, &chromium,
                    NULL, -1, 5},
            {"15 ends the block", 0xbede, 8, {0xf0, 1, 0x10, 5, 0, 0, 0, 0}, &chromium, NULL, -1,
                    -1},
            {"padding that has a length", 0xbede, 4, {0x01, 9, 9, 0}, &none, NULL, -1, -1},
            {"an element beyond the end keeps the ones before", 0xbede, 4, {0x10, 5, 0x43, 'a'},
                    &chromium, NULL, -1, 5},
            {"a sequence of one byte is none", 0xbede, 4, {0x30, 9, 0, 0}, &chromium, NULL, -1, -1},
            {"the longest mid", 0xbede, 20,
                    {0x4f, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',
                            'o', 'p', 0, 0, 0},
                    &chromium, "abcdefghijklmnop", -1, -1},
            {"a mid with a NUL is none", 0xbede, 4, {0x41, 'a', 0, 0}, &chromium, NULL, -1, -1},
            {"two-byte form", 0x1000, 8, {16, 1, 'x', 255, 2, 0xab, 0xcd, 0}, &high, "x", 0xabcd,
                    -1},
            {"two-byte form with application bits", 0x100f, 4, {1, 1, 9, 0}, &high, NULL, -1, 9},
            {"two-byte form, an empty element", 0x1000, 4, {16, 0, 1, 1}, &high, NULL, -1, -1},
            {"two-byte form, a length cut off", 0x1000, 4, {1, 1, 9, 16}, &high, NULL, -1, 9},
            {"two-byte form, a mid too long", 0x1000, 20,
                    {16, 17, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a',
                            'a', 'a', 'a', 0},
                    &high, NULL, -1, -1},
            {"another profile is not looked into", 0x1234, 4, {0x10, 5, 0, 0}, &chromium, NULL, -1,
                    -1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const RtpExtensionValues values =
                read_block(cases[i].profile, cases[i].block, cases[i].size, cases[i].ids);
        g_assert_true(values.has_mid == (cases[i].mid != NULL));
        g_assert_cmpstr(values.mid, ==, cases[i].mid != NULL ? cases[i].mid : "");
        g_assert_true(values.has_transport_sequence == (cases[i].transport_sequence >= 0));
        g_assert_cmpint(values.transport_sequence, ==, MAX(cases[i].transport_sequence, 0));
        g_assert_true(values.has_audio_level == (cases[i].level >= 0));
        const int level = (values.voice ? 0x80 : 0) | values.audio_level_dbov;
        g_assert_cmpint(level, ==, MAX(cases[i].level, 0));
    }
}

/* A packet with the values, and its header read back. */
static size_t write_packet(const RtpExtensionIds *ids, const RtpExtensionValues *values,
        uint8_t packet[RTP_PACKET_SIZE_MAX], RtpHeader *out_header)
{
    ByteWriter writer = byte_writer(packet, RTP_PACKET_SIZE_MAX);
    rtp_packet_write(&(RtpHeader){.payload_type = 96}, rtp_extension_any(ids, values), &writer);
    rtp_extension_write(ids, values, &writer);
    g_assert_false(writer.full);
    g_assert_cmpuint(writer.size, <=, RTP_HEADER_SIZE + RTP_EXTENSION_BLOCK_SIZE_MAX);
    g_assert_cmpuint(writer.size % 4, ==, 0);
    g_assert_true(rtp_packet_read(packet, writer.size, out_header));
    return writer.size;
}

static void test_writes_what_it_reads(void)
{
    static const struct {
        const char *why;
        const RtpExtensionIds *ids;
        RtpExtensionValues values;
        uint16_t profile;
        bool written;
    } cases[] = {
            {"nothing to say", &chromium, {0}, 0, false},
            {"nothing negotiated", &none, {.has_mid = true, .mid = "0"}, 0, false},
            {"a mid", &chromium, {.has_mid = true, .mid = "0"}, 0xbede, true},
            {"the longest mid", &chromium, {.has_mid = true, .mid = "abcdefghijklmnop"}, 0xbede,
                    true},
            {"everything", &chromium,
                    {.has_mid = true,
                            .mid = "abcdefghijklmnop",
                            .has_transport_sequence = true,
                            .transport_sequence = UINT16_MAX,
                            .has_audio_level = true,
                            .audio_level_dbov = 127,
                            .voice = true,
                            .has_send_time = true,
                            .send_time = 0xffffff},
                    0xbede, true},
            {"everything in two bytes", &high,
                    {.has_mid = true,
                            .mid = "abcdefghijklmnop",
                            .has_transport_sequence = true,
                            .transport_sequence = 1,
                            .has_audio_level = true},
                    0x1000, true},
            {"a low id among high ones stays short if alone", &high,
                    {.has_audio_level = true, .audio_level_dbov = 3}, 0xbede, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t packet[RTP_PACKET_SIZE_MAX];
        RtpHeader header;
        g_test_message("%s", cases[i].why);
        g_assert_true(rtp_extension_any(cases[i].ids, &cases[i].values) == cases[i].written);
        const size_t size = write_packet(cases[i].ids, &cases[i].values, packet, &header);
        g_assert_true((size > RTP_HEADER_SIZE) == cases[i].written);
        g_assert_cmphex(header.extension_profile, ==, cases[i].profile);
        if (cases[i].written) {
            const RtpExtensionValues read = rtp_extension_read(packet, &header, cases[i].ids);
            g_assert_cmpstr(read.mid, ==, cases[i].values.mid);
            g_assert_cmpuint(read.transport_sequence, ==, cases[i].values.transport_sequence);
            g_assert_cmpuint(read.audio_level_dbov, ==, cases[i].values.audio_level_dbov);
            g_assert_true(read.voice == cases[i].values.voice);
            g_assert_cmpuint(read.send_time, ==, cases[i].values.send_time);
        }
    }
}

static void test_counts_a_packet_anew(void)
{
    const RtpExtensionValues with = {.has_mid = true, .mid = "12", .has_transport_sequence = true};
    const RtpExtensionValues without = {.has_mid = true, .mid = "12"};
    const RtpExtensionIds *const both[] = {&chromium, &high};

    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        uint8_t packet[RTP_PACKET_SIZE_MAX];
        RtpHeader header;
        size_t size = write_packet(both[i], &with, packet, &header);
        g_assert_true(rtp_extension_set_transport_sequence(packet, size, both[i], 0xfffe));
        const RtpExtensionValues read = rtp_extension_read(packet, &header, both[i]);
        g_assert_cmphex(read.transport_sequence, ==, 0xfffe);
        g_assert_cmpstr(read.mid, ==, "12");

        g_assert_false(rtp_extension_set_transport_sequence(packet, size, &none, 1));
        size = write_packet(both[i], &without, packet, &header);
        g_assert_false(rtp_extension_set_transport_sequence(packet, size, both[i], 1));
        g_assert_false(rtp_extension_set_transport_sequence(packet, 5, both[i], 1));
    }
}

static void test_knows_its_uris(void)
{
    for (int i = 0; i < RTP_EXTENSION_KINDS; i++) {
        RtpExtensionKind kind = RTP_EXTENSION_KINDS;
        g_assert_true(rtp_extension_from_uri(rtp_extension_uri((RtpExtensionKind)i), &kind));
        g_assert_cmpint(kind, ==, i);
    }
    RtpExtensionKind kind = RTP_EXTENSION_KINDS;
    g_assert_false(rtp_extension_from_uri("urn:3gpp:video-orientation", &kind));
    g_assert_cmpint(kind, ==, RTP_EXTENSION_KINDS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtp_extension/reads_blocks", test_reads_blocks);
    g_test_add_func("/rtp_extension/writes_what_it_reads", test_writes_what_it_reads);
    g_test_add_func("/rtp_extension/counts_a_packet_anew", test_counts_a_packet_anew);
    g_test_add_func("/rtp_extension/knows_its_uris", test_knows_its_uris);
    return g_test_run();
}
