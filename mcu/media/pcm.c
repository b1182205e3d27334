#include "mcu/media/pcm.h"

#include <glib.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

void pcm_silence(PcmFrame *frame)
{
    memset(frame, 0, sizeof *frame);
}

int pcm_peak(const PcmFrame *frame)
{
    int peak = 0;
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        peak = MAX(peak, abs(frame->samples[i]));
    }
    return peak;
}

static int16_t scaled(int16_t sample, float gain)
{
    return (int16_t)lrintf(CLAMP((float)sample * gain, INT16_MIN, INT16_MAX));
}

void pcm_scale(PcmFrame *frame, float from, float to, int ramp_samples)
{
    if (from == 1.0F && to == 1.0F) {
        return;
    }
    const float step = (to - from) / (float)ramp_samples;
    for (int i = 0; i < ramp_samples - 1; i++) {
        frame->samples[i] = scaled(frame->samples[i], from + step * (float)(i + 1));
    }
    for (int i = ramp_samples - 1; i < PCM_FRAME_SAMPLES; i++) {
        frame->samples[i] = scaled(frame->samples[i], to);
    }
}
