/**
 * operation_log: the log of a session's operation (Nhật ký vận hành phiên họp): crew, devices, trials of the lines, what went
 * wrong, and what is to be done.
 *
 * Trials are what operation_trials found. Incidents are of two kinds: those that the server knows
 * by itself - connections lost, faults of picture and sound - and those that people enter.
 *
 * Units       times are microseconds since 1970, 0 for none; rates kbit/s.
 * Ownership   the log owns all of it.
 * Thread      loading and storing as database.h; the rest any.
 * Errors      as database.h.
 * Memory      OPERATION_INCIDENTS_MAX incidents, and the attendance report.
 */
#ifndef SIGNALING_REPORT_OPERATION_LOG_H
#define SIGNALING_REPORT_OPERATION_LOG_H

#include "signaling/meeting/record.h"
#include "signaling/report/attendance_report.h"
#include "signaling/report/document.h"
#include "signaling/report/operation_trials.h"

enum {
    OPERATION_TEXT_MAX = 4000,      /**< bytes, of crew, devices and advice */
    OPERATION_INCIDENTS_MAX = 2000, /**< of a session, in the log */
    OPERATION_ENTRIES_MAX = 500,    /**< that people may enter for one */
};

/** What people write about the whole session. */
typedef struct OperationNotes {
    char *meeting;
    char *crew;
    char *devices;
    char *advice;
    int64_t changed_us;
    char *changed_by;
} OperationNotes;

extern const RecordType operation_notes_type;

typedef struct OperationIncident {
    int64_t id; /**< 0: seen by the server */
    char *meeting;
    int64_t time_us;
    char *site; /**< as people name it */
    char *symptom;
    char *cause;
    char *handling;
    int64_t end_us;
    char *account; /**< who entered it; empty: the server */
    int64_t created_us;
    bool loss; /**< a connection lost, which the attendance has too; not stored */
} OperationIncident;

extern const RecordType operation_incident_type;

void operation_notes_clear(OperationNotes *notes);
void operation_incident_clear(OperationIncident *incident);

typedef struct OperationLog {
    AttendanceReport *report; /**< heading, times, sites */
    OperationNotes notes;
    GPtrArray *trials;    /**< OperationTrial */
    GPtrArray *incidents; /**< OperationIncident, in order of time */
} OperationLog;

OperationLog *operation_log_load(Database *database, const char *meeting,
        const AttendanceRules *rules, int64_t now_us, GError **error);
void operation_log_free(OperationLog *log);

/** Puts the notes of their meeting in place of those that were. */
bool operation_log_write_notes(Database *database, OperationNotes *notes, GError **error);

/** How many have been entered by people. */
bool operation_log_count(
        Database *database, const char *meeting, int64_t *ret_count, GError **error);

json_t *operation_log_json(const OperationLog *log);
char *operation_log_csv(const OperationLog *log);
Document *operation_log_document(const OperationLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OperationLog, operation_log_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OperationNotes, operation_notes_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OperationIncident, operation_incident_clear)

#endif
