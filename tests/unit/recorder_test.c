#include "mcu/media/recorder.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/sound_stems.h"
#include "mcu/media/webm_scan.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { START_US = 1000000000, PICTURE_US = 40000, SOUND_US = 20000, SILENCE_BYTES = 14 };

/* The disk of these tests: it can stand still, and fail once. */
static GMutex disk_lock;
static GCond disk_called;
static bool disk_stands;
static int disk_code;

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the system names it __fildes */
int fdatasync(int fd)
{
    g_mutex_lock(&disk_lock);
    while (disk_stands) {
        g_cond_wait(&disk_called, &disk_lock);
    }
    const int code = disk_code;
    disk_code = 0;
    g_mutex_unlock(&disk_lock);
    if (code != 0) {
        errno = code;
        return -1;
    }
    return fsync(fd);
}

static void set_disk(bool stands, int code)
{
    g_mutex_lock(&disk_lock);
    disk_stands = stands;
    disk_code = code;
    g_cond_broadcast(&disk_called);
    g_mutex_unlock(&disk_lock);
}

typedef struct Studio {
    char *folder;
    char *path;
    Recorder *recorder;
    GMutex lock;
    GCond called;
    int keys_wanted;
    bool ended;
    GError *error;
} Studio;

static void on_want_key(void *user_data)
{
    Studio *studio = user_data;
    g_mutex_lock(&studio->lock);
    studio->keys_wanted++;
    g_mutex_unlock(&studio->lock);
}

static void on_ended(const GError *error, void *user_data)
{
    Studio *studio = user_data;
    g_mutex_lock(&studio->lock);
    studio->ended = true;
    studio->error = error != NULL ? g_error_copy(error) : NULL;
    g_cond_signal(&studio->called);
    g_mutex_unlock(&studio->lock);
}

static const RecorderEvents events = {.want_key = on_want_key, .ended = on_ended};

static void studio_init(Studio *studio)
{
    *studio = (Studio){.folder = g_dir_make_tmp("recorder-XXXXXX", NULL)};
    g_mutex_init(&studio->lock);
    g_cond_init(&studio->called);
    studio->path = g_build_filename(studio->folder, "one.webm", NULL);
    const RecorderConfig config = {.path = studio->path,
            .width_px = 320,
            .height_px = 180,
            .channels = 1,
            .start_us = START_US,
            .start_wall_us = INT64_C(1522198920000000)};
    studio->recorder = recorder_new(&config, &events, studio);
}

static void studio_clear(Studio *studio)
{
    recorder_free(studio->recorder);
    g_unlink(studio->path);
    g_assert_cmpint(g_rmdir(studio->folder), ==, 0);
    g_clear_error(&studio->error);
    g_mutex_clear(&studio->lock);
    g_cond_clear(&studio->called);
    g_free(studio->path);
    g_free(studio->folder);
}

static void push_picture(Studio *studio, int64_t time_us, bool key)
{
    g_autoptr(EncodedFrame) frame = encoded_frame_new(700);
    frame->pts_us = START_US + time_us;
    frame->key = key;
    recorder_push_picture(studio->recorder, frame);
}

static void push_sound(Studio *studio, int64_t time_us)
{
    static const uint8_t silence[3] = {0xf8, 0xff, 0xfe};
    g_autoptr(GBytes) packet = g_bytes_new_static(silence, sizeof silence);
    recorder_push_sound(studio->recorder, packet, START_US + time_us);
}

static void wait_for_end(Studio *studio)
{
    recorder_end(studio->recorder);
    g_mutex_lock(&studio->lock);
    while (!studio->ended) {
        g_cond_wait(&studio->called, &studio->lock);
    }
    g_mutex_unlock(&studio->lock);
}

typedef struct Found {
    int fd;
    size_t pictures, sounds, keys;
    int64_t first_picture_ms, newest_ms;
} Found;

static void count_block(const WebmBlock *block, void *user_data)
{
    Found *found = user_data;
    g_assert_cmpint(block->time_ms, >=, found->newest_ms);
    found->newest_ms = block->time_ms;
    if (block->track == WEBM_PICTURE) {
        found->first_picture_ms = found->pictures == 0 ? block->time_ms : found->first_picture_ms;
        found->pictures++;
        found->keys += block->key;
    } else {
        found->sounds++;
    }
}

static bool count_cluster(const WebmCluster *cluster, void *user_data)
{
    Found *found = user_data;
    const size_t size = (size_t)(cluster->end - cluster->place);
    g_autofree uint8_t *bytes = g_malloc(size);
    int64_t time_ms = 0;
    g_assert_cmpint(pread(found->fd, bytes, size, cluster->place), ==, (ssize_t)size);
    g_assert_true(webm_read_cluster(bytes, size, &time_ms, count_block, found));
    return true;
}

