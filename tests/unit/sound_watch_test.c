#include "mcu/media/sound_watch.h"

#include "tests/fakes/tone.h"

#include <glib.h>

enum { SECOND = 50 };

static void hear(SoundWatch *watch, uint8_t level_dbov, int seconds)
{
    for (int i = 0; i < seconds * SECOND; i++) {
        sound_watch_tick(watch, level_dbov);
    }
}

/* Syllables: up and down four times a second. */
static void hear_voice(SoundWatch *watch, uint8_t loudest_dbov, int seconds)
{
    for (int i = 0; i < seconds * SECOND; i++) {
        sound_watch_tick(watch, (uint8_t)(loudest_dbov + i % 12 * 3));
    }
}

static void test_silent(void)
{
    static const struct {
        const char *why;
        uint8_t level_dbov;
        int seconds;
        bool silent;
    } cases[] = {
            {"at first", AUDIO_LEVEL_SILENCE, 4, false},
            {"digital silence", AUDIO_LEVEL_SILENCE, 7, true},
            {"nothing comes", SOUND_WATCH_LEVEL_UNKNOWN, 7, true},
            {"a very quiet room", 88, 60, false},
            {"below what 16 bits can say", SOUND_WATCH_DEAD_DBOV, 7, true},
            {"the last bit", SOUND_WATCH_DEAD_DBOV - 1, 60, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SoundWatch watch = {0};
        g_test_message("%s", cases[i].why);
        hear(&watch, cases[i].level_dbov, cases[i].seconds);
        g_assert_true(sound_watch_result(&watch).silent == cases[i].silent);
        hear(&watch, 70, 1);
        g_assert_false(sound_watch_result(&watch).silent);
    }
}

static void test_howling(void)
{
    SoundWatch watch = {0};

    hear_voice(&watch, 12, 20);
    g_assert_false(sound_watch_result(&watch).howling);
    hear(&watch, 15, 3);
    g_assert_false(sound_watch_result(&watch).howling);
    hear(&watch, 15, 2);
    g_assert_true(sound_watch_result(&watch).howling);
    hear_voice(&watch, 12, 1);
    g_assert_false(sound_watch_result(&watch).howling);
    hear(&watch, 45, 20); /* a fan */
    g_assert_false(sound_watch_result(&watch).howling);
}

static void test_peak_of_the_last_half_minute(void)
{
    SoundWatch watch = {0};

    g_assert_cmpuint(sound_watch_result(&watch).peak_dbov, ==, AUDIO_LEVEL_SILENCE);
    hear_voice(&watch, 25, 1);
    hear(&watch, 70, 20);
    g_assert_cmpuint(sound_watch_result(&watch).peak_dbov, ==, 25);
    hear(&watch, 70, 12);
    g_assert_cmpuint(sound_watch_result(&watch).peak_dbov, ==, 70);
}

/* A second of a tone, cut off at full scale when it is too loud. */
static void play(SoundWatch *watch, double dbfs)
{
    Tone tone = tone_init(440, 0);
    const double gain = pow(10, dbfs / 20);

    for (int i = 0; i < SECOND; i++) {
        PcmFrame frame;
        tone_next(&tone, frame.samples, PCM_FRAME_SAMPLES);
        for (int n = 0; n < PCM_FRAME_SAMPLES; n++) {
            frame.samples[n] = (int16_t)CLAMP(frame.samples[n] * gain, -32768, 32767);
        }
        const uint8_t level_dbov = audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES);
        sound_watch_tick(watch, level_dbov);
        sound_watch_frame(watch, &frame, level_dbov);
    }
}

static void test_clipping(void)
{
    SoundWatch watch = {0};

    for (int second = 0; second < 10; second++) {
        play(&watch, -1);
    }
    g_assert_false(sound_watch_result(&watch).clipping);
    play(&watch, 12);
    g_assert_true(sound_watch_result(&watch).clipping);
    hear(&watch, 70, 5); /* a pause says nothing */
    g_assert_true(sound_watch_result(&watch).clipping);
    for (int second = 0; second < 5; second++) {
        play(&watch, -6);
    }
    g_assert_false(sound_watch_result(&watch).clipping);
    play(&watch, 12);
    hear(&watch, 70, 11);
    g_assert_false(sound_watch_result(&watch).clipping);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_watch/S-27/silent", test_silent);
    g_test_add_func("/sound_watch/howling", test_howling);
    g_test_add_func("/sound_watch/peak", test_peak_of_the_last_half_minute);
    g_test_add_func("/sound_watch/clipping", test_clipping);
    return g_test_run();
}
