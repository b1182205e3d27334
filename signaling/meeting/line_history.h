/**
 * line_history: how each site's line did in the last minutes: a letter a step, the worst of it, for the plots of a
 * console that was opened just now.
 *
 * Units       microseconds of the monotonic clock; the step is in its name.
 * Ownership   texts are copied.
 * Thread      one at a time: the main loop. Time is given.
 * Errors      none.
 * Memory      LINE_HISTORY_STEPS letters for each of LINE_HISTORY_SITES_MAX sites; of more, the one heard of least
 *             lately is forgotten.
 */
#ifndef SIGNALING_MEETING_LINE_HISTORY_H
#define SIGNALING_MEETING_LINE_HISTORY_H

#include <glib.h>
#include <jansson.h>

#include <stdint.h>

typedef struct LineHistory LineHistory;

enum {
    LINE_HISTORY_STEP_S = 5,
    LINE_HISTORY_STEPS = 60, /**< five minutes */
    LINE_HISTORY_SITES_MAX = 1024,
    LINE_HISTORY_LEVELS = 3, /**< good, fair, poor */
};

LineHistory *line_history_new(void);

/** NULL is allowed. */
void line_history_free(LineHistory *history);

/** @param level  0 is the best, LINE_HISTORY_LEVELS - 1 the worst */
void line_history_note(LineHistory *history, const char *site, int level, int64_t now_us);

/**
 * For consoles: an array of {site, levels}: "g", "f", "p" for a step, "-" for one in which nothing was heard; the last
 * letter is now. Who was not heard of in all that time is not in it. A new reference.
 */
json_t *line_history_to_json(const LineHistory *history, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineHistory, line_history_free)

#endif
