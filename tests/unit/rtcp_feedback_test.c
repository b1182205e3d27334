#include "mcu/wire/rtcp_feedback.h"

#include <glib.h>

#include <string.h>

enum { BUFFER_SIZE = 2048 };

static RtcpItem only_item(const ByteWriter *writer)
{
    RtcpItem item;
    ByteReader reader = byte_reader(writer->data, writer->size);
    g_assert_false(writer->full);
    g_assert_true(rtcp_packet_next(&reader, &item));
    g_assert_cmpuint(byte_reader_left(&reader), ==, 0);
    return item;
}

static void test_tells_the_kinds(void)
{
    static const struct {
        const char *why;
        uint8_t type;
        uint8_t count;
        RtcpFeedbackKind kind;
    } cases[] = {
            {"a report is none", RTCP_RR, 1, RTCP_FEEDBACK_NONE},
            {"NACK", RTCP_RTPFB, 1, RTCP_FEEDBACK_NACK},
            {"TMMBR", RTCP_RTPFB, 3, RTCP_FEEDBACK_OTHER},
            {"transport-cc", RTCP_RTPFB, 15, RTCP_FEEDBACK_TRANSPORT},
            {"PLI", RTCP_PSFB, 1, RTCP_FEEDBACK_PLI},
            {"FIR", RTCP_PSFB, 4, RTCP_FEEDBACK_FIR},
            {"REMB", RTCP_PSFB, 15, RTCP_FEEDBACK_OTHER},
            {"format 0", RTCP_PSFB, 0, RTCP_FEEDBACK_OTHER},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const RtcpItem item = {.type = cases[i].type, .count = cases[i].count};
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(rtcp_feedback_kind(&item), ==, cases[i].kind);
    }
}

static void test_packs_nacks(void)
{
    static const struct {
        const char *why;
        size_t count;
        uint16_t sequences[20];
        size_t pairs;
    } cases[] = {
            {"one", 1, {100}, 1},
            {"two in a row", 2, {100, 101}, 1},
            {"the farthest that one pair reaches", 2, {100, 116}, 1},
            {"one beyond", 2, {100, 117}, 2},
            {"a run of seventeen", 17, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
                    1},
            {"over the wrap", 3, {65535, 0, 15}, 1},
            {"over the wrap and beyond", 3, {65535, 0, 16}, 2},
            {"twice the same", 2, {5, 5}, 2},
            {"backwards", 2, {6, 5}, 2},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t buffer[BUFFER_SIZE];
        RtcpNack nack = {.sender_ssrc = 1, .media_ssrc = 2, .count = cases[i].count};
        RtcpNack read;
        memcpy(nack.sequences, cases[i].sequences, sizeof cases[i].sequences);
        g_test_message("%s", cases[i].why);
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        rtcp_feedback_write_nack(&nack, &writer);
        const RtcpItem item = only_item(&writer);
        g_assert_cmpuint(item.size, ==, 8 + 4 * cases[i].pairs);
        g_assert_true(rtcp_feedback_read_nack(&item, &read));
        g_assert_cmpuint(read.sender_ssrc, ==, 1);
        g_assert_cmpuint(read.media_ssrc, ==, 2);
        g_assert_cmpmem(read.sequences, read.count * sizeof read.sequences[0], nack.sequences,
                nack.count * sizeof nack.sequences[0]);
    }
}

static void test_bounds_a_storm_of_nacks(void)
{
    uint8_t body[8 + 4 * 300];
    memset(body, 0xff, sizeof body);
    RtcpItem item = {.type = RTCP_RTPFB, .count = 1, .body = body, .size = sizeof body};
    RtcpNack nack;

    g_assert_true(rtcp_feedback_read_nack(&item, &nack));
    g_assert_cmpuint(nack.count, ==, RTCP_NACK_SEQUENCES_MAX);
    item.size = 8 + 4 * 17;
    g_assert_true(rtcp_feedback_read_nack(&item, &nack));
    g_assert_cmpuint(nack.count, ==, RTCP_NACK_SEQUENCES_MAX);
    item.size = 8 + 4 * 16;
    g_assert_true(rtcp_feedback_read_nack(&item, &nack));
    g_assert_cmpuint(nack.count, ==, RTCP_NACK_SEQUENCES_MAX - 17);
}

static void test_reads_the_requests_it_writes(void)
{
    uint8_t buffer[BUFFER_SIZE];
    RtcpPli pli;
    RtcpFir fir;
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    rtcp_feedback_write_pli(&(RtcpPli){.sender_ssrc = 1, .media_ssrc = UINT32_MAX}, &writer);
    RtcpItem item = only_item(&writer);
    g_assert_true(rtcp_feedback_read_pli(&item, &pli));
    g_assert_cmpuint(pli.sender_ssrc, ==, 1);
    g_assert_cmpuint(pli.media_ssrc, ==, UINT32_MAX);
    g_assert_false(rtcp_feedback_read_fir(&item, &fir));

    for (size_t count = 1; count <= RTCP_FIR_ENTRIES_MAX; count++) {
        RtcpFir request = {.sender_ssrc = 7, .count = count};
        for (size_t i = 0; i < count; i++) {
            request.entries[i] =
                    (RtcpFirEntry){.media_ssrc = (uint32_t)i, .sequence = (uint8_t)(250 + i)};
        }
        byte_writer_rewind(&writer, 0);
        rtcp_feedback_write_fir(&request, &writer);
        item = only_item(&writer);
        g_assert_true(rtcp_feedback_read_fir(&item, &fir));
        g_assert_cmpuint(fir.sender_ssrc, ==, 7);
        g_assert_cmpuint(fir.count, ==, count);
        g_assert_cmpuint(fir.entries[count - 1].media_ssrc, ==, count - 1);
        g_assert_cmpuint(fir.entries[count - 1].sequence, ==, (uint8_t)(249 + count));
        g_assert_false(rtcp_feedback_read_pli(&item, &pli));
    }
}

static void test_refuses_short_packets(void)
{
    static const uint8_t body[16] = {0};
    RtcpNack nack;
    RtcpPli pli;
    RtcpFir fir;
    for (size_t size = 0; size <= sizeof body; size++) {
        const RtcpItem as_nack = {.type = RTCP_RTPFB, .count = 1, .body = body, .size = size};
        const RtcpItem as_pli = {.type = RTCP_PSFB, .count = 1, .body = body, .size = size};
        const RtcpItem as_fir = {.type = RTCP_PSFB, .count = 4, .body = body, .size = size};
        g_assert_true(rtcp_feedback_read_nack(&as_nack, &nack) == (size >= 12));
        g_assert_true(rtcp_feedback_read_pli(&as_pli, &pli) == (size >= 8));
        g_assert_true(rtcp_feedback_read_fir(&as_fir, &fir) == (size >= 16));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_feedback/tells_the_kinds", test_tells_the_kinds);
    g_test_add_func("/rtcp_feedback/packs_nacks", test_packs_nacks);
    g_test_add_func("/rtcp_feedback/bounds_a_storm_of_nacks", test_bounds_a_storm_of_nacks);
    g_test_add_func(
            "/rtcp_feedback/reads_the_requests_it_writes", test_reads_the_requests_it_writes);
    g_test_add_func("/rtcp_feedback/refuses_short_packets", test_refuses_short_packets);
    return g_test_run();
}
