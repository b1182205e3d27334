/**
 * sip_register: one REGISTER of a device that has shown its password: what it asks for is done, and it is answered
 * (RFC 3261, 10.3).
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       none.
 * Ownership   takes the request's message.
 * Thread      the main loop's.
 * Errors      what cannot be done is answered as the RFC has it.
 * Memory      as sip_registrar.
 */
#ifndef SIGNALING_SIP_SIP_REGISTER_H
#define SIGNALING_SIP_SIP_REGISTER_H

#include "signaling/sip/sip_arrival.h"
#include "signaling/sip/sip_registrar.h"

typedef enum SipRegisterChange {
    SIP_REGISTER_NO_CHANGE, /**< there is one still, or none still */
    SIP_REGISTER_FIRST,     /**< the site's first device is there */
    SIP_REGISTER_LAST,      /**< the last one is gone */
} SipRegisterChange;

/** @param request  its texts that point into the message must not be used afterwards */
SipRegisterChange sip_register(nta_agent_t *agent, SipRegistrar *registrar, SipArrival *request);

#endif
