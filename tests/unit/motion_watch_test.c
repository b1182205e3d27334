#include "mcu/media/motion_watch.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "tests/fakes/camera_clip.h"

#include <string.h>

enum { WIDTH = 320, HEIGHT = 180, FPS = 25, TICK_US = G_USEC_PER_SEC / FPS, TILES = 16 };

/* What a site's camera sends. */
typedef enum Seen { PEOPLE, ROOM, STILL, SWINGS, HEAD, NO_CAMERA } Seen;

static VideoFrame *room_picture(void) /* a camera's room, without its noise */
{
    static VideoFrame *room = NULL;
    if (room == NULL) {
        g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
        CameraClip *clip = camera_clip_new(WIDTH, HEIGHT, 5);
        room = video_frame_pool_take(pool, WIDTH, HEIGHT);
        camera_clip_draw(clip, 0, room->planes, room->strides);
        camera_clip_free(clip);
    }
    return room;
}

static void add_noise(VideoFrame *picture, GRand *random, int levels)
{
    for (int y = 0; y < HEIGHT; y++) {
        uint8_t *line = picture->planes[0] + (ptrdiff_t)y * picture->strides[0];
        for (int x = 0; x < WIDTH; x++) {
            line[x] = (uint8_t)CLAMP(
                    line[x] + g_rand_int_range(random, -levels, levels + 1), 16, 235);
        }
    }
}

/* A head before a background that stands still to the last bit, in one place and then in another. */
static void nod(VideoFrame *picture, int number)
{
    for (int y = 60; y < 90; y++) {
        memset(picture->planes[0] + (ptrdiff_t)y * picture->strides[0] + 150 + number * number % 7,
                180, 20);
    }
}

/* What an encoder never finishes: half of the picture, in every other line by one level. */
static void swing(VideoFrame *picture)
{
    for (int y = 0; y < HEIGHT / 2; y += 2) {
        for (int x = 0; x < WIDTH; x++) {
            picture->planes[0][(ptrdiff_t)y * picture->strides[0] + x] ^= 1;
        }
    }
}

static VideoFrame *draw(
        VideoFramePool *pool, const CameraClip *clip, GRand *random, Seen seen, int number)
{
    VideoFrame *picture = video_frame_pool_take(pool, WIDTH, HEIGHT);
    const VideoFrame *room = room_picture();
    for (int plane = 0; plane < 3; plane++) {
        memcpy(picture->planes[plane], room->planes[plane],
                (size_t)room->strides[plane] * (size_t)(plane == 0 ? HEIGHT : HEIGHT / 2));
    }
    if (seen == PEOPLE) {
        camera_clip_draw(clip, number, picture->planes, picture->strides);
    } else if (seen == ROOM) {
        add_noise(picture, random, 2);
    } else if (seen == SWINGS && number % 2 == 0) {
        swing(picture);
    } else if (seen == HEAD) {
        nod(picture, number);
    }
    return picture;
}

/* ---- what a view shows ---- */

/* @return for how long nothing has moved, after so many seconds of a view of tiles */
static int64_t still_after(int seconds, Seen one, Seen others, size_t count)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(TILES);
    CameraClip *clip = camera_clip_new(WIDTH, HEIGHT, 3);
    GRand *random = g_rand_new_with_seed(7);
    MotionWatch watch = {0};
    int64_t now_us = 1000;
    for (int second = 0; second < seconds; second++, now_us += G_USEC_PER_SEC) {
        CanvasTile tiles[TILES] = {0};
        VideoFrame *pictures[TILES] = {0};
        for (size_t i = 0; i < count; i++) {
            const Seen seen = i == count - 1 ? one : others;
            pictures[i] = seen == NO_CAMERA ? NULL : draw(pool, clip, random, seen, second);
            tiles[i] = (CanvasTile){.picture = pictures[i],
                    .name = second % 2 == 0 ? "An Biên" : "Châu Thành", /* the site is renamed */
                    .microphone_off = second % 2 == 0,
                    .speaking = second % 3 == 0};
        }
        motion_watch_tick(&watch, tiles, count, now_us);
        for (size_t i = 0; i < count; i++) {
            video_frame_unref(pictures[i]);
        }
    }
    camera_clip_free(clip);
    g_rand_free(random);
    return now_us - G_USEC_PER_SEC - watch.moved_us;
}

