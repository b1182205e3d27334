/**
 * picture_fit: which part of a picture goes to which part of a tile.
 *
 * Units       pixels, even, so that colours stay with their brightness.
 * Ownership   plain values.
 * Thread      any: pure functions.
 * Errors      nothing here fails.
 * Memory      none.
 */
#ifndef MCU_MEDIA_PICTURE_FIT_H
#define MCU_MEDIA_PICTURE_FIT_H

#include "mcu/media/rect.h"
#include "mcu/media/video_frame.h"

typedef struct PictureFit {
    Rect from; /**< of the picture */
    Rect to;   /**< inside the tile; smaller than it if the shapes differ much */
} PictureFit;

/** Where a picture of this size goes. The tile's sides and corner are even. */
PictureFit picture_fit_make(int width_px, int height_px, Rect tile);

/** The same, but nothing of the picture is cut away: every line of a slide counts. */
PictureFit picture_fit_whole(int width_px, int height_px, Rect tile);

/** Copies or scales the part of the picture to its place. */
void picture_fit_draw(const PictureFit *fit, const VideoFrame *picture, VideoFrame *target);

#endif
