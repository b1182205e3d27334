/**
 * recording_steps: what the events of a recording do to its row, in one transaction with them.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   an event is borrowed; that of a beginning gets the recording's number.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_RECORDING_STEPS_H
#define SIGNALING_APP_RECORDING_STEPS_H

#include "signaling/store/recording_book.h"

#include <jansson.h>

/** Before the event is written down. @param event  as proceedings_check makes it: `record` */
bool recording_steps_write(Database *database, const char *meeting, json_t *event, GError **error);

/**
 * A recording that is on in a meeting which no server runs: it ends, in the meeting's events too.
 *
 * @param recording  recording or paused
 */
bool recording_steps_end_leftover(
        Database *database, const Recording *recording, int64_t now_us, GError **error);

/** What a span needs to begin. */
typedef struct RecordingOpening {
    int64_t id;
    char *meeting;
    bool segment;    /**< a file of its own; else it goes on in the last one */
    int64_t seen_us; /**< until when the span before is known to have gone on, if it is open */
    int64_t now_us;
    /* what came of it */
    bool on;            /**< the recording is not over yet; else nothing was written */
    RecordingSpan span; /**< the new one */
    int64_t bytes;      /**< of the segments before, */
    int64_t stem_bytes; /**< and of the sites' sound in them */
} RecordingOpening;

void recording_opening_clear(RecordingOpening *opening);

/** Writes the next span down, before anything is written into its file. */
bool recording_steps_open(Database *database, RecordingOpening *opening, GError **error);

/** Only looks: the span that was last opened. `on` is false when there is none. */
bool recording_steps_look(Database *database, RecordingOpening *opening, GError **error);

#endif
