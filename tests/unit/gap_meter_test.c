#include "tests/bots/gap_meter.h"

#include <glib.h>

#define WARM_UP_US INT64_C(1000000)
#define LONG_US    INT64_C(60000)

static void test_counts_after_the_warm_up(void)
{
    GapMeter meter = gap_meter(WARM_UP_US, LONG_US);
    g_assert_cmpfloat(gap_meter_rate(&meter, 5), ==, 0);

    for (int64_t at_us = 100; at_us <= 100 + 3 * WARM_UP_US; at_us += 40000) {
        gap_meter_mark(&meter, at_us);
    }
    g_assert_cmpuint(meter.total, ==, 76);
    g_assert_cmpuint(meter.counted, ==, 50);
    g_assert_cmpfloat(gap_meter_rate(&meter, 100 + 3 * WARM_UP_US), ==, 25);
    g_assert_cmpfloat(gap_meter_rate(&meter, 100 + 3 * WARM_UP_US + LONG_US), ==, 25);
    g_assert_cmpfloat(gap_meter_rate(&meter, 100 + 5 * WARM_UP_US), ==, 12.5);
    g_assert_cmpint(meter.max_gap_us, ==, 40000);
    g_assert_cmpuint(meter.long_gaps, ==, 0);
}

static void test_gaps(void)
{
    static const struct {
        const char *why;
        int64_t marks_us[4]; /* ends with 0 */
        int64_t end_us;
        int64_t max_gap_us;
        uint64_t long_gaps;
    } cases[] = {
            {"nothing ever came", {0}, 9 * WARM_UP_US, 0, 0},
            {"all in the warm-up", {1, 900000}, WARM_UP_US, 0, 0},
            {"as long as allowed", {1, 1 + WARM_UP_US, 60001 + WARM_UP_US}, 2, LONG_US, 0},
            {"one more", {1, 1 + WARM_UP_US, 60002 + WARM_UP_US}, 2, LONG_US + 1, 1},
            {"begun in the warm-up", {1, 500000, 1 + WARM_UP_US + 70000}, 2, 70000, 1},
            {"at the end", {1, 1 + WARM_UP_US}, 1 + 2 * WARM_UP_US, WARM_UP_US, 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GapMeter meter = gap_meter(WARM_UP_US, LONG_US);
        g_test_message("%s", cases[i].why);
        for (size_t j = 0; j < 4 && cases[i].marks_us[j] != 0; j++) {
            gap_meter_mark(&meter, cases[i].marks_us[j]);
        }
        gap_meter_finish(&meter, cases[i].end_us);
        g_assert_cmpint(meter.max_gap_us, ==, cases[i].max_gap_us);
        g_assert_cmpuint(meter.long_gaps, ==, cases[i].long_gaps);
    }
}

static void test_keeps_the_longest(void)
{
    GapMeter meter = gap_meter(0, LONG_US);
    int64_t now_us = 1;
    int64_t sum_us = 0;

    gap_meter_mark(&meter, now_us);
    for (int i = 1; i <= GAP_METER_KEPT + 10; i++) {
        g_assert_cmpuint(gap_meter_kept(&meter), ==, MIN(i - 1, GAP_METER_KEPT));
        now_us += LONG_US + i;
        gap_meter_mark(&meter, now_us);
        now_us += LONG_US; /* none that is long */
        gap_meter_mark(&meter, now_us);
    }
    g_assert_cmpuint(gap_meter_kept(&meter), ==, GAP_METER_KEPT);
    for (unsigned i = 0; i < GAP_METER_KEPT; i++) {
        const Gap gap = meter.longest[i];
        const int64_t number = gap.gap_us - LONG_US;
        sum_us += number;
        g_assert_cmpint(
                gap.end_us, ==, 1 + number * LONG_US * 2 - LONG_US + number * (number + 1) / 2);
    }
    g_assert_cmpint(sum_us, ==, (11 + GAP_METER_KEPT + 10) * GAP_METER_KEPT / 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gap_meter/counts_after_the_warm_up", test_counts_after_the_warm_up);
    g_test_add_func("/gap_meter/gaps", test_gaps);
    g_test_add_func("/gap_meter/keeps_the_longest", test_keeps_the_longest);
    return g_test_run();
}
