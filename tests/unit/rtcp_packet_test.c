#include "mcu/wire/rtcp_packet.h"

#include <glib.h>

#include <string.h>

enum { BUFFER_SIZE = 1024 };

static void test_walks_compounds(void)
{
    static const struct {
        const char *why;
        size_t size;
        uint8_t bytes[24];
        size_t items;
        size_t last_size; /* of the last item's body */
    } cases[] = {
            {"nothing", 0, {0}, 0, 0},
            {"three bytes", 3, {0x80, 200, 0}, 0, 0},
            {"a header alone", 4, {0x80, 203, 0, 0}, 1, 0},
            {"an RR and a PLI", 20,
                    {0x80, 201, 0, 1, 0, 0, 0, 1, 0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2}, 2, 8},
            {"reduced size: a PLI alone", 12, {0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2}, 1, 8},
            {"a kind that nobody knows", 8, {0x80, 222, 0, 1, 0, 0, 0, 1}, 1, 4},
            {"version 1", 8, {0x40, 201, 0, 1, 0, 0, 0, 1}, 0, 0},
            {"one word more than there is", 8, {0x80, 201, 0, 2, 0, 0, 0, 1}, 0, 0},
            {"the longest length", 8, {0x80, 201, 0xff, 0xff, 0, 0, 0, 1}, 0, 0},
            {"a good one, then rubbish", 12, {0x80, 201, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4}, 1, 4},
            {"padding at the end", 12, {0xa0, 201, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4}, 1, 4},
            {"padding of everything", 8, {0xa0, 201, 0, 1, 0, 0, 0, 4}, 1, 0},
            {"padding that counts nothing", 8, {0xa0, 201, 0, 1, 0, 0, 0, 0}, 0, 0},
            {"padding beyond the packet", 8, {0xa0, 201, 0, 1, 0, 0, 0, 5}, 0, 0},
            {"padding in no body", 4, {0xa0, 201, 0, 0}, 0, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RtcpItem item = {0};
        size_t items = 0;
        g_test_message("%s", cases[i].why);
        ByteReader reader = byte_reader(cases[i].bytes, cases[i].size);
        while (rtcp_packet_next(&reader, &item)) {
            items++;
        }
        g_assert_cmpuint(items, ==, cases[i].items);
        g_assert_cmpuint(item.size, ==, cases[i].last_size);
    }
}

/* The only item of what was written. */
static RtcpItem only_item(const ByteWriter *writer)
{
    RtcpItem item;
    RtcpItem more;
    ByteReader reader = byte_reader(writer->data, writer->size);
    g_assert_false(writer->full);
    g_assert_true(rtcp_packet_next(&reader, &item));
    g_assert_false(rtcp_packet_next(&reader, &more));
    g_assert_cmpuint(byte_reader_left(&reader), ==, 0);
    return item;
}

static void test_reads_the_reports_it_writes(void)
{
    static const struct {
        const char *why;
        bool has_sender_info;
        size_t block_count;
        int32_t lost;
        int32_t lost_read;
    } cases[] = {
            {"an RR that reports nothing", false, 0, 0, 0},
            {"an SR that reports nothing", true, 0, 0, 0},
            {"one block", false, 1, 5, 5},
            {"as many as there can be", true, RTCP_COUNT_MAX, 1, 1},
            {"duplicates make the loss negative", true, 1, -1, -1},
            {"the most that can be said", false, 1, 0x7fffff, 0x7fffff},
            {"more than can be said", false, 1, 0x800000, 0x7fffff},
            {"the least that can be said", false, 1, -0x800000, -0x800000},
            {"less than can be said", false, 1, -0x800001, -0x800000},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t buffer[BUFFER_SIZE];
        RtcpReport report = {
                .ssrc = 0xfffffffe,
                .has_sender_info = cases[i].has_sender_info,
                .sender = {.ntp = 0x0102030405060708,
                        .timestamp_ticks = UINT32_MAX,
                        .packet_count = 3,
                        .octet_count = 4},
                .block_count = cases[i].block_count,
        };
        for (size_t b = 0; b < report.block_count; b++) {
            report.blocks[b] = (RtcpReportBlock){
                    .ssrc = (uint32_t)b,
                    .fraction_lost = 255,
                    .cumulative_lost = cases[i].lost,
                    .highest_sequence = 0x0001ffff,
                    .jitter_ticks = 7,
                    .last_sr = 0x03040506,
                    .delay_since_last_sr = 65536,
            };
        }
        g_test_message("%s", cases[i].why);
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        rtcp_packet_write_report(&report, &writer);
        const RtcpItem item = only_item(&writer);
        RtcpReport read;
        g_assert_true(rtcp_packet_read_report(&item, &read));
        g_assert_true(read.has_sender_info == report.has_sender_info);
        g_assert_cmpuint(read.ssrc, ==, report.ssrc);
        g_assert_cmphex(read.sender.ntp, ==, report.has_sender_info ? report.sender.ntp : 0);
        g_assert_cmpuint(read.block_count, ==, report.block_count);
        for (size_t b = 0; b < read.block_count; b++) {
            g_assert_cmpuint(read.blocks[b].ssrc, ==, b);
            g_assert_cmpint(read.blocks[b].cumulative_lost, ==, cases[i].lost_read);
            g_assert_cmphex(read.blocks[b].highest_sequence, ==, 0x0001ffff);
            g_assert_cmpuint(read.blocks[b].delay_since_last_sr, ==, 65536);
        }
    }
}

static void test_refuses_short_reports(void)
{
    static const uint8_t body[28] = {0};
    static const struct {
        const char *why;
        RtcpItem item;
        bool valid;
    } cases[] = {
            {"an RR without a source", {.type = RTCP_RR, .body = body, .size = 0}, false},
            {"an RR", {.type = RTCP_RR, .body = body, .size = 4}, true},
            {"an RR with more behind it", {.type = RTCP_RR, .body = body, .size = 8}, true},
            {"an RR that lacks its block", {.type = RTCP_RR, .count = 1, .body = body, .size = 24},
                    false},
            {"an SR cut off", {.type = RTCP_SR, .body = body, .size = 20}, false},
            {"an SR", {.type = RTCP_SR, .body = body, .size = 24}, true},
            {"no report", {.type = RTCP_BYE, .body = body, .size = 28}, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RtcpReport report;
        g_test_message("%s", cases[i].why);
        g_assert_true(rtcp_packet_read_report(&cases[i].item, &report) == cases[i].valid);
    }
}

static void test_reads_the_cnames_it_writes(void)
{
    g_autofree char *longest = g_strnfill(RTCP_CNAME_MAX, 'x');
    const char *const names[] = {"a", "ab", "abc", "abcd", "giaoban", longest};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        uint8_t buffer[BUFFER_SIZE];
        char cname[RTCP_CNAME_MAX + 1];
        uint32_t ssrc = 0;
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        rtcp_packet_write_cname(0x01020304, names[i], &writer);
        const RtcpItem item = only_item(&writer);
        g_assert_true(rtcp_packet_read_cname(&item, &ssrc, cname));
        g_assert_cmphex(ssrc, ==, 0x01020304);
        g_assert_cmpstr(cname, ==, names[i]);
    }
}

static void test_finds_the_cname_among_other_items(void)
{
    static const struct {
        const char *why;
        uint8_t count;
        size_t size;
        uint8_t body[24];
        uint32_t ssrc; /* 0: none */
    } cases[] = {
            {"no chunk", 0, 0, {0}, 0},
            {"a chunk that is not there", 1, 0, {0}, 0},
            {"a tool before the name", 1, 12, {0, 0, 0, 9, 6, 1, 't', 1, 1, 'c', 0, 0}, 9},
            {"the second chunk has it", 2, 16, {0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 9, 1, 1, 'c', 0},
                    9},
            {"a text beyond the end", 1, 8, {0, 0, 0, 9, 1, 3, 'c', 0}, 0},
            {"a chunk without an end", 1, 8, {0, 0, 0, 9, 6, 2, 't', 't'}, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const RtcpItem item = {.type = RTCP_SDES,
                .count = cases[i].count,
                .body = cases[i].body,
                .size = cases[i].size};
        char cname[RTCP_CNAME_MAX + 1];
        uint32_t ssrc = 0;
        g_test_message("%s", cases[i].why);
        g_assert_true(rtcp_packet_read_cname(&item, &ssrc, cname) == (cases[i].ssrc != 0));
        g_assert_cmpuint(ssrc, ==, cases[i].ssrc);
    }
}

static void test_reads_the_byes_it_writes(void)
{
    uint8_t buffer[BUFFER_SIZE];
    uint32_t ssrcs[RTCP_COUNT_MAX];
    uint32_t read[RTCP_COUNT_MAX];
    for (uint32_t i = 0; i < RTCP_COUNT_MAX; i++) {
        ssrcs[i] = i + 1;
    }
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    rtcp_packet_write_bye(ssrcs, RTCP_COUNT_MAX, &writer);
    RtcpItem item = only_item(&writer);
    g_assert_cmpuint(rtcp_packet_read_bye(&item, read), ==, RTCP_COUNT_MAX);
    g_assert_cmpmem(read, sizeof read, ssrcs, sizeof ssrcs);

    item.size = 7; /* one source and a part of the second */
    g_assert_cmpuint(rtcp_packet_read_bye(&item, read), ==, 1);
}

static void test_notes_a_full_buffer(void)
{
    uint8_t buffer[BUFFER_SIZE];
    for (size_t capacity = 0; capacity < 28; capacity++) {
        ByteWriter writer = byte_writer(buffer, capacity);
        rtcp_packet_write_report(&(RtcpReport){.has_sender_info = true}, &writer);
        g_assert_true(writer.full);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_packet/walks_compounds", test_walks_compounds);
    g_test_add_func("/rtcp_packet/reads_the_reports_it_writes", test_reads_the_reports_it_writes);
    g_test_add_func("/rtcp_packet/refuses_short_reports", test_refuses_short_reports);
    g_test_add_func("/rtcp_packet/reads_the_cnames_it_writes", test_reads_the_cnames_it_writes);
    g_test_add_func("/rtcp_packet/finds_the_cname_among_other_items",
            test_finds_the_cname_among_other_items);
    g_test_add_func("/rtcp_packet/reads_the_byes_it_writes", test_reads_the_byes_it_writes);
    g_test_add_func("/rtcp_packet/notes_a_full_buffer", test_notes_a_full_buffer);
    return g_test_run();
}
