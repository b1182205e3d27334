/**
 * sip_pulse: whether a registered device is still there, by what becomes of the questions (OPTIONS, RFC 3261, 11) that it is
 * asked: when the next one is due, whether it can be reached, and when it is given up.
 *
 *     asked ──► any answer: reached, asked again after the interval
 *           └─► none: not reached, asked again soon; SIP_PULSE_MISSED_MAX in a row of one that has answered before: gone
 *
 * There are devices and firewalls that never answer: those are not reached, but stay until their time is over.
 *
 * Units       seconds in the names; times are microseconds of the monotonic clock.
 * Ownership   a plain value.
 * Thread      any: no state of its own.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_PULSE_H
#define SIGNALING_SIP_SIP_PULSE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SIP_PULSE_FIRST_MAX_S = 5, /**< after a power cut a whole province registers at once */
    SIP_PULSE_ANSWER_S = 10, /**< RFC 3261, 17.1.2.2: a datagram has been sent five times by then */
    SIP_PULSE_AGAIN_S = 10,
    SIP_PULSE_MISSED_MAX = 3,
};

typedef enum SipReach { SIP_REACH_UNKNOWN, SIP_REACH_YES, SIP_REACH_NO } SipReach;

typedef struct SipPulse {
    bool ever;       /**< it has answered once */
    unsigned missed; /**< in a row, since then */
    int64_t due_us;  /**< the next question */
} SipPulse;

/** A device that has not been asked yet. @param after_us  at most SIP_PULSE_FIRST_MAX_S, another for each */
void sip_pulse_init(SipPulse *pulse, int64_t now_us, int64_t after_us);

void sip_pulse_answered(SipPulse *pulse, int64_t now_us, int64_t interval_s);

/** No answer came in SIP_PULSE_ANSWER_S. @return whether the device is gone */
bool sip_pulse_missed(SipPulse *pulse, int64_t now_us, int64_t interval_s);

SipReach sip_pulse_reach(const SipPulse *pulse);

#endif
