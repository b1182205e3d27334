#include "mcu/room/picture_feed.h"

#include <glib.h>

#include <stdbool.h>

static void test_numbers(void)
{
    bool seen[PICTURE_FEEDS_END] = {[PICTURE_FEED_NONE] = true};
    for (unsigned view = 0; view < PICTURE_VIEWS_MAX; view++) {
        for (unsigned rung = 0; rung < PICTURE_RUNGS_MAX; rung++) {
            const uint32_t source = picture_feed_source(view, rung);
            g_assert_cmpuint(source, <, PICTURE_FEEDS_END);
            g_assert_false(seen[source]);
            seen[source] = true;
            g_assert_cmpuint(picture_feed_view(source), ==, view);
            g_assert_cmpuint(picture_feed_rung(source), ==, rung);
            g_assert_cmpint(picture_feed_codec(source), ==, PICTURE_CODEC_VP8);

            const uint32_t other = picture_feed_in(source, PICTURE_CODEC_H264);
            g_assert_cmpuint(other, <, PICTURE_FEEDS_END);
            g_assert_false(seen[other]);
            seen[other] = true;
            g_assert_cmpuint(picture_feed_view(other), ==, view);
            g_assert_cmpuint(picture_feed_rung(other), ==, rung);
            g_assert_cmpint(picture_feed_codec(other), ==, PICTURE_CODEC_H264);
            g_assert_cmpuint(picture_feed_in(other, PICTURE_CODEC_VP8), ==, source);
        }
    }
}

static void test_ladders(void)
{
    const struct {
        const char *why;
        int width_px, height_px;
        PictureRates rates;
        size_t count;
        PictureRung rungs[PICTURE_RUNGS_MAX];
    } cases[] = {
            {"the usual", 1280, 720, {1500000, {0}}, 3,
                    {{1280, 720, 1500000}, {640, 360, 500000}, {320, 180, 160000}}},
            {"as many as there may be", 1920, 1080, {3000000, {0}}, 4,
                    {{1920, 1080, 3000000}, {1280, 720, 1500000}, {640, 360, 500000},
                            {320, 180, 160000}}},
            {"between two", 854, 480, {700000, {0}}, 3,
                    {{854, 480, 700000}, {640, 360, 500000}, {320, 180, 160000}}},
            {"the smallest alone", 320, 180, {160000, {0}}, 1, {{320, 180, 160000}}},
            {"rates of one's own", 1920, 1080, {3000000, {2000000, 400000, 100000}}, 4,
                    {{1920, 1080, 3000000}, {1280, 720, 2000000}, {640, 360, 400000},
                            {320, 180, 100000}}},
            {"one's own above the top", 1280, 720, {300000, {0, 800000, 0}}, 3,
                    {{1280, 720, 300000}, {640, 360, 300000}, {320, 180, 160000}}},
            {"a thrifty top: nothing below costs more", 1280, 720, {300000, {0}}, 3,
                    {{1280, 720, 300000}, {640, 360, 300000}, {320, 180, 160000}}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const PictureLadder ladder =
                picture_feed_ladder(cases[i].width_px, cases[i].height_px, &cases[i].rates);
        g_assert_cmpuint(ladder.count, ==, cases[i].count);
        for (size_t j = 0; j < ladder.count; j++) {
            g_assert_cmpint(ladder.rungs[j].width_px, ==, cases[i].rungs[j].width_px);
            g_assert_cmpint(ladder.rungs[j].height_px, ==, cases[i].rungs[j].height_px);
            g_assert_cmpint(ladder.rungs[j].bitrate_bps, ==, cases[i].rungs[j].bitrate_bps);
        }
    }
}

static void test_what_a_receiver_can_take(void)
{
    const PictureLadder ladder = picture_feed_ladder(1920, 1080, &(PictureRates){3000000, {0}});
    static const struct {
        const char *why;
        H264Limits limits;
        size_t beyond;
    } cases[] = {
            {"all", {8192, 245760}, 0},
            {"not so large", {3600, 108000}, 1},
            {"not so many", {8192, 108000}, 1},
            {"360 lines", {1620, 40500}, 2},
            {"the lowest, whatever it can", {1, 1}, 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const size_t beyond = picture_feed_beyond(&ladder, 25, &cases[i].limits);
        g_assert_cmpuint(beyond, ==, cases[i].beyond);
        const PictureLadder below = picture_feed_below(&ladder, beyond);
        g_assert_cmpuint(below.count, ==, ladder.count - beyond);
        for (size_t k = 0; k < below.count; k++) {
            g_assert_cmpint(below.rungs[k].height_px, ==, ladder.rungs[beyond + k].height_px);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_feed/numbers", test_numbers);
    g_test_add_func("/picture_feed/ladders", test_ladders);
    g_test_add_func("/picture_feed/what_a_receiver_can_take", test_what_a_receiver_can_take);
    return g_test_run();
}
