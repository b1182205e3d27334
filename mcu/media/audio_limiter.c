#include "mcu/media/audio_limiter.h"

#include <glib.h>

#include <math.h>

/*
 * The frame is cut into blocks. Each block's peak says which gain it needs; a block takes the lower
 * of its own and the next one's, so that the gain is down before the peak comes:
 *
 *   peak   ▁▁▁▁ ▁▁▁▁ ████ ▂▂▂▂        gain  ─────╲____________╱‾‾ …
 */
enum {
    BLOCK_SAMPLES = 120, /* 2.5 ms */
    BLOCKS = PCM_FRAME_SAMPLES / BLOCK_SAMPLES,
    ATTACK_SAMPLES = 24, /* 0.5 ms: faster would click */
};
static const float ceiling_peak = 32600;
static const float release =
        0.0083F; /* a block's part of the way back: 1 - exp(-2.5 ms / 300 ms) */
static const float nearly_one = 0.9995F;

static int32_t block_peak(const int32_t *samples)
{
    int32_t peak = 0;

    for (int i = 0; i < BLOCK_SAMPLES; i++) {
        peak = MAX(peak, abs(samples[i]));
    }
    return peak;
}

/* The loudest sum comes close to the ceiling and never reaches it. */
static float gain_for_peak(int32_t peak)
{
    const float knee = AUDIO_LIMITER_KNEE;

    if (peak <= AUDIO_LIMITER_KNEE) {
        return 1;
    }
    return (knee + (ceiling_peak - knee) * (1 - knee / (float)peak)) / (float)peak;
}

static int16_t to_sample(float value)
{
    return (int16_t)lrintf(CLAMP(value, -32768.0F, 32767.0F));
}

static void scale_block(const int32_t *from, int16_t *to, float gain, float target)
{
    const int ramp = target < gain ? ATTACK_SAMPLES : BLOCK_SAMPLES;
    const float step = (target - gain) / (float)ramp;

    for (int i = 0; i < ramp; i++) {
        to[i] = to_sample((float)from[i] * (gain + step * (float)(i + 1)));
    }
    for (int i = ramp; i < BLOCK_SAMPLES; i++) {
        to[i] = to_sample((float)from[i] * target);
    }
}

static void copy_block(const int32_t *from, int16_t *to)
{
    for (int i = 0; i < BLOCK_SAMPLES; i++) {
        to[i] = (int16_t)from[i];
    }
}

static float released(float gain)
{
    const float next = gain + (1 - gain) * release;
    return next > nearly_one ? 1 : next;
}

void audio_limiter_run(AudioLimiter *limiter, const AudioMix *mix, PcmFrame *out_frame)
{
    float needed[BLOCKS + 1];

    for (int block = 0; block < BLOCKS; block++) {
        needed[block] = gain_for_peak(block_peak(mix->samples + (ptrdiff_t)block * BLOCK_SAMPLES));
    }
    needed[BLOCKS] = 1; /* the next frame is not known */

    for (int block = 0; block < BLOCKS; block++) {
        const int32_t *from = mix->samples + (ptrdiff_t)block * BLOCK_SAMPLES;
        int16_t *to = out_frame->samples + (ptrdiff_t)block * BLOCK_SAMPLES;
        const float wanted = fminf(needed[block], needed[block + 1]);
        const float target = fminf(wanted, released(limiter->gain));
        if (target >= 1 && limiter->gain >= 1) {
            copy_block(from, to);
        } else {
            scale_block(from, to, limiter->gain, target);
        }
        limiter->gain = target;
    }
}
