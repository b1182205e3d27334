#include "mcu/room/room_view.h"

#include "mcu/media/video_decoder.h"
#include "mcu/media/vp8_codec.h"

enum {
    WIDTH = 640,
    HEIGHT = 360,
    FPS = 25,
    PERIOD_US = 1000000 / FPS,
    PATIENCE_US = 60000000, /* far above what any machine needs: then it hangs */
    GROUND_Y = 29,
};

/* What came out of a view: frames with their feed. */
typedef struct Encoded {
    uint32_t source;
    EncodedFrame *frame;
} Encoded;

static void encoded_free(gpointer data)
{
    Encoded *encoded = data;
    encoded_frame_unref(encoded->frame);
    g_free(encoded);
}

static void on_encoded(uint32_t source, EncodedFrame *frame, void *user_data)
{
    Encoded *encoded = g_new(Encoded, 1);
    *encoded = (Encoded){source, frame};
    g_async_queue_push(user_data, encoded);
}

static GAsyncQueue *shots; /* of VideoFrame, or of NO_PICTURE */
#define NO_PICTURE GINT_TO_POINTER(1)

static void on_shot(unsigned view, VideoFrame *picture, void *user_data)
{
    g_assert_cmpuint(view, ==, 1);
    g_async_queue_push(shots, picture != NULL ? (void *)picture : NO_PICTURE);
}

static RoomView *view_new(GAsyncQueue *frames)
{
    static const RoomViewEvents events = {.encoded = on_encoded, .shot = on_shot};
    const RoomViewConfig config = {.view = 1,
            .ladder = picture_feed_ladder(WIDTH, HEIGHT, &(PictureRates){500000, {0}}),
            .fps = FPS};
    g_autoptr(GError) error = NULL;
    RoomView *view = room_view_new(&config, &events, frames, &error);
    g_assert_no_error(error);
    return view;
}

static Encoded *next(GAsyncQueue *frames)
{
    Encoded *encoded = g_async_queue_timeout_pop(frames, PATIENCE_US);
    g_assert_nonnull(encoded);
    return encoded;
}

/* The brightness of the middle of the left edge: of the ground, or of a card. */
static uint8_t luma_of(VideoDecoder *decoder, const EncodedFrame *frame)
{
    VideoFrame *picture = NULL;
    g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture), ==,
            VIDEO_DECODER_PICTURE);
    const uint8_t luma = *video_frame_at(picture, 0, 20, HEIGHT / 2 & ~1);
    video_frame_unref(picture);
    return luma;
}

static Scene *scene_with_card(void)
{
    Scene *scene = scene_new();
    scene->count = 1;
    scene->tiles[0] = (SceneTile){
            .cell = {0, 0, WIDTH, HEIGHT}, .name = g_strdup("An Biên"), .camera_off = true};
    return scene;
}

static void test_a_change_is_seen_within_two_frames(void)
{
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(RoomView) view = view_new(frames);
    g_autoptr(VideoDecoder) decoder = video_decoder_new(&vp8_codec, &(VideoDecoderConfig){0}, NULL);
    room_view_set_receivers(view, PICTURE_CODEC_VP8, 0, 1);
    bool key = true;
    int seen = 0;
    for (int round = 0; round < 6; round++) {
        const bool card = round % 2 == 1;
        room_view_set_scene(view, card ? scene_with_card() : scene_new());
        const int64_t set_us = g_get_monotonic_time();
        for (bool after = false; !after;) {
            Encoded *encoded = next(frames);
            g_assert_cmpuint(encoded->source, ==, picture_feed_source(1, 0));
            g_assert_true(!key || encoded->frame->key); /* it begins with one */
            key = false;
            const int luma = luma_of(decoder, encoded->frame);
            after = encoded->frame->pts_us - set_us > 2 * (int64_t)PERIOD_US;
            if (after) {
                g_assert_true(card ? luma > GROUND_Y + 8 : luma <= GROUND_Y + 8);
                seen++;
            }
            encoded_free(encoded);
        }
    }
    g_assert_cmpint(seen, ==, 6);
}

