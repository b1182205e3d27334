#include "mcu/media/video_decoder.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_encoder.h"
#include "tests/fakes/camera_clip.h"

#include <string.h>

enum { WIDTH = 160, HEIGHT = 90, TICK_US = 40000, FRAMES = 12 };

static VideoDecoder *new_decoder(int pixels_max)
{
    VideoDecoder *decoder = video_decoder_new(
            video_codec_find("VP8"), &(VideoDecoderConfig){.pixels_max = pixels_max}, NULL);
    g_assert_nonnull(decoder);
    return decoder;
}

/* Frames of a clip; the first is a key frame. */
static GPtrArray *encoded_clip(int width, int height)
{
    const VideoEncoderConfig config = {
            .width_px = width, .height_px = height, .fps = 25, .bitrate_bps = 200000, .threads = 1};
    g_autoptr(VideoEncoder) encoder = video_encoder_new(video_codec_find("VP8"), &config, NULL);
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, width, height);
    GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)encoded_frame_unref);
    CameraClip *clip = camera_clip_new(width, height, 1);

    for (int i = 0; i < FRAMES; i++) {
        camera_clip_draw(clip, i, picture->planes, picture->strides);
        g_ptr_array_add(
                frames, video_encoder_encode(encoder, picture, (int64_t)i * TICK_US, false));
    }
    camera_clip_free(clip);
    return frames;
}

static VideoDecoderResult decode(VideoDecoder *decoder, const EncodedFrame *frame)
{
    g_autoptr(VideoFrame) picture = NULL;
    const VideoDecoderResult result =
            video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture);

    g_assert_true((picture != NULL) == (result == VIDEO_DECODER_PICTURE));
    if (picture != NULL) {
        g_assert_cmpint(picture->width_px, ==, frame->width_px);
        g_assert_cmpint(picture->height_px, ==, frame->height_px);
    }
    return result;
}

static void test_begins_with_a_key_frame(void)
{
    g_autoptr(GPtrArray) frames = encoded_clip(WIDTH, HEIGHT);
    g_autoptr(VideoDecoder) decoder = new_decoder(0);

    g_assert_cmpint(decode(decoder, frames->pdata[1]), ==, VIDEO_DECODER_NEED_KEY);
    for (guint i = 0; i < frames->len; i++) {
        g_assert_cmpint(decode(decoder, frames->pdata[i]), ==, VIDEO_DECODER_PICTURE);
    }
    video_decoder_lost(decoder);
    g_assert_cmpint(decode(decoder, frames->pdata[2]), ==, VIDEO_DECODER_NEED_KEY);
    g_assert_cmpint(decode(decoder, frames->pdata[0]), ==, VIDEO_DECODER_PICTURE);
    g_assert_cmpuint(video_decoder_stats(decoder).waited, ==, 2);
}

static void test_follows_a_new_size(void)
{
    static const int sides[][2] = {{160, 90}, {320, 180}, {96, 160}, {160, 90}};
    g_autoptr(VideoDecoder) decoder = new_decoder(0);

    for (size_t n = 0; n < G_N_ELEMENTS(sides); n++) {
        g_autoptr(GPtrArray) frames = encoded_clip(sides[n][0], sides[n][1]);
        for (guint i = 0; i < frames->len; i++) {
            g_assert_cmpint(decode(decoder, frames->pdata[i]), ==, VIDEO_DECODER_PICTURE);
        }
    }
}

static void test_refuses_what_is_too_large(void)
{
    g_autoptr(GPtrArray) frames = encoded_clip(WIDTH, HEIGHT);
    g_autoptr(VideoDecoder) exact = new_decoder(WIDTH * HEIGHT);
    g_autoptr(VideoDecoder) small = new_decoder(WIDTH * HEIGHT - 1);

    g_assert_cmpint(decode(exact, frames->pdata[0]), ==, VIDEO_DECODER_PICTURE);
    g_assert_cmpint(decode(small, frames->pdata[0]), ==, VIDEO_DECODER_REFUSED);
    g_assert_cmpint(decode(small, frames->pdata[1]), ==, VIDEO_DECODER_NEED_KEY);

    /* A bomb: a key frame that says it is 16383 pixels wide and high (RFC 6386, 9.1). */
    static const uint8_t bomb[] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f, 0, 0};
    g_autoptr(VideoFrame) picture = NULL;
    g_assert_cmpint(
            video_decoder_decode(exact, bomb, sizeof bomb, &picture), ==, VIDEO_DECODER_REFUSED);
    g_assert_cmpint(video_decoder_decode(exact, bomb, 0, &picture), ==, VIDEO_DECODER_REFUSED);
    g_assert_cmpuint(video_decoder_stats(exact).refused, ==, 2);
}

static void test_says_when_no_frame_is_free(void)
{
    g_autoptr(GPtrArray) frames = encoded_clip(WIDTH, HEIGHT);
    g_autoptr(VideoDecoder) decoder = new_decoder(0);
    VideoFrame *held[FRAMES] = {NULL};

    for (guint i = 0; i < FRAMES; i++) {
        const EncodedFrame *frame = frames->pdata[i];
        g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &held[i]), ==,
                i < VIDEO_DECODER_FRAMES_MAX ? VIDEO_DECODER_PICTURE : VIDEO_DECODER_NO_FRAME);
    }
    video_frame_unref(g_steal_pointer(&held[0]));
    g_assert_cmpint(decode(decoder, frames->pdata[0]), ==, VIDEO_DECODER_PICTURE);
    for (guint i = 0; i < FRAMES; i++) {
        video_frame_unref(held[i]);
    }
}

/* Bits are turned and ends cut off at random: no crash, and a key frame always heals. */
static void test_damage_heals_with_a_key_frame(void)
{
    g_autoptr(GPtrArray) frames = encoded_clip(WIDTH, HEIGHT);
    g_autoptr(VideoDecoder) decoder = new_decoder(0);

    for (int round = 0; round < 3000; round++) {
        const EncodedFrame *frame = frames->pdata[g_test_rand_int_range(0, FRAMES)];
        g_autofree uint8_t *damaged = g_memdup2(frame->data, frame->size_bytes);
        g_autoptr(VideoFrame) picture = NULL;
        const size_t size = (size_t)g_test_rand_int_range(0, (gint)frame->size_bytes + 1);
        for (int bit = 0; bit < 4; bit++) {
            damaged[g_test_rand_int_range(0, (gint)frame->size_bytes)] ^=
                    (uint8_t)(1 << g_test_rand_int_range(0, 8));
        }
        video_decoder_decode(decoder, damaged, size, &picture);
        if (round % 100 == 99) {
            g_assert_cmpint(decode(decoder, frames->pdata[0]), ==, VIDEO_DECODER_PICTURE);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/video_decoder/begins_with_a_key_frame", test_begins_with_a_key_frame);
    g_test_add_func("/video_decoder/follows_a_new_size", test_follows_a_new_size);
    g_test_add_func("/video_decoder/refuses_what_is_too_large", test_refuses_what_is_too_large);
    g_test_add_func("/video_decoder/says_when_no_frame_is_free", test_says_when_no_frame_is_free);
    g_test_add_func(
            "/video_decoder/damage_heals_with_a_key_frame", test_damage_heals_with_a_key_frame);
    return g_test_run();
}
