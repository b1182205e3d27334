/**
 * recording_copy: a copy of a recording, or the package of its meeting, that somebody has asked for: in which form, which
 * part, for whom, and how far it is.
 *
 *      queued ──► running ──► ready          a server that starts again begins what was running anew
 *                    └──────► failed
 *
 * Units       times are microseconds since 1970; `_ms` are milliseconds from the recording's beginning.
 * Ownership   as record.
 * Thread      any: the table is constant.
 * Errors      as record.
 * Memory      as the fields' limits.
 */
#ifndef SIGNALING_MEETING_RECORDING_COPY_H
#define SIGNALING_MEETING_RECORDING_COPY_H

#include "signaling/meeting/record.h"

enum {
    RECORDING_COPIES_MAX = 200,                          /**< of one meeting */
    RECORDING_COPIES_UNFINISHED_MAX = 50,                /**< of the installation */
    RECORDING_COPY_LENGTH_MS_MAX = 7 * 24 * 3600 * 1000, /**< as a meeting's */
};

typedef enum CopyForm {
    COPY_MP4, /**< H.264 and AAC: plays everywhere */
    COPY_WEBM,
    COPY_OPUS, /**< sound alone, as recorded */
    COPY_MP3,
    COPY_PACKAGE, /**< all of the meeting */
    COPY_FORMS
} CopyForm;

typedef enum CopyState {
    COPY_QUEUED,
    COPY_RUNNING,
    COPY_READY,
    COPY_FAILED,
} CopyState;

typedef struct RecordingCopy {
    int64_t id;
    int64_t recording; /**< 0 for a package */
    char *meeting;     /**< its code */
    int form;          /**< CopyForm */
    int64_t from_ms;
    int64_t to_ms;   /**< 0: to the end */
    bool mark;       /**< name and time in the picture */
    char *recipient; /**< for whom */
    char *account;
    char *name; /**< of who has asked */
    int state;  /**< CopyState */
    char *fault;
    int64_t bytes;
    int64_t created_us;
    int64_t finished_us;
} RecordingCopy;

extern const RecordType recording_copy_type;

/** "mp4", "webm", "opus", "mp3", "zip". */
const char *recording_copy_suffix(int form);

/** What a browser is told it is. */
const char *recording_copy_media_type(int form);

/** RECORD_ERROR for a part that is none, or a mark where there is no picture to draw in. */
bool recording_copy_check(const RecordingCopy *copy, GError **error);

#endif
