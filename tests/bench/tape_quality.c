/*
 * Compares what two bots were sent of one meeting, the second one over a bad line (giaoban-bots --tape): the pictures by their
 * brightness, the sound by its samples, its loudness over time and its level. What comes more than half a second after it came
 * to the first one is too late, and counts as lost: the picture before it stands, and the sound is made up by the decoder.
 *
 *   tape_quality REFERENCE TAPE [--json FILE]
 */
#include "mcu/media/audio_decoder.h"
#include "mcu/media/picture_fit.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "tests/bench/bench_figures.h"
#include "tests/bots/bot_tape.h"
#include "tests/fakes/picture_check.h"

#include <glib.h>
#include <jansson.h>

#include <math.h>
#include <stdio.h>

enum {
    SLOT_US = 20000,
    SLOTS_MAX = 50 * 3600,
    LATE_US = 500000,
    SAME_US = 15000,   /* of two pictures of one tick of 40 ms */
    SKIP_US = 2000000, /* the first pictures and the decoders' start */
    WIDTH = 1280,
    HEIGHT = 720,
    POOL = 2,
    PSNR_MAX_DB = 60,
};

/* How far one sequence of numbers follows another. */
typedef struct Likeness {
    double n, x, y, xx, yy, xy;
} Likeness;

typedef struct Found {
    double square_error; /* sum over pictures of the mean over their points */
    uint64_t pictures, fresh;
    int64_t still_max_us;
    uint64_t slots, came;
    Likeness samples, loudness;
} Found;

static void likeness_add(Likeness *likeness, double x, double y)
{
    likeness->n++;
    likeness->x += x;
    likeness->y += y;
    likeness->xx += x * x;
    likeness->yy += y * y;
    likeness->xy += x * y;
}

static double correlation_of(const Likeness *all)
{
    const double xx = all->n * all->xx - all->x * all->x;
    const double yy = all->n * all->yy - all->y * all->y;
    return xx > 0 && yy > 0 ? (all->n * all->xy - all->x * all->y) / sqrt(xx * yy) : 0;
}

static gint by_shown(gconstpointer a, gconstpointer b)
{
    const BotTapeEntry *one = a;
    const BotTapeEntry *other = b;
    return one->shown_us < other->shown_us ? -1 : one->shown_us > other->shown_us;
}

/*
 * Pictures are decoded in the order in which they came, sound in that in which it is heard. When the first ones are to be
 * shown is not known yet, but the pictures after them cannot be decoded without them.
 */
static GArray *read_track(BotTapeReader *reader, BotTapeKind kind)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(BotTapeEntry));
    BotTapeEntry entry;

    bot_tape_rewind(reader);
    while (bot_tape_next(reader, &entry)) {
        if (entry.kind == kind && (kind == BOT_TAPE_PICTURE || entry.shown_us >= 0)) {
            g_array_append_val(entries, entry);
        }
    }
    if (kind == BOT_TAPE_SOUND) {
        g_array_sort(entries, by_shown);
    }
    return entries;
}

static const BotTapeEntry *entry_at(const GArray *track, guint index)
{
    return index < track->len ? &g_array_index(track, BotTapeEntry, index) : NULL;
}

static const BotTapeEntry *first_timed(const GArray *track)
{
    guint i = 0;
    while (i < track->len && entry_at(track, i)->shown_us < 0) {
        i++;
    }
    return entry_at(track, i);
}

/* ---- pictures ---- */

typedef struct Screen {
    const GArray *track;
    guint next;
    VideoDecoder *decoder;
    VideoFramePool *pool;
    VideoFrame *picture; /* NULL before the first */
    int64_t shown_us;    /* of that picture */
} Screen;

static void screen_open(Screen *screen, const GArray *track)
{
    *screen = (Screen){.track = track,
            .decoder = video_decoder_new(video_codec_find("VP8"), &(VideoDecoderConfig){0}, NULL),
            .pool = video_frame_pool_new(POOL)};
}

static void screen_close(Screen *screen)
{
    video_frame_unref(screen->picture);
    video_decoder_free(screen->decoder);
    video_frame_pool_unref(screen->pool);
}

