#include "mcu/media/layout.h"

#include <glib.h>

enum { WIDTH = 1280, HEIGHT = 720 };

static Layout make(LayoutMode mode, size_t seats, size_t page, int large)
{
    return layout_make(&(LayoutRequest){
            .mode = mode,
            .width_px = WIDTH,
            .height_px = HEIGHT,
            .seats = seats,
            .page = page,
            .large = large,
    });
}

static void assert_rect(Rect got, Rect want)
{
    g_assert_cmpint(got.x, ==, want.x);
    g_assert_cmpint(got.y, ==, want.y);
    g_assert_cmpint(got.width, ==, want.width);
    g_assert_cmpint(got.height, ==, want.height);
}

static void test_grids(void)
{
    static const struct {
        size_t seats;
        Rect first, last;
    } cases[] = {
            {1, {0, 0, 1280, 720}, {0, 0, 1280, 720}},
            {2, {0, 180, 640, 360}, {640, 180, 640, 360}},
            {3, {0, 0, 640, 360}, {320, 360, 640, 360}},
            {4, {0, 0, 640, 360}, {640, 360, 640, 360}},
            {5, {0, 120, 426, 240}, {640, 360, 426, 240}},
            {6, {0, 120, 426, 240}, {852, 360, 426, 240}},
            {9, {0, 0, 426, 240}, {852, 480, 426, 240}},
            {12, {0, 90, 320, 180}, {960, 450, 320, 180}},
            {13, {0, 0, 320, 180}, {480, 540, 320, 180}},
            {16, {0, 0, 320, 180}, {960, 540, 320, 180}},
            {17, {0, 72, 256, 144}, {640, 504, 256, 144}},
            {25, {0, 0, 256, 144}, {1024, 576, 256, 144}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Layout layout = make(LAYOUT_GRID, cases[i].seats, 0, LAYOUT_NO_SEAT);
        g_test_message("%zu seats", cases[i].seats);
        g_assert_cmpuint(layout.count, ==, cases[i].seats);
        g_assert_cmpuint(layout.pages, ==, 1);
        assert_rect(layout.tiles[0].cell, cases[i].first);
        assert_rect(layout.tiles[layout.count - 1].cell, cases[i].last);
    }
}

static void test_focus(void)
{
    static const struct {
        size_t seats;
        Rect large, first, last;
    } cases[] = {
            {1, {0, 0, 1280, 720}, {0, 0, 1280, 720}, {0, 0, 1280, 720}},
            {2, {160, 0, 960, 540}, {480, 540, 320, 180}, {480, 540, 320, 180}},
            {5, {160, 0, 960, 540}, {0, 540, 320, 180}, {960, 540, 320, 180}},
            {6, {0, 0, 852, 480}, {0, 480, 426, 240}, {852, 240, 426, 240}},
            {7, {0, 0, 960, 540}, {0, 540, 320, 180}, {960, 270, 320, 180}},
            {8, {0, 0, 960, 540}, {0, 540, 320, 180}, {960, 360, 320, 180}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Layout layout = make(LAYOUT_FOCUS, cases[i].seats, 0, 0);
        g_test_message("%zu seats", cases[i].seats);
        g_assert_cmpuint(layout.count, ==, cases[i].seats);
        assert_rect(layout.tiles[0].cell, cases[i].large);
        assert_rect(layout.tiles[MIN(1, layout.count - 1)].cell, cases[i].first);
        assert_rect(layout.tiles[layout.count - 1].cell, cases[i].last);
    }
}

/* Full, split and corner take the first seats, whatever comes after them. */
static void test_one_and_two(void)
{
    static const struct {
        const char *why;
        LayoutMode mode;
        int width, height;
        size_t seats, count;
        Rect cells[2];
    } cases[] = {
            {"full", LAYOUT_FULL, 1280, 720, 1, 1, {{0, 0, 1280, 720}}},
            {"full, many", LAYOUT_FULL, 1280, 720, 40, 1, {{0, 0, 1280, 720}}},
            {"full, nobody", LAYOUT_FULL, 1280, 720, 0, 0, {{0}}},
            {"split", LAYOUT_SPLIT, 1280, 720, 2, 2, {{0, 180, 640, 360}, {640, 180, 640, 360}}},
            {"split, many", LAYOUT_SPLIT, 1920, 1080, 9, 2,
                    {{0, 270, 960, 540}, {960, 270, 960, 540}}},
            {"split, alone", LAYOUT_SPLIT, 1280, 720, 1, 1, {{0, 0, 1280, 720}}},
            {"corner", LAYOUT_CORNER, 1280, 720, 2, 2, {{4, 60, 1060, 600}, {1064, 540, 212, 120}}},
            {"corner, larger", LAYOUT_CORNER, 1920, 1080, 2, 2,
                    {{0, 90, 1600, 900}, {1600, 810, 320, 180}}},
            {"slides without a chair", LAYOUT_CORNER, 1280, 720, 1, 1, {{0, 0, 1280, 720}}},
            {"corner, nobody", LAYOUT_CORNER, 1280, 720, 0, 0, {{0}}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const Layout layout = layout_make(&(LayoutRequest){
                .mode = cases[i].mode,
                .width_px = cases[i].width,
                .height_px = cases[i].height,
                .seats = cases[i].seats,
                .page = 3,
        });
        g_assert_cmpuint(layout.count, ==, cases[i].count);
        g_assert_cmpuint(layout.pages, ==, 1);
        g_assert_cmpuint(layout.page, ==, 0);
        for (size_t k = 0; k < layout.count; k++) {
            g_assert_cmpuint(layout.tiles[k].seat, ==, k);
            assert_rect(layout.tiles[k].cell, cases[i].cells[k]);
        }
    }
}

static void test_small_pages(void)
{
    static const struct {
        const char *why;
        size_t seats, page_max, pages, first_page;
    } cases[] = {
            {"all on one", 16, 16, 1, 16},
            {"one more: evenly", 17, 16, 2, 9},
            {"none is said: 25", 26, 0, 2, 13},
            {"more than there may be", 26, 99, 2, 13},
            {"one each", 3, 1, 3, 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const Layout layout = layout_make(&(LayoutRequest){.mode = LAYOUT_GRID,
                .width_px = WIDTH,
                .height_px = HEIGHT,
                .seats = cases[i].seats,
                .page_max = cases[i].page_max});
        g_assert_cmpuint(layout.pages, ==, cases[i].pages);
        g_assert_cmpuint(layout.count, ==, cases[i].first_page);
    }
}

static bool overlap(Rect a, Rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
            b.y < a.y + a.height;
}

static void check_tiles(const Layout *layout, int width, int height)
{
    for (size_t i = 0; i < layout->count; i++) {
        const Rect cell = layout->tiles[i].cell;
        g_assert_cmpint((cell.x | cell.y | cell.width | cell.height) & 1, ==, 0);
        g_assert_cmpint(cell.x, >=, 0);
        g_assert_cmpint(cell.y, >=, 0);
        g_assert_cmpint(cell.width, >, 0);
        g_assert_cmpint(cell.height, >, 0);
        g_assert_cmpint(cell.x + cell.width, <=, width);
        g_assert_cmpint(cell.y + cell.height, <=, height);
        for (size_t k = 0; k < i; k++) {
            g_assert_false(overlap(cell, layout->tiles[k].cell));
        }
    }
}

/* Every seat is on exactly one page of the grid, in order; tiles never overlap or leave the canvas. */
static void test_every_seat_has_one_tile(void)
{
    static const struct {
        int width, height;
    } canvases[] = {{1280, 720}, {1920, 1080}, {640, 360}, {320, 180}, {720, 1280}, {160, 160}};

    for (size_t c = 0; c < G_N_ELEMENTS(canvases); c++) {
        for (size_t seats = 0; seats <= 130; seats++) {
            LayoutRequest request = {.mode = LAYOUT_GRID,
                    .width_px = canvases[c].width,
                    .height_px = canvases[c].height,
                    .seats = seats};
            size_t next = 0;
            Layout layout;
            do {
                layout = layout_make(&request);
                g_assert_cmpuint(layout.count, <=, LAYOUT_TILES_MAX);
                for (size_t i = 0; i < layout.count; i++) {
                    g_assert_cmpuint(layout.tiles[i].seat, ==, next++);
                }
                check_tiles(&layout, canvases[c].width, canvases[c].height);
            } while (++request.page < layout.pages);
            g_assert_cmpuint(next, ==, seats);
        }
    }
}

static void test_the_large_one_is_on_every_page(void)
{
    for (size_t seats = 1; seats <= 40; seats++) {
        for (int wanted = -1; wanted <= (int)seats; wanted++) {
            const size_t large = wanted >= 0 && wanted < (int)seats ? (size_t)wanted : 0;
            guint seen = 0;
            size_t page = 0;
            Layout layout;
            do {
                layout = make(LAYOUT_FOCUS, seats, page, wanted);
                g_assert_cmpuint(layout.tiles[0].seat, ==, large);
                g_assert_cmpuint(layout.count, <=, 1 + LAYOUT_SMALL_MAX);
                check_tiles(&layout, WIDTH, HEIGHT);
                for (size_t i = 1; i < layout.count; i++) {
                    g_assert_cmpuint(layout.tiles[i].seat, !=, large);
                    seen++;
                }
            } while (++page < layout.pages);
            g_assert_cmpuint(seen, ==, seats - 1);
        }
    }
}

static void test_a_page_that_is_gone_is_the_last(void)
{
    g_assert_cmpuint(make(LAYOUT_GRID, 26, 0, 0).pages, ==, 2);
    g_assert_cmpuint(make(LAYOUT_GRID, 26, 0, 0).count, ==, 13);
    g_assert_cmpuint(make(LAYOUT_GRID, 26, 9, 0).page, ==, 1);
    g_assert_cmpuint(make(LAYOUT_GRID, 26, 9, 0).tiles[0].seat, ==, 13);
    g_assert_cmpuint(make(LAYOUT_GRID, 0, 9, 0).pages, ==, 1);
    g_assert_cmpuint(make(LAYOUT_FOCUS, 0, 9, 3).count, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layout/grids", test_grids);
    g_test_add_func("/layout/focus", test_focus);
    g_test_add_func("/layout/one_and_two", test_one_and_two);
    g_test_add_func("/layout/small_pages", test_small_pages);
    g_test_add_func("/layout/every_seat_has_one_tile", test_every_seat_has_one_tile);
    g_test_add_func("/layout/the_large_one_is_on_every_page", test_the_large_one_is_on_every_page);
    g_test_add_func(
            "/layout/a_page_that_is_gone_is_the_last", test_a_page_that_is_gone_is_the_last);
    return g_test_run();
}
