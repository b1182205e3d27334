/**
 * attendance_row: one row of the attendance report: a site, its connections, and what people say of it.
 *
 * What is said first stands in the row; what is said afterwards stands behind it as a correction, never over it.
 *
 * Units       times are microseconds since 1970; rates kbit/s, loss percent, of what came from the site.
 * Ownership   a row owns all of it; what is given is copied.
 * Thread      any: no state.
 * Errors      none.
 * Memory      ATTENDANCE_CORRECTIONS_MAX corrections; spans as presence_log.
 */
#ifndef SIGNALING_REPORT_ATTENDANCE_ROW_H
#define SIGNALING_REPORT_ATTENDANCE_ROW_H

#include "signaling/meeting/attendance.h"

#include <glib.h>

enum { ATTENDANCE_CORRECTIONS_MAX = 200 /**< of one site: the last of them */ };

/** What people say of a site, and may correct. */
typedef enum AttendanceField {
    ATTENDANCE_CONVENED, /**< numbers of delegates; as the next three */
    ATTENDANCE_PRESENT,
    ATTENDANCE_EXCUSED,
    ATTENDANCE_UNEXCUSED,
    ATTENDANCE_RESPONSIBLE,
    ATTENDANCE_TECHNICIAN,
    ATTENDANCE_NOTE,
    ATTENDANCE_FIELDS
} AttendanceField;

#define ATTENDANCE_NUMBER_FIELDS ATTENDANCE_RESPONSIBLE /**< those before it are numbers */

/** "convened" and so on, as in events and in the API. */
const char *attendance_field_name(AttendanceField field);
bool attendance_field_from_name(const char *name, AttendanceField *ret_field);

typedef struct AttendanceDelegate {
    int64_t position; /**< among its site's */
    char *name;
    char *title;
    char *unit;
    char *site; /**< the row's name */
    char *how;  /**< in_person, online, absent */
    char *substitute_for;
    char *note;
} AttendanceDelegate;

/** A second line. */
typedef struct AttendanceCorrection {
    int64_t time_us;
    char *account;
    char *field; /**< attendance_field_name() */
    char *value;
    char *note;
    bool after_freeze; /**< the frozen file does not have it */
} AttendanceCorrection;

typedef struct AttendanceRow {
    int64_t position; /**< the official order: 0 the central site */
    char *identity;   /**< in the meeting */
    char *code;       /**< of the site; empty for a guest */
    char *name;       /**< as it was at the meeting */
    char *unit_kind;  /**< Loại đơn vị */
    char *block;      /**< Khối */
    char *connection; /**< WebRTC, SIP, Liên thông; empty: never connected */
    GArray *spans;    /**< AttendanceSpan: all connections, those of the trial too */
    AttendanceFigures figures;
    bool on; /**< connected now */
    bool central;
    bool invited;
    bool by_name;     /**< who connected gave the site's name, without its link */
    char *roll;       /**< present, picture_only, sound_only, no_answer; empty: not called */
    int64_t convened; /**< delegates, as first said; -1: not said; as the next three */
    int64_t present;
    int64_t excused;
    int64_t unexcused;
    char *responsible; /**< as first said, as the next two */
    char *technician;
    char *note;
    int64_t floor_count;
    int64_t floor_us;
    double kbps_mean;
    double kbps_p95;
    double loss_mean;
    GPtrArray *corrections; /**< AttendanceCorrection, oldest first */
} AttendanceRow;

/** A number of people as it stands now, with corrections; -1: not said. */
int64_t attendance_row_people(const AttendanceRow *row, AttendanceField field);

/** Any field as it stands now, as text; empty: not said. Lent from the row, or from `digits`. */
const char *attendance_row_text(
        const AttendanceRow *row, AttendanceField field, char *digits, size_t size);

enum { ATTENDANCE_DIGITS_SIZE = 24 /**< is enough for `digits` */ };

/** Có mặt, Vắng mặt. */
const char *attendance_row_state(const AttendanceRow *row);

/** "Vào muộn; Gián đoạn", or "chỉ kết nối phiên thử". Free with g_free(). */
char *attendance_row_flags(const AttendanceRow *row);

/** Có mặt, Có hình không tiếng, …, Chưa điểm danh. */
const char *attendance_row_roll(const AttendanceRow *row);

/** What was first noted of the site, and how it came when that proves nothing. Free with g_free(). */
char *attendance_row_remark(const AttendanceRow *row);

/** Nothing said, nobody connected. */
AttendanceRow *attendance_row_new(const char *identity, const char *code, const char *name);

/** NULL is allowed, as in the next. */
void attendance_row_free(AttendanceRow *row);
void attendance_delegate_free(AttendanceDelegate *delegate);

/** Sets a text; NULL counts as "". */
void attendance_set_text(char **place, const char *text);

/** What was first said: of a number field. */
void attendance_row_first_number(AttendanceRow *row, AttendanceField field, int64_t value);

/** The same of a text field. */
void attendance_row_first_text(AttendanceRow *row, AttendanceField field, const char *value);

/** A second line. */
void attendance_row_correct(AttendanceRow *row, const AttendanceCorrection *correction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttendanceRow, attendance_row_free)

#endif
