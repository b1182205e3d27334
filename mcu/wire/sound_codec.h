/**
 * sound_codec: the codecs of sound that we speak, in one table: their names in SDP, their clocks.
 *
 * Units       rates are Hz; ticks are those of the 48 kHz clock that all sound is put in order by.
 * Ownership   constants.
 * Thread      any: no state.
 * Errors      false for what is not in the table.
 * Memory      none.
 */
#ifndef MCU_WIRE_SOUND_CODEC_H
#define MCU_WIRE_SOUND_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SoundCodec {
    SOUND_CODEC_OPUS, /**< what everything is, unless said */
    SOUND_CODEC_G722,
    SOUND_CODEC_PCMU,
    SOUND_CODEC_PCMA,
    SOUND_CODECS, /**< how many */
} SoundCodec;

enum {
    SOUND_CODEC_TICKS_HZ = 48000,
    SOUND_CODEC_PAYLOAD_TYPE_ANY = 255, /**< none is fixed: the offer says which */
    SOUND_CODEC_PACKET_MS_MAX = 120,    /**< what is longer is refused, as with Opus */
};

typedef struct SoundCodecInfo {
    const char *name;
    unsigned clock_hz;    /**< of RTP; RFC 3551, 4.5.2: that of G.722 is 8000 by an old mistake */
    unsigned channels;    /**< in a=rtpmap */
    unsigned rate_hz;     /**< of the samples in it */
    uint8_t payload_type; /**< RFC 3551, 6 */
} SoundCodecInfo;

const SoundCodecInfo *sound_codec_info(SoundCodec codec);

/** The codec of an a=rtpmap. @return false for none of ours */
bool sound_codec_from_name(const char *name, unsigned clock_hz, SoundCodec *out_codec);

/** The codec that a payload type stands for without a=rtpmap. @return false for none of ours */
bool sound_codec_from_payload_type(uint8_t payload_type, SoundCodec *out_codec);

/** How many 48 kHz ticks are in one tick of its RTP clock. */
unsigned sound_codec_scale(SoundCodec codec);

/** How long a payload of a codec with one byte a tick sounds, in 48 kHz ticks; 0 if too long. Not for Opus. */
uint32_t sound_codec_duration_ticks(SoundCodec codec, size_t size_bytes);

/** The byte that stands for silence, likewise. */
uint8_t sound_codec_silence(SoundCodec codec);

#endif
