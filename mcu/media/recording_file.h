/**
 * recording_file: a recording on the disk, whole at every moment but for the last cluster.
 *
 *      create ──► add, add … ── a cluster is full ──► written, and on the disk ──► … ──► finish
 *                                                      killed here │
 *      open (finds the clusters that are whole) ◄──────────────────┘ ──► finish
 *
 * What was added stays in memory until its cluster is full, so that a cluster is written in one piece. What stands after
 * the last whole cluster when a file is opened is cut off.
 *
 * Units       times are milliseconds of the file, sizes bytes.
 * Ownership   data is copied.
 * Thread      one at a time. add, flush, sync and finish wait for the disk: not a thread of the media's.
 * Errors      G_FILE_ERROR; after an error the file holds what was written before, and can be finished.
 * Memory      one cluster of RECORDING_CLUSTER_BYTES_MAX, and a cue for each key frame.
 */
#ifndef MCU_MEDIA_RECORDING_FILE_H
#define MCU_MEDIA_RECORDING_FILE_H

#include "mcu/media/disk_sync.h"
#include "mcu/media/webm_writer.h"

enum {
    RECORDING_CLUSTER_MS = 1000, /* a power cut loses one, and what waits for the disk */
    RECORDING_CLUSTER_BYTES_MAX = 16 * 1024 * 1024,
    RECORDING_CUE_GAP_MS = 5000, /* of a file without pictures */
};

typedef struct RecordingFile RecordingFile;

typedef struct RecordingBlock {
    WebmTrack track;
    int64_t time_ms; /**< not before that of the block before */
    bool key;
    const uint8_t *data;
    size_t size_bytes;
} RecordingBlock;

typedef struct RecordingFileStats {
    int64_t size_bytes; /**< of what is written whole: this and duration_ms */
    int64_t duration_ms;
    size_t clusters;
    size_t cues;
} RecordingFileStats;

/** A new file. @return NULL when it is there already, or cannot be made */
RecordingFile *recording_file_create(const char *path, const WebmHead *head, GError **error);

/** The same, but it waits for the disk only when it is finished: recording_file_ask_sync() sees to it until then. */
RecordingFile *recording_file_create_lazy(const char *path, const WebmHead *head, GError **error);

/** One that was not finished, or was. @return NULL when it is none of ours; G_FILE_ERROR_AGAIN: it is being written */
RecordingFile *recording_file_open(const char *path, GError **error);

/** Closes it as it is. NULL is allowed. */
void recording_file_free(RecordingFile *file);

bool recording_file_add(RecordingFile *file, const RecordingBlock *block, GError **error);

/** What is written shall be on the disk; what was asked for before is there. @return false: errno says why not */
bool recording_file_ask_sync(RecordingFile *file, DiskSync *disk, int64_t tag);

/** The disk did not take what was asked for last: the file ends again where it was asked for the time before. */
void recording_file_cut(RecordingFile *file);

/** Adds all that is whole in another, each time later by `offset_ms`. Does not wait for the disk: finish does. */
bool recording_file_append(
        RecordingFile *file, const RecordingFile *other, int64_t offset_ms, GError **error);

/** @param block  borrowed for the call. @return whether the next is wanted */
typedef bool (*RecordingBlockFn)(const RecordingBlock *block, void *user_data);

/** Hands out all blocks that are whole, in their order. @return false: `each` did not want all of them */
bool recording_file_read(const RecordingFile *file, RecordingBlockFn each, void *user_data);

/** What the head says. */
bool recording_file_describe(const RecordingFile *file, WebmHead *ret_head, GError **error);

/** Ends the cluster, and waits until the disk has it. */
bool recording_file_flush(RecordingFile *file, GError **error);

/** Writes the cues, the duration and the size. Nothing can be added afterwards. */
bool recording_file_finish(RecordingFile *file, GError **error);

RecordingFileStats recording_file_stats(const RecordingFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordingFile, recording_file_free)

#endif
