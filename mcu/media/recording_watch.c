#include "mcu/media/recording_watch.h"

#include "mcu/media/sound_watch.h"

/* @return whether it has lasted */
static bool lasts(bool is_so, int64_t now_us, int64_t least_us, int64_t *since_us)
{
    if (!is_so) {
        *since_us = 0;
    } else if (*since_us == 0) {
        *since_us = now_us;
    }
    return is_so && now_us - *since_us >= least_us;
}

void recording_watch_look(RecordingWatch *watch, const RecordingLook *look)
{
    const int64_t now_us = look->now_us;
    picture_watch_look(&watch->picture,
            &(PictureLook){
                    .frame = look->picture,
                    .composed = true,
                    .update_bytes = -1,
                    .now_us = now_us,
            });
    const bool stands =
            look->pictures < RECORDING_WATCH_MOVING || look->still_us >= RECORDING_WATCH_STILL_US;
    watch->black =
            lasts(watch->picture.black, now_us, RECORDING_WATCH_BLACK_US, &watch->black_since_us);
    watch->frozen = lasts(stands && watch->picture.black_since_us == 0, now_us,
            RECORDING_WATCH_FROZEN_US, &watch->frozen_since_us);
    watch->silent = lasts(look->level_dbov >= SOUND_WATCH_DEAD_DBOV, now_us,
            RECORDING_WATCH_SILENT_US, &watch->silent_since_us);
}

void recording_watch_rest(RecordingWatch *watch)
{
    *watch = (RecordingWatch){0};
}
