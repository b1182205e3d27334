#include "mcu/media/h264_codec.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "mcu/wire/h264_stream.h"
#include "tests/fakes/camera_clip.h"

#include <string.h>

enum { WIDTH = 640, HEIGHT = 360, FPS = 25, TICK_US = 40000, UNIT_MAX = 1100 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CameraClip, camera_clip_free)

static const VideoEncoderConfig config = {
        .width_px = WIDTH, .height_px = HEIGHT, .fps = FPS, .bitrate_bps = 500000, .threads = 1};

static VideoEncoder *new_encoder(void)
{
    g_autoptr(GError) error = NULL;
    VideoEncoder *encoder = video_encoder_new(video_codec_find("H264"), &config, &error);
    g_assert_no_error(error);
    return encoder;
}

static VideoDecoder *new_decoder(int pixels_max)
{
    g_autoptr(GError) error = NULL;
    VideoDecoder *decoder = video_decoder_new(
            video_codec_find("H264"), &(VideoDecoderConfig){.pixels_max = pixels_max}, &error);
    g_assert_no_error(error);
    return decoder;
}

/* Every unit fits into a packet, a key frame begins with what a decoder needs, and there are no B pictures. */
static void check_units(const EncodedFrame *frame)
{
    H264Stream stream = {.data = frame->data, .size = frame->size_bytes};
    H264Picture picture;
    H264Nal nal;
    while (h264_stream_next(&stream, &nal)) {
        H264Sps sps;
        g_assert_cmpuint(nal.size, <=, UNIT_MAX);
        g_assert_cmpuint(nal.data[0] & H264_NAL_TYPE_MASK, <=, H264_NAL_PPS); /* no delimiters */
        if ((nal.data[0] & H264_NAL_TYPE_MASK) == H264_NAL_SPS) {
            g_assert_true(h264_stream_read_sps(&nal, &sps));
            g_assert_cmpuint(sps.profile_idc, ==, 66);
            g_assert_cmpuint(sps.constraints & 0x40, ==, 0x40);
        }
    }
    g_assert_true(h264_stream_look(frame->data, frame->size_bytes, &picture));
    g_assert_true(picture.idr == frame->key);
    g_assert_true(picture.sps == frame->key && picture.pps == frame->key);
}

static void check_colour(const VideoFrame *picture, const VideoFrame *original)
{
    g_assert_cmpint(picture->width_px, ==, WIDTH);
    g_assert_cmpint(picture->height_px, ==, HEIGHT);
    int64_t difference = 0;
    for (int y = 4; y < HEIGHT; y += 16) {
        for (int x = 4; x < WIDTH; x += 16) {
            difference +=
                    ABS(*video_frame_at(picture, 0, x, y) - *video_frame_at(original, 0, x, y));
        }
    }
    g_assert_cmpint(difference / (INT64_C(1) * (WIDTH / 16) * (HEIGHT / 16)), <=, 12);
}

static void test_what_goes_in_comes_out(void)
{
    g_autoptr(VideoEncoder) encoder = new_encoder();
    g_autoptr(CameraClip) clip = camera_clip_new(WIDTH, HEIGHT, 3);
    g_autoptr(VideoDecoder) decoder = new_decoder(0);
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) original = video_frame_pool_take(pool, WIDTH, HEIGHT);

    for (int i = 0; i < 60; i++) {
        const bool key_asked = i == 40;
        camera_clip_draw(clip, i, original->planes, original->strides);
        g_autoptr(EncodedFrame) frame =
                video_encoder_encode(encoder, original, (int64_t)i * TICK_US, key_asked);
        g_autoptr(VideoFrame) picture = NULL;
        g_assert_nonnull(frame); /* at once, none is held back */
        g_assert_true(frame->key == (i == 0 || key_asked));
        check_units(frame);
        g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture), ==,
                VIDEO_DECODER_PICTURE);
        check_colour(picture, original);
    }
}

