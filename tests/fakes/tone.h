/**
 * tone: a sine to send and a meter to find it again, for tests of sound.
 *
 * Units       hertz; decibels of the amplitude below full scale; 48 kHz.
 * Ownership   plain values.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef TESTS_FAKES_TONE_H
#define TESTS_FAKES_TONE_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Tone {
    double hz;
    double amplitude;
    int64_t position;
} Tone;

static inline Tone tone_init(double hz, double dbfs)
{
    return (Tone){.hz = hz, .amplitude = 32767 * pow(10, dbfs / 20)};
}

static inline void tone_next(Tone *tone, int16_t *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double turns = tone->hz * (double)tone->position++ / 48000;
        samples[i] = (int16_t)lrint(tone->amplitude * sin(2 * M_PI * turns));
    }
}

/* How loud this frequency is in the samples, in dBFS of its amplitude (Goertzel's way). */
static inline double tone_level_dbfs(double hz, const int16_t *samples, size_t count)
{
    double in_phase = 0;
    double across = 0;

    for (size_t i = 0; i < count; i++) {
        const double angle = 2 * M_PI * hz * (double)i / 48000;
        in_phase += samples[i] * cos(angle);
        across += samples[i] * sin(angle);
    }
    const double amplitude = 2 * hypot(in_phase, across) / (double)count;
    return 20 * log10(fmax(amplitude, 1e-9) / 32767);
}

#endif
