/**
 * recording_check: looks through a whole recording as a player would, and says what is in it and what is missing.
 *
 *      clusters ─┬─ pictures ─> decoder ─> black, frozen      (a look a second)
 *                └─ sounds ───> decoder ─> silent; the clock of the samples against that of the file
 *
 * Every picture and every sound is decoded: what this took, plays.
 *
 * Units       milliseconds of the file.
 * Ownership   plain values.
 * Thread      any; it takes the processor for as long as decoding takes, and waits for the disk.
 * Errors      G_FILE_ERROR for what cannot be read, or is none of our files. What is wrong inside is no error: it is
 *             what was asked.
 * Memory      two decoders, one cluster; of each kind of span the first RECORDING_CHECK_SPANS_MAX.
 */
#ifndef MCU_MEDIA_RECORDING_CHECK_H
#define MCU_MEDIA_RECORDING_CHECK_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RECORDING_CHECK_SPANS_MAX = 64,
    RECORDING_CHECK_SOUND_GAP_MS = 100,    /* five packets: a listener hears it */
    RECORDING_CHECK_PICTURE_GAP_MS = 7000, /* key frames are asked for every five seconds */
    RECORDING_CHECK_BLACK_MS = 5000,
    RECORDING_CHECK_FROZEN_MS = 10000,
    RECORDING_CHECK_SILENT_MS = 10000,
    RECORDING_CHECK_SILENT_DBOV =
            85, /* a room has noise; what is encoded as nothing is not quite nothing */
};

typedef struct CheckSpan {
    int64_t from_ms;
    int64_t to_ms;
} CheckSpan;

typedef struct CheckSpans {
    size_t count; /**< all of them */
    int64_t total_ms;
    size_t kept;
    CheckSpan kept_spans[RECORDING_CHECK_SPANS_MAX]; /**< the first */
} CheckSpans;

typedef struct RecordingCheck {
    int64_t size_bytes;
    int64_t duration_ms; /**< up to the end of the last sound or picture */
    uint64_t pictures, keys, sounds;
    uint64_t bad_pictures, bad_sounds; /**< that no decoder took */
    int64_t first_bad_ms;              /**< -1: there is none */
    bool finished;                     /**< it says how long it is, and where a player may go */
    int64_t rest_bytes;                /**< behind the last whole cluster, that no player reaches */
    int64_t sync_ms; /**< the furthest that the samples' clock went from the file's: lips from voice */
    CheckSpans no_picture, no_sound; /**< gaps */
    CheckSpans black, frozen, silent;
} RecordingCheck;

/** Reads and decodes it all. @param ret_check  written on success only */
bool recording_check_run(const char *path, RecordingCheck *ret_check, GError **error);

/** Whether it plays from its beginning to its end. */
bool recording_check_plays(const RecordingCheck *check);

#endif