static void test_follows_the_rate(void)
{
    g_autoptr(VideoEncoder) encoder = new_encoder();
    g_autoptr(CameraClip) clip = camera_clip_new(WIDTH, HEIGHT, 3);
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, WIDTH, HEIGHT);
    static const int rates_bps[] = {1200000, 300000};
    int64_t spent[G_N_ELEMENTS(rates_bps)] = {0};

    for (int i = 0; i < 2 * 75; i++) {
        const int stage = i / 75;
        video_encoder_set_bitrate(encoder, rates_bps[stage]);
        camera_clip_draw(clip, i, picture->planes, picture->strides);
        g_autoptr(EncodedFrame) frame =
                video_encoder_encode(encoder, picture, (int64_t)i * TICK_US, false);
        g_assert_nonnull(frame);
        spent[stage] += i % 75 >= 25 ? (int64_t)frame->size_bytes * 8 / 2 : 0;
    }
    g_test_message("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " bit/s", spent[0], spent[1]);
    g_assert_cmpint(spent[0], <, rates_bps[0] * INT64_C(13) / 10);
    g_assert_cmpint(spent[1], <, rates_bps[1] * INT64_C(13) / 10);
    g_assert_cmpint(spent[1], <, spent[0]);
}

static void test_what_is_too_large_is_refused_before_it_is_decoded(void)
{
    g_autoptr(VideoEncoder) encoder = new_encoder();
    g_autoptr(CameraClip) clip = camera_clip_new(WIDTH, HEIGHT, 3);
    g_autoptr(VideoDecoder) decoder = new_decoder(320 * 192);
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, WIDTH, HEIGHT);
    VideoFrame *none = NULL;

    camera_clip_draw(clip, 0, picture->planes, picture->strides);
    g_autoptr(EncodedFrame) frame = video_encoder_encode(encoder, picture, 0, false);
    g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &none), ==,
            VIDEO_DECODER_REFUSED);
    /* A later SPS cannot say it either, without a key frame. */
    static const uint8_t sps[] = {0, 0, 0, 1, 0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x2f, 0xf9,
            0x70, 0x11, 0, 0, 3, 0, 1, 0, 0, 3, 0, 0x32, 0x0f, 0x16, 0x2e, 0x48};
    g_assert_cmpint(
            video_decoder_decode(decoder, sps, sizeof sps, &none), ==, VIDEO_DECODER_REFUSED);
}

static void test_goes_on_after_damage(void)
{
    g_autoptr(VideoEncoder) encoder = new_encoder();
    g_autoptr(CameraClip) clip = camera_clip_new(WIDTH, HEIGHT, 3);
    g_autoptr(VideoDecoder) decoder = new_decoder(0);
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) original = video_frame_pool_take(pool, WIDTH, HEIGHT);
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);
    bool asked = false;

    for (int i = 0; i < 100; i++) {
        camera_clip_draw(clip, i, original->planes, original->strides);
        g_autoptr(EncodedFrame) frame =
                video_encoder_encode(encoder, original, (int64_t)i * TICK_US, i == 99);
        g_autoptr(VideoFrame) picture = NULL;
        for (size_t k = 40; i < 99 && k < frame->size_bytes; k += 50) {
            frame->data[k] = (uint8_t)g_rand_int_range(chance, 0, 256);
        }
        const VideoDecoderResult result =
                video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture);
        asked = asked || result == VIDEO_DECODER_NEED_KEY;
        if (i == 99) {
            g_assert_cmpint(result, ==, VIDEO_DECODER_PICTURE);
            check_colour(picture, original);
        }
    }
    g_test_message("a key frame was %s for", asked ? "asked" : "not asked");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_null(video_codec_find("H264")); /* not before it is loaded */
    video_codec_list_load();
    g_assert_nonnull(video_codec_find("H264"));
    g_test_add_func("/h264_codec/what_goes_in_comes_out", test_what_goes_in_comes_out);
    g_test_add_func("/h264_codec/follows_the_rate", test_follows_the_rate);
    g_test_add_func("/h264_codec/what_is_too_large_is_refused_before_it_is_decoded",
            test_what_is_too_large_is_refused_before_it_is_decoded);
    g_test_add_func("/h264_codec/goes_on_after_damage", test_goes_on_after_damage);
    return g_test_run();
}
