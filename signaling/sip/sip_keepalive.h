/**
 * sip_keepalive: asks each registered device from time to time whether it is there (OPTIONS), by the way that its REGISTER
 * came; which also keeps the ways open that firewalls and NATs close when nothing goes over them.
 *
 * Any answer is one, also a refusal. What the answers mean is sip_pulse's to say. Devices are taken from the registrar and
 * let go with their binding; the registrar is not changed here.
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       seconds in the names; times are microseconds of the monotonic clock.
 * Ownership   the registrar and the agent are the caller's, and outlive it.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      a record for each binding; SIP_KEEPALIVE_ASKED_MAX questions under way.
 */
#ifndef SIGNALING_SIP_SIP_KEEPALIVE_H
#define SIGNALING_SIP_SIP_KEEPALIVE_H

#include "signaling/sip/sip_library.h"
#include "signaling/sip/sip_pulse.h"
#include "signaling/sip/sip_registrar.h"

typedef struct SipKeepalive SipKeepalive;

enum { SIP_KEEPALIVE_ASKED_MAX = 500 };

typedef struct SipKeepaliveConfig {
    nta_agent_t *agent;
    const SipRegistrar *registrar;
    const char *address; /**< where the server listens, as the next */
    uint16_t port;
    unsigned interval_s; /**< 0: nobody is asked */
    /** A device answers, after it did not; or does not any more. */
    void (*changed)(const char *site, bool reached, void *user_data);
    /** It has not answered for so long that its binding should go. */
    void (*gone)(const char *site, const char *uri, void *user_data);
    void *user_data;
} SipKeepaliveConfig;

SipKeepalive *sip_keepalive_new(const SipKeepaliveConfig *config);

/** Before the agent goes. NULL is allowed. */
void sip_keepalive_free(SipKeepalive *keepalive);

/** Asks whom it is time to ask, and gives up whom it is time to. */
void sip_keepalive_tick(SipKeepalive *keepalive, int64_t now_us);

/** What is known of the device of this binding. */
SipReach sip_keepalive_reach(
        const SipKeepalive *keepalive, const char *site, const SipBinding *binding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipKeepalive, sip_keepalive_free)

#endif
