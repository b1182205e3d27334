#include "mcu/media/telephone_codec.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"

#include <math.h>

enum { FRAMES = 50 };

static const SoundCodec telephones[] = {SOUND_CODEC_G722, SOUND_CODEC_PCMU, SOUND_CODEC_PCMA};

static void make_tone(PcmFrame *frame, size_t index)
{
    for (size_t i = 0; i < PCM_FRAME_SAMPLES; i++) {
        const double at = (double)(index * PCM_FRAME_SAMPLES + i) / PCM_RATE_HZ;
        frame->samples[i] = (int16_t)lrint(8000.0 * sin(2.0 * G_PI * 1000.0 * at));
    }
}

/* Through encoder and decoder a tone keeps its level, within what a mix is allowed: 1 dB. */
static void test_keeps_levels(void)
{
    for (size_t c = 0; c < G_N_ELEMENTS(telephones); c++) {
        g_autoptr(AudioEncoder) encoder = audio_encoder_new(
                &(AudioEncoderConfig){.codec = telephones[c], .bitrate_bps = 32000}, NULL);
        g_autoptr(AudioDecoder) decoder = audio_decoder_new_of(telephones[c]);
        g_assert_nonnull(encoder);
        for (size_t i = 0; i < FRAMES; i++) {
            PcmFrame frame, heard;
            gsize size = 0;
            make_tone(&frame, i);
            g_autoptr(GBytes) packet = audio_encoder_encode(encoder, &frame);
            const uint8_t *payload = g_bytes_get_data(packet, &size);
            g_assert_cmpuint(size, ==, 160); /* 64 kbit/s */
            g_assert_cmpuint(audio_decoder_decode(decoder, payload, size), ==, PCM_FRAME_SAMPLES);
            g_assert_true(audio_decoder_take(decoder, &heard));
            const int sent = audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES);
            const int came = audio_level_dbov(heard.samples, PCM_FRAME_SAMPLES);
            g_assert_true(i < 2 || ABS(sent - came) <= 1);
        }
        g_assert_cmpuint(audio_decoder_stats(decoder).decoded, ==, FRAMES);
    }
}

/* A lost packet is filled with what was; long ones fade away. */
static void test_conceals(void)
{
    for (size_t c = 0; c < G_N_ELEMENTS(telephones); c++) {
        g_autoptr(TelephoneEncoder) encoder = telephone_encoder_new(telephones[c]);
        g_autoptr(AudioDecoder) decoder = audio_decoder_new_of(telephones[c]);
        PcmFrame frame, heard;
        for (size_t i = 0; i < FRAMES; i++) {
            gsize size = 0;
            make_tone(&frame, i);
            g_autoptr(GBytes) packet = telephone_encoder_encode(encoder, &frame);
            const uint8_t *payload = g_bytes_get_data(packet, &size);
            audio_decoder_decode(decoder, payload, size);
            g_assert_true(audio_decoder_take(decoder, &heard));
        }
        g_assert_cmpuint(audio_decoder_conceal(decoder, PCM_FRAME_SAMPLES), ==, PCM_FRAME_SAMPLES);
        g_assert_true(audio_decoder_take(decoder, &heard));
        g_assert_cmpint(audio_level_dbov(heard.samples, PCM_FRAME_SAMPLES), <, 30);
        for (size_t i = 0; i < 10; i++) {
            audio_decoder_decode_fec(decoder, NULL, 0, PCM_FRAME_SAMPLES);
            g_assert_true(audio_decoder_take(decoder, &heard));
        }
        g_assert_cmpint(audio_level_dbov(heard.samples, PCM_FRAME_SAMPLES), >, 80);
    }
}

static void test_refuses_what_is_too_long(void)
{
    static const uint8_t payload[961];
    for (size_t c = 0; c < G_N_ELEMENTS(telephones); c++) {
        g_autoptr(AudioDecoder) decoder = audio_decoder_new_of(telephones[c]);
        g_assert_cmpuint(audio_decoder_decode(decoder, payload, 961), ==, 0);
        g_assert_cmpuint(audio_decoder_decode(decoder, payload, 0), ==, 0);
        g_assert_cmpuint(audio_decoder_decode(decoder, payload, 960), ==, 5760);
        g_assert_cmpuint(audio_decoder_decode(decoder, payload, 960), ==, 0); /* no room left */
        g_assert_cmpuint(audio_decoder_stats(decoder).refused, ==, 3);
        audio_decoder_reset(decoder);
        g_assert_cmpuint(audio_decoder_buffered(decoder), ==, 0);
    }
}

/* What stands for a pause is silence. */
static void test_knows_silence(void)
{
    for (size_t c = 0; c < G_N_ELEMENTS(telephones); c++) {
        g_autoptr(AudioDecoder) decoder = audio_decoder_new_of(telephones[c]);
        uint8_t payload[160];
        PcmFrame heard;
        for (size_t i = 0; i < sizeof payload; i++) {
            payload[i] = sound_codec_silence(telephones[c]);
        }
        for (size_t i = 0; i < 10; i++) {
            audio_decoder_decode(decoder, payload, sizeof payload);
            g_assert_true(audio_decoder_take(decoder, &heard));
        }
        g_test_message("%s: -%d dBov", sound_codec_info(telephones[c])->name,
                audio_level_dbov(heard.samples, PCM_FRAME_SAMPLES));
        g_assert_cmpint(audio_level_dbov(heard.samples, PCM_FRAME_SAMPLES), >, 70);
    }
}

static void test_tells_levels(void)
{
    for (size_t c = 0; c < G_N_ELEMENTS(telephones); c++) {
        g_autoptr(TelephoneEncoder) encoder = telephone_encoder_new(telephones[c]);
        uint8_t level_dbov = 0;
        PcmFrame frame;
        for (size_t i = 0; i < 3; i++) {
            gsize size = 0;
            make_tone(&frame, i);
            g_autoptr(GBytes) packet = telephone_encoder_encode(encoder, &frame);
            const uint8_t *payload = g_bytes_get_data(packet, &size);
            const bool told = telephone_codec_level(telephones[c], payload, size, &level_dbov);
            g_assert_true(told == (telephones[c] != SOUND_CODEC_G722));
        }
        g_assert_true(telephones[c] == SOUND_CODEC_G722 ||
                ABS(level_dbov - audio_level_dbov(frame.samples, PCM_FRAME_SAMPLES)) <= 1);
        g_assert_false(telephone_codec_level(telephones[c], NULL, 0, &level_dbov));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/telephone_codec/keeps_levels", test_keeps_levels);
    g_test_add_func("/telephone_codec/conceals", test_conceals);
    g_test_add_func("/telephone_codec/refuses_what_is_too_long", test_refuses_what_is_too_long);
    g_test_add_func("/telephone_codec/knows_silence", test_knows_silence);
    g_test_add_func("/telephone_codec/tells_levels", test_tells_levels);
    return g_test_run();
}
