#include "signaling/store/database_sqlite.h"

#include "signaling/store/database_schema.h"

#include <sqlite3.h>

#include <errno.h>
#include <string.h>

/* How long to wait for another process's write: a busy disk was seen to take more than 5 s for one. */
enum { BUSY_MS = 20000 };

typedef struct DatabaseSqlite {
    Database base;
    char *path;
    sqlite3 *connection;
    sqlite3_stmt *add_meeting;
    sqlite3_stmt *find_meeting;
    sqlite3_stmt *append_attendance;
    sqlite3_stmt *append_line;
} DatabaseSqlite;

static const DatabaseOperations operations;

/* The columns of a line's figures, in order of LineFigure: average, then maximum. */
#define LINE_COLUMNS                                                                               \
    "in_bps, in_bps_max, out_bps, out_bps_max, loss_in_percent, loss_in_percent_max,"              \
    " loss_out_percent, loss_out_percent_max, rtt_ms, rtt_ms_max, jitter_ms, jitter_ms_max"

enum { LINE_FIRST_SPAN = 5 }; /* the columns before them */

static DatabaseSqlite *sqlite_of(Database *database)
{
    g_assert(database->operations == &operations);
    return (DatabaseSqlite *)database;
}

static bool fail(const DatabaseSqlite *self, DatabaseError code, GError **error)
{
    g_set_error(error, DATABASE_ERROR, (gint)code, "%s: %s", self->path,
            sqlite3_errmsg(self->connection));
    return false;
}

static bool run(const DatabaseSqlite *self, const char *sql, GError **error)
{
    return sqlite3_exec(self->connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
            fail(self, DATABASE_ERROR_FAILED, error);
}

static bool prepare(
        const DatabaseSqlite *self, const char *sql, sqlite3_stmt **ret_statement, GError **error)
{
    return sqlite3_prepare_v2(self->connection, sql, -1, ret_statement, NULL) == SQLITE_OK ||
            fail(self, DATABASE_ERROR_FAILED, error);
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    /* The text outlives the step, after which the binding is cleared. */
    const int status =
            sqlite3_bind_text(statement, place, text != NULL ? text : "", -1, SQLITE_STATIC);
    g_assert(status == SQLITE_OK);
}

/* Ready for the next use, and without pointers to the last one's texts. */
static void rewind_statement(sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
}

static char *copy_text(sqlite3_stmt *statement, int column)
{
    return g_strdup((const char *)sqlite3_column_text(statement, column));
}

/* For values that are only lent, while a row is handed out. */
static char *lend_text(sqlite3_stmt *statement, int column)
{
    return (char *)(uintptr_t)sqlite3_column_text(statement, column);
}

static bool read_form(const DatabaseSqlite *self, int *ret_number, GError **error)
{
    sqlite3_stmt *statement = NULL;

    if (!prepare(self, "PRAGMA user_version", &statement, error)) {
        return false;
    }
    const bool good = sqlite3_step(statement) == SQLITE_ROW;
    *ret_number = good ? sqlite3_column_int(statement, 0) : 0;
    (void)sqlite3_finalize(statement);
    return good || fail(self, DATABASE_ERROR_OPEN, error);
}

static bool take_steps(const DatabaseSqlite *self, GError **error)
{
    int number = 0;

    if (!read_form(self, &number, error)) {
        return false;
    }
    if (number > database_schema_newest()) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_NEWER,
                "%s has form %d, written by a newer version; this one knows forms up to %d",
                self->path, number, database_schema_newest());
        return false;
    }
    while (number < database_schema_newest()) {
        number++;
        g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %d", number);
        if (!run(self, database_schema_step(number), error) || !run(self, mark, error)) {
            return false;
        }
    }
    return true;
}

/* Two processes may open a new database at once: the lock comes before the look. */
static bool update_form(const DatabaseSqlite *self, GError **error)
{
    int number = 0;

    if (!read_form(self, &number, error)) {
        return false;
    }
    if (number == database_schema_newest()) {
        return true;
    }
    if (!run(self, "BEGIN IMMEDIATE", error)) {
        return false;
    }
    if (!take_steps(self, error) || !run(self, "COMMIT", error)) {
        (void)run(self, "ROLLBACK", NULL);
        return false;
    }
    return true;
}