static void screen_show(Screen *screen, const BotTapeEntry *entry)
{
    VideoFrame *decoded = NULL;

    if (video_decoder_decode(screen->decoder, entry->bytes, entry->size, &decoded) !=
            VIDEO_DECODER_PICTURE) {
        return;
    }
    if (decoded->width_px != WIDTH || decoded->height_px != HEIGHT) {
        const PictureFit fit = picture_fit_make(
                decoded->width_px, decoded->height_px, (Rect){.width = WIDTH, .height = HEIGHT});
        VideoFrame *large = video_frame_pool_take(screen->pool, WIDTH, HEIGHT);
        picture_fit_draw(&fit, decoded, large);
        video_frame_unref(decoded);
        decoded = large;
    }
    video_frame_unref(screen->picture);
    screen->picture = decoded;
    screen->shown_us = entry->shown_us;
}

/* What is on the screen when the reference shows one picture. */
static void screen_follow(Screen *screen, const BotTapeEntry *reference)
{
    for (const BotTapeEntry *entry = entry_at(screen->track, screen->next);
            entry != NULL && entry->shown_us <= reference->shown_us + SAME_US &&
            entry->came_us <= reference->came_us + LATE_US;
            entry = entry_at(screen->track, ++screen->next)) {
        screen_show(screen, entry);
    }
}

static void compare_pictures(const GArray *reference, const GArray *other, Found *found)
{
    const BotTapeEntry *first = first_timed(reference);
    const BotTapeEntry *last = entry_at(other, other->len > 0 ? other->len - 1 : 0);
    Screen one, two;

    if (first == NULL || last == NULL) {
        return;
    }
    int64_t fresh_us = first->shown_us + SKIP_US;
    screen_open(&one, reference);
    screen_open(&two, other);
    for (guint i = 0; i < reference->len; i++) {
        const BotTapeEntry *entry = entry_at(reference, i);
        screen_show(&one, entry);
        screen_follow(&two, entry);
        if (entry->shown_us < first->shown_us + SKIP_US || one.picture == NULL ||
                entry->shown_us > last->shown_us + LATE_US) {
            continue;
        }
        found->pictures++;
        if (two.picture != NULL && two.shown_us >= entry->shown_us - SAME_US) {
            found->fresh++;
            fresh_us = entry->shown_us;
        }
        found->still_max_us = MAX(found->still_max_us, entry->shown_us - fresh_us);
        const double psnr = two.picture != NULL ? picture_psnr_db(one.picture, two.picture) : 0;
        found->square_error += psnr >= PSNR_MAX_DB ? 0 : 255 * 255 / pow(10, psnr / 10);
    }
    screen_close(&one);
    screen_close(&two);
}

/* ---- sound ---- */

typedef struct Heard {
    int64_t start_us;
    size_t slots;
    const BotTapeEntry **packets; /* of each slot; NULL: none came in time */
    PcmFrame *frames;
} Heard;

static size_t slot_of(const BotTapeEntry *entry, int64_t start_us)
{
    const int64_t since_us = entry->shown_us - start_us + SLOT_US / 2;
    return since_us < 0 ? SLOTS_MAX : (size_t)(since_us / SLOT_US);
}

/* @param reference  NULL: this is it */
static void heard_place(Heard *heard, const GArray *track, const Heard *reference)
{
    heard->packets = g_new0(const BotTapeEntry *, heard->slots);
    heard->frames = g_new0(PcmFrame, heard->slots);
    for (guint i = 0; i < track->len; i++) {
        const BotTapeEntry *entry = entry_at(track, i);
        const size_t slot = slot_of(entry, heard->start_us);
        if (slot >= heard->slots) {
            continue;
        }
        const BotTapeEntry *same = reference != NULL ? reference->packets[slot] : NULL;
        if (same == NULL || entry->came_us <= same->came_us + LATE_US) {
            heard->packets[slot] = entry;
        }
    }
}

static void heard_decode(Heard *heard)
{
    AudioDecoder *decoder = audio_decoder_new();

    for (size_t i = 0; i < heard->slots; i++) {
        const BotTapeEntry *packet = heard->packets[i];
        const BotTapeEntry *next = i + 1 < heard->slots ? heard->packets[i + 1] : NULL;
        if (packet != NULL) {
            audio_decoder_decode(decoder, packet->bytes, packet->size);
        } else if (next != NULL) {
            audio_decoder_decode_fec(decoder, next->bytes, next->size, PCM_FRAME_SAMPLES);
        } else {
            audio_decoder_conceal(decoder, PCM_FRAME_SAMPLES);
        }
        audio_decoder_take(decoder, &heard->frames[i]);
    }
    audio_decoder_free(decoder);
}

static void heard_clear(Heard *heard)
{
    g_free(heard->packets);
    g_free(heard->frames);
}

