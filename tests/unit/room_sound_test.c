#include "mcu/room/room_sound.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/pcm.h"

#include <math.h>
#include <string.h>

enum {
    TICKS = 150,        /* three seconds of the meeting */
    SETTLED_TICKS = 50, /* until then the codecs and the jitter buffers find their feet */
    LISTENER = 100,     /* a source that says nothing */
    PAYLOADS = 40,
    LEVEL_DBOV = 15,
    AMPLITUDE = 8000,
    QUIET_SITES = 12,
    DEADLINE_S = 60,
};

/* A talker: a tone that goes on for ever, encoded in advance as one period of many frames. */
typedef struct Talker {
    uint32_t source;
    double hz;
    double amplitude;   /* 0: AMPLITUDE */
    uint8_t level_dbov; /* 0: LEVEL_DBOV */
    int64_t next_seq;
    AudioEncoder *encoder;
    double phase;
} Talker;

typedef struct Hall {
    GMutex lock;
    GCond changed;
    GPtrArray *ticks; /* of SoundTick */
    uint32_t speaker;
    RoomSound *sound;
    Talker *talkers;
    size_t talker_count;
} Hall;

static void send_frame(RoomSound *sound, Talker *talker)
{
    const double amplitude = talker->amplitude > 0.0 ? talker->amplitude : AMPLITUDE;
    PcmFrame frame;
    for (size_t i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame.samples[i] = (int16_t)lrint(amplitude * sin(talker->phase));
        talker->phase += 2.0 * G_PI * talker->hz / PCM_RATE_HZ;
    }
    g_autoptr(GBytes) payload = audio_encoder_encode(talker->encoder, &frame);
    const JitterBufferPacket packet = {
            .seq = talker->next_seq,
            .timestamp_ticks = (uint32_t)(talker->next_seq * PCM_FRAME_SAMPLES),
            .duration_ticks = PCM_FRAME_SAMPLES,
            .arrival_us = g_get_monotonic_time(),
            .level_dbov = talker->level_dbov != 0 ? talker->level_dbov : LEVEL_DBOV,
    };
    talker->next_seq++;
    room_sound_push(sound, talker->source, &packet, payload);
}

/* Each tick makes the talkers send the next packet: so they keep the room's own beat, however slow the machine. */
static void on_mixed(SoundTick *tick, void *user_data)
{
    Hall *hall = user_data;
    g_mutex_lock(&hall->lock);
    for (size_t i = 0; hall->sound != NULL && i < hall->talker_count; i++) {
        send_frame(hall->sound, &hall->talkers[i]);
    }
    g_ptr_array_add(hall->ticks, tick);
    g_cond_signal(&hall->changed);
    g_mutex_unlock(&hall->lock);
}

static void on_speaker(uint32_t source, void *user_data)
{
    Hall *hall = user_data;
    g_mutex_lock(&hall->lock);
    hall->speaker = source;
    g_mutex_unlock(&hall->lock);
}

static void on_health(const SoundHealth *sources, size_t count, void *user_data)
{
    (void)sources;
    (void)count;
    (void)user_data;
}

static const RoomSoundEvents events = {
        .mixed = on_mixed, .speaker = on_speaker, .health = on_health};

static void wait_for_ticks(Hall *hall, guint count)
{
    const int64_t deadline_us = g_get_monotonic_time() + (int64_t)DEADLINE_S * G_USEC_PER_SEC;
    g_mutex_lock(&hall->lock);
    while (hall->ticks->len < count) {
        g_assert_true(g_cond_wait_until(&hall->changed, &hall->lock, deadline_us));
    }
    g_mutex_unlock(&hall->lock);
}

static Hall *hall_new(Talker *talkers, size_t count, int talkers_max)
{
    Hall *hall = g_new0(Hall, 1);
    g_mutex_init(&hall->lock);
    g_cond_init(&hall->changed);
    hall->ticks = g_ptr_array_new_with_free_func((GDestroyNotify)sound_tick_unref);
    hall->talkers = talkers;
    hall->talker_count = count;
    for (size_t i = 0; i < count; i++) {
        talkers[i].encoder = audio_encoder_new(
                &(AudioEncoderConfig){.bitrate_bps = 48000, .complexity = 5}, NULL);
    }
    g_autoptr(GError) error = NULL;
    RoomSound *sound =
            room_sound_new(&(RoomSoundConfig){.talkers_max = talkers_max, .bitrate_bps = 48000},
                    &events, hall, &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < count; i++) {
        room_sound_add(sound, talkers[i].source);
    }
    room_sound_add(sound, LISTENER);
    g_mutex_lock(&hall->lock);
    hall->sound = sound;
    g_mutex_unlock(&hall->lock);
    return hall;
}

