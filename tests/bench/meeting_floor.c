/*
 * Prints what the codecs and the drawing alone cost for a meeting of bots: the floor below which no MCU can be. It
 * decodes the very pictures and sounds that so many bots send, draws them on a canvas and encodes it, as the MCU does
 * for a meeting whose sites all watch one view, in one thread and with nothing in between. What it prints is processor
 * time of that thread; run it while such a meeting runs, since a processor is slower when its neighbours work.
 *
 *   meeting_floor --clips FILE [--sites N] [--video WxH] [--fixed-size] [--talk N] [--seconds N] [--json FILE]
 */
#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_limiter.h"
#include "mcu/media/audio_mixer.h"
#include "mcu/media/canvas.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "tests/bench/bench_figures.h"
#include "tests/bots/bot_feed.h"

#include <glib.h>
#include <jansson.h>

#include <stdio.h>

enum {
    FPS = 25,
    TICK_US = 40000,
    WIDTH = 1280,
    HEIGHT = 720,
    BITRATE_BPS = 1500000,
    WARM_UP = FPS, /* pictures: the first key frames, and the labels that are painted once */
    SITES_MAX = 64,
    TALKERS_MAX = 6, /* as many are mixed at once */
};

typedef enum Stage { DECODE, DRAW, ENCODE, SOUND, STAGES } Stage;

static const char *const stage_names[STAGES] = {"decode", "draw", "encode", "sound"};

typedef struct Options {
    char *clips;
    char *video;
    char *json;
    int sites;
    int talkers;
    int seconds;
    gboolean fixed_size;
} Options;

typedef struct Site {
    BotFeed feed;
    VideoDecoder *eye;
    AudioDecoder *ear; /* NULL: it is silent, and the MCU does not decode it */
    VideoFrame *newest;
    char *name;
} Site;

typedef struct Meeting {
    const Options *options;
    ClipFile *clips;
    Site sites[SITES_MAX];
    Layout layout;
    Canvas *canvas;
    VideoEncoder *encoder;
    AudioEncoder *mixes[TALKERS_MAX + 1]; /* one for each who talks, one for all who listen */
    AudioLimiter limiters[TALKERS_MAX + 1];
    double spent_ms[STAGES];
} Meeting;

/* As bots: the first ones talk, and the last one flashes and beeps. */
static bool open_site(Meeting *meeting, int index, unsigned width, unsigned height)
{
    const Options *options = meeting->options;
    const bool last = index == options->sites - 1;
    const bool talks = options->talkers > 0 && (last || index < options->talkers - 1);
    const BotVoice voice = last ? BOT_VOICE_BEEPS : BOT_VOICE_TALKS;
    Site *site = &meeting->sites[index];

    site->eye = video_decoder_new(video_codec_find("VP8"), &(VideoDecoderConfig){0}, NULL);
    site->ear = talks ? audio_decoder_new() : NULL;
    site->name = g_strdup_printf("UBND xã Giồng Riềng %d", index + 1);
    return bot_feed_init(&site->feed,
            &(BotFeedConfig){.clips = meeting->clips,
                    .site = (unsigned)index + 1,
                    .width = width,
                    .height = height,
                    .fixed_size = options->fixed_size,
                    .flashes = last,
                    .voice = talks ? voice : BOT_VOICE_QUIET});
}

static bool open_encoders(Meeting *meeting, GError **error)
{
    meeting->encoder = video_encoder_new(video_codec_find("VP8"),
            &(VideoEncoderConfig){.width_px = WIDTH,
                    .height_px = HEIGHT,
                    .fps = FPS,
                    .bitrate_bps = BITRATE_BPS,
                    .threads = 1,
                    .temporal_layers = VIDEO_CODEC_LAYERS_MAX},
            error);
    for (int i = 0; i <= meeting->options->talkers && meeting->encoder != NULL; i++) {
        meeting->limiters[i] = AUDIO_LIMITER_INIT;
        meeting->mixes[i] = audio_encoder_new(
                &(AudioEncoderConfig){.bitrate_bps = 32000, .complexity = 5, .loss_percent = 10},
                error);
        if (meeting->mixes[i] == NULL) {
            return false;
        }
    }
    return meeting->encoder != NULL;
}

