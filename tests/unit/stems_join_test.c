#include "mcu/media/stems_join.h"

#include "tests/fakes/stem_sound.h"

#include <glib/gstdio.h>

#define START_US INT64_C(1760000000000000)

enum { FRAME_US = 20000, S_US = 1000000 };

/* Two segments: in the first of 3 s Xã A speaks, and was killed; in the second of 2 s Xã B, then Xã A. */
typedef struct Folder {
    char *path;
    char *out;
    char *names[2];
    RecordingSegment segments[2];
} Folder;

typedef struct Turn {
    const char *identity;
    int64_t from_us, to_us;
} Turn;

static void write_segment(const char *path, const Turn *turns, size_t count, int64_t end_us)
{
    const AudioEncoderConfig config = {.bitrate_bps = 32000, .complexity = 1};
    g_autofree char *folder = sound_stems_folder(path);
    g_autoptr(SoundStems) stems = sound_stems_new(folder, START_US);
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(&config, NULL);
    double phase = 0;
    for (size_t i = 0; i < count; i++) {
        const int site = sound_stems_site(stems, turns[i].identity, turns[i].identity);
        for (int64_t time_us = turns[i].from_us; time_us < turns[i].to_us; time_us += FRAME_US) {
            g_autoptr(GBytes) tone = stem_sound_tone(encoder, &phase);
            gsize size = 0;
            const uint8_t *data = g_bytes_get_data(tone, &size);
            sound_stems_add(stems, site, SOUND_CODEC_OPUS,
                    &(StemPacket){.time_us = time_us,
                            .duration_us = FRAME_US,
                            .data = data,
                            .size_bytes = size});
        }
    }
    if (end_us > 0) {
        sound_stems_finish(stems, end_us);
    }
}

static void folder_init(Folder *folder)
{
    static const Turn first[] = {{"xa-a", 0, 4 * (int64_t)S_US}}; /* longer than its segment */
    static const Turn second[] = {{"xa-b", 0, S_US}, {"xa-a", S_US, 2 * (int64_t)S_US}};
    *folder = (Folder){.path = g_dir_make_tmp("stems_join_XXXXXX", NULL)};
    folder->out = g_build_filename(folder->path, "7.webm", NULL);
    for (int i = 0; i < 2; i++) {
        g_autofree char *name = g_strdup_printf("7-%d.webm", i + 1);
        folder->names[i] = g_build_filename(folder->path, name, NULL);
        folder->segments[i] = (RecordingSegment){.path = folder->names[i], .start_us = START_US};
    }
    folder->segments[0].duration_ms = 3000;
    folder->segments[1].offset_ms = 3000;
    folder->segments[1].duration_ms = 2000;
    write_segment(folder->names[0], first, 1, 0);
    write_segment(folder->names[1], second, 2, 2 * (int64_t)S_US);
}

