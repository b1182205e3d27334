#include "signaling/store/database.h"

#include "signaling/store/database_dialect.h"

#include <string.h>

G_DEFINE_QUARK(database - error - quark, database_error)

DatabaseValue database_null(void)
{
    return (DatabaseValue){.kind = DATABASE_NULL};
}

DatabaseValue database_int(int64_t value)
{
    return (DatabaseValue){.kind = DATABASE_INTEGER, .integer = value};
}

DatabaseValue database_real(double value)
{
    return (DatabaseValue){.kind = DATABASE_REAL, .real = value};
}

DatabaseValue database_text(const char *text)
{
    const char *shown = text != NULL ? text : "";
    return (DatabaseValue){.kind = DATABASE_TEXT, .data = {.bytes = shown, .size = strlen(shown)}};
}

DatabaseValue database_blob(const void *bytes, size_t size)
{
    return (DatabaseValue){.kind = DATABASE_BLOB, .data = {.bytes = bytes, .size = size}};
}

bool database_run(Database *database, const char *sql, const DatabaseValue *values, size_t count,
        int64_t *ret_changed, GError **error)
{
    g_assert(count <= DATABASE_VALUES_MAX);
    return database->operations->run(database, sql, values, count, ret_changed, error);
}

DatabaseRows *database_query(Database *database, const char *sql, const DatabaseValue *values,
        size_t count, GError **error)
{
    g_assert(count <= DATABASE_VALUES_MAX);
    return database->operations->query(database, sql, values, count, error);
}

bool database_rows_next(DatabaseRows *rows, GError **error)
{
    return rows->database->operations->rows_next(rows, error);
}

int64_t database_rows_int(const DatabaseRows *rows, int column)
{
    return rows->database->operations->rows_int(rows, column);
}

double database_rows_real(const DatabaseRows *rows, int column)
{
    return rows->database->operations->rows_real(rows, column);
}

const char *database_rows_text(const DatabaseRows *rows, int column)
{
    return rows->database->operations->rows_text(rows, column);
}

GBytes *database_rows_blob(const DatabaseRows *rows, int column)
{
    return rows->database->operations->rows_blob(rows, column);
}

void database_rows_free(DatabaseRows *rows)
{
    if (rows != NULL) {
        rows->database->operations->rows_free(rows);
    }
}

/* A list of values is one thing that C passes as two. NOLINTNEXTLINE(readability-function-size) */
bool database_number(Database *database, const char *sql, const DatabaseValue *values, size_t count,
        int64_t fallback, int64_t *ret_number, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database, sql, values, count, error);
    g_autoptr(GError) fault = NULL;

    if (rows == NULL) {
        return false;
    }
    const int64_t number = database_rows_next(rows, &fault) ? database_rows_int(rows, 0) : fallback;
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *ret_number = number;
    return true;
}

bool database_script(Database *database, const char *sql, GError **error)
{
    g_autofree char *text = database_dialect_fill(sql, database->operations->word);
    return database->operations->script(database, text, error);
}

bool database_begin(Database *database, GError **error)
{
    g_assert(!database->in_transaction);
    database->in_transaction = database->operations->begin(database, error);
    return database->in_transaction;
}

bool database_commit(Database *database, GError **error)
{
    g_assert(database->in_transaction);
    const bool good = database->operations->script(database, "COMMIT", error);
    if (!good) {
        (void)database->operations->script(database, "ROLLBACK", NULL);
    }
    database->in_transaction = false;
    return good;
}

void database_rollback(Database *database)
{
    g_assert(database->in_transaction);
    (void)database->operations->script(database, "ROLLBACK", NULL);
    database->in_transaction = false;
}

bool database_save(Database *database, GError **error)
{
    g_assert(database->in_transaction);
    return database->operations->script(database, "SAVEPOINT part", error);
}

bool database_release(Database *database, GError **error)
{
    return database->operations->script(database, "RELEASE SAVEPOINT part", error);
}

void database_undo(Database *database)
{
    (void)database->operations->script(
            database, "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part", NULL);
}

bool database_in_transaction(const Database *database)
{
    return database->in_transaction;
}

const char *database_name(const Database *database)
{
    return database->operations->name;
}

void database_close(Database *database)
{
    if (database != NULL) {
        database->operations->close(database);
    }
}
