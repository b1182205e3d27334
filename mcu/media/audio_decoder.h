/**
 * audio_decoder: one sender's packets in, Opus or a telephone's, frames of one tick out.
 *
 * Packets may carry 2.5 to 120 ms; the decoder keeps what is left over between two ticks, so the
 * caller feeds it until audio_decoder_buffered() is a frame or more and then takes one.
 *
 * Units       samples of 48 kHz mono.
 * Ownership   the decoder keeps no payload; what it decodes is copied out.
 * Thread      one thread at a time: the audio tick.
 * Errors      a payload that is not of the codec is counted, and concealed by the caller as a loss.
 * Memory      fixed: one codec's state and AUDIO_DECODER_BUFFER_SAMPLES samples.
 */
#ifndef MCU_MEDIA_AUDIO_DECODER_H
#define MCU_MEDIA_AUDIO_DECODER_H

#include "mcu/media/pcm.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum {
    AUDIO_DECODER_PACKET_SAMPLES_MAX = 5760, /* RFC 6716, 2.1.4: at most 120 ms a packet */
    AUDIO_DECODER_BUFFER_SAMPLES = AUDIO_DECODER_PACKET_SAMPLES_MAX + PCM_FRAME_SAMPLES,
};

typedef struct AudioDecoder AudioDecoder;

typedef struct AudioDecoderStats {
    uint64_t decoded;   /**< packets */
    uint64_t recovered; /**< losses filled from the next packet's redundancy (FEC) */
    uint64_t concealed; /**< losses filled by guessing (PLC) */
    uint64_t refused;   /**< payloads that are not of the codec, or for which there was no room */
} AudioDecoderStats;

/** Of Opus. Never NULL; free with audio_decoder_free(). */
AudioDecoder *audio_decoder_new(void);

/** The same of any codec. */
AudioDecoder *audio_decoder_new_of(SoundCodec codec);

SoundCodec audio_decoder_codec(const AudioDecoder *decoder);

/** NULL is allowed. */
void audio_decoder_free(AudioDecoder *decoder);

/** Forgets what it heard: for a new SSRC, or after a long pause. */
void audio_decoder_reset(AudioDecoder *decoder);

/** Decodes a packet. Returns the samples that it added, 0 if the payload was refused. */
size_t audio_decoder_decode(AudioDecoder *decoder, const uint8_t *payload, size_t size_bytes);

/**
 * Fills a loss of one packet from the packet after it, which is then decoded as usual.
 *
 * @param samples  what the lost packet held: at most AUDIO_DECODER_PACKET_SAMPLES_MAX, whole 2.5 ms
 * @return         the samples added; concealed instead if the packet carries no redundancy
 */
size_t audio_decoder_decode_fec(
        AudioDecoder *decoder, const uint8_t *next_payload, size_t size_bytes, size_t samples);

/** Fills a loss by guessing; after 100 ms of it the sound fades to silence. Returns samples. */
size_t audio_decoder_conceal(AudioDecoder *decoder, size_t samples);

/** The samples that a payload would decode to, 0 if it is not Opus. Looks at its first bytes. */
size_t audio_decoder_packet_samples(const uint8_t *payload, size_t size_bytes);

/** Samples ready to be taken. */
size_t audio_decoder_buffered(const AudioDecoder *decoder);

/** Takes the next frame. Returns false, and leaves the frame alone, if there is not a whole one. */
bool audio_decoder_take(AudioDecoder *decoder, PcmFrame *out_frame);

/** Throws away all but the newest samples, at most so many. */
void audio_decoder_keep(AudioDecoder *decoder, size_t samples);

/** What happened since the start. */
AudioDecoderStats audio_decoder_stats(const AudioDecoder *decoder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AudioDecoder, audio_decoder_free)

#endif
