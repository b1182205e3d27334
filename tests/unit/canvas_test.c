#include "mcu/media/canvas.h"

#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, GOLD_Y = 177, GROUND_Y = 29, CARD_Y = 45 };

typedef struct Hall {
    Canvas *canvas;
    VideoFramePool *pool;
    size_t count;
    CanvasTile tiles[LAYOUT_TILES_MAX];
} Hall;

static Hall hall_init(LayoutMode mode, size_t seats)
{
    Hall hall = {.canvas = canvas_new(WIDTH, HEIGHT), .pool = video_frame_pool_new(64)};
    const Layout layout = layout_make(
            &(LayoutRequest){.mode = mode, .width_px = WIDTH, .height_px = HEIGHT, .seats = seats});

    hall.count = layout.count;
    for (size_t i = 0; i < layout.count; i++) {
        hall.tiles[i] = (CanvasTile){.cell = layout.tiles[i].cell, .name = "Điểm cầu"};
    }
    return hall;
}

static void hall_clear(Hall *hall)
{
    canvas_free(hall->canvas);
    video_frame_pool_unref(hall->pool);
}

static bool show(Hall *hall)
{
    return canvas_show(hall->canvas, hall->tiles, hall->count);
}

/* Gives a tile a new picture in one colour; the canvas keeps the only reference. */
static void put_picture(Hall *hall, size_t tile, int width, int height, uint8_t y)
{
    g_autoptr(VideoFrame) picture = video_frame_pool_take(hall->pool, width, height);

    video_frame_fill(picture, y, 90, 160);
    hall->tiles[tile].picture = picture;
    g_assert_true(show(hall));
}

static uint8_t luma_at(const Hall *hall, int x, int y)
{
    const VideoFrame *picture = canvas_picture(hall->canvas);
    return picture->planes[0][y * picture->strides[0] + x];
}

static uint8_t luma_in(const Hall *hall, size_t tile, double across, double down)
{
    const Rect cell = hall->tiles[tile].cell;
    return luma_at(hall, cell.x + (int)(across * cell.width), cell.y + (int)(down * cell.height));
}

static void test_each_picture_is_in_its_tile(void)
{
    for (size_t seats = 1; seats <= LAYOUT_TILES_MAX; seats++) {
        Hall hall = hall_init(LAYOUT_GRID, seats);
        for (size_t i = 0; i < seats; i++) {
            put_picture(&hall, i, 640, 360, (uint8_t)(50 + 7 * i));
        }
        for (size_t i = 0; i < seats; i++) {
            const int want = 50 + 7 * (int)i; /* libyuv may round it down by one */
            g_assert_cmpint(ABS(luma_in(&hall, i, 0.5, 0.5) - want), <=, 1);
            g_assert_cmpint(ABS(luma_in(&hall, i, 0.97, 0.04) - want), <=, 1);
            g_assert_cmpuint(luma_at(&hall, hall.tiles[i].cell.x, hall.tiles[i].cell.y), ==,
                    seats == 1 ? 50 : GROUND_Y);
        }
        hall_clear(&hall);
    }
}

static void test_only_what_changed_is_drawn(void)
{
    Hall hall = hall_init(LAYOUT_GRID, 16);

    g_assert_true(show(&hall));
    g_assert_false(show(&hall));
    g_assert_cmpuint(canvas_stats(hall.canvas).tiles_drawn, ==, 16);
    put_picture(&hall, 3, 320, 180, 99);
    g_assert_cmpuint(canvas_stats(hall.canvas).tiles_drawn, ==, 17);
    g_assert_false(show(&hall));
    const uint64_t painted = canvas_stats(hall.canvas).labels_painted;
    for (int i = 0; i < 50; i++) {
        put_picture(&hall, 3, 320, 180, (uint8_t)(100 + i));
    }
    hall.tiles[3].speaking = true;
    g_assert_true(show(&hall));
    g_assert_cmpuint(canvas_stats(hall.canvas).labels_painted, ==, painted);
    g_assert_cmpuint(canvas_stats(hall.canvas).tiles_drawn, ==, 68);
    hall_clear(&hall);
}

