/**
 * utc_time: a moment as people's programs exchange it: "2026-11-22T08:00:00Z".
 *
 * Units       microseconds since 1970; 0 is no moment, and the empty text.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      one short text.
 */
#ifndef SIGNALING_MEETING_UTC_TIME_H
#define SIGNALING_MEETING_UTC_TIME_H

#include <stdint.h>

/** Whole seconds, rounded down. Free with g_free(). */
char *utc_time_text(int64_t time_us);

#endif
