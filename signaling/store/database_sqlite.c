#include "signaling/store/database_sqlite.h"

#include <sqlite3.h>

#include <errno.h>
#include <string.h>

enum {
    BUSY_MS =
            20000, /* how long to wait for another process's write: a busy disk took more than 5 s for one */
    STATEMENTS_MAX = 128,
    PARAMETER_NAME_SIZE = 24,
};

typedef struct DatabaseSqlite {
    Database base;
    sqlite3 *connection;
    GHashTable *idle; /* SQL → sqlite3_stmt, prepared and in nobody's hands */
} DatabaseSqlite;

typedef struct SqliteRows {
    DatabaseRows base;
    char *sql;
    sqlite3_stmt *statement;
} SqliteRows;

static const DatabaseOperations operations;

static DatabaseSqlite *sqlite_of(Database *database)
{
    g_assert(database->operations == &operations);
    return (DatabaseSqlite *)database;
}

static bool fail_with(
        const DatabaseSqlite *self, DatabaseError code, const char *sql, GError **error)
{
    g_set_error(error, DATABASE_ERROR, (gint)code, "%s: %s%s%s", self->base.title,
            sqlite3_errmsg(self->connection), sql != NULL ? ", in: " : "", sql != NULL ? sql : "");
    return false;
}

static bool fail(const DatabaseSqlite *self, const char *sql, GError **error)
{
    switch (sqlite3_extended_errcode(self->connection)) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
        return fail_with(self, DATABASE_ERROR_EXISTS, sql, error);
    default:
        return fail_with(self,
                sqlite3_errcode(self->connection) == SQLITE_CONSTRAINT ? DATABASE_ERROR_REFUSED
                                                                       : DATABASE_ERROR_FAILED,
                sql, error);
    }
}

static const char *sqlite_word(const char *word)
{
    static const struct {
        const char *word;
        const char *meant;
    } words[] = {
            {"id", "INTEGER PRIMARY KEY AUTOINCREMENT"},
            {"blob", "BLOB"},
            {"nocase", "COLLATE NOCASE"},
            {"bytewise", "COLLATE BINARY"},
            {"append_only",
                    "CREATE TRIGGER @_keeps_lines BEFORE DELETE ON @"
                    "  BEGIN SELECT RAISE(ABORT, '@ is only added to'); END;"
                    "CREATE TRIGGER @_keeps_values BEFORE UPDATE ON @"
                    "  BEGIN SELECT RAISE(ABORT, '@ is only added to'); END;"},
            {"allow_change", "DROP TRIGGER @_keeps_lines; DROP TRIGGER @_keeps_values;"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(words[i].word, word)) {
            return words[i].meant;
        }
    }
    return NULL;
}

