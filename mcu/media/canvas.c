#include "mcu/media/canvas.h"

#include "mcu/media/banner.h"
#include "mcu/media/name_card.h"
#include "mcu/media/name_label.h"
#include "mcu/media/picture_fit.h"

#include <libyuv/planar_functions.h>

/* BT.601, limited range, of a red, green and blue from 0 to 255. */
typedef struct Paint {
    uint8_t y;
    uint8_t u;
    uint8_t v;
} Paint;

static const Paint ground = {29, 130, 126}; /* #0c0f13: nearly black, a little blue */
static const Paint beside = {18, 128, 128}; /* #020202: next to a picture of another shape */
static const Paint gold = {177, 67, 163};   /* #f4b740 */

enum {
    GAP_PX = 2, /* on each side of a cell: 4 between tiles */
    BANNERS_MAX = 4,
};

/* A banner in its place. */
typedef struct Strip {
    Overlay *overlay; /* NULL: there is none */
    int x;
    int y;
} Strip;

/* What is shown in one place, and what was painted for it. */
typedef struct Slot {
    Rect cell;
    VideoFrame *picture; /* a reference, or NULL for the card */
    char *name;
    bool microphone_off;
    bool camera_off;
    bool speaking;
    bool lost;
    bool slides;
    Overlay *label; /* NULL until needed, or when there is nothing to show */
    Overlay *card;  /* NULL until needed */
    bool label_painted;
} Slot;

struct Canvas {
    VideoFrame *picture;
    Painter *painter;
    CanvasStats stats;
    bool shown; /* something, at least once, and since the banners changed */
    char *title;
    char *clock;
    bool recording;
    char *caption;
    Strip strips[BANNERS_MAX];
    size_t count;
    Slot slots[LAYOUT_TILES_MAX];
};

Canvas *canvas_new(int width_px, int height_px)
{
    g_assert(width_px >= LAYOUT_CANVAS_MIN && height_px >= LAYOUT_CANVAS_MIN);
    g_assert(width_px % 2 == 0 && height_px % 2 == 0);

    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    Canvas *canvas = g_new0(Canvas, 1);
    canvas->picture = video_frame_pool_take(pool, width_px, height_px);
    g_assert(canvas->picture != NULL);
    canvas->painter = painter_new();
    return canvas;
}

static void slot_drop_overlays(Slot *slot)
{
    g_clear_pointer(&slot->label, overlay_free);
    g_clear_pointer(&slot->card, overlay_free);
    slot->label_painted = false;
}

static void slot_clear(Slot *slot)
{
    slot_drop_overlays(slot);
    video_frame_unref(slot->picture);
    g_free(slot->name);
    *slot = (Slot){0};
}

void canvas_free(Canvas *canvas)
{
    if (canvas == NULL) {
        return;
    }
    for (size_t i = 0; i < canvas->count; i++) {
        slot_clear(&canvas->slots[i]);
    }
    for (size_t i = 0; i < BANNERS_MAX; i++) {
        overlay_free(canvas->strips[i].overlay);
    }
    painter_free(canvas->painter);
    video_frame_unref(canvas->picture);
    g_free(canvas->title);
    g_free(canvas->clock);
    g_free(canvas->caption);
    g_free(canvas);
}

/* ---- banners ---- */

/* Paints a banner that ends at `right`, or begins at the left edge. @return the room that is left to its left */
static int put_strip(Canvas *canvas, size_t index, const Banner *banner, int right, bool at_right)
{
    const int margin = banner_margin_px(canvas->picture->height_px);
    Strip *strip = &canvas->strips[index];
    overlay_free(strip->overlay);
    strip->overlay =
            banner_paint(canvas->painter, banner, canvas->picture->height_px, right - 2 * margin);
    if (strip->overlay == NULL) {
        return right;
    }
    canvas->stats.labels_painted++;
    strip->y = margin;
    strip->x = at_right ? right - margin - overlay_width_px(strip->overlay) : margin;
    return strip->x;
}

/* In the middle, below the others: they may be there or not. */
static void put_caption(Canvas *canvas, size_t index)
{
    const VideoFrame *picture = canvas->picture;
    const int margin = banner_margin_px(picture->height_px);
    const Banner caption = {.text = canvas->caption};
    put_strip(canvas, index, &caption, picture->width_px, false);
    Strip *strip = &canvas->strips[index];
    if (strip->overlay != NULL) {
        strip->x = ((picture->width_px - overlay_width_px(strip->overlay)) / 2) & ~1;
        strip->y = 2 * margin + overlay_height_px(strip->overlay);
    }
}

