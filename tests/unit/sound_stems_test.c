#include "mcu/media/sound_stems.h"

#include "tests/fakes/stem_sound.h"

#include <glib/gstdio.h>

#include <string.h>

enum { FRAME_US = 20000, S_US = 1000000 };

typedef struct Studio {
    char *folder;
    char *stems_folder;
    SoundStems *stems;
    AudioEncoder *encoder;
    double phase;
} Studio;

static void studio_init(Studio *studio, SoundCodec codec)
{
    const AudioEncoderConfig config = {.codec = codec, .bitrate_bps = 32000, .complexity = 1};
    *studio = (Studio){.folder = g_dir_make_tmp("sound_stems_XXXXXX", NULL)};
    g_autofree char *recording = g_build_filename(studio->folder, "7-1.webm", NULL);
    studio->stems_folder = sound_stems_folder(recording);
    studio->stems = sound_stems_new(studio->stems_folder, S_US);
    studio->encoder = audio_encoder_new(&config, NULL);
}

static char *file_of(const Studio *studio, const char *name)
{
    return g_build_filename(studio->stems_folder, name, NULL);
}

static void studio_clear(Studio *studio)
{
    static const char *const names[] = {SOUND_STEMS_LIST, "1.webm", "2.webm"};
    sound_stems_free(studio->stems);
    audio_encoder_free(studio->encoder);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = file_of(studio, names[i]);
        (void)g_unlink(path);
    }
    (void)g_rmdir(studio->stems_folder);
    g_assert_cmpint(g_rmdir(studio->folder), ==, 0);
    g_free(studio->stems_folder);
    g_free(studio->folder);
}

static void speak(Studio *studio, int site, SoundCodec codec, int64_t from_us, int64_t to_us)
{
    for (int64_t time_us = from_us; time_us < to_us; time_us += FRAME_US) {
        g_autoptr(GBytes) tone = stem_sound_tone(studio->encoder, &studio->phase);
        gsize size = 0;
        const uint8_t *data = g_bytes_get_data(tone, &size);
        const StemPacket packet = {
                .time_us = time_us, .duration_us = FRAME_US, .data = data, .size_bytes = size};
        sound_stems_add(studio->stems, site, codec, &packet);
    }
}

static void test_each_site_has_its_file(void)
{
    Studio studio;
    studio_init(&studio, SOUND_CODEC_OPUS);
    const int first = sound_stems_site(studio.stems, "xa-a", "Xã A");
    const int second = sound_stems_site(studio.stems, "xa-b", "Xã\tB\n");
    g_assert_cmpint(sound_stems_site(studio.stems, "xa-a", "Xã A"), ==, first);
    speak(&studio, second, SOUND_CODEC_OPUS, 0, S_US);
    speak(&studio, first, SOUND_CODEC_OPUS, S_US, 2 * (int64_t)S_US);
    speak(&studio, second, SOUND_CODEC_OPUS, 3 * (int64_t)S_US, 4 * (int64_t)S_US);
    sound_stems_tend(studio.stems, SOUND_STEMS_SYNC_US);
    sound_stems_finish(studio.stems, 5 * (int64_t)S_US);
    const SoundStemsStats stats = sound_stems_stats(studio.stems);
    g_assert_cmpint(stats.files, ==, 2);
    g_assert_cmpint(stats.bytes, >, 2000);
    g_assert_cmpint(stats.faults, ==, 0);
    g_autoptr(GArray) list = sound_stems_read_list(studio.stems_folder);
    g_assert_cmpint(list->len, ==, 2);
    const SoundStemsEntry *heard_first = &g_array_index(list, SoundStemsEntry, 0);
    g_assert_cmpint(heard_first->number, ==, second + 1);
    g_assert_cmpstr(heard_first->identity, ==, "xa-b");
    g_assert_cmpstr(heard_first->name, ==, "Xã B ");
    g_autofree char *path = file_of(&studio, "2.webm");
    g_autoptr(GByteArray) levels = stem_sound_levels(path);
    g_assert_cmpint(ABS((int64_t)levels->len - 250), <=, 2);
    stem_sound_assert_loud(levels, 0, 1000, true);
    stem_sound_assert_loud(levels, 1000, 3000, false);
    stem_sound_assert_loud(levels, 3000, 4000, true);
    stem_sound_assert_loud(levels, 4000, 5000, false);
    studio_clear(&studio);
}

