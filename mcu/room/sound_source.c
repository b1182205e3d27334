#include "mcu/room/sound_source.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/level_control.h"
#include "mcu/media/noise_gate.h"

enum {
    NEEDED_MIN_US = 8000,    /* what a calm line gets */
    NEEDED_MAX_US = 200000,  /* beyond it no conversation is possible */
    LEVEL_VALID_US = 100000, /* five packets: a source that stopped is quiet */
    TAKES_A_TICK_MAX = 32,   /* 2.5 ms packets need 8; the rest is discarding after a burst */

    GUESSED_DBOV = 50, /* one that nobody listens to and that says nothing: a quiet talker */
    LOUD_DBOV = 50,    /* a sender that says louder than this … */
    NOTHING_DBOV = 65, /* … while there is less than this … */
    LIES_MAX = 100,    /* … for two seconds is not believed any more */

    RISE_SAMPLES = 120,   /* 2.5 ms: no click, and no syllable lost */
    ATTACK_SAMPLES = 24,  /* 0.5 ms, as the limiter's: a sudden peak under a high gain */
    PEAK_CEILING = 32000, /* no gain raises a peak over this */

    HOLD_TICKS = 25, /* a sender that pauses says once in 400 ms that it is quiet */
};

struct SoundSource {
    uint32_t id;
    bool voice;
    SoundCodec codec;
    bool muted;
    bool in_mix;
    SoundClip *greeting;  /* that it hears before anything else; NULL: none */
    bool greeted;         /* it has begun */
    size_t greeting_next; /* frame of it */
    JitterBuffer *jitter; /* these two from its first packet on: who only listens needs neither */
    AudioDecoder *decoder;

    bool unmarked;  /* the newest packet had no level */
    bool said_anew; /* since the last tick: the loudest of what came counts */
    uint8_t said_dbov;
    int64_t said_us;
    unsigned lies;
    bool distrusted;

    bool decoding;                        /* the decoder follows; else packets only pass */
    bool listened;                        /* in this tick */
    uint32_t ahead_ticks;                 /* of passed packets that reach into the ticks to come */
    GBytes *passed[SOUND_SOURCE_PREROLL]; /* the newest last */
    uint8_t decoded_dbov;
    PcmFrame frame;
    NoiseGate gate;
    LevelControl control;
    float gain; /* of the last sample of the last frame in the mix */

    SoundWatch watch;
    EchoWatch echo;
    uint8_t came_dbov; /* the loudest packet of this tick, muted or not */
    uint8_t held_dbov; /* of the last tick with one */
    unsigned held_ticks;

    GArray *parts; /* SoundPart: where packets go that are played; NULL: nowhere */

    bool placed; /* in this tick */
    uint32_t timestamp_ticks;

    AudioEncoder *encoder; /* NULL until it talks */
    AudioLimiter limiter;
};

SoundSource *sound_source_new(uint32_t id, bool voice)
{
    SoundSource *source = g_new0(SoundSource, 1);
    source->id = id;
    source->voice = voice;
    source->said_dbov = AUDIO_LEVEL_SILENCE;
    source->decoded_dbov = AUDIO_LEVEL_SILENCE;
    source->came_dbov = SOUND_WATCH_LEVEL_UNKNOWN;
    source->held_dbov = AUDIO_LEVEL_SILENCE;
    source->gate = NOISE_GATE_INIT;
    source->limiter = AUDIO_LIMITER_INIT;
    return source;
}

static void open_ear(SoundSource *source)
{
    const JitterBufferConfig config = {
            .clock_hz = PCM_RATE_HZ,
            .tick_us = PCM_FRAME_US,
            .needed_min_us = NEEDED_MIN_US,
            .needed_max_us = NEEDED_MAX_US,
    };
    if (source->jitter == NULL) {
        source->jitter = jitter_buffer_new(&config);
    }
    if (source->decoder == NULL) {
        source->decoder = audio_decoder_new_of(source->codec);
    }
}

static void forget_passed(SoundSource *source)
{
    for (size_t i = 0; i < SOUND_SOURCE_PREROLL; i++) {
        g_clear_pointer(&source->passed[i], g_bytes_unref);
    }
}

void sound_source_free(SoundSource *source)
{
    if (source == NULL) {
        return;
    }
    forget_passed(source);
    sound_clip_unref(source->greeting);
    jitter_buffer_free(source->jitter);
    audio_decoder_free(source->decoder);
    audio_encoder_free(source->encoder);
    g_free(source);
}

