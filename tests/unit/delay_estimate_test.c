#include "mcu/rtp/delay_estimate.h"

#include <glib.h>

enum { PACKET_US = 20000 };

static void test_spread_is_the_95th_percentile(void)
{
    static const struct {
        const char *why;
        int late_each; /* every so many packets one is late */
        int64_t late_us;
        int64_t low_us;
        int64_t high_us;
    } cases[] = {
            {"a calm line", 1000000, 0, 0, 0},
            {"one of 50 late is within the 5 that may be", 50, 100000, 0, 0},
            {"one of 10 is not", 10, 100000, 99000, 100000},
            {"later than it can count", 10, 5000000, 511000, 511000},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        DelayEstimate estimate = {0};
        g_test_message("%s", cases[i].why);
        for (int n = 0; n < 1000; n++) {
            const int64_t late_us = n % cases[i].late_each == 1 ? cases[i].late_us : 0;
            delay_estimate_put(&estimate, -77000 + late_us, (int64_t)n * PACKET_US + late_us);
        }
        g_assert_cmpint(estimate.base_us, ==, -77000);
        g_assert_cmpint(estimate.spread_us, >=, cases[i].low_us);
        g_assert_cmpint(estimate.spread_us, <=, cases[i].high_us);
    }
}

/* A sender's clock that is 200 ppm off, either way, for ten minutes: never taken for jitter. */
static void test_drift_is_not_jitter(void)
{
    enum { PACKETS = 10 * 60 * 50 };
    for (int sign = -1; sign <= 1; sign += 2) {
        DelayEstimate estimate = {0};
        for (int64_t n = 0; n < PACKETS; n++) {
            const int64_t transit_us = sign * n * PACKET_US / 5000;
            delay_estimate_put(&estimate, transit_us, n * PACKET_US);
            g_assert_cmpint(estimate.spread_us, <=, 2000);
            g_assert_cmpint(ABS(transit_us - estimate.base_us), <=, 2100);
        }
    }
}

static void test_a_better_route_counts_at_once_and_a_worse_one_soon(void)
{
    DelayEstimate estimate = {0};
    int64_t now_us = 0;
    delay_estimate_put(&estimate, 50000, now_us);
    delay_estimate_put(&estimate, 20000, now_us += PACKET_US);
    g_assert_cmpint(estimate.base_us, ==, 20000);

    for (int n = 0; n < 600; n++) {
        delay_estimate_put(&estimate, 90000, now_us += PACKET_US);
    }
    g_assert_cmpint(estimate.base_us, ==, 90000);
    g_assert_cmpint(estimate.spread_us, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/delay_estimate/spread_is_the_95th_percentile", test_spread_is_the_95th_percentile);
    g_test_add_func("/delay_estimate/drift_is_not_jitter", test_drift_is_not_jitter);
    g_test_add_func("/delay_estimate/a_better_route_counts_at_once_and_a_worse_one_soon",
            test_a_better_route_counts_at_once_and_a_worse_one_soon);
    return g_test_run();
}
