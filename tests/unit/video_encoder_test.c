#include "mcu/media/video_encoder.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "tests/fakes/camera_clip.h"
#include "tests/fakes/picture_check.h"

enum { WIDTH = 320, HEIGHT = 180, FPS = 25, TICK_US = 40000 };

static const VideoEncoderConfig good = {
        .width_px = WIDTH, .height_px = HEIGHT, .fps = FPS, .bitrate_bps = 300000, .threads = 1};

typedef struct Studio {
    CameraClip *clip;
    VideoFramePool *pool;
    VideoFrame *picture; /* the latest one */
    int number;
} Studio;

static Studio studio_init(void)
{
    return (Studio){.clip = camera_clip_new(WIDTH, HEIGHT, 3), .pool = video_frame_pool_new(2)};
}

static void studio_clear(Studio *studio)
{
    camera_clip_free(studio->clip);
    video_frame_unref(studio->picture);
    video_frame_pool_unref(studio->pool);
}

static EncodedFrame *encode_next(Studio *studio, VideoEncoder *encoder, bool key)
{
    video_frame_unref(studio->picture);
    studio->picture = video_frame_pool_take(studio->pool, WIDTH, HEIGHT);
    camera_clip_draw(
            studio->clip, studio->number, studio->picture->planes, studio->picture->strides);
    return video_encoder_encode(encoder, studio->picture, (int64_t)studio->number++ * TICK_US, key);
}

static VideoEncoder *new_encoder(const VideoEncoderConfig *config)
{
    VideoEncoder *encoder = video_encoder_new(video_codec_find("vp8"), config, NULL);
    g_assert_nonnull(encoder);
    return encoder;
}

static VideoDecoder *new_decoder(void)
{
    VideoDecoder *decoder =
            video_decoder_new(video_codec_find("VP8"), &(VideoDecoderConfig){0}, NULL);
    g_assert_nonnull(decoder);
    return decoder;
}

static void test_refuses_bad_values(void)
{
    static const struct {
        const char *why;
        int width, height, fps, bitrate, threads, layers;
        bool good;
    } cases[] = {
            {"the usual", 1280, 720, 25, 1500000, 2, 0, true},
            {"the smallest", 16, 16, 1, 10000, 1, 1, true},
            {"three layers", 320, 180, 60, 200000, 16, 3, true},
            {"an odd width", 321, 180, 25, 200000, 1, 1, false},
            {"an odd height", 320, 181, 25, 200000, 1, 1, false},
            {"too small", 14, 16, 25, 200000, 1, 1, false},
            {"too wide", 4098, 180, 25, 200000, 1, 1, false},
            {"no pictures", 320, 180, 0, 200000, 1, 1, false},
            {"too many pictures", 320, 180, 61, 200000, 1, 1, false},
            {"no bits", 320, 180, 25, 0, 1, 1, false},
            {"no threads", 320, 180, 25, 200000, 0, 1, false},
            {"too many threads", 320, 180, 25, 200000, 17, 1, false},
            {"too many layers", 320, 180, 25, 200000, 1, 4, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const VideoEncoderConfig config = {.width_px = cases[i].width,
                .height_px = cases[i].height,
                .fps = cases[i].fps,
                .bitrate_bps = cases[i].bitrate,
                .threads = cases[i].threads,
                .temporal_layers = cases[i].layers};
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autoptr(VideoEncoder) encoder =
                video_encoder_new(video_codec_find("VP8"), &config, &error);
        g_assert_true((encoder != NULL) == cases[i].good);
        if (!cases[i].good) {
            g_assert_error(error, VIDEO_ENCODER_ERROR, VIDEO_ENCODER_ERROR_CONFIG);
        }
    }
    g_assert_null(video_codec_find("H261"));
}

static void test_comes_back_as_it_was(void)
{
    Studio studio = studio_init();
    g_autoptr(VideoEncoder) encoder = new_encoder(&good);
    g_autoptr(VideoDecoder) decoder = new_decoder();
    size_t bytes = 0;

    for (int i = 0; i < 75; i++) {
        g_autoptr(EncodedFrame) frame = encode_next(&studio, encoder, i == 50);
        g_autoptr(VideoFrame) picture = NULL;
        g_assert_nonnull(frame);
        g_assert_true(frame->key == (i == 0 || i == 50));
        g_assert_cmpint(frame->pts_us, ==, (int64_t)i * TICK_US);
        g_assert_cmpint(frame->width_px, ==, WIDTH);
        g_assert_cmpint(frame->height_px, ==, HEIGHT);
        g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture), ==,
                VIDEO_DECODER_PICTURE);
        g_assert_cmpfloat(picture_psnr_db(picture, studio.picture), >, i == 0 ? 24 : 30);
        bytes += i >= 25 && i < 50 ? frame->size_bytes : 0;
    }
    g_assert_cmpuint(bytes * 8, <, 400000); /* a second of 300 kbit/s */
    g_assert_cmpuint(video_encoder_stats(encoder).keys, ==, 2);
    g_assert_cmpuint(video_encoder_stats(encoder).frames, ==, 75);
    studio_clear(&studio);
}

