#include "mcu/media/rendition.h"

#include "mcu/media/video_codec_list.h"

enum { WIDTH = 160, HEIGHT = 90, TICK_US = 40000 };

static const VideoEncoderConfig config = {
        .width_px = WIDTH, .height_px = HEIGHT, .fps = 25, .bitrate_bps = 200000, .threads = 1};

typedef struct View {
    Rendition *rendition;
    VideoFramePool *pool;
    VideoFrame *picture;
    int64_t now_us;
    int frames; /* that came out */
    int keys;
} View;

static View view_init(int width, int height)
{
    View view = {.rendition = rendition_new(video_codec_find("VP8"), &config, NULL),
            .pool = video_frame_pool_new(1),
            .now_us = 5000000};

    g_assert_nonnull(view.rendition);
    view.picture = video_frame_pool_take(view.pool, width, height);
    video_frame_fill(view.picture, 100, 120, 140);
    return view;
}

static void view_clear(View *view)
{
    rendition_free(view->rendition);
    video_frame_unref(view->picture);
    video_frame_pool_unref(view->pool);
}

static void run_ticks(View *view, int ticks, bool changed)
{
    view->frames = 0;
    view->keys = 0;
    for (int i = 0; i < ticks; i++, view->now_us += TICK_US) {
        g_autoptr(EncodedFrame) frame =
                rendition_tick(view->rendition, view->picture, changed, view->now_us);
        if (frame != NULL) {
            g_assert_cmpint(frame->width_px, ==, WIDTH);
            g_assert_cmpint(frame->pts_us, ==, view->now_us);
            view->frames++;
            view->keys += frame->key ? 1 : 0;
        }
    }
}

static void test_works_only_while_wanted(void)
{
    View view = view_init(WIDTH, HEIGHT);

    run_ticks(&view, 10, true);
    g_assert_cmpint(view.frames, ==, 0);
    g_assert_false(rendition_stats(view.rendition).open);
    rendition_set_wanted(view.rendition, true);
    run_ticks(&view, 10, true);
    g_assert_cmpint(view.frames, ==, 10);
    g_assert_cmpint(view.keys, ==, 1); /* the first */
    g_assert_true(rendition_stats(view.rendition).open);
    rendition_set_wanted(view.rendition, false);
    g_assert_false(rendition_stats(view.rendition).open);
    run_ticks(&view, 10, true);
    g_assert_cmpint(view.frames, ==, 0);
    rendition_set_wanted(view.rendition, true);
    run_ticks(&view, 1, false);
    g_assert_cmpint(view.keys, ==, 1);
    g_assert_cmpuint(rendition_stats(view.rendition).encoder.frames, ==, 11);
    view_clear(&view);
}

static void test_requests_become_one_key_frame(void)
{
    View view = view_init(WIDTH, HEIGHT);

    rendition_set_wanted(view.rendition, true);
    run_ticks(&view, 25, true);
    for (int i = 0; i < 100; i++) {
        rendition_request_key(view.rendition, RENDITION_KEY_REPAIR);
    }
    run_ticks(&view, 25, true);
    g_assert_cmpint(view.keys, ==, 1);
    for (int i = 0; i < 25; i++) { /* a line that asks all the time gets one a second */
        rendition_request_key(view.rendition, RENDITION_KEY_REPAIR);
        run_ticks(&view, 1, true);
        g_assert_cmpint(view.keys, ==, i == 0 ? 1 : 0);
    }
    rendition_request_key(view.rendition, RENDITION_KEY_JOIN);
    run_ticks(&view, 1, true);
    g_assert_cmpint(view.keys, ==, 1); /* a joiner does not wait for that second */
    rendition_request_key(view.rendition, RENDITION_KEY_JOIN);
    run_ticks(&view, 6, true);
    g_assert_cmpint(view.keys, ==, 0); /* but shares within a quarter of one */
    run_ticks(&view, 1, true);
    g_assert_cmpint(view.keys, ==, 1);
    view_clear(&view);
}

static void test_an_unchanged_picture_settles_and_rests(void)
{
    View view = view_init(WIDTH, HEIGHT);

    rendition_set_wanted(view.rendition, true);
    run_ticks(&view, 1, true);
    run_ticks(&view, RENDITION_SETTLE_FRAMES, false);
    g_assert_cmpint(view.frames, ==, RENDITION_SETTLE_FRAMES);
    run_ticks(&view, 250, false); /* ten seconds */
    g_assert_cmpint(view.frames, ==, 10);
    rendition_request_key(view.rendition, RENDITION_KEY_JOIN);
    run_ticks(&view, 1, false); /* a joiner gets the resting picture at once */
    g_assert_cmpint(view.keys, ==, 1);
    run_ticks(&view, RENDITION_SETTLE_FRAMES, false);
    g_assert_cmpint(view.frames, ==, RENDITION_SETTLE_FRAMES);
    run_ticks(&view, 5, false);
    g_assert_cmpint(view.frames, ==, 0);
    g_assert_cmpuint(rendition_stats(view.rendition).skipped, >, 200);
    view_clear(&view);
}

static void test_scales_to_its_size(void)
{
    View view = view_init(640, 360);

    rendition_set_wanted(view.rendition, true);
    rendition_set_bitrate(view.rendition, 100000);
    run_ticks(&view, 3, true);
    g_assert_cmpint(view.frames, ==, 3);
    view_clear(&view);
}

static void test_refuses_bad_values(void)
{
    g_autoptr(GError) error = NULL;
    VideoEncoderConfig bad = config;

    bad.width_px = 3;
    g_assert_null(rendition_new(video_codec_find("VP8"), &bad, &error));
    g_assert_error(error, VIDEO_ENCODER_ERROR, VIDEO_ENCODER_ERROR_CONFIG);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rendition/works_only_while_wanted", test_works_only_while_wanted);
    g_test_add_func("/rendition/requests_become_one_key_frame", test_requests_become_one_key_frame);
    g_test_add_func("/rendition/an_unchanged_picture_settles_and_rests",
            test_an_unchanged_picture_settles_and_rests);
    g_test_add_func("/rendition/scales_to_its_size", test_scales_to_its_size);
    g_test_add_func("/rendition/refuses_bad_values", test_refuses_bad_values);
    return g_test_run();
}
