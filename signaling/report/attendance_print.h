/**
 * attendance_print: the attendance report as people read it: a document for print and word processor, and an Excel file, both
 * of the same heading, tables, parameters and foot.
 *
 * A site's row says what the server saw and what was first said; corrections stand under it as lines of their own, with
 * time and account, never over it.
 *
 * Units       as the report's; printed in Vietnam's time and numbers.
 * Ownership   the report stays the caller's; what is returned is the caller's.
 * Thread      any: no state.
 * Errors      as xlsx_book.h.
 * Memory      what is written.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_PRINT_H
#define SIGNALING_REPORT_ATTENDANCE_PRINT_H

#include "signaling/report/attendance_report.h"
#include "signaling/report/document.h"

#define ATTENDANCE_TITLE "BÁO CÁO ĐIỂM DANH CÁC ĐIỂM CẦU"

Document *attendance_document(const AttendanceReport *report);

GBytes *attendance_xlsx(const AttendanceReport *report, GError **error);

/* ---- texts of both; NULL-terminated lists: g_strfreev() ---- */

/** "Tên cuộc họp: …", "Mã cuộc họp: …" and so on; what is not said is left out. */
char **attendance_heading_lines(const AttendanceReport *report);

/** "Số điểm cầu được triệu tập: 15; có mặt: 13; …". */
char **attendance_summary_lines(const AttendanceReport *report);

/** The parameters, where the numbers come from, the hash of the CSV. */
char **attendance_foot_lines(const AttendanceReport *report);

/** "07:22:00–09:10:00; 09:10:20–10:28:00". g_free() */
char *attendance_spans_text(const AttendanceRow *row);

/** "Sửa lúc 08:05:00 28/03/2018, thuky". g_free() */
char *attendance_correction_text(const AttendanceCorrection *correction);

/** Trực tiếp, Trực tuyến, Vắng. */
const char *attendance_how_text(const AttendanceDelegate *delegate);

#endif