uint32_t sound_source_id(const SoundSource *source)
{
    return source->id;
}

SoundCodec sound_source_codec(const SoundSource *source)
{
    return source->codec;
}

void sound_source_set_codec(SoundSource *source, SoundCodec codec)
{
    if (source->codec == codec) {
        return;
    }
    source->codec = codec;
    source->decoding = false;
    source->ahead_ticks = 0;
    forget_passed(source);
    g_clear_pointer(&source->encoder, audio_encoder_free);
    if (source->jitter != NULL) {
        jitter_buffer_reset(source->jitter);
        g_clear_pointer(&source->decoder, audio_decoder_free);
        open_ear(source);
    }
}

/* ---- packets in ---- */

void sound_source_tap(SoundSource *source, GArray *parts)
{
    source->parts = parts;
}

void sound_source_mute(SoundSource *source, bool muted)
{
    if (muted && !source->muted) {
        if (source->jitter != NULL) {
            jitter_buffer_reset(source->jitter);
            audio_decoder_reset(source->decoder);
        }
        forget_passed(source);
        source->said_dbov = AUDIO_LEVEL_SILENCE;
        source->decoded_dbov = AUDIO_LEVEL_SILENCE;
    }
    source->muted = muted;
}

void sound_source_greet(SoundSource *source, SoundClip *clip)
{
    sound_clip_unref(source->greeting);
    source->greeting = sound_clip_ref(clip);
    source->greeted = false;
    source->greeting_next = 0;
}

void sound_source_greet_begin(SoundSource *source)
{
    source->greeted = source->greeting != NULL;
}

bool sound_source_is_greeted(const SoundSource *source)
{
    return source->greeting != NULL;
}

const PcmFrame *sound_source_greeting(SoundSource *source)
{
    if (!source->greeted) {
        return NULL;
    }
    if (source->greeting_next == sound_clip_frames(source->greeting)) {
        g_clear_pointer(&source->greeting, sound_clip_unref);
        source->greeted = false;
        return NULL;
    }
    return sound_clip_frame(source->greeting, source->greeting_next++);
}

void sound_source_set_least(SoundSource *source, int64_t least_us)
{
    open_ear(source);
    jitter_buffer_set_least(source->jitter, least_us);
}

void sound_source_put(SoundSource *source, const JitterBufferPacket *packet, GBytes *payload)
{
    if (packet->level_dbov != JITTER_BUFFER_LEVEL_UNKNOWN) {
        source->came_dbov = MIN(source->came_dbov, packet->level_dbov);
    }
    if (source->muted || source->greeting != NULL) {
        return;
    }
    open_ear(source);
    jitter_buffer_put(source->jitter, packet, payload);
    if (packet->copy) {
        return; /* of what was: it says nothing of now */
    }
    source->unmarked = packet->level_dbov == JITTER_BUFFER_LEVEL_UNKNOWN;
    uint8_t level_dbov = source->unmarked ? GUESSED_DBOV : packet->level_dbov;
    if (packet->pause) {
        level_dbov = AUDIO_LEVEL_SILENCE;
    }
    source->said_dbov = source->said_anew ? MIN(source->said_dbov, level_dbov) : level_dbov;
    source->said_anew = true;
    source->said_us = packet->arrival_us;
}

static bool is_silent(const SoundSource *source, int64_t now_us)
{
    return source->muted || now_us - source->said_us > LEVEL_VALID_US;
}

bool sound_source_is_unmarked(const SoundSource *source)
{
    return source->unmarked || source->distrusted;
}

uint8_t sound_source_level(const SoundSource *source, int64_t now_us)
{
    if (is_silent(source, now_us)) {
        return AUDIO_LEVEL_SILENCE;
    }
    if (source->decoding) {
        return source->decoded_dbov;
    }
    return source->distrusted ? GUESSED_DBOV : source->said_dbov;
}

/* ---- not in the mix ---- */

/* Takes the payload over. */
static void keep_passed(SoundSource *source, GBytes *payload)
{
    g_clear_pointer(&source->passed[0], g_bytes_unref);
    for (size_t i = 1; i < SOUND_SOURCE_PREROLL; i++) {
        source->passed[i - 1] = source->passed[i];
    }
    source->passed[SOUND_SOURCE_PREROLL - 1] = payload;
}

