/**
 * overlay: a small drawing with transparency, ready to be laid over pictures many times.
 *
 * Units       pixels; colours as in video_frame.h.
 * Ownership   one owner; the picture it is drawn on is the caller's.
 * Thread      one thread at a time: the video tick of a view.
 * Errors      nothing here fails; what is outside the picture is not drawn.
 * Memory      two and a half bytes a pixel.
 */
#ifndef MCU_MEDIA_OVERLAY_H
#define MCU_MEDIA_OVERLAY_H

#include "mcu/media/video_frame.h"

#include <stdbool.h>

typedef struct Overlay Overlay;

/**
 * Makes an overlay of a drawing.
 *
 * @param argb    32 bits a pixel, native order, colours multiplied by alpha (as Cairo draws); used up:
 *                afterwards they are not multiplied any more
 * @param opaque  true if every pixel is: it is then copied, not blended
 * @return        never NULL; free with overlay_free()
 */
Overlay *overlay_new(uint8_t *argb, int stride_bytes, int width_px, int height_px, bool opaque);

/** NULL is allowed. */
void overlay_free(Overlay *overlay);

int overlay_width_px(const Overlay *overlay);
int overlay_height_px(const Overlay *overlay);

/** Draws it with its upper left corner at even `x`, `y`, which are inside the picture. */
void overlay_draw(const Overlay *overlay, VideoFrame *picture, int x, int y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Overlay, overlay_free)

#endif
