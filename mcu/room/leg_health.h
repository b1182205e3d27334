/**
 * leg_health: what is wrong with the picture and the sound that one leg sends, put together from its two watches, and
 * whether there is something new to tell of it.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, one for each leg; {0} at first. What it looks at is borrowed.
 * Thread      the main thread.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LEG_HEALTH_H
#define MCU_ROOM_LEG_HEALTH_H

#include "mcu/api/api_message.h"
#include "mcu/media/picture_watch.h"
#include "mcu/room/sound_source.h"

#include <stdbool.h>
#include <stdint.h>

/** It is told again after this time, for a controller that has just come. */
enum { LEG_HEALTH_AGAIN_US = 5000000 };

typedef struct LegHealth {
    PictureWatch picture;
    SoundHealth sound;
    bool heard; /**< the sound thread has told of it */
    bool told;
    ApiLegHealth last;
    int64_t told_us;
} LegHealth;

/** Once a second. @param look  NULL: its camera is off */
void leg_health_look(LegHealth *health, const PictureLook *look);

/** Instead, while nobody sees it: what was found stands. */
void leg_health_look_away(LegHealth *health);

/** Whether its picture has a fault, as far as is known. */
bool leg_health_is_faulty(const LegHealth *health);

/** Once a second. */
void leg_health_hear(LegHealth *health, const SoundHealth *sound);

/**
 * @param still_is_fine  it publishes pictures that may well stand still
 * @return  whether to tell it: it has changed, or was told long ago; `leg` is the caller's to fill in
 */
bool leg_health_tell(
        LegHealth *health, bool still_is_fine, int64_t now_us, ApiLegHealth *ret_health);

#endif
