/**
 * calendar_file: a meeting as an iCalendar file (RFC 5545), which every calendar program takes in.
 *
 * Times stand in UTC, so no time zone has to be described. Long lines are folded between characters, never within one.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   texts stay the caller's; the file is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none: control characters in texts become spaces.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_CALENDAR_FILE_H
#define SIGNALING_REPORT_CALENDAR_FILE_H

#include <glib.h>

#include <stdint.h>

enum { CALENDAR_LINE_MAX = 75 /**< RFC 5545, 3.1: octets of a line, without its end */ };

typedef enum CalendarStatus {
    CALENDAR_TENTATIVE,
    CALENDAR_CONFIRMED,
    CALENDAR_CANCELLED,
} CalendarStatus;

/** Texts may be empty, not NULL; an empty one leaves its line out. */
typedef struct CalendarEvent {
    const char *uid;  /**< the same for every version of the same meeting, unique in the world */
    int64_t stamp_us; /**< when this version was made */
    int64_t sequence; /**< grows with every version */
    int64_t start_us;
    int64_t end_us;
    const char *summary;
    const char *location;
    const char *description;
    const char *url;
    CalendarStatus status;
    int64_t reminder_min; /**< minutes before; 0: none */
} CalendarEvent;

char *calendar_file_text(const CalendarEvent *event);

#endif
