#include "mcu/media/level_control.h"

#include <glib.h>

#include <math.h>

enum { SECOND = 50 }; /* frames */

static double run(LevelControl *control, uint8_t level_dbov, bool voice, unsigned frames)
{
    float gain = 1;
    for (unsigned i = 0; i < frames; i++) {
        gain = level_control_update(control, level_dbov, voice);
    }
    return 20 * log10(gain);
}

static void test_comes_to_a_common_loudness(void)
{
    static const struct {
        const char *why;
        uint8_t level_dbov;
        double gain_db;
    } cases[] = {
            {"a steady tone of -12 dBFS is left alone", 15, 0},
            {"the quietest that is left alone", LEVEL_CONTROL_LOW_DBOV, 0},
            {"a little quieter", LEVEL_CONTROL_LOW_DBOV + 1, 1},
            {"quiet", 32, 10},
            {"at the end of its reach", LEVEL_CONTROL_LOW_DBOV + LEVEL_CONTROL_RAISE_MAX_DB,
                    LEVEL_CONTROL_RAISE_MAX_DB},
            {"beyond", 60, LEVEL_CONTROL_RAISE_MAX_DB},
            {"silence", 127, LEVEL_CONTROL_RAISE_MAX_DB},
            {"the loudest that is left alone", LEVEL_CONTROL_HIGH_DBOV, 0},
            {"too loud", 5, -9},
            {"as loud as can be", 0, -LEVEL_CONTROL_LOWER_MAX_DB},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        LevelControl control = {0};
        g_test_message("%s", cases[i].why);
        const double gain_db = run(&control, cases[i].level_dbov, true, 30 * SECOND);
        g_assert_cmpfloat_with_epsilon(gain_db, cases[i].gain_db, 0.1);
    }
}

static void test_what_is_right_passes_bit_for_bit(void)
{
    LevelControl control = {0};
    for (int i = 0; i < 10 * SECOND; i++) {
        g_assert_true(level_control_update(&control, 15 + i % 7, true) == 1.0F);
    }
}

static void test_does_not_move_in_silence(void)
{
    LevelControl control = {0};
    const double before = run(&control, 35, true, 2 * SECOND);
    g_assert_cmpfloat(before, >, 1);
    g_assert_cmpfloat(run(&control, 127, false, 60 * SECOND), ==, before);
    g_assert_cmpfloat(run(&control, 70, false, 60 * SECOND), ==, before);
}

static void test_is_slow_and_ignores_a_cough(void)
{
    LevelControl control = {0};
    g_assert_cmpfloat(run(&control, 0, true, 9), ==, 0);
    control = (LevelControl){0};
    g_assert_cmpfloat(run(&control, 40, true, SECOND), <=, 3.01);
    control = (LevelControl){0};
    run(&control, 18, true, 10 * SECOND);
    g_assert_cmpfloat(run(&control, 3, true, 5), >, -1);
}

static void test_comes_back_from_silence_said_to_be_voice(void)
{
    LevelControl control = {0};
    run(&control, 127, true, 60 * SECOND);
    g_assert_cmpfloat_with_epsilon(run(&control, 18, true, 10 * SECOND), 0, 0.1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/level_control/comes_to_a_common_loudness", test_comes_to_a_common_loudness);
    g_test_add_func("/level_control/what_is_right_passes_bit_for_bit",
            test_what_is_right_passes_bit_for_bit);
    g_test_add_func("/level_control/does_not_move_in_silence", test_does_not_move_in_silence);
    g_test_add_func("/level_control/is_slow_and_ignores_a_cough", test_is_slow_and_ignores_a_cough);
    g_test_add_func("/level_control/comes_back_from_silence_said_to_be_voice",
            test_comes_back_from_silence_said_to_be_voice);
    return g_test_run();
}
