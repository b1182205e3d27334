/**
 * site_groups_api: groups of sites that are invited together, over HTTP.
 *
 * Units       as meeting/site.h.
 * Ownership   as rest.h.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      SITE_GROUPS_MAX groups of a list.
 */
#ifndef SIGNALING_APP_SITE_GROUPS_API_H
#define SIGNALING_APP_SITE_GROUPS_API_H

#include "signaling/app/rest.h"

enum { SITE_GROUPS_MAX = 500 };

void site_groups_api_add_routes(Rest *rest);

#endif
