#include "mcu/media/picture_fit.h"

#include <stdbool.h>

static void test_cuts_a_little_and_shows_the_rest_whole(void)
{
    static const struct {
        const char *why;
        int width, height;
        Rect tile, from, to;
    } cases[] = {
            {"the tile's own size", 320, 180, {320, 0, 320, 180}, {0, 0, 320, 180},
                    {320, 0, 320, 180}},
            {"the cell's size: cut, not scaled", 320, 180, {2, 2, 316, 176}, {2, 2, 316, 176},
                    {2, 2, 316, 176}},
            {"twice the cell's size: halved exactly", 640, 360, {2, 2, 316, 176}, {4, 4, 632, 352},
                    {2, 2, 316, 176}},
            {"no easy scale", 640, 360, {2, 2, 422, 236}, {0, 0, 640, 358}, {2, 2, 422, 236}},
            {"twice the size", 640, 360, {0, 0, 320, 180}, {0, 0, 640, 360}, {0, 0, 320, 180}},
            {"smaller", 160, 90, {0, 0, 320, 180}, {0, 0, 160, 90}, {0, 0, 320, 180}},
            {"16:10 loses a tenth of its height", 640, 400, {0, 0, 640, 360}, {0, 20, 640, 360},
                    {0, 0, 640, 360}},
            {"4:3 is shown whole", 640, 480, {0, 0, 640, 360}, {0, 0, 640, 480}, {80, 0, 480, 360}},
            {"a telephone is shown whole", 360, 640, {0, 0, 640, 360}, {0, 0, 360, 640},
                    {218, 0, 202, 360}},
            {"very wide is shown whole", 1000, 100, {0, 0, 640, 360}, {0, 0, 1000, 100},
                    {0, 148, 640, 64}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const PictureFit fit = picture_fit_make(cases[i].width, cases[i].height, cases[i].tile);
        g_test_message("%s", cases[i].why);
        g_assert_true(rect_equal(fit.from, cases[i].from));
        g_assert_true(rect_equal(fit.to, cases[i].to));
    }
}

static bool holds(Rect outer, Rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y &&
            inner.x + inner.width <= outer.x + outer.width &&
            inner.y + inner.height <= outer.y + outer.height && inner.width > 0 && inner.height > 0;
}

/* Whatever a sender sends, nothing is read or written outside (ASan looks at the drawing). */
static void test_any_size_stays_inside(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);
    g_autoptr(VideoFrame) target = video_frame_pool_take(pool, 640, 360);

    for (int round = 0; round < 2000; round++) {
        const int width = g_test_rand_int_range(1, round % 10 == 0 ? 2000 : 700);
        const int height = g_test_rand_int_range(1, round % 10 == 1 ? 2000 : 500);
        const Rect tile = {
                .x = g_test_rand_int_range(0, 160) * 2,
                .y = g_test_rand_int_range(0, 90) * 2,
                .width = g_test_rand_int_range(8, 161) * 2,
                .height = g_test_rand_int_range(8, 91) * 2,
        };
        const PictureFit fit = picture_fit_make(width, height, tile);
        g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, width, height);
        g_assert_true(holds((Rect){.width = width, .height = height}, fit.from));
        g_assert_true(holds(tile, fit.to));
        g_assert_cmpint((fit.to.x | fit.to.y | fit.from.x | fit.from.y) & 1, ==, 0);
        video_frame_fill(picture, 200, 50, 60);
        video_frame_fill(target, 16, 128, 128);
        picture_fit_draw(&fit, picture, target);
        /* libyuv rounds down, the more so the more pixels become one: this is the place, not the tone. */
        g_assert_cmpint(target->planes[0][fit.to.y * target->strides[0] + fit.to.x], >, 150);
    }
}

static void fill_randomly(VideoFrame *frame)
{
    for (int plane = 0; plane < 3; plane++) {
        const int halved = plane == 0 ? 1 : 2;
        for (int y = 0; y < frame->height_px / halved; y++) {
            for (int x = 0; x < frame->width_px / halved; x++) {
                frame->planes[plane][y * frame->strides[plane] + x] =
                        (uint8_t)g_test_rand_int_range(0, 256);
            }
        }
    }
}

/* The plain way to draw the picture without scaling, or half as large. */
static int plain_sample(const VideoFrame *from, int plane, Rect rect, int x, int y, bool half)
{
    const uint8_t *at = video_frame_at(from, plane, rect.x, rect.y);
    const int stride = from->strides[plane];

    if (!half) {
        return at[y * stride + x];
    }
    at += 2 * ((ptrdiff_t)y * stride + x);
    return (at[0] + at[1] + at[stride] + at[stride + 1] + 2) / 4;
}

static void compare(int width, int height, Rect tile, bool half)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);
    g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, width, height);
    g_autoptr(VideoFrame) target = video_frame_pool_take(pool, 640, 360);
    const PictureFit fit = picture_fit_make(width, height, tile);

    fill_randomly(picture);
    picture_fit_draw(&fit, picture, target);
    for (int plane = 0; plane < 3; plane++) {
        const int shift = plane == 0 ? 0 : 1;
        for (int y = 0; y < fit.to.height >> shift; y++) {
            for (int x = 0; x < fit.to.width >> shift; x++) {
                const int row = (fit.to.y >> shift) + y;
                /* libyuv rounds down, the more so the more pixels become one. */
                const int got = target->planes[plane][row * target->strides[plane] +
                        (fit.to.x >> shift) + x];
                const int want = plain_sample(picture, plane, fit.from, x, y, half);
                g_assert_cmpint(ABS(got - want), <=, half ? 1 : 0);
            }
        }
    }
}

static void test_is_as_the_plain_way(void)
{
    for (int round = 0; round < 20; round++) {
        compare(320, 180, (Rect){2, 2, 316, 176}, false);
        compare(426, 240, (Rect){100, 60, 422, 236}, false);
        compare(640, 360, (Rect){320, 180, 320, 180}, true);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_fit/cuts_a_little_and_shows_the_rest_whole",
            test_cuts_a_little_and_shows_the_rest_whole);
    g_test_add_func("/picture_fit/any_size_stays_inside", test_any_size_stays_inside);
    g_test_add_func("/picture_fit/is_as_the_plain_way", test_is_as_the_plain_way);
    return g_test_run();
}
