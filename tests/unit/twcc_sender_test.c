#include "mcu/rtp/twcc_sender.h"

enum { SIZE = 1000 };

#define BYTES(packets) ((gint64)SIZE * (packets))

#define GAP_US INT64_C(5000)

static void send(TwccSender *sender, int64_t *n)
{
    g_assert_cmpuint(twcc_sender_next(sender), ==, (uint16_t)*n);
    twcc_sender_add(sender, SIZE, *n * GAP_US);
    ++*n;
}

static void test_matches_feedback_with_packets(void)
{
    g_autoptr(TwccSender) sender = twcc_sender_new();
    RtcpTwcc feedback = {0};
    TwccSample samples[4];
    int64_t n = 0;
    while (n < 3) {
        twcc_sender_mark(sender, n == 1 ? 9 : 0);
        send(sender, &n);
    }
    feedback.count = 4; /* the fourth was never sent */
    feedback.arrival_us[0] = 700000;
    feedback.arrival_us[1] = RTCP_TWCC_NOT_RECEIVED;
    feedback.arrival_us[2] = 720000;
    feedback.arrival_us[3] = 730000;

    g_assert_cmpuint(twcc_sender_feedback(sender, &feedback, 1, samples), ==, 3);
    g_assert_cmpint(samples[0].sent_us, ==, 0);
    g_assert_false(samples[0].lost);
    g_assert_true(samples[1].lost);
    g_assert_cmpuint(samples[1].probe, ==, 9);
    g_assert_cmpuint(samples[2].probe, ==, 0);
    g_assert_cmpint(samples[2].sent_us, ==, 2 * GAP_US);
    g_assert_cmpint(samples[2].arrival_us - samples[0].arrival_us, ==, 20000);
    g_assert_cmpuint(samples[2].size, ==, SIZE);

    g_test_message("what was said before is not said again, but a lost one may come late");
    feedback.count = 3;
    feedback.arrival_us[1] = 740000;
    g_assert_cmpuint(twcc_sender_feedback(sender, &feedback, 2, samples), ==, 1);
    g_assert_true(samples[0].late);
    g_assert_false(samples[0].lost);
    g_assert_cmpint(samples[0].sent_us, ==, GAP_US);

    const TwccSenderStats stats = twcc_sender_stats(sender);
    g_assert_cmpuint(stats.arrived, ==, 3);
    g_assert_cmpuint(stats.lost, ==, 0);
    g_assert_cmpuint(stats.unknown, ==, 1);
}

static void test_forgets_old_packets(void)
{
    g_autoptr(TwccSender) sender = twcc_sender_new();
    RtcpTwcc feedback = {0};
    TwccSample sample;
    int64_t n = 0;
    while (n < TWCC_SENDER_PACKETS + 1) {
        send(sender, &n);
    }
    feedback.count = 1;
    feedback.base_sequence = 0;
    g_assert_cmpuint(twcc_sender_feedback(sender, &feedback, 1, &sample), ==, 0);
    feedback.base_sequence = 1;
    g_assert_cmpuint(twcc_sender_feedback(sender, &feedback, 1, &sample), ==, 1);
    g_assert_cmpint(sample.sent_us, ==, GAP_US); /* it was moved while there came more */
}

static void test_counts_what_is_in_flight(void)
{
    g_autoptr(TwccSender) sender = twcc_sender_new();
    RtcpTwcc feedback = {.count = 2, .arrival_us = {700000, RTCP_TWCC_NOT_RECEIVED}};
    TwccSample samples[4];
    int64_t n = 0;
    while (n < 5) {
        send(sender, &n);
    }
    g_assert_cmpint(twcc_sender_stats(sender).in_flight, ==, BYTES(5));
    twcc_sender_feedback(sender, &feedback, 1, samples);
    g_assert_cmpint(twcc_sender_stats(sender).in_flight, ==, BYTES(3));
    twcc_sender_feedback(sender, &feedback, 2, samples); /* again */
    g_assert_cmpint(twcc_sender_stats(sender).in_flight, ==, BYTES(3));
    feedback.base_sequence = 4;
    feedback.count = 4; /* three of which were never sent */
    twcc_sender_feedback(sender, &feedback, 3, samples);
    g_assert_cmpint(twcc_sender_stats(sender).in_flight, ==, 0);
    while (n < INT64_C(2) * TWCC_SENDER_PACKETS) {
        send(sender, &n);
    }
    g_assert_cmpint(twcc_sender_stats(sender).in_flight, ==, BYTES(TWCC_SENDER_PACKETS));
}

/* Numbers wrap at 16 bits, the peer's time at 12 days: samples count on over more than three wraps of each. */
static void test_counts_on_over_wraps(void)
{
    enum { BATCH = 100, BATCHES = 2500, PACKETS = BATCH * BATCHES };
    const int64_t gap_us = 4 * RTCP_TWCC_WRAP_US / PACKETS / 250 * 250;
    g_autoptr(TwccSender) sender = twcc_sender_new();
    RtcpTwcc feedback = {0};
    TwccSample samples[BATCH];
    int64_t n = 0;
    int64_t previous_us = 0;

    for (int batch = 0; batch < BATCHES; batch++) {
        feedback.base_sequence = (uint16_t)n;
        feedback.count = BATCH;
        for (size_t i = 0; i < BATCH; i++) {
            feedback.arrival_us[i] = n * gap_us % RTCP_TWCC_WRAP_US;
            send(sender, &n);
        }
        g_assert_cmpuint(twcc_sender_feedback(sender, &feedback, 1, samples), ==, BATCH);
        for (size_t i = 0; i < BATCH; i++) {
            if (n > BATCH || i > 0) {
                g_assert_cmpint(samples[i].arrival_us - previous_us, ==, gap_us);
            }
            previous_us = samples[i].arrival_us;
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/twcc_sender/matches_feedback_with_packets", test_matches_feedback_with_packets);
    g_test_add_func("/twcc_sender/forgets_old_packets", test_forgets_old_packets);
    g_test_add_func("/twcc_sender/counts_what_is_in_flight", test_counts_what_is_in_flight);
    g_test_add_func("/twcc_sender/counts_on_over_wraps", test_counts_on_over_wraps);
    return g_test_run();
}
