#include "mcu/media/audio_mixer.h"

#include "mcu/media/audio_limiter.h"
#include "tests/fakes/tone.h"

#include <glib.h>

enum { TALKERS = 6, ROUNDS = 200 };

static void fill_randomly(PcmFrame *frame)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame->samples[i] = (int16_t)g_test_rand_int_range(INT16_MIN, INT16_MAX + 1);
    }
}

/* What the mixer should do, one sample at a time. */
static int32_t plain_sum(const PcmFrame *frames, size_t count, int except, int sample)
{
    int64_t sum = 0;

    for (size_t n = 0; n < count; n++) {
        sum += (int)n == except ? 0 : frames[n].samples[sample];
    }
    return (int32_t)sum;
}

static void test_is_as_the_plain_sum(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        const size_t count = (size_t)g_test_rand_int_range(0, TALKERS + 1);
        PcmFrame frames[TALKERS];
        const PcmFrame *pointers[TALKERS];
        AudioMix mix;
        for (size_t n = 0; n < count; n++) {
            fill_randomly(&frames[n]);
            pointers[n] = &frames[n];
        }
        audio_mixer_sum(pointers, count, &mix);
        for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
            g_assert_cmpint(mix.samples[i], ==, plain_sum(frames, count, -1, i));
        }
        for (size_t own = 0; own < count; own++) {
            AudioMix others;
            audio_mixer_minus(&mix, &frames[own], &others);
            for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
                g_assert_cmpint(others.samples[i], ==, plain_sum(frames, count, (int)own, i));
            }
        }
    }
}

static void test_the_loudest_crowd_does_not_overflow(void)
{
    PcmFrame loudest;
    AudioMix mix;
    g_autofree const PcmFrame **frames = g_new(const PcmFrame *, AUDIO_MIXER_TALKERS_MAX);

    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        loudest.samples[i] = i % 2 == 0 ? INT16_MIN : INT16_MAX;
    }
    for (int n = 0; n < AUDIO_MIXER_TALKERS_MAX; n++) {
        frames[n] = &loudest;
    }
    audio_mixer_sum(frames, AUDIO_MIXER_TALKERS_MAX, &mix);
    g_assert_cmpint(mix.samples[0], ==, INT16_MIN * AUDIO_MIXER_TALKERS_MAX);
    g_assert_cmpint(mix.samples[1], ==, INT16_MAX * AUDIO_MIXER_TALKERS_MAX);
}

/* Three talkers with a tone each: each hears the two others as loud as they are, and not himself. */
static void test_a_talker_hears_the_others_only(void)
{
    static const double hz[] = {450, 1000, 2150}; /* whole periods in a frame */
    PcmFrame frames[3];
    const PcmFrame *pointers[] = {&frames[0], &frames[1], &frames[2]};
    AudioMix mix;

    for (int n = 0; n < 3; n++) {
        Tone tone = tone_init(hz[n], -15);
        tone_next(&tone, frames[n].samples, PCM_FRAME_SAMPLES);
    }
    audio_mixer_sum(pointers, 3, &mix);
    for (int own = 0; own < 3; own++) {
        AudioLimiter limiter = AUDIO_LIMITER_INIT;
        AudioMix others;
        PcmFrame heard;
        audio_mixer_minus(&mix, &frames[own], &others);
        audio_limiter_run(&limiter, &others, &heard);
        for (int n = 0; n < 3; n++) {
            const double dbfs = tone_level_dbfs(hz[n], heard.samples, PCM_FRAME_SAMPLES);
            if (n == own) {
                g_assert_cmpfloat(dbfs, <, -75); /* 60 dB down */
            } else {
                g_assert_cmpfloat(fabs(dbfs + 15), <, 0.1);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audio_mixer/is_as_the_plain_sum", test_is_as_the_plain_sum);
    g_test_add_func("/audio_mixer/the_loudest_crowd_does_not_overflow",
            test_the_loudest_crowd_does_not_overflow);
    g_test_add_func(
            "/audio_mixer/a_talker_hears_the_others_only", test_a_talker_hears_the_others_only);
    return g_test_run();
}
