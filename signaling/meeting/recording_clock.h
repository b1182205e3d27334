/**
 * recording_clock: where in a recording the moments of a meeting are.
 *
 *      wall  ──┬───span 1───┬╌╌paused╌╌┬──span 2──┬╌╌no media server╌╌┬───span 3───► (open)
 *      file    0 ───────────►──────────►──────────► …
 *
 * A span is a stretch that was recorded without a break. Spans follow each other in both times, and in the file one
 * begins where the other ended.
 *
 * Units       wall: microseconds since 1970, UTC; file: microseconds from the recording's beginning, segments counted on.
 * Ownership   a span owns its path.
 * Thread      any: no state.
 * Errors      none.
 * Memory      RECORDING_SPANS_MAX of one recording.
 */
#ifndef SIGNALING_MEETING_RECORDING_CLOCK_H
#define SIGNALING_MEETING_RECORDING_CLOCK_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORDING_SPANS_MAX = 1000 /**< pauses, and media servers that were replaced */ };

typedef struct RecordingSpan {
    int64_t number; /**< from 1 */
    char *path;     /**< of its file, from the recordings' folder */
    int64_t wall_start_us;
    int64_t wall_end_us; /**< 0: it goes on */
    int64_t file_start_us;
} RecordingSpan;

void recording_span_clear(RecordingSpan *span);

/** @param spans  in their order. @return -1 when that moment is not in the recording */
int64_t recording_clock_position(const RecordingSpan *spans, size_t count, int64_t wall_us);

/** As recording_clock_position(); a moment of a pause is where the next span begins. -1: behind the last, or no span */
int64_t recording_clock_next(const RecordingSpan *spans, size_t count, int64_t wall_us);

/** When it was what stands there in the file. @return 0 when that is behind the end of what is closed */
int64_t recording_clock_wall(const RecordingSpan *spans, size_t count, int64_t file_us);

/** What became of one of a recording's files when it was made whole. */
typedef struct RecordingPart {
    const char *path;    /**< as in the spans */
    int64_t start_us;    /**< wall time of its beginning, as the file itself says; 0: not known */
    int64_t offset_us;   /**< where it begins in the whole */
    int64_t duration_us; /**< 0: nothing of it is in the whole */
} RecordingPart;

/**
 * Puts the spans right by what is in the whole file: a media server that was killed did not say where it ended.
 *
 * @param spans  of RecordingSpan with a clear function; those of which nothing is there are taken out
 * @param path   of the whole
 */
void recording_clock_settle(
        GArray *spans, const RecordingPart *parts, size_t count, const char *path);

/** How long the recording is by its spans. @param now_us  the end of one that goes on */
int64_t recording_clock_length(const RecordingSpan *spans, size_t count, int64_t now_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RecordingSpan, recording_span_clear)

#endif
