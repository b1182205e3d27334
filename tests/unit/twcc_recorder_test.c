#include "mcu/rtp/twcc_recorder.h"

#include "mcu/rtp/twcc_sender.h"

#include <string.h>

enum { SENDER_SSRC = 1, MEDIA_SSRC = 2, GAP_US = 1000 };

/* Lets the recorder write one feedback and reads it again. */
static bool feedback(TwccRecorder *recorder, int64_t now_us, RtcpTwcc *out_feedback)
{
    uint8_t buffer[1200];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    if (!twcc_recorder_write(recorder, SENDER_SSRC, MEDIA_SSRC, now_us, &writer)) {
        return false;
    }
    ByteReader reader = byte_reader(buffer, writer.size);
    RtcpItem item;
    g_assert_true(rtcp_packet_next(&reader, &item));
    g_assert_true(rtcp_twcc_read(&item, out_feedback));
    g_assert_cmpuint(out_feedback->media_ssrc, ==, MEDIA_SSRC);
    return true;
}

static void test_reports_what_came_and_what_did_not(void)
{
    static const struct {
        const char *why;
        uint16_t sequences[4]; /* that arrive */
        uint16_t base;
        const char *arrived; /* '1' or '0' for each number from the base on */
    } steps[] = {
            {"in order", {65533, 65534, 65535, 0}, 65533, "1111"},
            {"lost behind the last feedback", {3, 4, 5, 6}, 1, "001111"},
            {"disorder and a duplicate", {9, 7, 9, 8}, 7, "111"},
            {"one comes that was said to be lost", {11, 2, 12, 13}, 2, "111111110111"},
            {"as it was said, it is over", {14, 15, 16, 17}, 14, "1111"},
    };
    g_autoptr(TwccRecorder) recorder = twcc_recorder_new();
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
    uint8_t count = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        for (size_t n = 0; n < 4; n++) {
            twcc_recorder_put(recorder, steps[i].sequences[n], (int64_t)(i * 4 + n) * GAP_US);
        }
        g_assert_true(feedback(recorder, 0, read));
        g_assert_cmpuint(read->feedback_count, ==, count++);
        g_assert_cmpuint(read->base_sequence, ==, steps[i].base);
        g_assert_cmpuint(read->count, ==, strlen(steps[i].arrived));
        for (size_t n = 0; n < read->count; n++) {
            g_assert_true((read->arrival_us[n] != RTCP_TWCC_NOT_RECEIVED) ==
                    (steps[i].arrived[n] == '1'));
        }
        g_assert_false(feedback(recorder, 0, read));
    }
}

static void test_when_it_is_due(void)
{
    g_autoptr(TwccRecorder) recorder = twcc_recorder_new();
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
    const int64_t start_us = 1000000;
    g_assert_false(twcc_recorder_due(recorder, start_us));

    twcc_recorder_put(recorder, 0, start_us);
    g_assert_false(twcc_recorder_due(recorder, start_us + TWCC_RECORDER_GAP_US - 1));
    g_assert_true(twcc_recorder_due(recorder, start_us + TWCC_RECORDER_GAP_US));
    feedback(recorder, start_us + TWCC_RECORDER_GAP_US, read);
    g_assert_false(twcc_recorder_due(recorder, start_us + 10 * TWCC_RECORDER_GAP_US));

    for (int n = 1; n < TWCC_RECORDER_PACKETS; n++) {
        twcc_recorder_put(recorder, (uint16_t)n, start_us + TWCC_RECORDER_GAP_US);
        g_assert_false(twcc_recorder_due(recorder, start_us + TWCC_RECORDER_GAP_US));
    }
    twcc_recorder_put(recorder, TWCC_RECORDER_PACKETS, start_us + TWCC_RECORDER_GAP_US);
    g_assert_true(twcc_recorder_due(recorder, start_us + TWCC_RECORDER_GAP_US));
}

