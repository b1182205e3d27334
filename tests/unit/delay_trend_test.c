#include "mcu/rtp/delay_trend.h"

#include <glib.h>

enum { GAP_US = 10000 };

/* Packets each 10 ms, of which each is delayed by `step_us` more than the one before. */
static DelayTrendState put(
        DelayTrend *trend, int64_t *sent_us, int64_t *delay_us, int64_t step_us, unsigned count)
{
    DelayTrendState state = DELAY_TREND_STEADY;
    for (unsigned i = 0; i < count; i++) {
        *sent_us += GAP_US;
        *delay_us = MAX(*delay_us + step_us, 0);
        state = delay_trend_put(trend, *sent_us, *sent_us + *delay_us - 5000000);
    }
    return state;
}

static void test_states(void)
{
    static const struct {
        const char *why;
        int64_t step_us;
        unsigned count;
        DelayTrendState state;
    } steps[] = {
            {"steady", 0, 200, DELAY_TREND_STEADY},
            {"a queue grows by a tenth of the time", 1000, 60, DELAY_TREND_RISING},
            {"it drains", -1000, 30, DELAY_TREND_FALLING},
            {"it is gone", 0, 100, DELAY_TREND_STEADY},
            {"a clock that drifts by 200 ppm is none", 2, 3000, DELAY_TREND_STEADY},
            {"a line that is far too narrow", 40000, 25, DELAY_TREND_RISING},
    };
    DelayTrend trend = delay_trend();
    int64_t sent_us = 1000000;
    int64_t delay_us = 20000;
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        g_assert_cmpint(put(&trend, &sent_us, &delay_us, steps[i].step_us, steps[i].count), ==,
                steps[i].state);
    }
    g_assert_cmpint(delay_trend_standing_us(&trend, 200000), >, 200000);
    delay_trend_rebase(&trend);
    g_assert_cmpint(delay_trend_standing_us(&trend, 200000), ==, 0);
    g_assert_cmpint(trend.state, ==, DELAY_TREND_STEADY);
}

/* A receiver that sleeps now and then finds everything at once: late, but no queue. */
static void test_a_receiver_that_sleeps(void)
{
    DelayTrend trend = delay_trend();
    for (int64_t n = 0; n < 6000; n++) {
        const int64_t sent_us = n * GAP_US;
        const int64_t asleep_us = sent_us % 1000000 < 300000 ? 300000 - sent_us % 1000000 : 0;
        g_assert_cmpint(delay_trend_put(&trend, sent_us, sent_us + 20000 + asleep_us), !=,
                DELAY_TREND_RISING);
    }
}

/* A key frame each second, at 2.5 times the usual rate on a line of 3 Mbit/s: what waits behind it is soon gone. */
static void test_key_frames_are_no_queue(void)
{
    enum { PASS_US = 2900 }; /* 1100 bytes */
    DelayTrend trend = delay_trend();
    int64_t free_us = 0;
    for (int64_t n = 0; n < 6000; n++) {
        const int64_t sent_us = n * GAP_US;
        for (int packet = 0; packet < (n % 100 < 10 ? 5 : 2); packet++) {
            free_us = MAX(free_us, sent_us) + PASS_US;
            g_assert_cmpint(
                    delay_trend_put(&trend, sent_us, free_us + 20000), !=, DELAY_TREND_RISING);
        }
    }
}

static void test_disorder_and_pauses(void)
{
    DelayTrend trend = delay_trend();
    for (int64_t n = 0; n < 3000; n++) {
        const int64_t at = n ^ 1; /* in pairs the wrong way round */
        const int64_t pause_us = n / 1000 * 10000000;
        g_assert_cmpint(delay_trend_put(&trend, at * GAP_US + pause_us,
                                at * GAP_US + pause_us + (n / 1000) * 50000),
                !=, DELAY_TREND_RISING);
    }
    g_assert_cmpint(delay_trend_standing_us(&trend, 200000), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/delay_trend/states", test_states);
    g_test_add_func("/delay_trend/a_receiver_that_sleeps", test_a_receiver_that_sleeps);
    g_test_add_func("/delay_trend/key_frames_are_no_queue", test_key_frames_are_no_queue);
    g_test_add_func("/delay_trend/disorder_and_pauses", test_disorder_and_pauses);
    return g_test_run();
}
