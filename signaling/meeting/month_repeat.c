#include "signaling/meeting/month_repeat.h"

#include "signaling/meeting/civil_day.h"

#include <glib.h>

const char *const month_repeat_words[] = {"day", "weekday", NULL};

/* The n-th of a weekday in a month, or the last one when there is no n-th. */
static int weekday_in_month(int year, int month, int weekday, int nth)
{
    int64_t first = 0;
    const bool good = civil_day_from_date(year, month, 1, &first);

    g_assert(good);
    const int offset = (weekday - civil_day_date(first).weekday + CIVIL_WEEK) % CIVIL_WEEK;
    int day = 1 + offset + nth * CIVIL_WEEK;
    while (day > civil_month_days(year, month)) {
        day -= CIVIL_WEEK;
    }
    return day;
}

int64_t month_repeat_at(MonthRepeat by, int64_t first_us, unsigned months)
{
    const int64_t first = civil_day_of(first_us);
    const CivilDate date = civil_day_date(first);
    const int months_on = date.month - 1 + (int)months;
    const int year = date.year + months_on / CIVIL_MONTHS;
    const int month = months_on % CIVIL_MONTHS + 1;
    const int day = by == MONTH_REPEAT_DAY
            ? MIN(date.day, civil_month_days(year, month))
            : weekday_in_month(year, month, date.weekday, (date.day - 1) / CIVIL_WEEK);
    int64_t then = 0;
    const bool good = civil_day_from_date(year, month, day, &then);

    g_assert(good);
    return first_us + (then - first) * CIVIL_DAY_US;
}
