#include "mcu/media/recording_file.h"

#include "mcu/media/webm_scan.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A recording of two pictures a second, a key frame each fifth second, and sound each 20 ms. */
typedef struct Tape {
    char *folder;
    char *path;
} Tape;

static const WebmHead head = {
        .width_px = 320, .height_px = 180, .channels = 1, .start_us = INT64_C(1522198920000000)};

static Tape tape_init(void)
{
    Tape tape = {.folder = g_dir_make_tmp("recording-XXXXXX", NULL)};
    g_assert_nonnull(tape.folder);
    tape.path = g_build_filename(tape.folder, "one.webm", NULL);
    return tape;
}

static void tape_clear(Tape *tape)
{
    g_unlink(tape->path);
    g_assert_cmpint(g_rmdir(tape->folder), ==, 0);
    g_free(tape->path);
    g_free(tape->folder);
}

static bool record(RecordingFile *file, int64_t from_ms, int64_t to_ms, GError **error)
{
    uint8_t data[1000];
    memset(data, 0x5a, sizeof data);
    for (int64_t time_ms = from_ms; time_ms < to_ms; time_ms += 20) {
        const RecordingBlock picture = {.track = WEBM_PICTURE,
                .time_ms = time_ms,
                .key = time_ms % 5000 == 0,
                .data = data,
                .size_bytes = sizeof data};
        const RecordingBlock sound = {.track = WEBM_SOUND,
                .time_ms = time_ms,
                .key = true,
                .data = data,
                .size_bytes = 80};
        if ((time_ms % 500 == 0 && !recording_file_add(file, &picture, error)) ||
                !recording_file_add(file, &sound, error)) {
            return false;
        }
    }
    return true;
}

/* What a file holds, read back block by block. */
typedef struct Found {
    int fd;
    size_t clusters, pictures, sounds;
    int64_t newest_ms;
} Found;

static void count_block(const WebmBlock *block, void *user_data)
{
    Found *found = user_data;
    g_assert_cmpint(block->time_ms, >=, found->newest_ms);
    g_assert_cmpuint(block->data[0], ==, 0x5a);
    found->newest_ms = block->time_ms;
    found->pictures += block->track == WEBM_PICTURE;
    found->sounds += block->track == WEBM_SOUND;
}

static bool count_cluster(const WebmCluster *cluster, void *user_data)
{
    Found *found = user_data;
    const size_t size = (size_t)(cluster->end - cluster->place);
    g_autofree uint8_t *bytes = g_malloc(size);
    int64_t time_ms = 0;
    g_assert_cmpint(pread(found->fd, bytes, size, cluster->place), ==, (ssize_t)size);
    g_assert_true(webm_read_cluster(bytes, size, &time_ms, count_block, found));
    g_assert_cmpint(time_ms, ==, cluster->time_ms);
    found->clusters++;
    return true;
}

static Found read_back(const char *path)
{
    Found found = {.fd = open(path, O_RDONLY | O_CLOEXEC)};
    WebmPlaces places;
    WebmTrack track = WEBM_SOUND;
    g_autoptr(GError) error = NULL;
    webm_scan_head(found.fd, &places, &track, &error);
    g_assert_no_error(error);
    g_assert_cmpint(track, ==, WEBM_PICTURE);
    webm_scan_clusters(found.fd, &places, track, count_cluster, &found);
    close(found.fd);
    return found;
}

static void test_whole(void)
{
    Tape tape = tape_init();
    g_autoptr(GError) error = NULL;
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, &error);

    g_assert_no_error(error);
    g_assert_true(record(file, 0, 12000, &error));
    g_assert_true(recording_file_finish(file, &error));
    g_assert_no_error(error);
    const RecordingFileStats stats = recording_file_stats(file);
    g_assert_cmpuint(stats.clusters, ==, 12);
    g_assert_cmpuint(stats.cues, ==, 3);
    g_assert_cmpint(stats.duration_ms, ==, 11980);
    const Found found = read_back(tape.path);
    g_assert_cmpuint(found.pictures, ==, 24);
    g_assert_cmpuint(found.sounds, ==, 600);
    tape_clear(&tape);
}

static void test_is_not_overwritten(void)
{
    Tape tape = tape_init();
    g_autoptr(GError) error = NULL;
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);

    g_assert_null(recording_file_create(tape.path, &head, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
    tape_clear(&tape);
}

/* Killed at any byte of the last cluster: what came before it is there, and the end can be written. */
static void test_torn_anywhere(void)
{
    Tape tape = tape_init();
    g_autoptr(GError) error = NULL;
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);
    g_assert_true(record(file, 0, 2000, NULL) && recording_file_flush(file, NULL));
    const int64_t whole = recording_file_stats(file).size_bytes;
    g_assert_true(record(file, 2000, 3000, NULL) && recording_file_flush(file, NULL));
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(tape.path, &bytes, &size, NULL));

    for (gsize cut = (gsize)whole; cut <= size; cut += cut < size - 61 ? 61 : 1) {
        g_assert_true(g_file_set_contents(tape.path, bytes, (gssize)cut, NULL));
        g_autoptr(RecordingFile) left = recording_file_open(tape.path, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(recording_file_stats(left).clusters, ==, cut < size ? 2 : 3);
        g_assert_true(recording_file_finish(left, &error));
        g_assert_no_error(error);
        const Found found = read_back(tape.path);
        g_assert_cmpuint(found.sounds, ==, cut < size ? 100 : 150);
    }
    tape_clear(&tape);
}

