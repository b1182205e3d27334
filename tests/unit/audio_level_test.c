#include "mcu/media/audio_level.h"

#include "mcu/media/pcm.h"
#include "tests/fakes/tone.h"

#include <glib.h>

static void test_knows_the_level_of_a_tone(void)
{
    static const struct {
        const char *why;
        double dbfs; /* of the amplitude */
        uint8_t level_dbov;
    } cases[] = {
            {"a sine at full scale is 3 dB below a square", 0, 3},
            {"ordinary speech", -20, 23},
            {"a tone of the browser test", -15, 18},
            {"hardly anything", -80, 83},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Tone tone = tone_init(1000, cases[i].dbfs);
        PcmFrame frame;
        g_test_message("%s", cases[i].why);
        tone_next(&tone, frame.samples, PCM_FRAME_SAMPLES);
        g_assert_cmpuint(
                audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES), ==, cases[i].level_dbov);
    }
}

static void test_meets_the_ends_of_the_scale(void)
{
    static const int16_t loudest[] = {INT16_MIN, INT16_MIN, INT16_MIN};
    static const int16_t quietest[] = {1, 0, 0, 0, 0, 0, 0, 0};
    static const int16_t silent[] = {0, 0};

    g_assert_cmpuint(audio_level_dbov(loudest, G_N_ELEMENTS(loudest)), ==, 0);
    g_assert_cmpuint(audio_level_dbov(quietest, G_N_ELEMENTS(quietest)), ==, 99);
    g_assert_cmpuint(audio_level_dbov(silent, G_N_ELEMENTS(silent)), ==, AUDIO_LEVEL_SILENCE);
    g_assert_cmpuint(audio_level_dbov(silent, 0), ==, AUDIO_LEVEL_SILENCE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audio_level/knows_the_level_of_a_tone", test_knows_the_level_of_a_tone);
    g_test_add_func("/audio_level/meets_the_ends_of_the_scale", test_meets_the_ends_of_the_scale);
    return g_test_run();
}
