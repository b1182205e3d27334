#include "signaling/meeting/month_repeat.h"

#include "signaling/meeting/civil_day.h"

#include <glib.h>

static void test_days(void)
{
    static const struct {
        const char *why;
        MonthRepeat by;
        const char *first;
        unsigned months;
        const char *then;
    } cases[] = {
            {"the first one", MONTH_REPEAT_DAY, "2026-01-31", 0, "2026-01-31"},
            {"a shorter month", MONTH_REPEAT_DAY, "2026-01-31", 1, "2026-02-28"},
            {"and a longer again", MONTH_REPEAT_DAY, "2026-01-31", 2, "2026-03-31"},
            {"over the year", MONTH_REPEAT_DAY, "2026-12-15", 1, "2027-01-15"},
            {"a leap year", MONTH_REPEAT_DAY, "2027-12-31", 2, "2028-02-29"},
            {"two years on", MONTH_REPEAT_DAY, "2026-11-25", 24, "2028-11-25"},
            {"the first one again", MONTH_REPEAT_WEEKDAY, "2026-11-11", 0, "2026-11-11"},
            {"the second Wednesday", MONTH_REPEAT_WEEKDAY, "2026-11-11", 1, "2026-12-09"},
            {"the first Sunday, on the 1st", MONTH_REPEAT_WEEKDAY, "2026-11-01", 1, "2026-12-06"},
            {"a fifth Monday stays the last", MONTH_REPEAT_WEEKDAY, "2026-11-30", 1, "2026-12-28"},
            {"and is the fifth where there is one", MONTH_REPEAT_WEEKDAY, "2026-11-30", 4,
                    "2027-03-29"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const int64_t morning_us = INT64_C(8) * 3600 * CIVIL_SECOND_US;
        int64_t first = 0;
        int64_t then = 0;
        g_test_message("%s", cases[i].why);
        g_assert_true(civil_day_from_text(cases[i].first, &first));
        g_assert_true(civil_day_from_text(cases[i].then, &then));
        g_assert_cmpint(month_repeat_at(cases[i].by, civil_day_start_us(first) + morning_us,
                                cases[i].months),
                ==, civil_day_start_us(then) + morning_us);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/month_repeat/days", test_days);
    return g_test_run();
}
