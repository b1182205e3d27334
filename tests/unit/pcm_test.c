#include "mcu/media/pcm.h"

#include <glib.h>

static void fill(PcmFrame *frame, int16_t value)
{
    for (int i = 0; i < PCM_FRAME_SAMPLES; i++) {
        frame->samples[i] = value;
    }
}

static void test_fades_without_a_step(void)
{
    static const int16_t loudness[] = {INT16_MIN, -1000, 0, 1000, INT16_MAX};

    for (size_t n = 0; n < G_N_ELEMENTS(loudness); n++) {
        PcmFrame in;
        PcmFrame out;
        fill(&in, loudness[n]);
        fill(&out, loudness[n]);
        pcm_fade_in(&in);
        pcm_fade_out(&out);

        g_assert_cmpint(in.samples[0], ==, 0);
        g_assert_cmpint(out.samples[PCM_FRAME_SAMPLES - 1], ==, 0);
        for (int i = 1; i < PCM_FRAME_SAMPLES; i++) {
            g_assert_cmpint(ABS(in.samples[i] - in.samples[i - 1]), <=, 35);
            g_assert_cmpint(ABS(out.samples[i] - out.samples[i - 1]), <=, 35);
            g_assert_cmpint(in.samples[i], ==, out.samples[PCM_FRAME_SAMPLES - 1 - i]);
        }
        g_assert_cmpint(ABS(in.samples[PCM_FRAME_SAMPLES - 1] - loudness[n]), <=, 35);
    }
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
    g_test_add_func("/pcm/fades_without_a_step", test_fades_without_a_step);
    g_test_add_func("/pcm/silence_is_zero", test_silence_is_zero);
    return g_test_run();
}
