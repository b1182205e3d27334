/**
 * plan_document_api: what is handed out about a meeting: the invitation for print, the iCalendar file.
 *
 * Units       none.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PLAN_DOCUMENT_API_H
#define SIGNALING_APP_PLAN_DOCUMENT_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void plan_document_api_add_routes(PlanContext *context, Rest *rest);

#endif
