#include "mcu/media/audio_encoder.h"

#include "mcu/media/telephone_codec.h"

#include <opus/opus.h>

#include <stdbool.h>

enum { BITRATE_MIN_BPS = 6000, BITRATE_MAX_BPS = 128000, COMPLEXITY_MAX = 10 };

struct AudioEncoder {
    OpusEncoder *opus;           /* either this */
    TelephoneEncoder *telephone; /* or that */
};

G_DEFINE_QUARK(giaoban - audio - encoder - error, audio_encoder_error)

static bool config_is_good(const AudioEncoderConfig *config)
{
    return config->bitrate_bps >= BITRATE_MIN_BPS && config->bitrate_bps <= BITRATE_MAX_BPS &&
            config->complexity >= 0 && config->complexity <= COMPLEXITY_MAX &&
            config->loss_percent >= 0 && config->loss_percent <= 100;
}

AudioEncoder *audio_encoder_new(const AudioEncoderConfig *config, GError **error)
{
    if (!config_is_good(config)) {
        g_set_error(error, AUDIO_ENCODER_ERROR, AUDIO_ENCODER_ERROR_CONFIG,
                "Opus cannot encode %d bit/s with complexity %d for %d %% loss: "
                "6000 to 128000, 0 to 10 and 0 to 100 are allowed",
                config->bitrate_bps, config->complexity, config->loss_percent);
        return NULL;
    }
    int result = OPUS_OK;
    AudioEncoder *encoder = g_new0(AudioEncoder, 1);
    if (config->codec != SOUND_CODEC_OPUS) {
        encoder->telephone = telephone_encoder_new(config->codec);
        return encoder;
    }
    encoder->opus = opus_encoder_create(PCM_RATE_HZ, 1, OPUS_APPLICATION_VOIP, &result);
    g_assert(result == OPUS_OK); /* the arguments are constants and are right */

    opus_encoder_ctl(encoder->opus, OPUS_SET_COMPLEXITY(config->complexity));
    opus_encoder_ctl(encoder->opus, OPUS_SET_DTX(0)); /* in a mix somebody else always talks */
    opus_encoder_ctl(encoder->opus, OPUS_SET_INBAND_FEC(1));
    audio_encoder_set_bitrate(encoder, config->bitrate_bps);
    audio_encoder_set_loss(encoder, config->loss_percent);
    return encoder;
}

void audio_encoder_free(AudioEncoder *encoder)
{
    if (encoder == NULL) {
        return;
    }
    if (encoder->opus != NULL) {
        opus_encoder_destroy(encoder->opus);
    }
    telephone_encoder_free(encoder->telephone);
    g_free(encoder);
}

void audio_encoder_set_loss(AudioEncoder *encoder, int loss_percent)
{
    if (encoder->opus != NULL) {
        opus_encoder_ctl(encoder->opus, OPUS_SET_PACKET_LOSS_PERC(CLAMP(loss_percent, 0, 100)));
    }
}

void audio_encoder_set_bitrate(AudioEncoder *encoder, int bitrate_bps)
{
    const int bounded_bps = CLAMP(bitrate_bps, BITRATE_MIN_BPS, BITRATE_MAX_BPS);
    if (encoder->opus != NULL) {
        opus_encoder_ctl(encoder->opus, OPUS_SET_BITRATE(bounded_bps));
    }
}

GBytes *audio_encoder_encode(AudioEncoder *encoder, const PcmFrame *frame)
{
    uint8_t packet[AUDIO_ENCODER_PACKET_BYTES_MAX];
    if (encoder->telephone != NULL) {
        return telephone_encoder_encode(encoder->telephone, frame);
    }
    const int size_bytes = opus_encode(encoder->opus, frame->samples, PCM_FRAME_SAMPLES, packet,
            AUDIO_ENCODER_PACKET_BYTES_MAX);

    g_assert(size_bytes > 0); /* fails only on bad arguments */
    return g_bytes_new(packet, (gsize)size_bytes);
}
