/**
 * sip_call: one call: a dialog of SIP (RFC 3261, 12) with the session in it, whose SDP is passed on unread.
 *
 * A device calls:
 *
 *              INVITE        answer          ACK
 *     (new) ──────────► ASKED ──────► ANSWERED ──────► UP ◄──► ASKED anew: re-INVITE or UPDATE waits for us
 *                         │ refuse, CANCEL   │ no ACK   │ BYE, of either
 *                         ▼                  ▼          ▼
 *                       gone               gone       gone
 *
 * We call, without an offer, so that the device says all it can do and nothing is set up for who does not answer
 * (RFC 3261, 13.2.1): its 200 has the offer, our ACK the answer. In the call we ask in the same way for an offer anew.
 *
 *              INVITE of ours      200, its offer       answer: ACK
 *     (new) ────────────────► RINGING ────────► ACCEPTED ────────► UP
 *                         │ refused, silence, CANCEL   │ ACK and BYE
 *                         ▼                            ▼
 *                       gone                         gone
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       none.
 * Ownership   the desk owns its calls; a call is found by its number, and gone once it is over.
 * Thread      the main loop's.
 * Errors      none: what a device does wrong is answered as the RFC has it, or ends its call.
 * Memory      SIP_CALLS_MAX calls, with their last request and answer.
 */
#ifndef SIGNALING_SIP_SIP_CALL_H
#define SIGNALING_SIP_SIP_CALL_H

#include "signaling/sip/sip_arrival.h"
#include "signaling/sip/sip_call_desk.h"
#include "signaling/sip/sip_dialog.h"

void sip_call_desk_init(SipCallDesk *desk, const SipCallEvents *events, void *user_data);

/** Before the agent goes; nobody hears of it. */
void sip_call_desk_clear(SipCallDesk *desk);

/** Sessions run out, or want to be refreshed. */
void sip_call_desk_tick(SipCallDesk *desk, int64_t now_us);

/** NULL when it is gone. */
SipCall *sip_call_find(const SipCallDesk *desk, uint64_t number);

/** A device that has shown its password calls. Takes the arrival's message. */
void sip_call_invited(SipCallDesk *desk, SipArrival *arrival);

/** Calls a device. @return its number; 0: it cannot be called */
uint64_t sip_call_begin(SipCallDesk *desk, const SipCallOrder *order);

/** What another process would go on with. @return false: it is not up, or stands on what cannot be written down */
bool sip_call_describe(const SipCall *call, SipDialog *ret_dialog);

/**
 * Goes on with a call of an earlier process, which is gone. Nobody hears of it.
 *
 * @param dialog  checked
 * @return its number; 0: there are too many, or the library cannot read it
 */
uint64_t sip_call_restore(SipCallDesk *desk, const SipDialog *dialog);

/** Answers what the device asked last, or offered. @param sdp  our answer, or our offer */
void sip_call_answer(SipCall *call, const char *sdp);

/**
 * Refuses what the device asked last; the first of all ends the call.
 *
 * @param phrase   in ASCII, for the device's screen
 * @param warning  a code of RFC 3261, 20.43
 * @param text     the same as people write it
 */
void sip_call_refuse(SipCall *call, int status, const char *phrase, int warning, const char *text);

/** Ends the call in whatever state it is; it is gone then. */
void sip_call_end(SipCall *call, const char *why);

/** Asks the device for a key frame, for those that cannot hear RTCP do (RFC 5168). */
void sip_call_fast_update(SipCall *call);

#endif
