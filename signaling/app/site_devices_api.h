/**
 * site_devices_api: the SIP devices of the sites over REST: where each is registered, since when and until when, what it says
 * it is, and whether it answers.
 *
 * What a device says it is may be anything: it is shown as at most SITE_DEVICES_NAME_MAX characters, none of them a control
 * character.
 *
 * Units       none.
 * Ownership   the dialler is the caller's, and outlives the routes.
 * Thread      as rest_call.h: the store's, then the main loop's.
 * Errors      as rest_call.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_SITE_DEVICES_API_H
#define SIGNALING_APP_SITE_DEVICES_API_H

#include "signaling/app/rest.h"
#include "signaling/app/sip_dialler.h"

enum { SITE_DEVICES_NAME_MAX = 80 };

/** @param dialler  NULL: SIP is not served */
void site_devices_api_add_routes(Rest *rest, SipDialler *dialler);

#endif
