#include "mcu/media/recording_check.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/recording_file.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_encoder.h"
#include "mcu/media/webm_scan.h"
#include "tests/fakes/camera_clip.h"
#include "tests/fakes/tone.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    WIDTH = 160,
    HEIGHT = 96,
    PICTURE_MS = 40,
    SOUND_MS = 20,
    KEY_MS = 5000,
    LOOK_MS = 1200,    /* pictures are looked at once a second */
    SETTLED_MS = 4200, /* what stands still is sent better and better at first */
};

/* What is recorded, and what is wrong with it from when to when. */
typedef struct Scene {
    int64_t length_ms;
    CheckSpan black, frozen, silent;
    CheckSpan no_picture, no_sound;
    int64_t bad_picture_ms, bad_sound_ms; /* 0: none */
    int64_t slow_per_mille;               /* the sound's times run ahead of its samples */
    bool unfinished;
} Scene;

typedef struct Set {
    char *path;
    RecordingFile *file;
    CameraClip *clip;
    VideoFramePool *pool;
    VideoEncoder *video;
    AudioEncoder *audio;
    Tone tone;
} Set;

static bool within(const CheckSpan *span, int64_t time_ms)
{
    return time_ms >= span->from_ms && time_ms < span->to_ms;
}

static void add(
        Set *set, WebmTrack track, int64_t time_ms, bool key, const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    recording_file_add(set->file,
            &(RecordingBlock){.track = track,
                    .time_ms = time_ms,
                    .key = key,
                    .data = data,
                    .size_bytes = size},
            &error);
    g_assert_no_error(error);
}

static void add_picture(Set *set, const Scene *scene, int64_t time_ms)
{
    static const uint8_t nonsense[] = {0x31, 0x41, 0x59, 0x26, 0x53, 0x58};
    g_autoptr(VideoFrame) picture = video_frame_pool_take(set->pool, WIDTH, HEIGHT);
    const bool still = within(&scene->frozen, time_ms);
    if (within(&scene->black, time_ms)) {
        video_frame_fill(picture, 16, 128, 128);
    } else {
        const int64_t moment_ms = still ? scene->frozen.from_ms : time_ms;
        camera_clip_draw(
                set->clip, (int)(moment_ms / PICTURE_MS), picture->planes, picture->strides);
    }
    g_autoptr(EncodedFrame) frame =
            video_encoder_encode(set->video, picture, time_ms * 1000, time_ms % KEY_MS == 0);
    g_assert_nonnull(frame);
    if (scene->bad_picture_ms != 0 && time_ms == scene->bad_picture_ms) {
        add(set, WEBM_PICTURE, time_ms, frame->key, nonsense, sizeof nonsense);
    } else {
        add(set, WEBM_PICTURE, time_ms, frame->key, frame->data, frame->size_bytes);
    }
}

static void add_sound(Set *set, const Scene *scene, int64_t time_ms)
{
    PcmFrame frame;
    tone_next(&set->tone, frame.samples, PCM_FRAME_SAMPLES);
    if (within(&scene->silent, time_ms)) {
        pcm_silence(&frame);
    }
    g_autoptr(GBytes) packet = audio_encoder_encode(set->audio, &frame);
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(packet, &size);
    const int64_t placed_ms = time_ms + time_ms * scene->slow_per_mille / 1000;
    add(set, WEBM_SOUND, placed_ms, true, data,
            scene->bad_sound_ms != 0 && time_ms == scene->bad_sound_ms ? 0 : size);
}

static void write_scene(Set *set, const Scene *scene)
{
    for (int64_t time_ms = 0; time_ms < scene->length_ms; time_ms += SOUND_MS) {
        if (time_ms % PICTURE_MS == 0 && !within(&scene->no_picture, time_ms)) {
            add_picture(set, scene, time_ms);
        }
        if (!within(&scene->no_sound, time_ms)) {
            add_sound(set, scene, time_ms);
        }
    }
    g_assert_true(recording_file_flush(set->file, NULL));
    if (!scene->unfinished) {
        g_assert_true(recording_file_finish(set->file, NULL));
    }
}