static bool prepare_all(DatabaseSqlite *self, GError **error)
{
    return prepare(self, "INSERT INTO meetings (code, title, created_us) VALUES (?1, ?2, ?3)",
                   &self->add_meeting, error) &&
            prepare(self, "SELECT code, title, created_us FROM meetings WHERE code = ?1",
                    &self->find_meeting, error) &&
            prepare(self,
                    "INSERT INTO attendance_log"
                    " (time_us, meeting, identity, name, role, event, how, note)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    &self->append_attendance, error) &&
            prepare(self,
                    "INSERT INTO line_log"
                    " (time_us, meeting, identity, name, readings, " LINE_COLUMNS ")"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                    " ?16, ?17)",
                    &self->append_line, error);
}

static void sqlite_close(Database *database)
{
    DatabaseSqlite *self = sqlite_of(database);

    (void)sqlite3_finalize(self->add_meeting);
    (void)sqlite3_finalize(self->find_meeting);
    (void)sqlite3_finalize(self->append_attendance);
    (void)sqlite3_finalize(self->append_line);
    (void)sqlite3_close(self->connection);
    g_free(self->path);
    g_free(self);
}

Database *database_sqlite_open(const char *data_dir, GError **error)
{
    if (g_mkdir_with_parents(data_dir, 0700) != 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_OPEN, "cannot create the folder %s: %s",
                data_dir, g_strerror(errno));
        return NULL;
    }
    DatabaseSqlite *self = g_new0(DatabaseSqlite, 1);
    self->base.operations = &operations;
    self->path = g_build_filename(data_dir, "giaoban.db", NULL);
    /* FULL: a line that the log has taken outlives a power cut. */
    const bool good = (sqlite3_open_v2(self->path, &self->connection,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                               NULL) == SQLITE_OK &&
                              sqlite3_busy_timeout(self->connection, BUSY_MS) == SQLITE_OK) ||
            fail(self, DATABASE_ERROR_OPEN, error);
    if (good && run(self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", error) &&
            update_form(self, error) && prepare_all(self, error)) {
        return &self->base;
    }
    sqlite_close(&self->base);
    return NULL;
}

static bool finish(DatabaseSqlite *self, sqlite3_stmt *statement, GError **error)
{
    const int status = sqlite3_step(statement);
    bool good = status == SQLITE_DONE;

    if (!good) {
        fail(self, status == SQLITE_CONSTRAINT ? DATABASE_ERROR_EXISTS : DATABASE_ERROR_FAILED,
                error);
    }
    rewind_statement(statement);
    return good;
}

static bool sqlite_add_meeting(Database *database, const MeetingRecord *meeting, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);

    bind_text(self->add_meeting, 1, meeting->code);
    bind_text(self->add_meeting, 2, meeting->title);
    (void)sqlite3_bind_int64(self->add_meeting, 3, meeting->created_us);
    return finish(self, self->add_meeting, error);
}

static bool sqlite_find_meeting(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *find = self->find_meeting;

    bind_text(find, 1, code);
    const int status = sqlite3_step(find);
    if (status == SQLITE_ROW) {
        *ret_meeting = (MeetingRecord){
                .code = copy_text(find, 0),
                .title = copy_text(find, 1),
                .created_us = sqlite3_column_int64(find, 2),
        };
    } else if (status == SQLITE_DONE) {
        *ret_meeting = (MeetingRecord){0};
    } else {
        fail(self, DATABASE_ERROR_FAILED, error);
    }
    rewind_statement(find);
    return status == SQLITE_ROW || status == SQLITE_DONE;
}

static bool sqlite_each_meeting(
        Database *database, DatabaseMeetingFn each, void *user_data, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *all = NULL;
    int status = SQLITE_ROW;

    if (!prepare(self, "SELECT code, title, created_us FROM meetings ORDER BY created_us, code",
                &all, error)) {
        return false;
    }
    while ((status = sqlite3_step(all)) == SQLITE_ROW) {
        const MeetingRecord meeting = {
                .code = lend_text(all, 0),
                .title = lend_text(all, 1),
                .created_us = sqlite3_column_int64(all, 2),
        };
        each(&meeting, user_data);
    }
    (void)sqlite3_finalize(all);
    return status == SQLITE_DONE || fail(self, DATABASE_ERROR_FAILED, error);
}

static bool sqlite_append_attendance(
        Database *database, const AttendanceRecord *record, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *append = self->append_attendance;

    (void)sqlite3_bind_int64(append, 1, record->time_us);
    bind_text(append, 2, record->meeting);
    bind_text(append, 3, record->identity);
    bind_text(append, 4, record->name);
    bind_text(append, 5, record->role);
    bind_text(append, 6, record->event);
    bind_text(append, 7, record->how);
    bind_text(append, 8, record->note);
    return finish(self, append, error);
}

#define ATTENDANCE_COLUMNS "time_us, meeting, identity, name, role, event, how, note"

