/**
 * sip_calls_api: calling the devices of a meeting's sites over REST: one, all that are away, none any more, and how it
 * goes.
 *
 * Units       none.
 * Ownership   the context is the caller's, and outlives the routes.
 * Thread      as rest_call.h: the store's, then the main loop's.
 * Errors      as rest_call.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_SIP_CALLS_API_H
#define SIGNALING_APP_SIP_CALLS_API_H

#include "signaling/app/rest.h"
#include "signaling/app/sip_dialler.h"

typedef struct SipCallsContext {
    ConferenceService *service;
    SipDialler *dialler; /**< NULL: SIP is not served */
} SipCallsContext;

void sip_calls_api_add_routes(Rest *rest, SipCallsContext *context);

#endif
