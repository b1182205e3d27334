/**
 * bearer_routes: what meeting_api serves to who has a join token, described for /api/v1/openapi.json.
 *
 * Units       none.
 * Ownership   constants.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_BEARER_ROUTES_H
#define SIGNALING_APP_BEARER_ROUTES_H

#include "signaling/app/rest.h"

void bearer_routes_describe(Rest *rest);

#endif
