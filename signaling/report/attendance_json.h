/**
 * attendance_json: the attendance report for programs and pages.
 *
 * Units       times ISO 8601 in UTC, "" for none; durations s; shares and losses %, rates kbit/s.
 * Ownership   the report stays the caller's; the answer is a new reference.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the answer.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_JSON_H
#define SIGNALING_REPORT_ATTENDANCE_JSON_H

#include "signaling/report/attendance_report.h"

#include <jansson.h>

/** @param now_us  when it was made, for what is still going on */
json_t *attendance_json(const AttendanceReport *report, int64_t now_us);

/** The answer's JSON Schema, as text. */
extern const char attendance_json_schema[];

#endif