static Found read_back(const Studio *studio)
{
    Found found = {.fd = open(studio->path, O_RDONLY | O_CLOEXEC)};
    WebmPlaces places;
    WebmTrack track = WEBM_SOUND;
    g_assert_true(webm_scan_head(found.fd, &places, &track, NULL));
    webm_scan_clusters(found.fd, &places, track, count_cluster, &found);
    close(found.fd);
    return found;
}

/* Pictures come later than the sound of their time; in the file they stand beside it. */
static void test_in_order_of_time(void)
{
    Studio studio;
    studio_init(&studio);
    for (int64_t time_us = 0; time_us < 3000000; time_us += SOUND_US) {
        push_sound(&studio, time_us);
        if (time_us >= 200000 && time_us % PICTURE_US == 0) {
            push_picture(&studio, time_us - 200000, time_us == 200000);
        }
    }
    wait_for_end(&studio);
    g_assert_no_error(studio.error);
    const Found found = read_back(&studio); /* asserts the order */
    g_assert_cmpuint(found.sounds, ==, 150);
    g_assert_cmpuint(found.pictures, ==, 70);
    g_assert_cmpint(found.first_picture_ms, ==, 0);
    studio_clear(&studio);
}

static void test_begins_with_a_key_frame(void)
{
    Studio studio;
    studio_init(&studio);
    push_picture(&studio, -PICTURE_US, true); /* from before */
    push_picture(&studio, 0, false);
    push_picture(&studio, PICTURE_US, true);
    push_picture(&studio, 2 * INT64_C(40000), false);
    wait_for_end(&studio);
    const Found found = read_back(&studio);
    g_assert_cmpuint(found.pictures, ==, 2);
    g_assert_cmpuint(found.keys, ==, 1);
    g_assert_cmpint(found.first_picture_ms, ==, 40);
    g_assert_cmpint(studio.keys_wanted, ==, 1);
    studio_clear(&studio);
}

static void test_time_stands_still_in_a_pause(void)
{
    Studio studio;
    studio_init(&studio);
    for (int64_t time_us = 0; time_us < 6000000; time_us += PICTURE_US) {
        if (time_us == 2000000 || time_us == 5000000) {
            recorder_pause(studio.recorder, time_us == 2000000, START_US + time_us);
        }
        push_picture(&studio, time_us, time_us % 1000000 == 0);
    }
    wait_for_end(&studio);
    const Found found = read_back(&studio);
    g_assert_cmpuint(found.pictures, ==, 75);
    g_assert_cmpint(found.newest_ms, ==, 2960);
    studio_clear(&studio);
}

static void push_stem(Studio *studio, const char *identity, const char *name, int64_t time_us)
{
    static const uint8_t silence[3] = {0xf8, 0xff, 0xfe};
    g_autoptr(GBytes) packet = g_bytes_new_static(silence, sizeof silence);
    const RecorderStem stem = {.identity = (char *)identity,
            .name = (char *)name,
            .time_us = START_US + time_us,
            .duration_us = SOUND_US};
    recorder_push_stem(studio->recorder, &stem, packet);
}

static void start_with_stems(Studio *studio)
{
    recorder_free(studio->recorder);
    g_assert_cmpint(g_unlink(studio->path), ==, 0);
    const RecorderConfig config = {.path = studio->path,
            .width_px = 320,
            .height_px = 180,
            .channels = 1,
            .start_us = START_US,
            .stems = true};
    studio->recorder = recorder_new(&config, &events, studio);
}

/* Sites have files of their own, which are as long as the recording, without its pauses. */
static void test_each_site_beside_it(void)
{
    Studio studio;
    g_autoptr(GRefString) identity = g_ref_string_new("xa-a");
    g_autoptr(GRefString) name = g_ref_string_new("Xã A");
    studio_init(&studio);
    start_with_stems(&studio);
    for (int64_t time_us = 0; time_us < 6000000; time_us += SOUND_US) {
        if (time_us == 2000000 || time_us == 5000000) {
            recorder_pause(studio.recorder, time_us == 2000000, START_US + time_us);
        }
        push_sound(&studio, time_us);
        if (time_us < 4000000) {
            push_stem(&studio, identity, name, time_us);
        }
    }
    wait_for_end(&studio);
    const int64_t whole_us = recorder_stats(studio.recorder).duration_us;
    g_assert_cmpint(recorder_stats(studio.recorder).stem_faults, ==, 0);
    g_assert_cmpint(recorder_stats(studio.recorder).stem_bytes, >, 0);
    g_autofree char *folder = sound_stems_folder(studio.path);
    g_autofree char *file = g_build_filename(folder, "1.webm", NULL);
    g_autofree char *list = g_build_filename(folder, SOUND_STEMS_LIST, NULL);
    g_autoptr(RecordingFile) stem = recording_file_open(file, NULL);
    g_assert_nonnull(stem);
    const int64_t stem_us = recording_file_stats(stem).duration_ms * 1000;
    g_assert_cmpint(whole_us, ==, 2986000);
    g_assert_cmpint(ABS(stem_us - whole_us), <=, 120000); /* the last packet of silence is long */
    g_clear_pointer(&stem, recording_file_free);
    g_assert_cmpint(g_unlink(file) | g_unlink(list) | g_rmdir(folder), ==, 0);
    studio_clear(&studio);
}