static void hall_free(Hall *hall)
{
    room_sound_free(hall->sound);
    for (size_t i = 0; i < hall->talker_count; i++) {
        audio_encoder_free(hall->talkers[i].encoder);
    }
    g_ptr_array_unref(hall->ticks);
    g_cond_clear(&hall->changed);
    g_mutex_clear(&hall->lock);
    g_free(hall);
}

/* The loudness of one tone in what a source was sent, in dB of full scale (Goertzel). */
static double tone_db(const Hall *hall, uint32_t source, double hz, guint from, guint to)
{
    g_autoptr(AudioDecoder) decoder = audio_decoder_new();
    const double coefficient = 2.0 * cos(2.0 * G_PI * hz / PCM_RATE_HZ);
    double s1 = 0.0, s2 = 0.0;
    size_t samples = 0;
    for (guint i = 0; i < to; i++) {
        GBytes *packet = sound_tick_packet_for(hall->ticks->pdata[i], source, SOUND_CODEC_OPUS);
        if (packet == NULL) {
            continue;
        }
        gsize size = 0;
        const uint8_t *data = g_bytes_get_data(packet, &size);
        PcmFrame frame;
        audio_decoder_decode(decoder, data, size);
        g_assert_true(audio_decoder_take(decoder, &frame));
        for (size_t k = 0; i >= from && k < PCM_FRAME_SAMPLES; k++, samples++) {
            const double s0 = frame.samples[k] + coefficient * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
    }
    const double power = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
    const double amplitude = 2.0 * sqrt(MAX(power, 1e-9)) / (double)samples;
    return 20.0 * log10(amplitude / 32768.0);
}

static const double expected_db = -12.2; /* 20 log10(8000 / 32768) */

static void test_each_hears_the_others_and_not_itself(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0}, {.source = 2, .hz = 1000.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    wait_for_ticks(hall, TICKS);
    g_mutex_lock(&hall->lock);
    const double common_a = tone_db(hall, LISTENER, 450.0, SETTLED_TICKS, TICKS);
    const double common_b = tone_db(hall, LISTENER, 1000.0, SETTLED_TICKS, TICKS);
    const double a_hears_b = tone_db(hall, 1, 1000.0, SETTLED_TICKS, TICKS);
    const double a_hears_a = tone_db(hall, 1, 450.0, SETTLED_TICKS, TICKS);
    const double b_hears_b = tone_db(hall, 2, 1000.0, SETTLED_TICKS, TICKS);
    g_mutex_unlock(&hall->lock);
    g_test_message("common %.1f %.1f, a hears b %.1f, itself %.1f; b itself %.1f dB", common_a,
            common_b, a_hears_b, a_hears_a, b_hears_b);
    g_assert_cmpfloat_with_epsilon(common_a, expected_db, 1.0);
    g_assert_cmpfloat_with_epsilon(common_b, expected_db, 1.0);
    g_assert_cmpfloat_with_epsilon(a_hears_b, expected_db, 1.0);
    g_assert_cmpfloat(a_hears_a, <, expected_db - 40.0);
    g_assert_cmpfloat(b_hears_b, <, expected_db - 40.0);
    hall_free(hall);
}

/* One who shows slides with sound hears neither them nor itself; and they are nobody who speaks. */
static void test_slides_are_not_heard_by_who_shows_them(void)
{
    Talker talkers[] = {
            {.source = 1, .hz = 450.0},
            {.source = 2, .hz = 1000.0},
            {.source = 1 | ROOM_SOUND_SLIDES, .hz = 1700.0},
            {.source = 3 | ROOM_SOUND_SLIDES, .hz = 2300.0, .amplitude = 16000.0},
    };
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    room_sound_add(hall->sound, 3); /* a presenter that says nothing */
    wait_for_ticks(hall, TICKS);
    g_mutex_lock(&hall->lock);
    const double all_hear = tone_db(hall, LISTENER, 1700.0, SETTLED_TICKS, TICKS);
    const double own_slides = tone_db(hall, 1, 1700.0, SETTLED_TICKS, TICKS);
    const double own_voice = tone_db(hall, 1, 450.0, SETTLED_TICKS, TICKS);
    const double others = tone_db(hall, 1, 1000.0, SETTLED_TICKS, TICKS);
    const double silent_one = tone_db(hall, 3, 2300.0, SETTLED_TICKS, TICKS);
    const double from_slides = tone_db(hall, 3, 1700.0, SETTLED_TICKS, TICKS);
    const uint32_t speaker = hall->speaker;
    g_mutex_unlock(&hall->lock);
    g_test_message("all hear %.1f, the presenter %.1f, itself %.1f, another %.1f; 3: %.1f %.1f dB",
            all_hear, own_slides, own_voice, others, silent_one, from_slides);
    g_assert_cmpfloat(all_hear, >, expected_db - 6.0); /* the limiter holds the sum down */
    g_assert_cmpfloat(own_slides, <, expected_db - 40.0);
    g_assert_cmpfloat(own_voice, <, expected_db - 40.0);
    g_assert_cmpfloat(others, >, expected_db - 6.0);
    g_assert_cmpfloat(silent_one, <, expected_db - 40.0);
    g_assert_cmpfloat(from_slides, >, expected_db - 6.0);
    g_assert_cmpuint(speaker & ROOM_SOUND_SLIDES, ==, 0);
    hall_free(hall);
}

/* All who listen get the very same bytes, and cost one encode together. */
static void test_listeners_share_one_packet(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    for (uint32_t source = LISTENER + 1; source < LISTENER + 50; source++) {
        room_sound_add(hall->sound, source);
    }
    wait_for_ticks(hall, SETTLED_TICKS);
    g_mutex_lock(&hall->lock);
    const SoundTick *tick = hall->ticks->pdata[SETTLED_TICKS - 1];
    g_assert_true(sound_tick_packet_for(tick, LISTENER, SOUND_CODEC_OPUS) ==
            sound_tick_packet_for(tick, LISTENER + 49, SOUND_CODEC_OPUS));
    g_assert_true(sound_tick_packet_for(tick, LISTENER, SOUND_CODEC_OPUS) !=
            sound_tick_packet_for(tick, 1, SOUND_CODEC_OPUS));
    g_assert_cmpuint(tick->own_count, ==, 1);
    g_mutex_unlock(&hall->lock);
    g_assert_cmpuint(room_sound_stats(hall->sound).encoders, ==, 2);
    hall_free(hall);
}

/* One talks, twelve only send their rooms: one is decoded. */
static void test_who_is_quiet_costs_no_decode(void)
{
    Talker talkers[QUIET_SITES + 1] = {{.source = 1, .hz = 450.0}};
    for (uint32_t i = 1; i <= QUIET_SITES; i++) {
        talkers[i] = (Talker){.source = i + 1, .hz = 100, .amplitude = 10, .level_dbov = 73};
    }
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    wait_for_ticks(hall, TICKS);
    const RoomSoundStats stats = room_sound_stats(hall->sound);
    g_mutex_lock(&hall->lock);
    const SoundTick *tick = hall->ticks->pdata[TICKS - 1];
    g_assert_cmpuint(tick->heard_count, ==, QUIET_SITES + 2);
    g_assert_cmpuint(tick->heard[0].level_dbov, ==, LEVEL_DBOV);
    g_assert_cmpuint(tick->heard[1].level_dbov, ==, 73);
    g_assert_cmpuint(tick->heard[QUIET_SITES + 1].level_dbov, ==, 127);
    g_assert_true(tick->heard[0].placed && tick->heard[1].placed);
    g_assert_false(tick->heard[QUIET_SITES + 1].placed);
    g_mutex_unlock(&hall->lock);
    g_assert_cmpuint(stats.talkers, ==, 1);
    g_assert_cmpuint(stats.decoders, ==, 1);
    g_assert_cmpuint(stats.decoded, <=, stats.ticks + SOUND_SOURCE_PREROLL);
    g_assert_cmpuint(stats.decoded, >, stats.ticks / 2);
    g_assert_cmpint(stats.tick_us, >, 0);
    hall_free(hall);
}

/* Who is raised does not come back to itself, however the gain moves; nor does it speak louder than it is. */
static void test_a_raised_talker_does_not_hear_itself(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0, .amplitude = 500, .level_dbov = 39},
            {.source = 2, .hz = 1000.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    wait_for_ticks(hall, TICKS);
    g_mutex_lock(&hall->lock);
    const double sent = 20.0 * log10(500 / 32768.0);
    const double common = tone_db(hall, LISTENER, 450.0, TICKS - 30, TICKS);
    const double itself = tone_db(hall, 1, 450.0, SETTLED_TICKS, TICKS);
    g_test_message("sent %.1f, heard %.1f, by itself %.1f dB", sent, common, itself);
    g_assert_cmpfloat(common, >, sent + 3.0);
    g_assert_cmpfloat(itself, <, common - 25.0);
    g_assert_cmpuint(hall->speaker, ==, 2);
    g_mutex_unlock(&hall->lock);
    hall_free(hall);
}

/* The slides' sound of a leg is heard by all but that leg, and by nobody as a speaker. */
static void test_slides_do_not_echo(void)
{
    Talker talkers[] = {
            {.source = 1 | ROOM_SOUND_SLIDES, .hz = 450.0}, {.source = 2, .hz = 1000.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    room_sound_add(hall->sound, 1);
    wait_for_ticks(hall, TICKS);
    g_mutex_lock(&hall->lock);
    g_assert_cmpfloat_with_epsilon(
            tone_db(hall, LISTENER, 450.0, SETTLED_TICKS, TICKS), expected_db, 1.0);
    g_assert_cmpfloat_with_epsilon(tone_db(hall, 2, 450.0, SETTLED_TICKS, TICKS), expected_db, 1.0);
    g_assert_cmpfloat_with_epsilon(
            tone_db(hall, 1, 1000.0, SETTLED_TICKS, TICKS), expected_db, 1.0);
    g_assert_cmpfloat(tone_db(hall, 1, 450.0, SETTLED_TICKS, TICKS), <, expected_db - 40.0);
    g_assert_cmpuint(hall->speaker, ==, 2);
    const SoundTick *tick = hall->ticks->pdata[TICKS - 1];
    g_assert_cmpuint(tick->own_count, ==, 2);
    g_mutex_unlock(&hall->lock);
    hall_free(hall);
}

/* A clip of a tone, half a second. */
static SoundClip *make_clip(double hz)
{
    enum { SAMPLES = PCM_RATE_HZ / 2, HEAD_BYTES = 44 };
    g_autofree uint8_t *wav = g_malloc0(HEAD_BYTES + 2 * SAMPLES);
    static const uint8_t head[HEAD_BYTES] = "RIFF    WAVEfmt \x10\0\0\0\1\0\1\0\x80\xbb\0\0"
                                            "\0\x77\1\0\2\0\x10\0data\xff\xff\xff";
    memcpy(wav, head, HEAD_BYTES);
    for (size_t i = 0; i < SAMPLES; i++) {
        const double angle = 2.0 * G_PI * hz * (double)i / PCM_RATE_HZ;
        const int16_t sample = (int16_t)lrint(AMPLITUDE * sin(angle));
        wav[HEAD_BYTES + 2 * i] = (uint8_t)(sample & 0xFF);
        wav[HEAD_BYTES + 2 * i + 1] = (uint8_t)((uint16_t)sample >> 8);
    }
    SoundClip *clip = sound_clip_new(wav, HEAD_BYTES + 2 * (size_t)SAMPLES, NULL);
    g_assert_nonnull(clip);
    return clip;
}

/* A notice is heard by who listens and by who talks, over their voices, and then it is over. */
static void test_a_clip_is_heard_by_all_and_ends(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    g_autoptr(SoundClip) replaced = make_clip(2500.0);
    g_autoptr(SoundClip) clip = make_clip(1000.0);
    wait_for_ticks(hall, SETTLED_TICKS);
    room_sound_play(hall->sound, replaced);
    room_sound_play(hall->sound, clip);
    g_mutex_lock(&hall->lock);
    const guint begin = hall->ticks->len;
    g_mutex_unlock(&hall->lock);
    wait_for_ticks(hall, begin + 50);
    g_mutex_lock(&hall->lock);
    const double all_hear = tone_db(hall, LISTENER, 1000.0, begin + 3, begin + 23);
    const double talker_hears = tone_db(hall, 1, 1000.0, begin + 3, begin + 23);
    const double voice = tone_db(hall, LISTENER, 450.0, begin + 3, begin + 23);
    const double other = tone_db(hall, LISTENER, 2500.0, begin + 3, begin + 23);
    const double after = tone_db(hall, LISTENER, 1000.0, begin + 32, begin + 50);
    g_mutex_unlock(&hall->lock);
    g_test_message("all hear %.1f, the talker %.1f, the voice %.1f, what was replaced %.1f, after "
                   "it %.1f dB",
            all_hear, talker_hears, voice, other, after);
    g_assert_cmpfloat_with_epsilon(all_hear, expected_db, 2.0);
    g_assert_cmpfloat_with_epsilon(talker_hears, expected_db, 2.0);
    g_assert_cmpfloat_with_epsilon(voice, expected_db, 2.0);
    g_assert_cmpfloat(other, <, expected_db - 30.0);
    g_assert_cmpfloat(after, <, expected_db - 30.0);
    hall_free(hall);
}

/* Who is told something first hears nothing else and is not heard; then it is as all others. */
static void test_who_is_greeted_hears_it_alone(void)
{
    enum { GREETED = 101, WAITS_TICKS = 20, SPEAKS_TICKS = 23 };
    Talker talkers[] = {{.source = 1, .hz = 450.0}, {.source = GREETED, .hz = 700.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    g_autoptr(SoundClip) clip = make_clip(1000.0);
    room_sound_greet(hall->sound, GREETED, clip);
    wait_for_ticks(hall, SETTLED_TICKS + WAITS_TICKS);
    g_mutex_lock(&hall->lock);
    const guint waited = hall->ticks->len;
    for (guint i = SETTLED_TICKS; i < waited; i++) {
        g_assert_null(sound_tick_packet_for(hall->ticks->pdata[i], GREETED, SOUND_CODEC_OPUS));
    }
    const double unheard = tone_db(hall, LISTENER, 700.0, SETTLED_TICKS, waited);
    g_mutex_unlock(&hall->lock);
    room_sound_greet_begin(hall->sound, GREETED);
    wait_for_ticks(hall, waited + SETTLED_TICKS + WAITS_TICKS + SPEAKS_TICKS);
    g_mutex_lock(&hall->lock);
    const guint begin = waited + 2;
    const double hears = tone_db(hall, GREETED, 1000.0, begin + 1, begin + SPEAKS_TICKS - 2);
    const double meanwhile = tone_db(hall, GREETED, 450.0, begin + 1, begin + SPEAKS_TICKS - 2);
    const double others = tone_db(hall, LISTENER, 1000.0, begin, begin + SPEAKS_TICKS);
    const double then = tone_db(hall, GREETED, 450.0, begin + 60, begin + 80);
    const double heard = tone_db(hall, LISTENER, 700.0, begin + 60, begin + 80);
    g_mutex_unlock(&hall->lock);
    g_test_message("unheard %.1f; hears %.1f, meanwhile %.1f, others %.1f; then %.1f, "
                   "heard %.1f dB",
            unheard, hears, meanwhile, others, then, heard);
    g_assert_cmpfloat(unheard, <, expected_db - 30.0);
    g_assert_cmpfloat_with_epsilon(hears, expected_db, 2.0);
    g_assert_cmpfloat(meanwhile, <, expected_db - 30.0);
    g_assert_cmpfloat(others, <, expected_db - 30.0);
    g_assert_cmpfloat_with_epsilon(then, expected_db, 2.0);
    g_assert_cmpfloat_with_epsilon(heard, expected_db, 2.0);
    hall_free(hall);
}

/* A room may end in the middle of one, and with one that waits. */
static void test_a_clip_may_not_end(void)
{
    Hall *hall = hall_new(NULL, 0, 6);
    g_autoptr(SoundClip) clip = make_clip(1000.0);
    room_sound_play(hall->sound, clip);
    wait_for_ticks(hall, 3);
    room_sound_play(hall->sound, clip);
    hall_free(hall);
}

static void test_a_muted_talker_is_silent_from_the_next_tick(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 6);
    wait_for_ticks(hall, SETTLED_TICKS);
    g_assert_cmpuint(hall->speaker, ==, 1);
    room_sound_mute(hall->sound, 1, true);
    g_mutex_lock(&hall->lock);
    const guint muted_at = hall->ticks->len;
    g_mutex_unlock(&hall->lock);
    wait_for_ticks(hall, muted_at + 60);
    g_mutex_lock(&hall->lock);
    /* Two ticks to get there, five for the codec's tail. */
    const double after = tone_db(hall, LISTENER, 450.0, muted_at + 7, muted_at + 50);
    const uint32_t speaker = hall->speaker;
    g_mutex_unlock(&hall->lock);
    g_assert_cmpfloat(after, <, expected_db - 40.0);
    g_assert_cmpuint(speaker, ==, ROOM_SOUND_NOBODY);
    hall_free(hall);
}

/* @return how long what came of a source is, all in all; @param ret_back_us  the furthest that a part began too early */
static int64_t parts_of(const Hall *hall, uint32_t source, guint from, int64_t *ret_back_us)
{
    int64_t played_us = 0;
    int64_t next_us = 0;
    *ret_back_us = 0;
    for (guint i = from; i < hall->ticks->len; i++) {
        const SoundTick *tick = hall->ticks->pdata[i];
        for (size_t k = 0; k < tick->part_count; k++) {
            const SoundPart *part = &tick->parts[k];
            if (part->source == source) {
                const int64_t begin_us = tick->time_us + part->after_us;
                *ret_back_us = MAX(*ret_back_us, next_us - begin_us);
                next_us = begin_us + part->duration_us;
                played_us += part->duration_us;
            }
        }
    }
    return played_us;
}

/* Heard or not, each site's packets are told once, one behind the other, for as long as somebody asks. */
static void test_what_each_sends_is_told_if_somebody_asks(void)
{
    Talker talkers[] = {{.source = 1, .hz = 450.0}, {.source = 2, .hz = 700.0, .level_dbov = 100}};
    Hall *hall = hall_new(talkers, G_N_ELEMENTS(talkers), 1);
    int64_t back_us = 0;
    wait_for_ticks(hall, SETTLED_TICKS);
    room_sound_tap(hall->sound, true);
    wait_for_ticks(hall, 2 * SETTLED_TICKS);
    room_sound_tap(hall->sound, false);
    g_mutex_lock(&hall->lock);
    const guint untapped = hall->ticks->len + 2;
    g_mutex_unlock(&hall->lock);
    wait_for_ticks(hall, untapped + SETTLED_TICKS);
    g_mutex_lock(&hall->lock);
    for (uint32_t source = 1; source <= 2; source++) {
        g_assert_cmpint(parts_of(hall, source, 0, &back_us), >=,
                (int64_t)(SETTLED_TICKS - 5) * PCM_FRAME_US);
        g_assert_cmpint(back_us, <=, PCM_FRAME_US);
        g_assert_cmpint(parts_of(hall, source, untapped, &back_us), ==, 0);
    }
    g_assert_cmpint(parts_of(hall, LISTENER, 0, &back_us), ==, 0);
    g_mutex_unlock(&hall->lock);
    hall_free(hall);
}

static void test_takes_no_more_than_it_can_hold(void)
{
    Hall *hall = hall_new(NULL, 0, 6);
    g_autoptr(GBytes) payload = g_bytes_new_static("\xf8\xff\xfe", 3);
    const JitterBufferPacket packet = {.duration_ticks = PCM_FRAME_SAMPLES, .level_dbov = 127};
    g_mutex_lock(&hall->lock); /* holds the sound thread at its next tick */
    for (int i = 0; i < 3 * ROOM_SOUND_QUEUE_MAX; i++) {
        room_sound_push(hall->sound, LISTENER, &packet, payload);
    }
    g_mutex_unlock(&hall->lock);
    g_assert_cmpuint(room_sound_stats(hall->sound).queue_dropped, >=, ROOM_SOUND_QUEUE_MAX);
    hall_free(hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room_sound/each_hears_the_others_and_not_itself",
            test_each_hears_the_others_and_not_itself);
    g_test_add_func("/room_sound/slides_are_not_heard_by_who_shows_them",
            test_slides_are_not_heard_by_who_shows_them);
    g_test_add_func("/room_sound/listeners_share_one_packet", test_listeners_share_one_packet);
    g_test_add_func("/room_sound/who_is_quiet_costs_no_decode", test_who_is_quiet_costs_no_decode);
    g_test_add_func("/room_sound/a_raised_talker_does_not_hear_itself",
            test_a_raised_talker_does_not_hear_itself);
    g_test_add_func(
            "/room_sound/a_clip_is_heard_by_all_and_ends", test_a_clip_is_heard_by_all_and_ends);
    g_test_add_func(
            "/room_sound/who_is_greeted_hears_it_alone", test_who_is_greeted_hears_it_alone);
    g_test_add_func("/room_sound/a_clip_may_not_end", test_a_clip_may_not_end);
    g_test_add_func("/room_sound/slides_do_not_echo", test_slides_do_not_echo);
    g_test_add_func("/room_sound/a_muted_talker_is_silent_from_the_next_tick",
            test_a_muted_talker_is_silent_from_the_next_tick);
    g_test_add_func(
            "/room_sound/takes_no_more_than_it_can_hold", test_takes_no_more_than_it_can_hold);
    g_test_add_func("/room_sound/what_each_sends_is_told_if_somebody_asks",
            test_what_each_sends_is_told_if_somebody_asks);
    return g_test_run();
}
