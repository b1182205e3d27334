#include "mcu/room/tick_clock.h"

#include <glib.h>

#include <errno.h>
#include <time.h>

TickClock tick_clock_start(int64_t period_us, int64_t now_us)
{
    g_assert(period_us > 0);
    return (TickClock){.period_us = period_us, .due_us = now_us};
}

int64_t tick_clock_advance(TickClock *clock, int64_t now_us)
{
    int64_t steps = 1;
    const int64_t behind = (now_us - clock->offset_us - clock->due_us) / clock->period_us;
    if (behind > TICK_CLOCK_BEHIND_MAX) {
        steps = behind;
        clock->skipped += (uint64_t)(steps - 1);
    }
    clock->due_us += steps * clock->period_us;
    return steps;
}

int64_t tick_clock_wait(TickClock *clock)
{
    const int64_t steps = tick_clock_advance(clock, g_get_monotonic_time());
    const int64_t at_us = clock->due_us + clock->offset_us;
    const struct timespec due = {
            .tv_sec = at_us / G_USEC_PER_SEC,
            .tv_nsec = at_us % G_USEC_PER_SEC * 1000,
    };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL) == EINTR) {
    }
    clock->late_us = g_get_monotonic_time() - at_us;
    return steps;
}
