#include "signaling/meeting/civil_day.h"

#include <glib.h>

#include <string.h>

enum {
    EPOCH_JULIAN = 719163, /* g_date_get_julian() of 1970-01-01 */
    OFFSET_S = 7 * 3600,
    HOUR_S = 3600,
    MINUTE_S = 60,
    DAY_S = 86400,
    TEXT_SIZE = 10,   /* of 2026-09-02 */
    ZERO_DAYS_TO = 9, /* which days are written with a leading zero */
    ZERO_MONTHS_TO = 2,
};

static int64_t floor_divide(int64_t value, int64_t divisor)
{
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

int64_t civil_day_of(int64_t time_us)
{
    return floor_divide(time_us + OFFSET_S * CIVIL_SECOND_US, CIVIL_DAY_US);
}

int64_t civil_day_start_us(int64_t day)
{
    return day * CIVIL_DAY_US - OFFSET_S * CIVIL_SECOND_US;
}

CivilDate civil_day_date(int64_t day)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(day + EPOCH_JULIAN));
    return (CivilDate){
            .year = g_date_get_year(&date),
            .month = (int)g_date_get_month(&date),
            .day = g_date_get_day(&date),
            .weekday = (int)g_date_get_weekday(&date),
    };
}

CivilTime civil_time_of(int64_t time_us)
{
    const int64_t day = civil_day_of(time_us);
    const int second = (int)((time_us - civil_day_start_us(day)) / CIVIL_SECOND_US);

    return (CivilTime){
            .date = civil_day_date(day),
            .hour = second / HOUR_S,
            .minute = second % HOUR_S / MINUTE_S,
            .second = second % MINUTE_S,
    };
}

bool civil_day_from_date(int year, int month, int day, int64_t *ret_day)
{
    if (year < CIVIL_YEAR_MIN || year > CIVIL_YEAR_MAX || month < 1 || month > CIVIL_MONTHS ||
            day < 1 || day > civil_month_days(year, month)) {
        return false;
    }
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    *ret_day = (int64_t)g_date_get_julian(&date) - EPOCH_JULIAN;
    return true;
}

int civil_month_days(int year, int month)
{
    return g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

/* Digits only: no sign, no space, as strtol() would take. */
static int read_digits(const char *text, size_t count)
{
    int value = 0;

    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i])) {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool civil_day_from_text(const char *text, int64_t *ret_day)
{
    return strlen(text) == TEXT_SIZE && text[4] == '-' && text[7] == '-' &&
            civil_day_from_date(read_digits(text, 4), read_digits(text + 5, 2),
                    read_digits(text + 8, 2), ret_day);
}

char *civil_day_text(int64_t day)
{
    const CivilDate date = civil_day_date(day);
    return g_strdup_printf("%02d/%02d/%04d", date.day, date.month, date.year);
}

char *civil_day_long_text(int64_t day)
{
    const CivilDate date = civil_day_date(day);
    return g_strdup_printf("ngày %s%d tháng %s%d năm %d", date.day <= ZERO_DAYS_TO ? "0" : "",
            date.day, date.month <= ZERO_MONTHS_TO ? "0" : "", date.month, date.year);
}
