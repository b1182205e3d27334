/**
 * bot_meters: what one bot has received, over all its connections.
 *
 * Units       microseconds and bytes.
 * Ownership   a plain value.
 * Thread      one at a time: the network loop, and who reads it when that has ended.
 * Errors      none.
 * Memory      none beyond itself.
 */
#ifndef TESTS_BOTS_BOT_METERS_H
#define TESTS_BOTS_BOT_METERS_H

#include "tests/bots/frame_meter.h"
#include "tests/bots/gap_meter.h"
#include "tests/bots/payload_hashes.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BOT_METERS_WARM_UP_US = 5000000,
    BOT_METERS_LONG_PICTURE_GAP_US = 60000,
    BOT_METERS_LONG_SOUND_GAP_US = 100000,
};

typedef struct BotMeters {
    FrameMeter picture;
    GapMeter sound;
    uint64_t rx_bytes;
    int64_t rx_from_us; /**< the first packet */
    int64_t joined_us; /**< the first whole key frame, or sound for those who get no picture; 0 before */
    int64_t sound_lost;    /**< of earlier connections and this one */
    int64_t picture_lost;  /**< packets that never came, not even when asked for */
    uint64_t recovered;    /**< packets that came by RTX */
    uint64_t nacks, plis;  /**< asked for */
    uint64_t key_requests; /**< that the bot was asked for */
    uint64_t nacks_answered;
    uint64_t connections;         /**< peer connections that came up */
    PayloadHashes sound_payloads; /**< of the mixed sound, if they are wanted */
} BotMeters;

void bot_meters_init(BotMeters *meters);

#endif
