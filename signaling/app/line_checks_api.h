/**
 * line_checks_api: GET /api/v1/meetings/{code}/line-checks: the board of a meeting's sites before it begins: who is
 * there, how camera, microphone, echo and line are, and whom to phone.
 *
 * What was written down is read on the store's thread; of a meeting that is running, what its sites do now is laid over
 * it on the main thread.
 *
 * Units       times are texts, UTC.
 * Ownership   the service must outlive it.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      the invited sites and those that were ever checked: SITE_WATCH_MAX at most.
 */
#ifndef SIGNALING_APP_LINE_CHECKS_API_H
#define SIGNALING_APP_LINE_CHECKS_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/rest.h"

void line_checks_api_add_routes(ConferenceService *service, Rest *rest);

#endif
