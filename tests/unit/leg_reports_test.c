#include "signaling/app/leg_reports.h"

static void test_the_last_word_of_each_leg(void)
{
    g_autoptr(LegReports) reports = leg_reports_new();

    g_assert_null(leg_reports_size(reports, "a"));
    g_assert_null(leg_reports_quality(reports, "a"));

    leg_reports_keep_size(reports, "a", &(ApiLegSize){.leg = (char *)"a", .width_px = 1280});
    leg_reports_keep_size(reports, "b", &(ApiLegSize){.leg = (char *)"b", .width_px = 640});
    leg_reports_keep_size(reports, "a", &(ApiLegSize){.leg = (char *)"a", .width_px = 320});
    leg_reports_keep_quality(reports, "a", &(ApiLegQuality){.leg = (char *)"a", .rtt_ms = 40}, 1);

    g_assert_cmpint(leg_reports_size(reports, "a")->width_px, ==, 320);
    g_assert_cmpint(leg_reports_size(reports, "b")->width_px, ==, 640);
    g_assert_cmpfloat(leg_reports_quality(reports, "a")->rtt_ms, ==, 40);
    g_assert_null(leg_reports_quality(reports, "b"));

    /* The text was lent to the call only. */
    g_assert_null(leg_reports_size(reports, "a")->leg);
    g_assert_null(leg_reports_quality(reports, "a")->leg);
}

static void test_a_forgotten_leg_leaves_the_others(void)
{
    g_autoptr(LegReports) reports = leg_reports_new();

    leg_reports_keep_size(reports, "a", &(ApiLegSize){.width_px = 1});
    leg_reports_keep_quality(reports, "a", &(ApiLegQuality){.rtt_ms = 1}, 1);
    leg_reports_keep_size(reports, "b", &(ApiLegSize){.width_px = 2});

    leg_reports_forget(reports, "a");
    leg_reports_forget(reports, "nobody");
    g_assert_null(leg_reports_size(reports, "a"));
    g_assert_null(leg_reports_quality(reports, "a"));
    g_assert_cmpint(leg_reports_size(reports, "b")->width_px, ==, 2);

    leg_reports_forget_all(reports);
    g_assert_null(leg_reports_size(reports, "b"));
}

static void test_when_it_was_last_heard(void)
{
    static const struct {
        bool sound;
        int64_t level_dbov;
        int64_t expected_us;
        const char *reason;
    } rows[] = {
            {false, -20, 0, "a level without packets is an old one"},
            {true, -127, 0, "silence"},
            {true, LEG_REPORTS_SILENCE_DBOV, 0, "just not loud enough"},
            {true, LEG_REPORTS_SILENCE_DBOV + 1, 4, "the noise of a room"},
            {true, -127, 4, "it was heard before"},
    };
    g_autoptr(LegReports) reports = leg_reports_new();

    g_assert_cmpint(leg_reports_heard_us(reports, "a"), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].reason);
        leg_reports_keep_quality(reports, "a",
                &(ApiLegQuality){.sound = rows[i].sound, .level_dbov = rows[i].level_dbov},
                (int64_t)i + 1);
        g_assert_cmpint(leg_reports_heard_us(reports, "a"), ==, rows[i].expected_us);
    }
}

static void test_what_the_centre_does(void)
{
    ApiViewStats views[] = {
            {.view = API_VIEW_SITES, .decode_us = 1000, .compose_us = 200},
            {.view = API_VIEW_CHAIR, .decode_us = 2000, .compose_us = 400},
    };
    ApiFeedStats feeds[] = {
            {.view = API_VIEW_SITES, .height_px = 720, .receivers = 3, .encode_us = 7000},
            {.view = API_VIEW_SITES, .height_px = 360, .receivers = 1, .encode_us = 2500},
            {.view = API_VIEW_CHAIR, .height_px = 720, .receivers = 1, .encode_us = 8000},
            {.view = API_VIEW_FLOOR, .height_px = 720, .receivers = 0, .encode_us = 9000},
    };
    char one[] = "1", two[] = "2";
    ApiLegStats legs[] = {{.leg = one, .frames_dropped = 4}, {.leg = two, .frames_dropped = 5}};
    const ApiRoomStats stats = {.views = views,
            .n_views = G_N_ELEMENTS(views),
            .feeds = feeds,
            .n_feeds = G_N_ELEMENTS(feeds),
            .legs = legs,
            .n_legs = G_N_ELEMENTS(legs)};
    const struct {
        const char *why;
        ApiView view;
        int64_t height_px, expected_us;
    } cases[] = {
            {"the sites", API_VIEW_SITES, 720, 8200},
            {"of another size", API_VIEW_SITES, 360, 3700},
            {"the chair", API_VIEW_CHAIR, 720, 10400},
            {"shows the same as the sites", API_VIEW_FLOOR, 720, 8200},
            {"no picture", API_VIEW_SITES, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const ApiLegQuality quality = {
                .leg = two, .view = (int)cases[i].view, .height_px = cases[i].height_px};
        const CentreFigures centre = leg_reports_centre(&stats, &quality);
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(centre.picture_us, ==, cases[i].expected_us);
        g_assert_cmpint(centre.dropped, ==, 5);
    }
    const CentreFigures none = leg_reports_centre(&(ApiRoomStats){0}, &(ApiLegQuality){0});
    g_assert_cmpint(none.picture_us + none.dropped, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_reports/the_last_word_of_each_leg", test_the_last_word_of_each_leg);
    g_test_add_func("/leg_reports/a_forgotten_leg_leaves_the_others",
            test_a_forgotten_leg_leaves_the_others);
    g_test_add_func("/leg_reports/when_it_was_last_heard", test_when_it_was_last_heard);
    g_test_add_func("/leg_reports/what_the_centre_does", test_what_the_centre_does);
    return g_test_run();
}
