#include "mcu/room/sound_source.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_level.h"

enum {
    NEEDED_MIN_US = 8000,    /* what a calm line gets */
    NEEDED_MAX_US = 200000,  /* beyond it no conversation is possible */
    LEVEL_VALID_US = 100000, /* five packets: a source that stopped is quiet */
    TAKES_A_TICK_MAX = 32,   /* 2.5 ms packets need 8; the rest is discarding after a burst */
};

struct SoundSource {
    uint32_t id;
    bool muted;
    bool in_mix;
    JitterBuffer *jitter;
    AudioDecoder *decoder;
    uint32_t passed_ticks; /* of the current tick, while it only passes */
    uint8_t level_dbov;
    int64_t level_us; /* when it was said */
    PcmFrame frame;
    AudioEncoder *encoder; /* NULL until it talks */
    AudioLimiter limiter;
};

SoundSource *sound_source_new(uint32_t id)
{
    const JitterBufferConfig config = {
            .clock_hz = PCM_RATE_HZ,
            .tick_us = PCM_FRAME_US,
            .needed_min_us = NEEDED_MIN_US,
            .needed_max_us = NEEDED_MAX_US,
    };
    SoundSource *source = g_new0(SoundSource, 1);
    source->id = id;
    source->jitter = jitter_buffer_new(&config);
    source->decoder = audio_decoder_new();
    source->level_dbov = AUDIO_LEVEL_SILENCE;
    source->limiter = AUDIO_LIMITER_INIT;
    return source;
}

void sound_source_free(SoundSource *source)
{
    if (source == NULL) {
        return;
    }
    jitter_buffer_free(source->jitter);
    audio_decoder_free(source->decoder);
    audio_encoder_free(source->encoder);
    g_free(source);
}

uint32_t sound_source_id(const SoundSource *source)
{
    return source->id;
}

void sound_source_mute(SoundSource *source, bool muted)
{
    if (muted && !source->muted) {
        jitter_buffer_reset(source->jitter);
        source->level_dbov = AUDIO_LEVEL_SILENCE;
    }
    source->muted = muted;
}

void sound_source_put(SoundSource *source, const JitterBufferPacket *packet, GBytes *payload)
{
    if (source->muted) {
        return;
    }
    jitter_buffer_put(source->jitter, packet, payload);
    source->level_dbov = packet->pause ? AUDIO_LEVEL_SILENCE : packet->level_dbov;
    source->level_us = packet->arrival_us;
}

uint8_t sound_source_level(const SoundSource *source, int64_t now_us)
{
    if (source->muted || now_us - source->level_us > LEVEL_VALID_US) {
        return AUDIO_LEVEL_SILENCE;
    }
    if (source->level_dbov == JITTER_BUFFER_LEVEL_UNKNOWN) {
        /* It does not say: take it for a quiet talker, so that it is heard while there is room. */
        return source->in_mix ? audio_level_dbov(source->frame.samples, PCM_FRAME_SAMPLES) : 50;
    }
    return source->level_dbov;
}

void sound_source_pass(SoundSource *source, int64_t now_us)
{
    const uint32_t tick = PCM_FRAME_SAMPLES;
    for (int i = 0; i < TAKES_A_TICK_MAX && source->passed_ticks < tick; i++) {
        const JitterBufferSound sound = jitter_buffer_take(source->jitter, now_us);
        g_bytes_unref(sound.payload);
        if (sound.action != JITTER_BUFFER_DISCARD) {
            source->passed_ticks += sound.duration_ticks;
        }
    }
    source->passed_ticks -= MIN(source->passed_ticks, tick);
    source->in_mix = false;
}

/* Decodes one piece; the decoder keeps what is more than a tick. */
static void decode(AudioDecoder *decoder, const JitterBufferSound *sound)
{
    gsize size = 0;
    const uint8_t *payload =
            sound->payload != NULL ? g_bytes_get_data(sound->payload, &size) : NULL;
    switch (sound->action) {
    case JITTER_BUFFER_FRAME:
        if (audio_decoder_decode(decoder, payload, size) == 0) {
            audio_decoder_conceal(decoder, sound->duration_ticks);
        }
        break;
    case JITTER_BUFFER_FEC:
        audio_decoder_decode_fec(decoder, payload, size, sound->duration_ticks);
        break;
    case JITTER_BUFFER_PLC:
        audio_decoder_conceal(decoder, sound->duration_ticks);
        break;
    case JITTER_BUFFER_DISCARD: /* the buffer shrinks by what is not played */
    case JITTER_BUFFER_SILENCE:
        break;
    }
}

static void begin_in_mix(SoundSource *source)
{
    audio_decoder_reset(source->decoder);
    source->passed_ticks = 0;
}

const PcmFrame *sound_source_take(SoundSource *source, bool leaving, int64_t now_us)
{
    const bool entering = !source->in_mix;
    if (entering) {
        begin_in_mix(source);
    }
    bool silent = false;
    for (int i = 0; i < TAKES_A_TICK_MAX && !silent &&
            audio_decoder_buffered(source->decoder) < PCM_FRAME_SAMPLES;
            i++) {
        const JitterBufferSound sound = jitter_buffer_take(source->jitter, now_us);
        decode(source->decoder, &sound);
        g_bytes_unref(sound.payload);
        silent = sound.action == JITTER_BUFFER_SILENCE;
    }
    if (!audio_decoder_take(source->decoder, &source->frame)) {
        pcm_silence(&source->frame);
    }
    if (entering) {
        pcm_fade_in(&source->frame);
    }
    if (leaving) {
        pcm_fade_out(&source->frame);
    }
    source->in_mix = !leaving;
    return &source->frame;
}

bool sound_source_in_mix(const SoundSource *source)
{
    return source->in_mix;
}

AudioEncoder *sound_source_encoder(SoundSource *source, const AudioEncoderConfig *config)
{
    if (source->encoder == NULL) {
        source->encoder = audio_encoder_new(config, NULL);
        g_assert(source->encoder != NULL); /* the common encoder took the same settings */
    }
    return source->encoder;
}

AudioLimiter *sound_source_limiter(SoundSource *source)
{
    return &source->limiter;
}