/* Encoders are those of the rungs that somebody receives, however many do. */
static void test_rungs_are_encoded_while_received(void)
{
    static const struct {
        const char *why;
        unsigned receivers[2];
        unsigned encoders;
    } steps[] = {
            {"the top for many", {64, 0}, 1},
            {"both", {1, 63}, 2},
            {"the lower alone", {0, 1}, 1},
            {"and the top again", {1, 1}, 2},
    };
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(RoomView) view = view_new(frames);
    g_assert_cmpuint(room_view_stats(view).encoders, ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        for (unsigned rung = 0; rung < 2; rung++) {
            room_view_set_receivers(view, PICTURE_CODEC_VP8, rung, steps[i].receivers[rung]);
            room_view_want_key(view, PICTURE_CODEC_VP8, rung, true);
        }
        bool key[2] = {steps[i].receivers[0] == 0, steps[i].receivers[1] == 0};
        const int64_t since_us = g_get_monotonic_time() + 2 * (int64_t)PERIOD_US;
        while (!key[0] || !key[1]) { /* each that is received gives a key frame */
            Encoded *encoded = next(frames);
            const unsigned rung = picture_feed_rung(encoded->source);
            const bool late = encoded->frame->pts_us > since_us;
            g_assert_true(!late || steps[i].receivers[rung] > 0);
            key[rung] = key[rung] || encoded->frame->key;
            encoded_free(encoded);
        }
        g_assert_cmpuint(room_view_stats(view).encoders, ==, steps[i].encoders);
    }
}

/* 1920x1080 by configuration: four sizes, each as large as it should be, all of one canvas. */
static void test_larger_by_configuration(void)
{
    static const RoomViewEvents events = {.encoded = on_encoded, .shot = on_shot};
    const RoomViewConfig config = {.view = 1,
            .ladder = picture_feed_ladder(1920, 1080, &(PictureRates){3000000, {0}}),
            .fps = FPS};
    static const int heights[] = {1080, 720, 360, 180};
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(RoomView) view = room_view_new(&config, &events, frames, NULL);
    bool seen[G_N_ELEMENTS(heights)] = {false};
    g_assert_cmpuint(config.ladder.count, ==, G_N_ELEMENTS(heights));
    for (unsigned rung = 0; rung < G_N_ELEMENTS(heights); rung++) {
        room_view_set_receivers(view, PICTURE_CODEC_VP8, rung, 1);
    }
    while (!seen[0] || !seen[1] || !seen[2] || !seen[3]) {
        Encoded *encoded = next(frames);
        const unsigned rung = picture_feed_rung(encoded->source);
        g_assert_cmpint(encoded->frame->height_px, ==, heights[rung]);
        g_assert_cmpint(encoded->frame->width_px, ==, heights[rung] * 16 / 9);
        seen[rung] = true;
        encoded_free(encoded);
    }
}

/* Nobody watches and nothing records: nothing is composed, and no encoder is open. */
static void test_works_while_watched_or_recorded(void)
{
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(RoomView) view = view_new(frames);
    g_assert_cmpuint(room_view_stats(view).composed, ==, 0);
    room_view_set_recorded(view, true);
    encoded_free(next(frames));
    const RoomViewStats recorded = room_view_stats(view);
    g_assert_cmpuint(recorded.composed, >, 0);
    g_assert_cmpuint(recorded.encoders, ==, 1);
    g_assert_cmpuint(recorded.feeds[0].receivers, ==, 0);
    room_view_set_recorded(view, false);
    const int64_t deadline_us = g_get_monotonic_time() + PATIENCE_US;
    while (room_view_stats(view).encoders > 0) {
        g_assert_cmpint(g_get_monotonic_time(), <, deadline_us);
        g_thread_yield();
    }
    const uint64_t composed = room_view_stats(view).composed;
    for (Encoded *before = NULL; (before = g_async_queue_try_pop(frames)) != NULL;) {
        encoded_free(before);
    }
    g_assert_null(g_async_queue_timeout_pop(frames, 5 * (guint64)PERIOD_US));
    g_assert_cmpuint(room_view_stats(view).composed, ==, composed);
}

/* A still is what is shown now; there is none of what nobody sees, and who asks is answered in any case. */
static void test_a_still_is_what_is_shown(void)
{
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(GAsyncQueue) queue = g_async_queue_new();
    g_autoptr(RoomView) view = view_new(frames);
    shots = queue;
    g_assert_false(room_view_shoot(view));
    room_view_set_scene(view, scene_with_card());
    room_view_set_receivers(view, PICTURE_CODEC_VP8, 0, 1);
    encoded_free(next(frames));
    for (int round = 0; round < 3; round++) {
        g_assert_true(room_view_shoot(view));
        VideoFrame *picture = g_async_queue_timeout_pop(queue, PATIENCE_US);
        g_assert_true(picture != NULL && picture != NO_PICTURE);
        g_assert_cmpint(picture->width_px, ==, WIDTH);
        g_assert_cmpint(*video_frame_at(picture, 0, 20, HEIGHT / 2 & ~1), >, GROUND_Y + 8);
        video_frame_unref(picture);
    }
    const bool asked = room_view_shoot(view);
    room_view_set_receivers(view, PICTURE_CODEC_VP8, 0, 0);
    g_assert_true(asked);
    VideoFrame *last = g_async_queue_timeout_pop(queue, PATIENCE_US);
    g_assert_nonnull(last);
    if (last != NO_PICTURE) {
        video_frame_unref(last);
    }
    g_assert_false(room_view_shoot(view));
}

