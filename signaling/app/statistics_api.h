/**
 * statistics_api: /api/v1/statistics: meetings of a period against targets, and how the units attended, as JSON, CSV, XLSX and
 * for print; the targets themselves.
 *
 * What is counted are the meetings convened by the unit that is asked about and those below it, as far as the account
 * reaches. The attendance of many meetings is read in steps, between which the store does other work.
 *
 * Units       days as 2026-11-22, both ends included.
 * Ownership   none.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      as statistics.h.
 */
#ifndef SIGNALING_APP_STATISTICS_API_H
#define SIGNALING_APP_STATISTICS_API_H

#include "signaling/app/rest.h"

void statistics_api_add_routes(Rest *rest);

#endif