static void test_lets_go_of_old_pictures(void)
{
    Hall hall = hall_init(LAYOUT_GRID, 4);

    for (int i = 0; i < 10; i++) {
        for (size_t tile = 0; tile < 4; tile++) {
            put_picture(&hall, tile, 640, 360, (uint8_t)(60 + i));
        }
    }
    g_assert_cmpuint(video_frame_pool_out(hall.pool), ==, 4);
    hall.tiles[0].lost = true;
    hall.count = 2;
    g_assert_true(show(&hall));
    g_assert_cmpuint(video_frame_pool_out(hall.pool), ==, 1);
    hall.count = 0;
    g_assert_true(show(&hall));
    g_assert_cmpuint(video_frame_pool_out(hall.pool), ==, 0);
    g_assert_cmpuint(luma_at(&hall, 300, 300), ==, GROUND_Y);
    hall_clear(&hall);
}

/* Nothing that is not so: only who says that its camera is off gets that sign. */
static void test_who_is_waited_for_is_not_called_off(void)
{
    Hall hall = hall_init(LAYOUT_GRID, 4);
    const Rect cell = hall.tiles[1].cell;
    const int sign_y = cell.y + cell.height / 2 - cell.height / 8;
    bool signs[2] = {false, false};

    for (int off = 0; off < 2; off++) {
        hall.tiles[1].camera_off = off == 1;
        g_assert_true(show(&hall));
        for (int x = cell.x + cell.width / 2 - 20; x < cell.x + cell.width / 2 + 20; x++) {
            signs[off] = signs[off] || luma_at(&hall, x, sign_y) > 90;
        }
    }
    g_assert_false(signs[0]);
    g_assert_true(signs[1]);
    put_picture(&hall, 1, 640, 360, 200);
    hall.tiles[1].camera_off = false;
    g_assert_false(show(&hall)); /* the picture says it */
    hall_clear(&hall);
}

static void test_marks_come_and_go(void)
{
    Hall hall = hall_init(LAYOUT_GRID, 4);
    const Rect cell = hall.tiles[1].cell;

    put_picture(&hall, 1, 640, 360, 200);
    g_autoptr(VideoFrame) holder = video_frame_ref(hall.tiles[1].picture);
    hall.tiles[1].speaking = true;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, cell.x, cell.y + cell.height / 2), ==, GOLD_Y);
    g_assert_cmpuint(luma_at(&hall, cell.x + cell.width - 1, cell.y), ==, GOLD_Y);
    hall.tiles[1].speaking = false;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, cell.x, cell.y + cell.height / 2), ==, GROUND_Y);
    g_assert_cmpuint(luma_at(&hall, cell.x + 3, cell.y + cell.height / 2), ==, 200);

    hall.tiles[1].name = "Tên khác";
    g_assert_true(show(&hall));
    hall.tiles[1].microphone_off = true;
    g_assert_true(show(&hall));
    hall.tiles[1].lost = true;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_in(&hall, 1, 0.1, 0.1), <, CARD_Y);
    hall.tiles[1].lost = false;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_in(&hall, 1, 0.1, 0.1), ==, 200);
    g_assert_false(show(&hall));
    hall_clear(&hall);
}

