/**
 * event_lines: what was done in a meeting, as lines of JSON for other programs, and whether its chain is whole.
 *
 * A secret vote's ballots are told without what was chosen.
 *
 * Units       times as in utc_time.h.
 * Ownership   texts are the caller's.
 * Thread      as database.h.
 * Errors      as database.h; EVENT_LINES_ERROR.
 * Memory      the whole text: as meeting_events.
 */
#ifndef SIGNALING_APP_EVENT_LINES_H
#define SIGNALING_APP_EVENT_LINES_H

#include "config/settings.h"
#include "signaling/store/database.h"

#define EVENT_LINES_ERROR (event_lines_error_quark())
GQuark event_lines_error_quark(void);

typedef enum EventLinesError {
    EVENT_LINES_ERROR_BROKEN, /**< a row is not what was written; the message names the first */
} EventLinesError;

/** Adds a line for each event behind `after`, an id or 0. */
bool event_lines_add(
        Database *database, const char *meeting, int64_t after, GString *lines, GError **error);

/** For the command line: all of them, or an error when the chain is broken. Free with g_free(). */
char *event_lines_command(const Settings *settings, const char *meeting, GError **error);

#endif
