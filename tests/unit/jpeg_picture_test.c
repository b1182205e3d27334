#include "mcu/media/jpeg_picture.h"

#include <turbojpeg.h>

enum { WIDTH = 640, HEIGHT = 360, SIZE_MAX_BYTES = 1 << 20, RGB_BYTES = 3 };

static VideoFrame *frame_new(VideoFramePool *pool)
{
    VideoFrame *frame = video_frame_pool_take(pool, WIDTH, HEIGHT);
    g_assert_nonnull(frame);
    return frame;
}

/* Black of the limited range is black in the file, and white is white. */
static void test_colours_are_those_of_the_screen(void)
{
    static const struct {
        const char *why;
        uint8_t luma;
        uint8_t red;
    } rows[] = {{"black", 16, 0}, {"white", 235, 255}, {"grey", 126, 128}};
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autofree uint8_t *rgb = g_malloc((size_t)WIDTH * HEIGHT * RGB_BYTES);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_autoptr(VideoFrame) frame = frame_new(pool);
        video_frame_fill(frame, rows[i].luma, 128, 128);
        g_autoptr(GBytes) bytes = jpeg_picture_new(frame, SIZE_MAX_BYTES);
        g_assert_nonnull(bytes);
        gsize size = 0;
        const uint8_t *data = g_bytes_get_data(bytes, &size);
        int width = 0;
        int height = 0;
        int sampling = 0;
        int colours = 0;
        tjhandle handle = tjInitDecompress();
        g_assert_cmpint(
                tjDecompressHeader3(handle, data, size, &width, &height, &sampling, &colours), ==,
                0);
        g_assert_cmpint(width, ==, WIDTH);
        g_assert_cmpint(height, ==, HEIGHT);
        g_assert_cmpint(
                tjDecompress2(handle, data, size, rgb, WIDTH, 0, HEIGHT, TJPF_RGB, 0), ==, 0);
        g_assert_cmpint(ABS(rgb[0] - rows[i].red), <=, 2);
        (void)tjDestroy(handle);
    }
}

/* Noise, which hardly shrinks, still comes out within the bound, or not at all. */
static void test_it_keeps_within_its_size(void)
{
    static const size_t bounds[] = {SIZE_MAX_BYTES, 100000, 60000, 100};
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) frame = frame_new(pool);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    size_t made = 0;

    for (int plane = 0; plane < 3; plane++) {
        const int height = plane == 0 ? HEIGHT : HEIGHT / 2;
        for (int i = 0; i < frame->strides[plane] * height; i++) {
            frame->planes[plane][i] = (uint8_t)g_rand_int_range(random, 16, 236);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
        g_autoptr(GBytes) bytes = jpeg_picture_new(frame, bounds[i]);
        g_assert_true(bytes == NULL || g_bytes_get_size(bytes) <= bounds[i]);
        made += bytes != NULL ? 1 : 0;
    }
    g_assert_cmpuint(made, >, 0);
    g_assert_cmpuint(made, <, G_N_ELEMENTS(bounds));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/jpeg_picture/S-11/colours_are_those_of_the_screen",
            test_colours_are_those_of_the_screen);
    g_test_add_func("/jpeg_picture/S-11/it_keeps_within_its_size", test_it_keeps_within_its_size);
    return g_test_run();
}
