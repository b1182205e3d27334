#include "mcu/rtp/rtcp_schedule.h"

#include <glib.h>

static void test_once_a_second(void)
{
    static const struct {
        const char *why;
        int64_t at_us;
        bool due;
    } steps[] = {
            {"not at once", 0, false},
            {"but soon", RTCP_SCHEDULE_FIRST_US, true},
            {"once", RTCP_SCHEDULE_FIRST_US, false},
            {"a tick early", RTCP_SCHEDULE_FIRST_US + RTCP_SCHEDULE_GAP_US - 1, false},
            {"a little late", RTCP_SCHEDULE_FIRST_US + RTCP_SCHEDULE_GAP_US + 9000, true},
            {"which does not add up", RTCP_SCHEDULE_FIRST_US + 2 * RTCP_SCHEDULE_GAP_US, true},
            {"the loop stood still", 100 * RTCP_SCHEDULE_GAP_US, true},
            {"no burst", 100 * RTCP_SCHEDULE_GAP_US + 1, false},
            {"and on", 101 * RTCP_SCHEDULE_GAP_US, true},
    };
    RtcpSchedule schedule = rtcp_schedule(0, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        g_assert_true(rtcp_schedule_due(&schedule, steps[i].at_us) == steps[i].due);
    }
}

static void test_phases_spread(void)
{
    RtcpSchedule first = rtcp_schedule(0, 0);
    RtcpSchedule last = rtcp_schedule(RTCP_SCHEDULE_GAP_US, 0);
    g_assert_true(rtcp_schedule_due(&first, RTCP_SCHEDULE_FIRST_US));
    g_assert_false(rtcp_schedule_due(&last, RTCP_SCHEDULE_FIRST_US));
    g_assert_true(rtcp_schedule_due(&last, 2 * RTCP_SCHEDULE_FIRST_US));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_schedule/once_a_second", test_once_a_second);
    g_test_add_func("/rtcp_schedule/phases_spread", test_phases_spread);
    return g_test_run();
}
