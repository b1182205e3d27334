#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/webm_scan.h"
#include "tests/fakes/meeting_tape.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <unistd.h>

/* Three hours of a meeting, fed as fast as the recorder takes them. */
enum {
    HOURS = 3,
    ROUNDS = HOURS * 3600 * 1000 / MEETING_TAPE_ROUND_MS,
    BEEP_DBOV = 30,
    DRIFT_MS_MAX = 40,
};

/* Runs a program; what it wrote. It must say nothing of errors. */
static char *run(const char *const *arguments)
{
    g_autofree char *complaints = NULL;
    g_autoptr(GError) error = NULL;
    char *said = NULL;
    int status = 0;
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said,
            &complaints, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(complaints, ==, "");
    g_assert_true(g_spawn_check_wait_status(status, NULL));
    return said;
}

typedef struct Marks {
    int fd;
    int64_t from_ms;
    VideoDecoder *video;
    AudioDecoder *audio;
    int64_t white_ms, beep_ms; /* the newest that begins; -1: none yet */
    bool white, beeps;
} Marks;

static void look_for_white(Marks *marks, const WebmBlock *block)
{
    VideoFrame *picture = NULL;
    g_assert_cmpint(video_decoder_decode(marks->video, block->data, block->size_bytes, &picture),
            ==, VIDEO_DECODER_PICTURE);
    const bool white =
            *video_frame_at(picture, 0, MEETING_TAPE_WIDTH / 2, MEETING_TAPE_HEIGHT / 2) >
            (MEETING_TAPE_WHITE + MEETING_TAPE_GREY) / 2;
    marks->white_ms = white && !marks->white ? block->time_ms : marks->white_ms;
    marks->white = white;
    video_frame_unref(picture);
}

static void look_for_beep(Marks *marks, const WebmBlock *block)
{
    PcmFrame frame;
    audio_decoder_decode(marks->audio, block->data, block->size_bytes);
    g_assert_true(audio_decoder_take(marks->audio, &frame));
    const bool beeps = audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES) < BEEP_DBOV;
    marks->beep_ms = beeps && !marks->beeps ? block->time_ms : marks->beep_ms;
    marks->beeps = beeps;
}

static void take_block(const WebmBlock *block, void *user_data)
{
    Marks *marks = user_data;
    if (block->track == WEBM_PICTURE) {
        look_for_white(marks, block);
    } else {
        look_for_beep(marks, block);
    }
}

/* From a key frame on: the rounds begin with one. */
static bool take_cluster(const WebmCluster *cluster, void *user_data)
{
    Marks *marks = user_data;
    const size_t size = (size_t)(cluster->end - cluster->place);
    if (cluster->time_ms < marks->from_ms) {
        return true;
    }
    g_autofree uint8_t *bytes = g_malloc(size);
    int64_t time_ms = 0;
    g_assert_cmpint(pread(marks->fd, bytes, size, cluster->place), ==, (ssize_t)size);
    g_assert_true(webm_read_cluster(bytes, size, &time_ms, take_block, marks));
    return true;
}

/* Where the last mark stands for the eye and for the ear. */
static void assert_in_step(const char *path)
{
    const int64_t last_ms = (ROUNDS - 1) * INT64_C(1) * MEETING_TAPE_ROUND_MS;
    WebmPlaces places;
    WebmTrack track = WEBM_SOUND;
    Marks marks = {.fd = open(path, O_RDONLY | O_CLOEXEC),
            .from_ms = last_ms,
            .video = video_decoder_new(
                    video_codec_find("VP8"), &(VideoDecoderConfig){.threads = 1}, NULL),
            .audio = audio_decoder_new(),
            .white_ms = -1,
            .beep_ms = -1};
    g_assert_true(webm_scan_head(marks.fd, &places, &track, NULL));
    webm_scan_clusters(marks.fd, &places, track, take_cluster, &marks);
    g_test_message("after %d h: white at %" G_GINT64_FORMAT " ms, beep at %" G_GINT64_FORMAT " ms",
            HOURS, marks.white_ms, marks.beep_ms);
    g_assert_cmpint(ABS(marks.white_ms - (last_ms + MEETING_TAPE_MARK_MS)), <=, 1);
    g_assert_cmpint(ABS(marks.beep_ms - marks.white_ms), <=, DRIFT_MS_MAX);
    video_decoder_free(marks.video);
    audio_decoder_free(marks.audio);
    close(marks.fd);
}

static void test_three_hours(void)
{
    /* In memory: on a disk it would be synchronised for each second of it. */
    g_autofree char *folder = g_mkdtemp(g_strdup("/dev/shm/long-XXXXXX"));
    g_autofree char *path = g_build_filename(folder, "meeting.webm", NULL);
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(meeting_tape_write(path, ROUNDS, &error));
    g_assert_no_error(error);
    g_test_message("written in %.1f s", g_timer_elapsed(timer, NULL));
    assert_in_step(path);
    g_test_message("our own look at it: up to %.1f s", g_timer_elapsed(timer, NULL));

    const char *probe[] = {"ffprobe", "-v", "error", "-show_entries", "format=duration", "-of",
            "csv=p=0", path, NULL};
    g_autofree char *duration = run(probe);
    g_assert_cmpfloat_with_epsilon(g_ascii_strtod(duration, NULL), HOURS * 3600, 0.1);

    const char *decode[] = {"ffmpeg", "-v", "error", "-xerror", "-threads", "1", "-i", path, "-f",
            "null", "-", NULL};
    g_autofree char *nothing = run(decode);
    g_test_message("ffmpeg has decoded it all: up to %.1f s", g_timer_elapsed(timer, NULL));

    (void)g_remove(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/long_recording/three_hours", test_three_hours);
    return g_test_run();
}
