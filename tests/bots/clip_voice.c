#include "tests/bots/clip_voice.h"

#include <math.h>
#include <stdbool.h>

enum { FORMANTS = 3 };

/* Frequencies of a, e, i, o, u, ơ as a grown-up speaks them. */
static const double vowels_hz[][FORMANTS] = {
        {800, 1250, 2550},
        {520, 1850, 2500},
        {310, 2200, 2950},
        {480, 860, 2480},
        {330, 760, 2300},
        {520, 1350, 2450},
};
static const double bandwidths_hz[FORMANTS] = {80, 110, 160};
static const double gains[FORMANTS] = {1.0, 0.55, 0.25};

/* A second-order filter, in the direct form. */
typedef struct Biquad {
    double b0, b1, b2, a1, a2;
    double x1, x2, y1, y2;
} Biquad;

typedef struct Syllable {
    size_t from, length;
    const double *vowel_hz;
    double pitch_start, pitch_end; /* the tone: how it rises or falls, times the voice's pitch */
    double loudness;
} Syllable;

static double biquad_step(Biquad *filter, double x)
{
    const double y = filter->b0 * x + filter->b1 * filter->x1 + filter->b2 * filter->x2 -
            filter->a1 * filter->y1 - filter->a2 * filter->y2;
    filter->x2 = filter->x1;
    filter->x1 = x;
    filter->y2 = filter->y1;
    filter->y1 = y;
    return y;
}

static void tune_resonator(Biquad *filter, double center_hz, double bandwidth_hz)
{
    const double radius = exp(-G_PI * bandwidth_hz / CLIP_VOICE_RATE_HZ);
    filter->a1 = -2 * radius * cos(2 * G_PI * center_hz / CLIP_VOICE_RATE_HZ);
    filter->a2 = radius * radius;
    filter->b0 = 1 + filter->a1 + filter->a2;
}

static Biquad notch(double center_hz, double quality)
{
    const double turn = 2 * G_PI * center_hz / CLIP_VOICE_RATE_HZ;
    const double alpha = sin(turn) / (2 * quality);
    const double a0 = 1 + alpha;
    return (Biquad){.b0 = 1 / a0,
            .b1 = -2 * cos(turn) / a0,
            .b2 = 1 / a0,
            .a1 = -2 * cos(turn) / a0,
            .a2 = (1 - alpha) / a0};
}

/* Phrases of 4 to 9 syllables at about four and a half a second; the loop begins and ends quiet. */
static GArray *make_syllables(GRand *random, size_t samples)
{
    GArray *syllables = g_array_new(FALSE, TRUE, sizeof(Syllable));
    size_t at = CLIP_VOICE_RATE_HZ / 10;
    const size_t end = samples - CLIP_VOICE_RATE_HZ / 10;

    while (at < end) {
        const int count = g_rand_int_range(random, 4, 10);
        for (int i = 0; i < count && at < end; i++) {
            const size_t pitch = (size_t)g_rand_double_range(random, 8500, 12500);
            Syllable syllable = {
                    .from = at,
                    .length = MIN((size_t)(pitch * 0.86), end - at),
                    .vowel_hz = vowels_hz[g_rand_int_range(random, 0, G_N_ELEMENTS(vowels_hz))],
                    .pitch_start = g_rand_double_range(random, 0.85, 1.2),
                    .pitch_end = g_rand_double_range(random, 0.75, 1.3),
                    .loudness = g_rand_double_range(random, 0.6, 1.0),
            };
            g_array_append_val(syllables, syllable);
            at += pitch;
        }
        at += (size_t)g_rand_double_range(random, 9000, 24000);
    }
    return syllables;
}

