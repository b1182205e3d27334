#include "signaling/sip/sip_session_timer.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

bool sip_session_timer_agree(SipSessionTimer *timer, const SipTimerAsked *asked, int64_t now_us)
{
    if (asked->interval_s > 0 && asked->interval_s < SIP_SESSION_MIN_S) {
        return false;
    }
    if (!asked->supported) {
        *timer = (SipSessionTimer){0};
        return true;
    }
    *timer = (SipSessionTimer){
            .interval_s =
                    asked->interval_s > 0 ? asked->interval_s : MAX(SIP_SESSION_S, asked->min_s),
            .ours = asked->we_refresh,
            .since_us = now_us,
    };
    return true;
}

void sip_session_timer_answered(
        SipSessionTimer *timer, int64_t interval_s, bool we_refresh, int64_t now_us)
{
    *timer = (SipSessionTimer){
            .interval_s = interval_s > 0 ? MAX(interval_s, SIP_SESSION_MIN_S) : 0,
            .ours = we_refresh,
            .since_us = now_us,
    };
}

void sip_session_timer_refreshed(SipSessionTimer *timer, int64_t now_us)
{
    timer->since_us = now_us;
}

static int64_t usable_s(const SipSessionTimer *timer)
{
    return timer->interval_s - MIN(SIP_SESSION_MARGIN_S, timer->interval_s / 3);
}

void sip_session_timer_spare(SipSessionTimer *timer, int64_t spare_s, int64_t now_us)
{
    const int64_t since_us = now_us + (spare_s - usable_s(timer)) * SECOND_US;
    timer->since_us = MIN(MAX(timer->since_us, since_us), now_us);
}

SipTimerDue sip_session_timer_due(const SipSessionTimer *timer, int64_t now_us)
{
    const int64_t passed_us = now_us - timer->since_us;

    if (timer->interval_s == 0) {
        return SIP_TIMER_NOTHING;
    }
    if (passed_us >= usable_s(timer) * SECOND_US) {
        return SIP_TIMER_OVER;
    }
    return timer->ours && passed_us >= timer->interval_s / 2 * SECOND_US ? SIP_TIMER_REFRESH
                                                                         : SIP_TIMER_NOTHING;
}
