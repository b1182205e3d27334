#include "signaling/store/line_log.h"

#include "config/log.h"

LOG_TOPIC("store");

/* The columns before the figures, then the figures in order of LineFigure: average, maximum. */
#define COLUMNS                                                                                    \
    "time_us, meeting, identity, name, readings,"                                                  \
    " in_bps, in_bps_max, out_bps, out_bps_max, loss_in_percent, loss_in_percent_max,"             \
    " loss_out_percent, loss_out_percent_max, rtt_ms, rtt_ms_max, jitter_ms, jitter_ms_max"

enum { FIRST_SPAN = 5, COLUMNS_ALL = FIRST_SPAN + 2 * LINE_FIGURES };

void line_record_clear(LineRecord *record)
{
    g_free(record->meeting);
    g_free(record->identity);
    g_free(record->name);
    *record = (LineRecord){0};
}

bool line_log_append(Database *database, const LineRecord *record, GError **error)
{
    const LineSample *sample = &record->sample;
    DatabaseValue values[COLUMNS_ALL] = {
            database_int(sample->time_us),
            database_text(record->meeting),
            database_text(record->identity),
            database_text(record->name),
            database_int(sample->readings),
    };

    for (size_t i = 0; i < LINE_FIGURES; i++) {
        values[FIRST_SPAN + 2 * i] = database_real(sample->spans[i].average);
        values[FIRST_SPAN + 2 * i + 1] = database_real(sample->spans[i].maximum);
    }
    return database_run(database,
            "INSERT INTO line_log (" COLUMNS ") VALUES"
            " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            values, COLUMNS_ALL, NULL, error);
}

static void record_free(gpointer data)
{
    line_record_clear(data);
    g_free(data);
}

static bool append_submitted(Database *database, void *data, GError **error)
{
    return line_log_append(database, data, error);
}

void line_log_submit(Store *store, const LineRecord *record)
{
    LineRecord *copy = g_new(LineRecord, 1);

    *copy = (LineRecord){
            .meeting = g_strdup(record->meeting),
            .identity = g_strdup(record->identity),
            .name = g_strdup(record->name),
            .sample = record->sample,
    };
    if (!store_submit(store, append_submitted, NULL, copy, record_free, NULL)) {
        log_error("A sample of a line was lost: the queue to the database is full.");
    }
}

static LineRecord read_line(const DatabaseRows *row)
{
    LineRecord record = {
            .meeting = g_strdup(database_rows_text(row, 1)),
            .identity = g_strdup(database_rows_text(row, 2)),
            .name = g_strdup(database_rows_text(row, 3)),
            .sample = {.time_us = database_rows_int(row, 0), .readings = database_rows_int(row, 4)},
    };

    for (int i = 0; i < LINE_FIGURES; i++) {
        const int column = FIRST_SPAN + 2 * i;
        record.sample.spans[i] = (LineSpan){
                .average = database_rows_real(row, column),
                .maximum = database_rows_real(row, column + 1),
        };
    }
    return record;
}

bool line_log_each(
        Database *database, const char *meeting, LineLogFn each, void *user_data, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " COLUMNS " FROM line_log WHERE meeting = $1 ORDER BY identity, time_us, id",
            DATABASE_VALUES(database_text(meeting)), error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        g_auto(LineRecord) record = read_line(rows);
        each(&record, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}
