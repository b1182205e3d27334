/**
 * feed_receivers: how many legs receive each feed, and who is told when that changes.
 *
 * Feeds that gained receivers are told of before those that lost some: a view whose only receiver goes from one rung
 * to another would otherwise have none for a moment, its sites would be looked at by nobody, and come back as cards
 * until their next key frames.
 *
 * Units       legs; feeds are numbered as picture_feed has them.
 * Ownership   plain values.
 * Thread      one at a time.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_FEED_RECEIVERS_H
#define MCU_ROOM_FEED_RECEIVERS_H

#include "mcu/room/picture_feed.h"

/** Starts as {0}: nobody receives anything. */
typedef struct FeedReceivers {
    unsigned of[PICTURE_FEEDS_END];
} FeedReceivers;

typedef void (*FeedReceiversFunc)(uint32_t source, unsigned receivers, void *user_data);

/** Takes the counts of `now` over, and tells of each feed whose count is another. */
void feed_receivers_update(
        FeedReceivers *known, const FeedReceivers *now, FeedReceiversFunc tell, void *user_data);

#endif