static bool sqlite_script(Database *database, const char *sql, GError **error)
{
    const DatabaseSqlite *self = sqlite_of(database);
    return sqlite3_exec(self->connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
            fail(self, NULL, error);
}

/* Statements. */

static void statement_free(gpointer statement)
{
    (void)sqlite3_finalize(statement);
}

static sqlite3_stmt *take_statement(DatabaseSqlite *self, const char *sql, GError **error)
{
    gpointer key = NULL;
    gpointer known = NULL;
    sqlite3_stmt *statement = NULL;

    if (g_hash_table_steal_extended(self->idle, sql, &key, &known)) {
        g_free(key);
        return known;
    }
    if (sqlite3_prepare_v2(self->connection, sql, -1, &statement, NULL) != SQLITE_OK) {
        (void)fail(self, sql, error);
        return NULL;
    }
    g_assert(statement != NULL);
    return statement;
}

/* Ready for the next use, and without pointers to the last one's values. */
static void give_statement_back(DatabaseSqlite *self, const char *sql, sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    if (g_hash_table_size(self->idle) >= STATEMENTS_MAX) {
        g_hash_table_remove_all(self->idle);
    }
    g_hash_table_replace(self->idle, g_strdup(sql), statement);
}

static int bind_one(sqlite3_stmt *statement, int place, const DatabaseValue *value)
{
    /* Texts and bytes outlive the steps, after which the bindings are cleared. */
    switch (value->kind) {
    case DATABASE_NULL:
        return sqlite3_bind_null(statement, place);
    case DATABASE_INTEGER:
        return sqlite3_bind_int64(statement, place, value->integer);
    case DATABASE_REAL:
        return sqlite3_bind_double(statement, place, value->real);
    case DATABASE_TEXT:
        return sqlite3_bind_text64(statement, place, value->data.bytes, value->data.size,
                SQLITE_TRANSIENT, SQLITE_UTF8);
    case DATABASE_BLOB:
        return value->data.size > 0 ? sqlite3_bind_blob64(statement, place, value->data.bytes,
                                              value->data.size, SQLITE_TRANSIENT)
                                    : sqlite3_bind_zeroblob(statement, place, 0);
    }
    g_assert_not_reached();
}

static bool bind(const DatabaseSqlite *self, sqlite3_stmt *statement, const DatabaseValue *values,
        size_t count, GError **error)
{
    for (size_t i = 0; i < count; i++) {
        char name[PARAMETER_NAME_SIZE];
        (void)g_snprintf(name, sizeof name, "$%zu", i + 1);
        const int place = sqlite3_bind_parameter_index(statement, name);
        if (place > 0 && bind_one(statement, place, &values[i]) != SQLITE_OK) {
            return fail(self, sqlite3_sql(statement), error);
        }
    }
    return true;
}

static bool sqlite_run(Database *database, const char *sql, const DatabaseValue *values,
        size_t count, int64_t *ret_changed, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *statement = take_statement(self, sql, error);

    if (statement == NULL) {
        return false;
    }
    bool good = bind(self, statement, values, count, error);
    if (good) {
        const int status = sqlite3_step(statement);
        good = status == SQLITE_DONE || fail(self, sql, error);
        g_assert(status != SQLITE_ROW);
    }
    if (good && ret_changed != NULL) {
        *ret_changed = sqlite3_changes64(self->connection);
    }
    give_statement_back(self, sql, statement);
    return good;
}

static DatabaseRows *sqlite_query(Database *database, const char *sql, const DatabaseValue *values,
        size_t count, GError **error)
{
    DatabaseSqlite *self = sqlite_of(database);
    sqlite3_stmt *statement = take_statement(self, sql, error);

    if (statement == NULL) {
        return NULL;
    }
    if (!bind(self, statement, values, count, error)) {
        give_statement_back(self, sql, statement);
        return NULL;
    }
    SqliteRows *rows = g_new(SqliteRows, 1);
    *rows = (SqliteRows){.base.database = database, .sql = g_strdup(sql), .statement = statement};
    return &rows->base;
}

static bool rows_next(DatabaseRows *base, GError **error)
{
    const SqliteRows *rows = (const SqliteRows *)base;
    const int status = sqlite3_step(rows->statement);

    if (status != SQLITE_ROW && status != SQLITE_DONE) {
        (void)fail(sqlite_of(base->database), rows->sql, error);
    }
    return status == SQLITE_ROW;
}

static int64_t rows_int(const DatabaseRows *base, int column)
{
    return sqlite3_column_int64(((const SqliteRows *)base)->statement, column);
}

static double rows_real(const DatabaseRows *base, int column)
{
    return sqlite3_column_double(((const SqliteRows *)base)->statement, column);
}

static const char *rows_text(const DatabaseRows *base, int column)
{
    const char *text =
            (const char *)sqlite3_column_text(((const SqliteRows *)base)->statement, column);
    return text != NULL ? text : "";
}

static GBytes *rows_blob(const DatabaseRows *base, int column)
{
    sqlite3_stmt *statement = ((const SqliteRows *)base)->statement;
    const void *bytes = sqlite3_column_blob(statement, column);
    return g_bytes_new(bytes, (gsize)sqlite3_column_bytes(statement, column));
}

static void rows_free(DatabaseRows *base)
{
    SqliteRows *rows = (SqliteRows *)base;

    give_statement_back(sqlite_of(base->database), rows->sql, rows->statement);
    g_free(rows->sql);
    g_free(rows);
}

static bool sqlite_begin(Database *database, GError **error)
{
    return sqlite_script(database, "BEGIN IMMEDIATE", error);
}

static bool read_form(Database *database, int *ret_number, GError **error)
{
    int64_t number = 0;

    if (!database_number(database, "PRAGMA user_version", DATABASE_NO_VALUES, 0, &number, error)) {
        return false;
    }
    *ret_number = (int)number;
    return true;
}

static bool write_form(Database *database, int number, GError **error)
{
    g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %d", number);
    return sqlite_script(database, mark, error);
}

static void sqlite_close(Database *database)
{
    DatabaseSqlite *self = sqlite_of(database);

    g_hash_table_unref(self->idle);
    (void)sqlite3_close(self->connection);
    g_free(self->base.title);
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
    self->base.title = g_build_filename(data_dir, "giaoban.db", NULL);
    self->idle = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, statement_free);
    const bool good = (sqlite3_open_v2(self->base.title, &self->connection,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                               NULL) == SQLITE_OK &&
                              sqlite3_busy_timeout(self->connection, BUSY_MS) == SQLITE_OK) ||
            fail_with(self, DATABASE_ERROR_OPEN, NULL, error);
    /* FULL: a line that the log has taken outlives a power cut. */
    if (good &&
            sqlite_script(&self->base,
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON;",
                    error)) {
        return &self->base;
    }
    sqlite_close(&self->base);
    return NULL;
}

static const DatabaseOperations operations = {
        .name = "SQLite",
        .word = sqlite_word,
        .close = sqlite_close,
        .run = sqlite_run,
        .query = sqlite_query,
        .script = sqlite_script,
        .begin = sqlite_begin,
        .read_form = read_form,
        .write_form = write_form,
        .rows_next = rows_next,
        .rows_int = rows_int,
        .rows_real = rows_real,
        .rows_text = rows_text,
        .rows_blob = rows_blob,
        .rows_free = rows_free,
};
