/**
 * plan_api: planned meetings under /api/v1/meetings: the calendar, a meeting's form, its states.
 *
 * Its routes stand in four tables: the plan (here), what belongs to it (plan_annex_api), its papers (plan_paper_api),
 * what is handed out (plan_document_api).
 *
 * Units       in the names.
 * Ownership   what it is made with must outlive it.
 * Thread      the main loop's; its works run on the store's (rest_call.h) and only read what is set before.
 * Errors      as rest.h.
 * Memory      none of its own.
 */
#ifndef SIGNALING_APP_PLAN_API_H
#define SIGNALING_APP_PLAN_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

/** Adds the routes of all four tables. */
void plan_api_add_routes(PlanContext *context, Rest *rest);

#endif