static bool read_size(const char *text, unsigned *out_width, unsigned *out_height)
{
    char *end = NULL;
    const guint64 width = text != NULL ? g_ascii_strtoull(text, &end, 10) : 0;
    const guint64 height = end != NULL && *end == 'x' ? g_ascii_strtoull(end + 1, &end, 10) : 0;

    *out_width = (unsigned)MIN(width, VIDEO_FRAME_SIDE_MAX);
    *out_height = (unsigned)MIN(height, VIDEO_FRAME_SIDE_MAX);
    return width > 0 && height > 0 && *end == '\0';
}

static bool meeting_open(Meeting *meeting, GError **error)
{
    const Options *options = meeting->options;
    unsigned width = 0;
    unsigned height = 0;

    if (!read_size(options->video, &width, &height)) {
        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--video is WxH");
        return false;
    }
    meeting->clips = clip_file_open(options->clips, error);
    if (meeting->clips == NULL || !open_encoders(meeting, error)) {
        return false;
    }
    meeting->canvas = canvas_new(WIDTH, HEIGHT);
    meeting->layout = layout_make(&(LayoutRequest){.mode = LAYOUT_GRID,
            .width_px = WIDTH,
            .height_px = HEIGHT,
            .seats = (size_t)options->sites});
    for (int i = 0; i < options->sites; i++) {
        if (!open_site(meeting, i, width, height)) {
            g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "The file has no clips of this size.");
            return false;
        }
    }
    for (size_t i = 0; i < (size_t)options->sites; i++) { /* the rest is on other pages */
        const Rect cell = i < meeting->layout.count ? meeting->layout.tiles[i].cell : (Rect){0};
        bot_feed_resize(&meeting->sites[i].feed, (unsigned)cell.width, (unsigned)cell.height);
    }
    return true;
}

static void meeting_close(Meeting *meeting)
{
    for (int i = 0; i < meeting->options->sites; i++) {
        Site *site = &meeting->sites[i];
        video_decoder_free(site->eye);
        audio_decoder_free(site->ear);
        video_frame_unref(site->newest);
        g_free(site->name);
    }
    for (int i = 0; i <= meeting->options->talkers; i++) {
        audio_encoder_free(meeting->mixes[i]);
    }
    video_encoder_free(meeting->encoder);
    canvas_free(meeting->canvas);
    clip_file_close(meeting->clips);
}

static void decode_pictures(Meeting *meeting)
{
    for (size_t i = 0; i < meeting->layout.count; i++) {
        Site *site = &meeting->sites[i];
        const ClipFrame *frame = bot_feed_picture(&site->feed).frame;
        VideoFrame *picture = NULL;
        if (frame != NULL &&
                video_decoder_decode(site->eye, frame->bytes, frame->size, &picture) ==
                        VIDEO_DECODER_PICTURE) {
            video_frame_unref(site->newest);
            site->newest = picture;
        } else {
            bot_feed_want_key(&site->feed);
        }
    }
}

static void draw(Meeting *meeting)
{
    CanvasTile tiles[LAYOUT_TILES_MAX];

    for (size_t i = 0; i < meeting->layout.count; i++) {
        const Site *site = &meeting->sites[i];
        tiles[i] = (CanvasTile){.cell = meeting->layout.tiles[i].cell,
                .picture = site->newest,
                .name = site->name,
                .microphone_off = site->ear == NULL,
                .speaking = i == 0 && site->ear != NULL};
    }
    canvas_show(meeting->canvas, tiles, meeting->layout.count);
}

static void encode(Meeting *meeting, int number)
{
    g_autoptr(EncodedFrame) frame = video_encoder_encode(meeting->encoder,
            canvas_picture(meeting->canvas), (int64_t)number * TICK_US, number == 0);
}

