#include "mcu/media/recording_check.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/picture_watch.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/media/webm_ids.h"
#include "mcu/media/webm_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LOOK_MS = 1000,
    STEP_US = 5000, /* a packet that is further from where the one before ended begins anew */
    NOWHERE = -1,
};

/* A state of the file that lasts. */
typedef struct Stretch {
    CheckSpans *spans;
    int64_t least_ms; /* what is shorter is not worth to be told */
    int64_t from_ms;  /* NOWHERE: it is not so now */
} Stretch;

typedef struct Checker {
    int fd;
    RecordingCheck *check;
    VideoDecoder *video;
    AudioDecoder *audio;

    int64_t picture_ms; /* of the newest; NOWHERE at first */
    int64_t looked_ms;
    int64_t update_bytes, updates; /* since the last look */
    VideoFrame *newest;
    PictureWatch watch;
    Stretch black, frozen, silent;

    int64_t sound_end_us; /* where the newest sound ends; NOWHERE at first */
    int64_t anchor_us;    /* where the stretch of sound began that is counted */
    int64_t anchored_samples;
    int64_t scanned_to;
} Checker;

/* ---- spans ---- */

static void note_span(CheckSpans *spans, int64_t from_ms, int64_t to_ms)
{
    if (spans->kept < RECORDING_CHECK_SPANS_MAX) {
        spans->kept_spans[spans->kept++] = (CheckSpan){.from_ms = from_ms, .to_ms = to_ms};
    }
    spans->count++;
    spans->total_ms += to_ms - from_ms;
}

/* @param since_ms  since when it is so, if it is */
static void follow(Stretch *stretch, bool on, int64_t since_ms, int64_t now_ms)
{
    if (on && stretch->from_ms == NOWHERE) {
        stretch->from_ms = since_ms;
    } else if (!on && stretch->from_ms != NOWHERE) {
        if (now_ms - stretch->from_ms >= stretch->least_ms) {
            note_span(stretch->spans, stretch->from_ms, now_ms);
        }
        stretch->from_ms = NOWHERE;
    }
}

static void note_bad(RecordingCheck *check, uint64_t *count, int64_t time_ms)
{
    (*count)++;
    if (check->first_bad_ms == NOWHERE) {
        check->first_bad_ms = time_ms;
    }
}

/* ---- pictures ---- */

/* picture_watch's times begin after 0. */
static int64_t watch_us(int64_t time_ms)
{
    return (time_ms + LOOK_MS) * 1000;
}

static int64_t file_ms(int64_t watched_us)
{
    return MAX(watched_us / 1000 - LOOK_MS, 0);
}

static void look(Checker *checker, int64_t now_ms)
{
    picture_watch_look(&checker->watch,
            &(PictureLook){
                    .frame = checker->newest,
                    .came = true,
                    .composed = true,
                    .update_bytes =
                            checker->updates > 0 ? checker->update_bytes / checker->updates : -1,
                    .now_us = watch_us(now_ms),
            });
    follow(&checker->black, checker->watch.black, file_ms(checker->watch.black_since_us), now_ms);
    follow(&checker->frozen, checker->watch.frozen, file_ms(checker->watch.still_since_us), now_ms);
    checker->looked_ms = now_ms;
    checker->update_bytes = checker->updates = 0;
}

static void take_picture(Checker *checker, const WebmBlock *block)
{
    RecordingCheck *check = checker->check;
    const int64_t before_ms = checker->picture_ms;
    VideoFrame *picture = NULL;
    check->pictures++;
    check->keys += block->key ? 1 : 0;
    if (block->time_ms - MAX(before_ms, 0) >= RECORDING_CHECK_PICTURE_GAP_MS) {
        note_span(&check->no_picture, MAX(before_ms, 0), block->time_ms);
    }
    checker->picture_ms = block->time_ms;
    const VideoDecoderResult result =
            video_decoder_decode(checker->video, block->data, block->size_bytes, &picture);
    if (result == VIDEO_DECODER_NEED_KEY || result == VIDEO_DECODER_REFUSED) {
        note_bad(check, &check->bad_pictures, block->time_ms);
        return;
    }
    if (picture != NULL) {
        video_frame_unref(checker->newest);
        checker->newest = picture;
    }
    if (!block->key) {
        checker->update_bytes += (int64_t)block->size_bytes;
        checker->updates++;
    }
    if (checker->looked_ms == NOWHERE || block->time_ms - checker->looked_ms >= LOOK_MS) {
        look(checker, block->time_ms);
    }
}

/* ---- sounds ---- */

/* A sound that does not begin where the one before ended begins a stretch of its own; within one, the samples must
 * keep the file's time. */
static void place_sound(Checker *checker, int64_t time_us, int64_t samples)
{
    RecordingCheck *check = checker->check;
    const int64_t off_us = time_us - checker->sound_end_us;
    if (checker->sound_end_us == NOWHERE || ABS(off_us) > STEP_US) {
        const int64_t end_ms = MAX(checker->sound_end_us, 0) / 1000;
        if (time_us / 1000 - end_ms >= RECORDING_CHECK_SOUND_GAP_MS) {
            note_span(&check->no_sound, end_ms, time_us / 1000);
        }
        checker->anchor_us = time_us;
        checker->anchored_samples = 0;
    }
    const int64_t counted_us =
            checker->anchor_us + checker->anchored_samples * G_USEC_PER_SEC / PCM_RATE_HZ;
    check->sync_ms = MAX(check->sync_ms, ABS(time_us - counted_us) / 1000);
    checker->anchored_samples += samples;
    checker->sound_end_us = time_us + samples * G_USEC_PER_SEC / PCM_RATE_HZ;
}

