/**
 * recording_checker: each recording that is ready is looked through once, by a child process of the lowest priority, and
 * what it found is kept with the recording.
 *
 *   kick ─► the newest that is ready and not checked ─► giaoban-recording-check ─► check_json ─► the next
 *
 * Beside what the child says the report has `expected_ms`: how long the recording is by the meeting's clock. A file that
 * cannot be checked has a report too, which says why: it is not tried again.
 *
 * Units       none.
 * Ownership   the store is the caller's and may be freed before the checker.
 * Thread      the main loop's; the database is asked on the store's thread.
 * Errors      logged; what was not written down is checked again at the next kick.
 * Memory      one recording at a time; RECORDING_CHECKER_BYTES_MAX of its report.
 */
#ifndef SIGNALING_APP_RECORDING_CHECKER_H
#define SIGNALING_APP_RECORDING_CHECKER_H

#include "signaling/store/store.h"

typedef struct RecordingChecker RecordingChecker;

enum { RECORDING_CHECKER_BYTES_MAX = 128 * 1024 };

typedef struct RecordingCheckerConfig {
    Store *store;
    const char *folder;  /**< of the recordings */
    const char *program; /**< giaoban-recording-check */
} RecordingCheckerConfig;

/** Looks at once for what an earlier server has left. */
RecordingChecker *recording_checker_new(const RecordingCheckerConfig *config);

/** A child that is at work is ended: the next server begins again. NULL is allowed. */
void recording_checker_free(RecordingChecker *checker);

/** A recording may be ready. */
void recording_checker_kick(RecordingChecker *checker);

/** The report for the book: what the child said, with the expected length. Pure. Free with g_free(). */
char *recording_checker_report(const char *said, const char *complaint, int64_t expected_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingChecker, recording_checker_free)

#endif