static bool same_text(const char *a, const char *b)
{
    return g_strcmp0(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

void canvas_set_banners(Canvas *canvas, const CanvasBanners *banners)
{
    if (same_text(canvas->title, banners->title) && same_text(canvas->clock, banners->clock) &&
            same_text(canvas->caption, banners->caption) &&
            canvas->recording == banners->recording) {
        return;
    }
    g_free(canvas->title);
    g_free(canvas->clock);
    g_free(canvas->caption);
    canvas->title = g_strdup(banners->title);
    canvas->clock = g_strdup(banners->clock);
    canvas->caption = g_strdup(banners->caption);
    canvas->recording = banners->recording;
    canvas->shown = false; /* what was below them comes back */

    const Banner clock = {.text = canvas->clock};
    const Banner mark = {.text = canvas->recording ? "Đang ghi hình" : NULL, .recording = true};
    const Banner title = {.text = canvas->title};
    int right = put_strip(canvas, 0, &clock, canvas->picture->width_px, true);
    right = put_strip(canvas, 1, &mark, right, true);
    put_strip(canvas, 2, &title, right, false);
    put_caption(canvas, 3);
}

static void draw_strips(Canvas *canvas)
{
    for (size_t i = 0; i < BANNERS_MAX; i++) {
        const Strip *strip = &canvas->strips[i];
        if (strip->overlay != NULL) {
            overlay_draw(strip->overlay, canvas->picture, strip->x, strip->y);
        }
    }
}

/* ---- tiles ---- */

static void fill_rect(VideoFrame *picture, Rect rect, Paint paint)
{
    if (rect.width > 0 && rect.height > 0) {
        I420Rect(picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1],
                picture->planes[2], picture->strides[2], rect.x, rect.y, rect.width, rect.height,
                paint.y, paint.u, paint.v);
    }
}

/* Fills what is inside `outer` but not inside `inner`. */
static void fill_frame(VideoFrame *picture, Rect outer, Rect inner, Paint paint)
{
    const int inner_right = inner.x + inner.width;
    const int inner_bottom = inner.y + inner.height;
    const Rect top = {outer.x, outer.y, outer.width, inner.y - outer.y};
    const Rect bottom = {outer.x, inner_bottom, outer.width, outer.y + outer.height - inner_bottom};
    const Rect left = {outer.x, inner.y, inner.x - outer.x, inner.height};
    const Rect right = {inner_right, inner.y, outer.x + outer.width - inner_right, inner.height};

    fill_rect(picture, top, paint);
    fill_rect(picture, bottom, paint);
    fill_rect(picture, left, paint);
    fill_rect(picture, right, paint);
}

/* A large tile's border is thicker: it must be seen from the same chair. */
static int border_px(Rect cell)
{
    return cell.height >= 300 ? 6 : 4;
}

/* A picture that fills the canvas alone needs neither gap nor border. */
static int gap_px(const Canvas *canvas, Rect cell)
{
    return cell.width == canvas->picture->width_px ? 0 : GAP_PX;
}

static const Overlay *slot_label(Canvas *canvas, Slot *slot, Rect tile)
{
    if (!slot->label_painted) {
        const NameLabel label = {
                .name = slot->picture != NULL && !slot->slides ? slot->name : NULL,
                .microphone_off = slot->microphone_off && !slot->lost,
        };
        slot->label = name_label_paint(canvas->painter, &label, tile.width, tile.height);
        slot->label_painted = true;
        canvas->stats.labels_painted++;
    }
    return slot->label;
}

static NameCardState slot_state(const Slot *slot)
{
    if (slot->lost) {
        return NAME_CARD_LOST;
    }
    return slot->camera_off ? NAME_CARD_CAMERA_OFF : NAME_CARD_WAITING;
}

static const Overlay *slot_card(Canvas *canvas, Slot *slot, Rect tile)
{
    if (slot->card == NULL) {
        slot->card = name_card_paint(
                canvas->painter, slot->name, slot_state(slot), tile.width, tile.height);
        canvas->stats.labels_painted++;
    }
    return slot->card;
}

static void draw_slot(Canvas *canvas, Slot *slot)
{
    const int gap = gap_px(canvas, slot->cell);
    const Rect tile = rect_inset(slot->cell, gap);

    if (slot->picture != NULL) {
        const int width = slot->picture->width_px;
        const int height = slot->picture->height_px;
        const PictureFit fit = slot->slides ? picture_fit_whole(width, height, tile)
                                            : picture_fit_make(width, height, tile);
        picture_fit_draw(&fit, slot->picture, canvas->picture);
        fill_frame(canvas->picture, tile, fit.to, beside);
    } else {
        overlay_draw(slot_card(canvas, slot, tile), canvas->picture, tile.x, tile.y);
    }
    const bool border = slot->speaking && gap > 0;
    const int edge = border ? border_px(slot->cell) : gap;
    fill_frame(canvas->picture, slot->cell, rect_inset(slot->cell, edge), border ? gold : ground);

    const Overlay *label = slot_label(canvas, slot, tile);
    if (label != NULL) {
        const int margin = name_label_margin_px(tile.height);
        overlay_draw(label, canvas->picture, tile.x + margin,
                tile.y + tile.height - margin - overlay_height_px(label));
    }
    canvas->stats.tiles_drawn++;
}

/* Takes over what the tile says. Returns true if that changes what is seen. */
static bool slot_update(Slot *slot, const CanvasTile *tile)
{
    const VideoFrame *picture = tile->lost ? NULL : tile->picture;
    const char *name = tile->name != NULL ? tile->name : "";
    const bool named = g_strcmp0(slot->name, name) != 0;
    const bool card = (slot->picture == NULL) != (picture == NULL) || slot->lost != tile->lost ||
            slot->slides != tile->slides ||
            (picture == NULL && slot->camera_off != tile->camera_off);
    const bool muted = slot->microphone_off != tile->microphone_off;
    const bool changed =
            named || card || muted || slot->speaking != tile->speaking || slot->picture != picture;

    if (named || card || muted) {
        slot_drop_overlays(slot);
    }
    if (named) {
        g_free(slot->name);
        slot->name = g_strdup(name);
    }
    if (slot->picture != picture) {
        video_frame_unref(slot->picture);
        slot->picture = picture != NULL ? video_frame_ref(picture) : NULL;
    }
    slot->microphone_off = tile->microphone_off;
    slot->camera_off = tile->camera_off;
    slot->speaking = tile->speaking;
    slot->lost = tile->lost;
    slot->slides = tile->slides;
    return changed;
}

static bool cells_differ(const Canvas *canvas, const CanvasTile *tiles, size_t count)
{
    if (count != canvas->count || !canvas->shown) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!rect_equal(canvas->slots[i].cell, tiles[i].cell)) {
            return true;
        }
    }
    return false;
}

