#include "mcu/wire/rtcp_twcc.h"

#include <glib.h>

#include <string.h>

enum { BUFFER_SIZE = 4096 };

#define STEP_US INT64_C(250)

#define LOST RTCP_TWCC_NOT_RECEIVED

static size_t write_feedback(const RtcpTwcc *feedback, size_t capacity, RtcpTwcc *out_read)
{
    g_autofree uint8_t *buffer = g_malloc(MAX(capacity, (size_t)1));
    ByteWriter writer = byte_writer(buffer, capacity);
    const size_t count = rtcp_twcc_write(feedback, &writer);
    RtcpItem item;

    g_assert_false(writer.full);
    if (count == 0) {
        g_assert_cmpuint(writer.size, ==, 0);
        return 0;
    }
    ByteReader reader = byte_reader(buffer, writer.size);
    g_assert_true(rtcp_packet_next(&reader, &item));
    g_assert_cmpuint(byte_reader_left(&reader), ==, 0);
    g_assert_true(rtcp_twcc_read(&item, out_read));
    g_assert_cmpuint(out_read->count, ==, count);
    return count;
}

/* Every packet of the first `count` is read as it was written, but for the steps of 250 us. */
static void assert_same(const RtcpTwcc *written, const RtcpTwcc *read)
{
    g_assert_cmpuint(read->sender_ssrc, ==, written->sender_ssrc);
    g_assert_cmpuint(read->media_ssrc, ==, written->media_ssrc);
    g_assert_cmpuint(read->base_sequence, ==, written->base_sequence);
    g_assert_cmpuint(read->feedback_count, ==, written->feedback_count);
    for (size_t i = 0; i < read->count; i++) {
        if (written->arrival_us[i] == LOST) {
            g_assert_true(read->arrival_us[i] == LOST);
            continue;
        }
        const int64_t steps_us = written->arrival_us[i] / STEP_US * STEP_US;
        g_assert_cmpint(rtcp_twcc_elapsed_us(steps_us, read->arrival_us[i]), ==, 0);
    }
}

static void test_reads_what_it_writes(void)
{
    static const struct {
        const char *why;
        size_t count;
        int64_t arrival_us[16];
        size_t said; /* how many fit into one feedback */
    } cases[] = {
            {"one packet", 1, {1000}, 1},
            {"one packet at time 0", 1, {0}, 1},
            {"one lost packet", 1, {LOST}, 1},
            {"all lost", 8, {LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST}, 8},
            {"lost before the first", 3, {LOST, LOST, 64000}, 3},
            {"lost behind the last", 3, {64000, LOST, LOST}, 3},
            {"the longest step of one byte", 2, {64000, 64000 + 255 * STEP_US}, 2},
            {"the shortest step of two bytes", 2, {64000, 64000 + 256 * STEP_US}, 2},
            {"a step back", 3, {70000, 69000, 80000}, 3},
            {"the longest step", 2, {0, 32767 * STEP_US}, 2},
            {"longer than the longest", 2, {0, 32768 * STEP_US}, 1},
            {"the longest step back", 2, {32768 * STEP_US, 0}, 2},
            {"longer than the longest back", 2, {32769 * STEP_US, 0}, 1},
            {"the clock wraps between them", 2, {RTCP_TWCC_WRAP_US - 100, RTCP_TWCC_WRAP_US + 100},
                    2},
            {"the clock wrapped long ago", 2,
                    {5 * RTCP_TWCC_WRAP_US + 1000, 5 * RTCP_TWCC_WRAP_US + 2000}, 2},
            {"fourteen small, then a large", 15,
                    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 100000}, 15},
            {"every second lost", 16,
                    {0, LOST, 1, LOST, 2, LOST, 3, LOST, 4, LOST, 5, LOST, 6, LOST, 7, LOST}, 16},
            {"small and large in turn", 16,
                    {0, 90000, 90000, 180000, 180000, 270000, 270000, 360000, 360000, 450000,
                            450000, 540000, 540000, 630000, 630000, 720000},
                    16},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree RtcpTwcc *feedback = g_new0(RtcpTwcc, 1);
        g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
        *feedback = (RtcpTwcc){
                .sender_ssrc = 1,
                .media_ssrc = UINT32_MAX,
                .base_sequence = 65530,
                .feedback_count = 255,
                .count = cases[i].count,
        };
        memcpy(feedback->arrival_us, cases[i].arrival_us, sizeof cases[i].arrival_us);
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(write_feedback(feedback, BUFFER_SIZE, read), ==, cases[i].said);
        assert_same(feedback, read);
    }
}

/* A transport as it is: steps of all sizes, losses single and in runs, a little disorder. */
static int64_t next_arrival(GRand *rand, int64_t *now_us)
{
    const int dice = g_rand_int_range(rand, 0, 100);
    if (dice < 15) {
        return LOST;
    }
    *now_us += dice < 90 ? g_rand_int_range(rand, 0, 5000) : g_rand_int_range(rand, 0, 400000);
    return MAX(*now_us - (dice > 96 ? 20000 : 0), 0);
}

