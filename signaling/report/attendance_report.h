/**
 * attendance_report: who was there in a meeting, as data: what the attendance report (CSV, XLSX, RTF, print, JSON), the
 * minutes and the statistics are made of.
 *
 * It is put together from the plan, the sites that were convened, and the meeting's chain of events; connection times
 * come from `media` events alone, which the server writes by itself. What people enter - the roll call, numbers of
 * delegates - comes from `roll_mark`, `heads` and `delegate` events, and what they say later, by `heads` once more or by
 * `correct`, stands beside it as a correction: a second line, never over the first.
 *
 * Rows: the central site first (of the convening unit, and whoever joins as the chair), then those convened in their
 * order, then guests in the order of their coming. The summary counts those convened, without the central site.
 *
 * Units       times are microseconds since 1970, 0 for none.
 * Ownership   the report owns all of it.
 * Thread      attendance_report_load() as database.h; the rest any.
 * Errors      as database.h; DATABASE_ERROR_MISSING: there is no such meeting.
 * Memory      as attendance_fold and MEETING_INVITED_MAX.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_REPORT_H
#define SIGNALING_REPORT_ATTENDANCE_REPORT_H

#include "signaling/report/attendance_row.h"
#include "signaling/store/database.h"

typedef struct AttendanceReport {
    /* heading; texts may be empty */
    char *meeting; /**< its code */
    char *title;
    char *parent_agency;
    char *agency;
    char *invite_no;
    char *kind; /**< Loại */
    char *form; /**< Hình thức */
    char *relation;
    char *chair_name;
    char *chair_title;
    char *secretary_name;
    char *secretary_title;
    char *central_site;
    char *place;
    int64_t start_us; /**< as planned, as the next */
    int64_t end_us;
    int64_t opened_us; /**< 0: not yet */
    int64_t closed_us; /**< 0: not yet */
    AttendanceRules rules;
    GPtrArray *rows;      /**< AttendanceRow */
    GPtrArray *delegates; /**< AttendanceDelegate, in order of the rows */
    /* summary: of those convened, without the central site */
    int64_t convened;
    int64_t present;
    int64_t absent;
    int64_t late;
    int64_t early;
    int64_t broken;
    int64_t losses;
    int64_t people_convened; /**< of all sites, with corrections */
    int64_t people_present;
    /* how final it is */
    char *roll_confirmed_by; /**< account that has confirmed the roll; empty: nobody */
    int64_t roll_confirmed_us;
    char *confirmed_by; /**< account that has confirmed the attendance */
    int64_t confirmed_us;
    bool frozen;
    int64_t frozen_us;
    char *sha256; /**< of the CSV; empty until frozen */
} AttendanceReport;

/**
 * @param rules   for a session that is not frozen yet, whose rules stay; NULL: the usual ones
 * @param now_us  how long an open session, and who is still there, have lasted
 */
AttendanceReport *attendance_report_load(Database *database, const char *meeting,
        const AttendanceRules *rules, int64_t now_us, GError **error);

/** NULL is allowed. */
void attendance_report_free(AttendanceReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttendanceReport, attendance_report_free)

#endif
