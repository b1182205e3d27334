/**
 * sites_api: sites with their PINs, their SIP devices' passwords and tables, over HTTP.
 *
 * Units       as meeting/site.h.
 * Ownership   as rest.h.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      as rest.h.
 */
#ifndef SIGNALING_APP_SITES_API_H
#define SIGNALING_APP_SITES_API_H

#include "signaling/app/rest.h"
#include "signaling/app/site_door.h"

typedef struct SitesContext {
    SiteDoor *door;        /**< is told of changes */
    const char *sip_realm; /**< of the devices' passwords */
} SitesContext;

/** @param context  the caller's, outlives the routes */
void sites_api_add_routes(Rest *rest, SitesContext *context);

#endif
