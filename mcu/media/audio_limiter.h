/**
 * audio_limiter: brings a mix back into 16 bits without clipping it.
 *
 * Up to AUDIO_LIMITER_KNEE the sound passes bit for bit, so that one person who speaks is untouched.
 * Above it the loudness is turned down, within half a millisecond, and comes back over a third of a
 * second: several loud sites at once are turned down together, nobody deafens the others. It works
 * inside the frame it is given and adds no delay.
 *
 * Units       samples as in pcm.h.
 * Ownership   a plain value, one for each stream that is encoded; start with AUDIO_LIMITER_INIT.
 * Thread      one thread at a time: the audio tick.
 * Errors      nothing here fails.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_AUDIO_LIMITER_H
#define MCU_MEDIA_AUDIO_LIMITER_H

#include "mcu/media/audio_mixer.h"

enum { AUDIO_LIMITER_KNEE = 29204 }; /* -1 dB below full scale: 32768 * 10^(-1/20) */

typedef struct AudioLimiter {
    float gain; /**< what the last sample was multiplied by, 0 to 1 */
} AudioLimiter;

#define AUDIO_LIMITER_INIT ((AudioLimiter){.gain = 1.0F})

/** Limits one frame of a stream; frames must come in order. */
void audio_limiter_run(AudioLimiter *limiter, const AudioMix *mix, PcmFrame *out_frame);

#endif
