#include "mcu/media/audio_decoder.h"

#include "mcu/media/audio_encoder.h"
#include "tests/fakes/tone.h"

#include <opus/opus.h>

#include <stdlib.h>

enum { PACKETS = 60, PAYLOAD_MAX = 1275 };

static size_t decode(AudioDecoder *decoder, GBytes *packet)
{
    gsize size = 0;
    const uint8_t *payload = g_bytes_get_data(packet, &size);
    return audio_decoder_decode(decoder, payload, size);
}

static GPtrArray *encoded_tone(double hz, double dbfs)
{
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(
            &(AudioEncoderConfig){.bitrate_bps = 32000, .complexity = 5, .loss_percent = 10}, NULL);
    GPtrArray *packets = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    Tone tone = tone_init(hz, dbfs);

    for (int i = 0; i < PACKETS; i++) {
        PcmFrame frame;
        tone_next(&tone, frame.samples, PCM_FRAME_SAMPLES);
        g_ptr_array_add(packets, audio_encoder_encode(encoder, &frame));
    }
    return packets;
}

static double loudness_dbfs(const PcmFrame *frame)
{
    double energy = 0;

    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        energy += (double)frame->samples[i] * frame->samples[i];
    }
    return 10 * log10(fmax(2 * energy / PCM_FRAME_SAMPLES, 1e-9)) - 20 * log10(32767);
}

static void test_gives_the_tone_back(void)
{
    static const double tones_hz[] = {250, 440, 1000, 3000};

    for (size_t n = 0; n < G_N_ELEMENTS(tones_hz); n++) {
        g_autoptr(GPtrArray) packets = encoded_tone(tones_hz[n], -15);
        g_autoptr(AudioDecoder) decoder = audio_decoder_new();
        PcmFrame frame;
        for (guint i = 0; i < packets->len; i++) {
            g_assert_cmpuint(decode(decoder, packets->pdata[i]), ==, PCM_FRAME_SAMPLES);
            g_assert_true(audio_decoder_take(decoder, &frame));
            g_assert_false(audio_decoder_take(decoder, &frame));
        }
        g_assert_cmpfloat(fabs(loudness_dbfs(&frame) + 15), <, 1);
        g_assert_cmpuint(audio_decoder_stats(decoder).decoded, ==, PACKETS);
    }
}

/* Something like speech: a voice that glides, three syllables a second. Opus adds no FEC to tones. */
static void next_speech(int64_t *position, PcmFrame *frame)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        const double seconds = (double)(*position)++ / PCM_RATE_HZ;
        const double loudness = 2000 - 2000 * cos(2 * M_PI * 3 * seconds);
        double wave = 0;
        for (int harmonic = 1; harmonic < 20; harmonic++) {
            wave += sin(2 * M_PI * harmonic * 140 * seconds) / harmonic;
        }
        frame->samples[i] = (int16_t)(loudness * wave);
    }
}

/* What a listener hears of the sound, in dB over what is wrong with it; each fifth packet is lost. */
static double quality_db(GPtrArray *packets, bool with_fec)
{
    g_autoptr(AudioDecoder) whole = audio_decoder_new();
    g_autoptr(AudioDecoder) lossy = audio_decoder_new();
    double energy = 0;
    double error = 0;

    for (guint i = 0; i + 1 < packets->len; i++) {
        PcmFrame right;
        PcmFrame heard;
        gsize next_size = 0;
        const uint8_t *next = g_bytes_get_data(packets->pdata[i + 1], &next_size);
        decode(whole, packets->pdata[i]);
        if (i % 5 != 3) {
            decode(lossy, packets->pdata[i]);
        } else if (with_fec) {
            audio_decoder_decode_fec(lossy, next, next_size, PCM_FRAME_SAMPLES);
        } else {
            audio_decoder_conceal(lossy, PCM_FRAME_SAMPLES);
        }
        g_assert_true(audio_decoder_take(whole, &right));
        g_assert_true(audio_decoder_take(lossy, &heard));
        for (int k = 0; k < PCM_FRAME_SAMPLES; k++) {
            energy += pow(right.samples[k], 2);
            error += pow(right.samples[k] - heard.samples[k], 2);
        }
    }
    const AudioDecoderStats stats = audio_decoder_stats(lossy);
    g_assert_cmpuint(with_fec ? stats.recovered : stats.concealed, ==, packets->len / 5);
    return 10 * log10(energy / error);
}

static void test_fec_fills_a_single_loss(void)
{
    g_autoptr(AudioEncoder) encoder = audio_encoder_new(
            &(AudioEncoderConfig){.bitrate_bps = 32000, .complexity = 5, .loss_percent = 10}, NULL);
    g_autoptr(GPtrArray) packets = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    int64_t position = 0;

    for (int i = 0; i < PACKETS; i++) {
        PcmFrame frame;
        next_speech(&position, &frame);
        g_ptr_array_add(packets, audio_encoder_encode(encoder, &frame));
    }
    const double fec_db = quality_db(packets, true);
    const double guess_db = quality_db(packets, false);
    g_test_message("with FEC %.1f dB, with guesses %.1f dB", fec_db, guess_db);
    g_assert_cmpfloat(fec_db, >, guess_db + 6);
}

static void test_a_long_loss_fades_to_silence(void)
{
    g_autoptr(GPtrArray) packets = encoded_tone(440, -15);
    g_autoptr(AudioDecoder) decoder = audio_decoder_new();
    PcmFrame frame;

    for (guint i = 0; i < packets->len; i++) {
        decode(decoder, packets->pdata[i]);
        audio_decoder_take(decoder, &frame);
    }
    audio_decoder_conceal(decoder, PCM_FRAME_SAMPLES);
    audio_decoder_take(decoder, &frame);
    g_assert_cmpfloat(loudness_dbfs(&frame), >, -25);
    for (int tick = 1; tick < 7; tick++) {
        audio_decoder_conceal(decoder, PCM_FRAME_SAMPLES);
        audio_decoder_take(decoder, &frame);
    }
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        g_assert_cmpint(frame.samples[i], ==, 0);
    }
    g_assert_cmpuint(audio_decoder_stats(decoder).concealed, ==, 7);
}