/* After any sequence of changes the canvas is what a new one would show at once. */
static void test_is_as_if_drawn_anew(void)
{
    Hall hall = hall_init(LAYOUT_GRID, 9);
    static const char *const names[] = {"Rạch Giá", "Hà Tiên", "UBND huyện Giồng Riềng", ""};
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(8);
    VideoFrame *pictures[4];
    static const int sides[4][2] = {{320, 180}, {640, 360}, {640, 480}, {360, 640}};

    for (int i = 0; i < 4; i++) {
        pictures[i] = video_frame_pool_take(pool, sides[i][0], sides[i][1]);
        video_frame_fill(pictures[i], (uint8_t)(70 + 40 * i), 100, 150);
    }
    for (int round = 0; round < 60; round++) {
        const LayoutRequest request = {.mode = round % 20 < 10 ? LAYOUT_GRID : LAYOUT_FOCUS,
                .width_px = WIDTH,
                .height_px = HEIGHT,
                .seats = (size_t)(3 + round / 10)};
        const Layout layout = layout_make(&request);
        hall.count = layout.count;
        for (size_t i = 0; i < layout.count; i++) {
            hall.tiles[i].cell = layout.tiles[i].cell;
        }
        CanvasTile *tile = &hall.tiles[g_test_rand_int_range(0, (gint)layout.count)];
        const int picture = g_test_rand_int_range(0, 5);
        tile->picture = picture < 4 ? pictures[picture] : NULL;
        tile->name = names[g_test_rand_int_range(0, G_N_ELEMENTS(names))];
        tile->speaking = g_test_rand_bit();
        tile->microphone_off = g_test_rand_bit();
        tile->lost = g_test_rand_int_range(0, 4) == 0;
        tile->slides = g_test_rand_int_range(0, 4) == 0;
        const CanvasBanners banners = {
                .title = round % 12 < 6 ? "Họp giao ban tháng" : NULL,
                .clock = round % 9 < 5 ? round % 2 == 0 ? "09:59" : "10:00" : "",
                .recording = round % 14 < 7,
        };
        canvas_set_banners(hall.canvas, &banners);
        show(&hall);

        g_autoptr(Canvas) anew = canvas_new(WIDTH, HEIGHT);
        canvas_set_banners(anew, &banners);
        canvas_show(anew, hall.tiles, hall.count);
        const VideoFrame *want = canvas_picture(anew);
        const VideoFrame *got = canvas_picture(hall.canvas);
        for (int plane = 0; plane < 3; plane++) {
            const int halved = plane == 0 ? 1 : 2;
            for (int y = 0; y < HEIGHT / halved; y++) {
                g_assert_cmpint(memcmp(video_frame_at(got, plane, 0, y * halved),
                                        video_frame_at(want, plane, 0, y * halved),
                                        (size_t)(WIDTH / halved)),
                        ==, 0);
            }
        }
    }
    hall_clear(&hall);
    for (int i = 0; i < 4; i++) {
        video_frame_unref(pictures[i]);
    }
}

/* Where the four corners of what `tile` shows are, a little inside. */
static void assert_tile_shows(const Hall *hall, const Rect *cell, int luma)
{
    for (int i = 0; i < 4; i++) {
        const int x = cell->x + (i % 2 == 0 ? 8 : cell->width - 9);
        const int y = cell->y + (i < 2 ? 8 : cell->height * 2 / 3);
        g_assert_cmpint(ABS(luma_at(hall, x, y) - luma), <=, 1);
    }
}

/*
 * Seats change places, layouts change, seats come and go, all in one step: in that same frame each place shows the
 * picture of whose place it is, the card of who has none, or the ground.
 */
static void test_a_change_shows_no_foreign_picture(void)
{
    static const LayoutMode modes[] = {
            LAYOUT_GRID, LAYOUT_FOCUS, LAYOUT_FULL, LAYOUT_SPLIT, LAYOUT_CORNER};
    enum { SITES = 30 };
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(SITES);
    VideoFrame *pictures[SITES] = {NULL};
    Hall hall = hall_init(LAYOUT_GRID, 1);
    for (int i = 0; i < SITES; i++) {
        pictures[i] = video_frame_pool_take(pool, 320, 180);
        video_frame_fill(pictures[i], (uint8_t)(60 + 6 * i), 100, 150);
    }
    for (int round = 0; round < 300; round++) {
        int shown[LAYOUT_TILES_MAX];
        const Layout layout = layout_make(&(LayoutRequest){
                .mode = modes[g_test_rand_int_range(0, G_N_ELEMENTS(modes))],
                .width_px = WIDTH,
                .height_px = HEIGHT,
                .seats = (size_t)g_test_rand_int_range(0, 26),
                .large = g_test_rand_int_range(0, 3),
        });
        for (size_t i = 0; i < layout.count; i++) {
            shown[i] = g_test_rand_int_range(-5, SITES); /* below 0: has no picture */
            hall.tiles[i] = (CanvasTile){.cell = layout.tiles[i].cell,
                    .name = "",
                    .picture = shown[i] >= 0 ? pictures[shown[i]] : NULL};
        }
        hall.count = layout.count;
        show(&hall);
        for (size_t i = 0; i < layout.count; i++) {
            assert_tile_shows(
                    &hall, &hall.tiles[i].cell, shown[i] >= 0 ? 60 + 6 * shown[i] : CARD_Y + 3);
        }
        if (layout.count == 0) {
            assert_tile_shows(&hall, &(Rect){0, 0, WIDTH, HEIGHT}, GROUND_Y);
        }
    }
    hall_clear(&hall);
    for (int i = 0; i < SITES; i++) {
        video_frame_unref(pictures[i]);
    }
}

