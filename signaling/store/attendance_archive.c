#include "signaling/store/attendance_archive.h"

void attendance_frozen_clear(AttendanceFrozen *frozen)
{
    g_free(frozen->sha256);
    g_free(frozen->csv);
    *frozen = (AttendanceFrozen){0};
}

bool attendance_archive_add(
        Database *database, const char *meeting, const AttendanceFrozen *frozen, GError **error)
{
    const AttendanceRules *rules = &frozen->rules;

    return database_run(database,
            "INSERT INTO attendance_frozen (meeting, time_us, merge_gap_us, late_grace_us,"
            " early_grace_us, min_share, sha256, csv) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (meeting) DO NOTHING",
            DATABASE_VALUES(database_text(meeting), database_int(frozen->time_us),
                    database_int(rules->merge_gap_us), database_int(rules->late_grace_us),
                    database_int(rules->early_grace_us), database_real(rules->min_share),
                    database_text(frozen->sha256), database_text(frozen->csv)),
            NULL, error);
}

bool attendance_archive_find(Database *database, const char *meeting, AttendanceFrozen *frozen,
        bool *ret_found, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT time_us, merge_gap_us, late_grace_us, early_grace_us, min_share, sha256, csv"
            " FROM attendance_frozen WHERE meeting = $1",
            DATABASE_VALUES(database_text(meeting)), error);

    if (rows == NULL) {
        return false;
    }
    const bool found = database_rows_next(rows, &fault);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (found) {
        *frozen = (AttendanceFrozen){
                .time_us = database_rows_int(rows, 0),
                .rules = {.merge_gap_us = database_rows_int(rows, 1),
                        .late_grace_us = database_rows_int(rows, 2),
                        .early_grace_us = database_rows_int(rows, 3),
                        .min_share = database_rows_real(rows, 4)},
                .sha256 = g_strdup(database_rows_text(rows, 5)),
                .csv = g_strdup(database_rows_text(rows, 6)),
        };
    }
    *ret_found = found;
    return true;
}

bool attendance_pulse_write(
        Database *database, const char *meeting, int64_t time_us, GError **error)
{
    return database_run(database,
            "INSERT INTO attendance_pulses (meeting, time_us) VALUES ($1, $2)"
            " ON CONFLICT (meeting) DO UPDATE SET time_us = $2",
            DATABASE_VALUES(database_text(meeting), database_int(time_us)), NULL, error);
}

bool attendance_pulse_read(
        Database *database, const char *meeting, int64_t *ret_time_us, GError **error)
{
    return database_number(database, "SELECT time_us FROM attendance_pulses WHERE meeting = $1",
            DATABASE_VALUES(database_text(meeting)), 0, ret_time_us, error);
}
