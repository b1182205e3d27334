/*
 * Prints what the codecs themselves cost here and now, one thread each: the floor below which no MCU
 * can be. Every figure is processor time of this thread, the median of several runs.
 *
 *   codec_floor [--json FILE] [--seconds N]
 */
#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/canvas.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "tests/bench/bench_figures.h"
#include "tests/fakes/camera_clip.h"
#include "tests/fakes/tone.h"

#include <glib.h>
#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>

enum {
    FPS = 25,
    TICK_US = 40000,
    CLIP_FRAMES = 50, /* two seconds, then backwards, then again */
    RUNS = 3,
    SITES = 16,
};

typedef struct Bench {
    int seconds; /* of clip in a run */
    json_t *figures;
} Bench;

/* A clip that lies ready, so that making it costs nothing while the clock runs. */
typedef struct Clip {
    int width, height;
    VideoFramePool *pool;
    VideoFrame *pictures[CLIP_FRAMES];
} Clip;

static Clip *clip_new(int width, int height, uint32_t seed)
{
    Clip *clip = g_new0(Clip, 1);
    CameraClip *camera = camera_clip_new(width, height, seed);

    clip->width = width;
    clip->height = height;
    clip->pool = video_frame_pool_new(CLIP_FRAMES);
    for (int i = 0; i < CLIP_FRAMES; i++) {
        clip->pictures[i] = video_frame_pool_take(clip->pool, width, height);
        camera_clip_draw(camera, i, clip->pictures[i]->planes, clip->pictures[i]->strides);
    }
    camera_clip_free(camera);
    return clip;
}

static void clip_free(Clip *clip)
{
    for (int i = 0; i < CLIP_FRAMES; i++) {
        video_frame_unref(clip->pictures[i]);
    }
    video_frame_pool_unref(clip->pool);
    g_free(clip);
}

static const VideoFrame *clip_picture(const Clip *clip, int number)
{
    const int at = number % (2 * CLIP_FRAMES);
    return clip->pictures[at < CLIP_FRAMES ? at : 2 * CLIP_FRAMES - 1 - at];
}

static void report(Bench *bench, const char *figure, double value, const char *unit)
{
    printf("%-58s %8.3f %s\n", figure, value, unit);
    (void)fflush(stdout);
    json_array_append_new(bench->figures,
            json_pack("{s:s, s:f, s:s, s:n, s:n}", "figure", figure, "value", value, "unit", unit,
                    "target", "met"));
}

static VideoEncoder *new_encoder(const char *codec, int width, int height, int bitrate_bps)
{
    g_autoptr(GError) error = NULL;
    VideoEncoder *encoder = video_encoder_new(video_codec_find(codec),
            &(VideoEncoderConfig){.width_px = width,
                    .height_px = height,
                    .fps = FPS,
                    .bitrate_bps = bitrate_bps,
                    .threads = 1},
            &error);

    if (encoder == NULL) {
        (void)fprintf(stderr, "%s\n", error->message);
        abort();
    }
    return encoder;
}

/* Encodes a run of the clip. Returns its frames; says what one cost. */
static GPtrArray *encode_run(
        const char *codec, const Clip *clip, int bitrate_bps, int frames, double *out_ms)
{
    g_autoptr(VideoEncoder) encoder = new_encoder(codec, clip->width, clip->height, bitrate_bps);
    GPtrArray *encoded = g_ptr_array_new_with_free_func((GDestroyNotify)encoded_frame_unref);
    const double begin_ms = bench_processor_ms();

    for (int i = 0; i < frames; i++) {
        EncodedFrame *frame =
                video_encoder_encode(encoder, clip_picture(clip, i), (int64_t)i * TICK_US, false);
        if (frame != NULL) {
            g_ptr_array_add(encoded, frame);
        }
    }
    *out_ms = (bench_processor_ms() - begin_ms) / frames;
    return encoded;
}

static double decode_run(const char *codec, GPtrArray *frames)
{
    g_autoptr(VideoDecoder) decoder =
            video_decoder_new(video_codec_find(codec), &(VideoDecoderConfig){0}, NULL);
    const double begin_ms = bench_processor_ms();

    for (guint i = 0; i < frames->len; i++) {
        const EncodedFrame *frame = frames->pdata[i];
        g_autoptr(VideoFrame) picture = NULL;
        if (video_decoder_decode(decoder, frame->data, frame->size_bytes, &picture) !=
                VIDEO_DECODER_PICTURE) {
            abort();
        }
    }
    return (bench_processor_ms() - begin_ms) / frames->len;
}

static void bench_codec(Bench *bench, const char *codec, int width, int height, int bitrate_bps)
{
    Clip *clip = clip_new(width, height, 7);
    double encode_ms[RUNS];
    double decode_ms[RUNS];

    for (int run = 0; run < RUNS; run++) {
        g_autoptr(GPtrArray) frames =
                encode_run(codec, clip, bitrate_bps, bench->seconds * FPS, &encode_ms[run]);
        decode_ms[run] = decode_run(codec, frames);
    }
    g_autofree char *encode_name =
            g_strdup_printf("%s encode %dx%d %d kbit/s", codec, width, height, bitrate_bps / 1000);
    g_autofree char *decode_name =
            g_strdup_printf("%s decode %dx%d %d kbit/s", codec, width, height, bitrate_bps / 1000);
    report(bench, encode_name, bench_median(encode_ms, RUNS), "ms/frame");
    report(bench, decode_name, bench_median(decode_ms, RUNS), "ms/frame");
    clip_free(clip);
}