static void take_sound(Checker *checker, const WebmBlock *block)
{
    RecordingCheck *check = checker->check;
    PcmFrame frame;
    const size_t samples = audio_decoder_decode(checker->audio, block->data, block->size_bytes);
    check->sounds++;
    if (samples == 0) {
        note_bad(check, &check->bad_sounds, block->time_ms);
        return;
    }
    place_sound(checker, block->time_ms * 1000, (int64_t)samples);
    while (audio_decoder_take(checker->audio, &frame)) {
        const bool quiet =
                audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES) >= RECORDING_CHECK_SILENT_DBOV;
        follow(&checker->silent, quiet, block->time_ms, block->time_ms);
    }
}

/* ---- the file ---- */

static void take_block(const WebmBlock *block, void *user_data)
{
    Checker *checker = user_data;
    if (block->track == WEBM_PICTURE) {
        take_picture(checker, block);
    } else {
        take_sound(checker, block);
    }
}

static bool take_cluster(const WebmCluster *cluster, void *user_data)
{
    Checker *checker = user_data;
    const size_t size = (size_t)(cluster->end - cluster->place);
    g_autofree uint8_t *bytes = g_malloc(size);
    int64_t time_ms = 0;
    if (pread(checker->fd, bytes, size, (off_t)cluster->place) != (ssize_t)size) {
        return false;
    }
    checker->scanned_to = cluster->end;
    return webm_read_cluster(bytes, size, &time_ms, take_block, checker);
}

static bool has_id(int fd, int64_t place, uint32_t id, size_t id_bytes)
{
    uint8_t bytes[4] = {0};
    uint32_t found = 0;
    if (pread(fd, bytes, id_bytes, (off_t)place) != (ssize_t)id_bytes) {
        return false;
    }
    for (size_t i = 0; i < id_bytes; i++) {
        found = found << 8 | bytes[i];
    }
    return found == id;
}

/* The last that a recording's end fills in, and the first that it writes. */
static bool is_finished(int fd, const WebmPlaces *places)
{
    return has_id(fd, places->duration, WEBM_ID_DURATION, 2);
}

static bool has_cues(int fd, int64_t place)
{
    return has_id(fd, place, WEBM_ID_CUES, 4);
}

static void end_stretches(Checker *checker)
{
    RecordingCheck *check = checker->check;
    const int64_t sound_ms = MAX(checker->sound_end_us, 0) / 1000;
    const int64_t end_ms = MAX(sound_ms, MAX(checker->picture_ms, 0));
    if (checker->newest != NULL) {
        look(checker, end_ms);
    }
    follow(&checker->black, false, 0, end_ms);
    follow(&checker->frozen, false, 0, end_ms);
    follow(&checker->silent, false, 0, end_ms);
    if (checker->picture_ms != NOWHERE &&
            end_ms - checker->picture_ms >= RECORDING_CHECK_PICTURE_GAP_MS) {
        note_span(&check->no_picture, checker->picture_ms, end_ms);
    }
    if (checker->sound_end_us != NOWHERE && end_ms - sound_ms >= RECORDING_CHECK_SOUND_GAP_MS) {
        note_span(&check->no_sound, sound_ms, end_ms);
    }
    check->duration_ms = end_ms;
}

static bool check_file(Checker *checker, GError **error)
{
    RecordingCheck *check = checker->check;
    WebmPlaces places = {0};
    WebmTrack track = WEBM_SOUND;
    struct stat about;
    if (!webm_scan_head(checker->fd, &places, &track, error)) {
        return false;
    }
    if (fstat(checker->fd, &about) == 0) {
        check->size_bytes = about.st_size;
    }
    checker->scanned_to = places.clusters;
    webm_scan_clusters(checker->fd, &places, track, take_cluster, checker);
    end_stretches(checker);
    check->finished = is_finished(checker->fd, &places);
    check->rest_bytes = check->finished && has_cues(checker->fd, checker->scanned_to)
            ? 0
            : check->size_bytes - checker->scanned_to;
    return true;
}

bool recording_check_run(const char *path, RecordingCheck *ret_check, GError **error)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        const int code = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", path,
                g_strerror(code));
        return false;
    }
    g_autoptr(VideoDecoder) video =
            video_decoder_new(video_codec_find("VP8"), &(VideoDecoderConfig){.threads = 1}, error);
    g_autoptr(AudioDecoder) audio = audio_decoder_new();
    RecordingCheck check = {.first_bad_ms = NOWHERE};
    Checker checker = {
            .fd = fd,
            .check = &check,
            .video = video,
            .audio = audio,
            .picture_ms = NOWHERE,
            .looked_ms = NOWHERE,
            .sound_end_us = NOWHERE,
            .black = {&check.black, RECORDING_CHECK_BLACK_MS, NOWHERE},
            .frozen = {&check.frozen, RECORDING_CHECK_FROZEN_MS, NOWHERE},
            .silent = {&check.silent, RECORDING_CHECK_SILENT_MS, NOWHERE},
    };
    const bool read = video != NULL && check_file(&checker, error);
    video_frame_unref(checker.newest);
    (void)close(fd);
    if (read) {
        *ret_check = check;
    }
    return read;
}

bool recording_check_plays(const RecordingCheck *check)
{
    return check->duration_ms > 0 && check->finished && check->rest_bytes == 0 &&
            check->bad_pictures == 0 && check->bad_sounds == 0;
}
