/**
 * layout: where each site's picture is on the canvas.
 *
 *   grid                    focus: one large, seven small    split               corner
 *   ┌───┬───┬───┐           ┌───────────┬───┐                ┌───────────────┐   ┌───────────────┐
 *   │   │   │   │           │           │   │                │               │   ├────────────┐  │
 *   ├───┼───┼───┤           │   large   ├───┤                ├───────┬───────┤   │            │  │
 *   │   │   │   │           │           │   │                │       │       │   │   slides   │  │
 *   └─┬─┴─┬─┴─┬─┘           │           ├───┤                │       │       │   │            │  │
 *     │   │   │             │           │   │                ├───────┴───────┤   │            ├──┤
 *     └───┴───┘             ├───┬───┬───┼───┤                │               │   ├────────────┴──┤
 *                           │   │   │   │   │                └───────────────┘   └───────────────┘
 *                           └───┴───┴───┴───┘                one alone: full
 *
 * Cells are 16:9 (to the pixel that even numbers allow) and touch each other; the canvas leaves the
 * gap between pictures inside the cell. So a cell of the 4 x 4 grid on 1280x720 is exactly 320x180
 * and a sender that is told so needs no scaling.
 *
 * Units       pixels, all even; seats are numbers from 0 in the order of the seats.
 * Ownership   plain values.
 * Thread      any: a pure function of its arguments.
 * Errors      nothing here fails: a page or a seat that does not exist is brought into range.
 * Memory      fixed: LAYOUT_TILES_MAX tiles, however many seats there are.
 */
#ifndef MCU_MEDIA_LAYOUT_H
#define MCU_MEDIA_LAYOUT_H

#include "mcu/media/rect.h"

#include <stddef.h>

enum {
    LAYOUT_TILES_MAX = 25,   /* five by five: smaller is not readable from the hall */
    LAYOUT_SMALL_MAX = 7,    /* beside the large one in LAYOUT_FOCUS */
    LAYOUT_NO_SEAT = -1,     /* the first seat is large then */
    LAYOUT_CANVAS_MIN = 160, /* pixels, each side */
};

typedef enum LayoutMode {
    LAYOUT_GRID,
    LAYOUT_FOCUS, /**< one large, the others small around it */
    LAYOUT_FULL,  /**< the first seat alone */
    LAYOUT_SPLIT, /**< the first two side by side */
    LAYOUT_CORNER, /**< the first large, the second small beside its lower corner: nothing is covered */
} LayoutMode;

typedef struct LayoutRequest {
    LayoutMode mode;
    int width_px; /**< of the canvas */
    int height_px;
    size_t seats;    /**< how many there are on all pages together */
    size_t page;     /**< from 0; the last one if there are fewer */
    size_t page_max; /**< LAYOUT_GRID: seats on a page at most; 0: LAYOUT_TILES_MAX */
    int large;       /**< the seat that is large in LAYOUT_FOCUS, or LAYOUT_NO_SEAT */
} LayoutRequest;

typedef struct LayoutTile {
    size_t seat;
    Rect cell; /**< also the size that the sender should send */
} LayoutTile;

typedef struct Layout {
    size_t page;  /**< the one that is shown */
    size_t pages; /**< at least 1 */
    size_t count; /**< tiles on this page */
    LayoutTile tiles[LAYOUT_TILES_MAX];
} Layout;

/** The layout of one page. */
Layout layout_make(const LayoutRequest *request);

#endif
