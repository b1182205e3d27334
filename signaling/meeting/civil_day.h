/**
 * civil_day: days of the calendar in Vietnam, where it is always UTC+7.
 *
 * Units       a day is its number since 1970-01-01, which is day 0; points in time are microseconds since 1970, UTC.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      false for what is no date.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_CIVIL_DAY_H
#define SIGNALING_MEETING_CIVIL_DAY_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CIVIL_YEAR_MIN = 1970,
    CIVIL_YEAR_MAX = 9999,
    CIVIL_MONDAY = 1, /**< ISO 8601: Monday is 1, Sunday 7 */
    CIVIL_SATURDAY = 6,
    CIVIL_SUNDAY = 7,
    CIVIL_MONTHS = 12,
    CIVIL_WEEK = 7, /**< days */
};

#define CIVIL_SECOND_US INT64_C(1000000)
#define CIVIL_DAY_US    (INT64_C(86400) * CIVIL_SECOND_US)

typedef struct CivilDate {
    int year;
    int month; /**< 1 to 12 */
    int day;   /**< 1 to 31 */
    int weekday;
} CivilDate;

/** A point in time as people in Vietnam read it from the clock. */
typedef struct CivilTime {
    CivilDate date;
    int hour;
    int minute;
    int second;
} CivilTime;

/** The day on which a point in time lies. */
int64_t civil_day_of(int64_t time_us);

/** Midnight, at which the day begins. */
int64_t civil_day_start_us(int64_t day);

CivilDate civil_day_date(int64_t day);

CivilTime civil_time_of(int64_t time_us);

/** @return false when there is no such day */
bool civil_day_from_date(int year, int month, int day, int64_t *ret_day);

int civil_month_days(int year, int month);

/** Reads 2026-09-02, and nothing else. */
bool civil_day_from_text(const char *text, int64_t *ret_day);

/** As 25/11/2026. */
char *civil_day_text(int64_t day);

/** As "ngày 05 tháng 02 năm 2026": days to 9 and months 1 and 2 have a leading zero (NĐ 30/2020, II.5). */
char *civil_day_long_text(int64_t day);

#endif
