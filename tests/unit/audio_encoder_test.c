#include "mcu/media/audio_encoder.h"

#include "tests/fakes/tone.h"

#include <stdbool.h>

static const AudioEncoderConfig good = {.bitrate_bps = 32000, .complexity = 5, .loss_percent = 5};

static void test_refuses_bad_values(void)
{
    static const struct {
        const char *why;
        AudioEncoderConfig config;
        bool good;
    } cases[] = {
            {"the usual", {SOUND_CODEC_OPUS, 32000, 5, 5}, true},
            {"the lowest", {SOUND_CODEC_OPUS, 6000, 0, 0}, true},
            {"the highest", {SOUND_CODEC_OPUS, 128000, 10, 100}, true},
            {"too few bits", {SOUND_CODEC_OPUS, 5999, 5, 5}, false},
            {"too many bits", {SOUND_CODEC_OPUS, 128001, 5, 5}, false},
            {"complexity below", {SOUND_CODEC_OPUS, 32000, -1, 5}, false},
            {"complexity above", {SOUND_CODEC_OPUS, 32000, 11, 5}, false},
            {"loss below", {SOUND_CODEC_OPUS, 32000, 5, -1}, false},
            {"loss above", {SOUND_CODEC_OPUS, 32000, 5, 101}, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autoptr(AudioEncoder) encoder = audio_encoder_new(&cases[i].config, &error);
        g_assert_true((encoder != NULL) == cases[i].good);
        if (!cases[i].good) {
            g_assert_error(error, AUDIO_ENCODER_ERROR, AUDIO_ENCODER_ERROR_CONFIG);
        }
    }
}

/* Bytes of a second of a tone that wobbles, so that the encoder has work. */
static size_t encoded_bytes(AudioEncoder *encoder)
{
    size_t bytes = 0;

    for (int i = 0; i < 50; i++) {
        PcmFrame frame;
        Tone tone = tone_init(300 + 40 * (i % 7), -15);
        tone_next(&tone, frame.samples, PCM_FRAME_SAMPLES);
        g_autoptr(GBytes) packet = audio_encoder_encode(encoder, &frame);
        g_assert_cmpuint(g_bytes_get_size(packet), >, 0);
        g_assert_cmpuint(g_bytes_get_size(packet), <=, AUDIO_ENCODER_PACKET_BYTES_MAX);
        bytes += g_bytes_get_size(packet);
    }
    return bytes;
}

static void test_keeps_to_its_bitrate(void)
{
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(&good, NULL);

    encoded_bytes(encoder); /* settle */
    g_assert_cmpuint(encoded_bytes(encoder) * 8, <, 40000);
    audio_encoder_set_bitrate(encoder, 12000);
    encoded_bytes(encoder);
    g_assert_cmpuint(encoded_bytes(encoder) * 8, <, 20000);
    audio_encoder_set_bitrate(encoder, 1); /* brought into range */
    audio_encoder_set_loss(encoder, 1000);
    g_assert_cmpuint(encoded_bytes(encoder), >, 0);
}

static void test_silence_is_sent_too(void)
{
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(&good, NULL);
    PcmFrame silence;

    pcm_silence(&silence);
    for (int i = 0; i < 100; i++) { /* no discontinuous transmission: a packet every tick */
        g_autoptr(GBytes) packet = audio_encoder_encode(encoder, &silence);
        g_assert_cmpuint(g_bytes_get_size(packet), >, 2);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audio_encoder/refuses_bad_values", test_refuses_bad_values);
    g_test_add_func("/audio_encoder/keeps_to_its_bitrate", test_keeps_to_its_bitrate);
    g_test_add_func("/audio_encoder/silence_is_sent_too", test_silence_is_sent_too);
    return g_test_run();
}
