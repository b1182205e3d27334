#include "mcu/room/leg_health.h"

void leg_health_look(LegHealth *health, const PictureLook *look)
{
    if (look != NULL) {
        picture_watch_look(&health->picture, look);
    } else {
        picture_watch_rest(&health->picture);
    }
}

void leg_health_look_away(LegHealth *health)
{
    picture_watch_pause(&health->picture);
}

bool leg_health_is_faulty(const LegHealth *health)
{
    const PictureWatch *picture = &health->picture;
    return picture->missing || picture->black || picture->frozen;
}

void leg_health_hear(LegHealth *health, const SoundHealth *sound)
{
    health->sound = *sound;
    health->heard = true;
}

static bool is_as_told(const ApiLegHealth *one, const ApiLegHealth *other)
{
    return one->picture_judged == other->picture_judged && one->missing == other->missing &&
            one->black == other->black && one->frozen == other->frozen &&
            one->silent == other->silent && one->clipping == other->clipping &&
            one->howling == other->howling && one->echo == other->echo &&
            one->echo_judged == other->echo_judged;
}

bool leg_health_tell(
        LegHealth *health, bool still_is_fine, int64_t now_us, ApiLegHealth *ret_health)
{
    const PictureWatch *picture = &health->picture;
    const SoundHealth *sound = &health->sound;
    const ApiLegHealth now = {
            .picture_judged = picture->judged || picture->missing,
            .missing = picture->missing,
            .black = picture->black,
            .frozen = picture->frozen && !still_is_fine,
            .silent = sound->sound.silent,
            .clipping = sound->sound.clipping,
            .howling = sound->sound.howling,
            .echo = sound->echo,
            .echo_judged = sound->echo_judged,
            .echo_ms = sound->echo ? sound->echo_delay_us / 1000 : 0,
            .peak_dbov = -(int64_t)sound->sound.peak_dbov,
    };
    if (!health->heard ||
            (health->told && is_as_told(&now, &health->last) &&
                    now_us - health->told_us < LEG_HEALTH_AGAIN_US)) {
        return false;
    }
    health->told = true;
    health->last = now;
    health->told_us = now_us;
    *ret_health = now;
    return true;
}
