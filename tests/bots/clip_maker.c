/* Makes the file of clips that the bots send: run at build time, `giaoban-clip-maker OUT`. */
#include "tests/bots/clip_encoder.h"
#include "tests/bots/clip_file.h"
#include "tests/bots/clip_scene.h"
#include "tests/bots/clip_voice.h"
#include "tests/bots/demo_site.h"

#include <gst/gst.h>

#include <libyuv.h>
#include <pango/pangocairo.h>
#include <string.h>

enum {
    FRAME_US = 40000,
    LOOP_FRAMES = 100,
    DARK_FRAMES = 50,
    WHITE_FRAMES = 5,
    STILL_FRAMES = 100,
    SLIDES_FRAMES = 50, /* at 5 a second: ten seconds */
    KEY_EACH = 25,
    SOUND_FRAME_US = 20000,
    SOUND_FRAME = CLIP_VOICE_RATE_HZ / 50,
    VOICE_FRAMES = 400,
    BEEP_FRAMES = 100,
    BEEP_AT = 50, /* the frame that it begins with */
    SILENCE_FRAMES = 20,
    SIZES_MAX = 2,
};

/* A picture in a size that a bot may send. */
typedef struct PictureSize {
    unsigned width, height, bitrate_bps;
} PictureSize;

static const PictureSize full = {1280, 720, 1500000};
static const PictureSize half = {640, 360, 500000};
static const PictureSize quarter = {320, 180, 200000};

typedef struct MadeClip {
    Clip head;
    GPtrArray *frames;  /* of GBytes */
    GByteArray *levels; /* of sound: one a frame */
} MadeClip;

/* Some clips that one thread makes. */
typedef struct Job {
    bool (*make)(struct Job *job, GError **error);
    unsigned site;
    const PictureSize *sizes[SIZES_MAX]; /* drawn in the first, scaled to the others */
    GPtrArray *clips;                    /* of MadeClip; empty before */
    GError *error;
} Job;

static void made_clip_free(gpointer data)
{
    MadeClip *clip = data;
    g_clear_pointer(&clip->frames, g_ptr_array_unref);
    g_clear_pointer(&clip->levels, g_byte_array_unref);
    g_free(clip);
}

static void G_GNUC_PRINTF(3, 4) keep_clip(Job *job, MadeClip *clip, const char *name, ...)
{
    va_list arguments;
    va_start(arguments, name);
    g_vsnprintf(clip->head.name, sizeof clip->head.name, name, arguments);
    va_end(arguments);
    g_ptr_array_add(job->clips, clip);
}

static bool is_key_frame(const MadeClip *clip, guint frame)
{
    gsize size = 0;
    const uint8_t *bytes = g_bytes_get_data(g_ptr_array_index(clip->frames, frame), &size);
    /* RFC 6386, 9.1: the lowest bit of a VP8 frame is 0 in key frames. */
    return clip->head.width == 0 || (size > 0 && (bytes[0] & 1) == 0);
}

/* How often a picture begins anew, and how well it is drawn at best. */
typedef struct Manner {
    int key_each;
    int quantizer_min;
} Manner;

static ClipEncoder *picture_encoder(const PictureSize *size, Manner manner, GError **error)
{
    g_autofree char *caps = g_strdup_printf(
            "video/x-raw,format=I420,width=%u,height=%u,framerate=25/1", size->width, size->height);
    g_autofree char *encoder = g_strdup_printf("vp8enc deadline=1 cpu-used=6 threads=1 "
                                               "end-usage=cbr target-bitrate=%u lag-in-frames=0 "
                                               "buffer-size=600 buffer-initial-size=400 "
                                               "buffer-optimal-size=500 undershoot=100 "
                                               "keyframe-max-dist=%d min-quantizer=%d "
                                               "max-quantizer=56 static-threshold=1",
            size->bitrate_bps, manner.key_each, manner.quantizer_min);
    return clip_encoder_new(caps, encoder, FRAME_US, error);
}

typedef struct Raw {
    const PictureSize *size;
    size_t bytes;
    uint8_t *planes[3];
} Raw;

