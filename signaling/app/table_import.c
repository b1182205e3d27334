#include "signaling/app/table_import.h"

#include "signaling/store/site_table.h"
#include "signaling/store/unit_table.h"

#include <string.h>

/* A row on its way: what there was under its code, and what shall be. */
typedef struct Row {
    unsigned line;
    bool known;
    void *record;
} Row;

typedef struct Import Import;

/* What units and sites do differently. */
typedef struct ImportKind {
    const RecordType *type;
    void (*prepare)(void *record); /* a new record's defaults; NULL for none */
    bool (*check)(const Import *import, const Row *row, GError **error); /* with all rows in */
} ImportKind;

struct Import {
    Database *database;
    const ImportKind *kind;
    const char *root;
    UnitTree *tree; /* of units: with the rows in it */
    GPtrArray *rows;
    GHashTable *codes; /* that stood in the table already */
    bool dry_run;
    ImportResult *result;
};

void import_result_clear(ImportResult *result)
{
    g_clear_pointer(&result->faults, g_ptr_array_unref);
    *result = (ImportResult){0};
}

json_t *import_result_to_json(const ImportResult *result)
{
    json_t *errors = json_array();

    for (guint i = 0; i < result->faults->len; i++) {
        const RecordCsvFault *fault = g_ptr_array_index(result->faults, i);
        json_array_append_new(
                errors, json_pack("{s:i, s:s}", "line", (int)fault->line, "title", fault->title));
    }
    return json_pack("{s:I, s:I, s:o}", "added", (json_int_t)result->added, "changed",
            (json_int_t)result->changed, "errors", errors);
}

static const char *key_of(const RecordType *type, const void *record)
{
    return G_STRUCT_MEMBER(char *, record, record_key(type)->offset);
}

static void row_free(const RecordType *type, Row *row)
{
    record_clear(type, row->record);
    g_free(row->record);
    g_free(row);
}

/* The cell of the key's column; "" when the row is too short. */
static const char *key_cell(
        const ImportKind *kind, const RecordCsvColumns *columns, const char *const *cells)
{
    for (size_t i = 0; i < columns->count && cells[i] != NULL; i++) {
        if (columns->fields[i] == record_key(kind->type)) {
            return cells[i];
        }
    }
    return "";
}

/* The row's record, begun from what the database has under its code. */
static bool begin_row(
        const Import *import, const char *code, unsigned line, Row **ret_row, GError **error)
{
    const RecordType *type = import->kind->type;
    Row *row = g_new0(Row, 1);

    row->line = line;
    row->record = g_malloc0(type->size);
    record_init(type, row->record);
    g_autofree char *trimmed = g_strstrip(g_strdup(code));
    if (!record_find(
                import->database, type, database_text(trimmed), row->record, &row->known, error)) {
        row_free(type, row);
        return false;
    }
    if (!row->known && import->kind->prepare != NULL) {
        import->kind->prepare(row->record);
    }
    *ret_row = row;
    return true;
}

/* Nobody reaches for what lies outside, and it is not told apart from a code that is taken. */
static bool may_change(const Import *import, const void *record, GError **error)
{
    const RecordType *type = import->kind->type;
    const RecordField *unit = record_field(type, "unit");
    const char *code =
            unit != NULL ? G_STRUCT_MEMBER(char *, record, unit->offset) : key_of(type, record);

    if (!unit_tree_is_below(import->tree, code, import->root)) {
        record_set_error(error, record_key(type), "đã được dùng ngoài phạm vi quản lý");
        return false;
    }
    return true;
}

static bool fill_row(Import *import, const RecordCsvColumns *columns, const char *const *cells,
        Row *row, GError **error)
{
    const RecordType *type = import->kind->type;

    if (row->known && !may_change(import, row->record, error)) {
        return false;
    }
    void *before = g_malloc0(type->size);
    record_copy(type, before, row->record);
    bool good = record_csv_read_row(columns, cells, row->record, error) &&
            record_is_complete(type, row->record, error);
    const char *code = key_of(type, row->record);
    if (good && !g_hash_table_add(import->codes, g_strdup(code))) {
        record_set_error(error, record_key(type), "lặp lại trong bảng");
        good = false;
    }
    if (good && !row->known) {
        import->result->added++;
    } else if (good && !record_equal(type, before, row->record)) {
        import->result->changed++;
    }
    if (good && type == &unit_type) {
        good = unit_tree_set(import->tree, row->record);
        if (!good) {
            record_set_error(error, record_key(type), "đã đủ số đơn vị tối đa");
        }
    }
    record_clear(type, before);
    g_free(before);
    return good;
}

