/**
 * line_summary: what the samples of a meeting's lines say of each site: a row a site, with the 95th percentile of its
 * bit rate in each direction.
 *
 * The regulation on the dedicated network calls a channel adequate while the 95th percentile of its five-minute
 * averages stays within 90 % of its capacity. The percentile here is the nearest rank: a value that was measured,
 * below or at which 95 % of the samples lie.
 *
 * Units       kilobits a second, percent and milliseconds, as the heads of the columns say.
 * Ownership   records stay the caller's.
 * Thread      one at a time.
 * Errors      none.
 * Memory      two numbers for each sample of one site, and the text.
 */
#ifndef SIGNALING_REPORT_LINE_SUMMARY_H
#define SIGNALING_REPORT_LINE_SUMMARY_H

#include "signaling/store/line_log.h"

typedef struct LineSummary LineSummary;

LineSummary *line_summary_new(void);
void line_summary_free(LineSummary *summary);

/** All records of one site have to come one after the other. */
void line_summary_add(LineSummary *summary, const LineRecord *record);

/** The table: a line of heads, then a line a site, with tabs between the columns. Free with g_free(). */
char *line_summary_text(LineSummary *summary);

/** The value at the 95th percentile by nearest rank; 0 of none. Sorts the values. */
double line_summary_p95(double *values, size_t count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineSummary, line_summary_free)

#endif
