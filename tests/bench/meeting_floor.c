/*
 * Prints what the codecs and the drawing alone cost for a meeting of bots: the floor below which no MCU can be. It
 * decodes the very pictures and sounds that so many bots send, draws them on a canvas and encodes it, as the MCU does
 * for a meeting whose sites all watch one view, in one thread and with nothing in between. What it prints is processor
 * time of that thread; run it while such a meeting runs, since a processor is slower when its neighbours work.
 *
 *   meeting_floor --clips FILE [--sites N] [--video WxH] [--fixed-size] [--talk N] [--seconds N] [--json FILE]
 */
#include "mcu/media/canvas.h"
#include "mcu/media/picture_fit.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/video_encoder.h"
#include "tests/bench/bench_figures.h"
#include "tests/bench/floor_sound.h"
#include "tests/bots/bot_feed.h"

#include <glib.h>
#include <jansson.h>

#include <stdio.h>

enum {
    FPS = 25,
    TICK_US = 40000,
    WARM_UP = FPS, /* pictures: the first key frames, and the labels that are painted once */
    SITES_MAX = 160,
    VIEWS_MAX = 3,
    RUNGS_MAX = 3,
};

typedef enum Stage { DECODE, DRAW, ENCODE, SOUND, STAGES } Stage;

static const char *const stage_names[STAGES] = {"decode", "draw", "encode", "sound"};

/* Of each view, as the MCU's. */
static const struct {
    int width, height, bitrate_bps;
} rungs[RUNGS_MAX] = {{1280, 720, 1500000}, {640, 360, 500000}, {320, 180, 160000}};

typedef struct Options {
    char *clips;
    char *video;
    char *json;
    int sites;
    int talkers;
    int seconds;
    int views;
    int rungs;
    gboolean fixed_size;
} Options;

typedef struct Site {
    BotFeed feed;
    VideoDecoder *eye;
    bool talks;
    VideoFrame *newest;
    char *name;
} Site;

typedef struct Meeting {
    const Options *options;
    ClipFile *clips;
    Site sites[SITES_MAX];
    Layout layout;
    Canvas *canvases[VIEWS_MAX];
    VideoEncoder *encoders[VIEWS_MAX][RUNGS_MAX];
    VideoFramePool *pool; /* of smaller pictures */
    FloorSound *sound;
    double spent_ms[STAGES];
} Meeting;

/* As bots: the first ones talk, and the last one flashes and beeps. */
static bool open_site(Meeting *meeting, int index, unsigned width, unsigned height)
{
    const Options *options = meeting->options;
    const bool last = index == options->sites - 1;
    const bool talks = options->talkers > 0 && (last || index < options->talkers - 1);
    Site *site = &meeting->sites[index];

    site->eye = video_decoder_new(video_codec_find("VP8"), &(VideoDecoderConfig){0}, NULL);
    site->talks = talks;
    site->name = g_strdup_printf("UBND xã Giồng Riềng %d", index + 1);
    return bot_feed_init(&site->feed,
            &(BotFeedConfig){.clips = meeting->clips,
                    .site = (unsigned)index + 1,
                    .width = width,
                    .height = height,
                    .fixed_size = options->fixed_size,
                    .flashes = last});
}

