/**
 * leg_reports: what the MCU said last of each leg: the size that it asks for, and how it does.
 *
 * A client that comes back is told again from here, and so are the metrics and the API.
 *
 * Units       as mcu/api; times are microseconds of the monotonic clock.
 * Ownership   values are copied, without their text `leg`; what is handed out is good until the next call
 *             that is not const.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      one size and one quality a leg, so the caller keeps to the legs of its meeting.
 */
#ifndef SIGNALING_APP_LEG_REPORTS_H
#define SIGNALING_APP_LEG_REPORTS_H

#include "mcu/api/api_message.h"
#include "signaling/client/server_message.h"

typedef struct LegReports LegReports;

enum { LEG_REPORTS_SILENCE_DBOV = -90 }; /**< below the noise of any microphone that is open */

LegReports *leg_reports_new(void);

/** NULL is allowed. */
void leg_reports_free(LegReports *reports);

void leg_reports_keep_size(LegReports *reports, const char *leg, const ApiLegSize *size);
void leg_reports_keep_quality(
        LegReports *reports, const char *leg, const ApiLegQuality *quality, int64_t now_us);

/** NULL when nothing was said yet. */
const ApiLegSize *leg_reports_size(const LegReports *reports, const char *leg);
const ApiLegQuality *leg_reports_quality(const LegReports *reports, const char *leg);

/** When something louder than LEG_REPORTS_SILENCE_DBOV was last heard from it; 0: never. */
int64_t leg_reports_heard_us(const LegReports *reports, const char *leg);

/** What the centre does with a leg's pictures; 0 what the figures do not tell of. */
CentreFigures leg_reports_centre(const ApiRoomStats *stats, const ApiLegQuality *quality);

void leg_reports_forget(LegReports *reports, const char *leg);
void leg_reports_forget_all(LegReports *reports);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegReports, leg_reports_free)

#endif