static Raw raw_new(const PictureSize *size)
{
    const size_t luma = (size_t)size->width * size->height;
    Raw raw = {.size = size, .bytes = luma + luma / 2};
    raw.planes[0] = g_malloc(raw.bytes);
    raw.planes[1] = raw.planes[0] + luma;
    raw.planes[2] = raw.planes[1] + luma / 4;
    return raw;
}

static void raw_from_surface(Raw *raw, cairo_surface_t *surface)
{
    const int width = (int)raw->size->width;
    cairo_surface_flush(surface);
    ARGBToI420(cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface),
            raw->planes[0], width, raw->planes[1], width / 2, raw->planes[2], width / 2, width,
            (int)raw->size->height);
}

static void raw_scale(Raw *raw, const Raw *from)
{
    const int width = (int)raw->size->width;
    const int from_width = (int)from->size->width;
    I420Scale(from->planes[0], from_width, from->planes[1], from_width / 2, from->planes[2],
            from_width / 2, from_width, (int)from->size->height, raw->planes[0], width,
            raw->planes[1], width / 2, raw->planes[2], width / 2, width, (int)raw->size->height,
            kFilterBox);
}

/* What is seen in frame `frame` of `frames`, drawn into a raw picture. */
typedef void (*Draw)(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames);

static void draw_room(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    raw_from_surface(raw, clip_scene_draw(scene, (double)frame / frames));
}

/* The room at night: what a flash stands out from. */
static void draw_dark(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    const size_t luma = (size_t)raw->size->width * raw->size->height;
    draw_room(raw, scene, frame, frames);
    for (size_t i = 0; i < luma; i++) {
        raw->planes[0][i] = (uint8_t)(16 + (raw->planes[0][i] - 16) / 8);
    }
}

static void draw_white(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    const size_t luma = (size_t)raw->size->width * raw->size->height;
    memset(raw->planes[0], 235, luma);
    memset(raw->planes[1], 128, luma / 2);
}

/* What a camera shows that has stopped: every frame is the same. */
static void draw_frozen(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    if (frame == 0) { /* the scene has a camera's noise, which would be another one each time */
        draw_room(raw, scene, 0, frames);
    }
}

/* One scene, drawn once and encoded in each size; the clips are called `name`/WIDTHxHEIGHT. */
static bool make_pictures(Job *job, const char *name, Draw draw, unsigned frames, GError **error)
{
    g_autoptr(ClipScene) scene =
            clip_scene_new(job->site, job->sizes[0]->width, job->sizes[0]->height);
    /* A picture that is drawn as well as it can be soon costs nothing more. */
    const Manner manner = draw == draw_frozen ? (Manner){(int)frames, 30} : (Manner){KEY_EACH, 4};
    Raw raws[SIZES_MAX] = {0};
    ClipEncoder *encoders[SIZES_MAX] = {0};
    bool good = true;

    for (int i = 0; i < SIZES_MAX && job->sizes[i] != NULL && good; i++) {
        raws[i] = raw_new(job->sizes[i]);
        encoders[i] = picture_encoder(job->sizes[i], manner, error);
        good = encoders[i] != NULL;
    }
    for (unsigned frame = 0; frame < frames && good; frame++) {
        draw(&raws[0], scene, frame, frames);
        for (int i = 0; i < SIZES_MAX && encoders[i] != NULL; i++) {
            if (i > 0) {
                raw_scale(&raws[i], &raws[0]);
            }
            clip_encoder_push(encoders[i], raws[i].planes[0], raws[i].bytes);
        }
    }
    for (int i = 0; i < SIZES_MAX && encoders[i] != NULL; i++) {
        MadeClip *clip = g_new0(MadeClip, 1);
        clip->head = (Clip){.width = job->sizes[i]->width,
                .height = job->sizes[i]->height,
                .frame_us = FRAME_US};
        clip->frames = clip_encoder_finish(encoders[i], good ? error : NULL);
        good = good && clip->frames != NULL && clip->frames->len == frames;
        keep_clip(job, clip, "%s/%ux%u", name, clip->head.width, clip->head.height);
        clip_encoder_free(encoders[i]);
    }
    for (int i = 0; i < SIZES_MAX; i++) {
        g_free(raws[i].planes[0]);
    }
    return good;
}

