/**
 * leg_reports: what the MCU said last of each leg: the size that it asks for, and how it does.
 *
 * A client that comes back is told again from here, and so are the metrics and the API.
 *
 * Units       as mcu/api.
 * Ownership   values are copied, without their text `leg`; what is handed out is good until the next call
 *             that is not const.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      one size and one quality a leg, so the caller keeps to the legs of its meeting.
 */
#ifndef SIGNALING_APP_LEG_REPORTS_H
#define SIGNALING_APP_LEG_REPORTS_H

#include "mcu/api/api_message.h"

typedef struct LegReports LegReports;

LegReports *leg_reports_new(void);

/** NULL is allowed. */
void leg_reports_free(LegReports *reports);

void leg_reports_keep_size(LegReports *reports, const char *leg, const ApiLegSize *size);
void leg_reports_keep_quality(LegReports *reports, const char *leg, const ApiLegQuality *quality);

/** NULL when nothing was said yet. */
const ApiLegSize *leg_reports_size(const LegReports *reports, const char *leg);
const ApiLegQuality *leg_reports_quality(const LegReports *reports, const char *leg);

void leg_reports_forget(LegReports *reports, const char *leg);
void leg_reports_forget_all(LegReports *reports);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegReports, leg_reports_free)

#endif
