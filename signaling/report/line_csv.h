/**
 * line_csv: the samples of a meeting's lines as a table, a row for each site and period.
 *
 * Units       stand in the heads of the columns; times as local_time.
 * Ownership   records stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's string.
 */
#ifndef SIGNALING_REPORT_LINE_CSV_H
#define SIGNALING_REPORT_LINE_CSV_H

#include "signaling/store/line_log.h"

/** Appends the byte-order mark and the heads of the columns. */
void line_csv_head(GString *out);

void line_csv_row(GString *out, const LineRecord *record);

#endif
