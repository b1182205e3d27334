/**
 * sound_watch: whether a site's microphone is of use: not dead, not overdriven, not howling.
 *
 *      each tick:      how loud it is; of a decoded frame also how many samples are at the end of the scale
 *      when asked:     silent, clipping, howling, and the loudest of the last half minute
 *
 * Silent is what has no sound at all: a muted or unplugged microphone; a quiet room has noise. Howling is a loud tone
 * that stays as it is, which no voice does.
 *
 * Units       levels as in audio_level.h, one a tick of 20 ms.
 * Ownership   a plain value, one for each site; {0} at first.
 * Thread      one at a time: the sound thread.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_SOUND_WATCH_H
#define MCU_MEDIA_SOUND_WATCH_H

#include "mcu/media/audio_level.h"
#include "mcu/media/pcm.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SOUND_WATCH_LEVEL_UNKNOWN = 255, /**< nothing came, or nobody knows how loud it is */
    SOUND_WATCH_DEAD_DBOV = 100,     /**< 16 bits end at 90: what is quieter is no room */
    SOUND_WATCH_SILENT_TICKS = 250,
    SOUND_WATCH_HOWL_TICKS = 200,
    SOUND_WATCH_PEAK_BLOCKS = 6, /**< of 5 s */
};

typedef struct SoundWatch {
    uint32_t ticks;
    uint32_t quiet_ticks;  /**< since it was heard last */
    uint32_t steady_ticks; /**< since its loudness changed */
    float steady_dbov;
    uint8_t peaks
            [SOUND_WATCH_PEAK_BLOCKS]; /**< the loudest of each block, as decibels above silence */
    float clipped; /**< part of the loud decoded frames, over the last 2 s of them */
    uint32_t loud_ticks_ago;
    bool clipping;
} SoundWatch;

typedef struct SoundWatchResult {
    bool silent;
    bool clipping;
    bool howling;
    uint8_t peak_dbov;
} SoundWatchResult;

/** A tick. @param level_dbov  the loudest that came in it, or SOUND_WATCH_LEVEL_UNKNOWN */
void sound_watch_tick(SoundWatch *watch, uint8_t level_dbov);

/** A frame of it as decoded, before any gain. */
void sound_watch_frame(SoundWatch *watch, const PcmFrame *frame, uint8_t level_dbov);

SoundWatchResult sound_watch_result(const SoundWatch *watch);

#endif
