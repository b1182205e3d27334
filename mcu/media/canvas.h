/**
 * canvas: the mixed picture of one view. It stays, and only what changed is drawn anew.
 *
 * A tile is drawn inside its cell of the layout:
 *
 *   ┌─ cell ───────────────┐    the gap is the ground, or gold while the site speaks;
 *   │ ┌─ tile ───────────┐ │    a picture of about the tile's shape fills it, its edges cut;
 *   │ │                  │ │    one of another shape (4:3, a telephone) is shown whole;
 *   │ │ ▐ Tên điểm cầu ▌ │ │    no picture: a card with the name.
 *   │ └──────────────────┘ │
 *   └──────────────────────┘
 *
 * Units       pixels; colours as in video_frame.h.
 * Ownership   the canvas keeps a reference on each picture it shows; names are copied.
 * Thread      one thread at a time: the video tick of a view.
 * Errors      nothing here fails.
 * Memory      one picture of its size, labels and cards of LAYOUT_TILES_MAX tiles, four banners.
 */
#ifndef MCU_MEDIA_CANVAS_H
#define MCU_MEDIA_CANVAS_H

#include "mcu/media/layout.h"
#include "mcu/media/video_frame.h"

#include <stdbool.h>

typedef struct Canvas Canvas;

typedef struct CanvasTile {
    Rect cell;                 /**< from layout_make() for a canvas of this size */
    const VideoFrame *picture; /**< the newest; NULL shows the card, and that it is waited for … */
    const char *name;          /**< UTF-8, as people wrote it */
    bool microphone_off;
    bool camera_off; /**< … unless the site says so */
    bool speaking;
    bool lost;   /**< the card says that the connection broke; any picture is ignored */
    bool slides; /**< shown whole, and no name is written on them */
} CanvasTile;

/** What is written over the whole picture. */
typedef struct CanvasBanners {
    const char *title;   /**< upper left; NULL or "": none */
    const char *clock;   /**< upper right; the same */
    bool recording;      /**< "Đang ghi hình", beside the clock */
    const char *caption; /**< in the middle below them; NULL or "": none */
} CanvasBanners;

typedef struct CanvasStats {
    uint64_t ticks;
    uint64_t tiles_drawn;
    uint64_t labels_painted; /**< strips and cards: the dear part, done when a name changes */
} CanvasStats;

/** @param width_px  even, as height_px; at least LAYOUT_CANVAS_MIN
 *  @return          never NULL; free with canvas_free() */
Canvas *canvas_new(int width_px, int height_px);

/** NULL is allowed. */
void canvas_free(Canvas *canvas);

/** Writes these, and nothing else, over what canvas_show() shows from now on; they are copied. */
void canvas_set_banners(Canvas *canvas, const CanvasBanners *banners);

/**
 * Shows these tiles and no others.
 *
 * @param tiles  at most LAYOUT_TILES_MAX
 * @return       true if anything on the canvas changed
 */
bool canvas_show(Canvas *canvas, const CanvasTile *tiles, size_t count);

/** The canvas as it is now; it changes with the next canvas_show(). Belongs to the canvas. */
const VideoFrame *canvas_picture(const Canvas *canvas);

/** What was done since the start. */
CanvasStats canvas_stats(const Canvas *canvas);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

#endif
