#include "signaling/app/leg_reports.h"

static void test_the_last_word_of_each_leg(void)
{
    g_autoptr(LegReports) reports = leg_reports_new();

    g_assert_null(leg_reports_size(reports, "a"));
    g_assert_null(leg_reports_quality(reports, "a"));

    leg_reports_keep_size(reports, "a", &(ApiLegSize){.leg = (char *)"a", .width_px = 1280});
    leg_reports_keep_size(reports, "b", &(ApiLegSize){.leg = (char *)"b", .width_px = 640});
    leg_reports_keep_size(reports, "a", &(ApiLegSize){.leg = (char *)"a", .width_px = 320});
    leg_reports_keep_quality(reports, "a", &(ApiLegQuality){.leg = (char *)"a", .rtt_ms = 40});

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
    leg_reports_keep_quality(reports, "a", &(ApiLegQuality){.rtt_ms = 1});
    leg_reports_keep_size(reports, "b", &(ApiLegSize){.width_px = 2});

    leg_reports_forget(reports, "a");
    leg_reports_forget(reports, "nobody");
    g_assert_null(leg_reports_size(reports, "a"));
    g_assert_null(leg_reports_quality(reports, "a"));
    g_assert_cmpint(leg_reports_size(reports, "b")->width_px, ==, 2);

    leg_reports_forget_all(reports);
    g_assert_null(leg_reports_size(reports, "b"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_reports/the_last_word_of_each_leg", test_the_last_word_of_each_leg);
    g_test_add_func("/leg_reports/a_forgotten_leg_leaves_the_others",
            test_a_forgotten_leg_leaves_the_others);
    return g_test_run();
}
