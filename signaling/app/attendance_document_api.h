/**
 * attendance_document_api: the attendance report of a meeting to be printed, edited and reckoned with:
 * /api/v1/meetings/{code}/attendance.html, .rtf and .xlsx.
 *
 * Units       none.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      as the reports'.
 */
#ifndef SIGNALING_APP_ATTENDANCE_DOCUMENT_API_H
#define SIGNALING_APP_ATTENDANCE_DOCUMENT_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void attendance_document_api_add_routes(PlanContext *context, Rest *rest);

#endif
