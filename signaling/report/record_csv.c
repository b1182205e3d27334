#include "signaling/report/record_csv.h"

#include "signaling/report/csv_writer.h"

#include <string.h>

enum { LOCAL_OFFSET_S = 7 * 3600 /* Vietnam's, which knows no summer time */ };

void record_csv_fault_free(gpointer data)
{
    RecordCsvFault *fault = data;
    g_free(fault->title);
    g_free(fault);
}

void record_csv_add_fault(GPtrArray *faults, unsigned line, const char *title)
{
    if (faults->len < RECORD_CSV_FAULTS_MAX) {
        RecordCsvFault *fault = g_new(RecordCsvFault, 1);
        *fault = (RecordCsvFault){.line = line, .title = g_strdup(title)};
        g_ptr_array_add(faults, fault);
    }
}

static bool is_column(const RecordField *field)
{
    return (field->flags & (RECORD_SECRET | RECORD_READ_ONLY | RECORD_COMPUTED)) == 0;
}

void record_csv_head(const RecordType *type, GString *out)
{
    const char *cells[RECORD_FIELDS_MAX + 1];
    size_t count = 0;

    g_string_append(out, CSV_BYTE_ORDER_MARK);
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (is_column(field)) {
            cells[count++] = field->name;
        }
    }
    cells[count] = NULL;
    csv_writer_row(out, cells);
}

void record_csv_row(const RecordType *type, const void *record, GString *out)
{
    char *cells[RECORD_FIELDS_MAX + 1];
    size_t count = 0;

    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (is_column(field)) {
            cells[count++] = record_field_to_text(field, record);
        }
    }
    cells[count] = NULL;
    csv_writer_row(out, (const char *const *)cells);
    for (size_t i = 0; i < count; i++) {
        g_free(cells[i]);
    }
}

static const RecordField *find_column(const RecordType *type, const char *heading)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (is_column(field) &&
                (g_ascii_strcasecmp(field->name, heading) == 0 ||
                        g_str_equal(field->title, heading))) {
            return field;
        }
    }
    return NULL;
}

static bool fail(GError **error, const char *form, const char *word)
{
    g_autofree char *shown = g_utf8_substring(word, 0, MIN(g_utf8_strlen(word, -1), 60));
    g_autofree char *message = g_strdup_printf("Dòng tiêu đề: %s \"%s\".", form, shown);
    g_set_error_literal(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE, message);
    return false;
}

static bool has_column(const RecordCsvColumns *columns, const RecordField *field)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->fields[i] == field) {
            return true;
        }
    }
    return false;
}

bool record_csv_read_head(
        const RecordType *type, CsvReader *reader, RecordCsvColumns *ret_columns, GError **error)
{
    g_autoptr(GError) fault = NULL;
    const char *const *cells = csv_reader_next(reader, &fault);
    RecordCsvColumns columns = {0};

    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    for (size_t i = 0; cells != NULL && cells[i] != NULL; i++) {
        g_autofree char *composed = g_utf8_normalize(cells[i], -1, G_NORMALIZE_NFC);
        const RecordField *field = find_column(type, g_strstrip(composed));
        if (field == NULL) {
            return fail(error, "không có cột", composed);
        }
        if (has_column(&columns, field)) {
            return fail(error, "lặp lại cột", composed);
        }
        columns.fields[columns.count++] = field;
    }
    if (!has_column(&columns, record_key(type))) {
        return fail(error, "thiếu cột", record_key(type)->name);
    }
    *ret_columns = columns;
    return true;
}

/* Up to `digits` digits, and moves behind them. */
static bool take_number(const char **at, int digits, int *ret_number)
{
    int number = 0;
    int taken = 0;

    for (; taken < digits && g_ascii_isdigit(**at); taken++) {
        number = number * 10 + g_ascii_digit_value(**at);
        ++*at;
    }
    *ret_number = number;
    return taken > 0;
}

/* Three numbers with a sign between them, and nothing else. */
static bool take_day(const char *text, const int digits[3], char sign, int ret_numbers[3])
{
    for (int i = 0; i < 3; i++) {
        if ((i > 0 && *text++ != sign) || !take_number(&text, digits[i], &ret_numbers[i])) {
            return false;
        }
    }
    return *text == '\0';
}

/* A day as people write it, as the point in time at which it begins; other texts as they are. */
static char *day_to_time(const char *text)
{
    static const int day_first[3] = {2, 2, 4};
    static const int year_first[3] = {4, 2, 2};
    int parts[3] = {0};
    g_autoptr(GDateTime) midnight = NULL;

    if (take_day(text, day_first, '/', parts)) {
        midnight = g_date_time_new_utc(parts[2], parts[1], parts[0], 0, 0, 0);
    } else if (take_day(text, year_first, '-', parts)) {
        midnight = g_date_time_new_utc(parts[0], parts[1], parts[2], 0, 0, 0);
    }
    g_autoptr(GDateTime) begin =
            midnight != NULL ? g_date_time_add_seconds(midnight, -LOCAL_OFFSET_S) : NULL;
    return begin != NULL ? g_date_time_format(begin, "%Y-%m-%dT%H:%M:%SZ") : g_strdup(text);
}

static bool read_cell(const RecordField *field, const char *cell, void *record, GError **error)
{
    g_autofree char *text = g_strstrip(g_strdup(cell));

    if (text[0] == '\0' &&
            (field->kind == RECORD_INTEGER || field->kind == RECORD_REAL ||
                    field->kind == RECORD_FLAG)) {
        return record_field_from_text(field, "0", record, error);
    }
    if (text[0] == '\0' && field->kind == RECORD_WORD) {
        return record_field_from_text(field, field->words[0], record, error);
    }
    if (field->kind == RECORD_TIME) {
        g_autofree char *time = day_to_time(text);
        return record_field_from_text(field, time, record, error);
    }
    return record_field_from_text(field, text, record, error);
}

bool record_csv_read_row(
        const RecordCsvColumns *columns, const char *const *cells, void *record, GError **error)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (cells[i] == NULL) {
            g_set_error_literal(
                    error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE, "Thiếu cột so với tiêu đề.");
            return false;
        }
        if (!read_cell(columns->fields[i], cells[i], record, error)) {
            return false;
        }
    }
    if (cells[columns->count] != NULL) {
        g_set_error_literal(
                error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE, "Thừa cột so với tiêu đề.");
        return false;
    }
    return true;
}
