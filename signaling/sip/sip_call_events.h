/**
 * sip_call_events: what a call says to the floor above. A call is a number there, never used twice.
 *
 *     a device calls:   invited ──► answer ──► connected ──► … ──► ended
 *                          └──────► refuse
 *     we call:          ringing ──► offered ──► answer, or refuse: the call is over
 *                          └──────► refused: the call is over
 *     in the call:      settled: what it would go on with in another process is another now (sip_server_dialog())
 *                       offered ──► answer, or refuse: the call goes on as it was, unless we have asked for the offer
 *                       refused: we have asked for an offer, and there is none; the call goes on as it was
 *
 *     whom we call:     inviting ──► invite_over, when its INVITE needs not be taken back any more (sip_server_recall())
 *
 * An offer that is "" asks for ours: the answer is an offer then, and `answered` brings what the device says to it.
 *
 * Units       none.
 * Ownership   texts are lent for the call of the function.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_CALL_EVENTS_H
#define SIGNALING_SIP_SIP_CALL_EVENTS_H

#include "signaling/sip/sip_ring.h"

#include <stdint.h>

/** Why a call has ended, when somebody there wanted it so. */
#define SIP_CALL_HUNG_UP "the device has hung up"

typedef struct SipInvitation {
    const char *site;   /**< which has shown its password; "": a stranger, where those are let in */
    const char *target; /**< whom it calls: the user of the URI; "" for nobody */
    const char *address; /**< where it comes from */
    const char *device;  /**< its User-Agent, or "" */
    const char *offer;   /**< SDP, or "" */
} SipInvitation;

/** Whom to call, and who does. */
typedef struct SipCallOrder {
    const char *uri;    /**< the device's: sip:903@192.0.2.7 */
    const char *route;  /**< where it registered from; NULL: where the URI says */
    const char *caller; /**< our user: whom the device would call back */
    const char *name;   /**< as its screen shows it */
} SipCallOrder;

typedef struct SipCallEvents {
    void (*invited)(uint64_t call, const SipInvitation *invitation, void *user_data);
    void (*offered)(uint64_t call, const char *offer, void *user_data);
    void (*answered)(uint64_t call, const char *answer, void *user_data);
    /** It is over, but not by our own end. */
    void (*ended)(uint64_t call, const char *why, void *user_data);
    /** It is told of in the room there. */
    void (*ringing)(uint64_t call, void *user_data);
    /** What we asked was refused, or not answered. @param status  of RFC 3261; 408: nobody answers */
    void (*refused)(uint64_t call, int status, void *user_data);
    /** A key was pressed, told by INFO: 0 to 9, *, #, A to D. */
    void (*digit)(uint64_t call, char digit, void *user_data);
    /** It is up, or goes on in another way; NULL: nobody wants to know. */
    void (*settled)(uint64_t call, void *user_data);
    /** An INVITE that begins a call is out, or goes another way now. NULL: nobody wants to know, as the next two. */
    void (*inviting)(const SipRing *ring, void *user_data);
    /** The last one of this Call-ID is refused, confirmed or taken back. */
    void (*invite_over)(const char *call_id, void *user_data);
    /** One of an earlier process is dealt with. @param how  a sentence's end for the log */
    void (*recalled)(const SipRing *ring, const char *how, void *user_data);
    /** The device needs a key frame (RFC 5168). */
    void (*fast_update)(uint64_t call, void *user_data);
} SipCallEvents;

#endif
