/**
 * working_days: which days an office works, and how many of them lie between two days.
 *
 * Saturdays and Sundays are free; holidays and make-up days are data, since the lunar ones and the moved ones are
 * decided anew each year: `01-01` is free every year, `2027-02-08` once, `+2026-08-22` is worked though it is a
 * Saturday.
 *
 * Units       days as civil_day.
 * Ownership   the calendar copies what it is made of.
 * Thread      any, once made.
 * Errors      WORKING_DAYS_ERROR names the entry.
 * Memory      at most WORKING_DAYS_ENTRIES_MAX entries.
 */
#ifndef SIGNALING_MEETING_WORKING_DAYS_H
#define SIGNALING_MEETING_WORKING_DAYS_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct WorkingDays WorkingDays;

enum {
    WORKING_DAYS_ENTRIES_MAX = 512,
    WORKING_DAYS_SPAN_MAX = 366, /**< days that are looked at at most */
};

#define WORKING_DAYS_ERROR (working_days_error_quark())
GQuark working_days_error_quark(void);

typedef enum WorkingDaysError {
    WORKING_DAYS_ERROR_ENTRY, /**< not a day */
    WORKING_DAYS_ERROR_MANY,
} WorkingDaysError;

/** @param entries  NULL-terminated */
WorkingDays *working_days_new(const char *const *entries, GError **error);

/** NULL is allowed. */
void working_days_free(WorkingDays *days);

bool working_days_is_worked(const WorkingDays *days, int64_t day);

/**
 * How many working days lie before a day, counted from another: sent on Monday for Thursday of a week without
 * holidays: 3 (Monday, Tuesday, Wednesday).
 *
 * @return  0 when `until` is not later than `from`; the count stops after WORKING_DAYS_SPAN_MAX days
 */
int working_days_between(const WorkingDays *days, int64_t from, int64_t until);

/** The day that is `count` working days after (or, negative, before) a day. */
int64_t working_days_add(const WorkingDays *days, int64_t day, int count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WorkingDays, working_days_free)

#endif
