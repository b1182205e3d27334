/**
 * plan_annex_api: what belongs to a planned meeting: invited sites and their links, agenda, clashes with others; kinds and relations.
 *
 * Units       none.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PLAN_ANNEX_API_H
#define SIGNALING_APP_PLAN_ANNEX_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void plan_annex_api_add_routes(PlanContext *context, Rest *rest);

#endif
