/**
 * sip_refusal: what a SIP device is told when it is not let in: a status of RFC 3261, a phrase that any screen can show,
 * and the sentence that people read elsewhere, with the code of its Warning (RFC 3261, 20.43).
 *
 * Units       none.
 * Ownership   texts are constants.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_SIP_REFUSAL_H
#define SIGNALING_APP_SIP_REFUSAL_H

#include "signaling/client/client_error.h"
#include "signaling/sip/sip_server.h"

typedef struct SipRefusal {
    int status;
    const char *phrase; /**< Vietnamese without accents */
    int warning;        /**< what it is in the session that does not fit, or 399: something else */
    const char *text;
    int cause; /**< why a device that we have called is not let in, as redial_cause_of() reads it */
} SipRefusal;

SipRefusal sip_refusal_of(ClientError error);

/** The site is not invited to a meeting that has a list of those who are. */
SipRefusal sip_refusal_not_invited(void);

/** As sip_server_refuse(). */
void sip_refusal_tell(SipServer *server, uint64_t call, SipRefusal refusal);

#endif
