/**
 * banner: a strip of text over the whole picture: the meeting's title, the clock, and whether it is recorded.
 *
 * It is opaque, so that it can be laid again over whatever moves below it.
 *
 * Units       pixels of the canvas; the letters grow with it.
 * Ownership   the overlay is the caller's.
 * Thread      the painter's.
 * Errors      nothing here fails; nothing to say is NULL.
 * Memory      an overlay no wider than the canvas.
 */
#ifndef MCU_MEDIA_BANNER_H
#define MCU_MEDIA_BANNER_H

#include "mcu/media/painter.h"

typedef struct Banner {
    const char *text; /**< NULL or "": nothing to say */
    bool recording;   /**< with the red dot before it */
} Banner;

/** How far banners are from the canvas's edges and from each other; even. */
int banner_margin_px(int canvas_height_px);

/** Paints a banner of at most this width. Returns NULL if there is nothing to show, or no room for it. */
Overlay *banner_paint(Painter *painter, const Banner *banner, int canvas_height_px, int width_px);

#endif