static bool make_room(Job *job, GError **error)
{
    g_autofree char *name = g_strdup_printf("room-%02u", job->site);
    return make_pictures(job, name, draw_room, LOOP_FRAMES, error);
}

static void draw_black(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    const size_t luma = (size_t)raw->size->width * raw->size->height;
    memset(raw->planes[0], 16, luma);
    memset(raw->planes[1], 128, luma / 2);
}

static bool make_faults(Job *job, GError **error)
{
    return make_pictures(job, "frozen", draw_frozen, STILL_FRAMES, error) &&
            make_pictures(job, "black", draw_black, WHITE_FRAMES, error);
}

static bool make_flash(Job *job, GError **error)
{
    return make_pictures(job, "dark", draw_dark, DARK_FRAMES, error) &&
            make_pictures(job, "white", draw_white, WHITE_FRAMES, error);
}

/* A page of text and, so that it moves, the line that is being read. */
static void draw_slides(Raw *raw, ClipScene *scene, unsigned frame, unsigned frames)
{
    enum { LINES = 24, LINE_HEIGHT = 28, LEFT = 40, TOP = 24 };
    const int width = (int)raw->size->width;
    cairo_surface_t *surface =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, (int)raw->size->height);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string("Sans 12px");

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 1, 0.9, 0.4);
    cairo_rectangle(cairo, 0, TOP + (double)(frame % LINES) * LINE_HEIGHT - 4, width, LINE_HEIGHT);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.2);
    pango_layout_set_font_description(layout, font);
    for (int line = 0; line < LINES; line++) {
        g_autofree char *text = g_strdup_printf("%d. Báo cáo tình hình kinh tế - xã hội của xã, "
                                                "phường: thu ngân sách đạt %d %% dự toán năm, "
                                                "giải ngân đầu tư công %d tỷ đồng.",
                line + 1, 60 + line * 3 % 40, 100 + line * 37 % 900);
        cairo_move_to(cairo, LEFT, TOP + line * LINE_HEIGHT);
        pango_layout_set_text(layout, text, -1);
        pango_cairo_show_layout(cairo, layout);
    }
    raw_from_surface(raw, surface);
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
}

static bool make_slides(Job *job, GError **error)
{
    return make_pictures(job, "slides", draw_slides, SLIDES_FRAMES, error);
}

static bool make_sound(
        Job *job, const char *name, int16_t *samples, unsigned frames, GError **error)
{
    g_autofree int16_t *owned = samples;
    g_autoptr(ClipEncoder) encoder = clip_encoder_new(
            "audio/x-raw,format=S16LE,layout=interleaved,rate=48000,channels=1",
            "opusenc bitrate=32000 audio-type=voice frame-size=20 complexity=9 inband-fec=true "
            "packet-loss-percentage=10 dtx=false",
            SOUND_FRAME_US, error);
    if (encoder == NULL) {
        return false;
    }
    MadeClip *clip = g_new0(MadeClip, 1);
    clip->head.frame_us = SOUND_FRAME_US;
    clip->levels = g_byte_array_new();
    keep_clip(job, clip, "%s", name);
    for (unsigned i = 0; i < frames; i++) {
        const int16_t *frame = owned + (size_t)i * SOUND_FRAME;
        const uint8_t level = clip_level(frame, SOUND_FRAME);
        g_byte_array_append(clip->levels, &level, 1);
        clip_encoder_push(encoder, frame, SOUND_FRAME * sizeof *frame);
    }
    clip->frames = clip_encoder_finish(encoder, error);
    if (clip->frames == NULL || clip->frames->len < frames) {
        return false;
    }
    g_ptr_array_set_size(clip->frames, (gint)frames); /* less the encoder's tail of look-ahead */
    return true;
}

static bool make_voice(Job *job, GError **error)
{
    g_autofree char *name = g_strdup_printf("voice-%02u", job->site);
    return make_sound(job, name, clip_voice_make(job->site, (size_t)VOICE_FRAMES * SOUND_FRAME),
            VOICE_FRAMES, error);
}

