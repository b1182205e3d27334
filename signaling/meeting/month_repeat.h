/**
 * month_repeat: the days of a meeting that is held every month.
 *
 * Either on the same day of the month - the 31st becomes the last day of a shorter month - or on the same weekday:
 * the second Wednesday stays the second Wednesday, and a fifth one becomes the last of its month.
 *
 * Units       points in time are microseconds since 1970, UTC.
 * Ownership   none.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_MONTH_REPEAT_H
#define SIGNALING_MEETING_MONTH_REPEAT_H

#include <stdint.h>

enum { MONTH_REPEAT_MAX = 24 /**< meetings that one form makes */ };

typedef enum MonthRepeat { MONTH_REPEAT_DAY, MONTH_REPEAT_WEEKDAY } MonthRepeat;

/** The words of the protocol, in order of MonthRepeat; ended by NULL. */
extern const char *const month_repeat_words[];

/** The same hour of the day, `months` later; 0 is the first one itself. */
int64_t month_repeat_at(MonthRepeat by, int64_t first_us, unsigned months);

#endif
