#include "tests/bots/beep_ear.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

/* The amplitude of the tone in the window: one line of a Fourier transform. */
static double tone_amplitude(const int16_t *window)
{
    const double turn = 2 * PI * 1000 / BEEP_EAR_RATE_HZ;
    const double step = 2 * cos(turn);
    double last = 0;
    double before = 0;

    for (size_t i = 0; i < BEEP_EAR_WINDOW; i++) {
        const double now = window[i] + step * last - before;
        before = last;
        last = now;
    }
    const double power = last * last + before * before - step * last * before;
    return 2 * sqrt(fmax(power, 0)) / BEEP_EAR_WINDOW;
}

bool beep_ear_listen(BeepEar *ear, const int16_t *samples, size_t count, int64_t *ret_offset_us)
{
    bool found = false;

    for (size_t taken = 0; taken < count;) {
        const size_t room = BEEP_EAR_HOP - ear->fresh;
        const size_t part = count - taken < room ? count - taken : room;
        memmove(ear->window, ear->window + part, (BEEP_EAR_WINDOW - part) * sizeof *samples);
        memcpy(ear->window + BEEP_EAR_WINDOW - part, samples + taken, part * sizeof *samples);
        taken += part;
        ear->fresh += part;
        if (ear->fresh < BEEP_EAR_HOP) {
            break;
        }
        ear->fresh = 0;
        if (tone_amplitude(ear->window) < BEEP_EAR_LOUD) {
            ear->quiet_hops++;
            continue;
        }
        if (ear->quiet_hops >= BEEP_EAR_QUIET_HOPS && !found) {
            *ret_offset_us = (int64_t)taken * 1000000 / BEEP_EAR_RATE_HZ;
            found = true;
        }
        ear->quiet_hops = 0;
    }
    return found;
}
