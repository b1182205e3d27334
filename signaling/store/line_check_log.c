#include "signaling/store/line_check_log.h"

#include "config/log.h"

LOG_TOPIC("store");

#define COLUMNS "meeting, identity, name, time_us, level, detail"

void line_check_record_clear(LineCheckRecord *record)
{
    g_free(record->meeting);
    g_free(record->identity);
    g_free(record->name);
    g_free(record->level);
    g_free(record->detail);
    *record = (LineCheckRecord){0};
}

bool line_check_log_append(Database *database, const LineCheckRecord *record, GError **error)
{
    return database_run(database,
                   "INSERT INTO line_checks (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
                   DATABASE_VALUES(database_text(record->meeting), database_text(record->identity),
                           database_text(record->name), database_int(record->time_us),
                           database_text(record->level), database_text(record->detail)),
                   NULL, error) &&
            database_run(database,
                    "DELETE FROM line_checks WHERE meeting = $1 AND identity = $2 AND id NOT IN"
                    " (SELECT id FROM line_checks WHERE meeting = $1 AND identity = $2"
                    "  ORDER BY id DESC LIMIT $3)",
                    DATABASE_VALUES(database_text(record->meeting), database_text(record->identity),
                            database_int(LINE_CHECK_LOG_MAX)),
                    NULL, error);
}

static void record_free(gpointer data)
{
    line_check_record_clear(data);
    g_free(data);
}

static bool append_submitted(Database *database, void *data, GError **error)
{
    return line_check_log_append(database, data, error);
}

void line_check_log_submit(Store *store, const LineCheckRecord *record)
{
    LineCheckRecord *copy = g_new(LineCheckRecord, 1);

    *copy = (LineCheckRecord){
            .meeting = g_strdup(record->meeting),
            .identity = g_strdup(record->identity),
            .name = g_strdup(record->name),
            .time_us = record->time_us,
            .level = g_strdup(record->level),
            .detail = g_strdup(record->detail),
    };
    if (!store_submit(store, append_submitted, NULL, copy, record_free, NULL)) {
        log_error("The check of a line was lost: the queue to the database is full.");
    }
}

/* Hands out the rows, which are taken. */
static bool hand_out(DatabaseRows *rows, LineCheckLogFn each, void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) taken = rows;
    g_autoptr(GError) fault = NULL;

    while (taken != NULL && database_rows_next(taken, &fault)) {
        const LineCheckRecord record = {
                .meeting = (char *)database_rows_text(taken, 0),
                .identity = (char *)database_rows_text(taken, 1),
                .name = (char *)database_rows_text(taken, 2),
                .time_us = database_rows_int(taken, 3),
                .level = (char *)database_rows_text(taken, 4),
                .detail = (char *)database_rows_text(taken, 5),
        };
        each(&record, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return taken != NULL;
}

bool line_check_log_latest(Database *database, const char *meeting, LineCheckLogFn each,
        void *user_data, GError **error)
{
    DatabaseRows *rows = database_query(database,
            "SELECT " COLUMNS " FROM line_checks WHERE id IN"
            " (SELECT max(id) FROM line_checks WHERE meeting = $1 GROUP BY identity)"
            " ORDER BY name, identity",
            DATABASE_VALUES(database_text(meeting)), error);
    return hand_out(rows, each, user_data, error);
}

bool line_check_log_of_site(Database *database, const char *meeting, const char *identity,
        LineCheckLogFn each, void *user_data, GError **error)
{
    DatabaseRows *rows = database_query(database,
            "SELECT " COLUMNS " FROM line_checks WHERE meeting = $1 AND identity = $2"
            " ORDER BY id DESC",
            DATABASE_VALUES(database_text(meeting), database_text(identity)), error);
    return hand_out(rows, each, user_data, error);
}