static bool open_encoders(Meeting *meeting, GError **error)
{
    for (int view = 0; view < meeting->options->views; view++) {
        meeting->canvases[view] = canvas_new(rungs[0].width, rungs[0].height);
        for (int rung = 0; rung < meeting->options->rungs; rung++) {
            meeting->encoders[view][rung] = video_encoder_new(video_codec_find("VP8"),
                    &(VideoEncoderConfig){.width_px = rungs[rung].width,
                            .height_px = rungs[rung].height,
                            .fps = FPS,
                            .bitrate_bps = rungs[rung].bitrate_bps,
                            .threads = 1,
                            .temporal_layers = VIDEO_CODEC_LAYERS_MAX},
                    error);
            if (meeting->encoders[view][rung] == NULL) {
                return false;
            }
        }
    }
    meeting->pool = video_frame_pool_new(1);
    return true;
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
    meeting->sound =
            floor_sound_new(meeting->clips, (size_t)options->talkers, (unsigned)options->sites);
    if (meeting->sound == NULL) {
        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "no sound");
        return false;
    }
    meeting->layout = layout_make(&(LayoutRequest){.mode = LAYOUT_GRID,
            .width_px = rungs[0].width,
            .height_px = rungs[0].height,
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
        video_frame_unref(site->newest);
        g_free(site->name);
    }
    floor_sound_free(meeting->sound);
    for (int view = 0; view < VIEWS_MAX; view++) {
        for (int rung = 0; rung < RUNGS_MAX; rung++) {
            video_encoder_free(meeting->encoders[view][rung]);
        }
        canvas_free(meeting->canvases[view]);
    }
    video_frame_pool_unref(meeting->pool);
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
                .microphone_off = !site->talks,
                .speaking = i == 0 && site->talks};
    }
    for (int view = 0; view < meeting->options->views; view++) {
        canvas_show(meeting->canvases[view], tiles, meeting->layout.count);
    }
}

static void encode_rung(Meeting *meeting, int view, int rung, int number)
{
    const VideoFrame *canvas = canvas_picture(meeting->canvases[view]);
    const int width = rungs[rung].width;
    const int height = rungs[rung].height;
    g_autoptr(VideoFrame) smaller = NULL;

    if (rung > 0) {
        const PictureFit fit = picture_fit_make(
                canvas->width_px, canvas->height_px, (Rect){.width = width, .height = height});
        smaller = video_frame_pool_take(meeting->pool, width, height);
        picture_fit_draw(&fit, canvas, smaller);
    }
    g_autoptr(EncodedFrame) frame = video_encoder_encode(meeting->encoders[view][rung],
            smaller != NULL ? smaller : canvas, (int64_t)number * TICK_US, number == 0);
}

static void encode(Meeting *meeting, int number)
{
    for (int view = 0; view < meeting->options->views; view++) {
        for (int rung = 0; rung < meeting->options->rungs; rung++) {
            encode_rung(meeting, view, rung, number);
        }
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
        floor_sound_tick(meeting->sound);
        floor_sound_tick(meeting->sound);
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
    Options options = {.sites = 16, .talkers = 3, .seconds = 8, .views = 1, .rungs = 1};
    Meeting meeting = {.options = &options};
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
            {"clips", 0, 0, G_OPTION_ARG_FILENAME, &options.clips, "what the bots send", "FILE"},
            {"video", 0, 0, G_OPTION_ARG_STRING, &options.video, "the largest picture", "WxH"},
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &options.json, "write the figures here", "FILE"},
            {"sites", 0, 0, G_OPTION_ARG_INT, &options.sites, "1 to 160", "N"},
            {"talk", 0, 0, G_OPTION_ARG_INT, &options.talkers, "how many talk", "N"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, "of meeting", "N"},
            {"views", 0, 0, G_OPTION_ARG_INT, &options.views, "1 to 3", "N"},
            {"rungs", 0, 0, G_OPTION_ARG_INT, &options.rungs, "of each view, 1 to 3", "N"},
            {"fixed-size", 0, 0, G_OPTION_ARG_NONE, &options.fixed_size, "no sender sizing", NULL},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what a meeting's codecs cost");

    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, &argc, &argv, &error);
    if (good &&
            (options.clips == NULL || options.sites < 1 || options.sites > SITES_MAX ||
                    options.talkers < 0 ||
                    options.talkers > MIN(options.sites, FLOOR_SOUND_TALKERS_MAX) ||
                    options.seconds < 1 || options.views < 1 || options.views > VIEWS_MAX ||
                    options.rungs < 1 || options.rungs > RUNGS_MAX)) {
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
