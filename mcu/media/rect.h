/**
 * rect: a place on the canvas.
 *
 * Units       pixels from the upper left corner; even numbers where pictures are placed, because
 *             I420 has one colour sample for two by two pixels.
 * Ownership   a plain value.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef MCU_MEDIA_RECT_H
#define MCU_MEDIA_RECT_H

#include <stdbool.h>

typedef struct Rect {
    int x;
    int y;
    int width;
    int height;
} Rect;

static inline bool rect_equal(Rect a, Rect b)
{
    return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

/** The rectangle without `edge_px` pixels on each side. */
static inline Rect rect_inset(Rect rect, int edge_px)
{
    return (Rect){
            .x = rect.x + edge_px,
            .y = rect.y + edge_px,
            .width = rect.width - 2 * edge_px,
            .height = rect.height - 2 * edge_px,
    };
}

#endif
