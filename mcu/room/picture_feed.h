/**
 * picture_feed: the numbers and sizes of the pictures that a room makes: each view in each of its rungs is a feed.
 *
 * A rung is a size that a view is encoded in; rung 0 is the top one. What is sent to a leg is one feed at a time.
 *
 * Units       pixels, bits a second; views are ApiView's numbers, rungs count from 0.
 * Ownership   plain values.
 * Thread      pure: any.
 * Errors      a view, rung or source out of range is our own mistake.
 * Memory      none.
 */
#ifndef MCU_ROOM_PICTURE_FEED_H
#define MCU_ROOM_PICTURE_FEED_H

#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_VIEWS_MAX = 4,
    PICTURE_RUNGS_MAX = 4,
    PICTURE_LOWER_RUNGS = 3,
    PICTURE_FEED_NONE = 0,                                         /**< no feed's number */
    PICTURE_FEEDS_END = 1 + PICTURE_VIEWS_MAX * PICTURE_RUNGS_MAX, /**< numbers are below it */
};

typedef struct PictureRung {
    int width_px, height_px;
    int bitrate_bps;
} PictureRung;

/** The sizes of a view, from the top down. */
typedef struct PictureLadder {
    size_t count; /**< at least 1 */
    PictureRung rungs[PICTURE_RUNGS_MAX];
} PictureLadder;

/** What the rungs may spend. */
typedef struct PictureRates {
    int top_bps;
    int lower_bps[PICTURE_LOWER_RUNGS]; /**< at 720, 360 and 180 lines; 0: as usual */
} PictureRates;

/** The number of a feed: the `source` of its Vp8PictureInfo. */
uint32_t picture_feed_source(unsigned view, unsigned rung);

/** The other way round; not for PICTURE_FEED_NONE. */
unsigned picture_feed_view(uint32_t source);
unsigned picture_feed_rung(uint32_t source);

/** The rungs below a canvas of this size: 720, 360 and 180 lines where they are smaller. None spends more than the top. */
PictureLadder picture_feed_ladder(int width_px, int height_px, const PictureRates *rates);

#endif