/* While it is recorded it is known since when nothing moves in it; names alone do not. */
static void test_says_when_it_moved_while_it_is_recorded(void)
{
    g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
    g_autoptr(RoomView) view = view_new(frames);
    const int64_t begun_us = g_get_monotonic_time();
    room_view_set_scene(view, scene_with_card());
    room_view_set_receivers(view, PICTURE_CODEC_VP8, 0, 1);
    encoded_free(next(frames));
    g_assert_cmpint(room_view_moved_us(view), ==, 0);
    room_view_set_recorded(view, true);
    while (room_view_moved_us(view) == 0) {
        g_assert_cmpint(g_get_monotonic_time(), <, begun_us + PATIENCE_US);
        g_thread_yield();
    }
    const int64_t moved_us = room_view_moved_us(view);
    g_assert_cmpint(moved_us, >, begun_us);
    while (room_view_stats(view).composed < 2 * FPS + FPS / 2) {
        g_assert_cmpint(g_get_monotonic_time(), <, begun_us + PATIENCE_US);
        g_usleep(PERIOD_US);
    }
    g_assert_cmpint(room_view_moved_us(view), ==, moved_us);
    room_view_set_recorded(view, false);
    while (room_view_moved_us(view) != 0) {
        g_assert_cmpint(g_get_monotonic_time(), <, begun_us + 2 * (int64_t)PATIENCE_US);
        g_thread_yield();
    }
}

/* Small tiles are not worth each picture when the machine is short of time; without others there is nothing to do. */
static void test_small_tiles_wait(void)
{
    static const struct {
        const char *why;
        int width_px; /* of its tile */
        unsigned small_each, done_each;
    } rows[] = {
            {"the machine keeps up", WIDTH / 4, 0, 1},
            {"each second one", WIDTH / 4, 2, 2},
            {"each fourth one", WIDTH / 4, 4, 4},
            {"a large one is shown all the same", WIDTH, 4, 1},
    };
    enum { TICKS = 32 };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GAsyncQueue) frames = g_async_queue_new_full(encoded_free);
        g_autoptr(RoomView) view = view_new(frames);
        Scene *scene = scene_with_card();
        g_test_message("%s", rows[i].why);
        scene->tiles[0].cell.width = rows[i].width_px;
        scene->small_each = rows[i].small_each;
        room_view_set_scene(view, scene);
        room_view_set_receivers(view, PICTURE_CODEC_VP8, 0, 1);
        while (room_view_load(view).ticks < TICKS) {
            encoded_free(next(frames));
        }
        const uint64_t composed = room_view_stats(view).composed;
        const RoomViewLoad load = room_view_load(view);
        /* Beats that the machine was too late for were no ticks, but they turn the count. */
        if (room_view_stats(view).skipped == 0) {
            g_assert_cmpuint(composed, <=, load.ticks / rows[i].done_each + 1);
            g_assert_cmpuint(composed, >=, TICKS / rows[i].done_each - 1);
        }
        g_assert_cmpint(load.busy_us, >=, 0);
        g_assert_cmpint(load.cpu_us, >, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room_view/a_change_is_seen_within_two_frames",
            test_a_change_is_seen_within_two_frames);
    g_test_add_func(
            "/room_view/rungs_are_encoded_while_received", test_rungs_are_encoded_while_received);
    g_test_add_func("/room_view/larger_by_configuration", test_larger_by_configuration);
    g_test_add_func(
            "/room_view/works_while_watched_or_recorded", test_works_while_watched_or_recorded);
    g_test_add_func("/room_view/says_when_it_moved_while_it_is_recorded",
            test_says_when_it_moved_while_it_is_recorded);
    g_test_add_func("/room_view/small_tiles_wait", test_small_tiles_wait);
    g_test_add_func("/room_view/S-11/a_still_is_what_is_shown", test_a_still_is_what_is_shown);
    return g_test_run();
}
