#include "mcu/rtp/seq_unwrap.h"

#include <glib.h>

static void test_takes_the_shorter_way(void)
{
    static const struct {
        const char *why;
        uint16_t first;
        uint16_t second;
        int64_t result;
    } cases[] = {
            {"the next one", 100, 101, 101},
            {"the same again", 100, 100, 100},
            {"one back", 100, 99, 99},
            {"over the wrap", 65535, 0, 65536},
            {"back over the start: negative", 0, 65535, -1},
            {"as far ahead as can be told", 0, 0x7fff, 0x7fff},
            {"half the range counts as back", 0, 0x8000, -0x8000},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        SeqUnwrap unwrap = {0};
        g_assert_cmpint(seq_unwrap_16(&unwrap, cases[i].first), ==, cases[i].first);
        g_assert_cmpint(seq_unwrap_peek_16(&unwrap, cases[i].second), ==, cases[i].result);
        g_assert_cmpint(seq_unwrap_16(&unwrap, cases[i].second), ==, cases[i].result);
        g_assert_cmpuint((uint16_t)cases[i].result, ==, cases[i].second);
    }
}

static void test_32_bits_wrap_too(void)
{
    SeqUnwrap unwrap = {0};
    g_assert_cmpint(seq_unwrap_32(&unwrap, UINT32_MAX), ==, UINT32_MAX);
    g_assert_cmpint(seq_unwrap_32(&unwrap, 959), ==, (int64_t)UINT32_MAX + 960);
    g_assert_cmpint(seq_unwrap_peek_32(&unwrap, UINT32_MAX), ==, UINT32_MAX);
    g_assert_cmpint(seq_unwrap_32(&unwrap, UINT32_MAX - 1), ==, (int64_t)UINT32_MAX - 1);
    g_assert_cmpint(unwrap.highest, ==, (int64_t)UINT32_MAX + 960);
}

/* Whatever the steps, as long as each is shorter than half the range, the truth comes out: over more than three wraps. */
static void test_follows_any_walk(void)
{
    SeqUnwrap narrow = {0};
    SeqUnwrap wide = {0};
    int64_t narrow_truth = 40000;
    int64_t wide_truth = 3000000000;

    seq_unwrap_16(&narrow, (uint16_t)narrow_truth);
    seq_unwrap_32(&wide, (uint32_t)wide_truth);
    for (int i = 0; i < 100000; i++) {
        const int64_t step = g_test_rand_int_range(-30, 40);
        narrow_truth = narrow.highest + step;
        wide_truth = wide.highest + step * 0x2000000;
        g_assert_cmpint(seq_unwrap_16(&narrow, (uint16_t)narrow_truth), ==, narrow_truth);
        g_assert_cmpint(seq_unwrap_32(&wide, (uint32_t)wide_truth), ==, wide_truth);
    }
    g_assert_cmpint(narrow.highest, >, 3 * INT64_C(0x10000));
    g_assert_cmpint(wide.highest, >, 3 * INT64_C(0x100000000));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/seq_unwrap/takes_the_shorter_way", test_takes_the_shorter_way);
    g_test_add_func("/seq_unwrap/32_bits_wrap_too", test_32_bits_wrap_too);
    g_test_add_func("/seq_unwrap/follows_any_walk", test_follows_any_walk);
    return g_test_run();
}
