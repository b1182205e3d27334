#include "tests/bots/latency_samples.h"

#include <glib.h>

#define KEPT ((int64_t)LATENCY_SAMPLES_MAX)

static void test_percentiles(void)
{
    static const struct {
        int count; /* samples of count, count - 1 … 1 */
        int64_t median, p95;
    } cases[] = {{0, -1, -1}, {1, 1, 1}, {2, 1, 2}, {3, 2, 3}, {20, 10, 19}, {100, 50, 95}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree LatencySamples *samples = g_new0(LatencySamples, 1);
        for (int n = cases[i].count; n > 0; n--) {
            latency_samples_add(samples, n);
        }
        g_assert_cmpint(latency_samples_percentile(samples, 50), ==, cases[i].median);
        g_assert_cmpint(latency_samples_percentile(samples, 95), ==, cases[i].p95);
    }
}

static void test_keeps_the_latest(void)
{
    g_autofree LatencySamples *samples = g_new0(LatencySamples, 1);
    for (int64_t n = 0; n < 3 * KEPT; n++) {
        latency_samples_add(samples, n < 2 * KEPT ? 1 : 7);
    }
    g_assert_cmpuint(samples->count, ==, 3 * KEPT);
    g_assert_cmpint(latency_samples_percentile(samples, 1), ==, 7);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/latency_samples/percentiles", test_percentiles);
    g_test_add_func("/latency_samples/keeps_the_latest", test_keeps_the_latest);
    return g_test_run();
}
