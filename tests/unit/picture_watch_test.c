#include "mcu/media/picture_watch.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "tests/fakes/camera_clip.h"

enum { WIDTH = 320, HEIGHT = 180, FPS = 25, TICK_US = 40000, LUMA = WIDTH * HEIGHT };

/* One second after the other: a camera, an encoder as a browser has it, a decoder, and the watch. */
typedef struct Line {
    CameraClip *clip;
    VideoFramePool *pool;
    VideoFrame *room; /* without noise */
    VideoFrame *newest;
    VideoEncoder *encoder;
    VideoDecoder *decoder;
    GRand *random;
    int number;
    int64_t update_bytes;
    bool key_came;
    PictureWatch watch;
    int64_t now_us;
} Line;

static Line line_init(void)
{
    const VideoEncoderConfig encoding = {.width_px = WIDTH,
            .height_px = HEIGHT,
            .fps = FPS,
            .bitrate_bps = 200000,
            .threads = 1};
    Line line = {
            .clip = camera_clip_new(WIDTH, HEIGHT, 5),
            .pool = video_frame_pool_new(4),
            .encoder = video_encoder_new(video_codec_find("vp8"), &encoding, NULL),
            .decoder = video_decoder_new(video_codec_find("vp8"), &(VideoDecoderConfig){0}, NULL),
            .random = g_rand_new_with_seed(7),
            .now_us = 1000000,
    };
    line.room = video_frame_pool_take(line.pool, WIDTH, HEIGHT);
    camera_clip_draw(line.clip, 0, line.room->planes, line.room->strides);
    return line;
}

static void line_clear(Line *line)
{
    camera_clip_free(line->clip);
    video_frame_unref(line->room);
    video_frame_unref(line->newest);
    video_frame_pool_unref(line->pool);
    video_encoder_free(line->encoder);
    video_decoder_free(line->decoder);
    g_rand_free(line->random);
}

/* What the camera sees now: its room, somebody moving, darkness; and so much noise over it. */
typedef struct Shot {
    bool moves;
    int noise;       /* levels up or down */
    double contrast; /* 1: as it is; 0: black */
    bool key;        /* begins with a key frame */
} Shot;

static void paint(Line *line, VideoFrame *picture, const Shot *shot)
{
    if (shot->moves) {
        camera_clip_draw(line->clip, line->number, picture->planes, picture->strides);
    }
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            const int seen = *video_frame_at(shot->moves ? picture : line->room, 0, x, y);
            const int luma = 16 + (int)((seen - 16) * shot->contrast) +
                    (shot->noise > 0 ? g_rand_int_range(line->random, -shot->noise, shot->noise + 1)
                                     : 0);
            *video_frame_at(picture, 0, x, y) = (uint8_t)CLAMP(luma, 16, 235);
        }
    }
    for (int plane = 1; plane < 3 && !shot->moves; plane++) {
        for (int y = 0; y < HEIGHT / 2; y++) {
            memcpy(picture->planes[plane] + (ptrdiff_t)y * picture->strides[plane],
                    line->room->planes[plane] + (ptrdiff_t)y * line->room->strides[plane],
                    WIDTH / 2);
        }
    }
}

static void send_frame(Line *line, const Shot *shot, bool key, int64_t *bytes, int *updates)
{
    VideoFrame *picture = video_frame_pool_take(line->pool, WIDTH, HEIGHT);
    paint(line, picture, shot);
    g_autoptr(EncodedFrame) frame = video_encoder_encode(
            line->encoder, picture, (int64_t)line->number * TICK_US, key || line->number == 0);
    line->number++;
    video_frame_unref(picture);
    g_assert_nonnull(frame);
    if (!frame->key) {
        *bytes += (int64_t)frame->size_bytes;
        (*updates)++;
    }
    VideoFrame *decoded = NULL;
    g_assert_cmpint(video_decoder_decode(line->decoder, frame->data, frame->size_bytes, &decoded),
            ==, VIDEO_DECODER_PICTURE);
    video_frame_unref(line->newest);
    line->newest = decoded;
}

static void look(Line *line, bool came)
{
    line->now_us += 1000000;
    picture_watch_look(&line->watch,
            &(PictureLook){.frame = line->newest,
                    .came = came,
                    .update_bytes = came ? line->update_bytes : -1,
                    .key_came = came && line->key_came,
                    .now_us = line->now_us});
}

static void run(Line *line, const Shot *shot, int seconds)
{
    for (int second = 0; second < seconds; second++) {
        int64_t bytes = 0;
        int updates = 0;
        line->key_came = line->number == 0 || (shot->key && second == 0);
        for (int i = 0; i < FPS; i++) {
            send_frame(line, shot, shot->key && second == 0 && i == 0, &bytes, &updates);
        }
        line->update_bytes = updates > 0 ? bytes / updates : -1;
        look(line, true);
        g_test_message("%d bytes an update", (int)line->update_bytes);
    }
}

