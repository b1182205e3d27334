/**
 * attendance_api: the attendance of a meeting over REST: the table as JSON and CSV, what people correct in it, and that
 * they confirm it.
 *
 * Connection times come from the server's own events, and nothing here can change them. A correction is one more event
 * of the meeting's chain, with account and time. Once the session is closed, the CSV is the frozen file, whatever is
 * corrected later; the JSON has both.
 *
 * Units       times are microseconds since 1970.
 * Ownership   the context must outlive the routes.
 * Thread      the main loop's; works run on the store's.
 * Errors      problems in Vietnamese.
 * Memory      as attendance_report.
 */
#ifndef SIGNALING_APP_ATTENDANCE_API_H
#define SIGNALING_APP_ATTENDANCE_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

void attendance_api_add_routes(PlanContext *context, Rest *rest);

#endif
