/**
 * attendance_freeze: the attendance of a meeting as a file: composed while anything may change, and once the session is
 * closed the frozen one, byte for byte.
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are the caller's: g_free().
 * Thread      as database.h.
 * Errors      as attendance_report_load().
 * Memory      the report and its text.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_FREEZE_H
#define SIGNALING_REPORT_ATTENDANCE_FREEZE_H

#include "signaling/report/attendance_report.h"

/**
 * Keeps the table as it is now. A second time, or before the meeting was opened, it does nothing.
 * Belongs into the transaction that closes the session.
 */
bool attendance_freeze(Database *database, const char *meeting, const AttendanceRules *rules,
        int64_t now_us, GError **error);

/** The CSV: what was frozen, or as it is now. */
char *attendance_file(Database *database, const char *meeting, const AttendanceRules *rules,
        int64_t now_us, GError **error);

#endif
