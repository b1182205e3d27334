#include "mcu/media/layout.h"

#include <glib.h>

typedef struct Span {
    size_t first;
    size_t count;
} Span;

static int even(int value)
{
    return value & ~1;
}

/* The largest even 16:9 cell of which so many fit side by side and one above the other. */
static Rect cell_for(int width_px, int height_px, int columns, int rows)
{
    const int widest = even(width_px / columns);
    const int highest = even(height_px / rows);
    const int width_of_highest = even(highest * 16 / 9);

    if (width_of_highest <= widest) {
        return (Rect){.width = width_of_highest, .height = highest};
    }
    /* Rounded up, if it fits: 426 wide is 240 high, not 238. */
    const int height_of_widest = even((widest * 9 + 15) / 16 + 1);
    return (Rect){.width = widest, .height = MIN(height_of_widest, highest)};
}

/* The seats of one page. Pages are filled evenly: 26 seats are two pages of 13, not 25 and 1. */
static Span page_span(size_t seats, size_t page, size_t pages)
{
    const size_t least = seats / pages;
    const size_t longer = seats % pages; /* the first pages have one more */

    return (Span){
            .first = page * least + MIN(page, longer),
            .count = least + (page < longer ? 1 : 0),
    };
}

static size_t pages_for(size_t seats, size_t page_max)
{
    return MAX(1, (seats + page_max - 1) / page_max);
}

/* A row of equal cells, centred between `left` and `left + width_px`. */
static void put_row(LayoutTile *tiles, int count, Rect cell, int left, int width_px)
{
    cell.x = left + even((width_px - count * cell.width) / 2);
    for (int i = 0; i < count; i++) {
        tiles[i].cell = cell;
        cell.x += cell.width;
    }
}

static void put_column(LayoutTile *tiles, int count, Rect cell, int top, int height_px)
{
    cell.y = top + even((height_px - count * cell.height) / 2);
    for (int i = 0; i < count; i++) {
        tiles[i].cell = cell;
        cell.y += cell.height;
    }
}

static int best_columns(int width_px, int height_px, int count)
{
    int best = 1;
    int best_width = 0;

    for (int columns = 1; columns <= count; columns++) {
        const int rows = (count + columns - 1) / columns;
        const Rect cell = cell_for(width_px, height_px, columns, rows);
        if (cell.width >= best_width) {
            best = columns;
            best_width = cell.width;
        }
    }
    return best;
}

static void make_grid(Layout *layout, int width_px, int height_px)
{
    const int count = (int)layout->count;

    if (count == 0) {
        return;
    }
    const int columns = best_columns(width_px, height_px, count);
    const int rows = (count + columns - 1) / columns;
    Rect cell = cell_for(width_px, height_px, columns, rows);
    cell.y = even((height_px - rows * cell.height) / 2);
    for (int first = 0; first < count; first += columns) {
        put_row(&layout->tiles[first], MIN(columns, count - first), cell, 0, width_px);
        cell.y += cell.height;
    }
}

/*
 * Up to four small ones are a centred row below the large one. More go round its corner: five on a
 * grid of three by three, six and seven on one of four by four.
 */
static void make_focus(Layout *layout, int width_px, int height_px)
{
    const int small_count = (int)layout->count - 1;
    const int parts = small_count == 5 ? 3 : 4;
    const int below = MIN(small_count, parts);

    if (small_count <= 0) {
        make_grid(layout, width_px, height_px);
        return;
    }
    Rect small = cell_for(width_px, height_px, parts, parts);
    const int around_width = parts * small.width;
    const int left = even((width_px - around_width) / 2);
    Rect large = {
            .x = left,
            .y = even((height_px - parts * small.height) / 2),
            .width = (parts - 1) * small.width,
            .height = (parts - 1) * small.height,
    };
    if (small_count <= 4) {
        large.x = even((width_px - large.width) / 2);
    }
    layout->tiles[0].cell = large;
    small.y = large.y + large.height;
    put_row(&layout->tiles[1], below, small, left, around_width);
    small.x = left + large.width;
    put_column(&layout->tiles[1 + below], small_count - below, small, large.y, large.height);
}

