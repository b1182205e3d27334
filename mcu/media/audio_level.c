#include "mcu/media/audio_level.h"

#include <math.h>

uint8_t audio_level_dbov(const int16_t *samples, size_t count)
{
    int64_t energy = 0;

    for (size_t i = 0; i < count; i++) {
        energy += (int64_t)samples[i] * samples[i];
    }
    if (count == 0 || energy == 0) {
        return AUDIO_LEVEL_SILENCE;
    }
    /* RFC 6464, 3: relative to the overload point, which for 16 bits is the amplitude 32768. */
    const double mean = (double)energy / (double)count / (32768.0 * 32768.0);
    const double below = -10.0 * log10(mean);
    return (uint8_t)fmin(fmax(round(below), 0), AUDIO_LEVEL_SILENCE);
}
