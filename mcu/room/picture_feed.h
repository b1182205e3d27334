/**
 * picture_feed: the numbers and sizes of the pictures that a room makes: each view in each of its rungs, in each codec
 * that somebody takes, is a feed.
 *
 * A rung is a size that a view is encoded in; rung 0 is the top one. What is sent to a leg is one feed at a time.
 *
 * Units       pixels, bits a second; views are ApiView's numbers, then caption_plan's; rungs count from 0.
 * Ownership   plain values.
 * Thread      pure: any.
 * Errors      a view, rung or source out of range is our own mistake.
 * Memory      none.
 */
#ifndef MCU_ROOM_PICTURE_FEED_H
#define MCU_ROOM_PICTURE_FEED_H

#include "mcu/wire/h264_format.h"
#include "mcu/wire/picture_codec.h"

#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_VIEW_SLIDES =
            12, /**< the slides alone, for whom their own stream is of another codec */
    PICTURE_VIEWS_MAX,
    PICTURE_RUNGS_MAX = 4,
    PICTURE_LOWER_RUNGS = 3,
    PICTURE_FEED_NONE = 0, /**< no feed's number */
    PICTURE_FEEDS_END =
            1 + PICTURE_CODECS * PICTURE_VIEWS_MAX * PICTURE_RUNGS_MAX, /**< numbers are below it */
    PICTURE_SLIDES_BPS = 800000, /**< what a screen with text needs while it changes */
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

/** The number of a feed in VP8, which is also recorded and streamed: the `source` of its CodedPictureInfo. */
uint32_t picture_feed_source(unsigned view, unsigned rung);

/** The number of the same view and rung in another codec. */
uint32_t picture_feed_in(uint32_t source, PictureCodec codec);

/** The other way round; not for PICTURE_FEED_NONE. */
unsigned picture_feed_view(uint32_t source);
unsigned picture_feed_rung(uint32_t source);
PictureCodec picture_feed_codec(uint32_t source);

/**
 * How many rungs at the top are beyond what a receiver of H.264 decodes: the lowest is left to everybody.
 *
 * @param fps  of all rungs
 */
size_t picture_feed_beyond(const PictureLadder *ladder, int fps, const H264Limits *limits);

/** The rungs of a ladder without so many at its top. */
PictureLadder picture_feed_below(const PictureLadder *ladder, size_t beyond);

/** The rungs below a canvas of this size: 720, 360 and 180 lines where they are smaller. None spends more than the top. */
PictureLadder picture_feed_ladder(int width_px, int height_px, const PictureRates *rates);

#endif
