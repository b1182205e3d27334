/**
 * audio_mixer: the sum of all talkers, and the same sum without one of them.
 *
 *   talkers ──> audio_mixer_sum ──┬──────────────────────> audio_limiter ──> all who listen
 *                                 └─> audio_mixer_minus ─> audio_limiter ──> that talker
 *
 * The sum is exact (32 bits), so what is subtracted is gone without a trace: a talker never hears
 * his own voice, and echo cancellers have nothing of ours to fight.
 *
 * Units       samples as in pcm.h; a mix is not yet limited to 16 bits.
 * Ownership   plain values; nothing here allocates.
 * Thread      any: nothing is shared.
 * Errors      nothing here fails.
 * Memory      3840 bytes a mix.
 */
#ifndef MCU_MEDIA_AUDIO_MIXER_H
#define MCU_MEDIA_AUDIO_MIXER_H

#include "mcu/media/pcm.h"

#include <stddef.h>

enum { AUDIO_MIXER_TALKERS_MAX = 32768 }; /* more could overflow 32 bits */

typedef struct AudioMix {
    int32_t samples[PCM_FRAME_SAMPLES];
} AudioMix;

/** Adds up `count` frames; none at all is silence. */
void audio_mixer_sum(const PcmFrame *const *frames, size_t count, AudioMix *out_mix);

/** The mix without `own`, which must be the very frame that was added, fades included. */
void audio_mixer_minus(const AudioMix *mix, const PcmFrame *own, AudioMix *out_mix);

#endif
