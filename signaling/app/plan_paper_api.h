/**
 * plan_paper_api: a meeting's papers: sent up with the declaration that they hold no state secret, kept as files named by their SHA-256, handed out.
 *
 * Units       bytes.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PLAN_PAPER_API_H
#define SIGNALING_APP_PLAN_PAPER_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void plan_paper_api_add_routes(PlanContext *context, Rest *rest);

#endif