static void test_any_site_that_moves_is_enough(void)
{
    static const struct {
        const char *why;
        size_t count;
        Seen one, others;
        bool moves;
    } cases[] = {
            {"people, full screen", 1, PEOPLE, PEOPLE, true},
            {"an empty room and a good camera", 1, ROOM, ROOM, true},
            {"one of sixteen, the others stand", TILES, PEOPLE, STILL, true},
            {"a head of one of sixteen", TILES, HEAD, STILL, true},
            {"one of sixteen, the others have no camera", TILES, PEOPLE, NO_CAMERA, true},
            {"a still picture", 1, STILL, STILL, false},
            {"sixteen, while borders, names and marks come and go", TILES, STILL, STILL, false},
            {"one that its encoder never finishes", 1, SWINGS, SWINGS, false},
            {"a still one among names", TILES, STILL, NO_CAMERA, false},
            {"names alone", TILES, NO_CAMERA, NO_CAMERA, false},
            {"nobody", 0, NO_CAMERA, NO_CAMERA, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const int64_t still_us = still_after(10, cases[i].one, cases[i].others, cases[i].count);
        g_test_message("%s: still for %d s", cases[i].why, (int)(still_us / G_USEC_PER_SEC));
        g_assert_cmpint(still_us, ==, cases[i].moves ? 0 : 9 * (int64_t)G_USEC_PER_SEC);
    }
}

static void test_slides_stand_still_as_a_rule(void)
{
    static const struct {
        const char *why;
        bool slides[2];
        Seen seen[2];
        bool moves;
    } cases[] = {
            {"slides alone", {true, true}, {STILL, NO_CAMERA}, true},
            {"beside a chair who moves", {true, false}, {STILL, PEOPLE}, true},
            {"beside a chair who stands", {true, false}, {STILL, STILL}, false},
            {"a film beside a chair who stands", {true, false}, {PEOPLE, STILL}, false},
    };
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);
    CameraClip *clip = camera_clip_new(WIDTH, HEIGHT, 3);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        MotionWatch watch = {0};
        g_test_message("%s", cases[i].why);
        for (int second = 1; second <= 5; second++) {
            CanvasTile tiles[2] = {0};
            VideoFrame *pictures[2] = {0};
            for (size_t k = 0; k < 2; k++) {
                pictures[k] = cases[i].seen[k] == NO_CAMERA
                        ? NULL
                        : draw(pool, clip, NULL, cases[i].seen[k], second);
                tiles[k] = (CanvasTile){.picture = pictures[k], .slides = cases[i].slides[k]};
            }
            motion_watch_tick(&watch, tiles, 2, second * (int64_t)G_USEC_PER_SEC);
            video_frame_unref(pictures[0]);
            video_frame_unref(pictures[1]);
        }
        g_assert_cmpint(watch.moved_us, ==, (cases[i].moves ? 5 : 1) * (int64_t)G_USEC_PER_SEC);
    }
    camera_clip_free(clip);
}

/* Who comes, who goes, another layout and another size are motion, once. */
static void test_another_view_is_motion_once(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(3);
    VideoFrame *large = video_frame_pool_take(pool, 1280, 720);
    VideoFrame *small = video_frame_pool_take(pool, 2, 2);
    const VideoFrame *shown[][2] = {{large, NULL}, {large, NULL}, {large, small}, {large, small},
            {small, large}, {small, large}, {NULL, large}, {NULL, large}, {NULL, NULL}};
    MotionWatch watch = {0};
    video_frame_fill(large, 100, 128, 128);
    video_frame_fill(small, 100, 128, 128);
    for (int second = 1; second <= (int)G_N_ELEMENTS(shown); second++) {
        const VideoFrame *const *pictures = shown[second - 1];
        const CanvasTile tiles[2] = {{.picture = pictures[0]}, {.picture = pictures[1]}};
        motion_watch_tick(&watch, tiles, 2, second * (int64_t)G_USEC_PER_SEC);
        const int changed_s = second - (second + 1) % 2;
        g_assert_cmpint(watch.moved_us, ==, changed_s * (int64_t)G_USEC_PER_SEC);
    }
    motion_watch_rest(&watch);
    g_assert_cmpint(watch.moved_us, ==, 0);
    motion_watch_tick(&watch, NULL, 0, 100 * (int64_t)G_USEC_PER_SEC);
    g_assert_cmpint(watch.moved_us, ==, 100 * (int64_t)G_USEC_PER_SEC);
    video_frame_unref(large);
    video_frame_unref(small);
}

