#include "signaling/sip/sip_pulse.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

void sip_pulse_init(SipPulse *pulse, int64_t now_us, int64_t after_us)
{
    *pulse = (SipPulse){.due_us = now_us + after_us};
}

void sip_pulse_answered(SipPulse *pulse, int64_t now_us, int64_t interval_s)
{
    *pulse = (SipPulse){.ever = true, .due_us = now_us + interval_s * SECOND_US};
}

bool sip_pulse_missed(SipPulse *pulse, int64_t now_us, int64_t interval_s)
{
    pulse->missed++;
    const bool over = pulse->missed >= SIP_PULSE_MISSED_MAX;
    const int64_t after_s = over ? interval_s : MIN(interval_s, SIP_PULSE_AGAIN_S);
    pulse->due_us = now_us + after_s * SECOND_US;
    return over && pulse->ever;
}

SipReach sip_pulse_reach(const SipPulse *pulse)
{
    if (pulse->missed > 0) {
        return SIP_REACH_NO;
    }
    return pulse->ever ? SIP_REACH_YES : SIP_REACH_UNKNOWN;
}
