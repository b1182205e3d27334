/**
 * telephone_codec: G.711 and G.722 to and from our 48 kHz, by libspandsp, with guesses for what is lost.
 *
 * Units       samples of 48 kHz mono; a byte of these codecs is 125 us.
 * Ownership   the callers' buffers; a packet is the caller's.
 * Thread      one thread at a time: the audio tick.
 * Errors      0 samples for a payload that is too long; nothing else fails.
 * Memory      fixed: some 10 kB each.
 */
#ifndef MCU_MEDIA_TELEPHONE_CODEC_H
#define MCU_MEDIA_TELEPHONE_CODEC_H

#include "mcu/media/pcm.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TelephoneDecoder TelephoneDecoder;
typedef struct TelephoneEncoder TelephoneEncoder;

/** @param codec  any but SOUND_CODEC_OPUS */
TelephoneDecoder *telephone_decoder_new(SoundCodec codec);

/** NULL is allowed. */
void telephone_decoder_free(TelephoneDecoder *decoder);
void telephone_decoder_reset(TelephoneDecoder *decoder);

/** What sound_codec_duration_ticks() says of it must be free. @return how many samples were written */
size_t telephone_decoder_decode(
        TelephoneDecoder *decoder, const uint8_t *payload, size_t size_bytes, int16_t *ret_samples);

/** Goes on as it was, more and more quietly. @param count  whole 2.5 ms, at most SOUND_CODEC_PACKET_MS_MAX */
void telephone_decoder_conceal(TelephoneDecoder *decoder, size_t count, int16_t *ret_samples);

/** How loud a payload of G.711 is, at the cost of a look at it. @return false for what must be decoded */
bool telephone_codec_level(
        SoundCodec codec, const uint8_t *payload, size_t size_bytes, uint8_t *ret_level_dbov);

TelephoneEncoder *telephone_encoder_new(SoundCodec codec);

/** NULL is allowed. */
void telephone_encoder_free(TelephoneEncoder *encoder);

/** One packet of 20 ms, a new reference. */
GBytes *telephone_encoder_encode(TelephoneEncoder *encoder, const PcmFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TelephoneDecoder, telephone_decoder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TelephoneEncoder, telephone_encoder_free)

#endif
