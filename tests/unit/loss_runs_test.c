#include "mcu/rtp/loss_runs.h"

#include <glib.h>

static const int64_t second_us = 1000000;
static const int64_t packet_us = 20000;

/* Ten seconds of sound, of which that is lost. @return how that looks at their end */
static LossRunsView lose(LossRuns *runs, int64_t from_us, bool (*is_lost)(unsigned packet))
{
    for (unsigned n = 0; n < 500; n++) {
        const TwccSample sample = {
                .size = 100,
                .sent_us = from_us + n * packet_us,
                .arrival_us = from_us + n * packet_us,
                .lost = is_lost(n),
        };
        loss_runs_put(runs, &sample, 1);
    }
    return loss_runs_view(runs, from_us + 500 * packet_us);
}

static bool nothing(unsigned packet)
{
    (void)packet;
    return false;
}

static bool each_tenth(unsigned packet)
{
    return packet % 10 == 3;
}

static bool three_of_ten(unsigned packet)
{
    (void)packet;
    return g_test_rand_int_range(0, 10) < 3;
}

static bool ten_in_a_row(unsigned packet)
{
    return packet % 100 < 10;
}

static bool bursts_and_some(unsigned packet)
{
    return packet % 100 < 8 || packet % 50 == 30;
}

static void test_tells_bursts_from_chance(void)
{
    static const struct {
        const char *why;
        bool (*is_lost)(unsigned packet);
        double least_percent, most_percent;
        int64_t burst_us;
    } rows[] = {
            {"a clean line", nothing, 0.0, 0.0, 0},
            {"each tenth", each_tenth, 9.5, 10.5, 0},
            {"30 % at random", three_of_ten, 20.0, 40.0, 0},
            {"bursts of 200 ms", ten_in_a_row, 8.0, 13.0, 200000},
            {"bursts of 160 ms, and single ones", bursts_and_some, 8.0, 13.0, 160000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        LossRuns runs = {0};
        const LossRunsView view = lose(&runs, 100 * second_us, rows[i].is_lost);
        g_test_message("%s: %f %%, %d us", rows[i].why, view.lost_percent, (int)view.burst_us);
        g_assert_cmpfloat(view.lost_percent, >=, rows[i].least_percent);
        g_assert_cmpfloat(view.lost_percent, <=, rows[i].most_percent);
        g_assert_cmpint(view.burst_us, ==, rows[i].burst_us);
    }
}

static void test_forgets(void)
{
    LossRuns runs = {0};
    g_assert_cmpfloat(lose(&runs, 100 * second_us, ten_in_a_row).lost_percent, >, 8.0);
    const LossRunsView view = lose(&runs, 110 * second_us, nothing);
    g_assert_cmpfloat(view.lost_percent, ==, 0.0);
    g_assert_cmpint(view.burst_us, ==, 0);
}

static void test_what_came_late_is_not_lost(void)
{
    LossRuns runs = {0};
    const TwccSample samples[] = {
            {.sent_us = second_us, .lost = true},
            {.sent_us = second_us + packet_us},
            {.sent_us = second_us, .late = true},
    };
    loss_runs_put(&runs, samples, 2);
    g_assert_cmpfloat(loss_runs_view(&runs, second_us).lost_percent, ==, 50.0);
    loss_runs_put(&runs, samples + 2, 1);
    g_assert_cmpfloat(loss_runs_view(&runs, second_us).lost_percent, ==, 0.0);
}

static void test_reports_do_where_there_is_nothing_better(void)
{
    LossRuns runs = {0};
    loss_runs_report(&runs, 64, 10 * second_us);
    loss_runs_report(&runs, 0, 12 * second_us);
    g_assert_cmpfloat(loss_runs_view(&runs, 12 * second_us).lost_percent, ==, 12.5);
    g_assert_cmpfloat(loss_runs_view(&runs, 30 * second_us).lost_percent, ==, 0.0);
    (void)lose(&runs, 40 * second_us, nothing);
    loss_runs_report(&runs, 255, 50 * second_us);
    g_assert_cmpfloat(loss_runs_view(&runs, 50 * second_us).lost_percent, ==, 0.0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/loss_runs/tells_bursts_from_chance", test_tells_bursts_from_chance);
    g_test_add_func("/loss_runs/forgets", test_forgets);
    g_test_add_func("/loss_runs/what_came_late_is_not_lost", test_what_came_late_is_not_lost);
    g_test_add_func("/loss_runs/reports_do_where_there_is_nothing_better",
            test_reports_do_where_there_is_nothing_better);
    return g_test_run();
}
