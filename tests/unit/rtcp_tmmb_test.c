#include "mcu/wire/rtcp_tmmb.h"

#include <glib.h>

#include <string.h>

/* RFC 5104, 4.2.1.1: exponent, 17 bits, overhead; here 512 kbit/s (64000 * 8) and 40 bytes. */
static const uint8_t request[] = {0x83, 205, 0, 4, 0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0, 0xaa, 0xbb,
        0xcc, 0xdd, 0x0d, 0xf4, 0x00, 0x28}; /* 3 << 26 | 64000 << 9 | 40 */
static const uint8_t nobody[] = {0x84, 205, 0, 2, 0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0};

static bool read_first(const uint8_t *bytes, size_t size, RtcpTmmb *ret_tmmb)
{
    ByteReader reader = byte_reader(bytes, size);
    RtcpItem item;
    g_assert_true(rtcp_packet_next(&reader, &item));
    return rtcp_tmmb_read(&item, ret_tmmb);
}

static void test_reads_and_writes_a_request(void)
{
    uint8_t bytes[64];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    RtcpTmmb tmmb;
    g_assert_true(read_first(request, sizeof request, &tmmb));
    g_assert_false(tmmb.notice);
    g_assert_cmphex(tmmb.sender_ssrc, ==, 0x11223344);
    g_assert_cmpuint(tmmb.count, ==, 1);
    g_assert_cmphex(tmmb.entries[0].ssrc, ==, 0xaabbccdd);
    g_assert_cmpint(tmmb.entries[0].bitrate_bps, ==, 512000);
    g_assert_cmpuint(tmmb.entries[0].overhead_bytes, ==, 40);
    rtcp_tmmb_write(&tmmb, &writer);
    RtcpTmmb again;
    g_assert_true(
            read_first(bytes, writer.size, &again)); /* with the least exponent: 125000 << 2 */
    g_assert_cmpint(again.entries[0].bitrate_bps, ==, 512000);
}

static void test_a_notice_may_be_empty(void)
{
    RtcpTmmb tmmb;
    g_assert_true(read_first(nobody, sizeof nobody, &tmmb));
    g_assert_true(tmmb.notice);
    g_assert_cmpuint(tmmb.count, ==, 0);
    uint8_t asks[sizeof nobody];
    memcpy(asks, nobody, sizeof nobody);
    asks[0] = 0x83;
    g_assert_false(read_first(asks, sizeof asks, &tmmb)); /* asks for nothing */
    asks[0] = 0x81;
    g_assert_false(read_first(asks, sizeof asks, &tmmb)); /* NACK */
}

static void test_rates_from_none_to_all(void)
{
    static const struct {
        int64_t said;
        int64_t heard;
    } rows[] = {{-1, 0}, {0, 0}, {1, 1}, {131071, 131071}, {131072, 131072}, {131073, 131072},
            {10000001, 10000000}, {INT64_C(1) << 61, INT64_C(1) << 61}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t bytes[64];
        ByteWriter writer = byte_writer(bytes, sizeof bytes);
        RtcpTmmb tmmb = {.count = 1, .entries = {{.ssrc = 1, .bitrate_bps = rows[i].said}}};
        rtcp_tmmb_write(&tmmb, &writer);
        g_assert_true(read_first(bytes, writer.size, &tmmb));
        g_assert_cmpint(tmmb.entries[0].bitrate_bps, <=, MAX(rows[i].said, 0));
        g_assert_cmpint(ABS(tmmb.entries[0].bitrate_bps - rows[i].heard), <=, rows[i].heard >> 16);
    }
    uint8_t most[sizeof request];
    memcpy(most, request, sizeof request);
    memset(most + 16, 0xff, 4);
    RtcpTmmb tmmb;
    g_assert_true(read_first(most, sizeof most, &tmmb));
    g_assert_cmpint(tmmb.entries[0].bitrate_bps, ==, INT64_MAX);
}

static void test_no_more_entries_than_there_is_room_for(void)
{
    uint8_t bytes[256];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    const size_t begin = rtcp_packet_begin(&writer, RTCP_RTPFB, 3);
    byte_writer_zeros(&writer, 8 + 8 * (RTCP_TMMB_ENTRIES_MAX + 1));
    rtcp_packet_end(&writer, begin);
    RtcpTmmb tmmb;
    g_assert_true(read_first(bytes, writer.size, &tmmb));
    g_assert_cmpuint(tmmb.count, ==, RTCP_TMMB_ENTRIES_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_tmmb/reads_and_writes_a_request", test_reads_and_writes_a_request);
    g_test_add_func("/rtcp_tmmb/a_notice_may_be_empty", test_a_notice_may_be_empty);
    g_test_add_func("/rtcp_tmmb/rates_from_none_to_all", test_rates_from_none_to_all);
    g_test_add_func("/rtcp_tmmb/no_more_entries_than_there_is_room_for",
            test_no_more_entries_than_there_is_room_for);
    return g_test_run();
}
