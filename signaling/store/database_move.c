#include "signaling/store/database_move.h"

#include "signaling/store/audit_log.h"
#include "signaling/store/meeting_events.h"

enum { COLUMNS_MAX = DATABASE_VALUES_MAX };

/* A table as SQLite tells of it. */
typedef struct Table {
    char *name;
    GPtrArray *columns; /* of char */
    GPtrArray *types;   /* of char, as many */
    bool counted;       /* its first column is a number that the database gives */
} Table;

static void table_free(gpointer data)
{
    Table *table = data;

    g_free(table->name);
    g_ptr_array_unref(table->columns);
    g_ptr_array_unref(table->types);
    g_free(table);
}

static bool refuse(GError **error, const char *format, const char *what)
{
    g_autofree char *message = g_strdup_printf("%s%s", format, what);
    g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED, message);
    return false;
}

/* ---- what there is ---- */

/* One column of a question's rows. NULL with an error. */
static GPtrArray *read_texts(Database *database, const char *sql, const char *value, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    const DatabaseValue values[] = {database_text(value)};
    g_autoptr(DatabaseRows) rows =
            database_query(database, sql, values, value != NULL ? 1 : 0, error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        g_ptr_array_add(texts, g_strdup(database_rows_text(rows, 0)));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_steal_pointer(&texts);
}

static Table *read_table(Database *from, const char *name, GError **error)
{
    g_autoptr(GPtrArray) columns =
            read_texts(from, "SELECT name FROM pragma_table_info($1) ORDER BY cid", name, error);
    g_autoptr(GPtrArray) types = columns != NULL
            ? read_texts(from, "SELECT type FROM pragma_table_info($1) ORDER BY cid", name, error)
            : NULL;

    if (types == NULL) {
        return NULL;
    }
    g_assert(columns->len > 0 && columns->len <= COLUMNS_MAX);
    const bool counted = g_str_equal(g_ptr_array_index(types, 0), "INTEGER");
    Table *table = g_new(Table, 1);
    *table = (Table){
            .name = g_strdup(name),
            .counted = counted,
            .columns = g_steal_pointer(&columns),
            .types = g_steal_pointer(&types),
    };
    return table;
}

static GPtrArray *read_tables(Database *from, GError **error)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(table_free);
    g_autoptr(GPtrArray) names = read_texts(from,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
            " ESCAPE '!' ORDER BY name",
            NULL, error);

    if (names == NULL) {
        return NULL;
    }
    for (guint i = 0; i < names->len; i++) {
        Table *table = read_table(from, g_ptr_array_index(names, i), error);
        if (table == NULL) {
            return NULL;
        }
        g_ptr_array_add(tables, table);
    }
    return g_steal_pointer(&tables);
}

static bool count_rows(Database *database, const char *table, int64_t *ret_rows, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", table);
    return database_number(database, sql, DATABASE_NO_VALUES, 0, ret_rows, error);
}

/* What nobody has put anything into. Lists that come with the tables do not count. */
static bool check_is_empty(Database *to, GError **error)
{
    static const char *const telling[] = {"meetings", "accounts", "units", "sites", "audit_log",
            "meeting_events", "attendance_log"};

    for (size_t i = 0; i < G_N_ELEMENTS(telling); i++) {
        int64_t rows = 0;
        if (!count_rows(to, telling[i], &rows, error)) {
            return false;
        }
        if (rows > 0) {
            return refuse(error, "the new database is not empty: there are rows in ", telling[i]);
        }
    }
    return true;
}

/* ---- moving ---- */

/* @param ret_insert  INSERT INTO "t" ("a", "b") VALUES ($1, $2) */
static void make_statements(const Table *table, char **ret_select, char **ret_insert)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) places = g_string_new(NULL);

    for (guint i = 0; i < table->columns->len; i++) {
        const char *comma = i > 0 ? ", " : "";
        g_string_append_printf(
                names, "%s\"%s\"", comma, (const char *)g_ptr_array_index(table->columns, i));
        g_string_append_printf(places, "%s$%u", comma, i + 1);
    }
    *ret_select = g_strdup_printf("SELECT %s FROM \"%s\"", names->str, table->name);
    *ret_insert = g_strdup_printf(
            "INSERT INTO \"%s\" (%s) VALUES (%s)", table->name, names->str, places->str);
}

/* @param ret_blob  holds the bytes while the value is used */
static DatabaseValue value_at(
        const DatabaseRows *rows, int column, const char *type, GBytes **ret_blob)
{
    if (g_str_equal(type, "TEXT")) {
        return database_text(database_rows_text(rows, column));
    }
    if (g_str_equal(type, "DOUBLE PRECISION")) {
        return database_real(database_rows_real(rows, column));
    }
    if (g_str_equal(type, "BLOB")) {
        gsize size = 0;
        *ret_blob = database_rows_blob(rows, column);
        const void *bytes = g_bytes_get_data(*ret_blob, &size);
        return database_blob(bytes, size);
    }
    g_assert(g_str_equal(type, "BIGINT") || g_str_equal(type, "INTEGER"));
    return database_int(database_rows_int(rows, column));
}