/* The large one takes five sixths; the small one stands in the sixth beside it, at the bottom. */
static void make_corner(Layout *layout, int width_px, int height_px)
{
    enum { PARTS = 6 };
    if (layout->count < 2) {
        make_grid(layout, width_px, height_px);
        return;
    }
    Rect small = cell_for(width_px, height_px, PARTS, PARTS);
    const Rect large = {
            .x = even((width_px - PARTS * small.width) / 2),
            .y = even((height_px - (PARTS - 1) * small.height) / 2),
            .width = (PARTS - 1) * small.width,
            .height = (PARTS - 1) * small.height,
    };
    small.x = large.x + large.width;
    small.y = large.y + large.height - small.height;
    layout->tiles[0].cell = large;
    layout->tiles[1].cell = small;
}

/* As many of the first seats as the layout has places. */
static void seat_first(Layout *layout, size_t seats, size_t places)
{
    layout->pages = 1;
    layout->count = MIN(seats, places);
    for (size_t i = 0; i < layout->count; i++) {
        layout->tiles[i].seat = i;
    }
}

static void seat_grid(Layout *layout, const LayoutRequest *request)
{
    const size_t page_max =
            request->page_max > 0 ? MIN(request->page_max, LAYOUT_TILES_MAX) : LAYOUT_TILES_MAX;
    layout->pages = pages_for(request->seats, page_max);
    layout->page = MIN(request->page, layout->pages - 1);
    const Span span = page_span(request->seats, layout->page, layout->pages);
    layout->count = span.count;
    for (size_t i = 0; i < span.count; i++) {
        layout->tiles[i].seat = span.first + i;
    }
}

/* The large one first, then this page's part of the others in their order. */
static void seat_focus(Layout *layout, const LayoutRequest *request)
{
    const size_t others = request->seats > 0 ? request->seats - 1 : 0;
    const bool known = request->large >= 0 && (size_t)request->large < request->seats;
    const size_t large = known ? (size_t)request->large : 0;

    layout->pages = pages_for(others, LAYOUT_SMALL_MAX);
    layout->page = MIN(request->page, layout->pages - 1);
    if (request->seats == 0) {
        return;
    }
    const Span span = page_span(others, layout->page, layout->pages);
    layout->count = span.count + 1;
    layout->tiles[0].seat = large;
    for (size_t i = 0; i < span.count; i++) {
        const size_t other = span.first + i;
        layout->tiles[i + 1].seat = other < large ? other : other + 1;
    }
}

Layout layout_make(const LayoutRequest *request)
{
    Layout layout = {0};

    g_assert(request->width_px >= LAYOUT_CANVAS_MIN && request->height_px >= LAYOUT_CANVAS_MIN);
    g_assert(request->width_px % 2 == 0 && request->height_px % 2 == 0);
    switch (request->mode) {
    case LAYOUT_GRID:
        seat_grid(&layout, request);
        make_grid(&layout, request->width_px, request->height_px);
        break;
    case LAYOUT_FOCUS:
        seat_focus(&layout, request);
        make_focus(&layout, request->width_px, request->height_px);
        break;
    case LAYOUT_FULL:
        seat_first(&layout, request->seats, 1);
        make_grid(&layout, request->width_px, request->height_px);
        break;
    case LAYOUT_SPLIT: /* two cells of the grid are side by side, or one above the other when upright */
        seat_first(&layout, request->seats, 2);
        make_grid(&layout, request->width_px, request->height_px);
        break;
    case LAYOUT_CORNER:
        seat_first(&layout, request->seats, 2);
        make_corner(&layout, request->width_px, request->height_px);
        break;
    }
    return layout;
}
