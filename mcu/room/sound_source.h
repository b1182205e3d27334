/**
 * sound_source: one site's sound on its way into the mix, tick by tick.
 *
 * Units       frames are 20 ms; levels are decibels below overload.
 * Ownership   owns its jitter buffer, decoder and encoder.
 * Thread      the sound thread.
 * Errors      none: what cannot be decoded is concealed.
 * Memory      jitter_buffer's bound, a decoder and, once it talked, an encoder.
 */
#ifndef MCU_ROOM_SOUND_SOURCE_H
#define MCU_ROOM_SOUND_SOURCE_H

#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_limiter.h"
#include "mcu/media/pcm.h"
#include "mcu/rtp/jitter_buffer.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SoundSource SoundSource;

SoundSource *sound_source_new(uint32_t id);
void sound_source_free(SoundSource *source);

uint32_t sound_source_id(const SoundSource *source);

/** Muted: what comes is dropped, and what waits is forgotten. */
void sound_source_mute(SoundSource *source, bool muted);

void sound_source_put(SoundSource *source, const JitterBufferPacket *packet, GBytes *payload);

/** How loud it says it is now; AUDIO_LEVEL_SILENCE when nothing came lately. */
uint8_t sound_source_level(const SoundSource *source, int64_t now_us);

/**
 * Lets a tick pass without decoding, for a source that is not in the mix.
 *
 * @param now_us  the tick's time
 */
void sound_source_pass(SoundSource *source, int64_t now_us);

/**
 * Takes the sound of a tick.
 *
 * @param leaving  its last tick in the mix: fades out
 * @return         the frame, until the next call; it fades in after ticks that only passed
 */
const PcmFrame *sound_source_take(SoundSource *source, bool leaving, int64_t now_us);

/** Whether the last tick was taken, not passed. */
bool sound_source_in_mix(const SoundSource *source);

/** Its own encoder and limiter, for what it hears while it talks; made when first asked for. */
AudioEncoder *sound_source_encoder(SoundSource *source, const AudioEncoderConfig *config);
AudioLimiter *sound_source_limiter(SoundSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundSource, sound_source_free)

#endif
