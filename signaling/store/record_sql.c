#include "signaling/store/record_sql.h"

#include "signaling/meeting/text_fold.h"

/* One field after the other, without those that have no column. */
static const RecordField *next_column(const RecordField *field)
{
    while (field->name != NULL && (field->flags & RECORD_COMPUTED) != 0) {
        field++;
    }
    return field->name != NULL ? field : NULL;
}

static DatabaseValue value_of(const RecordField *field, const void *record)
{
    const void *place = G_STRUCT_MEMBER_P((void *)(uintptr_t)record, field->offset);

    switch (field->kind) {
    case RECORD_TEXT:
        return database_text(*(char *const *)place);
    case RECORD_INTEGER:
    case RECORD_TIME:
        return database_int(*(const int64_t *)place);
    case RECORD_REAL:
        return database_real(*(const double *)place);
    case RECORD_FLAG:
        return database_int(*(const bool *)place);
    case RECORD_WORD:
        return database_text(field->words[*(const int *)place]);
    }
    g_assert_not_reached();
}

/* The columns that a write sets: names, values, and the folded texts that the values lend. */
typedef struct Columns {
    const char *names[DATABASE_VALUES_MAX];
    DatabaseValue values[DATABASE_VALUES_MAX];
    size_t count;
    GPtrArray *folded;
} Columns;

static void columns_clear(Columns *columns)
{
    g_ptr_array_unref(columns->folded);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Columns, columns_clear)

static void add_column(Columns *columns, const char *name, DatabaseValue value)
{
    g_assert(columns->count < DATABASE_VALUES_MAX);
    columns->names[columns->count] = name;
    columns->values[columns->count] = value;
    columns->count++;
}

static bool is_given_by_database(const RecordField *field, DatabaseValue value)
{
    return (field->flags & RECORD_KEY) != 0 && field->kind == RECORD_INTEGER && value.integer == 0;
}

static void collect(Columns *columns, const RecordType *type, const void *record)
{
    columns->folded = g_ptr_array_new_with_free_func(g_free);
    for (const RecordField *field = next_column(type->fields); field != NULL;
            field = next_column(field + 1)) {
        const DatabaseValue value = value_of(field, record);
        if (is_given_by_database(field, value)) {
            continue;
        }
        add_column(columns, field->name, value);
        if ((field->flags & RECORD_SEARCH) != 0) {
            char *name = g_strconcat(field->name, "_fold", NULL);
            char *folded = text_fold(value.data.bytes);
            g_ptr_array_add(columns->folded, name);
            g_ptr_array_add(columns->folded, folded);
            add_column(columns, name, database_text(folded));
        }
    }
}

bool record_insert(Database *database, const RecordType *type, void *record, GError **error)
{
    g_auto(Columns) columns = {0};
    g_autoptr(GString) sql = g_string_new(NULL);
    const RecordField *key = record_key(type);

    collect(&columns, type, record);
    g_string_printf(sql, "INSERT INTO %s (", type->table);
    for (size_t i = 0; i < columns.count; i++) {
        g_string_append_printf(sql, "%s\"%s\"", i > 0 ? ", " : "", columns.names[i]);
    }
    g_string_append(sql, ") VALUES (");
    for (size_t i = 0; i < columns.count; i++) {
        g_string_append_printf(sql, "%s$%zu", i > 0 ? ", " : "", i + 1);
    }
    g_string_append_c(sql, ')');
    if (!is_given_by_database(key, value_of(key, record))) {
        return database_run(database, sql->str, columns.values, columns.count, NULL, error);
    }
    g_string_append_printf(sql, " RETURNING \"%s\"", key->name);
    int64_t *given = G_STRUCT_MEMBER_P(record, key->offset);
    return database_number(database, sql->str, columns.values, columns.count, 0, given, error);
}