/* Told each tick, it looks once a second: what moves and is back meanwhile is not seen. */
static void test_looks_once_a_second(void)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);
    VideoFrame *pictures[2] = {
            video_frame_pool_take(pool, WIDTH, HEIGHT), video_frame_pool_take(pool, WIDTH, HEIGHT)};
    MotionWatch watch = {0};
    video_frame_fill(pictures[0], 100, 128, 128);
    video_frame_fill(pictures[1], 101, 128, 128);
    for (int tick = 0; tick <= 5 * FPS; tick++) {
        const CanvasTile tile = {.picture = pictures[tick % FPS == 0 ? 0 : 1]};
        motion_watch_tick(&watch, &tile, 1, 1 + tick * (int64_t)TICK_US);
    }
    g_assert_cmpint(watch.looked_us, ==, 1 + 5 * (int64_t)G_USEC_PER_SEC);
    g_assert_cmpint(watch.moved_us, ==, 1);
    video_frame_unref(pictures[0]);
    video_frame_unref(pictures[1]);
}

/* ---- what the sites' own encoders make of it ---- */

typedef struct Line {
    VideoEncoder *encoder;
    VideoDecoder *decoder;
    VideoFrame *newest;
    int number;
} Line;

static void send_frame(Line *line, VideoFrame *picture)
{
    VideoFrame *decoded = NULL;
    g_autoptr(EncodedFrame) frame = video_encoder_encode(
            line->encoder, picture, (int64_t)line->number * TICK_US, line->number == 0);
    line->number++;
    if (frame != NULL &&
            video_decoder_decode(line->decoder, frame->data, frame->size_bytes, &decoded) ==
                    VIDEO_DECODER_PICTURE) {
        video_frame_unref(line->newest);
        line->newest = decoded;
    }
}

static void test_through_a_sites_encoder(void)
{
    static const struct {
        const char *why;
        Seen seen;
        int bitrate_bps, layers;
    } cases[] = {
            {"people", PEOPLE, 60000, 1},
            {"an empty room", ROOM, 200000, 1},
            {"the same, on the weakest line", ROOM, 60000, 1},
            {"a head before a painted background", HEAD, 100000, 1},
            {"a still picture", STILL, 200000, 1},
            {"the same, in layers", STILL, 200000, 3},
            {"the same, on the weakest line", STILL, 60000, 1},
    };
    enum { SECONDS = 40, MENDED_S = 20, SEEN_S = 15 };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const VideoEncoderConfig encoding = {.width_px = WIDTH,
                .height_px = HEIGHT,
                .fps = FPS,
                .bitrate_bps = cases[i].bitrate_bps,
                .threads = 1,
                .temporal_layers = cases[i].layers};
        g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);
        CameraClip *clip = camera_clip_new(WIDTH, HEIGHT, 3);
        GRand *random = g_rand_new_with_seed(7);
        Line line = {.encoder = video_encoder_new(video_codec_find("vp8"), &encoding, NULL),
                .decoder =
                        video_decoder_new(video_codec_find("vp8"), &(VideoDecoderConfig){0}, NULL)};
        MotionWatch watch = {0};
        int64_t longest_us = 0;
        int64_t now_us = 0;
        for (int tick = 0; tick < SECONDS * FPS; tick++) {
            g_autoptr(VideoFrame) picture =
                    draw(pool, clip, random, cases[i].seen, tick / (FPS / 2));
            send_frame(&line, picture);
            const CanvasTile tile = {.picture = line.newest};
            now_us = 1 + tick * (int64_t)TICK_US;
            motion_watch_tick(&watch, &tile, 1, now_us);
            longest_us = MAX(longest_us, now_us - watch.moved_us);
        }
        g_test_message("%s: still for %d s at most, and for %d s at last", cases[i].why,
                (int)(longest_us / G_USEC_PER_SEC),
                (int)((now_us - watch.moved_us) / G_USEC_PER_SEC));
        if (cases[i].seen == STILL) {
            g_assert_cmpint(
                    now_us - watch.moved_us, >, (SECONDS - MENDED_S) * (int64_t)G_USEC_PER_SEC);
        } else {
            g_assert_cmpint(longest_us, <, SEEN_S * (int64_t)G_USEC_PER_SEC);
        }
        video_frame_unref(line.newest);
        video_encoder_free(line.encoder);
        video_decoder_free(line.decoder);
        camera_clip_free(clip);
        g_rand_free(random);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/motion_watch/S-27/any_site_that_moves_is_enough", test_any_site_that_moves_is_enough);
    g_test_add_func(
            "/motion_watch/slides_stand_still_as_a_rule", test_slides_stand_still_as_a_rule);
    g_test_add_func("/motion_watch/another_view_is_motion_once", test_another_view_is_motion_once);
    g_test_add_func("/motion_watch/looks_once_a_second", test_looks_once_a_second);
    g_test_add_func("/motion_watch/through_a_sites_encoder", test_through_a_sites_encoder);
    return g_test_run();
}
