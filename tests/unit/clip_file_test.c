#include "tests/bots/clip_file.h"

#include <glib/gstdio.h>

#include <string.h>

static char *path;

/* A clip of three frames whose second and third hold 1 and 2 bytes, and a sound of one. */
static void save_two_clips(void)
{
    g_autoptr(ClipWriter) writer = clip_writer_new();
    g_autoptr(GError) error = NULL;
    const uint8_t bytes[] = {1, 2, 3, 4};

    clip_writer_begin(
            writer, &(Clip){.name = "a/640x360", .width = 640, .height = 360, .frame_us = 40000});
    clip_writer_add(writer, &(ClipFrame){.bytes = bytes, .size = 0, .key = true});
    clip_writer_add(writer, &(ClipFrame){.bytes = bytes, .size = 1});
    clip_writer_add(writer, &(ClipFrame){.bytes = bytes, .size = 2, .key = true});
    clip_writer_begin(writer, &(Clip){.name = "voice", .frame_us = 20000});
    clip_writer_add(writer, &(ClipFrame){.bytes = bytes, .size = 4, .key = true, .level = 30});
    g_assert_true(clip_writer_save(writer, path, &error));
    g_assert_no_error(error);
}

static void test_reads_what_was_written(void)
{
    g_autoptr(GError) error = NULL;
    save_two_clips();
    g_autoptr(ClipFile) file = clip_file_open(path, &error);
    g_assert_no_error(error);

    const Clip *picture = clip_file_find(file, "a/640x360");
    g_assert_nonnull(picture);
    g_assert_cmpuint(picture->width, ==, 640);
    g_assert_cmpuint(picture->height, ==, 360);
    g_assert_cmpuint(picture->frame_count, ==, 3);
    g_assert_true(picture->frames[2].key && !picture->frames[1].key);
    g_assert_cmpmem(picture->frames[2].bytes, picture->frames[2].size, "\1\2", 2);

    const Clip *voice = clip_file_find(file, "voice");
    g_assert_nonnull(voice);
    g_assert_cmpuint(voice->frame_us, ==, 20000);
    g_assert_cmpuint(voice->frames[0].level, ==, 30);
    g_assert_cmpmem(voice->frames[0].bytes, voice->frames[0].size, "\1\2\3\4", 4);
    g_assert_null(clip_file_find(file, "b"));
}

static void test_refuses_broken_files(void)
{
    static const struct {
        const char *why;
        size_t at;  /* this byte is changed, */
        uint8_t to; /* to this; of a file cut to size */
        size_t size;
    } cases[] = {
            {"empty", 0, 0, 0},
            {"another mark", 0, 'X', SIZE_MAX},
            {"only the mark", 0, 'G', 8},
            {"more clips than bytes", 8, 200, SIZE_MAX},
            {"no duration", 12 + 37, 0, SIZE_MAX},
            {"more frames than bytes", 12 + 44, 200, SIZE_MAX},
            {"the first frame behind the last", 12 + 40, 200, SIZE_MAX},
            {"too many frames", 12 + 44 + 3, 200, SIZE_MAX},
            {"a frame behind the end", 12 + 96 + 3, 200, SIZE_MAX},
            {"a frame too long", 12 + 96 + 4 + 2, 200, SIZE_MAX},
            {"no key frame at the start", 12 + 96 + 8, 0, SIZE_MAX},
            {"cut in the bytes", 0, 'G', 12 + 96 + 4 * 12 + 6},
            {"cut in the table", 0, 'G', 12 + 96 + 5},
    };
    save_two_clips();
    g_autofree char *whole = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &whole, &size, NULL));

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bytes = g_memdup2(whole, size);
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        bytes[cases[i].at] = (char)cases[i].to;
        if (cases[i].at == 12 + 37) { /* all of the duration's bytes */
            memset(bytes + 12 + 36, 0, 4);
        }
        g_assert_true(g_file_set_contents(path, bytes, (gssize)MIN(size, cases[i].size), NULL));
        g_assert_null(clip_file_open(path, &error));
        g_assert_nonnull(error);
    }
}

static void test_finds_the_nearest_key_frame(void)
{
    ClipFrame frames[10] = {[0] = {.key = true}, [5] = {.key = true}};
    const Clip clip = {.frame_count = 10, .frames = frames};
    static const struct {
        uint32_t at, key;
    } cases[] = {{0, 5}, {1, 0}, {2, 0}, {3, 5}, {4, 5}, {5, 0}, {6, 5}, {8, 0}, {9, 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpuint(clip_key_frame_near(&clip, cases[i].at), ==, cases[i].key);
    }
    g_assert_cmpuint(clip_key_frame_near(&(Clip){.frame_count = 1, .frames = frames}, 0), ==, 0);
}

int main(int argc, char **argv)
{
    g_autofree char *folder = g_dir_make_tmp("clip-file-XXXXXX", NULL);
    path = g_build_filename(folder, "clips", NULL);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clip_file/reads_what_was_written", test_reads_what_was_written);
    g_test_add_func("/clip_file/refuses_broken_files", test_refuses_broken_files);
    g_test_add_func("/clip_file/finds_the_nearest_key_frame", test_finds_the_nearest_key_frame);
    const int result = g_test_run();
    (void)g_remove(path);
    g_rmdir(folder);
    g_free(path);
    return result;
}
