#include "signaling/meeting/line_meter.h"

#include <math.h>

enum { SECOND_US = 1000000, PERIOD_US = 300 * SECOND_US };

/* What was handed out: the last sample, and all names in order. */
typedef struct Seen {
    GString *names;
    LineSample last;
} Seen;

static void on_sample(
        const char *identity, const char *name, const LineSample *sample, void *user_data)
{
    Seen *seen = user_data;
    g_string_append_printf(seen->names, "%s=%s;", identity, name);
    seen->last = *sample;
}

static void test_averages_and_maxima_of_a_period(void)
{
    g_autoptr(LineMeter) meter = line_meter_new(PERIOD_US, 10);
    Seen seen = {.names = g_string_new(NULL)};
    const int64_t begin_us = INT64_C(5000) * PERIOD_US;
    const double low[LINE_FIGURES] = {100, 1000, 0, 0, NAN, 1};
    const double high[LINE_FIGURES] = {300, 5000, 8, 0, 40, 3};

    line_meter_turn(meter, begin_us + 7, on_sample, &seen);
    line_meter_read(meter, "site:a", "A", low);
    line_meter_turn(meter, begin_us + PERIOD_US - 1, on_sample, &seen);
    line_meter_read(meter, "site:a", "A", high);
    g_assert_cmpstr(seen.names->str, ==, ""); /* the period is not over */
    line_meter_turn(meter, begin_us + PERIOD_US, on_sample, &seen);
    g_assert_cmpstr(seen.names->str, ==, "site:a=A;");
    g_assert_cmpint(seen.last.time_us, ==, begin_us);
    g_assert_cmpint(seen.last.readings, ==, 2);
    g_assert_cmpfloat(seen.last.spans[LINE_IN_BPS].average, ==, 200);
    g_assert_cmpfloat(seen.last.spans[LINE_IN_BPS].maximum, ==, 300);
    g_assert_cmpfloat(seen.last.spans[LINE_OUT_BPS].average, ==, 3000);
    g_assert_cmpfloat(seen.last.spans[LINE_LOSS_IN_PERCENT].maximum, ==, 8);
    g_assert_cmpfloat(seen.last.spans[LINE_RTT_MS].average, ==, 40); /* it was known only once */

    line_meter_turn(meter, begin_us + 3 * (int64_t)PERIOD_US, on_sample, &seen);
    g_assert_cmpstr(seen.names->str, ==, "site:a=A;"); /* nobody was there */
    g_string_free(seen.names, TRUE);
}

static void test_ends_before_its_time(void)
{
    g_autoptr(LineMeter) meter = line_meter_new(PERIOD_US, 10);
    Seen seen = {.names = g_string_new(NULL)};
    const double figures[LINE_FIGURES] = {1, 2, 3, 4, NAN, 6};

    line_meter_turn(meter, PERIOD_US, on_sample, &seen);
    line_meter_read(meter, "site:a", "A", figures);
    line_meter_end(meter, on_sample, &seen);
    g_assert_cmpstr(seen.names->str, ==, "site:a=A;");
    g_assert_cmpfloat(seen.last.spans[LINE_RTT_MS].average, ==, 0);
    line_meter_end(meter, on_sample, &seen); /* all were given out */
    g_assert_cmpstr(seen.names->str, ==, "site:a=A;");
    g_string_free(seen.names, TRUE);
}

static void test_lines_are_bounded(void)
{
    g_autoptr(LineMeter) meter = line_meter_new(PERIOD_US, 2);
    Seen seen = {.names = g_string_new(NULL)};
    const double figures[LINE_FIGURES] = {0};

    line_meter_read(meter, "site:a", "A", figures);
    line_meter_read(meter, "site:b", "B", figures);
    line_meter_read(meter, "site:c", "C", figures);
    line_meter_read(meter, "site:a", "A", figures);
    line_meter_end(meter, on_sample, &seen);
    g_assert_cmpstr(seen.names->str, ==, "site:a=A;site:b=B;");
    g_string_free(seen.names, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/line_meter/averages_and_maxima_of_a_period", test_averages_and_maxima_of_a_period);
    g_test_add_func("/line_meter/ends_before_its_time", test_ends_before_its_time);
    g_test_add_func("/line_meter/lines_are_bounded", test_lines_are_bounded);
    return g_test_run();
}