static void tell_part(SoundSource *source, const JitterBufferSound *sound, uint32_t before)
{
    if (source->parts == NULL || sound->action != JITTER_BUFFER_FRAME) {
        return;
    }
    const SoundPart part = {
            .source = source->id,
            .codec = source->codec,
            .after_us = (int64_t)before * G_USEC_PER_SEC / PCM_RATE_HZ,
            .duration_us = (int64_t)sound->duration_ticks * G_USEC_PER_SEC / PCM_RATE_HZ,
            .payload = g_bytes_ref(sound->payload),
    };
    g_array_append_val(source->parts, part);
}

/* The tick's first sample is `before` ticks older than what is taken now. */
static void place(SoundSource *source, const JitterBufferSound *sound, uint32_t before)
{
    tell_part(source, sound, before);
    if (sound->action == JITTER_BUFFER_FRAME && !source->placed) {
        source->placed = true;
        source->timestamp_ticks = sound->timestamp_ticks - before;
    }
}

static void pass_packets(SoundSource *source, int64_t now_us)
{
    const uint32_t tick = PCM_FRAME_SAMPLES;
    for (int i = 0; i < TAKES_A_TICK_MAX && source->ahead_ticks < tick; i++) {
        const JitterBufferSound sound = jitter_buffer_take(source->jitter, now_us);
        place(source, &sound, source->ahead_ticks);
        if (sound.action == JITTER_BUFFER_FRAME) {
            keep_passed(source, sound.payload);
        } else if (sound.payload != NULL) {
            g_bytes_unref(sound.payload);
        } else if (sound.action == JITTER_BUFFER_SILENCE) {
            forget_passed(source);
        }
        if (sound.action != JITTER_BUFFER_DISCARD) {
            source->ahead_ticks += sound.duration_ticks;
        }
    }
    source->ahead_ticks -= MIN(source->ahead_ticks, tick);
}

void sound_source_pass(SoundSource *source, int64_t now_us)
{
    if (!source->listened) {
        if (source->decoding) {
            source->decoding = false;
            source->ahead_ticks = (uint32_t)audio_decoder_buffered(source->decoder);
        }
        source->placed = false;
        if (source->jitter != NULL) {
            pass_packets(source, now_us);
        }
    }
    source->listened = false;
    source->said_anew = false;
    source->in_mix = false;
}

/* ---- decoding ---- */

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

/* The decoder hears what has passed, and keeps of it what reaches into this tick. */
static void begin_decoding(SoundSource *source)
{
    audio_decoder_reset(source->decoder);
    for (size_t i = 0; i < SOUND_SOURCE_PREROLL; i++) {
        if (source->passed[i] != NULL) {
            gsize size = 0;
            const uint8_t *payload = g_bytes_get_data(source->passed[i], &size);
            audio_decoder_keep(source->decoder, 0);
            audio_decoder_decode(source->decoder, payload, size);
        }
    }
    audio_decoder_keep(source->decoder, source->ahead_ticks);
    forget_passed(source);
    source->ahead_ticks = 0;
    source->decoding = true;
}

static void judge_sender(SoundSource *source, int64_t now_us)
{
    const bool lies = !source->unmarked && !is_silent(source, now_us) &&
            source->said_dbov < LOUD_DBOV && source->decoded_dbov > NOTHING_DBOV;
    source->lies = lies ? source->lies + 1 : 0;
    source->distrusted = source->distrusted || source->lies >= LIES_MAX;
}

void sound_source_listen(SoundSource *source, int64_t now_us)
{
    source->placed = false;
    open_ear(source);
    if (!source->decoding) {
        begin_decoding(source);
    }
    bool silent = false;
    for (int i = 0; i < TAKES_A_TICK_MAX && !silent; i++) {
        const size_t buffered = audio_decoder_buffered(source->decoder);
        if (buffered >= PCM_FRAME_SAMPLES) {
            break;
        }
        const JitterBufferSound sound = jitter_buffer_take(source->jitter, now_us);
        place(source, &sound, (uint32_t)buffered);
        decode(source->decoder, &sound);
        g_bytes_unref(sound.payload);
        silent = sound.action == JITTER_BUFFER_SILENCE;
    }
    if (!audio_decoder_take(source->decoder, &source->frame)) {
        pcm_silence(&source->frame);
    }
    source->decoded_dbov = audio_level_dbov(source->frame.samples, PCM_FRAME_SAMPLES);
    source->listened = true;
    sound_watch_frame(&source->watch, &source->frame, source->decoded_dbov);
    judge_sender(source, now_us);
}

/* ---- in the mix ---- */

