#include "mcu/rtp/rate_probe.h"

#include "tests/fakes/line_model.h"

enum { TICK_US = 5000, SIZE = 240 };

/* Sends one cluster over a line, and hears of it. */
static RateProbeResult probe_line(
        RateProbe *probe, LineModel *line, int64_t target_bps, int64_t *now_us, int64_t *out_bps)
{
    static TwccSample samples[LINE_MODEL_WAITING_MAX];
    RateProbeResult result = RATE_PROBE_NOTHING;
    line->random = g_rand_new_with_seed(3);
    g_assert_true(rate_probe_may_begin(probe, *now_us));
    rate_probe_begin(probe, target_bps, *now_us);
    g_assert_false(rate_probe_may_begin(probe, *now_us));
    for (unsigned n = 0; result == RATE_PROBE_NOTHING && n < 1000; n++) {
        while (rate_probe_due(probe, *now_us) > 0) {
            line_model_send(line, SIZE, probe->id, *now_us);
            rate_probe_sent(probe, SIZE, *now_us);
        }
        line_model_send(line, 120, 0, *now_us); /* others are not counted */
        const size_t count = line_model_feedback(line, n % 10 == 9 ? *now_us : 0, samples);
        result = rate_probe_take(probe, samples, count, *now_us, out_bps);
        *now_us += TICK_US;
    }
    g_rand_free(line->random);
    return result;
}

static void test_results(void)
{
    static const struct {
        const char *why;
        LineModel line;
        int64_t target_bps;
        RateProbeResult result;
        int64_t from_bps, to_bps;
    } cases[] = {
            {"room", {.delay_us = 20000}, 1800000, RATE_PROBE_ARRIVED, 1650000, 1800000},
            {"just enough", {.rate_bps = 2500000, .queue_us = 300000, .delay_us = 20000}, 1800000,
                    RATE_PROBE_ARRIVED, 1650000, 1800000},
            {"a narrow line", {.rate_bps = 300000, .queue_us = 300000, .delay_us = 20000}, 600000,
                    RATE_PROBE_FAILED, 100000, 400000},
            {"and far beyond it", {.rate_bps = 300000, .queue_us = 300000, .delay_us = 20000},
                    1800000, RATE_PROBE_FAILED, 100000, 400000},
            {"all is lost", {.delay_us = 20000, .loss_percent = 100}, 600000, RATE_PROBE_FAILED, 0,
                    0},
            {"some is lost", {.delay_us = 20000, .loss_percent = 5}, 1800000, RATE_PROBE_ARRIVED,
                    1500000, 1800000},
            {"nothing is heard in time", {.delay_us = 5000000}, 600000, RATE_PROBE_FAILED, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RateProbe probe = {0};
        LineModel line = cases[i].line;
        int64_t now_us = 1000000;
        int64_t bps = -1;
        const RateProbeResult result =
                probe_line(&probe, &line, cases[i].target_bps, &now_us, &bps);
        g_test_message("%s: %" G_GINT64_FORMAT " bit/s", cases[i].why, bps);
        g_assert_cmpint(result, ==, cases[i].result);
        g_assert_cmpint(bps, >=, cases[i].from_bps);
        g_assert_cmpint(bps, <=, cases[i].to_bps);
        /* It harms nobody: the line is not held up for longer than a fifth of a second. */
        g_assert_cmpint(line.queue_max_us, <, 200000);
        g_assert_cmpuint(probe.sent_size, <=, RATE_PROBE_SIZE_MAX + RATE_PROBE_PACKET_MAX);
    }
}

static void test_failures_make_it_rarer(void)
{
    static const int64_t waits_us[] = {
            RATE_PROBE_GAP_FAILED_US, RATE_PROBE_GAP_MAX_US, RATE_PROBE_GAP_MAX_US};
    RateProbe probe = {0};
    int64_t now_us = 1000000;
    int64_t bps = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(waits_us); i++) {
        LineModel line = {.rate_bps = 100000, .queue_us = 400000, .delay_us = 20000};
        g_assert_cmpint(probe_line(&probe, &line, 600000, &now_us, &bps), ==, RATE_PROBE_FAILED);
        g_assert_false(rate_probe_may_begin(&probe, now_us + waits_us[i] - 100000));
        now_us += waits_us[i];
    }
    rate_probe_begin(&probe, 600000, now_us);
    g_assert_cmpuint(probe.failures, ==, 3);
    now_us += 2000000;
    g_assert_cmpint(rate_probe_take(&probe, NULL, 0, now_us, &bps), ==, RATE_PROBE_FAILED);
    rate_probe_reset(&probe, now_us);
    g_assert_true(rate_probe_may_begin(&probe, now_us));
}

/* A receiver that slept finds all of it at once: that says nothing, and is not held against the line. */
static void test_a_clump_says_nothing(void)
{
    RateProbe probe = {0};
    TwccSample samples[64];
    size_t count = 0;
    int64_t bps = 0;
    rate_probe_begin(&probe, 1000000, 0);
    for (int64_t now_us = 0; probe.sending; now_us += TICK_US) {
        while (rate_probe_due(&probe, now_us) > 0) {
            samples[count++] = (TwccSample){
                    .size = SIZE, .sent_us = now_us, .arrival_us = 500000, .probe = probe.id};
            rate_probe_sent(&probe, SIZE, now_us);
        }
    }
    g_assert_cmpint(rate_probe_take(&probe, samples, count, 600000, &bps), ==, RATE_PROBE_FAILED);
    g_assert_cmpint(bps, ==, 0);
    g_assert_cmpuint(probe.failures, ==, 0);
}

static void test_each_has_a_number_of_its_own(void)
{
    RateProbe probe = {0};
    int64_t bps = 0;
    for (int64_t n = 1; n < 600; n++) {
        rate_probe_begin(&probe, 1000000, n * 10000000);
        g_assert_cmpuint(probe.id, ==, (n - 1) % 255 + 1);
        rate_probe_take(&probe, NULL, 0, n * 10000000 + 5000000, &bps);
        g_assert_cmpuint(probe.id, ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rate_probe/results", test_results);
    g_test_add_func("/rate_probe/failures_make_it_rarer", test_failures_make_it_rarer);
    g_test_add_func("/rate_probe/a_clump_says_nothing", test_a_clump_says_nothing);
    g_test_add_func("/rate_probe/each_has_a_number_of_its_own", test_each_has_a_number_of_its_own);
    return g_test_run();
}