static bool read_rows(
        Import *import, CsvReader *reader, const RecordCsvColumns *columns, GError **error)
{
    const char *const *cells = NULL;
    g_autoptr(GError) broken = NULL;

    while ((cells = csv_reader_next(reader, &broken)) != NULL) {
        g_autoptr(GError) fault = NULL;
        Row *row = NULL;
        if (!begin_row(import, key_cell(import->kind, columns, cells), csv_reader_line(reader),
                    &row, error)) {
            return false;
        }
        if (fill_row(import, columns, cells, row, &fault)) {
            g_ptr_array_add(import->rows, row);
        } else {
            record_csv_add_fault(import->result->faults, row->line, fault->message);
            row_free(import->kind->type, row);
        }
    }
    if (broken != NULL) {
        record_csv_add_fault(import->result->faults, csv_reader_line(reader), broken->message);
    }
    return true;
}

static void check_rows(const Import *import)
{
    for (guint i = 0; i < import->rows->len; i++) {
        const Row *row = g_ptr_array_index(import->rows, i);
        g_autoptr(GError) fault = NULL;
        if (!import->kind->check(import, row, &fault)) {
            record_csv_add_fault(import->result->faults, row->line, fault->message);
        }
    }
}

static bool write_rows(const Import *import, GError **error)
{
    for (guint i = 0; i < import->rows->len; i++) {
        const Row *row = g_ptr_array_index(import->rows, i);
        if (!(row->known ? record_update(import->database, import->kind->type, row->record, error)
                         : record_insert(
                                   import->database, import->kind->type, row->record, error))) {
            return false;
        }
    }
    return true;
}

/* With the reader at the first row of the table. */
static bool run(Import *import, CsvReader *reader, GError **error)
{
    RecordCsvColumns columns;
    g_autoptr(GError) fault = NULL;

    if (!record_csv_read_head(import->kind->type, reader, &columns, &fault)) {
        record_csv_add_fault(import->result->faults, 1, fault->message);
        return true;
    }
    if (!read_rows(import, reader, &columns, error)) {
        return false;
    }
    check_rows(import);
    return import->dry_run || import->result->faults->len > 0 || write_rows(import, error);
}

/* Takes what the import is about from `wish`: where, what, from whom. */
static bool import_table(const Import *wish, GBytes *table, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(UnitTree) tree = unit_table_tree(wish->database, error);
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    g_autoptr(GHashTable) codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Import import = *wish;

    if (tree == NULL) {
        return false;
    }
    import.tree = tree;
    import.rows = rows;
    import.codes = codes;
    import.result->faults = g_ptr_array_new_with_free_func(record_csv_fault_free);
    g_autoptr(CsvReader) reader = csv_reader_new(table, &fault);
    if (reader == NULL) {
        record_csv_add_fault(import.result->faults, 1, fault->message);
        return true;
    }
    const bool good = run(&import, reader, error);
    for (guint i = 0; i < rows->len; i++) {
        row_free(import.kind->type, g_ptr_array_index(rows, i));
    }
    if (!good) {
        import_result_clear(import.result);
    }
    return good;
}

/* Units. */

static bool check_unit(const Import *import, const Row *row, GError **error)
{
    const Unit *unit = row->record;

    if (!unit_tree_check(import->tree, unit, error)) {
        return false;
    }
    if (!unit_tree_is_below(import->tree, unit->code, import->root)) {
        record_set_error(error, record_field(&unit_type, "parent"), "nằm ngoài phạm vi quản lý");
        return false;
    }
    if (unit->valid_to_us != 0 &&
            unit_tree_children_at(import->tree, unit->code, unit->valid_to_us) > 0) {
        record_set_error(error, record_field(&unit_type, "valid_to"),
                "còn đơn vị trực thuộc chưa kết thúc hoặc chưa chuyển");
        return false;
    }
    return true;
}

bool table_import_units(Database *database, GBytes *table, const char *root, bool dry_run,
        ImportResult *ret_result, GError **error)
{
    static const ImportKind units = {.type = &unit_type, .check = check_unit};
    const Import import = {.database = database,
            .kind = &units,
            .root = root,
            .dry_run = dry_run,
            .result = ret_result};
    return import_table(&import, table, error);
}

/* Sites. */

static void prepare_site(void *record)
{
    ((Site *)record)->active = true;
}

static bool check_site(const Import *import, const Row *row, GError **error)
{
    const Site *site = row->record;
    const bool there = unit_tree_find(import->tree, site->unit) != NULL;

    if (!there || !unit_tree_is_below(import->tree, site->unit, import->root)) {
        record_set_error(error, record_field(&site_type, "unit"),
                "không có đơn vị này trong phạm vi quản lý");
        return false;
    }
    return site_check(site, error);
}

bool table_import_sites(Database *database, GBytes *table, const char *root, bool dry_run,
        ImportResult *ret_result, GError **error)
{
    static const ImportKind sites = {
            .type = &site_type, .prepare = prepare_site, .check = check_site};
    const Import import = {.database = database,
            .kind = &sites,
            .root = root,
            .dry_run = dry_run,
            .result = ret_result};
    return import_table(&import, table, error);
}
