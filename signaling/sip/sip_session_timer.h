/**
 * sip_session_timer: whether both ends of a call are still there, by the clock (RFC 4028): one of them refreshes the session
 * before it runs out, and when nothing comes the other one ends it. A device that was switched off does not stay in a
 * meeting.
 *
 * Who called refreshes, unless it wants us to; a device that knows no timers is left to the media's own liveness.
 *
 * Units       seconds in the names; times are microseconds of the monotonic clock.
 * Ownership   a plain value.
 * Thread      any: no state of its own.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_SESSION_TIMER_H
#define SIGNALING_SIP_SIP_SESSION_TIMER_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SIP_SESSION_MIN_S = 90, /**< RFC 4028, 5: less is refused with 422 */
    SIP_SESSION_S = 1800,   /**< what is proposed to who proposes nothing; RFC 4028, 4 */
    SIP_SESSION_MARGIN_S =
            32, /**< RFC 4028, 10: so long before the end, or a third of it, we give up */
};

/** What a request says of it. */
typedef struct SipTimerAsked {
    bool supported;     /**< `timer` in Supported or Require */
    int64_t interval_s; /**< Session-Expires; 0: none */
    int64_t min_s;      /**< Min-SE; 0: none */
    bool we_refresh;    /**< refresher=uas */
} SipTimerAsked;

typedef struct SipSessionTimer {
    int64_t interval_s; /**< 0: there is none */
    bool ours;          /**< we refresh */
    int64_t since_us;   /**< the last refresh */
} SipSessionTimer;

typedef enum SipTimerDue { SIP_TIMER_NOTHING, SIP_TIMER_REFRESH, SIP_TIMER_OVER } SipTimerDue;

/** Takes up what a request asks for. @return false: 422, and the timer is as it was */
bool sip_session_timer_agree(SipSessionTimer *timer, const SipTimerAsked *asked, int64_t now_us);

/** What the other end answers to what we proposed. @param interval_s  0: it knows no timers */
void sip_session_timer_answered(
        SipSessionTimer *timer, int64_t interval_s, bool we_refresh, int64_t now_us);

/** The session was refreshed. */
void sip_session_timer_refreshed(SipSessionTimer *timer, int64_t now_us);

/** It is over not sooner than that: who was away has not had the time to refresh it. */
void sip_session_timer_spare(SipSessionTimer *timer, int64_t spare_s, int64_t now_us);

/** What has to be done now. */
SipTimerDue sip_session_timer_due(const SipSessionTimer *timer, int64_t now_us);

#endif