/* RFC 6716 allows 2.5 to 120 ms in a packet; a tick always takes 20. */
static void test_takes_packets_of_any_length(void)
{
    static const int lengths[] = {120, 240, 480, 960, 1920, 2880};

    for (size_t n = 0; n < G_N_ELEMENTS(lengths); n++) {
        int error = OPUS_OK;
        OpusEncoder *opus = opus_encoder_create(48000, 2, OPUS_APPLICATION_AUDIO, &error);
        g_autoptr(AudioDecoder) decoder = audio_decoder_new();
        g_autofree int16_t *silence = g_new0(int16_t, (size_t)lengths[n] * 2);
        uint8_t payload[PAYLOAD_MAX];
        size_t in = 0;
        size_t out = 0;
        for (int i = 0; i < 50; i++) {
            PcmFrame frame;
            const int size = opus_encode(opus, silence, lengths[n], payload, PAYLOAD_MAX);
            g_assert_cmpuint(audio_decoder_packet_samples(payload, (size_t)size), ==, lengths[n]);
            in += audio_decoder_decode(decoder, payload, (size_t)size);
            while (audio_decoder_take(decoder, &frame)) {
                out += PCM_FRAME_SAMPLES;
            }
            g_assert_cmpuint(in - out, ==, audio_decoder_buffered(decoder));
        }
        g_assert_cmpuint(in, ==, 50 * (size_t)lengths[n]);
        opus_encoder_destroy(opus);
    }
}

static void test_refuses_what_is_not_opus(void)
{
    static const uint8_t bad[] = {0xff, 0xff, 0xff}; /* 63 frames of 20 ms: longer than 120 ms */
    g_autofree uint8_t *huge = g_malloc0(100000);
    g_autoptr(AudioDecoder) decoder = audio_decoder_new();

    g_assert_cmpuint(audio_decoder_decode(decoder, NULL, 0), ==, 0);
    g_assert_cmpuint(audio_decoder_decode(decoder, bad, sizeof bad), ==, 0);
    g_assert_cmpuint(audio_decoder_decode(decoder, huge, 100000), ==, 0);
    g_assert_cmpuint(audio_decoder_conceal(decoder, 0), ==, 0);
    g_assert_cmpuint(audio_decoder_stats(decoder).refused, ==, 4);
    for (int i = 0; i < 20000; i++) { /* nothing here may crash, loop or overflow */
        uint8_t noise[64];
        PcmFrame frame;
        for (size_t k = 0; k < sizeof noise; k++) {
            noise[k] = (uint8_t)g_test_rand_int_range(0, 256);
        }
        audio_decoder_decode(decoder, noise, (size_t)g_test_rand_int_range(0, sizeof noise + 1));
        audio_decoder_take(decoder, &frame);
    }
}

static void test_the_buffer_has_an_end(void)
{
    g_autoptr(AudioDecoder) decoder = audio_decoder_new();
    size_t held = 0;

    for (int i = 0; i < 100; i++) {
        held += audio_decoder_conceal(decoder, PCM_FRAME_SAMPLES);
    }
    g_assert_cmpuint(held, ==, AUDIO_DECODER_BUFFER_SAMPLES);
    g_assert_cmpuint(audio_decoder_buffered(decoder), ==, AUDIO_DECODER_BUFFER_SAMPLES);
    audio_decoder_reset(decoder);
    g_assert_cmpuint(audio_decoder_buffered(decoder), ==, 0);
}

static void test_keeps_the_newest(void)
{
    static const size_t kept[] = {0, 1, PCM_FRAME_SAMPLES, PCM_FRAME_SAMPLES + 1};
    g_autoptr(GPtrArray) packets = encoded_tone(440, -15);

    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        g_autoptr(AudioDecoder) whole = audio_decoder_new();
        g_autoptr(AudioDecoder) cut = audio_decoder_new();
        PcmFrame first;
        PcmFrame second;
        decode(whole, packets->pdata[0]);
        decode(cut, packets->pdata[0]);
        audio_decoder_keep(cut, kept[i]);
        g_assert_cmpuint(audio_decoder_buffered(cut), ==, MIN(kept[i], (size_t)PCM_FRAME_SAMPLES));
        decode(whole, packets->pdata[1]);
        decode(cut, packets->pdata[1]);
        audio_decoder_keep(cut, PCM_FRAME_SAMPLES);
        g_assert_true(audio_decoder_take(whole, &first) && audio_decoder_take(whole, &first));
        g_assert_true(audio_decoder_take(cut, &second));
        g_assert_cmpmem(&first, sizeof first, &second, sizeof second);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audio_decoder/gives_the_tone_back", test_gives_the_tone_back);
    g_test_add_func("/audio_decoder/fec_fills_a_single_loss", test_fec_fills_a_single_loss);
    g_test_add_func(
            "/audio_decoder/a_long_loss_fades_to_silence", test_a_long_loss_fades_to_silence);
    g_test_add_func("/audio_decoder/takes_packets_of_any_length", test_takes_packets_of_any_length);
    g_test_add_func("/audio_decoder/refuses_what_is_not_opus", test_refuses_what_is_not_opus);
    g_test_add_func("/audio_decoder/keeps_the_newest", test_keeps_the_newest);
    g_test_add_func("/audio_decoder/the_buffer_has_an_end", test_the_buffer_has_an_end);
    return g_test_run();
}