static void test_bounds(void)
{
    g_autoptr(TwccRecorder) recorder = twcc_recorder_new();
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);

    g_test_message("a leap: only the newest are reported");
    twcc_recorder_put(recorder, 0, 0);
    twcc_recorder_put(recorder, 30000, 0);
    g_assert_true(feedback(recorder, 0, read));
    g_assert_cmpuint(read->base_sequence, ==, 30000 - RTCP_TWCC_PACKETS_MAX + 1);
    g_assert_cmpuint(read->count, ==, RTCP_TWCC_PACKETS_MAX);

    g_test_message("too far back");
    twcc_recorder_put(recorder, 30000 - RTCP_TWCC_PACKETS_MAX / 2, 0);
    g_assert_cmpuint(twcc_recorder_stats(recorder).too_old, ==, 1);
    g_assert_false(feedback(recorder, 0, read));
    twcc_recorder_put(recorder, 30001 - RTCP_TWCC_PACKETS_MAX / 2, 0);
    g_assert_true(feedback(recorder, 0, read));

    g_test_message("arrivals further apart than one feedback can say go into two");
    twcc_recorder_put(recorder, 30001, 0);
    twcc_recorder_put(recorder, 30002, 10000000);
    g_assert_true(feedback(recorder, 0, read));
    g_assert_cmpuint(read->count, ==, 1);
    g_assert_true(feedback(recorder, 0, read));
    g_assert_cmpuint(read->base_sequence, ==, 30002);

    g_test_message("no room: nothing is lost");
    uint8_t small[8];
    ByteWriter writer = byte_writer(small, sizeof small);
    twcc_recorder_put(recorder, 30003, 10000000);
    g_assert_false(twcc_recorder_write(recorder, 0, 0, 0, &writer));
    g_assert_true(feedback(recorder, 0, read));
}

/* Both ends over three wraps, with loss and disorder: the sender learns of each packet that arrived exactly once. */
static void test_round_trip_with_the_sender(void)
{
    enum { PACKETS = 200000, DEPTH = 16 };
    g_autoptr(TwccRecorder) recorder = twcc_recorder_new();
    g_autoptr(TwccSender) sender = twcc_sender_new();
    g_autofree RtcpTwcc *read = g_new0(RtcpTwcc, 1);
    g_autofree TwccSample *samples = g_new0(TwccSample, RTCP_TWCC_PACKETS_MAX);
    uint16_t line[DEPTH];
    uint64_t arrived = 0;

    for (int64_t n = 0; n < PACKETS; n++) {
        const size_t place = (size_t)g_test_rand_int_range(0, DEPTH);
        const int64_t now_us = n * GAP_US;
        if (n >= DEPTH && g_test_rand_int_range(0, 20) != 0) {
            twcc_recorder_put(recorder, line[place], now_us);
            arrived++;
        }
        const size_t into = n < DEPTH ? (size_t)n : place;
        line[into] = twcc_sender_next(sender);
        twcc_sender_add(sender, 100, now_us);
        while (twcc_recorder_due(recorder, now_us) && feedback(recorder, now_us, read)) {
            const size_t count = twcc_sender_feedback(sender, read, now_us, samples);
            for (size_t i = 0; i < count; i++) {
                g_assert_true(samples[i].lost || samples[i].arrival_us >= samples[i].sent_us - 250);
            }
        }
    }
    const TwccSenderStats stats = twcc_sender_stats(sender);
    g_assert_cmpuint(stats.arrived, >=, arrived - TWCC_RECORDER_PACKETS);
    g_assert_cmpuint(stats.arrived, <=, arrived);
    g_assert_cmpuint(stats.arrived + stats.lost, >=, PACKETS - 4 * DEPTH);
    g_assert_cmpuint(twcc_recorder_stats(recorder).duplicates, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/twcc_recorder/reports_what_came_and_what_did_not",
            test_reports_what_came_and_what_did_not);
    g_test_add_func("/twcc_recorder/when_it_is_due", test_when_it_is_due);
    g_test_add_func("/twcc_recorder/bounds", test_bounds);
    g_test_add_func("/twcc_recorder/round_trip_with_the_sender", test_round_trip_with_the_sender);
    return g_test_run();
}