static void record(const char *path, const Scene *scene)
{
    g_autoptr(GError) error = NULL;
    Set set = {
            .file = recording_file_create(path,
                    &(WebmHead){.width_px = WIDTH, .height_px = HEIGHT, .channels = 1}, &error),
            .clip = camera_clip_new(WIDTH, HEIGHT, 7),
            .pool = video_frame_pool_new(4),
            .video = video_encoder_new(video_codec_find("VP8"),
                    &(VideoEncoderConfig){.width_px = WIDTH,
                            .height_px = HEIGHT,
                            .fps = 25,
                            .bitrate_bps = 300000,
                            .threads = 1},
                    NULL),
            .audio = audio_encoder_new(
                    &(AudioEncoderConfig){.bitrate_bps = 32000, .complexity = 0}, NULL),
            .tone = tone_init(440, -12),
    };
    g_assert_no_error(error);
    write_scene(&set, scene);
    recording_file_free(set.file);
    camera_clip_free(set.clip);
    video_encoder_free(set.video);
    video_frame_pool_unref(set.pool);
    audio_encoder_free(set.audio);
}

typedef struct Folder {
    char *name;
    char *path;
} Folder;

static Folder folder_new(void)
{
    Folder folder = {.name = g_dir_make_tmp("check-XXXXXX", NULL)};
    folder.path = g_build_filename(folder.name, "one.webm", NULL);
    return folder;
}

static void folder_remove(Folder *folder)
{
    (void)g_remove(folder->path);
    g_assert_cmpint(g_rmdir(folder->name), ==, 0);
    g_free(folder->path);
    g_free(folder->name);
}

static RecordingCheck check_scene(const Scene *scene)
{
    g_autoptr(GError) error = NULL;
    Folder folder = folder_new();
    RecordingCheck check = {0};
    record(folder.path, scene);
    g_assert_true(recording_check_run(folder.path, &check, &error));
    g_assert_no_error(error);
    folder_remove(&folder);
    return check;
}

/* One span, near where it was put. */
static void assert_span(
        const char *name, const CheckSpans *spans, const CheckSpan *put, int64_t begin_within_ms)
{
    if (put->to_ms == 0) {
        g_test_message("%s: %zu", name, spans->count);
        g_assert_cmpuint(spans->count, ==, 0);
        g_assert_cmpint(spans->total_ms, ==, 0);
        return;
    }
    g_test_message("%s: %zu, from %d to %d ms", name, spans->count,
            (int)spans->kept_spans[0].from_ms, (int)spans->kept_spans[0].to_ms);
    g_assert_cmpuint(spans->count, ==, 1);
    g_assert_cmpint(ABS(spans->kept_spans[0].from_ms - put->from_ms), <=, begin_within_ms);
    g_assert_cmpint(ABS(spans->kept_spans[0].to_ms - put->to_ms), <=, LOOK_MS);
}

