/**
 * operation_trials: how each site's line, picture and sound did before the session was opened: the table "Thử kết nối" of the
 * log of operation.
 *
 *      line_log ── mean figures of each site ──┐
 *      line_check_log ── newest finding ───────┼──> a row a site, in the report's order
 *      who was invited and never tried ────────┘
 *
 * Units       rates kbit/s; the rest in the names.
 * Ownership   rows own their names; findings are constants.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      a row a site.
 */
#ifndef SIGNALING_REPORT_OPERATION_TRIALS_H
#define SIGNALING_REPORT_OPERATION_TRIALS_H

#include "signaling/report/attendance_report.h"

typedef struct OperationTrial {
    char *identity;
    char *site;
    int64_t samples; /**< 0: was not there long enough for figures of its own */
    bool measured;   /**< the figures are known */
    double in_kbps;
    double out_kbps;
    double loss_percent; /**< of what came from the site */
    double rtt_ms;
    const char *picture; /**< a finding in words; a constant, "" for none */
    const char *sound;
} OperationTrial;

/** @param ret_trials  OperationTrial; a new array on success */
bool operation_trials_load(
        Database *database, const AttendanceReport *report, GPtrArray **ret_trials, GError **error);

#endif
