#include "tests/fakes/meeting_tape.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/recorder.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_encoder.h"
#include "tests/fakes/tone.h"

#include <string.h>

enum {
    START_US = 1000000007,
    PICTURE_MS = 40,
    PICTURES = MEETING_TAPE_ROUND_MS / PICTURE_MS,
    SOUND_MS = 20,
    SOUNDS = MEETING_TAPE_ROUND_MS / SOUND_MS,
};

typedef struct Round {
    EncodedFrame *pictures[PICTURES];
    GBytes *sounds[SOUNDS];
} Round;

static bool is_marked(int time_ms)
{
    return time_ms >= MEETING_TAPE_MARK_MS &&
            time_ms < MEETING_TAPE_MARK_MS + MEETING_TAPE_MARK_LENGTH_MS;
}

static void draw_pictures(Round *round)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    g_autoptr(VideoFrame) picture =
            video_frame_pool_take(pool, MEETING_TAPE_WIDTH, MEETING_TAPE_HEIGHT);
    g_autoptr(VideoEncoder) video = video_encoder_new(video_codec_find("VP8"),
            &(VideoEncoderConfig){.width_px = MEETING_TAPE_WIDTH,
                    .height_px = MEETING_TAPE_HEIGHT,
                    .fps = 1000 / PICTURE_MS,
                    .bitrate_bps = 100000,
                    .threads = 1},
            NULL);

    for (int i = 0; i < PICTURES; i++) {
        video_frame_fill(picture,
                is_marked(i * PICTURE_MS) ? MEETING_TAPE_WHITE : MEETING_TAPE_GREY, 128, 128);
        round->pictures[i] = video_encoder_encode(video, picture, i * INT64_C(40000), i == 0);
    }
}

static void make_sounds(Round *round)
{
    g_autoptr(AudioEncoder) audio =
            audio_encoder_new(&(AudioEncoderConfig){.bitrate_bps = 16000, .complexity = 0}, NULL);
    Tone tone = tone_init(1000, -6);

    for (int i = 0; i < SOUNDS; i++) {
        PcmFrame frame;
        pcm_silence(&frame);
        if (is_marked(i * SOUND_MS)) {
            tone_next(&tone, frame.samples, PCM_FRAME_SAMPLES);
        }
        round->sounds[i] = audio_encoder_encode(audio, &frame);
    }
}

static void round_clear(Round *round)
{
    for (int i = 0; i < PICTURES; i++) {
        encoded_frame_unref(round->pictures[i]);
    }
    for (int i = 0; i < SOUNDS; i++) {
        g_bytes_unref(round->sounds[i]);
    }
}

typedef struct Studio {
    GMutex lock;
    GCond called;
    bool ended;
    GError *error;
} Studio;

static void on_want_key(void *user_data)
{
    (void)user_data; /* each round begins with one */
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

static void push_round(Recorder *recorder, const Round *round, int64_t from_us)
{
    for (int i = 0; i < SOUNDS; i++) {
        const int64_t time_us = from_us + i * INT64_C(1000) * SOUND_MS;
        recorder_push_sound(recorder, round->sounds[i], time_us);
        if (i % (PICTURE_MS / SOUND_MS) == 0) {
            const EncodedFrame *once = round->pictures[i * SOUND_MS / PICTURE_MS];
            g_autoptr(EncodedFrame) frame = encoded_frame_new(once->size_bytes);
            memcpy(frame->data, once->data, once->size_bytes);
            frame->key = once->key;
            frame->pts_us = time_us;
            recorder_push_picture(recorder, frame);
        }
    }
}

static void wait_for_end(Studio *studio)
{
    g_mutex_lock(&studio->lock);
    while (!studio->ended) {
        g_cond_wait(&studio->called, &studio->lock);
    }
    g_mutex_unlock(&studio->lock);
}

bool meeting_tape_write(const char *path, int rounds, GError **error)
{
    static const RecorderEvents events = {.want_key = on_want_key, .ended = on_ended};
    Studio studio = {0};
    Round round;

    g_mutex_init(&studio.lock);
    g_cond_init(&studio.called);
    draw_pictures(&round);
    make_sounds(&round);
    Recorder *recorder = recorder_new(&(RecorderConfig){.path = path,
                                              .width_px = MEETING_TAPE_WIDTH,
                                              .height_px = MEETING_TAPE_HEIGHT,
                                              .channels = 1,
                                              .start_us = START_US,
                                              .start_wall_us = INT64_C(1522198920000000)},
            &events, &studio);
    for (int64_t i = 0; i < rounds; i++) {
        push_round(recorder, &round, START_US + i * 1000 * MEETING_TAPE_ROUND_MS);
    }
    recorder_end(recorder);
    wait_for_end(&studio);
    g_assert_cmpuint(recorder_stats(recorder).dropped, ==, 0);
    recorder_free(recorder);
    round_clear(&round);
    g_mutex_clear(&studio.lock);
    g_cond_clear(&studio.called);
    if (studio.error != NULL) {
        g_propagate_error(error, studio.error);
        return false;
    }
    return true;
}
