#include "mcu/media/pcm.h"

#include <glib.h>

static void fill(PcmFrame *frame, int16_t value)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame->samples[i] = value;
    }
}

static void test_scales_without_a_step(void)
{
    static const int16_t loudness[] = {INT16_MIN, -1000, 0, 1000, INT16_MAX};

    for (size_t n = 0; n < G_N_ELEMENTS(loudness); n++) {
        PcmFrame in;
        PcmFrame out;
        fill(&in, loudness[n]);
        fill(&out, loudness[n]);
        pcm_scale(&in, 0.0F, 1.0F, PCM_FRAME_SAMPLES);
        pcm_scale(&out, 1.0F, 0.0F, PCM_FRAME_SAMPLES);

        g_assert_cmpint(in.samples[PCM_FRAME_SAMPLES - 1], ==, loudness[n]);
        g_assert_cmpint(out.samples[PCM_FRAME_SAMPLES - 1], ==, 0);
        for (int i = 1; i < PCM_FRAME_SAMPLES; i++) {
            g_assert_cmpint(ABS(in.samples[i] - in.samples[i - 1]), <=, 35);
            g_assert_cmpint(ABS(out.samples[i] - out.samples[i - 1]), <=, 35);
        }
        g_assert_cmpint(ABS(in.samples[0]), <=, 35);
        g_assert_cmpint(ABS(out.samples[0] - loudness[n]), <=, 35);
    }
}

static void test_scales_within_its_bounds(void)
{
    static const struct {
        const char *why;
        int16_t sample;
        float from, to;
        int ramp, at, expected;
    } cases[] = {
            {"untouched by one", -12345, 1, 1, 1, 500, -12345},
            {"too loud is cut off", INT16_MAX, 8, 8, 1, 0, INT16_MAX},
            {"also below", INT16_MIN, 8, 8, 1, 0, INT16_MIN},
            {"at once", 1000, 0, 2, 1, 0, 2000},
            {"half way", 1000, 0, 2, 100, 49, 1000},
            {"at the end of the ramp", 1000, 0, 2, 100, 99, 2000},
            {"and behind it", 1000, 0, 2, 100, PCM_FRAME_SAMPLES - 1, 2000},
    };

    for (size_t n = 0; n < G_N_ELEMENTS(cases); n++) {
        PcmFrame frame;
        g_test_message("%s", cases[n].why);
        fill(&frame, cases[n].sample);
        pcm_scale(&frame, cases[n].from, cases[n].to, cases[n].ramp);
        g_assert_cmpint(frame.samples[cases[n].at], ==, cases[n].expected);
    }
}

static void test_finds_the_peak(void)
{
    PcmFrame frame;
    pcm_silence(&frame);
    g_assert_cmpint(pcm_peak(&frame), ==, 0);
    frame.samples[PCM_FRAME_SAMPLES - 1] = INT16_MIN;
    g_assert_cmpint(pcm_peak(&frame), ==, 32768);
}

static void test_silence_is_zero(void)
{
    PcmFrame frame;
    fill(&frame, 7);
    pcm_silence(&frame);
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        g_assert_cmpint(frame.samples[i], ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pcm/scales_without_a_step", test_scales_without_a_step);
    g_test_add_func("/pcm/scales_within_its_bounds", test_scales_within_its_bounds);
    g_test_add_func("/pcm/finds_the_peak", test_finds_the_peak);
    g_test_add_func("/pcm/silence_is_zero", test_silence_is_zero);
    return g_test_run();
}