bool record_update(Database *database, const RecordType *type, const void *record, GError **error)
{
    g_auto(Columns) columns = {0};
    g_autoptr(GString) sql = g_string_new(NULL);
    const RecordField *key = record_key(type);
    int64_t changed = 0;

    collect(&columns, type, record);
    g_string_printf(sql, "UPDATE %s SET ", type->table);
    for (size_t i = 0; i < columns.count; i++) {
        g_string_append_printf(sql, "%s\"%s\" = $%zu", i > 0 ? ", " : "", columns.names[i], i + 1);
    }
    add_column(&columns, key->name, value_of(key, record));
    g_string_append_printf(sql, " WHERE \"%s\" = $%zu", key->name, columns.count);
    if (!database_run(database, sql->str, columns.values, columns.count, &changed, error)) {
        return false;
    }
    if (changed == 0) {
        g_autofree char *shown = record_field_to_text(key, record);
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING, "there is no %s %s", type->name,
                shown);
    }
    return changed > 0;
}

static char *select_from(const RecordType *type, const char *rest)
{
    GString *sql = g_string_new("SELECT ");

    for (const RecordField *field = next_column(type->fields); field != NULL;
            field = next_column(field + 1)) {
        g_string_append_printf(sql, "\"%s\", ", field->name);
    }
    g_string_truncate(sql, sql->len - 2);
    g_string_append_printf(sql, " FROM %s %s", type->table, rest);
    return g_string_free(sql, FALSE);
}

/* A word that a later version knows counts as the first. */
static int word_index(const RecordField *field, const char *word)
{
    for (int i = 0; field->words[i] != NULL; i++) {
        if (g_str_equal(field->words[i], word)) {
            return i;
        }
    }
    return 0;
}

static void read_column(
        const RecordField *field, const DatabaseRows *rows, int column, void *record)
{
    void *place = G_STRUCT_MEMBER_P(record, field->offset);

    switch (field->kind) {
    case RECORD_TEXT:
        g_free(*(char **)place);
        *(char **)place = g_strdup(database_rows_text(rows, column));
        break;
    case RECORD_INTEGER:
    case RECORD_TIME:
        *(int64_t *)place = database_rows_int(rows, column);
        break;
    case RECORD_REAL:
        *(double *)place = database_rows_real(rows, column);
        break;
    case RECORD_FLAG:
        *(bool *)place = database_rows_int(rows, column) != 0;
        break;
    case RECORD_WORD:
        *(int *)place = word_index(field, database_rows_text(rows, column));
        break;
    }
}

static void read_row(const RecordType *type, const DatabaseRows *rows, void *record)
{
    int column = 0;

    for (const RecordField *field = next_column(type->fields); field != NULL;
            field = next_column(field + 1)) {
        read_column(field, rows, column++, record);
    }
}

bool record_find(Database *database, const RecordType *type, DatabaseValue key, void *record,
        bool *ret_found, GError **error)
{
    g_autofree char *where = g_strdup_printf("WHERE \"%s\" = $1", record_key(type)->name);
    g_autofree char *sql = select_from(type, where);
    g_autoptr(DatabaseRows) rows = database_query(database, sql, &key, 1, error);
    g_autoptr(GError) fault = NULL;

    if (rows == NULL) {
        return false;
    }
    const bool found = database_rows_next(rows, &fault);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (found) {
        read_row(type, rows, record);
    }
    *ret_found = found;
    return true;
}

/* A list of values is one thing that C passes as two. NOLINTNEXTLINE(readability-function-size) */
bool record_each(Database *database, const RecordType *type, const char *rest,
        const DatabaseValue *values, size_t count, RecordEachFn each, void *user_data,
        GError **error)
{
    g_autofree char *sql = select_from(type, rest);
    g_autoptr(DatabaseRows) rows = database_query(database, sql, values, count, error);
    g_autoptr(GError) fault = NULL;

    if (rows == NULL) {
        return false;
    }
    void *record = g_malloc0(type->size);
    record_init(type, record);
    while (database_rows_next(rows, &fault)) {
        read_row(type, rows, record);
        each(record, user_data);
    }
    record_clear(type, record);
    g_free(record);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}
