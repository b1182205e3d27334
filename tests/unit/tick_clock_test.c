#include "mcu/room/tick_clock.h"

#include <glib.h>

enum { PERIOD_US = 20000, START_US = 1000000 };

static void test_keeps_the_beat(void)
{
    static const struct {
        const char *why;
        int64_t now_us; /* when the work of the beat before was done */
        int64_t due_us;
        int64_t steps;
        uint64_t skipped;
    } cases[] = {
            {"in time", START_US + 5000, START_US + PERIOD_US, 1, 0},
            {"at the last moment", START_US + PERIOD_US, START_US + PERIOD_US, 1, 0},
            {"a little late: the beat does not move", START_US + PERIOD_US + 1,
                    START_US + PERIOD_US, 1, 0},
            {"as late as is made up for", START_US + 6 * PERIOD_US - 1, START_US + PERIOD_US, 1, 0},
            {"later: what nobody could hear is skipped", START_US + 6 * PERIOD_US,
                    START_US + 6 * PERIOD_US, 6, 5},
            {"a minute in a stopped machine", START_US + 3000 * PERIOD_US,
                    START_US + 3000 * PERIOD_US, 3000, 2999},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        TickClock clock = tick_clock_start(PERIOD_US, START_US);
        g_assert_cmpint(tick_clock_advance(&clock, cases[i].now_us), ==, cases[i].steps);
        g_assert_cmpint(clock.due_us, ==, cases[i].due_us);
        g_assert_cmpuint(clock.skipped, ==, cases[i].skipped);
    }
}

static void test_never_returns_early(void)
{
    TickClock clock = tick_clock_start(1000, g_get_monotonic_time());
    for (int i = 0; i < 20; i++) {
        tick_clock_wait(&clock);
        g_assert_cmpint(clock.late_us, >=, 0);
        g_assert_cmpint(g_get_monotonic_time(), >=, clock.due_us);
    }
}

/* The tick moves; what it is stamped with does not. */
static void test_an_offset_moves_no_beat(void)
{
    const int64_t start_us = g_get_monotonic_time();
    TickClock clock = tick_clock_start(1000, start_us);
    for (int i = 1; i <= 20; i++) {
        clock.offset_us = i % 2 == 0 ? 400 : -400;
        tick_clock_wait(&clock);
        g_assert_cmpint(clock.due_us, ==, start_us + 1000 * (int64_t)(i + (int)clock.skipped));
        g_assert_cmpint(clock.late_us, >=, 0);
        g_assert_cmpint(g_get_monotonic_time(), >=, clock.due_us + clock.offset_us);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tick_clock/keeps_the_beat", test_keeps_the_beat);
    g_test_add_func("/tick_clock/never_returns_early", test_never_returns_early);
    g_test_add_func("/tick_clock/an_offset_moves_no_beat", test_an_offset_moves_no_beat);
    return g_test_run();
}
