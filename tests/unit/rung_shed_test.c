#include "mcu/room/rung_shed.h"

#include <glib.h>

enum { A = 1, B = 2, C = 4, D = 8 }; /* a bit for each rung */

static void test_closes_what_the_fewest_want(void)
{
    static const struct {
        const char *why;
        unsigned wanted[PICTURE_RUNGS_MAX];
        unsigned most;
        uint8_t before, closed;
    } rows[] = {
            {"all may be open", {5, 1, 3}, 0, B, 0},
            {"there are no more than that", {5, 0, 3}, 2, 0, 0},
            {"the middle one is wanted least", {12, 1, 3}, 2, 0, B},
            {"the lowest is wanted least, but nothing can replace it", {12, 3, 1}, 2, 0, 0},
            {"the top one is wanted least", {1, 4, 3}, 2, 0, A},
            {"of equals the dearer", {2, 2, 9}, 2, 0, A},
            {"two of four", {1, 2, 3, 9}, 2, 0, A | B},
            {"the legs of a closed one count for the next", {3, 4, 5, 6}, 1, 0, A | B | C},
            {"one, and it is the lowest", {2, 0, 14}, 1, 0, A | B},
            {"one, but most lines carry more", {14, 0, 2}, 1, 0, 0},
            {"what does as well stays", {12, 3, 9}, 2, A, A},
            {"what leaves too few does not stay", {0, 5, 9}, 2, B, 0},
            {"below all that is wanted nothing is closed", {9, 0, 0}, 1, B | C, 0},
            {"nobody wants any", {0, 0, 0}, 1, A, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_cmpuint(
                rung_shed_closed(rows[i].wanted, rows[i].most, rows[i].before), ==, rows[i].closed);
    }
}

/* Whatever is wanted: nobody is moved up, and nobody is left without. */
static void test_never_asks_more_of_a_line(void)
{
    for (unsigned round = 0; round < 20000; round++) {
        unsigned wanted[PICTURE_RUNGS_MAX];
        unsigned lowest = 0;
        for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
            wanted[rung] = (unsigned)g_test_rand_int_range(0, 5);
            lowest = wanted[rung] > 0 ? rung : lowest;
        }
        const uint8_t closed = rung_shed_closed(wanted, (unsigned)g_test_rand_int_range(0, 4),
                (uint8_t)g_test_rand_int_range(0, 16));
        for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
            const unsigned given = rung_shed_in_place_of(rung, closed);
            g_assert_cmpuint(given, >=, rung);
            g_assert_cmpuint(given, <=, MAX(rung, lowest));
            g_assert_true(given == rung || ((unsigned)closed >> given & 1u) == 0);
        }
    }
}

static void test_each_view_and_codec_for_itself(void)
{
    RungShed shed = {.most = 1};
    unsigned wanted[PICTURE_FEEDS_END] = {0};
    const uint32_t top = picture_feed_source(1, 0);
    wanted[top] = 2;
    wanted[picture_feed_source(1, 2)] = 5;
    wanted[picture_feed_in(top, PICTURE_CODEC_H264)] = 7;
    wanted[PICTURE_FEED_NONE] = 3;
    rung_shed_update(&shed, wanted);
    g_assert_cmpuint(rung_shed_of(&shed, top), ==, A | B);
    g_assert_cmpuint(rung_shed_of(&shed, picture_feed_in(top, PICTURE_CODEC_H264)), ==, 0);
    g_assert_cmpuint(rung_shed_of(&shed, picture_feed_source(0, 0)), ==, 0);
    shed.most = 0;
    rung_shed_update(&shed, wanted);
    g_assert_cmpuint(rung_shed_of(&shed, top), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rung_shed/closes", test_closes_what_the_fewest_want);
    g_test_add_func("/rung_shed/never_up", test_never_asks_more_of_a_line);
    g_test_add_func("/rung_shed/each", test_each_view_and_codec_for_itself);
    return g_test_run();
}
