#include "mcu/media/audio_mixer.h"

#include <glib.h>

#include <string.h>

/* The loops have a fixed length and no branches: the compiler makes vector code of them. */

void audio_mixer_sum(const PcmFrame *const *frames, size_t count, AudioMix *out_mix)
{
    g_assert(count <= AUDIO_MIXER_TALKERS_MAX);

    memset(out_mix, 0, sizeof *out_mix);
    for (size_t n = 0; n < count; n++) {
        const int16_t *restrict from = frames[n]->samples;
        int32_t *restrict to = out_mix->samples;
        for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
            to[i] += from[i];
        }
    }
}

void audio_mixer_minus(const AudioMix *mix, const PcmFrame *own, AudioMix *out_mix)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        out_mix->samples[i] = mix->samples[i] - own->samples[i];
    }
}
