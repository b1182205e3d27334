#include "mcu/media/audio_limiter.h"

#include "tests/fakes/tone.h"

#include <glib.h>

#include <string.h>

/* One tone as a mix, louder than 16 bits if asked for. */
static void next_mix(Tone *tone, int32_t times, AudioMix *mix)
{
    PcmFrame frame;

    tone_next(tone, frame.samples, PCM_FRAME_SAMPLES);
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        mix->samples[i] = frame.samples[i] * times;
    }
}

static void test_one_voice_passes_bit_for_bit(void)
{
    static const double dbfs[] = {-90, -40, -15, -6, -1.01};

    for (size_t n = 0; n < G_N_ELEMENTS(dbfs); n++) {
        AudioLimiter limiter = AUDIO_LIMITER_INIT;
        Tone tone = tone_init(997, dbfs[n]);
        for (int tick = 0; tick < 100; tick++) {
            AudioMix mix;
            PcmFrame out;
            next_mix(&tone, 1, &mix);
            audio_limiter_run(&limiter, &mix, &out);
            for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
                g_assert_cmpint(out.samples[i], ==, mix.samples[i]);
            }
        }
    }
}

/* Once it has come down it neither clips nor bends the tone: its harmonics stay far below. */
static void test_a_crowd_is_turned_down_not_clipped(void)
{
    AudioLimiter limiter = AUDIO_LIMITER_INIT;
    Tone tone = tone_init(1000, -1);

    for (int tick = 0; tick < 50; tick++) {
        AudioMix mix;
        PcmFrame out;
        next_mix(&tone, 6, &mix);
        audio_limiter_run(&limiter, &mix, &out);
        if (tick < 1) {
            continue;
        }
        for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
            g_assert_cmpint(ABS(out.samples[i]), <=, 32600);
        }
        g_assert_cmpfloat(tone_level_dbfs(1000, out.samples, PCM_FRAME_SAMPLES), >, -1);
        g_assert_cmpfloat(tone_level_dbfs(3000, out.samples, PCM_FRAME_SAMPLES), <, -50);
        g_assert_cmpfloat(tone_level_dbfs(5000, out.samples, PCM_FRAME_SAMPLES), <, -50);
    }
}

static void test_comes_back_to_bit_for_bit(void)
{
    AudioLimiter limiter = AUDIO_LIMITER_INIT;
    Tone tone = tone_init(1000, -15);
    AudioMix mix;
    PcmFrame out;

    next_mix(&tone, 30, &mix);
    audio_limiter_run(&limiter, &mix, &out);
    g_assert_cmpfloat(limiter.gain, <, 0.7);
    int ticks = 0;
    do {
        next_mix(&tone, 1, &mix);
        audio_limiter_run(&limiter, &mix, &out);
    } while (limiter.gain < 1 && ++ticks < 200);
    g_assert_cmpint(ticks, >, 10);
    g_assert_cmpint(ticks, <, 150);
}

/* The worst a mix can be: the output is always 16 bits, whatever the order of loud and quiet. */
static void test_random_loudness_stays_in_range(void)
{
    AudioLimiter limiter = AUDIO_LIMITER_INIT;

    for (int tick = 0; tick < 500; tick++) {
        AudioMix mix;
        PcmFrame out;
        const int32_t loud = 1 << g_test_rand_int_range(0, 30);
        for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
            mix.samples[i] = g_test_rand_int_range(-loud, loud);
        }
        audio_limiter_run(&limiter, &mix, &out);
        g_assert_cmpfloat(limiter.gain, >, 0);
        g_assert_cmpfloat(limiter.gain, <=, 1);
        for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
            g_assert_true(mix.samples[i] == 0 || (mix.samples[i] < 0) == (out.samples[i] < 0) ||
                    out.samples[i] == 0);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/audio_limiter/one_voice_passes_bit_for_bit", test_one_voice_passes_bit_for_bit);
    g_test_add_func("/audio_limiter/a_crowd_is_turned_down_not_clipped",
            test_a_crowd_is_turned_down_not_clipped);
    g_test_add_func("/audio_limiter/comes_back_to_bit_for_bit", test_comes_back_to_bit_for_bit);
    g_test_add_func(
            "/audio_limiter/random_loudness_stays_in_range", test_random_loudness_stays_in_range);
    return g_test_run();
}
