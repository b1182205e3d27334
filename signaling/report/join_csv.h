/**
 * join_csv: who joined a meeting and left it, as a table, line by line as it was written.
 *
 * Units       times as local_time.
 * Ownership   records stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's string.
 */
#ifndef SIGNALING_REPORT_JOIN_CSV_H
#define SIGNALING_REPORT_JOIN_CSV_H

#include "signaling/store/attendance_log.h"

/** Appends the byte-order mark and the heads of the columns. */
void join_csv_head(GString *out);

void join_csv_row(GString *out, const AttendanceRecord *record);

#endif
