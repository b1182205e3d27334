#include "signaling/report/print_text.h"

#include <glib.h>

#include <stddef.h>

/* @param text  taken */
static void expect(char *text, const char *expected)
{
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void test_numbers_are_vietnamese(void)
{
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
            {0, "0"},
            {999, "999"},
            {1000, "1.000"},
            {5361, "5.361"}, /* S-20 */
            {-1234567, "-1.234.567"},
            {INT64_MAX, "9.223.372.036.854.775.807"},
            {INT64_MIN, "-9.223.372.036.854.775.808"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        expect(print_number(cases[i].value), cases[i].text);
    }
    expect(print_percent(97.82, 2), "97,82%"); /* S-20 */
    expect(print_percent(100, 2), "100,00%");
    expect(print_percent(0, 1), "0,0%");
    expect(print_decimal(1234.567, 2), "1.234,57");
    expect(print_decimal(999.9996, 3), "1.000,000");
    expect(print_decimal(-0.001, 2), "0,00");
    expect(print_decimal(-1234.5, 0), "-1.234");
}

static void test_durations_and_times(void)
{
    static const int64_t opened_us = INT64_C(1522198920000000); /* 2018-03-28T01:02:00Z */

    expect(print_duration(INT64_C(8700000000)), "2:25:00");
    expect(print_duration(INT64_C(360061999999)), "100:01:01");
    expect(print_duration(0), "0:00:00");
    expect(print_clock(opened_us), "08:02:00");
    expect(print_time(opened_us), "08:02:00 28/03/2018");
    expect(print_time_long(opened_us), "08 giờ 02, ngày 28 tháng 3 năm 2018");
    expect(print_time(0), "");
    expect(print_clock(0), "");
    expect(print_time_long(0), "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/print_text/S-20/numbers", test_numbers_are_vietnamese);
    g_test_add_func("/print_text/durations_and_times", test_durations_and_times);
    return g_test_run();
}