static void test_slides_are_shown_whole(void)
{
    Hall hall = hall_init(LAYOUT_FULL, 1);
    g_autoptr(VideoFrame) wide = video_frame_pool_take(hall.pool, 1280, 800); /* 16:10 */
    video_frame_fill(wide, 60, 100, 150);
    for (int x = 0; x < 4; x++) { /* a mark in each corner */
        for (int y = 0; y < 4; y++) {
            wide->planes[0][y * wide->strides[0] + x] = 220;
            wide->planes[0][(799 - y) * wide->strides[0] + 1279 - x] = 220;
        }
    }
    hall.tiles[0].picture = wide;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, 1, 1), ==, 60); /* a face: the edges are cut */
    hall.tiles[0].slides = true;
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, 65, 1), >, 180);
    g_assert_cmpuint(luma_at(&hall, 1214, 718), >, 180);
    g_assert_cmpuint(luma_at(&hall, 30, 360), <, GROUND_Y);
    g_assert_cmpuint(luma_at(&hall, 120, 690), ==, 60); /* no name on them */
    hall_clear(&hall);
}

/* Banners lie over what moves, and leave nothing behind. */
static void test_banners(void)
{
    Hall hall = hall_init(LAYOUT_FULL, 1);
    put_picture(&hall, 0, 1280, 720, 200);
    g_autoptr(VideoFrame) holder = video_frame_ref(hall.tiles[0].picture);
    const int left = 14, right = WIDTH - 14, middle = 28;

    canvas_set_banners(hall.canvas, &(CanvasBanners){.title = "Giao ban", .clock = "09:30"});
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, left, middle), <, 40);
    g_assert_cmpuint(luma_at(&hall, right, middle), <, 40);
    g_assert_false(show(&hall));
    const uint64_t painted = canvas_stats(hall.canvas).labels_painted;
    for (int i = 0; i < 20; i++) {
        put_picture(&hall, 0, 1280, 720, (uint8_t)(150 + i));
        g_assert_cmpuint(luma_at(&hall, left, middle), <, 40);
    }
    g_assert_cmpuint(canvas_stats(hall.canvas).labels_painted, ==, painted);
    canvas_set_banners(hall.canvas, &(CanvasBanners){.recording = true});
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, left, middle), >, 140);
    g_assert_cmpuint(luma_at(&hall, right, middle), <, 40);
    canvas_set_banners(hall.canvas, &(CanvasBanners){.clock = ""});
    g_assert_true(show(&hall));
    g_assert_cmpuint(luma_at(&hall, right, middle), >, 140);
    hall_clear(&hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/canvas/each_picture_is_in_its_tile", test_each_picture_is_in_its_tile);
    g_test_add_func("/canvas/only_what_changed_is_drawn", test_only_what_changed_is_drawn);
    g_test_add_func("/canvas/lets_go_of_old_pictures", test_lets_go_of_old_pictures);
    g_test_add_func("/canvas/who_is_waited_for_is_not_called_off",
            test_who_is_waited_for_is_not_called_off);
    g_test_add_func("/canvas/marks_come_and_go", test_marks_come_and_go);
    g_test_add_func(
            "/canvas/a_change_shows_no_foreign_picture", test_a_change_shows_no_foreign_picture);
    g_test_add_func("/canvas/slides_are_shown_whole", test_slides_are_shown_whole);
    g_test_add_func("/canvas/banners", test_banners);
    g_test_add_func("/canvas/is_as_if_drawn_anew", test_is_as_if_drawn_anew);
    return g_test_run();
}
