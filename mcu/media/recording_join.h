/**
 * recording_join: the segments of a recording made into the one file that it is.
 *
 *      7-1.webm (whole), 7-2.webm (torn) ──► 7.webm.part ──► on the disk ──► 7.webm     the segments stay
 *      7-1.webm (alone)                  ──► finished in its place          ──► 7.webm
 *
 * It can be killed at any moment and be run again: what stands under the last name is whole. A segment that is not there,
 * or holds nothing, is left out. Nothing is written where there is no room for all of it.
 *
 * Units       times are milliseconds of the file, but for start_us; sizes bytes.
 * Ownership   paths are the caller's.
 * Thread      one at a time; it waits for the disk.
 * Errors      G_FILE_ERROR: _AGAIN while a segment is still being written, _NOENT when nothing of it plays, _NOSPC.
 * Memory      two clusters, and a cue for each key frame.
 */
#ifndef MCU_MEDIA_RECORDING_JOIN_H
#define MCU_MEDIA_RECORDING_JOIN_H

#include "mcu/media/recording_file.h"

enum {
    RECORDING_SEGMENTS_MAX = 1000,
    RECORDING_JOIN_STEP_MS =
            20, /* from the last packet of a segment to the first of the next: one packet */
};

typedef struct RecordingSegment {
    const char *path;
    int64_t start_us;    /**< since 1970, as its head says; 0: it is not there */
    int64_t offset_ms;   /**< where it begins in the file */
    int64_t duration_ms; /**< 0: nothing of it is in the file */
} RecordingSegment;

typedef struct RecordingJoined {
    WebmHead head;
    int64_t duration_ms;
    int64_t size_bytes;
} RecordingJoined;

/** @param segments  in their order; their paths are given, the rest is filled in */
bool recording_join(const char *path, RecordingSegment *segments, size_t count,
        RecordingJoined *ret_joined, GError **error);

#endif
