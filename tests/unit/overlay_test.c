#include "mcu/media/overlay.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 46, HEIGHT = 18, SIDE = 64 };

/* Random grey of random transparency, colours multiplied by alpha as Cairo has them. */
static void fill_randomly(uint8_t argb[HEIGHT][WIDTH][4], bool opaque)
{
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            const int alpha = opaque ? 255 : g_test_rand_int_range(0, 256);
            const int grey = g_test_rand_int_range(0, 256) * alpha / 255;
            memset(argb[y][x], grey, 3);
            argb[y][x][3] = (uint8_t)alpha;
        }
    }
}

/* BT.601, limited range: black is 16, white is 235. */
static double plain_blend(const uint8_t argb[4], int under)
{
    const double alpha = argb[3] / 255.0;
    const double grey = alpha > 0 ? argb[0] / alpha : 0;
    return (16 + grey * 219 / 255) * alpha + under * (1 - alpha);
}

static void test_is_as_the_plain_blend(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);

    for (int round = 0; round < 100; round++) {
        uint8_t argb[HEIGHT][WIDTH][4];
        g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, SIDE, SIDE);
        const bool opaque = round % 2 == 0;
        const int x = g_test_rand_int_range(0, (SIDE - WIDTH) / 2) * 2;
        const int y = g_test_rand_int_range(0, (SIDE - HEIGHT) / 2) * 2;
        const uint8_t under = (uint8_t)g_test_rand_int_range(16, 236);
        uint8_t used_up[HEIGHT][WIDTH][4];
        fill_randomly(argb, opaque);
        memcpy(used_up, argb, sizeof argb);
        g_autoptr(Overlay) overlay =
                overlay_new(&used_up[0][0][0], WIDTH * 4, WIDTH, HEIGHT, opaque);
        video_frame_fill(picture, under, 128, 128);
        overlay_draw(overlay, picture, x, y);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                const bool inside =
                        row >= y && row < y + HEIGHT && column >= x && column < x + WIDTH;
                const double want = inside ? plain_blend(argb[row - y][column - x], under) : under;
                const int got = picture->planes[0][row * picture->strides[0] + column];
                /* Dividing by a small alpha is coarse, but then little of it is seen. */
                g_assert_cmpfloat(abs((int)(got - want)), <=, inside ? 3 : 0);
            }
        }
    }
}

static void test_the_edge_of_the_picture_cuts_it(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    uint8_t argb[HEIGHT][WIDTH][4];

    memset(argb, 255, sizeof argb);
    for (int opaque = 0; opaque < 2; opaque++) {
        g_autoptr(Overlay) overlay =
                overlay_new(&argb[0][0][0], WIDTH * 4, WIDTH, HEIGHT, opaque == 1);
        g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, SIDE, SIDE);
        video_frame_fill(picture, 16, 128, 128);
        overlay_draw(overlay, picture, SIDE - 2, SIDE - 2);
        overlay_draw(overlay, picture, SIDE, 0); /* wholly outside */
        g_assert_cmpint(picture->planes[0][(SIDE - 1) * picture->strides[0] + SIDE - 1], >=, 233);
        g_assert_cmpint(picture->planes[0][0], ==, 16);
        g_assert_cmpint(overlay_width_px(overlay), ==, WIDTH);
        g_assert_cmpint(overlay_height_px(overlay), ==, HEIGHT);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/overlay/is_as_the_plain_blend", test_is_as_the_plain_blend);
    g_test_add_func(
            "/overlay/the_edge_of_the_picture_cuts_it", test_the_edge_of_the_picture_cuts_it);
    return g_test_run();
}