static bool make_beep_and_silence(Job *job, GError **error)
{
    return make_sound(job, "beep",
                   clip_beep_make((size_t)BEEP_FRAMES * SOUND_FRAME, (size_t)BEEP_AT * SOUND_FRAME,
                           (size_t)5 * SOUND_FRAME),
                   BEEP_FRAMES, error) &&
            make_sound(job, "silence", g_new0(int16_t, (size_t)SILENCE_FRAMES * SOUND_FRAME),
                    SILENCE_FRAMES, error) &&
            make_sound(job, "room", clip_room_make((size_t)SILENCE_FRAMES * SOUND_FRAME),
                    SILENCE_FRAMES, error) &&
            make_sound(job, "clipped", clip_clipped_make(0, (size_t)VOICE_FRAMES * SOUND_FRAME),
                    VOICE_FRAMES, error);
}

static void run_job(gpointer data, gpointer user_data)
{
    Job *job = data;
    if (!job->make(job, &job->error) && job->error == NULL) {
        g_set_error(&job->error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "the encoder gave another number of frames than it was given");
    }
}

static GArray *list_jobs(void)
{
    GArray *jobs = g_array_new(FALSE, TRUE, sizeof(Job));
    const Job others[] = {
            {.make = make_room, .sizes = {&full}},
            {.make = make_flash, .sizes = {&half, &quarter}},
            {.make = make_faults, .sizes = {&half, &quarter}},
            {.make = make_slides, .sizes = {&full}},
            {.make = make_beep_and_silence},
    };
    g_array_append_vals(jobs, others, G_N_ELEMENTS(others));
    for (unsigned site = 0; site < DEMO_SITES; site++) {
        const Job of_site[] = {
                {.make = make_room, .site = site, .sizes = {&half, &quarter}},
                {.make = make_voice, .site = site},
        };
        g_array_append_vals(jobs, of_site, G_N_ELEMENTS(of_site));
    }
    return jobs;
}

static void write_clip(ClipWriter *writer, const MadeClip *clip)
{
    clip_writer_begin(writer, &clip->head);
    for (guint i = 0; i < clip->frames->len; i++) {
        gsize size = 0;
        const uint8_t *bytes = g_bytes_get_data(g_ptr_array_index(clip->frames, i), &size);
        clip_writer_add(writer,
                &(ClipFrame){.bytes = bytes,
                        .size = size,
                        .key = is_key_frame(clip, i),
                        .level = clip->levels != NULL ? clip->levels->data[i] : 0});
    }
}

static bool make_all(const char *path, GError **error)
{
    g_autoptr(GArray) jobs = list_jobs();
    g_autoptr(ClipWriter) writer = clip_writer_new();
    GThreadPool *threads =
            g_thread_pool_new(run_job, NULL, (gint)g_get_num_processors(), FALSE, NULL);
    bool good = true;

    for (guint i = 0; i < jobs->len; i++) {
        Job *job = &g_array_index(jobs, Job, i);
        job->clips = g_ptr_array_new_with_free_func(made_clip_free);
        g_thread_pool_push(threads, job, NULL);
    }
    g_thread_pool_free(threads, FALSE, TRUE);
    for (guint i = 0; i < jobs->len; i++) {
        Job *job = &g_array_index(jobs, Job, i);
        if (job->error != NULL && good) {
            good = false;
            g_propagate_error(error, g_steal_pointer(&job->error));
        }
        for (guint j = 0; j < job->clips->len && good; j++) {
            write_clip(writer, g_ptr_array_index(job->clips, j));
        }
        g_clear_error(&job->error);
        g_ptr_array_unref(job->clips);
    }
    return good && clip_writer_save(writer, path, error);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc != 2) {
        g_printerr("usage: %s OUT\n", argv[0]);
        return 2;
    }
    gst_init(NULL, NULL);
    if (!make_all(argv[1], &error)) {
        g_printerr("No clips were made: %s\n", error->message);
        return 1;
    }
    return 0;
}
