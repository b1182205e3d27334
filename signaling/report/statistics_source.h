/**
 * statistics_source: the statistics of a period, out of the database: meetings that were held, targets, and who attended.
 *
 * Meetings are those that are live or have ended, in the period by the day on which they were opened, or were to begin;
 * they belong to the unit that convenes them. Who attended is told by the attendance report of each; meetings held in
 * rooms only have none. That takes its time: it is asked for in steps, each in a transaction of its own.
 *
 * Units       as statistics.h.
 * Ownership   statistics are the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as statistics.h, and one attendance report at a time.
 */
#ifndef SIGNALING_REPORT_STATISTICS_SOURCE_H
#define SIGNALING_REPORT_STATISTICS_SOURCE_H

#include "signaling/report/statistics.h"
#include "signaling/store/database.h"

/** What is asked. */
typedef struct StatisticsQuestion {
    const char *unit; /**< and those below it; "" for all */
    int64_t from_day;
    int64_t to_day;
    int64_t now_us; /**< how long a live meeting has lasted */
} StatisticsQuestion;

/** Without who attended. @return NULL when the database failed */
Statistics *statistics_source_begin(
        Database *database, const StatisticsQuestion *question, GError **error);

/**
 * Adds who attended the next meetings.
 *
 * @param next    the number of the first; moved on. All are done when it is statistics_meetings()
 * @param count   how many
 * @param now_us  as in the question
 */
bool statistics_source_attendance(Database *database, Statistics *statistics, size_t *next,
        size_t count, int64_t now_us, GError **error);

#endif
