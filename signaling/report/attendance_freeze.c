#include "signaling/report/attendance_freeze.h"

#include "signaling/report/attendance_csv.h"
#include "signaling/store/attendance_archive.h"

bool attendance_freeze(Database *database, const char *meeting, const AttendanceRules *rules,
        int64_t now_us, GError **error)
{
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, meeting, rules, now_us, error);

    if (report == NULL) {
        return false;
    }
    if (report->frozen || report->opened_us == 0) {
        return true;
    }
    g_autofree char *csv = attendance_csv(report);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, csv, -1);
    const AttendanceFrozen frozen = {
            .time_us = now_us,
            .rules = report->rules,
            .sha256 = sha256,
            .csv = csv,
    };
    return attendance_archive_add(database, report->meeting, &frozen, error);
}

char *attendance_file(Database *database, const char *meeting, const AttendanceRules *rules,
        int64_t now_us, GError **error)
{
    g_auto(AttendanceFrozen) frozen = {0};
    bool found = false;

    if (!attendance_archive_find(database, meeting, &frozen, &found, error)) {
        return NULL;
    }
    if (found) {
        return g_steal_pointer(&frozen.csv);
    }
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, meeting, rules, now_us, error);
    return report != NULL ? attendance_csv(report) : NULL;
}