/* One tick of the sound: the sum for who listens, and for each who talks what the others say. */
static void mix(Meeting *meeting)
{
    PcmFrame heard[TALKERS_MAX];
    const PcmFrame *talkers[TALKERS_MAX];
    size_t count = 0;
    AudioMix sum;

    for (int i = 0; i < meeting->options->sites; i++) {
        Site *site = &meeting->sites[i];
        const ClipFrame *frame = bot_feed_sound(&site->feed, 0).frame;
        if (site->ear == NULL || frame == NULL) {
            continue;
        }
        audio_decoder_decode(site->ear, frame->bytes, frame->size);
        if (audio_decoder_take(site->ear, &heard[count])) {
            talkers[count] = &heard[count];
            count++;
        }
    }
    audio_mixer_sum(talkers, count, &sum);
    for (size_t i = 0; i <= count; i++) {
        AudioMix own = sum;
        PcmFrame out;
        if (i < count) {
            audio_mixer_minus(&sum, talkers[i], &own);
        }
        audio_limiter_run(&meeting->limiters[i], &own, &out);
        g_autoptr(GBytes) packet = audio_encoder_encode(meeting->mixes[i], &out);
    }
}

static void spend(Meeting *meeting, Stage stage, bool counts, double *since_ms)
{
    const double now_ms = bench_processor_ms();
    meeting->spent_ms[stage] += counts ? now_ms - *since_ms : 0;
    *since_ms = now_ms;
}

static void meeting_run(Meeting *meeting)
{
    const int frames = WARM_UP + meeting->options->seconds * FPS;

    for (int i = 0; i < frames; i++) {
        double since_ms = bench_processor_ms();
        const bool counts = i >= WARM_UP;
        decode_pictures(meeting);
        spend(meeting, DECODE, counts, &since_ms);
        draw(meeting);
        spend(meeting, DRAW, counts, &since_ms);
        encode(meeting, i);
        spend(meeting, ENCODE, counts, &since_ms);
        mix(meeting);
        mix(meeting);
        spend(meeting, SOUND, counts, &since_ms);
    }
}

static bool report(const Meeting *meeting)
{
    const Options *options = meeting->options;
    json_t *figures = json_array();
    double all_ms = 0;

    for (int stage = 0; stage < STAGES; stage++) {
        const double each_ms = meeting->spent_ms[stage] / options->seconds;
        all_ms += each_ms;
        printf("%-8s %8.1f ms/s\n", stage_names[stage], each_ms);
        json_array_append_new(figures,
                json_pack("{s:s, s:f, s:s, s:n, s:n}", "figure", stage_names[stage], "value",
                        each_ms, "unit", "ms/s", "target", "met"));
    }
    printf("%-8s %8.1f ms/s\n", "all", all_ms);
    return bench_figures_write("meeting_floor", figures, options->json);
}

int main(int argc, char **argv)
{
    Options options = {.sites = 16, .talkers = 3, .seconds = 8};
    Meeting meeting = {.options = &options};
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
            {"clips", 0, 0, G_OPTION_ARG_FILENAME, &options.clips, "what the bots send", "FILE"},
            {"video", 0, 0, G_OPTION_ARG_STRING, &options.video, "the largest picture", "WxH"},
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &options.json, "write the figures here", "FILE"},
            {"sites", 0, 0, G_OPTION_ARG_INT, &options.sites, "1 to 64", "N"},
            {"talk", 0, 0, G_OPTION_ARG_INT, &options.talkers, "how many talk", "N"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, "of meeting", "N"},
            {"fixed-size", 0, 0, G_OPTION_ARG_NONE, &options.fixed_size, "no sender sizing", NULL},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what a meeting's codecs cost");

    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, &argc, &argv, &error);
    if (good &&
            (options.clips == NULL || options.sites < 1 || options.sites > SITES_MAX ||
                    options.talkers < 0 || options.talkers > MIN(options.sites, TALKERS_MAX) ||
                    options.seconds < 1)) {
        good = false;
        g_set_error_literal(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "see --help");
    }
    if (good && meeting_open(&meeting, &error)) {
        meeting_run(&meeting);
        good = report(&meeting);
        meeting_close(&meeting);
    } else {
        good = false;
        (void)fprintf(stderr, "meeting_floor: %s\n", error->message);
    }
    g_free(options.clips);
    g_free(options.video);
    g_free(options.json);
    return good ? 0 : 1;
}
