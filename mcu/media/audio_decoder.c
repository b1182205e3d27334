#include "mcu/media/audio_decoder.h"

#include "mcu/media/telephone_codec.h"

#include <opus/opus.h>

#include <string.h>

enum {
    GRAIN_SAMPLES = 120,         /* 2.5 ms: libopus conceals in whole ones */
    GUESS_SAMPLES_MAX = 4800,    /* 100 ms: longer guesses sound like a machine */
    FADE_SAMPLES = 960,          /* how long the sound takes to go after that */
    PAYLOAD_BYTES_MAX = 1275 * 6 /* RFC 6716, 3.2: 120 ms are at most six frames of 20 ms */
};

struct AudioDecoder {
    SoundCodec codec;
    OpusDecoder *opus;           /* either this */
    TelephoneDecoder *telephone; /* or that */
    size_t buffered;
    size_t guessed; /* samples in a row that were concealed */
    AudioDecoderStats stats;
    int16_t buffer[AUDIO_DECODER_BUFFER_SAMPLES];
};

AudioDecoder *audio_decoder_new(void)
{
    return audio_decoder_new_of(SOUND_CODEC_OPUS);
}

SoundCodec audio_decoder_codec(const AudioDecoder *decoder)
{
    return decoder->codec;
}

AudioDecoder *audio_decoder_new_of(SoundCodec codec)
{
    int error = OPUS_OK;
    AudioDecoder *decoder = g_new0(AudioDecoder, 1);

    decoder->codec = codec;
    if (codec != SOUND_CODEC_OPUS) {
        decoder->telephone = telephone_decoder_new(codec);
        return decoder;
    }
    decoder->opus = opus_decoder_create(PCM_RATE_HZ, 1, &error);
    g_assert(error == OPUS_OK); /* the arguments are constants and are right */
    return decoder;
}

void audio_decoder_free(AudioDecoder *decoder)
{
    if (decoder == NULL) {
        return;
    }
    if (decoder->opus != NULL) {
        opus_decoder_destroy(decoder->opus);
    }
    telephone_decoder_free(decoder->telephone);
    g_free(decoder);
}

void audio_decoder_reset(AudioDecoder *decoder)
{
    if (decoder->telephone != NULL) {
        telephone_decoder_reset(decoder->telephone);
    } else {
        opus_decoder_ctl(decoder->opus, OPUS_RESET_STATE);
    }
    decoder->buffered = 0;
    decoder->guessed = 0;
}

size_t audio_decoder_packet_samples(const uint8_t *payload, size_t size_bytes)
{
    if (size_bytes == 0 || size_bytes > PAYLOAD_BYTES_MAX) {
        return 0;
    }
    const int samples = opus_packet_get_nb_samples(payload, (opus_int32)size_bytes, PCM_RATE_HZ);
    return samples > 0 ? (size_t)samples : 0;
}

static bool has_room(const AudioDecoder *decoder, size_t samples)
{
    return samples <= AUDIO_DECODER_BUFFER_SAMPLES - decoder->buffered;
}

static size_t packet_samples(const AudioDecoder *decoder, const uint8_t *payload, size_t size_bytes)
{
    return decoder->telephone != NULL ? sound_codec_duration_ticks(decoder->codec, size_bytes)
                                      : audio_decoder_packet_samples(payload, size_bytes);
}

static int decode_one(const AudioDecoder *decoder, const uint8_t *payload, size_t size_bytes,
        size_t samples, int16_t *ret_samples)
{
    return decoder->telephone != NULL
            ? (int)telephone_decoder_decode(decoder->telephone, payload, size_bytes, ret_samples)
            : opus_decode(
                      decoder->opus, payload, (opus_int32)size_bytes, ret_samples, (int)samples, 0);
}

static bool guess(const AudioDecoder *decoder, size_t count, int16_t *ret_samples)
{
    if (decoder->telephone != NULL) {
        telephone_decoder_conceal(decoder->telephone, count, ret_samples);
        return true;
    }
    return opus_decode(decoder->opus, NULL, 0, ret_samples, (int)count, 0) == (int)count;
}

