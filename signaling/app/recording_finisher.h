/**
 * recording_finisher: recordings that are over are made whole: one after the other, by a child process of the lowest
 * priority, and again until it is done.
 *
 *   kick, or a look each RECORDING_FINISHER_LOOK_S
 *     ├─ recording or paused, and its meeting runs nowhere for a while ─► completing
 *     └─ completing ─► giaoban-mcu --complete ─┬─► ready: one file, its spans put right, the sites' sound beside it; then
 *                                              │          the segments go (recording_scraps), or at the next start
 *                                              ├─► nothing of it plays ─► failed; empty, if it was asked to end
 *                                              └─► busy, disk full, killed ─► later again; what is in the way, the book says
 *
 * Units       in the names.
 * Ownership   everything in its configuration is the caller's and outlives it, but for the texts and the store.
 * Thread      the main loop's; files are removed on the store's thread.
 * Errors      logged, and tried again.
 * Memory      one recording at a time; a time for each that waits, RECORDING_FINISHER_WAITING_MAX.
 */
#ifndef SIGNALING_APP_RECORDING_FINISHER_H
#define SIGNALING_APP_RECORDING_FINISHER_H

#include "signaling/store/store.h"

typedef struct RecordingFinisher RecordingFinisher;

enum {
    RECORDING_FINISHER_LOOK_S = 10,
    RECORDING_FINISHER_BUSY_S =
            2, /**< a file that is still written is tried again after this time */
    RECORDING_FINISHER_AGAIN_S = 60, /**< what could not be done */
    RECORDING_FINISHER_WAITING_MAX = 10000,
};

typedef struct RecordingFinisherConfig {
    Store *store; /**< may be freed before the finisher */
    const char *folder;
    const char *program; /**< giaoban-mcu */
    int64_t leftover_us; /**< how long nobody may have run a meeting whose recording is on */
    bool (*runs)(const char *meeting, void *user_data);
    /** It is ready, empty or failed; may be NULL. */
    void (*finished)(int64_t recording, void *user_data);
    void *user_data;
} RecordingFinisherConfig;

RecordingFinisher *recording_finisher_new(const RecordingFinisherConfig *config);

/** A child that is at work is ended: it is run again by the next server. NULL is allowed. */
void recording_finisher_free(RecordingFinisher *finisher);

/** A recording may be over. */
void recording_finisher_kick(RecordingFinisher *finisher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingFinisher, recording_finisher_free)

#endif