static void test_reads_any_transport_it_writes(void)
{
    g_autofree RtcpTwcc *feedback = g_new0(RtcpTwcc, 1);
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(20);

    for (int round = 0; round < 2000; round++) {
        int64_t now_us = RTCP_TWCC_WRAP_US - g_rand_int_range(rand, 0, 3000000);
        feedback->base_sequence = (uint16_t)g_rand_int(rand);
        feedback->count = (size_t)g_rand_int_range(rand, 1, RTCP_TWCC_PACKETS_MAX + 1);
        for (size_t i = 0; i < feedback->count; i++) {
            feedback->arrival_us[i] = next_arrival(rand, &now_us);
        }
        g_assert_cmpuint(write_feedback(feedback, BUFFER_SIZE, read), ==, feedback->count);
        assert_same(feedback, read);
    }
}

static void test_says_as_much_as_fits(void)
{
    g_autofree RtcpTwcc *feedback = g_new0(RtcpTwcc, 1);
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
    feedback->count = RTCP_TWCC_PACKETS_MAX;
    for (size_t i = 0; i < feedback->count; i++) {
        feedback->arrival_us[i] = (int64_t)i * 100000; /* two bytes each */
    }
    size_t last = 0;
    for (size_t capacity = 0; capacity < BUFFER_SIZE; capacity += 7) {
        const size_t count = write_feedback(feedback, capacity, read);
        g_assert_cmpuint(count, >=, last);
        last = count;
    }
    g_assert_cmpuint(last, ==, feedback->count);
    g_assert_cmpuint(write_feedback(feedback, 1200, read), >=, 480);
}

static void test_packs_calm_transports_tightly(void)
{
    uint8_t buffer[BUFFER_SIZE];
    g_autofree RtcpTwcc *feedback = g_new0(RtcpTwcc, 1);
    feedback->count = 100;
    for (size_t i = 0; i < feedback->count; i++) {
        feedback->arrival_us[i] = (int64_t)i * 1000;
    }
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    g_assert_cmpuint(rtcp_twcc_write(feedback, &writer), ==, 100);
    g_assert_cmpuint(writer.size, ==, 20 + 2 + 100 + 2); /* header, one run, the steps, padding */
}

static void test_refuses_bad_packets(void)
{
#define HEAD(count) 0, 0, 0, 1, 0, 0, 0, 2, 0, 5, (count) >> 8, (count)&0xff, 0, 0, 1, 0
    static const struct {
        const char *why;
        size_t size;
        uint8_t body[24];
        bool valid;
    } cases[] = {
            {"nothing", 0, {0}, false},
            {"a header cut off", 15, {HEAD(1)}, false},
            {"reports on nothing", 16, {HEAD(0)}, false},
            {"no chunk", 16, {HEAD(1)}, false},
            {"a run of no length", 20, {HEAD(1), 0x20, 0, 1, 0}, false},
            {"one packet", 20, {HEAD(1), 0x20, 1, 1, 0}, true},
            {"a run longer than what is reported on", 20, {HEAD(1), 0x3f, 0xff, 1, 0}, true},
            {"a step that is missing", 18, {HEAD(1), 0x20, 1}, false},
            {"half of a large step", 19, {HEAD(1), 0x40, 1, 1}, false},
            {"a large step", 20, {HEAD(1), 0x40, 1, 0xff, 0xff}, true},
            {"the reserved symbol in a run", 20, {HEAD(1), 0x60, 1, 0, 0}, false},
            {"the reserved symbol in a vector", 20, {HEAD(1), 0xf0, 0, 0, 0}, false},
            {"as many lost as may be", 20, {HEAD(RTCP_TWCC_PACKETS_MAX), 0x1f, 0xff, 0, 0}, true},
            {"one more", 20, {HEAD(RTCP_TWCC_PACKETS_MAX + 1), 0x1f, 0xff, 0, 0}, false},
            {"65535 lost", 20, {HEAD(65535), 0x1f, 0xff, 0, 0}, false},
    };
#undef HEAD

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const RtcpItem item = {
                .type = RTCP_RTPFB, .count = 15, .body = cases[i].body, .size = cases[i].size};
        g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
        g_test_message("%s", cases[i].why);
        g_assert_true(rtcp_twcc_read(&item, read) == cases[i].valid);
    }
}

static void test_measures_across_the_wrap(void)
{
    g_assert_cmpint(rtcp_twcc_elapsed_us(0, 5), ==, 5);
    g_assert_cmpint(rtcp_twcc_elapsed_us(5, 0), ==, -5);
    g_assert_cmpint(rtcp_twcc_elapsed_us(RTCP_TWCC_WRAP_US - 5, 5), ==, 10);
    g_assert_cmpint(rtcp_twcc_elapsed_us(5, RTCP_TWCC_WRAP_US - 5), ==, -10);
    g_assert_cmpint(rtcp_twcc_elapsed_us(0, RTCP_TWCC_WRAP_US), ==, 0);
    g_assert_cmpint(rtcp_twcc_elapsed_us(0, 3 * RTCP_TWCC_WRAP_US + 7), ==, 7);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_twcc/reads_what_it_writes", test_reads_what_it_writes);
    g_test_add_func("/rtcp_twcc/reads_any_transport_it_writes", test_reads_any_transport_it_writes);
    g_test_add_func("/rtcp_twcc/says_as_much_as_fits", test_says_as_much_as_fits);
    g_test_add_func("/rtcp_twcc/packs_calm_transports_tightly", test_packs_calm_transports_tightly);
    g_test_add_func("/rtcp_twcc/refuses_bad_packets", test_refuses_bad_packets);
    g_test_add_func("/rtcp_twcc/measures_across_the_wrap", test_measures_across_the_wrap);
    return g_test_run();
}
