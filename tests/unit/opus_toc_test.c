#include "mcu/rtp/opus_toc.h"

#include <glib.h>

static void test_durations(void)
{
    static const struct {
        const char *why;
        uint8_t payload[3];
        size_t size;
        uint32_t ticks;
    } cases[] = {
            {"empty", {0}, 0, 0},
            {"SILK 10 ms", {0 << 3}, 1, 480},
            {"SILK 60 ms", {11 << 3}, 1, 2880},
            {"hybrid 20 ms", {15 << 3}, 1, 960},
            {"CELT 2.5 ms", {16 << 3}, 1, 120},
            {"CELT 20 ms, stereo", {31 << 3 | 4}, 1, 960},
            {"two of 20 ms", {31 << 3 | 1}, 3, 1920},
            {"two of 20 ms, of different size", {31 << 3 | 2}, 3, 1920},
            {"code 3, six of 20 ms: the most", {31 << 3 | 3, 6}, 3, 5760},
            {"code 3, seven of 20 ms: too long", {31 << 3 | 3, 7}, 3, 0},
            {"code 3, flags do not count", {31 << 3 | 3, 0xc0 | 3}, 3, 2880},
            {"code 3, no frames", {31 << 3 | 3, 0}, 3, 0},
            {"code 3, cut off", {31 << 3 | 3}, 1, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(
                opus_toc_duration_ticks(cases[i].payload, cases[i].size), ==, cases[i].ticks);
    }
}

static void test_pauses(void)
{
    const uint8_t payload[3] = {0x78};
    g_assert_true(opus_toc_is_pause(payload, 1));
    g_assert_true(opus_toc_is_pause(payload, 2));
    g_assert_false(opus_toc_is_pause(payload, 3));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/opus_toc/durations", test_durations);
    g_test_add_func("/opus_toc/pauses", test_pauses);
    return g_test_run();
}
