/**
 * attendance_csv: the attendance report as a table for spreadsheets and other programs: a line of names, a line a site,
 * and a line for each correction behind its site.
 *
 * A correction's line repeats number, code and name of its site, has what is corrected in its column, and who said it and
 * when in `ghi_chu`; the automatic columns stay empty, since nobody corrects those.
 *
 * Units       times ISO 8601 with +07:00, durations s, shares and losses %, rates kbit/s; decimal points.
 * Ownership   the report stays the caller's; the text is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_CSV_H
#define SIGNALING_REPORT_ATTENDANCE_CSV_H

#include "signaling/report/attendance_report.h"

char *attendance_csv(const AttendanceReport *report);

#endif
