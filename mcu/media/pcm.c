#include "mcu/media/pcm.h"

#include <string.h>

void pcm_silence(PcmFrame *frame)
{
    memset(frame, 0, sizeof *frame);
}

void pcm_fade_in(PcmFrame *frame)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame->samples[i] = (int16_t)(frame->samples[i] * i / PCM_FRAME_SAMPLES);
    }
}

void pcm_fade_out(PcmFrame *frame)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        const int left = PCM_FRAME_SAMPLES - 1 - i; /* the last sample is nothing */
        frame->samples[i] = (int16_t)(frame->samples[i] * left / PCM_FRAME_SAMPLES);
    }
}
