#include "mcu/media/gap_filler.h"

#include <glib.h>

#include <math.h>
#include <stdlib.h>

enum { TICK_MS = 20, HEARD_TICKS = 5 };

static void make_tone(int16_t *samples, size_t count, size_t from, double hz, unsigned rate_hz)
{
    for (size_t i = 0; i < count; i++) {
        samples[i] = (int16_t)lrint(
                10000.0 * sin(2.0 * G_PI * hz * (double)(from + i) / (double)rate_hz));
    }
}

static double level(const int16_t *samples, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * samples[i];
    }
    return sqrt(sum / (double)count);
}

/* A voice goes on in step for 10 ms, is weaker at 20, and gone at 60; what comes next joins without a click. */
static void test_goes_on_and_fades(void)
{
    static const struct {
        unsigned rate_hz;
        double hz;
    } cases[] = {{8000, 100}, {8000, 200}, {16000, 100}, {16000, 250}};
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        const unsigned rate_hz = cases[c].rate_hz;
        const size_t tick = (size_t)rate_hz / 1000 * TICK_MS;
        int16_t heard[320], guessed[320], right[320];
        size_t at = 0;
        GapFiller filler = gap_filler(rate_hz);
        for (; at < HEARD_TICKS * tick; at += tick) {
            make_tone(heard, tick, at, cases[c].hz, rate_hz);
            gap_filler_heard(&filler, heard, tick);
        }
        gap_filler_guess(&filler, guessed, tick);
        make_tone(right, tick, at, cases[c].hz, rate_hz);
        for (size_t i = 0; i < tick / 2; i++) {
            g_assert_cmpint(abs(guessed[i] - right[i]), <, 1500);
        }
        g_assert_cmpfloat(level(guessed, tick), >, 5000.0);
        gap_filler_guess(&filler, guessed, tick);
        g_assert_cmpfloat(level(guessed, tick), <, 5500.0);
        gap_filler_guess(&filler, guessed, tick);
        gap_filler_guess(&filler, guessed, tick);
        g_assert_cmpfloat(level(guessed, tick), <, 1.0);

        make_tone(heard, tick, 0, cases[c].hz, rate_hz);
        gap_filler_heard(&filler, heard, tick);
        g_assert_cmpint(abs(heard[0]), <, 500); /* out of the silence */
        make_tone(right, tick, 0, cases[c].hz, rate_hz);
        g_assert_cmpint(heard[tick - 1], ==, right[tick - 1]);
    }
}

static void test_guesses_silence_of_silence(void)
{
    int16_t guessed[160], one[1] = {77};
    GapFiller filler = gap_filler(8000);
    gap_filler_guess(&filler, guessed, 160);
    g_assert_cmpfloat(level(guessed, 160), ==, 0.0);
    gap_filler_heard(&filler, one, 1); /* less than the blend */
    gap_filler_heard(&filler, one, 0);
    gap_filler_guess(&filler, guessed, 160);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gap_filler/goes_on_and_fades", test_goes_on_and_fades);
    g_test_add_func("/gap_filler/guesses_silence_of_silence", test_guesses_silence_of_silence);
    return g_test_run();
}