static float voice_gain(SoundSource *source)
{
    bool voice = false;
    const float gated = noise_gate_update(&source->gate, source->decoded_dbov, &voice);
    return gated * level_control_update(&source->control, source->decoded_dbov, voice);
}

/* Gate, level control and fades are one gain, which moves without a step. */
static void shape(SoundSource *source, bool leaving)
{
    if (!source->in_mix) {
        source->gain = 0.0F;
        noise_gate_open(&source->gate);
    }
    const float wanted = source->voice ? voice_gain(source) : 1.0F;
    const float peak = (float)pcm_peak(&source->frame);
    float gain = leaving ? 0.0F : wanted;
    if (gain > 1.0F && gain * peak > PEAK_CEILING) {
        gain = MAX(PEAK_CEILING / peak, 1.0F);
    }
    int ramp = PCM_FRAME_SAMPLES;
    if (gain > source->gain) {
        ramp = RISE_SAMPLES;
    } else if (source->gain > 1.0F && source->gain * peak > PEAK_CEILING) {
        ramp = ATTACK_SAMPLES;
    }
    pcm_scale(&source->frame, source->gain, gain, ramp);
    source->gain = gain;
}

const PcmFrame *sound_source_take(SoundSource *source, bool leaving, int64_t now_us)
{
    if (!source->listened) {
        sound_source_listen(source, now_us);
    }
    shape(source, leaving);
    source->listened = false;
    source->said_anew = false;
    source->in_mix = !leaving;
    return &source->frame;
}

static JitterBufferStats jitter_stats(const SoundSource *source)
{
    return source->jitter != NULL ? jitter_buffer_stats(source->jitter) : (JitterBufferStats){0};
}

bool sound_source_is_voiced(const SoundSource *source, int64_t *ret_spare_us)
{
    *ret_spare_us = jitter_stats(source).spare_us;
    return source->voice && source->in_mix && source->placed && source->decoded_dbov < LOUD_DBOV;
}

bool sound_source_in_mix(const SoundSource *source)
{
    return source->in_mix;
}

SoundHeard sound_source_heard(const SoundSource *source, int64_t now_us)
{
    return (SoundHeard){
            .source = source->id,
            .level_dbov = sound_source_level(source, now_us),
            .placed = source->placed,
            .timestamp_ticks = source->timestamp_ticks,
            .waited_us = jitter_stats(source).delay_us,
    };
}

/* ---- what is wrong with it ---- */

/* How loud it was in this tick, whether it is heard or not. */
static uint8_t watched_level(const SoundSource *source)
{
    if (!sound_source_is_unmarked(source)) {
        return source->came_dbov;
    }
    return source->decoding && !source->muted ? source->decoded_dbov : SOUND_WATCH_LEVEL_UNKNOWN;
}

void sound_source_watch(SoundSource *source, uint8_t sent_dbov)
{
    const uint8_t level_dbov = watched_level(source);

    source->came_dbov = SOUND_WATCH_LEVEL_UNKNOWN;
    if (level_dbov != SOUND_WATCH_LEVEL_UNKNOWN) {
        source->held_dbov = level_dbov;
        source->held_ticks = 0;
    } else if (++source->held_ticks > HOLD_TICKS) {
        source->held_dbov = AUDIO_LEVEL_SILENCE;
    }
    sound_watch_tick(&source->watch, level_dbov);
    echo_watch_tick(&source->echo, sent_dbov, source->held_dbov);
}

SoundHealth sound_source_health(SoundSource *source)
{
    echo_watch_judge(&source->echo);
    return (SoundHealth){
            .source = source->id,
            .sound = sound_watch_result(&source->watch),
            .echo = source->echo.echo,
            .echo_judged = source->echo.judged,
            .echo_delay_us = source->echo.delay_us,
    };
}

uint64_t sound_source_decoded(const SoundSource *source)
{
    const AudioDecoderStats stats =
            source->decoder != NULL ? audio_decoder_stats(source->decoder) : (AudioDecoderStats){0};
    return stats.decoded + stats.recovered;
}

AudioEncoder *sound_source_encoder(SoundSource *source, const AudioEncoderConfig *config)
{
    if (source->encoder == NULL) {
        AudioEncoderConfig own = *config;
        own.codec = source->codec;
        source->encoder = audio_encoder_new(&own, NULL);
        g_assert(source->encoder != NULL); /* the common encoder took the same settings */
    }
    return source->encoder;
}

AudioLimiter *sound_source_limiter(SoundSource *source)
{
    return &source->limiter;
}
