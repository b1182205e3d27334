/**
 * recording_shelf: the folder of the recordings: how much is in it, how much more may be.
 *
 * Units       bytes; percent of the quota, or of the disk where there is none.
 * Ownership   the store is the caller's and outlives it.
 * Thread      the main loop's; the disk and the database are asked on the store's thread.
 * Errors      what cannot be asked counts as it was.
 * Memory      none that grows.
 */
#ifndef SIGNALING_APP_RECORDING_SHELF_H
#define SIGNALING_APP_RECORDING_SHELF_H

#include "signaling/store/store.h"

typedef struct RecordingShelf RecordingShelf;

enum { RECORDING_SHELF_WARNING_PERCENT = 80, RECORDING_SHELF_LOOK_S = 5 };

typedef struct RecordingShelfConfig {
    Store *store;
    const char *folder;
    int64_t quota_bytes;   /**< 0: none */
    int64_t reserve_bytes; /**< of the disk, which recordings leave free */
} RecordingShelfConfig;

/** Makes the folder if it can. */
RecordingShelf *recording_shelf_new(const RecordingShelfConfig *config);

/** NULL is allowed. */
void recording_shelf_free(RecordingShelf *shelf);

const char *recording_shelf_folder(const RecordingShelf *shelf);

/** Why nothing more may be recorded: "quota", "disk_full"; "" when it may. */
const char *recording_shelf_fault(const RecordingShelf *shelf);

/** How full it is: of the quota or of the disk, whichever is nearer to its end. */
int recording_shelf_used_percent(const RecordingShelf *shelf);

/** Asks again now rather than soon. */
void recording_shelf_look(RecordingShelf *shelf);

/** How full that is, and what it means: pure. @param ret_fault  as recording_shelf_fault() */
int recording_shelf_judge(const RecordingShelfConfig *config, int64_t used_bytes,
        int64_t free_bytes, int64_t disk_bytes, const char **ret_fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingShelf, recording_shelf_free)

#endif
