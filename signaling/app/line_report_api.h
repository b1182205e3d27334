/**
 * line_report_api: /api/v1/line-report: how the sites' lines did over some days against their capacity.
 *
 * Units       days.
 * Ownership   none.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      as the reports'.
 */
#ifndef SIGNALING_APP_LINE_REPORT_API_H
#define SIGNALING_APP_LINE_REPORT_API_H

#include "signaling/app/rest.h"

void line_report_api_add_routes(Rest *rest);

#endif
