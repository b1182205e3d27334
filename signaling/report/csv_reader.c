#include "signaling/report/csv_reader.h"

#include "signaling/report/csv_writer.h"

#include <string.h>

struct CsvReader {
    char *text;
    const char *at;
    char separator;
    unsigned line;     /* of `at` */
    unsigned row_line; /* on which the current row began */
    unsigned rows;
    GPtrArray *cells; /* of the current row; ends with NULL while it is lent */
};

G_DEFINE_QUARK(csv - reader - error - quark, csv_reader_error)

/* The sign that stands most often in the first line. */
static char find_separator(const char *text)
{
    static const char signs[] = ",;\t";
    unsigned counts[3] = {0};
    size_t best = 0;

    for (const char *at = text; *at != '\0' && *at != '\n'; at++) {
        const char *sign = strchr(signs, *at);
        if (sign != NULL) {
            counts[sign - signs]++;
        }
    }
    for (size_t i = 1; i < G_N_ELEMENTS(counts); i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return signs[best];
}

static bool fail(GError **error, const char *message)
{
    g_set_error_literal(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE, message);
    return false;
}

static bool fail_at(GError **error, unsigned line, const char *reason)
{
    g_set_error(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE, "Dòng %u: %s", line, reason);
    return false;
}

CsvReader *csv_reader_new(GBytes *bytes, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);

    if (size > CSV_BYTES_MAX) {
        (void)fail(error, "Tệp quá lớn.");
        return NULL;
    }
    /* Not valid with a zero inside either. */
    if (size > 0 && !g_utf8_validate(data, (gssize)size, NULL)) {
        (void)fail(error, "Tệp không phải văn bản UTF-8; hãy lưu lại dạng CSV UTF-8.");
        return NULL;
    }
    CsvReader *reader = g_new0(CsvReader, 1);
    reader->text = g_strndup(data != NULL ? data : "", size);
    reader->at = reader->text;
    if (g_str_has_prefix(reader->at, CSV_BYTE_ORDER_MARK)) {
        reader->at += strlen(CSV_BYTE_ORDER_MARK);
    }
    reader->separator = find_separator(reader->at);
    reader->line = 1;
    reader->cells = g_ptr_array_new_with_free_func(g_free);
    return reader;
}

void csv_reader_free(CsvReader *reader)
{
    if (reader != NULL) {
        g_ptr_array_unref(reader->cells);
        g_free(reader->text);
        g_free(reader);
    }
}

/* From behind the opening quote to behind the closing one. */
static bool read_quoted(CsvReader *reader, GString *cell, GError **error)
{
    for (;; reader->at++) {
        if (*reader->at == '\0') {
            return fail_at(error, reader->row_line, "thiếu dấu nháy kép đóng.");
        }
        if (*reader->at == '"') {
            reader->at++;
            if (*reader->at != '"') {
                return true;
            }
        }
        reader->line += *reader->at == '\n';
        if (*reader->at != '\r' || reader->at[1] != '\n') {
            g_string_append_c(cell, *reader->at);
        }
    }
}

static bool ends_cell(const CsvReader *reader)
{
    return *reader->at == '\0' || *reader->at == reader->separator || *reader->at == '\n' ||
            (*reader->at == '\r' && reader->at[1] == '\n');
}

/* What csv_writer puts before a formula comes off again. */
static char *without_guard(GString *cell)
{
    if (cell->len >= 2 && cell->str[0] == '\'' && strchr("=+-@\t\r", cell->str[1]) != NULL) {
        g_string_erase(cell, 0, 1);
    }
    return g_string_free(cell, FALSE);
}

static bool read_cell(CsvReader *reader, GError **error)
{
    GString *cell = g_string_new(NULL);

    if (*reader->at == '"') {
        reader->at++;
        if (!read_quoted(reader, cell, error)) {
            g_string_free(cell, TRUE);
            return false;
        }
    }
    while (!ends_cell(reader)) {
        g_string_append_c(cell, *reader->at);
        reader->at++;
    }
    g_ptr_array_add(reader->cells, without_guard(cell));
    return true;
}

/* One row, from its first cell to behind its line feed. */
static bool read_row(CsvReader *reader, GError **error)
{
    g_ptr_array_set_size(reader->cells, 0);
    reader->row_line = reader->line;
    for (;;) {
        if (reader->cells->len >= CSV_CELLS_MAX) {
            return fail_at(error, reader->row_line, "quá nhiều cột.");
        }
        if (!read_cell(reader, error)) {
            return false;
        }
        if (*reader->at != reader->separator) {
            break;
        }
        reader->at++;
    }
    reader->at += *reader->at == '\r';
    if (*reader->at == '\n') {
        reader->at++;
        reader->line++;
    }
    return true;
}

static bool is_empty_row(const CsvReader *reader)
{
    for (guint i = 0; i < reader->cells->len; i++) {
        const char *cell = g_ptr_array_index(reader->cells, i);
        if (cell[strspn(cell, " ")] != '\0') {
            return false;
        }
    }
    return true;
}

const char *const *csv_reader_next(CsvReader *reader, GError **error)
{
    while (*reader->at != '\0') {
        if (!read_row(reader, error)) {
            reader->at = "";
            return NULL;
        }
        if (is_empty_row(reader)) {
            continue;
        }
        if (++reader->rows > CSV_ROWS_MAX) {
            (void)fail_at(error, reader->row_line, "quá nhiều dòng.");
            reader->at = "";
            return NULL;
        }
        g_ptr_array_add(reader->cells, NULL);
        return (const char *const *)reader->cells->pdata;
    }
    return NULL;
}

unsigned csv_reader_line(const CsvReader *reader)
{
    return reader->row_line;
}
