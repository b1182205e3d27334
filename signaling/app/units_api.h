/**
 * units_api: the units of the tree and their kinds over HTTP: reading, changing, ending, tables in and out.
 *
 * Units       as meeting/unit.h.
 * Ownership   as rest.h.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      as rest.h.
 */
#ifndef SIGNALING_APP_UNITS_API_H
#define SIGNALING_APP_UNITS_API_H

#include "signaling/app/rest.h"

void units_api_add_routes(Rest *rest);

#endif
