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

/** Raises the frame from nothing to its own loudness, for a talker who just came into the mix. */
void pcm_fade_in(PcmFrame *frame);

/** Lowers the frame from its own loudness to nothing, for a talker's last frame in the mix. */
void pcm_fade_out(PcmFrame *frame);

#endif