static void speak(const Syllable *syllable, double pitch_hz, GRand *random, double *out)
{
    Biquad mouth[FORMANTS] = {0};
    double turn = 0;

    for (int i = 0; i < FORMANTS; i++) {
        tune_resonator(&mouth[i], syllable->vowel_hz[i], bandwidths_hz[i]);
    }
    for (size_t n = 0; n < syllable->length; n++) {
        const double part = (double)n / (double)syllable->length;
        const double tone =
                syllable->pitch_start + (syllable->pitch_end - syllable->pitch_start) * part;
        const double rise = MIN(1.0, part / 0.12);
        const double fall = MIN(1.0, (1 - part) / 0.3);
        const double breath = g_rand_double_range(random, -1, 1);
        const double hiss = part < 0.12 ? 0.30 * breath * (1 - part / 0.12) : 0.01 * breath;

        turn += pitch_hz * tone / CLIP_VOICE_RATE_HZ;
        turn -= floor(turn);
        /* The vocal cords: open for two thirds of a period, then shut. */
        const double cords = turn < 0.66 ? sin(G_PI * turn / 0.66) - 0.42 : -0.42;
        double sum = hiss;
        for (int i = 0; i < FORMANTS; i++) {
            sum += gains[i] * biquad_step(&mouth[i], cords + 0.3 * hiss);
        }
        out[syllable->from + n] += sum * rise * fall * syllable->loudness;
    }
}

int16_t *clip_voice_make(unsigned site, size_t samples)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1000 + site);
    double *sum = g_new0(double, samples);
    int16_t *out = g_new(int16_t, samples);
    /* Every second site has a high voice; no two sites share a pitch. */
    const double pitch_hz = (site % 2 ? 190 : 105) + 5.3 * (site % 16);
    g_autoptr(GArray) syllables = make_syllables(random, samples);
    Biquad gaps[] = {notch(940, 6), notch(CLIP_BEEP_HZ, 6), notch(1060, 6)};
    double power = 0;

    for (guint i = 0; i < syllables->len; i++) {
        speak(&g_array_index(syllables, Syllable, i), pitch_hz, random, sum);
    }
    for (size_t i = 0; i < samples; i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(gaps); j++) {
            sum[i] = biquad_step(&gaps[j], sum[i]);
        }
        power += sum[i] * sum[i];
    }
    /* -21 dBov over all, pauses included. */
    const double gain = 0.09 * 32767 / sqrt(power / (double)samples);
    for (size_t i = 0; i < samples; i++) {
        const double room = g_rand_double_range(random, -12, 12);
        out[i] = (int16_t)lrint(CLAMP(sum[i] * gain + room, -32000, 32000));
    }
    g_free(sum);
    return out;
}

int16_t *clip_beep_make(size_t samples, size_t from, size_t length)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    int16_t *out = g_new(int16_t, samples);

    for (size_t i = 0; i < samples; i++) {
        const bool inside = i >= from && i - from < length;
        const double turn = (double)CLIP_BEEP_HZ * (double)(i - from) / CLIP_VOICE_RATE_HZ;
        const double tone = inside ? 10000 * sin(2 * G_PI * turn) : 0;
        out[i] = (int16_t)lrint(tone + g_rand_double_range(random, -40, 40));
    }
    return out;
}

int16_t *clip_clipped_make(unsigned site, size_t samples)
{
    int16_t *out = clip_voice_make(site, samples);

    for (size_t i = 0; i < samples; i++) {
        out[i] = (int16_t)CLAMP(out[i] * 12, -32768, 32767);
    }
    return out;
}

int16_t *clip_room_make(size_t samples)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(2);
    int16_t *out = g_new(int16_t, samples);

    for (size_t i = 0; i < samples; i++) {
        out[i] = (int16_t)g_rand_int_range(random, -14, 15);
    }
    return out;
}

uint8_t clip_level(const int16_t *samples, size_t count)
{
    double power = 0;
    for (size_t i = 0; i < count; i++) {
        power += (double)samples[i] * samples[i];
    }
    if (power < 1) {
        return 127;
    }
    /* RFC 6464, 3: 0 dBov is the loudest square wave. */
    const double level = -10 * log10(power / (double)count / (32768.0 * 32768.0));
    return (uint8_t)lrint(CLAMP(level, 0, 127));
}
