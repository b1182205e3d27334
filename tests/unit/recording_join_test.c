#include "mcu/media/recording_join.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define START_US INT64_C(1760000000000000)

/* A folder with segments in it: `frames` pictures of 40 ms each. */
typedef struct Folder {
    char *path;
    char *out;
    char *names[3];
} Folder;

static void folder_init(Folder *folder)
{
    folder->path = g_dir_make_tmp("recording_join_XXXXXX", NULL);
    folder->out = g_build_filename(folder->path, "7.webm", NULL);
    for (int i = 0; i < 3; i++) {
        g_autofree char *name = g_strdup_printf("7-%d.webm", i + 1);
        folder->names[i] = g_build_filename(folder->path, name, NULL);
    }
}

static void folder_clear(Folder *folder)
{
    (void)g_unlink(folder->out);
    for (int i = 0; i < 3; i++) {
        (void)g_unlink(folder->names[i]);
        g_free(folder->names[i]);
    }
    g_assert_cmpint(g_rmdir(folder->path), ==, 0); /* no .part is left */
    g_free(folder->path);
    g_free(folder->out);
}

/* What was added and not flushed is lost, as with a process that was killed. */
static RecordingFile *write_segment(const char *path, int frames, int64_t start_us)
{
    static const uint8_t data[100] = {1, 2, 3};
    const WebmHead head = {.width_px = 320, .height_px = 180, .channels = 1, .start_us = start_us};
    RecordingFile *file = recording_file_create(path, &head, NULL);
    g_assert_nonnull(file);
    for (int i = 0; i < frames; i++) {
        const RecordingBlock block = {
                .track = WEBM_PICTURE,
                .time_ms = INT64_C(40) * i,
                .key = i % 50 == 0,
                .data = data,
                .size_bytes = sizeof data,
        };
        g_assert_true(recording_file_add(file, &block, NULL));
    }
    g_assert_true(recording_file_flush(file, NULL));
    return file;
}

static void make_segment(const char *path, int frames, int64_t start_us)
{
    recording_file_free(write_segment(path, frames, start_us));
}

static void test_one_is_finished_in_its_place(void)
{
    Folder folder;
    folder_init(&folder);
    make_segment(folder.names[0], 100, START_US);
    for (int again = 0; again < 2; again++) { /* killed before anybody was told, and run again */
        RecordingSegment segments[] = {{.path = folder.names[0]}};
        RecordingJoined joined = {0};
        GError *error = NULL;
        const bool done = recording_join(folder.out, segments, 1, &joined, &error);
        g_assert_no_error(error);
        g_assert_true(done);
        g_assert_cmpint(joined.duration_ms, ==, 99 * 40 + RECORDING_JOIN_STEP_MS);
        g_assert_cmpint(joined.head.width_px, ==, 320);
        g_assert_cmpint(joined.head.height_px, ==, 180);
        g_assert_cmpint(segments[0].start_us, ==, START_US);
        g_assert_cmpint(segments[0].duration_ms, ==, joined.duration_ms);
        g_assert_false(g_file_test(folder.names[0], G_FILE_TEST_EXISTS));
    }
    folder_clear(&folder);
}

static void test_several_become_one(void)
{
    Folder folder;
    folder_init(&folder);
    make_segment(folder.names[0], 100, START_US);
    /* 7-2.webm was never written. */
    make_segment(folder.names[2], 50, START_US + 9000000);
    for (int again = 0; again < 2; again++) {
        RecordingSegment segments[] = {
                {.path = folder.names[0]}, {.path = folder.names[1]}, {.path = folder.names[2]}};
        RecordingJoined joined = {0};
        GError *error = NULL;
        const bool done = recording_join(folder.out, segments, 3, &joined, &error);
        g_assert_no_error(error);
        g_assert_true(done);
        g_assert_cmpint(segments[0].offset_ms, ==, 0);
        g_assert_cmpint(segments[0].duration_ms, ==, 99 * 40 + 20);
        g_assert_cmpint(segments[1].duration_ms, ==, 0);
        g_assert_cmpint(segments[2].offset_ms, ==, 99 * 40 + 20);
        g_assert_cmpint(segments[2].start_us, ==, START_US + 9000000);
        g_assert_cmpint(joined.duration_ms, ==, 99 * 40 + 20 + 49 * 40 + 20);
        g_assert_true(g_file_test(folder.names[0], G_FILE_TEST_EXISTS));
    }
    folder_clear(&folder);
}

static void test_a_torn_one_counts_as_far_as_it_is_whole(void)
{
    Folder folder;
    folder_init(&folder);
    make_segment(folder.names[0], 100, START_US);
    make_segment(folder.names[1], 100, START_US);
    g_assert_cmpint(truncate(folder.names[1], 6000), ==, 0);
    RecordingSegment segments[] = {{.path = folder.names[0]}, {.path = folder.names[1]}};
    RecordingJoined joined = {0};
    g_assert_true(recording_join(folder.out, segments, 2, &joined, NULL));
    g_assert_cmpint(segments[1].duration_ms, >, 0);
    g_assert_cmpint(segments[1].duration_ms, <, INT64_C(99) * 40);
    g_assert_cmpint(joined.duration_ms, ==, segments[0].duration_ms + segments[1].duration_ms);
    folder_clear(&folder);
}

static void test_what_cannot_be_joined(void)
{
    Folder folder;
    folder_init(&folder);
    RecordingSegment segments[] = {{.path = folder.names[0]}, {.path = folder.names[1]}};
    RecordingJoined joined = {0};
    GError *error = NULL;

    g_assert_false(recording_join(folder.out, segments, 2, &joined, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(folder.names[0], "no recording", -1, NULL));
    g_assert_false(recording_join(folder.out, segments, 1, &joined, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    RecordingFile *written = write_segment(folder.names[1], 30, START_US);
    g_assert_false(recording_join(folder.out, segments, 2, &joined, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
    g_clear_error(&error);
    recording_file_free(written);
    g_assert_true(recording_join(folder.out, segments, 2, &joined, &error));
    folder_clear(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/recording_join/one_is_finished_in_its_place", test_one_is_finished_in_its_place);
    g_test_add_func("/recording_join/several_become_one", test_several_become_one);
    g_test_add_func("/recording_join/a_torn_one_counts_as_far_as_it_is_whole",
            test_a_torn_one_counts_as_far_as_it_is_whole);
    g_test_add_func("/recording_join/what_cannot_be_joined", test_what_cannot_be_joined);
    return g_test_run();
}
