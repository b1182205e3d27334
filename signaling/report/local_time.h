/**
 * local_time: points in time as they stand in reports: ISO 8601 in Vietnam's time, +07:00, which knows no summer time.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   the text is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_REPORT_LOCAL_TIME_H
#define SIGNALING_REPORT_LOCAL_TIME_H

#include <stdint.h>

/** As 2018-03-28T08:02:02.250+07:00. */
char *local_time_text(int64_t time_us);

/** The same in whole seconds: 2018-03-28T08:02:02+07:00. */
char *local_time_second(int64_t time_us);

#endif
