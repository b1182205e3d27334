#include "mcu/media/recording_watch.h"

#include "mcu/media/audio_level.h"
#include "tests/fakes/camera_clip.h"

#include <glib.h>

#include <string.h>

enum { WIDTH = 320, HEIGHT = 180, SPEECH_DBOV = 30 };

typedef enum Shown { MOVING, BLACK, STILL, CARDS, NOTHING } Shown;

/* Seconds of a recording, one like the other. */
typedef struct Stretch {
    Shown shown;
    uint8_t level_dbov;
    int seconds;
    bool black, frozen, silent; /* at its end */
} Stretch;

typedef struct Room {
    CameraClip *clip;
    VideoFramePool *pool;
    int64_t now_us, moved_us;
    int picture;
} Room;

/* A view of two sites whose cameras are covered: the ground, two tiles with their names, and the mark. */
static void draw_black(VideoFrame *picture)
{
    video_frame_fill(picture, 31, 128, 128);
    for (int y = HEIGHT / 4; y < HEIGHT * 3 / 4; y++) {
        memset(video_frame_at(picture, 0, 0, y), 17, WIDTH);
    }
    for (int y = 0; y < HEIGHT / 18; y++) {
        memset(video_frame_at(picture, 0, WIDTH * 27 / 32, y), 60, WIDTH * 5 / 32);
        memset(video_frame_at(picture, 0, 0, HEIGHT * 2 / 3 + y), 70, WIDTH / 4);
        memset(video_frame_at(picture, 0, WIDTH / 2, HEIGHT * 2 / 3 + y), 70, WIDTH / 4);
    }
}

static void look(Room *room, RecordingWatch *watch, const Stretch *stretch)
{
    g_autoptr(VideoFrame) picture = video_frame_pool_take(room->pool, WIDTH, HEIGHT);
    const bool moves = stretch->shown == MOVING;
    room->now_us += G_USEC_PER_SEC;
    room->picture += moves ? 25 : 0;
    room->moved_us = moves || room->moved_us == 0 ? room->now_us : room->moved_us;
    if (stretch->shown == BLACK) {
        draw_black(picture);
    } else {
        camera_clip_draw(room->clip, room->picture, picture->planes, picture->strides);
    }
    recording_watch_look(watch,
            &(RecordingLook){
                    .picture = stretch->shown == NOTHING ? NULL : picture,
                    .pictures = stretch->shown == NOTHING ? 0
                            : stretch->shown == CARDS     ? 1
                                                          : 25,
                    .still_us = room->now_us - room->moved_us,
                    .level_dbov = stretch->level_dbov,
                    .now_us = room->now_us,
            });
}

static void test_what_lasts_is_told(void)
{
    static const struct {
        const char *why;
        Stretch stretches[3];
    } cases[] = {
            {"a meeting", {{MOVING, SPEECH_DBOV, 60, false, false, false}}},
            {"black for a moment",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {BLACK, SPEECH_DBOV, 9, false, false, false},
                            {MOVING, SPEECH_DBOV, 1, false, false, false}}},
            {"black, and over",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {BLACK, SPEECH_DBOV, 14, true, false, false},
                            {MOVING, SPEECH_DBOV, 1, false, false, false}}},
            {"still for a while",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {STILL, SPEECH_DBOV, 25, false, false, false}}},
            {"frozen, and over",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {STILL, SPEECH_DBOV, 40, false, true, false},
                            {MOVING, SPEECH_DBOV, 1, false, false, false}}},
            {"black, but not frozen as well", {{BLACK, SPEECH_DBOV, 60, true, false, false}}},
            {"names only, and a clock",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {CARDS, SPEECH_DBOV, 40, false, true, false}}},
            {"no picture comes",
                    {{MOVING, SPEECH_DBOV, 5, false, false, false},
                            {NOTHING, SPEECH_DBOV, 40, false, true, false}}},
            {"none ever came", {{NOTHING, SPEECH_DBOV, 40, false, true, false}}},
            {"everybody thinks", {{MOVING, AUDIO_LEVEL_SILENCE, 29, false, false, false}}},
            {"silent, and over",
                    {{MOVING, AUDIO_LEVEL_SILENCE, 32, false, false, true},
                            {MOVING, SPEECH_DBOV, 1, false, false, false}}},
            {"a quiet room", {{MOVING, 88, 60, false, false, false}}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Room room = {.clip = camera_clip_new(WIDTH, HEIGHT, 3),
                .pool = video_frame_pool_new(1),
                .now_us = 1000};
        RecordingWatch watch = {0};
        g_test_message("%s", cases[i].why);
        for (size_t k = 0;
                k < G_N_ELEMENTS(cases[i].stretches) && cases[i].stretches[k].seconds > 0; k++) {
            const Stretch *stretch = &cases[i].stretches[k];
            for (int second = 0; second < stretch->seconds; second++) {
                look(&room, &watch, stretch);
            }
            g_assert_true(watch.black == stretch->black);
            g_assert_true(watch.frozen == stretch->frozen);
            g_assert_true(watch.silent == stretch->silent);
        }
        camera_clip_free(room.clip);
        video_frame_pool_unref(room.pool);
    }
}

static void test_a_pause_is_no_silence(void)
{
    RecordingWatch watch = {0};
    const RecordingLook quiet = {.level_dbov = AUDIO_LEVEL_SILENCE, .now_us = 1000};
    RecordingLook later = quiet;
    later.now_us += RECORDING_WATCH_SILENT_US;
    recording_watch_look(&watch, &quiet);
    recording_watch_rest(&watch);
    recording_watch_look(&watch, &later);
    g_assert_false(watch.silent);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_watch/what_lasts_is_told", test_what_lasts_is_told);
    g_test_add_func("/recording_watch/a_pause_is_no_silence", test_a_pause_is_no_silence);
    return g_test_run();
}
