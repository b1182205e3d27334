/**
 * operation_log_api: /api/v1/meetings/{code}/operation-log: the log of a session's operation, what people write into it, and
 * the incidents that they enter.
 *
 * Units       none.
 * Ownership   the context must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      as the reports'.
 */
#ifndef SIGNALING_APP_OPERATION_LOG_API_H
#define SIGNALING_APP_OPERATION_LOG_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void operation_log_api_add_routes(PlanContext *context, Rest *rest);

#endif
