/**
 * attendance_csv: the attendance log of a meeting as a table, line by line as it was written.
 *
 * Units       times as local_time.
 * Ownership   records stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's string.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_CSV_H
#define SIGNALING_REPORT_ATTENDANCE_CSV_H

#include "signaling/store/attendance_log.h"

/** Appends the byte-order mark and the heads of the columns. */
void attendance_csv_head(GString *out);

void attendance_csv_row(GString *out, const AttendanceRecord *record);

#endif