static bool copy_row(const DatabaseRows *rows, const Table *table, Database *to, const char *insert,
        GError **error)
{
    DatabaseValue values[COLUMNS_MAX];
    GBytes *blobs[COLUMNS_MAX] = {NULL};

    for (guint i = 0; i < table->columns->len; i++) {
        values[i] = value_at(rows, (int)i, g_ptr_array_index(table->types, i), &blobs[i]);
    }
    const bool good = database_run(to, insert, values, table->columns->len, NULL, error);
    for (guint i = 0; i < table->columns->len; i++) {
        g_clear_pointer(&blobs[i], g_bytes_unref);
    }
    return good;
}

static bool copy_rows(Database *from, Database *to, const Table *table, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *select = NULL;
    g_autofree char *insert = NULL;

    make_statements(table, &select, &insert);
    g_autoptr(DatabaseRows) rows = database_query(from, select, DATABASE_NO_VALUES, error);
    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        if (!copy_row(rows, table, to, insert, error)) {
            return false;
        }
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

/* A number that was given once is never given again, also where its row has gone. */
static bool go_on_counting(Database *from, Database *to, const Table *table, GError **error)
{
    int64_t last = 0;
    int64_t set = 0;

    if (!database_number(from, "SELECT seq FROM sqlite_sequence WHERE name = $1",
                DATABASE_VALUES(database_text(table->name)), 0, &last, error)) {
        return false;
    }
    return last == 0 ||
            database_number(to, "SELECT setval(pg_get_serial_sequence($1, $2), $3)",
                    DATABASE_VALUES(database_text(table->name),
                            database_text(g_ptr_array_index(table->columns, 0)),
                            database_int(last)),
                    0, &set, error);
}

/* What came with the table goes, if it is one of which rows may go. */
static bool make_room(Database *to, const char *table, GError **error)
{
    g_autofree char *sql = g_strdup_printf("DELETE FROM \"%s\"", table);
    int64_t rows = 0;

    return count_rows(to, table, &rows, error) &&
            (rows == 0 || database_run(to, sql, DATABASE_NO_VALUES, NULL, error));
}

static bool move_table(
        Database *from, Database *to, const Table *table, int64_t *ret_rows, GError **error)
{
    int64_t there = 0;

    if (!make_room(to, table->name, error) || !copy_rows(from, to, table, error) ||
            (table->counted && !go_on_counting(from, to, table, error)) ||
            !count_rows(from, table->name, ret_rows, error) ||
            !count_rows(to, table->name, &there, error)) {
        return false;
    }
    return there == *ret_rows || refuse(error, "not every row has arrived in ", table->name);
}

/* ---- what has arrived ---- */

static bool verify_audit(Database *to, int64_t *ret_rows, GError **error)
{
    AuditVerdict verdict;

    if (!audit_verify(to, &verdict, error)) {
        return false;
    }
    *ret_rows = verdict.rows;
    return verdict.broken_row == 0 ||
            refuse(error,
                    "the audit log is broken; giaoban audit verify tells where: ", verdict.reason);
}

static bool verify_events(Database *to, int64_t *ret_meetings, GError **error)
{
    g_autoptr(GPtrArray) meetings =
            read_texts(to, "SELECT DISTINCT meeting FROM meeting_events", NULL, error);

    if (meetings == NULL) {
        return false;
    }
    for (guint i = 0; i < meetings->len; i++) {
        const char *meeting = g_ptr_array_index(meetings, i);
        int64_t broken = 0;
        if (!meeting_events_verify(to, meeting, NULL, &broken, error)) {
            return false;
        }
        if (broken != 0) {
            return refuse(error, "the events are not what was written, of the meeting ", meeting);
        }
    }
    *ret_meetings = meetings->len;
    return true;
}

static bool move_all(Database *from, Database *to, DatabaseMoveResult *result, GError **error)
{
    g_autoptr(GPtrArray) tables = read_tables(from, error);

    if (tables == NULL || !check_is_empty(to, error)) {
        return false;
    }
    for (guint i = 0; i < tables->len; i++) {
        int64_t rows = 0;
        if (!move_table(from, to, g_ptr_array_index(tables, i), &rows, error)) {
            return false;
        }
        result->rows += rows;
    }
    result->tables = tables->len;
    return verify_audit(to, &result->audit_rows, error) &&
            verify_events(to, &result->meetings, error);
}

bool database_move(Database *from, Database *to, DatabaseMoveResult *ret_result, GError **error)
{
    DatabaseMoveResult result = {0};

    if (!g_str_equal(database_name(from), "SQLite") ||
            !g_str_equal(database_name(to), "PostgreSQL")) {
        return refuse(error, "the way leads from SQLite to PostgreSQL, not to ", database_name(to));
    }
    /* Nothing is written here, but nobody else shall write meanwhile. */
    if (!database_begin(from, error)) {
        return false;
    }
    bool good = database_begin(to, error);
    if (good && !move_all(from, to, &result, error)) {
        database_rollback(to);
        good = false;
    }
    good = good && database_commit(to, error);
    database_rollback(from);
    if (good) {
        *ret_result = result;
    }
    return good;
}
