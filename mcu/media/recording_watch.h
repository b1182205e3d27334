/**
 * recording_watch: whether what is recorded is worth to be kept: not black, not frozen, not silent.
 *
 * A meeting has its pauses, so an alarm comes only when it lasts; it goes at once. Frozen is what shows no motion in any
 * site's picture (motion_watch.h), names alone included; what is black is not said to be frozen as well.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value; {0} at first. Pictures are only looked at.
 * Thread      one at a time.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_RECORDING_WATCH_H
#define MCU_MEDIA_RECORDING_WATCH_H

#include "mcu/media/picture_watch.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    RECORDING_WATCH_BLACK_US = 10000000,
    RECORDING_WATCH_FROZEN_US = 30000000,
    RECORDING_WATCH_SILENT_US = 30000000,
    RECORDING_WATCH_STILL_US = 3000000, /**< without motion, which is looked for once a second */
    RECORDING_WATCH_MOVING =
            3, /**< pictures between two looks: fewer only bring a still one up to date */
};

/** What went into the recording since the last look, about a second ago. */
typedef struct RecordingLook {
    const VideoFrame *picture; /**< as it is now; NULL: not known */
    unsigned pictures;
    int64_t still_us;   /**< for how long nothing has moved in it */
    uint8_t level_dbov; /**< the loudest */
    int64_t now_us;
} RecordingLook;

typedef struct RecordingWatch {
    /* what it comes to */
    bool black;
    bool frozen;
    bool silent;

    /* what it comes from: since when it is so, 0: it is not */
    PictureWatch picture;
    int64_t black_since_us, frozen_since_us, silent_since_us;
} RecordingWatch;

void recording_watch_look(RecordingWatch *watch, const RecordingLook *look);

/** Nothing is recorded for a while: it begins anew. */
void recording_watch_rest(RecordingWatch *watch);

#endif
