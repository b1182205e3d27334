#include "signaling/meeting/civil_day.h"

#include <glib.h>

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    g_assert_true(civil_day_from_text(text, &day));
    return day;
}

static void test_texts(void)
{
    static const struct {
        const char *why;
        const char *text;
        gboolean good;
    } cases[] = {
            {"the first day", "1970-01-01", TRUE},
            {"before the first", "1969-12-31", FALSE},
            {"a leap day", "2028-02-29", TRUE},
            {"no leap day", "2026-02-29", FALSE},
            {"no day 0", "2026-01-00", FALSE},
            {"no month 13", "2026-13-01", FALSE},
            {"a sign", "2026-+1-01", FALSE},
            {"a space", "2026- 1-01", FALSE},
            {"too short", "2026-1-01", FALSE},
            {"too long", "2026-01-011", FALSE},
            {"empty", "", FALSE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t day = 0;
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(civil_day_from_text(cases[i].text, &day), ==, cases[i].good);
    }
    g_assert_cmpint(day_of("1970-01-01"), ==, 0);
    g_assert_cmpint(day_of("2026-11-22"), ==, 20779);
}

static void test_a_day_begins_at_seven_in_greenwich(void)
{
    const int64_t start_us = civil_day_start_us(day_of("2026-11-22"));

    g_assert_cmpint(start_us, ==, INT64_C(1795280400000000)); /* 2026-11-21T17:00:00Z */
    g_assert_cmpint(civil_day_of(start_us), ==, day_of("2026-11-22"));
    g_assert_cmpint(civil_day_of(start_us - 1), ==, day_of("2026-11-21"));
    g_assert_cmpint(civil_day_of(start_us + CIVIL_DAY_US - 1), ==, day_of("2026-11-22"));
    g_assert_cmpint(civil_day_of(-INT64_C(7) * 3600 * CIVIL_SECOND_US - 1), ==, -1);
}

static void test_clock(void)
{
    const int64_t start_us = civil_day_start_us(day_of("2026-11-22"));
    const CivilTime time = civil_time_of(start_us + CIVIL_DAY_US - 1);

    g_assert_cmpint(time.hour, ==, 23);
    g_assert_cmpint(time.minute, ==, 59);
    g_assert_cmpint(time.second, ==, 59);
    g_assert_cmpint(time.date.weekday, ==, CIVIL_SUNDAY);
}

static void test_written(void)
{
    static const struct {
        const char *why;
        const char *day;
        const char *written;
        const char *numbers;
    } cases[] = {
            {"day 9 and month 2 have zeros", "2026-02-09", "ngày 09 tháng 02 năm 2026",
                    "09/02/2026"},
            {"day 10 and month 3 have none", "2026-03-10", "ngày 10 tháng 3 năm 2026",
                    "10/03/2026"},
            {"as in the law's example", "2018-03-30", "ngày 30 tháng 3 năm 2018", "30/03/2018"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *written = civil_day_long_text(day_of(cases[i].day));
        g_autofree char *numbers = civil_day_text(day_of(cases[i].day));
        g_test_message("%s", cases[i].why);
        g_assert_cmpstr(written, ==, cases[i].written);
        g_assert_cmpstr(numbers, ==, cases[i].numbers);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/civil_day/texts", test_texts);
    g_test_add_func("/civil_day/a_day_begins_at_seven_in_greenwich",
            test_a_day_begins_at_seven_in_greenwich);
    g_test_add_func("/civil_day/clock", test_clock);
    g_test_add_func("/civil_day/written", test_written);
    return g_test_run();
}