static void test_what_is_wrong_is_found(void)
{
    static const struct {
        const char *why;
        Scene scene;
        bool plays;
    } cases[] = {
            {"nothing", {.length_ms = 6000}, true},
            {"black", {.length_ms = 16000, .black = {4000, 13000}}, true},
            {"black to the end", {.length_ms = 16000, .black = {4000, 16000}}, true},
            {"frozen", {.length_ms = 22000, .frozen = {3000, 18000}}, true},
            {"silent", {.length_ms = 20000, .silent = {4000, 16000}}, true},
            {"a gap in the sound", {.length_ms = 8000, .no_sound = {4000, 4400}}, true},
            {"no sound at its end", {.length_ms = 8000, .no_sound = {6000, 8000}}, true},
            {"a gap in the pictures", {.length_ms = 17000, .no_picture = {4000, 15000}}, true},
            {"a picture that is none", {.length_ms = 8000, .bad_picture_ms = 4000}, false},
            {"a sound that is none", {.length_ms = 4000, .bad_sound_ms = 2000}, false},
            {"no end", {.length_ms = 4000, .unfinished = true}, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Scene *scene = &cases[i].scene;
        g_test_message("%s", cases[i].why);
        const RecordingCheck check = check_scene(scene);
        assert_span("black", &check.black, &scene->black, LOOK_MS);
        assert_span("frozen", &check.frozen, &scene->frozen, SETTLED_MS);
        assert_span("silent", &check.silent, &scene->silent, LOOK_MS);
        assert_span("no picture", &check.no_picture, &scene->no_picture, PICTURE_MS);
        assert_span("no sound", &check.no_sound, &scene->no_sound, SOUND_MS);
        g_assert_cmpint(ABS(check.duration_ms - scene->length_ms), <=, PICTURE_MS);
        g_assert_cmpint(check.sync_ms, <=, 1);
        g_assert_true((check.bad_pictures > 0) == (scene->bad_picture_ms > 0));
        g_assert_cmpuint(check.bad_sounds, ==, scene->bad_sound_ms > 0 ? 1 : 0);
        g_assert_true(check.finished == !scene->unfinished);
        g_assert_true(recording_check_plays(&check) == cases[i].plays);
    }
}

/* A sound whose samples are fewer than its times say: lips and voice go apart. */
static void test_drift(void)
{
    const RecordingCheck check = check_scene(&(Scene){.length_ms = 20000, .slow_per_mille = 4});
    g_test_message("%d ms", (int)check.sync_ms);
    g_assert_cmpint(ABS(check.sync_ms - 80), <=, 3);
    g_assert_cmpuint(check.no_sound.count, ==, 0);
}

static bool find_fourth(const WebmCluster *cluster, void *user_data)
{
    int64_t *place = user_data;
    *place = cluster->place;
    return cluster->time_ms < INT64_C(4) * RECORDING_CLUSTER_MS;
}

/* A cluster whose beginning a disk has lost ends what can be played there. */
static void test_a_lost_cluster(void)
{
    Folder folder = folder_new();
    RecordingCheck check = {0};
    const uint8_t zeros[4] = {0};
    WebmPlaces places = {0};
    WebmTrack track = WEBM_SOUND;
    int64_t place = 0;
    record(folder.path, &(Scene){.length_ms = 8000});
    g_assert_true(recording_check_run(folder.path, &check, NULL));
    g_assert_true(recording_check_plays(&check));
    const int fd = open(folder.path, O_RDWR | O_CLOEXEC);
    g_assert_true(webm_scan_head(fd, &places, &track, NULL));
    webm_scan_clusters(fd, &places, track, find_fourth, &place);
    g_assert_cmpint(pwrite(fd, zeros, sizeof zeros, place), ==, sizeof zeros);
    close(fd);
    g_assert_true(recording_check_run(folder.path, &check, NULL));
    g_assert_false(recording_check_plays(&check));
    g_assert_true(check.finished);
    g_assert_cmpint(check.rest_bytes, ==, check.size_bytes - place);
    g_assert_cmpint(ABS(check.duration_ms - INT64_C(4) * RECORDING_CLUSTER_MS), <=, PICTURE_MS);
    folder_remove(&folder);
}

static void test_what_is_no_recording(void)
{
    g_autoptr(GError) error = NULL;
    Folder folder = folder_new();
    RecordingCheck check = {.size_bytes = 17};
    g_assert_false(recording_check_run(folder.path, &check, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(folder.path, "minutes", -1, NULL));
    g_assert_false(recording_check_run(folder.path, &check, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_assert_cmpint(check.size_bytes, ==, 17);
    folder_remove(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_check/what_is_wrong_is_found", test_what_is_wrong_is_found);
    g_test_add_func("/recording_check/drift", test_drift);
    g_test_add_func("/recording_check/a_lost_cluster", test_a_lost_cluster);
    g_test_add_func("/recording_check/what_is_no_recording", test_what_is_no_recording);
    return g_test_run();
}
