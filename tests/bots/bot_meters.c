#include "tests/bots/bot_meters.h"

void bot_meters_init(BotMeters *meters)
{
    *meters = (BotMeters){
            .sound = gap_meter(BOT_METERS_WARM_UP_US, BOT_METERS_LONG_SOUND_GAP_US),
    };
    frame_meter_init(
            &meters->picture, gap_meter(BOT_METERS_WARM_UP_US, BOT_METERS_LONG_PICTURE_GAP_US));
}
