#include "mcu/media/motion_watch.h"

#include <glib.h>

/* The pixels of one row of cells; `sums` are its cells'. */
static void add_line(const uint8_t *line, int width_px, uint32_t *sums)
{
    for (int column = 0; column < MOTION_WATCH_COLUMNS; column++) {
        const int end = (column + 1) * width_px / MOTION_WATCH_COLUMNS;
        uint32_t sum = 0;
        for (int x = column * width_px / MOTION_WATCH_COLUMNS; x < end; x++) {
            sum += line[x];
        }
        sums[column] += sum;
    }
}

static MotionTile measure(const VideoFrame *picture)
{
    MotionTile tile = {
            .picture = true, .width_px = picture->width_px, .height_px = picture->height_px};
    for (int y = 0; y < picture->height_px; y++) {
        const int row = y * MOTION_WATCH_ROWS / picture->height_px;
        add_line(picture->planes[0] + (ptrdiff_t)y * picture->strides[0], picture->width_px,
                &tile.sums[(ptrdiff_t)row * MOTION_WATCH_COLUMNS]);
    }
    return tile;
}

static bool cells_move(const MotionTile *now, const MotionTile *before)
{
    const int64_t pixels = (int64_t)now->width_px * now->height_px;
    int changed = 0;
    for (int i = 0; i < MOTION_WATCH_CELLS; i++) {
        const int64_t by = ABS((int64_t)now->sums[i] - (int64_t)before->sums[i]);
        if (by > 0 && by * MOTION_WATCH_CELLS >= pixels * MOTION_WATCH_LEVELS) {
            return true;
        }
        changed += by > 0 ? 1 : 0;
    }
    return changed >= MOTION_WATCH_NOISY;
}

static bool tile_moves(const MotionTile *now, const MotionTile *before)
{
    const bool same = now->picture == before->picture && now->width_px == before->width_px &&
            now->height_px == before->height_px;
    return !same || cells_move(now, before);
}

/* Slides are not kept: they never count. */
static MotionTile look_at(const CanvasTile *tile)
{
    const bool camera = tile->picture != NULL && !tile->slides;
    return camera ? measure(tile->picture) : (MotionTile){0};
}

static bool shows_slides_alone(const CanvasTile *tiles, size_t count)
{
    bool slides = false;
    bool cameras = false;
    for (size_t i = 0; i < count; i++) {
        const bool picture = tiles[i].picture != NULL;
        slides = slides || (picture && tiles[i].slides);
        cameras = cameras || (picture && !tiles[i].slides);
    }
    return slides && !cameras;
}

static void look(MotionWatch *watch, const CanvasTile *tiles, size_t count, int64_t now_us)
{
    bool moves = watch->looked_us == 0 || count != watch->count || shows_slides_alone(tiles, count);
    for (size_t i = 0; i < count; i++) {
        const MotionTile seen = look_at(&tiles[i]);
        if (watch->looked_us == 0 || count != watch->count || tile_moves(&seen, &watch->tiles[i])) {
            watch->tiles[i] = seen;
            moves = true;
        }
    }
    watch->count = count;
    watch->moved_us = moves ? now_us : watch->moved_us;
}

void motion_watch_tick(MotionWatch *watch, const CanvasTile *tiles, size_t count, int64_t now_us)
{
    if (watch->looked_us == 0 || now_us - watch->looked_us >= MOTION_WATCH_LOOK_US) {
        look(watch, tiles, count, now_us);
        watch->looked_us = now_us;
    }
}

void motion_watch_rest(MotionWatch *watch)
{
    watch->looked_us = watch->moved_us = 0;
}
