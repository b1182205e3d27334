#include "mcu/media/rate_filter.h"

#include "mcu/media/pcm.h"

#include <glib.h>

#include <math.h>

enum { SECONDS_SAMPLES = PCM_RATE_HZ, SETTLE = PCM_RATE_HZ / 10 };

static void make_tone(int16_t *samples, size_t count, double hz, double rate_hz)
{
    for (size_t i = 0; i < count; i++) {
        samples[i] = (int16_t)lrint(10000.0 * sin(2.0 * G_PI * hz * (double)i / rate_hz));
    }
}

/* Decibels against the 10000 of make_tone(). */
static double level_db(const int16_t *samples, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * samples[i];
    }
    return 10.0 * log10(sum / (double)count / 5e7 + 1e-12);
}

/* Up to half the low rate a tone keeps its level both ways; above it next to nothing of it is left. */
static void test_passes_and_stops(void)
{
    static const struct {
        size_t factor;
        double hz;
        double least_db, most_db;
    } cases[] = {
            {6, 300, -0.2, 0.2},
            {6, 1000, -0.2, 0.2},
            {6, 3000, -0.5, 0.2},
            {6, 3400, -1.0, 0.2},
            {6, 4600, -120, -45},
            {6, 12000, -120, -55},
            {3, 3000, -0.2, 0.2},
            {3, 6800, -1.0, 0.2},
            {3, 9300, -120, -45},
    };
    g_autofree int16_t *high = g_new(int16_t, SECONDS_SAMPLES);
    g_autofree int16_t *low = g_new(int16_t, SECONDS_SAMPLES);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RateFilter down = rate_filter(cases[i].factor);
        const size_t count = SECONDS_SAMPLES / cases[i].factor;
        make_tone(high, SECONDS_SAMPLES, cases[i].hz, PCM_RATE_HZ);
        rate_filter_down(&down, high, count, low);
        const size_t settled = SETTLE / cases[i].factor;
        const double db = level_db(low + settled, count - settled);
        g_test_message("%g Hz by %zu: %.2f dB", cases[i].hz, cases[i].factor, db);
        g_assert_true(db >= cases[i].least_db && db <= cases[i].most_db);
    }
}

static void test_makes_no_images(void)
{
    g_autofree int16_t *high = g_new(int16_t, SECONDS_SAMPLES);
    g_autofree int16_t *low = g_new(int16_t, SECONDS_SAMPLES);
    for (size_t factor = 1; factor <= RATE_FILTER_FACTOR_MAX; factor++) {
        RateFilter up = rate_filter(factor);
        const size_t count = SECONDS_SAMPLES / factor;
        const double rate_hz = (double)PCM_RATE_HZ / (double)factor;
        make_tone(low, count, 1000, rate_hz);
        rate_filter_up(&up, low, count, high);
        /* The same tone of the high rate, delayed as the filter does, leaves next to nothing. */
        const double delay = ((double)(RATE_FILTER_TAPS * factor) - 1.0) / 2.0;
        for (size_t i = 0; i < SECONDS_SAMPLES; i++) {
            const double at = (double)i - delay;
            high[i] = (int16_t)(high[i] -
                    lrint(10000.0 * sin(2.0 * G_PI * 1000.0 * at / PCM_RATE_HZ)));
        }
        g_assert_cmpfloat(level_db(high + SETTLE, SECONDS_SAMPLES - SETTLE), <, -45.0);
    }
}

static void test_cuts_off(void)
{
    int16_t low[64], high[64 * RATE_FILTER_FACTOR_MAX];
    RateFilter up = rate_filter(RATE_FILTER_FACTOR_MAX);
    for (size_t i = 0; i < G_N_ELEMENTS(low); i++) {
        low[i] = i < 32 ? INT16_MIN : INT16_MAX; /* overshoots */
    }
    rate_filter_up(&up, low, G_N_ELEMENTS(low), high);
    g_assert_cmpint(high[G_N_ELEMENTS(high) - 1], >, 30000);
    rate_filter_reset(&up);
    rate_filter_up(&up, (int16_t[]){0}, 1, high);
    g_assert_cmpint(high[0], ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rate_filter/passes_and_stops", test_passes_and_stops);
    g_test_add_func("/rate_filter/makes_no_images", test_makes_no_images);
    g_test_add_func("/rate_filter/cuts_off", test_cuts_off);
    return g_test_run();
}
