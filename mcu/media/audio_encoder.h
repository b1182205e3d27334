/**
 * audio_encoder: frames of one tick in, packets out: Opus, or a telephone's codec.
 *
 * Units       bits a second, percent; frames as in pcm.h: one packet is 20 ms.
 * Ownership   a packet belongs to the caller, who may share it with every listener.
 * Thread      one thread at a time: the audio tick.
 * Errors      a configuration that libopus refuses is a GError; encoding does not fail.
 * Memory      fixed: one Opus state; a packet is at most AUDIO_ENCODER_PACKET_BYTES_MAX.
 */
#ifndef MCU_MEDIA_AUDIO_ENCODER_H
#define MCU_MEDIA_AUDIO_ENCODER_H

#include "mcu/media/pcm.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

enum {
    AUDIO_ENCODER_PACKET_BYTES_MAX = 1275, /* RFC 6716, 3.2.1: the longest frame */
    AUDIO_ENCODER_DELAY_US =
            6500, /* of Opus; telephones' are shorter. What is encoded comes out so much later (OPUS_GET_LOOKAHEAD) */
};

typedef struct AudioEncoder AudioEncoder;

typedef struct AudioEncoderConfig {
    SoundCodec codec; /**< the rest is Opus' alone: the others are as they are */
    int bitrate_bps;  /**< 6000 to 128000; 32000 is wideband speech of good quality */
    int complexity;   /**< 0 to 10; 5 costs 0.18 ms a packet, 10 costs 0.41 */
    int loss_percent; /**< what the line is expected to lose, 0 to 100. At 32 kbit/s libopus adds FEC
                           from 10 on: measured, speech with each fifth packet lost comes back at
                           14 dB instead of 1.4 */
} AudioEncoderConfig;

#define AUDIO_ENCODER_ERROR (audio_encoder_error_quark())
GQuark audio_encoder_error_quark(void);
typedef enum AudioEncoderError { AUDIO_ENCODER_ERROR_CONFIG } AudioEncoderError;

/** @return  NULL with @p error set if a value is out of its range; free with audio_encoder_free() */
AudioEncoder *audio_encoder_new(const AudioEncoderConfig *config, GError **error);

/** NULL is allowed. */
void audio_encoder_free(AudioEncoder *encoder);

/** Follows the loss that receivers report; below 10 no FEC is made. */
void audio_encoder_set_loss(AudioEncoder *encoder, int loss_percent);

/** Follows what the lines carry. */
void audio_encoder_set_bitrate(AudioEncoder *encoder, int bitrate_bps);

/** Encodes one frame. Returns a new reference, never NULL. */
GBytes *audio_encoder_encode(AudioEncoder *encoder, const PcmFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AudioEncoder, audio_encoder_free)

#endif
