/**
 * pcm: one tick of sound, the only form in which sound moves between the parts of the MCU.
 *
 * Units       48 kHz, mono, signed 16 bit; a frame is 20 ms, 960 samples.
 * Ownership   plain values; nothing here allocates.
 * Thread      any: nothing is shared.
 * Errors      nothing here fails.
 * Memory      1920 bytes a frame.
 */
#ifndef MCU_MEDIA_PCM_H
#define MCU_MEDIA_PCM_H

#include <stdint.h>

enum {
    PCM_RATE_HZ = 48000,
    PCM_FRAME_US = 20000,
    PCM_FRAME_SAMPLES = 960, /* 48000 Hz for 20 ms */
};

typedef struct PcmFrame {
    int16_t samples[PCM_FRAME_SAMPLES];
} PcmFrame;

/** Makes the frame silent. */
void pcm_silence(PcmFrame *frame);

/** The largest sample, without its sign. */
int pcm_peak(const PcmFrame *frame);

/**
 * Multiplies the frame, without a step to the one before.
 *
 * @param from  what the last sample of the frame before was multiplied by
 * @param to    the same for this frame, and for all but its first `ramp_samples` samples; 0 to 1 or more
 *
 * With 1 and 1 the frame stays as it is, bit for bit. What is too loud is cut off.
 */
void pcm_scale(PcmFrame *frame, float from, float to, int ramp_samples);

#endif
