#include "mcu/rtp/rtcp_schedule.h"

#include <glib.h>

/* RFC 3550, 6.3: intervals vary, so that the reports of many do not fall together. Here the phase does that once. */
RtcpSchedule rtcp_schedule(int64_t phase_us, int64_t now_us)
{
    const int64_t wait_us = RTCP_SCHEDULE_FIRST_US + CLAMP(phase_us, 0, RTCP_SCHEDULE_GAP_US) / 5;
    return (RtcpSchedule){.due_us = now_us + wait_us};
}

bool rtcp_schedule_due(RtcpSchedule *schedule, int64_t now_us)
{
    if (now_us < schedule->due_us) {
        return false;
    }
    schedule->due_us += RTCP_SCHEDULE_GAP_US;
    if (schedule->due_us <= now_us) {
        schedule->due_us = now_us + RTCP_SCHEDULE_GAP_US;
    }
    return true;
}
