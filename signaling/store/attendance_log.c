#include "signaling/store/attendance_log.h"

#include "config/log.h"

LOG_TOPIC("store");

#define COLUMNS "time_us, meeting, identity, name, role, event, how, note"

void attendance_record_clear(AttendanceRecord *record)
{
    g_free(record->meeting);
    g_free(record->identity);
    g_free(record->name);
    g_free(record->role);
    g_free(record->event);
    g_free(record->how);
    g_free(record->note);
    *record = (AttendanceRecord){0};
}

bool attendance_log_append(Database *database, const AttendanceRecord *record, GError **error)
{
    return database_run(database,
            "INSERT INTO attendance_log (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            DATABASE_VALUES(database_int(record->time_us), database_text(record->meeting),
                    database_text(record->identity), database_text(record->name),
                    database_text(record->role), database_text(record->event),
                    database_text(record->how), database_text(record->note)),
            NULL, error);
}

static void record_free(gpointer data)
{
    attendance_record_clear(data);
    g_free(data);
}

static bool append_submitted(Database *database, void *data, GError **error)
{
    return attendance_log_append(database, data, error);
}

void attendance_log_submit(Store *store, const AttendanceRecord *record)
{
    AttendanceRecord *copy = g_new(AttendanceRecord, 1);

    *copy = (AttendanceRecord){
            .time_us = record->time_us,
            .meeting = g_strdup(record->meeting),
            .identity = g_strdup(record->identity),
            .name = g_strdup(record->name),
            .role = g_strdup(record->role),
            .event = g_strdup(record->event),
            .how = g_strdup(record->how),
            .note = g_strdup(record->note),
    };
    if (!store_submit(store, append_submitted, NULL, copy, record_free, NULL)) {
        log_error("A line of the attendance log was lost: the queue to the database is full.");
    }
}

static bool hand_out(DatabaseRows *rows, AttendanceLogFn each, void *user_data, GError **error)
{
    g_autoptr(GError) fault = NULL;

    while (database_rows_next(rows, &fault)) {
        g_auto(AttendanceRecord) record = {
                .time_us = database_rows_int(rows, 0),
                .meeting = g_strdup(database_rows_text(rows, 1)),
                .identity = g_strdup(database_rows_text(rows, 2)),
                .name = g_strdup(database_rows_text(rows, 3)),
                .role = g_strdup(database_rows_text(rows, 4)),
                .event = g_strdup(database_rows_text(rows, 5)),
                .how = g_strdup(database_rows_text(rows, 6)),
                .note = g_strdup(database_rows_text(rows, 7)),
        };
        each(&record, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool attendance_log_each(Database *database, const char *meeting, AttendanceLogFn each,
        void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " COLUMNS " FROM attendance_log WHERE meeting = $1 ORDER BY id",
            DATABASE_VALUES(database_text(meeting)), error);
    return rows != NULL && hand_out(rows, each, user_data, error);
}

bool attendance_log_present(
        Database *database, AttendanceLogFn each, void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " COLUMNS " FROM attendance_log WHERE id IN"
            " (SELECT max(id) FROM attendance_log GROUP BY meeting, identity)"
            " AND event <> 'left' ORDER BY id",
            DATABASE_NO_VALUES, error);
    return rows != NULL && hand_out(rows, each, user_data, error);
}
