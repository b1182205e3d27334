#include "mcu/rtp/parameter_sets.h"

#include <glib.h>

#include <string.h>

/* Units whose meaning does not matter here: a type, and what tells one from another. */
static size_t add(uint8_t *picture, size_t size, uint8_t header, uint8_t body)
{
    const uint8_t unit[] = {0, 0, 0, 1, header, body};
    memcpy(picture + size, unit, sizeof unit);
    return size + sizeof unit;
}

enum { SPS = 0x67, PPS = 0x68, SLICE = 0x41 };

static void test_keeps_what_a_picture_brings(void)
{
    ParameterSets sets = {0};
    uint8_t picture[64];
    size_t size = add(picture, 0, SLICE, 1);
    parameter_sets_learn(&sets, picture, size);
    g_assert_false(parameter_sets_known(&sets));

    size = add(picture, 0, SPS, 1);
    size = add(picture, size, PPS, 1);
    const size_t first = size;
    size = add(picture, size, SLICE, 1);
    parameter_sets_learn(&sets, picture, size);
    g_assert_true(parameter_sets_known(&sets));
    g_assert_cmpmem(sets.bytes, sets.size, picture, first);
    parameter_sets_learn(&sets, picture, size); /* the same again */
    g_assert_cmpmem(sets.bytes, sets.size, picture, first);
}

static void test_a_pps_is_added_an_sps_replaces_all(void)
{
    ParameterSets sets = {0};
    uint8_t first[64], second[64], both[64], next[64];
    const size_t first_size = add(first, add(first, 0, SPS, 1), PPS, 1);
    const size_t second_size = add(second, add(second, 0, PPS, 2), SLICE, 1);
    const size_t both_size = add(both, add(both, add(both, 0, SPS, 1), PPS, 1), PPS, 2);
    const size_t next_size = add(next, add(next, 0, SPS, 2), PPS, 3);
    parameter_sets_learn(&sets, first, first_size);
    parameter_sets_learn(&sets, second, second_size);
    g_assert_cmpmem(sets.bytes, sets.size, both, both_size);
    parameter_sets_learn(&sets, next, next_size);
    g_assert_cmpmem(sets.bytes, sets.size, next, next_size);
}

static void test_no_more_than_there_is_room_for(void)
{
    ParameterSets sets = {0};
    uint8_t picture[64];
    parameter_sets_learn(&sets, picture, add(picture, 0, SPS, 1));
    for (unsigned i = 1; i < 2 * PARAMETER_SETS_MAX; i++) {
        const uint8_t unit[] = {0, 0, 0, 1, PPS, (uint8_t)(i % 255 + 1), (uint8_t)(i / 255 + 1)};
        parameter_sets_learn(&sets, unit, sizeof unit);
        g_assert_cmpuint(sets.size, <=, PARAMETER_SETS_MAX);
    }
    g_assert_cmpuint(sets.size, >, PARAMETER_SETS_MAX - sizeof picture);

    g_autofree uint8_t *large = g_malloc(PARAMETER_SETS_MAX + 8);
    memset(large, 0xff, PARAMETER_SETS_MAX + 8);
    (void)add(large, 0, SPS, 9);
    parameter_sets_learn(&sets, large, PARAMETER_SETS_MAX + 8);
    g_assert_false(parameter_sets_known(&sets)); /* those before are of use no more */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/parameter_sets/keeps_what_a_picture_brings", test_keeps_what_a_picture_brings);
    g_test_add_func("/parameter_sets/a_pps_is_added_an_sps_replaces_all",
            test_a_pps_is_added_an_sps_replaces_all);
    g_test_add_func(
            "/parameter_sets/no_more_than_there_is_room_for", test_no_more_than_there_is_room_for);
    return g_test_run();
}
