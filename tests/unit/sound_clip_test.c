#include "mcu/media/sound_clip.h"

#include "mcu/media/spoken_notice.h"
#include "tests/fakes/tone.h"

#include <glib/gstdio.h>

#include <string.h>

enum { HEAD_BYTES = 44, NONE = -1 };

static void put(GByteArray *out, uint32_t value, guint size)
{
    for (guint i = 0; i < size; i++) {
        const guint8 byte = (guint8)(value >> 8 * i);
        g_byte_array_append(out, &byte, 1);
    }
}

static void put_text(GByteArray *out, const char *text)
{
    g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

typedef struct Wave {
    uint32_t rate_hz;
    uint32_t channels;
    uint32_t bits;
    uint32_t format;
    uint32_t data_bytes; /* as the head says; 0: what there is */
    int ms;
    bool note; /* a chunk of somebody's own, of an odd length */
} Wave;

static GByteArray *make_wave(const Wave *wave, double hz)
{
    GByteArray *out = g_byte_array_new();
    const uint32_t samples = wave->rate_hz / 100 * (uint32_t)wave->ms / 10;
    const uint32_t bytes = samples * wave->channels * 2;
    put_text(out, "RIFF");
    put(out, HEAD_BYTES - 8 + bytes, 4);
    put_text(out, "WAVE");
    if (wave->note) {
        put_text(out, "LIST");
        put(out, 3, 4);
        put_text(out, "abc");
        put(out, 0, 1);
    }
    put_text(out, "fmt ");
    put(out, 16, 4);
    put(out, wave->format, 2);
    put(out, wave->channels, 2);
    put(out, wave->rate_hz, 4);
    put(out, wave->rate_hz * wave->channels * 2, 4);
    put(out, wave->channels * 2, 2);
    put(out, wave->bits, 2);
    put_text(out, "data");
    put(out, wave->data_bytes != 0 ? wave->data_bytes : bytes, 4);
    for (uint32_t i = 0; i < samples * wave->channels; i++) {
        const uint32_t sample = i / wave->channels;
        const double turns = hz * sample / wave->rate_hz;
        put(out, (uint16_t)(int16_t)lrint(16384 * sin(2 * M_PI * turns)), 2);
    }
    return out;
}

/* The tone comes out at its own pitch and loudness, whatever the file's rate is. */
static void test_any_rate_becomes_ours(void)
{
    static const struct {
        const char *why;
        Wave wave;
    } cases[] = {
            {"ours", {.rate_hz = 48000, .channels = 1, .bits = 16, .format = 1, .ms = 1000}},
            {"espeak-ng's", {.rate_hz = 22050, .channels = 1, .bits = 16, .format = 1, .ms = 1000}},
            {"a compact disc's",
                    {.rate_hz = 44100, .channels = 2, .bits = 16, .format = 1, .ms = 1000}},
            {"the least", {.rate_hz = 8000, .channels = 1, .bits = 16, .format = 1, .ms = 1000}},
            {"the most", {.rate_hz = 96000, .channels = 2, .bits = 16, .format = 1, .ms = 1000}},
            {"extensible, with a note",
                    {.rate_hz = 16000,
                            .channels = 1,
                            .bits = 16,
                            .format = 0xFFFE,
                            .ms = 1000,
                            .note = true}},
            {"written into a pipe",
                    {.rate_hz = 22050,
                            .channels = 1,
                            .bits = 16,
                            .format = 1,
                            .ms = 1000,
                            .data_bytes = 0x7FFFF000}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GByteArray) wav = make_wave(&cases[i].wave, 500.0);
        g_autoptr(GError) error = NULL;
        g_autoptr(SoundClip) clip = sound_clip_new(wav->data, wav->len, &error);
        g_test_message("%s", cases[i].why);
        g_assert_no_error(error);
        g_assert_cmpuint(sound_clip_frames(clip), ==, 50);
        const PcmFrame *middle = sound_clip_frame(clip, 25);
        const double level = tone_level_dbfs(500.0, middle->samples, PCM_FRAME_SAMPLES);
        g_assert_cmpfloat_with_epsilon(level, -6.0, 0.3);
    }
}

static void test_what_is_no_such_file(void)
{
    static const struct {
        const char *why;
        Wave wave;
        gint64 cut_to;
        int code;
    } cases[] = {
            {"8 bits", {.rate_hz = 22050, .channels = 1, .bits = 8, .format = 1, .ms = 100}, NONE,
                    SOUND_CLIP_ERROR_FORMAT},
            {"floating point",
                    {.rate_hz = 22050, .channels = 1, .bits = 16, .format = 3, .ms = 100}, NONE,
                    SOUND_CLIP_ERROR_FORMAT},
            {"no channel", {.rate_hz = 22050, .channels = 0, .bits = 16, .format = 1, .ms = 100},
                    NONE, SOUND_CLIP_ERROR_FORMAT},
            {"three", {.rate_hz = 22050, .channels = 3, .bits = 16, .format = 1, .ms = 100}, NONE,
                    SOUND_CLIP_ERROR_FORMAT},
            {"too slow", {.rate_hz = 7999, .channels = 1, .bits = 16, .format = 1, .ms = 100}, NONE,
                    SOUND_CLIP_ERROR_FORMAT},
            {"too fast", {.rate_hz = 96001, .channels = 1, .bits = 16, .format = 1, .ms = 100},
                    NONE, SOUND_CLIP_ERROR_FORMAT},
            {"empty", {.rate_hz = 22050, .channels = 1, .bits = 16, .format = 1}, NONE,
                    SOUND_CLIP_ERROR_EMPTY},
            {"no byte", {.rate_hz = 22050, .channels = 1, .bits = 16, .format = 1}, 0,
                    SOUND_CLIP_ERROR_FORMAT},
            {"a cut head", {.rate_hz = 22050, .channels = 1, .bits = 16, .format = 1},
                    HEAD_BYTES - 1, SOUND_CLIP_ERROR_FORMAT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GByteArray) wav = make_wave(&cases[i].wave, 500.0);
        g_autoptr(GError) error = NULL;
        const size_t size = cases[i].cut_to != NONE ? (size_t)cases[i].cut_to : wav->len;
        g_test_message("%s", cases[i].why);
        g_assert_null(sound_clip_new(wav->data, size, &error));
        g_assert_error(error, SOUND_CLIP_ERROR, cases[i].code);
    }
}

static void test_a_long_one_is_cut_off(void)
{
    const Wave wave = {.rate_hz = 8000,
            .channels = 1,
            .bits = 16,
            .format = 1,
            .ms = SOUND_CLIP_MS_MAX + 5000};
    g_autoptr(GByteArray) wav = make_wave(&wave, 500.0);
    g_autoptr(SoundClip) clip = sound_clip_new(wav->data, wav->len, NULL);
    g_assert_cmpuint(sound_clip_frames(clip), ==, SOUND_CLIP_MS_MAX / 20);
}

static void test_the_notice(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SoundClip) clip = spoken_notice_load("", &error);
    int peak = 0;
    g_assert_no_error(error);
    /* Fourteen syllables. */
    g_assert_cmpuint(sound_clip_frames(clip), >, 100);
    g_assert_cmpuint(sound_clip_frames(clip), <, 500);
    for (size_t i = 0; i < sound_clip_frames(clip); i++) {
        peak = MAX(peak, pcm_peak(sound_clip_frame(clip, i)));
    }
    g_assert_cmpint(peak, >, 8000);
}

static void test_a_notice_of_the_office(void)
{
    const Wave wave = {.rate_hz = 16000, .channels = 1, .bits = 16, .format = 1, .ms = 200};
    g_autoptr(GByteArray) wav = make_wave(&wave, 500.0);
    g_autofree char *folder = g_dir_make_tmp("clip-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "notice.wav", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(spoken_notice_load(path, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_true(g_file_set_contents(path, (const char *)wav->data, (gssize)wav->len, NULL));
    g_autoptr(SoundClip) clip = spoken_notice_load(path, NULL);
    g_assert_cmpuint(sound_clip_frames(clip), ==, 10);
    (void)g_remove(path);
    (void)g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_clip/any_rate_becomes_ours", test_any_rate_becomes_ours);
    g_test_add_func("/sound_clip/what_is_no_such_file", test_what_is_no_such_file);
    g_test_add_func("/sound_clip/a_long_one_is_cut_off", test_a_long_one_is_cut_off);
    g_test_add_func("/sound_clip/the_notice", test_the_notice);
    g_test_add_func("/sound_clip/a_notice_of_the_office", test_a_notice_of_the_office);
    return g_test_run();
}
