/**
 * sites_api: sites with their PINs and tables, and groups of sites, over HTTP.
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

void sites_api_add_routes(Rest *rest);

#endif