static void test_tells_frozen_from_still(void)
{
    static const struct {
        const char *why;
        Shot shot;
        bool black, frozen;
    } cases[] = {
            {"people move", {.moves = true, .noise = 2, .contrast = 1}, false, false},
            {"people move, and the camera has no noise", {.moves = true, .contrast = 1}, false,
                    false},
            {"an empty room", {.noise = 4, .contrast = 1}, false, false},
            {"an empty room and a good camera", {.noise = 2, .contrast = 1}, false, false},
            {"a dark room", {.noise = 2, .contrast = 0.2}, false, false},
            {"the same picture again and again", {.contrast = 1}, false, true},
            {"black", {.contrast = 0}, true, false},
            {"a covered lens", {.noise = 5, .contrast = 0}, true, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Line line = line_init();
        g_test_message("%s", cases[i].why);
        run(&line, &cases[i].shot, 9);
        g_assert_true(line.watch.judged);
        g_assert_false(line.watch.missing);
        g_assert_true(line.watch.black == cases[i].black);
        g_assert_true(line.watch.frozen == cases[i].frozen);
        line_clear(&line);
    }
}

static void test_is_over_when_it_moves(void)
{
    const Shot still = {.contrast = 1};
    const Shot key = {.contrast = 1, .key = true};
    const Shot lives = {.moves = true, .noise = 2, .contrast = 1};
    const Shot black = {.contrast = 0};
    Line line = line_init();

    run(&line, &still, 9);
    g_assert_true(line.watch.frozen);
    run(&line, &key, 1); /* somebody joined: the same picture anew */
    g_assert_true(line.watch.frozen);
    run(&line, &still, 3);
    g_assert_true(line.watch.frozen);
    run(&line, &lives, 2);
    g_assert_false(line.watch.frozen);
    run(&line, &black, 4);
    g_assert_true(line.watch.black);
    run(&line, &lives, 1);
    g_assert_false(line.watch.black);
    line_clear(&line);
}

/* On a line that loses, or while others come and go, somebody asks for a key frame every few seconds. */
static void test_key_frames_hide_nothing(void)
{
    static const struct {
        const char *why;
        Shot shot;
        int every_s;
        bool frozen;
    } cases[] = {
            {"the same picture again and again", {.contrast = 1, .key = true}, 4, true},
            {"an empty room and a good camera", {.noise = 2, .contrast = 1, .key = true}, 4, false},
            {"an empty room, nothing but key frames", {.noise = 2, .contrast = 1, .key = true}, 1,
                    false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Line line = line_init();
        g_test_message("%s", cases[i].why);
        bool found = false;
        for (int round = 0; round < 4; round++) {
            run(&line, &cases[i].shot, cases[i].every_s);
            found = found || line.watch.frozen;
        }
        g_assert_true(found == cases[i].frozen);
        g_assert_true(line.watch.frozen == cases[i].frozen); /* and so it stays */
        line_clear(&line);
    }
}

static void test_a_picture_that_stops_or_never_comes(void)
{
    const Shot lives = {.moves = true, .noise = 2, .contrast = 1};
    Line line = line_init();

    for (int i = 0; i < 3; i++) {
        look(&line, false);
    }
    g_assert_false(line.watch.missing);
    for (int i = 0; i < 3; i++) {
        look(&line, false);
    }
    g_assert_true(line.watch.missing);
    g_assert_false(line.watch.frozen || line.watch.black || line.watch.judged);
    run(&line, &lives, 2);
    g_assert_false(line.watch.missing);
    for (int i = 0; i < 5; i++) {
        look(&line, false);
    }
    g_assert_true(line.watch.frozen);
    g_assert_false(line.watch.missing);
    run(&line, &lives, 1);
    g_assert_false(line.watch.frozen);
    for (int i = 0; i < 5; i++) {
        look(&line, false);
    }
    picture_watch_rest(&line.watch);
    look(&line, false);
    g_assert_false(line.watch.frozen);
    line_clear(&line);
}

/* A hidden site is looked at for some seconds, and again after a minute. */
static void test_what_was_found_stands_until_the_next_look(void)
{
    const Shot black = {.contrast = 0};
    const Shot still = {.contrast = 1, .key = true};
    const Shot moving = {.moves = true, .contrast = 1, .noise = 4};
    const struct {
        const char *reason;
        bool black, frozen;
        const Shot *then;
        bool black_then, frozen_then;
    } rows[] = {
            {"black, and still so", true, false, &black, true, false},
            {"black, and mended", true, false, &moving, false, false},
            {"frozen, and still so", false, true, &still, false, true},
            {"frozen, and mended", false, true, &moving, false, false},
            {"well, and still so", false, false, &moving, false, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Line line = line_init();
        PictureWatch *watch = &line.watch;
        run(&line, rows[i].black ? &black : rows[i].frozen ? &still : &moving, 8);
        g_test_message("%s", rows[i].reason);
        g_assert_true(watch->black == rows[i].black && watch->frozen == rows[i].frozen);
        g_assert_true(picture_watch_is_sure(watch) == (!rows[i].black && !rows[i].frozen));
        picture_watch_pause(watch);
        g_assert_true(watch->black == rows[i].black && watch->frozen == rows[i].frozen);
        g_assert_true(watch->judged);
        g_assert_false(picture_watch_is_sure(watch));
        line.now_us += 60 * (int64_t)1000000;
        for (int second = 0; second < 8; second++) {
            Shot shot = *rows[i].then;
            shot.key = second == 0; /* a look begins with a key frame */
            run(&line, &shot, 1);
            const bool as_then =
                    watch->black == rows[i].black_then && watch->frozen == rows[i].frozen_then;
            const bool as_before = watch->black == rows[i].black && watch->frozen == rows[i].frozen;
            g_assert_true(as_then || (as_before && second < 2)); /* it never goes to and fro */
        }
        line_clear(&line);
    }
}

static void test_one_that_never_came_is_missing_until_it_comes(void)
{
    PictureWatch watch = {0};
    int64_t now_us = 1000000;

    for (int second = 0; second < 6; second++, now_us += 1000000) {
        picture_watch_look(&watch, &(PictureLook){.update_bytes = -1, .now_us = now_us});
    }
    g_assert_true(watch.missing);
    picture_watch_pause(&watch);
    now_us += 60 * (int64_t)1000000;
    picture_watch_look(&watch, &(PictureLook){.update_bytes = -1, .now_us = now_us});
    g_assert_true(watch.missing);
    picture_watch_look(&watch, &(PictureLook){.came = true, .now_us = now_us + 1000000});
    g_assert_false(watch.missing);
}

static void test_sizes(void)
{
    static const int sizes[][2] = {{2, 2}, {160, 90}, {90, 160}, {1280, 720}};
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        PictureWatch watch = {0};
        VideoFrame *frame = video_frame_pool_take(pool, sizes[i][0], sizes[i][1]);
        video_frame_fill(frame, 16, 128, 128);
        for (int second = 1; second < 5; second++) {
            picture_watch_look(&watch,
                    &(PictureLook){.frame = frame,
                            .came = true,
                            .update_bytes = 20,
                            .now_us = second * INT64_C(1000000)});
        }
        g_assert_true(watch.black);
        video_frame_unref(frame);
    }
}

/* Fine stripes, which fall on other samples in another size; shifted, they are another picture. */
static VideoFrame *stripes(VideoFramePool *pool, int width_px, int shift)
{
    VideoFrame *frame = video_frame_pool_take(pool, width_px, width_px * 9 / 16);

    for (int y = 0; y < frame->height_px; y++) {
        for (int x = 0; x < frame->width_px; x++) {
            const int at = x * 640 / width_px + shift;
            *video_frame_at(frame, 0, x, y) = at / 7 % 2 == 0 ? 40 : 200;
        }
    }
    return frame;
}

/* Who comes and goes makes the tiles of all others larger and smaller. */
static void test_another_size_is_no_motion(void)
{
    static const struct {
        const char *why;
        int shift; /* from one look to the next */
        int64_t update_bytes;
        bool frozen;
    } cases[] = {
            {"the same picture in other sizes", 0, 20, true},
            {"one that moves, in other sizes", 5, 5000, false},
            {"one that moves and costs little", 5, 20, false},
            {"an empty room in other sizes", 0, 5000, false},
    };
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        PictureWatch watch = {0};
        g_test_message("%s", cases[i].why);
        for (int second = 1; second < 20; second++) {
            const bool large = second / 2 % 2 == 0;
            VideoFrame *frame = stripes(pool, large ? 640 : 320, second * cases[i].shift);
            picture_watch_look(&watch,
                    &(PictureLook){.frame = frame,
                            .came = true,
                            .key_came = second % 2 == 0,
                            .update_bytes = cases[i].update_bytes,
                            .now_us = second * INT64_C(1000000)});
            video_frame_unref(frame);
            g_assert_true(watch.frozen == (cases[i].frozen && second > 5));
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_watch/S-27/tells_frozen_from_still", test_tells_frozen_from_still);
    g_test_add_func("/picture_watch/S-27/key_frames_hide_nothing", test_key_frames_hide_nothing);
    g_test_add_func(
            "/picture_watch/S-27/another_size_is_no_motion", test_another_size_is_no_motion);
    g_test_add_func("/picture_watch/is_over_when_it_moves", test_is_over_when_it_moves);
    g_test_add_func(
            "/picture_watch/stops_or_never_comes", test_a_picture_that_stops_or_never_comes);
    g_test_add_func("/picture_watch/S-27/what_was_found_stands_until_the_next_look",
            test_what_was_found_stands_until_the_next_look);
    g_test_add_func("/picture_watch/one_that_never_came_is_missing_until_it_comes",
            test_one_that_never_came_is_missing_until_it_comes);
    g_test_add_func("/picture_watch/sizes", test_sizes);
    return g_test_run();
}
