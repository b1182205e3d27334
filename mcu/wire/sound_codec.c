#include "mcu/wire/sound_codec.h"

#include <glib.h>

static const SoundCodecInfo codecs[SOUND_CODECS] = {
        [SOUND_CODEC_OPUS] = {"opus", 48000, 2, 48000, SOUND_CODEC_PAYLOAD_TYPE_ANY},
        [SOUND_CODEC_G722] = {"G722", 8000, 1, 16000, 9},
        [SOUND_CODEC_PCMU] = {"PCMU", 8000, 1, 8000, 0},
        [SOUND_CODEC_PCMA] = {"PCMA", 8000, 1, 8000, 8},
};

const SoundCodecInfo *sound_codec_info(SoundCodec codec)
{
    return &codecs[codec];
}

bool sound_codec_from_name(const char *name, unsigned clock_hz, SoundCodec *out_codec)
{
    for (size_t i = 0; i < SOUND_CODECS; i++) {
        if (g_ascii_strcasecmp(name, codecs[i].name) == 0 && clock_hz == codecs[i].clock_hz) {
            *out_codec = (SoundCodec)i;
            return true;
        }
    }
    return false;
}

bool sound_codec_from_payload_type(uint8_t payload_type, SoundCodec *out_codec)
{
    for (size_t i = 0; i < SOUND_CODECS; i++) {
        if (codecs[i].payload_type == payload_type) {
            *out_codec = (SoundCodec)i;
            return true;
        }
    }
    return false;
}

unsigned sound_codec_scale(SoundCodec codec)
{
    return SOUND_CODEC_TICKS_HZ / codecs[codec].clock_hz;
}

uint32_t sound_codec_duration_ticks(SoundCodec codec, size_t size_bytes)
{
    const size_t most = (size_t)codecs[codec].clock_hz / 1000 * SOUND_CODEC_PACKET_MS_MAX;
    return size_bytes <= most ? (uint32_t)size_bytes * sound_codec_scale(codec) : 0;
}

uint8_t sound_codec_silence(SoundCodec codec)
{
    switch (codec) {
    case SOUND_CODEC_PCMU:
        return 0xff; /* G.711: both laws send their bits turned over */
    case SOUND_CODEC_PCMA:
        return 0xd5;
    case SOUND_CODEC_G722:
        return 0xfc; /* tried: repeated, it decodes to nothing */
    case SOUND_CODEC_OPUS:
    case SOUND_CODECS:
        break;
    }
    g_assert_not_reached();
}