static void test_what_a_telephone_sends_is_opus_too(void)
{
    static const SoundCodec codecs[] = {SOUND_CODEC_G722, SOUND_CODEC_PCMA, SOUND_CODEC_PCMU};
    for (size_t i = 0; i < G_N_ELEMENTS(codecs); i++) {
        Studio studio;
        studio_init(&studio, codecs[i]);
        const int site = sound_stems_site(studio.stems, "hoi-truong", "Hội trường");
        speak(&studio, site, codecs[i], S_US, 2 * (int64_t)S_US);
        sound_stems_finish(studio.stems, 3 * (int64_t)S_US);
        g_autofree char *path = file_of(&studio, "1.webm");
        g_autoptr(GByteArray) levels = stem_sound_levels(path);
        stem_sound_assert_loud(levels, 0, 1000, false);
        stem_sound_assert_loud(levels, 1000, 2000, true);
        stem_sound_assert_loud(levels, 2000, 3000, false);
        studio_clear(&studio);
    }
}

static void test_no_more_than_there_may_be(void)
{
    Studio studio;
    studio_init(&studio, SOUND_CODEC_OPUS);
    for (int i = 0; i < SOUND_STEMS_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("diem-%d", i);
        g_assert_cmpint(sound_stems_site(studio.stems, identity, identity), ==, i);
    }
    g_assert_cmpint(sound_stems_site(studio.stems, "mot-nua", ""), ==, -1);
    g_assert_cmpint(sound_stems_site(studio.stems, "diem-0", ""), ==, 0);
    studio_clear(&studio);
}

/* A folder that cannot be made, a name that is too long: counted, and nothing else happens. */
static void test_what_cannot_be_written_is_counted(void)
{
    Studio studio;
    studio_init(&studio, SOUND_CODEC_OPUS);
    g_autofree char *far = g_strnfill(SOUND_STEMS_LINE_MAX, 'x');
    const int named = sound_stems_site(studio.stems, "dai", far);
    speak(&studio, named, SOUND_CODEC_OPUS, 0, (int64_t)2 * FRAME_US);
    g_assert_cmpint(sound_stems_stats(studio.stems).files, ==, 0);
    g_assert_cmpint(sound_stems_stats(studio.stems).faults, >=, 2);
    studio_clear(&studio);

    studio_init(&studio, SOUND_CODEC_OPUS);
    g_assert_true(g_file_set_contents(studio.stems_folder, "a file", -1, NULL));
    const int site = sound_stems_site(studio.stems, "xa-a", "Xã A");
    speak(&studio, site, SOUND_CODEC_OPUS, 0, (int64_t)2 * FRAME_US);
    sound_stems_finish(studio.stems, S_US);
    g_assert_cmpint(sound_stems_stats(studio.stems).faults, >=, 2);
    g_assert_cmpint(g_unlink(studio.stems_folder), ==, 0);
    studio_clear(&studio);
}

static void test_a_list_counts_up_to_where_it_is_torn(void)
{
    static const struct {
        const char *text;
        guint entries;
    } rows[] = {
            {"", 0},
            {"1\txa-a\tXã A\n2\txa-b\tXã B\n", 2},
            {"1\txa-a\tXã A\n2\txa-b\tXã", 1},        /* the power went */
            {"1\txa-a\tXã A\n2\txa-b\n3\ta\tb\n", 1}, /* something is missing */
            {"0\txa-a\tXã A\n", 0},
            {"257\txa-a\tXã A\n", 0},
            {"1\t\tXã A\n", 0},
            {"1\txa-a\t\xff\n", 0},
            {"1\txa-a\tXã A\tmore\n", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Studio studio;
        studio_init(&studio, SOUND_CODEC_OPUS);
        g_autofree char *path = file_of(&studio, SOUND_STEMS_LIST);
        g_assert_cmpint(g_mkdir(studio.stems_folder, 0700), ==, 0);
        g_assert_true(g_file_set_contents(path, rows[i].text, -1, NULL));
        g_autoptr(GArray) list = sound_stems_read_list(studio.stems_folder);
        g_assert_cmpint(list->len, ==, rows[i].entries);
        studio_clear(&studio);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_stems/each_site_has_its_file", test_each_site_has_its_file);
    g_test_add_func("/sound_stems/what_a_telephone_sends_is_opus_too",
            test_what_a_telephone_sends_is_opus_too);
    g_test_add_func("/sound_stems/no_more_than_there_may_be", test_no_more_than_there_may_be);
    g_test_add_func("/sound_stems/what_cannot_be_written_is_counted",
            test_what_cannot_be_written_is_counted);
    g_test_add_func("/sound_stems/a_list_counts_up_to_where_it_is_torn",
            test_a_list_counts_up_to_where_it_is_torn);
    return g_test_run();
}
