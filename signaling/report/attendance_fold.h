/**
 * attendance_fold: a meeting's events, one after the other, into the rows of its attendance report.
 *
 * Units       as attendance_row.
 * Ownership   the report is the caller's and outlive the fold.
 * Thread      one at a time.
 * Errors      an event that is not understood is passed over: it concerns somebody else.
 * Memory      as presence_log, by which guests' rows are bounded; ATTENDANCE_DELEGATES_MAX.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_FOLD_H
#define SIGNALING_REPORT_ATTENDANCE_FOLD_H

#include "signaling/report/attendance_row.h"

#include <jansson.h>

enum { ATTENDANCE_DELEGATES_MAX = 20000 };

/** What the events say. */
typedef struct AttendanceFindings {
    GPtrArray *rows; /**< AttendanceRow: of the caller; the central site and guests are added */
    GPtrArray *delegates;    /**< AttendanceDelegate: of the caller */
    int64_t frozen_us;       /**< of the caller: corrections after it are marked; 0: not frozen */
    char *roll_confirmed_by; /**< who has confirmed the roll; "": nobody */
    int64_t roll_confirmed_us;
    char *confirmed_by; /**< who has confirmed the attendance */
    int64_t confirmed_us;
    int64_t watched_us; /**< when the meeting was last seen to run */
} AttendanceFindings;

void attendance_findings_clear(AttendanceFindings *findings);

typedef struct AttendanceFold AttendanceFold;

/** @param findings  with the rows of those who are convened, and texts that are NULL */
AttendanceFold *attendance_fold_new(AttendanceFindings *findings);
void attendance_fold_free(AttendanceFold *fold);

/** Whether events of this kind matter at all. */
bool attendance_fold_wants(const char *kind);

void attendance_fold_event(AttendanceFold *fold, const json_t *event);

/**
 * After the last event: connections and floors that are open end.
 *
 * @param known_us  until when it is known that they lasted
 */
void attendance_fold_end(AttendanceFold *fold, int64_t known_us);

/** The row of an identity, or NULL. */
AttendanceRow *attendance_fold_row(const AttendanceFold *fold, const char *identity);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AttendanceFindings, attendance_findings_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttendanceFold, attendance_fold_free)

#endif
