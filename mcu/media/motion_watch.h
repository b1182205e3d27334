/**
 * motion_watch: whether anything moves in the sites' pictures that a view shows.
 *
 *      once a second:  the picture of each tile, as it was decoded ─> exact sums of 16 x 9 cells ─┐
 *                      those of when it moved last ──────────────────────────────────────────────┴─> when it moved last
 *
 * What is looked at is what is put on the canvas, not what comes out of the view's encoder: that one draws a still
 * picture anew with each key frame, and then makes it better for longer than a recording is without one. And each tile
 * for itself: sixteen still pictures with a speaker's border, a clock and names that come and go are still, and one
 * that moves among sixteen, or a head before a background that a browser has painted, is a twentieth of the view.
 *
 * A camera has noise: even of an empty room nearly all cells are a little other ones each second, which is life, and so is
 * a single cell in which somebody moves. A picture that is sent again and again is mended by its own encoder for up to
 * four seconds after a key frame; then most of its cells stay as they are to the last bit, and some may go on to swing by
 * less than a level of brightness, which no eye sees. That is still; it must have been so for long before it means anything.
 *
 * Slides stand still as a rule: beside cameras they do not count, and a view of nothing but slides always moves. Cards
 * are no pictures: a view that shows nothing but names does not move.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, one for each view; {0} at first. Pictures are only looked at.
 * Thread      one at a time: the view's.
 * Errors      none.
 * Memory      fixed, 15 kB.
 */
#ifndef MCU_MEDIA_MOTION_WATCH_H
#define MCU_MEDIA_MOTION_WATCH_H

#include "mcu/media/canvas.h"

enum {
    MOTION_WATCH_COLUMNS = 16,
    MOTION_WATCH_ROWS = 9,
    MOTION_WATCH_CELLS = MOTION_WATCH_COLUMNS * MOTION_WATCH_ROWS,
    MOTION_WATCH_LOOK_US = 1000000, /**< between two looks */

    MOTION_WATCH_LEVELS = 1,  /**< of a cell's brightness, where somebody moves */
    MOTION_WATCH_NOISY = 115, /**< cells that change by however little: a camera's noise */
};

/** What was seen in a tile when it moved last. */
typedef struct MotionTile {
    bool picture; /**< there was one */
    int width_px, height_px;
    uint32_t sums[MOTION_WATCH_CELLS]; /**< of the brightness of all pixels */
} MotionTile;

typedef struct MotionWatch {
    int64_t looked_us;
    int64_t moved_us; /**< when something moved last; the first look is one */
    size_t count;
    MotionTile tiles[LAYOUT_TILES_MAX];
} MotionWatch;

/** Shall be told each tick what the view shows; looks when a second has passed. */
void motion_watch_tick(MotionWatch *watch, const CanvasTile *tiles, size_t count, int64_t now_us);

/** It is not looked at for a while: it begins anew. */
void motion_watch_rest(MotionWatch *watch);

#endif