size_t audio_decoder_decode(AudioDecoder *decoder, const uint8_t *payload, size_t size_bytes)
{
    const size_t samples = packet_samples(decoder, payload, size_bytes);

    if (samples == 0 || !has_room(decoder, samples)) {
        decoder->stats.refused++;
        return 0;
    }
    int16_t *end = &decoder->buffer[decoder->buffered];
    const int made = decode_one(decoder, payload, size_bytes, samples, end);
    if (made <= 0) {
        decoder->stats.refused++;
        return 0;
    }
    decoder->buffered += (size_t)made;
    decoder->guessed = 0;
    decoder->stats.decoded++;
    return (size_t)made;
}

static size_t whole_grains(size_t samples)
{
    return MIN(samples, AUDIO_DECODER_PACKET_SAMPLES_MAX) / GRAIN_SAMPLES * GRAIN_SAMPLES;
}

/* Turns a guess down once guessing has gone on for too long. */
static void fade_guess(int16_t *samples, size_t count, size_t guessed_before)
{
    for (size_t i = 0; i < count; i++) {
        const size_t age = guessed_before + i;
        if (age < GUESS_SAMPLES_MAX) {
            continue;
        }
        const size_t faded = MIN(age - GUESS_SAMPLES_MAX, FADE_SAMPLES);
        samples[i] = (int16_t)(samples[i] * (int)(FADE_SAMPLES - faded) / FADE_SAMPLES);
    }
}

size_t audio_decoder_conceal(AudioDecoder *decoder, size_t samples)
{
    const size_t count = whole_grains(samples);

    if (count == 0 || !has_room(decoder, count)) {
        decoder->stats.refused++;
        return 0;
    }
    int16_t *end = &decoder->buffer[decoder->buffered];
    const bool faded = decoder->guessed >= GUESS_SAMPLES_MAX + FADE_SAMPLES;
    if (!faded && guess(decoder, count, end)) {
        fade_guess(end, count, decoder->guessed);
    } else {
        memset(end, 0, count * sizeof *end);
    }
    decoder->guessed = MIN(decoder->guessed + count, GUESS_SAMPLES_MAX + FADE_SAMPLES);
    decoder->buffered += count;
    decoder->stats.concealed++;
    return count;
}

size_t audio_decoder_decode_fec(
        AudioDecoder *decoder, const uint8_t *next_payload, size_t size_bytes, size_t samples)
{
    const size_t count = whole_grains(samples);

    if (decoder->telephone != NULL || count == 0 || !has_room(decoder, count) ||
            audio_decoder_packet_samples(next_payload, size_bytes) == 0) {
        return audio_decoder_conceal(decoder, samples);
    }
    /* libopus conceals by itself when the packet has no redundancy. */
    int16_t *end = &decoder->buffer[decoder->buffered];
    const int made =
            opus_decode(decoder->opus, next_payload, (opus_int32)size_bytes, end, (int)count, 1);
    if (made != (int)count) {
        return audio_decoder_conceal(decoder, samples);
    }
    decoder->buffered += count;
    decoder->guessed = 0;
    decoder->stats.recovered++;
    return count;
}

size_t audio_decoder_buffered(const AudioDecoder *decoder)
{
    return decoder->buffered;
}

bool audio_decoder_take(AudioDecoder *decoder, PcmFrame *out_frame)
{
    if (decoder->buffered < PCM_FRAME_SAMPLES) {
        return false;
    }
    memcpy(out_frame->samples, decoder->buffer, sizeof out_frame->samples);
    decoder->buffered -= PCM_FRAME_SAMPLES;
    memmove(decoder->buffer, &decoder->buffer[PCM_FRAME_SAMPLES],
            decoder->buffered * sizeof decoder->buffer[0]);
    return true;
}

void audio_decoder_keep(AudioDecoder *decoder, size_t samples)
{
    const size_t kept = MIN(samples, decoder->buffered);
    memmove(decoder->buffer, &decoder->buffer[decoder->buffered - kept],
            kept * sizeof decoder->buffer[0]);
    decoder->buffered = kept;
}

AudioDecoderStats audio_decoder_stats(const AudioDecoder *decoder)
{
    return decoder->stats;
}
