/**
 * sip_recall: INVITEs that an earlier process has left are taken back (RFC 3261, 9.1), so that no room rings for nobody; who
 * has picked up meanwhile is told that nobody is there (13.2.2.4, 15).
 *
 *     sip_recalls_take(ring) ──► CANCEL ──► 487 to the INVITE ──► ACK            ──► `recalled`
 *              │                    ├─────► 200 to the INVITE ──► ACK, and BYE   ──► `recalled`
 *              │                    └─────► nothing, for SIP_RECALL_S            ──► `recalled`
 *              └──► the device's connection is gone, and none can be made: until it registers by another
 *
 * The INVITE has no transaction here: what is answered to it comes with what the library can give to nobody.
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       seconds in the names; times are microseconds of the monotonic clock.
 * Ownership   agent and outlet are the caller's, and outlive it.
 * Thread      the main loop's.
 * Errors      `recalled` says what has come of each.
 * Memory      SIP_RECALLS_MAX rings; SIP_RECALL_ANSWERS_MAX devices behind one INVITE are hung up on.
 */
#ifndef SIGNALING_SIP_SIP_RECALL_H
#define SIGNALING_SIP_SIP_RECALL_H

#include "signaling/sip/sip_call_events.h"
#include "signaling/sip/sip_library.h"
#include "signaling/sip/sip_outlet.h"

typedef struct SipRecalls SipRecalls;

enum {
    SIP_RECALLS_MAX = 2000, /**< as SIP_CALLS_MAX */
    SIP_RECALL_ANSWERS_MAX = 8,
    SIP_RECALL_S =
            64, /**< 2*64*T1: the CANCEL is not sent any more then, nor answers to the INVITE */
    SIP_RECALL_WAIT_S = 180, /**< RFC 3261, 16.6: rooms ring for so long at most */
};

typedef struct SipRecallsConfig {
    nta_agent_t *agent;
    SipOutlet *outlet;
    const SipCallEvents *events;
    void *user_data;
} SipRecallsConfig;

SipRecalls *sip_recalls_new(const SipRecallsConfig *config);

/** Before the agent and the outlet go; nobody hears of it. NULL is allowed. */
void sip_recalls_free(SipRecalls *recalls);

/** @param ring  checked. @return false: the library cannot read it, there are too many, or it is taken back already */
bool sip_recalls_take(SipRecalls *recalls, const SipRing *ring);

/** An answer that belongs to no transaction. */
void sip_recalls_heard(SipRecalls *recalls, const sip_t *sip);

/** A device has registered: who waits for that is told now. @param source  as of a SipBinding */
void sip_recalls_registered(SipRecalls *recalls, const char *uri, const char *source);

void sip_recalls_tick(SipRecalls *recalls, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipRecalls, sip_recalls_free)

#endif