static void make_tiles(CanvasTile *tiles, const LayoutTile *cells, Clip *const *clips, int number)
{
    for (int i = 0; i < SITES; i++) {
        tiles[i] = (CanvasTile){
                .cell = cells[i].cell,
                .picture = clip_picture(clips[i], number),
                .name = "UBND huyện Giồng Riềng",
                .microphone_off = i % 3 != 0,
                .speaking = i == 5,
        };
    }
}

/* Sixteen sites on the canvas, and the encode of that canvas: a grid of rooms, as in a meeting. */
static void bench_canvas(Bench *bench, int width, int height)
{
    const Layout layout = layout_make(&(LayoutRequest){
            .mode = LAYOUT_GRID, .width_px = 1280, .height_px = 720, .seats = SITES});
    g_autoptr(Canvas) canvas = canvas_new(1280, 720);
    g_autoptr(VideoEncoder) encoder = new_encoder("VP8", 1280, 720, 1500000);
    Clip *clips[SITES];
    double draw_ms = 0;
    double encode_ms = 0;

    for (uint32_t i = 0; i < SITES; i++) {
        clips[i] = clip_new(width, height, i + 1);
    }
    const int frames = bench->seconds * FPS;
    for (int i = 0; i < frames; i++) {
        CanvasTile tiles[SITES];
        make_tiles(tiles, layout.tiles, clips, i);
        const double begin_ms = bench_processor_ms();
        canvas_show(canvas, tiles, SITES);
        const double drawn_ms = bench_processor_ms();
        g_autoptr(EncodedFrame) frame =
                video_encoder_encode(encoder, canvas_picture(canvas), (int64_t)i * TICK_US, false);
        if (i > 0) { /* the first paints the labels */
            draw_ms += drawn_ms - begin_ms;
            encode_ms += bench_processor_ms() - drawn_ms;
        }
    }
    g_autofree char *draw_name =
            g_strdup_printf("canvas 1280x720, %d tiles of %dx%d with names", SITES, width, height);
    g_autofree char *encode_name = g_strdup_printf("VP8 encode of that canvas, 1500 kbit/s");
    report(bench, draw_name, draw_ms / (frames - 1), "ms/frame");
    report(bench, encode_name, encode_ms / (frames - 1), "ms/frame");
    for (int i = 0; i < SITES; i++) {
        clip_free(clips[i]);
    }
}

static void bench_opus(Bench *bench, int complexity)
{
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(
            &(AudioEncoderConfig){
                    .bitrate_bps = 32000, .complexity = complexity, .loss_percent = 10},
            NULL);
    g_autoptr(AudioDecoder) decoder = audio_decoder_new();
    g_autoptr(GRand) breath = g_rand_new_with_seed(1);
    const int frames = bench->seconds * 50;
    double encode_ms = 0;
    double decode_ms = 0;

    for (int i = 0; i < frames; i++) {
        Tone voice = tone_init(120 + 20 * (i % 9), i % 25 < 18 ? -14 : -50);
        PcmFrame frame;
        tone_next(&voice, frame.samples, PCM_FRAME_SAMPLES);
        for (int k = 0; k < PCM_FRAME_SAMPLES; k++) { /* so that it is not a pure tone */
            frame.samples[k] = (int16_t)(frame.samples[k] + g_rand_int_range(breath, -400, 401));
        }
        const double begin_ms = bench_processor_ms();
        g_autoptr(GBytes) packet = audio_encoder_encode(encoder, &frame);
        const double encoded_ms = bench_processor_ms();
        gsize size = 0;
        const uint8_t *payload = g_bytes_get_data(packet, &size);
        audio_decoder_decode(decoder, payload, size);
        audio_decoder_take(decoder, &frame);
        encode_ms += encoded_ms - begin_ms;
        decode_ms += bench_processor_ms() - encoded_ms;
    }
    g_autofree char *name =
            g_strdup_printf("Opus encode 32 kbit/s mono 20 ms, complexity %d", complexity);
    report(bench, name, encode_ms / frames, "ms/packet");
    if (complexity == 5) {
        report(bench, "Opus decode", decode_ms / frames, "ms/packet");
    }
}

int main(int argc, char **argv)
{
    g_autofree char *json_path = NULL;
    g_autoptr(GError) error = NULL;
    Bench bench = {.seconds = 8};
    const GOptionEntry entries[] = {
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &json_path, "write the figures here", "FILE"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &bench.seconds, "of clip in a run", "N"},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what the codecs cost");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || bench.seconds < 1) {
        (void)fprintf(stderr, "%s\n", error != NULL ? error->message : "--seconds is 1 or more");
        return 2;
    }
    bench.figures = json_array();
    video_codec_list_load();
    static const char *const codecs[] = {"VP8", "H264"};
    for (size_t i = 0; i < G_N_ELEMENTS(codecs); i++) {
        bench_codec(&bench, codecs[i], 1280, 720, 1500000);
        bench_codec(&bench, codecs[i], 640, 360, 600000);
        bench_codec(&bench, codecs[i], 320, 180, 200000);
    }
    bench_canvas(&bench, 640, 360);
    bench_canvas(&bench, 320, 180);
    bench_opus(&bench, 5);
    bench_opus(&bench, 9);
    bench_opus(&bench, 10);

    return bench_figures_write("codec_floor", bench.figures, json_path) ? 0 : 1;
}
