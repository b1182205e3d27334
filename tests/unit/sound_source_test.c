#include "mcu/room/sound_source.h"

#include "mcu/media/audio_decoder.h"
#include "mcu/media/audio_level.h"

#include <opus/opus.h>

#include <math.h>

enum {
    VOICE_DBOV = 60, /* from here on a source is taken into the mix */
    PAYLOAD_MAX = 1275,
    BEFORE_MS = 1000,
    SYLLABLE_MS = 180,
    ALL_MS = 2400,
};

typedef struct Site {
    SoundSource *source;
    OpusEncoder *encoder;
    unsigned packet_ms;
    int64_t late_us; /* how long after a tick its packets come */
    bool marked;
    uint8_t lie_dbov; /* 0: it says the truth */
    AudioDecoder *reference;
    double sent_energy;
    uint32_t next_seq;
} Site;

static void site_init(Site *site)
{
    site->source = sound_source_new(1, true);
    site->encoder = opus_encoder_create(PCM_RATE_HZ, 1, OPUS_APPLICATION_VOIP, NULL);
    site->reference = audio_decoder_new();
}

static void site_clear(Site *site)
{
    sound_source_free(site->source);
    opus_encoder_destroy(site->encoder);
    audio_decoder_free(site->reference);
}

/* Silence with a little noise, and one syllable that begins all at once. */
static int16_t sample_at(int64_t at, bool syllable)
{
    const int64_t from = (int64_t)BEFORE_MS * PCM_RATE_HZ / 1000;
    const int64_t to = from + (int64_t)SYLLABLE_MS * PCM_RATE_HZ / 1000;
    const double noise = g_random_double_range(-8, 8);
    const double turn = 2 * G_PI * (double)at / PCM_RATE_HZ;
    const bool inside = syllable && at >= from && at < to;
    const double voice = inside ? 4000 * sin(220 * turn) + 3000 * sin(660 * turn) : 0;
    return (int16_t)lrint(voice + noise);
}

static double energy(const int16_t *samples, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * samples[i];
    }
    return sum;
}

/* One packet leaves, and is decoded by one who listened from the beginning. */
static void send_packet(Site *site, bool syllable)
{
    const int64_t sent_us = (int64_t)site->next_seq * site->packet_ms * 1000;
    int16_t samples[60 * PCM_RATE_HZ / 1000];
    uint8_t bytes[PAYLOAD_MAX];
    const uint32_t count = site->packet_ms * PCM_RATE_HZ / 1000;
    for (uint32_t i = 0; i < count; i++) {
        samples[i] = sample_at((int64_t)site->next_seq * count + i, syllable);
    }
    const int size = opus_encode(site->encoder, samples, (int)count, bytes, sizeof bytes);
    g_assert_cmpint(size, >, 0);
    g_autoptr(GBytes) payload = g_bytes_new(bytes, (gsize)size);
    const uint8_t true_dbov = audio_level_dbov(samples, count);
    const JitterBufferPacket packet = {
            .seq = site->next_seq,
            .timestamp_ticks = site->next_seq * count,
            .duration_ticks = count,
            .arrival_us = G_USEC_PER_SEC - PCM_FRAME_US + sent_us + site->late_us,
            .level_dbov = site->lie_dbov != 0 ? site->lie_dbov
                    : site->marked            ? true_dbov
                                              : JITTER_BUFFER_LEVEL_UNKNOWN,
    };
    site->next_seq++;
    sound_source_put(site->source, &packet, payload);

    PcmFrame frame;
    audio_decoder_decode(site->reference, bytes, (size_t)size);
    while (audio_decoder_take(site->reference, &frame)) {
        site->sent_energy += energy(frame.samples, PCM_FRAME_SAMPLES);
    }
}

/* All that arrives before a tick. */
static void send_until(Site *site, int64_t at_us, bool syllable)
{
    while ((int64_t)site->next_seq * site->packet_ms * 1000 + site->late_us <= at_us) {
        send_packet(site, syllable);
    }
}