static bool find_tone(const RecordingBlock *block, void *user_data)
{
    int64_t *time_ms = user_data;
    *time_ms = block->size_bytes > SILENCE_BYTES ? block->time_ms : 0;
    return *time_ms == 0;
}

/* @return where a recording's first packet of more than silence stands */
static int64_t tone_ms(const char *path)
{
    int64_t time_ms = 0;
    g_autoptr(RecordingFile) file = recording_file_open(path, NULL);
    g_assert_nonnull(file);
    g_assert_false(recording_file_read(file, find_tone, &time_ms));
    return time_ms;
}

/* What a site said comes out of the mix later by the delay of its encoder, and in the site's own file just then. */
static void test_a_site_stands_where_it_is_heard(void)
{
    static const uint8_t tone[SILENCE_BYTES + 1] = {0xf8, 1};
    for (int64_t begin_us = 0; begin_us < SOUND_US; begin_us += 1700) {
        Studio studio;
        g_autoptr(GBytes) packet = g_bytes_new_static(tone, sizeof tone);
        g_autoptr(GRefString) name = g_ref_string_new("xa-a");
        const RecorderStem stem = {.identity = name,
                .name = name,
                .time_us = START_US + 1000000 + begin_us,
                .duration_us = SOUND_US};
        studio_init(&studio);
        start_with_stems(&studio);
        recorder_push_sound(studio.recorder, packet, stem.time_us);
        recorder_push_stem(studio.recorder, &stem, packet);
        wait_for_end(&studio);
        g_autofree char *folder = sound_stems_folder(studio.path);
        g_autofree char *file = g_build_filename(folder, "1.webm", NULL);
        g_autofree char *list = g_build_filename(folder, SOUND_STEMS_LIST, NULL);
        const int64_t later_us = (tone_ms(file) - tone_ms(studio.path)) * 1000;
        g_assert_cmpint(ABS(later_us - AUDIO_ENCODER_DELAY_US), <=, STEM_FILE_APART_US);
        g_assert_cmpint(g_unlink(file) | g_unlink(list) | g_rmdir(folder), ==, 0);
        studio_clear(&studio);
    }
}

static void test_without_stems_there_are_none(void)
{
    Studio studio;
    g_autoptr(GRefString) identity = g_ref_string_new("xa-a");
    studio_init(&studio);
    push_stem(&studio, identity, identity, 0);
    push_sound(&studio, 0);
    wait_for_end(&studio);
    studio_clear(&studio); /* the folder has nothing else */
}

static void test_asks_for_key_frames(void)
{
    Studio studio;
    studio_init(&studio);
    push_picture(&studio, 0, true);
    push_sound(&studio, RECORDER_KEY_US + SOUND_US);
    wait_for_end(&studio);
    g_assert_cmpint(studio.keys_wanted, ==, 2); /* at the start, and after five seconds */
    studio_clear(&studio);
}

/* Nobody takes the queue while it is filled: the bound holds, and what follows begins with a key frame. */
static void test_bound(void)
{
    Studio studio;
    studio_init(&studio);
    g_autoptr(EncodedFrame) frame = encoded_frame_new(RECORDER_QUEUE_BYTES_MAX / 2 + 1);
    frame->pts_us = START_US;
    frame->key = true;
    for (int i = 0; i < 100; i++) {
        recorder_push_picture(studio.recorder, frame);
    }
    wait_for_end(&studio);
    g_assert_error(
            studio.error, G_FILE_ERROR, G_FILE_ERROR_FAILED); /* such a frame cannot be written */
    g_assert_cmpuint(recorder_stats(studio.recorder).dropped, >, 0);
    studio_clear(&studio);
}

static void push_seconds(Studio *studio, int from_s, int to_s)
{
    for (int64_t time_us = from_s * INT64_C(1000000); time_us < to_s * INT64_C(1000000);
            time_us += SOUND_US) {
        push_sound(studio, time_us);
        if (time_us % PICTURE_US == 0) {
            push_picture(studio, time_us, time_us % 1000000 == 0);
        }
    }
}

/* Until the disk has so much. */
static void wait_for_disk(Studio *studio, int64_t duration_us)
{
    while (recorder_stats(studio->recorder).duration_us < duration_us) {
        g_usleep(1000);
    }
}