/* Hands out the rows of a statement, which it ends. */
static bool each_attendance_row(DatabaseSqlite *self, sqlite3_stmt *all, DatabaseAttendanceFn each,
        void *user_data, GError **error)
{
    int status = SQLITE_ROW;

    while ((status = sqlite3_step(all)) == SQLITE_ROW) {
        const AttendanceRecord record = {
                .time_us = sqlite3_column_int64(all, 0),
                .meeting = lend_text(all, 1),
                .identity = lend_text(all, 2),
                .name = lend_text(all, 3),
                .role = lend_text(all, 4),
                .event = lend_text(all, 5),
                .how = lend_text(all, 6),
                .note = lend_text(all, 7),
        };
        each(&record, user_data);
    }
    (void)sqlite3_finalize(all);
    return status == SQLITE_DONE || fail(self, DATABASE_ERROR_FAILED, error);
}

static bool sqlite_each_attendance(Database *database, const char *meeting,
        DatabaseAttendanceFn each, void *user_data, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *all = NULL;

    if (!prepare(self,
                "SELECT " ATTENDANCE_COLUMNS " FROM attendance_log WHERE meeting = ?1 ORDER BY id",
                &all, error)) {
        return false;
    }
    bind_text(all, 1, meeting);
    return each_attendance_row(self, all, each, user_data, error);
}

static bool sqlite_each_present(
        Database *database, DatabaseAttendanceFn each, void *user_data, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *all = NULL;

    return prepare(self,
                   "SELECT " ATTENDANCE_COLUMNS " FROM attendance_log WHERE id IN"
                   " (SELECT max(id) FROM attendance_log GROUP BY meeting, identity)"
                   " AND event <> 'left' ORDER BY id",
                   &all, error) &&
            each_attendance_row(self, all, each, user_data, error);
}

static bool sqlite_append_line(Database *database, const LineRecord *record, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *append = self->append_line;
    const LineSample *sample = &record->sample;

    (void)sqlite3_bind_int64(append, 1, sample->time_us);
    bind_text(append, 2, record->meeting);
    bind_text(append, 3, record->identity);
    bind_text(append, 4, record->name);
    (void)sqlite3_bind_int64(append, LINE_FIRST_SPAN, sample->readings);
    for (int i = 0; i < LINE_FIGURES; i++) {
        const int place = LINE_FIRST_SPAN + 1 + 2 * i;
        (void)sqlite3_bind_double(append, place, sample->spans[i].average);
        (void)sqlite3_bind_double(append, place + 1, sample->spans[i].maximum);
    }
    return finish(self, append, error);
}

static LineRecord read_line(sqlite3_stmt *row)
{
    LineRecord record = {
            .meeting = lend_text(row, 1),
            .identity = lend_text(row, 2),
            .name = lend_text(row, 3),
            .sample = {.time_us = sqlite3_column_int64(row, 0),
                    .readings = sqlite3_column_int64(row, 4)},
    };

    for (int i = 0; i < LINE_FIGURES; i++) {
        const int column = LINE_FIRST_SPAN + 2 * i;
        record.sample.spans[i] = (LineSpan){
                .average = sqlite3_column_double(row, column),
                .maximum = sqlite3_column_double(row, column + 1),
        };
    }
    return record;
}

static bool sqlite_each_line(Database *database, const char *meeting, DatabaseLineFn each,
        void *user_data, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *all = NULL;
    int status = SQLITE_ROW;

    if (!prepare(self,
                "SELECT time_us, meeting, identity, name, readings, " LINE_COLUMNS
                " FROM line_log WHERE meeting = ?1 ORDER BY identity, time_us, id",
                &all, error)) {
        return false;
    }
    bind_text(all, 1, meeting);
    while ((status = sqlite3_step(all)) == SQLITE_ROW) {
        const LineRecord record = read_line(all);
        each(&record, user_data);
    }
    (void)sqlite3_finalize(all);
    return status == SQLITE_DONE || fail(self, DATABASE_ERROR_FAILED, error);
}

static bool sqlite_begin(Database *database, GError **error)
{
    return run(sqlite_of(database), "BEGIN IMMEDIATE", error);
}

static bool sqlite_commit(Database *database, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);

    if (run(self, "COMMIT", error)) {
        return true;
    }
    (void)run(self, "ROLLBACK", NULL);
    return false;
}

static const DatabaseOperations operations = {
        .name = "SQLite",
        .close = sqlite_close,
        .add_meeting = sqlite_add_meeting,
        .find_meeting = sqlite_find_meeting,
        .each_meeting = sqlite_each_meeting,
        .append_attendance = sqlite_append_attendance,
        .each_attendance = sqlite_each_attendance,
        .each_present = sqlite_each_present,
        .append_line = sqlite_append_line,
        .each_line = sqlite_each_line,
        .begin = sqlite_begin,
        .commit = sqlite_commit,
};
