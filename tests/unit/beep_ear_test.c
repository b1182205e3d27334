#include "tests/bots/beep_ear.h"

#include <glib.h>

#include <math.h>

enum { FRAME = 960, FRAMES = 50 };

/* A second of a tone of some loudness that begins at a sample, in noise. */
static void make(int16_t *samples, size_t from, double hertz, double loudness)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (size_t i = 0; i < (size_t)FRAME * FRAMES; i++) {
        const double turn = 2 * G_PI * hertz * (double)i / BEEP_EAR_RATE_HZ;
        const double tone = i >= from ? loudness * sin(turn) : 0;
        samples[i] = (int16_t)(tone + g_rand_double_range(random, -300, 300));
    }
}

/* Where the ear hears it, in samples from the start, listening `piece` samples at a time; -1 for never. */
static double hear(const int16_t *samples, size_t piece)
{
    BeepEar ear = {0};
    for (size_t at = 0; at + piece <= (size_t)FRAME * FRAMES; at += piece) {
        int64_t offset_us = 0;
        if (beep_ear_listen(&ear, samples + at, piece, &offset_us)) {
            return (double)at + (double)offset_us * BEEP_EAR_RATE_HZ / 1e6;
        }
    }
    return -1;
}

static void test_hears_the_tone_alone(void)
{
    static const struct {
        const char *why;
        size_t from;
        double hertz, loudness;
        bool heard;
    } cases[] = {
            {"the tone", 24000, 1000, 10000, true},
            {"in the middle of a frame", 24500, 1000, 10000, true},
            {"softer", 24000, 1000, 4000, true},
            {"too soft", 24000, 1000, 2000, false},
            {"another tone", 24000, 400, 10000, false},
            {"and another", 24000, 2000, 10000, false},
            {"too soon after the start", 4000, 1000, 10000, false},
    };
    g_autofree int16_t *samples = g_new(int16_t, (size_t)FRAME * FRAMES);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        make(samples, cases[i].from, cases[i].hertz, cases[i].loudness);
        const double heard = hear(samples, FRAME);
        if (!cases[i].heard) {
            g_assert_cmpfloat(heard, <, 0);
            continue;
        }
        g_assert_cmpfloat(heard, >=, (double)cases[i].from);
        g_assert_cmpfloat(heard, <=, (double)cases[i].from + BEEP_EAR_WINDOW);
    }
}

static void test_pieces_do_not_matter(void)
{
    g_autofree int16_t *samples = g_new(int16_t, (size_t)FRAME * FRAMES);
    make(samples, 24100, 1000, 9000);
    const double heard = hear(samples, FRAME);
    g_assert_cmpfloat_with_epsilon(hear(samples, 480), heard, 1);
    g_assert_cmpfloat_with_epsilon(hear(samples, 120), heard, 1);
    g_assert_cmpfloat_with_epsilon(hear(samples, 48), heard, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/beep_ear/hears_the_tone_alone", test_hears_the_tone_alone);
    g_test_add_func("/beep_ear/pieces_do_not_matter", test_pieces_do_not_matter);
    return g_test_run();
}
