#include "mcu/media/telephone_codec.h"

#include "mcu/media/audio_level.h"
#include "mcu/media/gap_filler.h"
#include "mcu/media/rate_filter.h"

#include <spandsp.h>

enum {
    G722_BPS = 64000,
    LOW_SAMPLES_MAX = 16 * SOUND_CODEC_PACKET_MS_MAX, /* at 16 kHz, the highest rate of these */
    PACKET_BYTES_MAX = PCM_FRAME_SAMPLES / 6,         /* a byte is six samples of 48 kHz */
};

struct TelephoneDecoder {
    SoundCodec codec;
    g722_decode_state_t *g722; /* NULL for G.711 */
    GapFiller gaps;            /* libspandsp's own copies memory onto itself */
    RateFilter filter;
};

struct TelephoneEncoder {
    SoundCodec codec;
    g722_encode_state_t *g722;
    RateFilter filter;
};

static size_t factor_of(SoundCodec codec)
{
    return PCM_RATE_HZ / sound_codec_info(codec)->rate_hz;
}

/* ---- decoding ---- */

TelephoneDecoder *telephone_decoder_new(SoundCodec codec)
{
    g_assert(codec != SOUND_CODEC_OPUS);
    TelephoneDecoder *decoder = g_new0(TelephoneDecoder, 1);
    decoder->codec = codec;
    decoder->filter = rate_filter(factor_of(codec));
    decoder->gaps = gap_filler(sound_codec_info(codec)->rate_hz);
    if (codec == SOUND_CODEC_G722) {
        decoder->g722 = g722_decode_init(NULL, G722_BPS, 0);
        g_assert(decoder->g722 != NULL);
    }
    return decoder;
}

void telephone_decoder_free(TelephoneDecoder *decoder)
{
    if (decoder == NULL) {
        return;
    }
    if (decoder->g722 != NULL) {
        g722_decode_free(decoder->g722);
    }
    g_free(decoder);
}

void telephone_decoder_reset(TelephoneDecoder *decoder)
{
    rate_filter_reset(&decoder->filter);
    decoder->gaps = gap_filler(decoder->gaps.rate_hz);
    if (decoder->g722 != NULL) {
        g722_decode_init(decoder->g722, G722_BPS, 0);
    }
}

static void expand_g711(
        SoundCodec codec, const uint8_t *payload, size_t size_bytes, int16_t *ret_samples)
{
    for (size_t i = 0; i < size_bytes; i++) {
        const int linear =
                codec == SOUND_CODEC_PCMU ? ulaw_to_linear(payload[i]) : alaw_to_linear(payload[i]);
        ret_samples[i] = (int16_t)linear;
    }
}

static size_t expand(
        TelephoneDecoder *decoder, const uint8_t *payload, size_t size_bytes, int16_t *low)
{
    if (decoder->g722 != NULL) {
        return (size_t)g722_decode(decoder->g722, low, payload, (int)size_bytes);
    }
    expand_g711(decoder->codec, payload, size_bytes, low);
    return size_bytes;
}

bool telephone_codec_level(
        SoundCodec codec, const uint8_t *payload, size_t size_bytes, uint8_t *ret_level_dbov)
{
    int16_t samples[LOW_SAMPLES_MAX];
    if ((codec != SOUND_CODEC_PCMU && codec != SOUND_CODEC_PCMA) ||
            sound_codec_duration_ticks(codec, size_bytes) == 0) {
        return false;
    }
    expand_g711(codec, payload, size_bytes, samples);
    *ret_level_dbov = audio_level_dbov(samples, size_bytes);
    return true;
}

size_t telephone_decoder_decode(
        TelephoneDecoder *decoder, const uint8_t *payload, size_t size_bytes, int16_t *ret_samples)
{
    int16_t low[LOW_SAMPLES_MAX];
    if (sound_codec_duration_ticks(decoder->codec, size_bytes) == 0) {
        return 0;
    }
    const size_t count = expand(decoder, payload, size_bytes, low);
    gap_filler_heard(&decoder->gaps, low, count);
    rate_filter_up(&decoder->filter, low, count, ret_samples);
    return count * decoder->filter.factor;
}

void telephone_decoder_conceal(TelephoneDecoder *decoder, size_t count, int16_t *ret_samples)
{
    int16_t low[LOW_SAMPLES_MAX];
    const size_t low_count = count / decoder->filter.factor;
    g_assert(low_count <= LOW_SAMPLES_MAX);
    gap_filler_guess(&decoder->gaps, low, low_count);
    rate_filter_up(&decoder->filter, low, low_count, ret_samples);
}

/* ---- encoding ---- */

TelephoneEncoder *telephone_encoder_new(SoundCodec codec)
{
    g_assert(codec != SOUND_CODEC_OPUS);
    TelephoneEncoder *encoder = g_new0(TelephoneEncoder, 1);
    encoder->codec = codec;
    encoder->filter = rate_filter(factor_of(codec));
    if (codec == SOUND_CODEC_G722) {
        encoder->g722 = g722_encode_init(NULL, G722_BPS, 0);
        g_assert(encoder->g722 != NULL);
    }
    return encoder;
}

void telephone_encoder_free(TelephoneEncoder *encoder)
{
    if (encoder == NULL) {
        return;
    }
    if (encoder->g722 != NULL) {
        g722_encode_free(encoder->g722);
    }
    g_free(encoder);
}

GBytes *telephone_encoder_encode(TelephoneEncoder *encoder, const PcmFrame *frame)
{
    int16_t low[PCM_FRAME_SAMPLES];
    uint8_t packet[PACKET_BYTES_MAX];
    const size_t count = PCM_FRAME_SAMPLES / encoder->filter.factor;
    rate_filter_down(&encoder->filter, frame->samples, count, low);
    if (encoder->g722 != NULL) {
        (void)g722_encode(encoder->g722, packet, low, (int)count);
        return g_bytes_new(packet, sizeof packet);
    }
    for (size_t i = 0; i < count; i++) {
        packet[i] = encoder->codec == SOUND_CODEC_PCMU ? linear_to_ulaw(low[i])
                                                       : linear_to_alaw(low[i]);
    }
    return g_bytes_new(packet, sizeof packet);
}
