/**
 * proceedings_api: a meeting's proceedings over /api/v1: how they stand, commands to them, what was done so far.
 *
 *   POST …/commands takes what /ws takes, and answers when it is on disk
 *
 * Units       none.
 * Ownership   the service is kept by reference and must outlive the routes.
 * Thread      the main loop's, but for works (rest_call.h).
 * Errors      problems.
 * Memory      as proceedings_desk.
 */
#ifndef SIGNALING_APP_PROCEEDINGS_API_H
#define SIGNALING_APP_PROCEEDINGS_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/rest.h"

void proceedings_api_add_routes(ConferenceService *service, Rest *rest);

#endif
