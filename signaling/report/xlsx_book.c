#include "signaling/report/xlsx_book.h"

#include <glib/gstdio.h>

#include <unistd.h>
#include <xlsxwriter.h>

enum { CELL_LETTERS_MAX = 32767 };

static const int64_t second_us = 1000000;
static const int64_t vietnam_s = INT64_C(7) * 3600;
static const double day_s = 86400;
static const double days_to_1970 = 25569; /* spreadsheets count days from 30/12/1899 */

struct XlsxBook {
    char *path; /* NULL once it is read and gone */
    lxw_workbook *file;
    lxw_worksheet *sheet;
    lxw_format *formats[XLSX_DURATION + 1];
    lxw_format *head;
    lxw_format *title;
    XlsxKind kinds[XLSX_COLUMNS_MAX];
    size_t columns;
    lxw_row_t row; /* the next one */
};

G_DEFINE_QUARK(xlsx - book - error - quark, xlsx_book_error)

static void add_formats(XlsxBook *book)
{
    static const char *const numbers[] = {
            [XLSX_TEXT] = "@",
            [XLSX_INTEGER] = "#,##0",
            [XLSX_DECIMAL] = "#,##0.00",
            [XLSX_PERCENT] = "0.00%",
            [XLSX_TIME] = "dd/mm/yyyy hh:mm:ss",
            [XLSX_DURATION] = "[h]:mm:ss",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        book->formats[i] = workbook_add_format(book->file);
        format_set_num_format(book->formats[i], numbers[i]);
        format_set_border(book->formats[i], LXW_BORDER_THIN);
        format_set_align(book->formats[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_text_wrap(book->formats[XLSX_TEXT]);
    book->head = workbook_add_format(book->file);
    format_set_bold(book->head);
    format_set_border(book->head, LXW_BORDER_THIN);
    format_set_text_wrap(book->head);
    format_set_align(book->head, LXW_ALIGN_CENTER);
    format_set_align(book->head, LXW_ALIGN_VERTICAL_CENTER);
    book->title = workbook_add_format(book->file);
    format_set_bold(book->title);
    format_set_font_size(book->title, 14);
}

XlsxBook *xlsx_book_new(void)
{
    XlsxBook *book = g_new0(XlsxBook, 1);
    g_autofree char *folder = g_dir_make_tmp("giaoban-xlsx-XXXXXX", NULL);

    if (folder != NULL) {
        book->path = g_build_filename(folder, "book.xlsx", NULL);
        book->file = workbook_new(book->path);
        add_formats(book);
    }
    return book;
}

static void remove_file(XlsxBook *book)
{
    if (book->path != NULL) {
        g_autofree char *folder = g_path_get_dirname(book->path);
        (void)g_unlink(book->path);
        (void)g_rmdir(folder);
        g_clear_pointer(&book->path, g_free);
    }
}

void xlsx_book_free(XlsxBook *book)
{
    if (book == NULL) {
        return;
    }
    if (book->file != NULL) {
        lxw_workbook_free(book->file);
    }
    remove_file(book);
    g_free(book);
}

/* @return what the format can hold of a text: g_free() */
static char *clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), CELL_LETTERS_MAX));
}

static void write_text(
        XlsxBook *book, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format)
{
    g_autofree char *cleaned = clean(text);

    if (cleaned[0] == '\0') {
        worksheet_write_blank(book->sheet, row, column, format);
    } else {
        worksheet_write_string(book->sheet, row, column, cleaned, format);
    }
}

void xlsx_book_sheet(XlsxBook *book, const char *name, const char *const *lines,
        const XlsxColumn *columns, size_t count)
{
    g_assert(count > 0 && count <= XLSX_COLUMNS_MAX);

    if (book->file == NULL) {
        return;
    }
    book->sheet = workbook_add_worksheet(book->file, name);
    g_assert(book->sheet != NULL);
    book->row = 0;
    book->columns = count;
    for (size_t i = 0; lines != NULL && lines[i] != NULL; i++) {
        write_text(book, book->row++, 0, lines[i], i == 0 ? book->title : NULL);
    }
    for (size_t i = 0; i < count; i++) {
        book->kinds[i] = columns[i].kind;
        worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
        write_text(book, book->row, (lxw_col_t)i, columns[i].title, book->head);
    }
    worksheet_freeze_panes(book->sheet, ++book->row, 0);
    worksheet_set_landscape(book->sheet);
    worksheet_set_paper(book->sheet, 9); /* A4 */
    worksheet_fit_to_pages(book->sheet, 1, 0);
    worksheet_repeat_rows(book->sheet, book->row - 1, book->row - 1);
}

static void write_cell(XlsxBook *book, lxw_col_t column, const XlsxCell *cell)
{
    const XlsxKind kind = book->kinds[column];
    lxw_format *format = book->formats[kind];
    const int64_t seconds = cell->number / second_us;
    double value = 0;

    if (cell->empty || (kind == XLSX_TIME && cell->number == 0)) {
        worksheet_write_blank(book->sheet, book->row, column, format);
        return;
    }
    switch (kind) {
    case XLSX_TEXT:
        write_text(book, book->row, column, cell->text != NULL ? cell->text : "", format);
        return;
    case XLSX_INTEGER:
        value = (double)cell->number;
        break;
    case XLSX_DECIMAL:
        value = cell->real;
        break;
    case XLSX_PERCENT:
        value = cell->real / 100;
        break;
    case XLSX_TIME:
        value = days_to_1970 + (double)(seconds + vietnam_s) / day_s;
        break;
    case XLSX_DURATION:
        value = (double)seconds / day_s;
        break;
    }
    worksheet_write_number(book->sheet, book->row, column, value, format);
}

void xlsx_book_row(XlsxBook *book, const XlsxCell *cells)
{
    if (book->file == NULL || book->row >= XLSX_ROWS_MAX) {
        return;
    }
    for (size_t i = 0; i < book->columns; i++) {
        write_cell(book, (lxw_col_t)i, &cells[i]);
    }
    book->row++;
}

void xlsx_book_line(XlsxBook *book, const char *text)
{
    if (book->file != NULL && book->row < XLSX_ROWS_MAX) {
        write_text(book, book->row++, 0, text, NULL);
    }
}

GBytes *xlsx_book_finish(XlsxBook *book, GError **error)
{
    char *contents = NULL;
    gsize size = 0;

    const lxw_error fault =
            book->file != NULL ? workbook_close(book->file) : LXW_ERROR_CREATING_TMPFILE;
    book->file = NULL;
    if (fault != LXW_NO_ERROR) {
        g_set_error(error, XLSX_BOOK_ERROR, XLSX_BOOK_ERROR_WRITE, "Không ghi được tệp XLSX: %s",
                lxw_strerror(fault));
        return NULL;
    }
    const gboolean good = g_file_get_contents(book->path, &contents, &size, error);
    remove_file(book);
    return good ? g_bytes_new_take(contents, size) : NULL;
}