static double loudness_of(const PcmFrame *frame)
{
    double power = 0;
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        power += (double)frame->samples[i] * frame->samples[i];
    }
    return sqrt(power / PCM_FRAME_SAMPLES);
}

static void compare_sound(const GArray *reference, const GArray *other, Found *found)
{
    const BotTapeEntry *first = entry_at(other, 0);

    if (first == NULL || reference->len == 0) {
        return;
    }
    const int64_t start_us = MAX(first->shown_us, entry_at(reference, 0)->shown_us);
    const int64_t end_us = MIN(entry_at(other, other->len - 1)->shown_us,
            entry_at(reference, reference->len - 1)->shown_us);
    const size_t slots = (size_t)CLAMP((end_us - start_us) / SLOT_US, 0, SLOTS_MAX);
    Heard one = {.start_us = start_us, .slots = slots};
    Heard two = one;
    heard_place(&one, reference, NULL);
    heard_place(&two, other, &one);
    heard_decode(&one);
    heard_decode(&two);
    for (size_t i = SKIP_US / SLOT_US; i < slots; i++) {
        found->slots++;
        found->came += two.packets[i] != NULL;
        for (int k = 0; k < PCM_FRAME_SAMPLES; k++) {
            likeness_add(&found->samples, one.frames[i].samples[k], two.frames[i].samples[k]);
        }
        likeness_add(&found->loudness, loudness_of(&one.frames[i]), loudness_of(&two.frames[i]));
    }
    heard_clear(&one);
    heard_clear(&two);
}

/* ---- what was found ---- */

static void say(json_t *figures, const char *name, double value, const char *unit)
{
    printf("%-48s %8.3f %s\n", name, value, unit);
    json_array_append_new(figures,
            json_pack("{s:s, s:f, s:s, s:n, s:n}", "figure", name, "value", value, "unit", unit,
                    "target", "met"));
}

static bool report(const Found *found, const char *json)
{
    json_t *figures = json_array();
    const double mean = found->pictures > 0 ? found->square_error / (double)found->pictures : 0;
    const double psnr = mean > 0 ? 10 * log10(255.0 * 255.0 / mean) : PSNR_MAX_DB;
    const Likeness *samples = &found->samples;
    const double level = samples->xx > 0 && samples->yy > 0 ? 10 * log10(samples->yy / samples->xx)
                                                            : -PSNR_MAX_DB;

    say(figures, "pictures compared", (double)found->pictures, "pictures");
    say(figures, "PSNR-Y", found->pictures > 0 ? psnr : 0, "dB");
    say(figures, "pictures in time", (double)found->fresh / (double)MAX(found->pictures, 1),
            "part");
    say(figures, "longest still picture", (double)found->still_max_us / 1000, "ms");
    say(figures, "sound compared", (double)found->slots / 50, "s");
    say(figures, "packets in time", (double)found->came / (double)MAX(found->slots, 1), "part");
    say(figures, "correlation of samples", correlation_of(samples), "part");
    say(figures, "correlation of loudness", correlation_of(&found->loudness), "part");
    say(figures, "level", level, "dB");
    return bench_figures_write("tape_quality", figures, json);
}

static bool compare(char **paths, const char *json, GError **error)
{
    g_autoptr(BotTapeReader) one = bot_tape_open(paths[0], error);
    g_autoptr(BotTapeReader) two = one != NULL ? bot_tape_open(paths[1], error) : NULL;
    Found found = {0};

    if (two == NULL) {
        return false;
    }
    g_autoptr(GArray) picture = read_track(one, BOT_TAPE_PICTURE);
    g_autoptr(GArray) other_picture = read_track(two, BOT_TAPE_PICTURE);
    compare_pictures(picture, other_picture, &found);
    g_autoptr(GArray) sound = read_track(one, BOT_TAPE_SOUND);
    g_autoptr(GArray) other_sound = read_track(two, BOT_TAPE_SOUND);
    compare_sound(sound, other_sound, &found);
    return report(&found, json);
}

int main(int argc, char **argv)
{
    g_autofree char *json = NULL;
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &json, "write the figures here", "FILE"},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("REFERENCE TAPE");

    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, &argc, &argv, &error);
    if (good && argc != 3) {
        good = false;
        g_set_error_literal(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "two tapes, please");
    }
    good = good && compare(argv + 1, json, &error);
    if (!good) {
        (void)fprintf(stderr, "tape_quality: %s\n", error != NULL ? error->message : "not written");
    }
    return good ? 0 : 1;
}
