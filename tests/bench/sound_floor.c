/*
 * Prints what a meeting of sound alone costs at least: the codecs, and the cipher and the system call for each packet that is
 * sent. It is processor time of one thread that keeps the meeting's pace; run it while such a meeting runs, since a processor
 * is slower when its neighbours work.
 *
 *   sound_floor --clips FILE [--listeners N] [--talk N] [--seconds N] [--json FILE]
 */
#include "tests/bench/bench_figures.h"
#include "tests/bench/bench_lines.h"
#include "tests/bench/floor_sound.h"

#include <jansson.h>

#include <stdio.h>

enum {
    TICK_US = 20000,
    TICKS_PER_S = 50,
    RTP_HEAD = 20, /* with the extensions of a mix */
    LISTENERS_MAX = 2000,
};

typedef struct Options {
    char *clips;
    char *json;
    int listeners;
    int talkers;
    int seconds;
} Options;

typedef struct Cost {
    double codec_ms;
    BenchLinesCost lines;
} Cost;

static void run(FloorSound *sound, BenchLines *lines, int seconds, Cost *cost)
{
    const int64_t start_us = g_get_monotonic_time();

    for (int tick = 1; tick <= seconds * TICKS_PER_S; tick++) {
        const double begin_ms = bench_processor_ms();
        const size_t bytes = floor_sound_tick(sound);
        cost->codec_ms += bench_processor_ms() - begin_ms;
        bench_lines_send(
                lines, 1, MIN(RTP_HEAD + bytes, (size_t)BENCH_LINES_PACKET_MAX), &cost->lines);
        const int64_t rest_us = start_us + (int64_t)tick * TICK_US - g_get_monotonic_time();
        g_usleep((gulong)MAX(rest_us, 0));
    }
}

static bool report(const Options *options, const Cost *cost)
{
    const struct {
        const char *name;
        double ms;
    } stages[] = {{"codecs", cost->codec_ms}, {"srtp", cost->lines.protect_ms},
            {"sendto", cost->lines.send_ms}};
    json_t *figures = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        const double each_ms = stages[i].ms / options->seconds;
        printf("%-8s %8.1f ms/s\n", stages[i].name, each_ms);
        json_array_append_new(figures,
                json_pack("{s:s, s:f, s:s, s:n, s:n}", "figure", stages[i].name, "value", each_ms,
                        "unit", "ms/s", "target", "met"));
    }
    return bench_figures_write("sound_floor", figures, options->json);
}

static bool read_options(Options *options, int *argc, char ***argv, GError **error)
{
    const GOptionEntry entries[] = {
            {"clips", 0, 0, G_OPTION_ARG_FILENAME, &options->clips, "what the bots say", "FILE"},
            {"listeners", 0, 0, G_OPTION_ARG_INT, &options->listeners, "1 to 2000", "N"},
            {"talk", 0, 0, G_OPTION_ARG_INT, &options->talkers, "of them, 1 to 6", "N"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds, "of meeting", "N"},
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &options->json, "write the figures here", "FILE"},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what a meeting's sound costs");

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, error)) {
        return false;
    }
    if (options->clips == NULL || options->listeners < 1 || options->listeners > LISTENERS_MAX ||
            options->talkers < 1 || options->talkers > FLOOR_SOUND_TALKERS_MAX ||
            options->seconds < 1) {
        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "see --help");
        return false;
    }
    return true;
}

static bool measure(const Options *options, GError **error)
{
    g_autoptr(ClipFile) clips = clip_file_open(options->clips, error);
    Cost cost = {0};

    if (clips == NULL) {
        return false;
    }
    g_autoptr(FloorSound) sound =
            floor_sound_new(clips, (size_t)options->talkers, (unsigned)options->listeners);
    if (sound == NULL) {
        g_set_error_literal(
                error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "no codec, or no such clip");
        return false;
    }
    g_autoptr(BenchLines) lines = bench_lines_new((size_t)options->listeners);
    run(sound, lines, options->seconds, &cost);
    return report(options, &cost);
}

int main(int argc, char **argv)
{
    Options options = {.listeners = 16, .talkers = 3, .seconds = 8};
    g_autoptr(GError) error = NULL;
    const bool good = read_options(&options, &argc, &argv, &error) && measure(&options, &error);

    if (!good) {
        (void)fprintf(stderr, "sound_floor: %s\n", error != NULL ? error->message : "not written");
    }
    g_free(options.clips);
    g_free(options.json);
    return good ? 0 : 1;
}
