/**
 * recording_notes: what is written into the book while a recording goes on, and nobody waits for.
 *
 * Units       times are microseconds since 1970.
 * Ownership   what is given is copied; the store is the caller's.
 * Thread      the main loop's; the store writes on its own.
 * Errors      none here: what a store that is too busy does not take is in the next note.
 * Memory      one note each, in the store's queue.
 */
#ifndef SIGNALING_APP_RECORDING_NOTES_H
#define SIGNALING_APP_RECORDING_NOTES_H

#include "signaling/store/recording_book.h"
#include "signaling/store/store.h"

/** A span as it is now, in the place of the one with its number. */
void recording_notes_span(Store *store, int64_t id, const RecordingSpan *span);

void recording_notes_progress(Store *store, const RecordingProgress *progress);

/** A recording of a meeting that no server runs any more: it is over, and no event says so yet. */
void recording_notes_leftover(Store *store, int64_t id, const char *meeting);

#endif