static void rearrange(Canvas *canvas, const CanvasTile *tiles, size_t count)
{
    for (size_t i = count; i < canvas->count; i++) {
        slot_clear(&canvas->slots[i]);
    }
    for (size_t i = 0; i < count; i++) {
        Slot *slot = &canvas->slots[i];
        if (slot->cell.width != tiles[i].cell.width || slot->cell.height != tiles[i].cell.height) {
            slot_drop_overlays(slot);
        }
        slot->cell = tiles[i].cell;
    }
    canvas->count = count;
    canvas->shown = true;
    video_frame_fill(canvas->picture, ground.y, ground.u, ground.v);
}

bool canvas_show(Canvas *canvas, const CanvasTile *tiles, size_t count)
{
    g_assert(count <= LAYOUT_TILES_MAX);

    const bool rearranged = cells_differ(canvas, tiles, count);
    bool changed = rearranged;
    canvas->stats.ticks++;
    if (rearranged) {
        rearrange(canvas, tiles, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (slot_update(&canvas->slots[i], &tiles[i]) || rearranged) {
            draw_slot(canvas, &canvas->slots[i]);
            changed = true;
        }
    }
    if (changed) {
        draw_strips(canvas);
    }
    return changed;
}

const VideoFrame *canvas_picture(const Canvas *canvas)
{
    return canvas->picture;
}

CanvasStats canvas_stats(const Canvas *canvas)
{
    return canvas->stats;
}
