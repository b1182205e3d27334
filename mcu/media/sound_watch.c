#include "mcu/media/sound_watch.h"

#include <glib.h>

#include <math.h>
#include <stdlib.h>

enum {
    BLOCK_TICKS = 250, /* 5 s */

    LOUD_DBOV = 30,     /* only what is louder can clip or howl */
    FULL_SCALE = 32440, /* 0.1 dB below the end: Opus rounds cut peaks off */
    CUT_SAMPLES = 3,    /* of a frame: one alone may be chance */
    REST_TICKS = 500,   /* after 10 s without anything loud it is over */
};

static const float howl_swing_db = 1.5F;
static const float howl_follow = 0.05F; /* a tick's part of the way to the level */
static const float clip_follow = 0.02F; /* a loud frame's part: over a second of speech */
static const float clip_on = 0.15F;     /* of the loud frames are cut … */
static const float clip_off = 0.03F;    /* … and no longer */

static void follow_howl(SoundWatch *watch, uint8_t level_dbov)
{
    const float level = (float)level_dbov;

    if (level_dbov > LOUD_DBOV || fabsf(level - watch->steady_dbov) > howl_swing_db) {
        watch->steady_ticks = 0;
        watch->steady_dbov = level;
        return;
    }
    watch->steady_ticks++;
    watch->steady_dbov += (level - watch->steady_dbov) * howl_follow;
}

void sound_watch_tick(SoundWatch *watch, uint8_t level_dbov)
{
    uint8_t *peak = &watch->peaks[watch->ticks / BLOCK_TICKS % SOUND_WATCH_PEAK_BLOCKS];

    if (watch->ticks % BLOCK_TICKS == 0) {
        *peak = 0;
    }
    watch->ticks++;
    watch->quiet_ticks++;
    watch->loud_ticks_ago++;
    if (watch->loud_ticks_ago >= REST_TICKS) {
        watch->clipping = false;
        watch->clipped = 0.0F;
    }
    if (level_dbov == SOUND_WATCH_LEVEL_UNKNOWN) {
        return;
    }
    const uint8_t above = (uint8_t)(AUDIO_LEVEL_SILENCE - MIN(level_dbov, AUDIO_LEVEL_SILENCE));
    if (above > *peak) {
        *peak = above;
    }
    if (level_dbov < SOUND_WATCH_DEAD_DBOV) {
        watch->quiet_ticks = 0;
    }
    follow_howl(watch, level_dbov);
}

void sound_watch_frame(SoundWatch *watch, const PcmFrame *frame, uint8_t level_dbov)
{
    int cut = 0;

    if (level_dbov > LOUD_DBOV) {
        return;
    }
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        cut += abs(frame->samples[i]) >= FULL_SCALE ? 1 : 0;
    }
    watch->clipped += ((cut >= CUT_SAMPLES ? 1.0F : 0.0F) - watch->clipped) * clip_follow;
    watch->clipping = watch->clipped > (watch->clipping ? clip_off : clip_on);
    watch->loud_ticks_ago = 0;
}

SoundWatchResult sound_watch_result(const SoundWatch *watch)
{
    uint8_t above = 0;

    for (size_t i = 0; i < SOUND_WATCH_PEAK_BLOCKS; i++) {
        if (watch->peaks[i] > above) {
            above = watch->peaks[i];
        }
    }
    return (SoundWatchResult){
            .silent = watch->quiet_ticks >= SOUND_WATCH_SILENT_TICKS,
            .clipping = watch->clipping,
            .howling = watch->steady_ticks >= SOUND_WATCH_HOWL_TICKS,
            .peak_dbov = (uint8_t)(AUDIO_LEVEL_SILENCE - above),
    };
}