static size_t bytes_of_a_second(Studio *studio, VideoEncoder *encoder)
{
    size_t bytes = 0;

    for (int i = 0; i < FPS; i++) {
        g_autoptr(EncodedFrame) frame = encode_next(studio, encoder, false);
        bytes += frame->size_bytes;
    }
    return bytes;
}

static void test_follows_a_new_bitrate(void)
{
    Studio studio = studio_init();
    g_autoptr(VideoEncoder) encoder = new_encoder(&good);

    bytes_of_a_second(&studio, encoder);
    video_encoder_set_bitrate(encoder, 80000);
    bytes_of_a_second(&studio, encoder);
    const size_t low = bytes_of_a_second(&studio, encoder);
    video_encoder_set_bitrate(encoder, 600000);
    bytes_of_a_second(&studio, encoder);
    const size_t high = bytes_of_a_second(&studio, encoder);
    g_test_message("low %zu, high %zu bytes", low, high);
    g_assert_cmpuint(high, >, low * 3);
    video_encoder_set_bitrate(encoder, -1); /* brought into range */
    bytes_of_a_second(&studio, encoder);
    studio_clear(&studio);
}

/* Whatever is left out above a layer, what remains decodes without damage. */
static void test_layers_can_be_left_out(void)
{
    for (int layers = 1; layers <= VIDEO_CODEC_LAYERS_MAX; layers++) {
        for (int kept = 0; kept < layers; kept++) {
            VideoEncoderConfig config = good;
            Studio studio = studio_init();
            config.temporal_layers = layers;
            g_autoptr(VideoEncoder) encoder = new_encoder(&config);
            g_autoptr(VideoDecoder) decoder = new_decoder();
            int decoded = 0;
            for (int i = 0; i < 48; i++) {
                g_autoptr(EncodedFrame) frame = encode_next(&studio, encoder, i == 24);
                g_autoptr(VideoFrame) picture = NULL;
                g_assert_cmpint(frame->temporal_id, <, layers);
                g_assert_true(!frame->key || frame->temporal_id == 0);
                if (frame->temporal_id > kept) {
                    continue;
                }
                g_assert_cmpint(
                        video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture), ==,
                        VIDEO_DECODER_PICTURE);
                g_assert_cmpfloat(picture_psnr_db(picture, studio.picture), >, 24);
                decoded++;
            }
            g_assert_cmpint(decoded, ==, 48 >> (layers - 1 - kept));
            studio_clear(&studio);
        }
    }
}

/* A receiver that took the base only may take the frame marked as layer sync and all after it. */
static void test_layer_sync_is_where_to_step_up(void)
{
    VideoEncoderConfig config = good;
    Studio studio = studio_init();
    config.temporal_layers = 3;
    g_autoptr(VideoEncoder) encoder = new_encoder(&config);
    g_autoptr(VideoDecoder) decoder = new_decoder();
    uint8_t top = 0;

    for (int i = 0; i < 40; i++) {
        g_autoptr(EncodedFrame) frame = encode_next(&studio, encoder, false);
        g_autoptr(VideoFrame) picture = NULL;
        if (i >= 20 && frame->layer_sync && frame->temporal_id == top + 1) {
            top = frame->temporal_id;
        }
        if (frame->temporal_id <= top) {
            g_assert_cmpint(video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture),
                    ==, VIDEO_DECODER_PICTURE);
            g_assert_cmpfloat(picture_psnr_db(picture, studio.picture), >, 24);
        }
    }
    g_assert_cmpuint(top, ==, 2);
    studio_clear(&studio);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/video_encoder/refuses_bad_values", test_refuses_bad_values);
    g_test_add_func("/video_encoder/comes_back_as_it_was", test_comes_back_as_it_was);
    g_test_add_func("/video_encoder/follows_a_new_bitrate", test_follows_a_new_bitrate);
    g_test_add_func("/video_encoder/layers_can_be_left_out", test_layers_can_be_left_out);
    g_test_add_func(
            "/video_encoder/layer_sync_is_where_to_step_up", test_layer_sync_is_where_to_step_up);
    return g_test_run();
}