/* Zeros where data had not reached the disk, or somebody else's bytes. */
static void test_rubbish_behind(void)
{
    Tape tape = tape_init();
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);
    g_assert_true(record(file, 0, 2000, NULL) && recording_file_flush(file, NULL));
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(tape.path, &bytes, &size, NULL));
    static const char *const rubbish[] = {
            "", "\x1f\x43\xb6\x75", "\x1f\x43\xb6\x75\x1f\xff\xff\xff", "no"};

    for (size_t i = 0; i < G_N_ELEMENTS(rubbish); i++) {
        g_autofree char *more = g_malloc0(size + 5000);
        memcpy(more, bytes, size);
        memcpy(more + size, rubbish[i], strlen(rubbish[i]));
        g_assert_true(g_file_set_contents(tape.path, more, (gssize)size + 5000, NULL));
        g_autoptr(RecordingFile) left = recording_file_open(tape.path, NULL);
        g_assert_nonnull(left);
        g_assert_true(recording_file_finish(left, NULL));
        g_assert_cmpuint(read_back(tape.path).sounds, ==, 100);
    }
    tape_clear(&tape);
}

static void test_finished_twice_is_the_same(void)
{
    Tape tape = tape_init();
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;
    gsize once_size = 0;
    gsize twice_size = 0;
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);
    g_assert_true(record(file, 0, 7000, NULL) && recording_file_finish(file, NULL));
    g_assert_true(g_file_get_contents(tape.path, &once, &once_size, NULL));

    g_autoptr(RecordingFile) again = recording_file_open(tape.path, NULL);
    g_assert_true(recording_file_finish(again, NULL));
    g_assert_true(g_file_get_contents(tape.path, &twice, &twice_size, NULL));
    g_assert_cmpmem(once, once_size, twice, twice_size);
    tape_clear(&tape);
}

/* The disk is full in the midst of a cluster: it is taken back, and the rest can be finished when there is room. */
static void test_full_disk(void)
{
    Tape tape = tape_init();
    g_autoptr(GError) error = NULL;
    struct rlimit before;
    (void)signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    const struct rlimit small = {.rlim_cur = 20000, .rlim_max = before.rlim_max};
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);

    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
    g_assert_false(record(file, 0, 60000, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED); /* EFBIG; ENOSPC of a real disk */
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    const size_t whole = recording_file_stats(file).clusters;
    g_assert_cmpuint(whole, >, 1);
    g_assert_cmpuint(read_back(tape.path).clusters, ==, whole);
    g_assert_true(recording_file_finish(file, NULL));
    g_assert_cmpuint(read_back(tape.path).clusters, ==, whole);
    tape_clear(&tape);
}

static void test_is_none(void)
{
    Tape tape = tape_init();
    static const char *const contents[] = {"", "RIFF", "\x1a\x45\xdf\xa3\x84zzzz"};
    for (size_t i = 0; i < G_N_ELEMENTS(contents); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_true(g_file_set_contents(tape.path, contents[i], -1, NULL));
        g_assert_null(recording_file_open(tape.path, &error));
        g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    }
    tape_clear(&tape);
}

/* Whoever completes leftovers keeps off; what is taken away while it is written is noticed. */
static void test_written_by_one_only_and_taken_away(void)
{
    Tape tape = tape_init();
    g_autoptr(RecordingFile) file = recording_file_create(tape.path, &head, NULL);
    GError *error = NULL;
    g_assert_true(record(file, 0, 2000, NULL));
    g_assert_null(recording_file_open(tape.path, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
    g_clear_error(&error);
    g_assert_cmpint(g_unlink(tape.path), ==, 0);
    g_assert_false(recording_file_flush(file, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(tape.path, "", 0, NULL));
    tape_clear(&tape);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_file/whole", test_whole);
    g_test_add_func("/recording_file/is_not_overwritten", test_is_not_overwritten);
    g_test_add_func("/recording_file/torn_anywhere", test_torn_anywhere);
    g_test_add_func("/recording_file/rubbish_behind", test_rubbish_behind);
    g_test_add_func("/recording_file/finished_twice_is_the_same", test_finished_twice_is_the_same);
    g_test_add_func("/recording_file/full_disk", test_full_disk);
    g_test_add_func("/recording_file/is_none", test_is_none);
    g_test_add_func("/recording_file/written_by_one_only_and_taken_away",
            test_written_by_one_only_and_taken_away);
    return g_test_run();
}