/* What was written outlives the program, whatever the disk does. */
static void test_a_disk_that_stands_still(void)
{
    Studio studio;
    studio_init(&studio);
    push_seconds(&studio, 0, 2);
    wait_for_disk(&studio, 900000);
    set_disk(true, 0);
    push_seconds(&studio, 2, 10);
    while (read_back(&studio).newest_ms < 8500) {
        g_usleep(1000);
    }
    g_assert_cmpint(recorder_stats(studio.recorder).duration_us, <, 2000000);
    g_assert_cmpint(recorder_stats(studio.recorder).behind_us, >, 7000000);
    set_disk(false, 0);
    wait_for_disk(&studio, 8500000);
    g_assert_cmpint(recorder_stats(studio.recorder).behind_us, <, 2000000);
    wait_for_end(&studio);
    g_assert_no_error(studio.error);
    g_assert_cmpuint(read_back(&studio).pictures, ==, 250);
    g_assert_cmpuint(recorder_stats(studio.recorder).dropped, ==, 0);
    studio_clear(&studio);
}

/* What comes behind a place that is not on the disk is not kept: nobody can tell what stands there. */
static void test_what_the_disk_did_not_take(void)
{
    Studio studio;
    studio_init(&studio);
    push_seconds(&studio, 0, 3);
    wait_for_disk(&studio, 1900000);
    set_disk(true, 0);
    push_seconds(&studio, 3, 6);
    while (read_back(&studio).newest_ms < 4500) {
        g_usleep(1000);
    }
    set_disk(false, EIO);
    g_mutex_lock(&studio.lock);
    while (!studio.ended) {
        g_cond_wait(&studio.called, &studio.lock);
    }
    g_mutex_unlock(&studio.lock);
    g_assert_error(studio.error, G_FILE_ERROR, G_FILE_ERROR_IO);
    g_assert_cmpstr(recorder_fault_word(studio.error), ==, "disk");
    const int64_t kept_us = recorder_stats(studio.recorder).duration_us;
    g_assert_cmpint(kept_us, <, 3000000);
    g_assert_cmpint(read_back(&studio).newest_ms, ==, kept_us / 1000);
    studio_clear(&studio);
}

/* Where a folder should be made, there is a file. */
static void test_no_folder(void)
{
    Studio studio;
    studio_init(&studio);
    recorder_free(studio.recorder);
    g_autofree char *path = g_build_filename(studio.path, "two.webm", NULL);
    const RecorderConfig config = {.path = path, .channels = 1, .start_us = START_US};
    g_assert_true(g_file_set_contents(studio.path, "", 0, NULL));
    studio.ended = false;
    studio.recorder = recorder_new(&config, &events, &studio);
    g_mutex_lock(&studio.lock);
    while (!studio.ended) {
        g_cond_wait(&studio.called, &studio.lock);
    }
    g_mutex_unlock(&studio.lock);
    g_assert_nonnull(studio.error);
    g_assert_cmpstr(recorder_fault_word(studio.error), ==, "disk");
    studio_clear(&studio);
}

static void test_the_words_of_faults(void)
{
    static const struct {
        GFileError code;
        const char *word;
    } rows[] = {{G_FILE_ERROR_NOSPC, "disk_full"}, {G_FILE_ERROR_ROFS, "read_only"},
            {G_FILE_ERROR_NOENT, "gone"}, {G_FILE_ERROR_IO, "disk"}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = g_error_new(G_FILE_ERROR, (gint)rows[i].code, "x");
        g_assert_cmpstr(recorder_fault_word(error), ==, rows[i].word);
    }
    g_assert_cmpstr(recorder_fault_word(NULL), ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recorder/in_order_of_time", test_in_order_of_time);
    g_test_add_func("/recorder/begins_with_a_key_frame", test_begins_with_a_key_frame);
    g_test_add_func("/recorder/time_stands_still_in_a_pause", test_time_stands_still_in_a_pause);
    g_test_add_func("/recorder/each_site_beside_it", test_each_site_beside_it);
    g_test_add_func(
            "/recorder/a_site_stands_where_it_is_heard", test_a_site_stands_where_it_is_heard);
    g_test_add_func("/recorder/without_stems_there_are_none", test_without_stems_there_are_none);
    g_test_add_func("/recorder/asks_for_key_frames", test_asks_for_key_frames);
    g_test_add_func("/recorder/bound", test_bound);
    g_test_add_func("/recorder/S-21/a_disk_that_stands_still", test_a_disk_that_stands_still);
    g_test_add_func("/recorder/S-21/what_the_disk_did_not_take", test_what_the_disk_did_not_take);
    g_test_add_func("/recorder/no_folder", test_no_folder);
    g_test_add_func("/recorder/the_words_of_faults", test_the_words_of_faults);
    return g_test_run();
}