/* What the room does with one source that need not compete. @return the energy of what went into the mix */
static double run(Site *site, unsigned ms, bool syllable)
{
    double heard = 0;
    int64_t quiet_us = 0;
    for (int64_t at_us = 0; at_us < (int64_t)ms * 1000; at_us += PCM_FRAME_US) {
        send_until(site, at_us + PCM_FRAME_US, syllable);
        const int64_t now_us = G_USEC_PER_SEC + at_us;
        if (sound_source_in_mix(site->source) || sound_source_is_unmarked(site->source)) {
            sound_source_listen(site->source, now_us);
        }
        const bool voice = sound_source_level(site->source, now_us) < VOICE_DBOV;
        quiet_us = voice ? 0 : quiet_us + PCM_FRAME_US;
        if (voice || sound_source_in_mix(site->source)) {
            const PcmFrame *frame = sound_source_take(site->source, quiet_us > 900000, now_us);
            heard += energy(frame->samples, PCM_FRAME_SAMPLES);
        } else {
            sound_source_pass(site->source, now_us);
        }
    }
    return heard;
}

static void test_the_first_syllable_is_whole(void)
{
    static const struct {
        unsigned packet_ms;
        int64_t late_us;
        bool marked;
    } cases[] = {
            {20, 0, true},
            {20, 7000, true},
            {20, 12000, true},
            {20, 19000, true},
            {60, 3000, true},
            {10, 3000, true},
            {20, 12000, false},
            {60, 3000, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Site site = {.packet_ms = cases[i].packet_ms,
                .late_us = cases[i].late_us,
                .marked = cases[i].marked};
        site_init(&site);
        const double heard = run(&site, ALL_MS, true);
        const double missing_db = 10 * log10(heard / site.sent_energy);
        g_test_message("%u ms packets, %d us late, %s: %.2f dB", cases[i].packet_ms,
                (int)cases[i].late_us, cases[i].marked ? "marked" : "unmarked", missing_db);
        g_assert_cmpfloat(missing_db, >, -0.3);
        g_assert_cmpfloat(missing_db, <, 0.3);
        site_clear(&site);
    }
}

static void test_who_is_quiet_costs_no_decode(void)
{
    Site site = {.packet_ms = 20, .marked = true};
    site_init(&site);
    run(&site, ALL_MS, false);
    g_assert_cmpuint(sound_source_decoded(site.source), ==, 0);
    site_clear(&site);
}

static void test_who_says_nothing_is_decoded(void)
{
    Site site = {.packet_ms = 20};
    site_init(&site);
    run(&site, ALL_MS, false);
    g_assert_cmpuint(sound_source_decoded(site.source), >, 100);
    g_assert_false(sound_source_in_mix(site.source)); /* there was nothing to hear */
    site_clear(&site);
}

static void test_who_lies_is_not_believed(void)
{
    Site site = {.packet_ms = 20, .lie_dbov = 20};
    site_init(&site);
    run(&site, 4000, false);
    g_assert_true(sound_source_is_unmarked(site.source));
    g_assert_false(sound_source_in_mix(site.source));
    site_clear(&site);
}

/* The place in the sound that a tick begins with goes on by a tick each time, decoded or not. */
static void test_tells_what_sounds_when(void)
{
    static const unsigned packets_ms[] = {10, 20, 60};
    for (size_t i = 0; i < G_N_ELEMENTS(packets_ms); i++) {
        Site site = {.packet_ms = packets_ms[i], .marked = true, .late_us = 3000};
        int64_t placed = 0;
        site_init(&site);
        run(&site, 120, false);
        SoundHeard first = {0};
        for (int64_t tick = 6; tick < 100; tick++) {
            const int64_t at_us = tick * PCM_FRAME_US;
            const int64_t now_us = G_USEC_PER_SEC + at_us;
            send_until(&site, at_us + PCM_FRAME_US, false);
            if (tick / 20 % 2 == 0) {
                sound_source_take(site.source, false, now_us);
            } else {
                sound_source_pass(site.source, now_us);
            }
            const SoundHeard heard = sound_source_heard(site.source, now_us);
            if (heard.placed && placed++ == 0) {
                first = heard;
                first.timestamp_ticks -= (uint32_t)tick * PCM_FRAME_SAMPLES;
            }
            if (heard.placed) {
                g_assert_cmpuint(heard.timestamp_ticks, ==,
                        first.timestamp_ticks + (uint32_t)tick * PCM_FRAME_SAMPLES);
            }
        }
        g_assert_cmpint(placed, >=, 90 * 20 / MAX(packets_ms[i], 20));
        site_clear(&site);
    }
}

static void test_waits_as_long_as_it_is_told(void)
{
    Site site = {.packet_ms = 20, .marked = true};
    site_init(&site);
    sound_source_set_least(site.source, 150000);
    run(&site, 2000, false);
    const SoundHeard heard = sound_source_heard(site.source, INT64_C(3) * G_USEC_PER_SEC);
    g_assert_true(heard.placed);
    g_assert_cmpint(heard.waited_us, >=, 130000);
    g_assert_cmpint(heard.waited_us, <=, 170000);
    site_clear(&site);
}

static void test_a_muted_source_is_silent_at_once(void)
{
    Site site = {.packet_ms = 20, .marked = true};
    site_init(&site);
    run(&site, BEFORE_MS + 100, true);
    g_assert_true(sound_source_in_mix(site.source));
    sound_source_mute(site.source, true);
    const int64_t now_us = G_USEC_PER_SEC + (BEFORE_MS + 100) * INT64_C(1000);
    g_assert_cmpuint(sound_source_level(site.source, now_us), ==, AUDIO_LEVEL_SILENCE);
    const PcmFrame *frame = sound_source_take(site.source, false, now_us);
    g_assert_cmpint(pcm_peak(frame), ==, 0);
    site_clear(&site);
}

/* The site's microphone is looked after whoever may hear it. */
static void test_a_muted_source_is_watched(void)
{
    Site site = {.packet_ms = 20, .marked = true, .lie_dbov = AUDIO_LEVEL_SILENCE};
    site_init(&site);
    sound_source_mute(site.source, true);
    for (int i = 0; i <= SOUND_WATCH_SILENT_TICKS; i++) {
        send_packet(&site, false);
        sound_source_pass(site.source, G_USEC_PER_SEC + i * INT64_C(20000));
        sound_source_watch(site.source, AUDIO_LEVEL_SILENCE);
    }
    g_assert_true(sound_source_health(site.source).sound.silent);
    site.lie_dbov = 70;
    send_packet(&site, false);
    sound_source_watch(site.source, AUDIO_LEVEL_SILENCE);
    const SoundHealth health = sound_source_health(site.source);
    g_assert_false(health.sound.silent || health.echo || health.echo_judged);
    g_assert_cmpuint(health.sound.peak_dbov, ==, 70);
    site_clear(&site);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_source/the_first_syllable_is_whole", test_the_first_syllable_is_whole);
    g_test_add_func(
            "/sound_source/who_is_quiet_costs_no_decode", test_who_is_quiet_costs_no_decode);
    g_test_add_func("/sound_source/who_says_nothing_is_decoded", test_who_says_nothing_is_decoded);
    g_test_add_func("/sound_source/who_lies_is_not_believed", test_who_lies_is_not_believed);
    g_test_add_func("/sound_source/waits_as_long_as_it_is_told", test_waits_as_long_as_it_is_told);
    g_test_add_func("/sound_source/a_muted_source_is_watched", test_a_muted_source_is_watched);
    g_test_add_func("/sound_source/tells_what_sounds_when", test_tells_what_sounds_when);
    g_test_add_func("/sound_source/a_muted_source_is_silent_at_once",
            test_a_muted_source_is_silent_at_once);
    return g_test_run();
}