static void remove_stems(const char *recording)
{
    g_autofree char *folder = sound_stems_folder(recording);
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    for (const char *name = files != NULL ? g_dir_read_name(files) : NULL; name != NULL;
            name = g_dir_read_name(files)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    (void)g_rmdir(folder);
}

static void folder_clear(Folder *folder)
{
    remove_stems(folder->out);
    for (int i = 0; i < 2; i++) {
        remove_stems(folder->names[i]);
        g_free(folder->names[i]);
    }
    g_assert_cmpint(g_rmdir(folder->path), ==, 0); /* no .part is left */
    g_free(folder->path);
    g_free(folder->out);
}

static const SoundStemsEntry *entry_of(const GArray *entries, const char *identity)
{
    for (guint i = 0; i < entries->len; i++) {
        const SoundStemsEntry *entry = &g_array_index(entries, SoundStemsEntry, i);
        if (g_str_equal(entry->identity, identity)) {
            return entry;
        }
    }
    g_error("%s is not there", identity);
}

static GByteArray *levels_of(const Folder *folder, const GArray *entries, const char *identity)
{
    g_autofree char *path = stems_join_file(folder->out, entry_of(entries, identity)->number);
    GByteArray *levels = stem_sound_levels(path);
    g_assert_cmpint(ABS((int64_t)levels->len - 250), <=, 2);
    return levels;
}

static void assert_joined(const Folder *folder, const GArray *entries)
{
    g_assert_cmpint(entries->len, ==, 2);
    g_autoptr(GByteArray) first = levels_of(folder, entries, "xa-a");
    g_autoptr(GByteArray) second = levels_of(folder, entries, "xa-b");
    stem_sound_assert_loud(first, 0, 3000, true);
    stem_sound_assert_loud(first, 3000, 4000, false);
    stem_sound_assert_loud(first, 4000, 5000, true);
    stem_sound_assert_loud(second, 0, 3000, false);
    stem_sound_assert_loud(second, 3000, 4000, true);
    stem_sound_assert_loud(second, 4000, 5000, false);
}

static void test_a_site_is_one_file_whatever_was_killed(void)
{
    Folder folder;
    folder_init(&folder);
    for (int again = 0; again < 2; again++) { /* killed before anybody was told, and run again */
        g_autoptr(GError) error = NULL;
        g_autoptr(GArray) entries = stems_join(folder.out, folder.segments, 2, 5000, &error);
        g_assert_no_error(error);
        assert_joined(&folder, entries);
    }
    folder_clear(&folder);
}

static void test_what_an_attempt_left_is_swept(void)
{
    Folder folder;
    folder_init(&folder);
    g_autofree char *part = g_build_filename(folder.path, "7.stems.part", NULL);
    g_autofree char *file = g_build_filename(part, "1.webm", NULL);
    g_assert_cmpint(g_mkdir(part, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, "half of it", -1, NULL));
    g_autoptr(GArray) entries = stems_join(folder.out, folder.segments, 2, 5000, NULL);
    assert_joined(&folder, entries);
    folder_clear(&folder);
}

/* A file that is gone or broken is silence, and costs nothing else. */
static void test_what_is_gone_is_silence(void)
{
    Folder folder;
    folder_init(&folder);
    g_autofree char *gone = stems_join_file(folder.names[0], 1);
    g_autofree char *broken = stems_join_file(folder.names[1], 1);
    g_assert_cmpint(g_unlink(gone), ==, 0);
    g_assert_true(g_file_set_contents(broken, "no such file was ever written", -1, NULL));
    g_autoptr(GArray) entries = stems_join(folder.out, folder.segments, 2, 5000, NULL);
    g_assert_nonnull(entries);
    g_autoptr(GByteArray) first = levels_of(&folder, entries, "xa-a");
    g_autoptr(GByteArray) second = levels_of(&folder, entries, "xa-b");
    stem_sound_assert_loud(first, 0, 4000, false);
    stem_sound_assert_loud(first, 4000, 5000, true);
    stem_sound_assert_loud(second, 0, 5000, false);
    folder_clear(&folder);
}

static void test_a_segment_that_is_written_is_waited_for(void)
{
    Folder folder;
    folder_init(&folder);
    g_autofree char *path = stems_join_file(folder.names[1], 2);
    g_autoptr(RecordingFile) writer = recording_file_open(path, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_nonnull(writer);
    g_assert_null(stems_join(folder.out, folder.segments, 2, 5000, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
    folder_clear(&folder);
}

static void test_without_stems_there_are_none(void)
{
    const RecordingSegment segment = {.path = "/nowhere/7-1.webm", .duration_ms = 1000};
    g_autoptr(GArray) entries = stems_join("/nowhere/7.webm", &segment, 1, 1000, NULL);
    g_assert_cmpint(entries->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stems_join/a_site_is_one_file_whatever_was_killed",
            test_a_site_is_one_file_whatever_was_killed);
    g_test_add_func(
            "/stems_join/what_an_attempt_left_is_swept", test_what_an_attempt_left_is_swept);
    g_test_add_func("/stems_join/what_is_gone_is_silence", test_what_is_gone_is_silence);
    g_test_add_func("/stems_join/a_segment_that_is_written_is_waited_for",
            test_a_segment_that_is_written_is_waited_for);
    g_test_add_func("/stems_join/without_stems_there_are_none", test_without_stems_there_are_none);
    return g_test_run();
}
