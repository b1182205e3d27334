/**
 * recording_book: the recordings, and the spans of each.
 *
 *      recording ◄─► paused ──► completing ──► ready ──► erased
 *                                   ├────────► empty  (it was ended before anything was written)
 *                                   └────────► failed (nothing of it plays)
 *
 * A recording is one entry, whatever happened while it was made: each media server that was replaced, and each pause,
 * adds a span. Until it is ready its spans may stand in several files; then in `path` alone.
 *
 * Units       times are microseconds: of moments since 1970, UTC; durations and places in the file from its beginning.
 * Ownership   records given out are the caller's, but for what an each-function lends.
 * Thread      as database.h.
 * Errors      DATABASE_ERROR.
 * Memory      RECORDING_SPANS_MAX spans of a recording; the rest of a longer list is not given out.
 */
#ifndef SIGNALING_STORE_RECORDING_BOOK_H
#define SIGNALING_STORE_RECORDING_BOOK_H

#include "signaling/meeting/recording_clock.h"
#include "signaling/store/database.h"

typedef enum RecordingState {
    RECORDING_RECORDING,
    RECORDING_PAUSED,
    RECORDING_COMPLETING,
    RECORDING_READY,
    RECORDING_FAILED,
    RECORDING_EMPTY,
    RECORDING_ERASED,
} RecordingState;

/** As it stands in the table and in messages. */
const char *recording_state_word(RecordingState state);

typedef struct Recording {
    int64_t id;
    char *meeting; /**< code */
    RecordingState state;
    char *path; /**< of the file that is, or will be, the recording; from the recordings' folder */
    int64_t start_us;
    int64_t end_us; /**< 0: it goes on */
    int64_t duration_us;
    int64_t bytes;
    int64_t width, height; /**< pixels */
    char *video_codec;     /**< "VP8" */
    char *reason;          /**< why it ended by itself, or failed; "" when it was asked to end */
    char *begun_by;        /**< account or identity; "server" for one that began by itself */
    char *sha256;          /**< of the file, once it is ready */
    char *check_json;      /**< what the check of the ready file found; "" until then */
    int64_t stem_bytes; /**< of the sites' own files; recording_stems_set() and progress write it */
} Recording;

void recording_clear(Recording *recording);

/** @param target  {0}, or holding what goes */
void recording_copy(Recording *target, const Recording *source);

/** @param recording  its id is given by the database and written into it */
bool recording_book_add(Database *database, Recording *recording, GError **error);

/** A new one of this meeting, in its own file: MEETING/ID.webm. */
bool recording_book_begin(Database *database, const char *meeting, const char *begun_by,
        int64_t now_us, int64_t *ret_id, GError **error);

/** It is paused, goes on, or is to be completed; what is not recording or paused stays as it is. */
bool recording_book_step(Database *database, int64_t id, RecordingState state, const char *reason,
        int64_t now_us, GError **error);

/** All of a meeting that are recording or paused are to be completed. */
bool recording_book_end_of(Database *database, const char *meeting, const char *reason,
        int64_t now_us, GError **error);

/** How far one is. */
typedef struct RecordingProgress {
    int64_t id;
    int64_t duration_us;
    int64_t bytes;
    int64_t stem_bytes; /**< of the sites' own files */
} RecordingProgress;

/** Nothing for one that is over. */
bool recording_book_progress(Database *database, const RecordingProgress *progress, GError **error);

/** Why one that is over is not whole yet: "disk_full", "read_only", "disk". */
bool recording_book_set_waits(Database *database, int64_t id, const char *word, GError **error);

/** Writes all but id, meeting, begun_by and check_json; it waits for nothing any more. DATABASE_ERROR_MISSING: there is none */
bool recording_book_change(Database *database, const Recording *recording, GError **error);

bool recording_book_set_check(Database *database, int64_t id, const char *json, GError **error);

/** @param ret_recording  all zero when there is none; cleared by the caller */
bool recording_book_find(Database *database, int64_t id, Recording *ret_recording, GError **error);

typedef void (*RecordingFn)(const Recording *recording, void *user_data);

/** Those of one meeting, or (NULL) of all; oldest first. */
bool recording_book_each(
        Database *database, const char *meeting, RecordingFn each, void *user_data, GError **error);

/** Those that are not whole yet: recording, paused, completing. Oldest first. */
bool recording_book_unfinished(
        Database *database, RecordingFn each, void *user_data, GError **error);

/** The newest that is ready and was not checked yet. @param ret_recording  all zero when there is none */
bool recording_book_unchecked(Database *database, Recording *ret_recording, GError **error);

/** What all files take that are not erased, those of the sites' sound included. */
bool recording_book_bytes(Database *database, int64_t *ret_bytes, GError **error);

/** The spans in their order, as RecordingSpan, cleared with the array. NULL with an error. */
GArray *recording_book_spans(Database *database, int64_t id, GError **error);

/** Puts a span there, or in the place of the one with its number. */
bool recording_book_put_span(
        Database *database, int64_t id, const RecordingSpan *span, GError **error);

/** Puts these in place of all. */
bool recording_book_set_spans(
        Database *database, int64_t id, const RecordingSpan *spans, size_t count, GError **error);

/** An empty array as recording_book_spans() gives it. */
GArray *recording_spans_new(void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Recording, recording_clear)

#endif
