#include "mcu/media/video_frame.h"

#include <stdbool.h>

static void test_refuses_sizes_out_of_bounds(void)
{
    static const struct {
        int width, height;
        bool good;
    } cases[] = {
            {1, 1, true},
            {639, 361, true},
            {3840, 2160, true},
            {0, 10, false},
            {10, -1, false},
            {VIDEO_FRAME_SIDE_MAX, 1, true},
            {VIDEO_FRAME_SIDE_MAX + 1, 1, false},
            {1, VIDEO_FRAME_SIDE_MAX + 1, false},
            {3842, 2160, false},
    };
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VideoFrame) frame = video_frame_pool_take(pool, cases[i].width, cases[i].height);
        g_test_message("%dx%d", cases[i].width, cases[i].height);
        g_assert_true((frame != NULL) == cases[i].good);
        if (frame != NULL) {
            video_frame_fill(frame, 16, 128, 128); /* every byte is there: ASan looks */
            for (int plane = 0; plane < 3; plane++) {
                g_assert_cmpuint((uintptr_t)frame->planes[plane] % 64, ==, 0);
                g_assert_cmpint(frame->strides[plane] % 64, ==, 0);
            }
        }
    }
    g_assert_cmpuint(video_frame_pool_out(pool), ==, 0);
}

static void test_hands_out_no_more_than_its_bound(void)
{
    VideoFramePool *pool = video_frame_pool_new(2);
    VideoFrame *first = video_frame_pool_take(pool, 320, 180);
    VideoFrame *second = video_frame_pool_take(pool, 320, 180);

    g_assert_null(video_frame_pool_take(pool, 320, 180));
    VideoFrame *again = video_frame_ref(first);
    video_frame_unref(first);
    g_assert_null(video_frame_pool_take(pool, 320, 180)); /* it still has a holder */
    video_frame_unref(again);
    g_assert_cmpuint(video_frame_pool_out(pool), ==, 1);
    g_autoptr(VideoFrame) third = video_frame_pool_take(pool, 320, 180);
    g_assert_true(third == first); /* the same memory serves again */
    video_frame_pool_unref(pool);  /* frames outlive the pool's owner */
    video_frame_fill(second, 1, 2, 3);
    video_frame_unref(second);
    video_frame_unref(NULL);
    video_frame_pool_unref(NULL);
}

static void test_follows_a_new_size(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(3);
    VideoFrame *small = video_frame_pool_take(pool, 320, 180);
    VideoFrame *other_small = video_frame_pool_take(pool, 320, 180);
    video_frame_unref(small);
    VideoFrame *large = video_frame_pool_take(pool, 1280, 720);
    g_assert_cmpint(large->width_px, ==, 1280);
    video_frame_fill(large, 16, 128, 128);
    video_frame_unref(large);
    video_frame_unref(other_small); /* not kept: the sender has moved on */
    g_autoptr(VideoFrame) next = video_frame_pool_take(pool, 1280, 720);
    g_assert_true(next == large);
}

enum { THREADS = 4, TURNS = 20000 };

static gpointer take_and_drop(gpointer data)
{
    VideoFramePool *pool = data;

    for (int i = 0; i < TURNS; i++) {
        g_autoptr(VideoFrame) frame = video_frame_pool_take(pool, 64, 36 + i % 2);
        if (frame != NULL) {
            g_autoptr(VideoFrame) holder = video_frame_ref(frame);
            frame->planes[0][0] = (uint8_t)i;
        }
    }
    return NULL;
}

static void test_many_threads_share_a_pool(void)
{
    VideoFramePool *pool = video_frame_pool_new(3);
    GThread *threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        threads[i] = g_thread_new("taker", take_and_drop, pool);
    }
    for (int i = 0; i < THREADS; i++) {
        g_thread_join(threads[i]);
    }
    g_assert_cmpuint(video_frame_pool_out(pool), ==, 0);
    video_frame_pool_unref(pool);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/video_frame/refuses_sizes_out_of_bounds", test_refuses_sizes_out_of_bounds);
    g_test_add_func(
            "/video_frame/hands_out_no_more_than_its_bound", test_hands_out_no_more_than_its_bound);
    g_test_add_func("/video_frame/follows_a_new_size", test_follows_a_new_size);
    g_test_add_func("/video_frame/many_threads_share_a_pool", test_many_threads_share_a_pool);
    return g_test_run();
}
