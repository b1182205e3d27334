#include "signaling/report/csv_reader.h"

#include "signaling/report/csv_writer.h"

#include <stdint.h>
#include <string.h>

static CsvReader *reader_of(const char *text, size_t size, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, size);
    return csv_reader_new(bytes, error);
}

/* Rows as "line:cell|cell " and so on. */
static char *read_all(const char *text, GError **error)
{
    g_autoptr(CsvReader) reader = reader_of(text, strlen(text), error);
    GString *out = g_string_new(NULL);
    const char *const *cells = NULL;

    while (reader != NULL && (cells = csv_reader_next(reader, error)) != NULL) {
        g_autofree char *joined = g_strjoinv("|", (char **)(uintptr_t)cells);
        g_string_append_printf(out, "%u:%s ", csv_reader_line(reader), joined);
    }
    return g_string_free(out, FALSE);
}

static void test_tables(void)
{
    static const struct {
        const char *text;
        const char *rows;
        const char *reason;
    } rows[] = {
            {"", "", "nothing"},
            {"a,b", "1:a|b ", "one row without its end"},
            {"\xEF\xBB\xBF"
             "a,b\r\n1,2\r\n",
                    "1:a|b 2:1|2 ", "a mark, and CRLF"},
            {"a;b\n1,5;2\n", "1:a|b 2:1,5|2 ", "semicolons, with commas inside"},
            {"a\tb\n1\t2", "1:a|b 2:1|2 ", "tabs"},
            {"a,b\n\n , \n1,\n", "1:a|b 4:1| ", "empty rows are passed over, empty cells are not"},
            {"\"a\"\"b\",\"c,d\"", "1:a\"b|c,d ", "quotes"},
            {"a,\"b\r\nc\"\nd,e", "1:a|b\nc 3:d|e ", "a line feed in quotes"},
            {"'=1+1,'a", "1:=1+1|'a ", "what was put before a formula, and what was not"},
            {"a,\"b\"c", "1:a|bc ", "something behind the quotes"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *found = read_all(rows[i].text, &error);
        g_test_message("%s", rows[i].reason);
        g_assert_no_error(error);
        g_assert_cmpstr(found, ==, rows[i].rows);
    }
}

static void test_what_is_written_comes_back(void)
{
    static const char *const cells[] = {"=cmd()", "a,\"b\"\nc", "-1", "Hòn Đất", "", NULL};
    g_autoptr(GString) text = g_string_new(CSV_BYTE_ORDER_MARK);
    csv_writer_row(text, cells);
    g_autoptr(CsvReader) reader = reader_of(text->str, text->len, NULL);
    const char *const *read = csv_reader_next(reader, NULL);

    g_assert_true(g_strv_equal(read, cells));
    g_assert_null(csv_reader_next(reader, NULL));
}

static void test_what_is_refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) wide = g_string_new("a");

    g_assert_null(reader_of("a\0b", 3, &error));
    g_clear_error(&error);
    g_assert_null(reader_of("\xff\xfe", 2, &error));
    g_clear_error(&error);
    g_autofree char *large = g_strnfill(CSV_BYTES_MAX + 1, 'a');
    g_assert_null(reader_of(large, CSV_BYTES_MAX + 1, &error));
    g_clear_error(&error);
    g_autofree char *open = read_all("a\n\"b", &error);
    g_assert_error(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE);
    g_assert_true(g_str_has_prefix(error->message, "Dòng 2:"));
    g_clear_error(&error);
    for (int i = 1; i < CSV_CELLS_MAX; i++) {
        g_string_append(wide, ",a");
    }
    g_autofree char *widest = read_all(wide->str, &error);
    g_assert_no_error(error);
    g_string_append(wide, ",a");
    g_autofree char *wider = read_all(wide->str, &error);
    g_assert_error(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE);
    g_clear_error(&error);
    g_auto(GStrv) lines = g_new0(char *, CSV_ROWS_MAX + 2);
    for (int i = 0; i <= CSV_ROWS_MAX; i++) {
        lines[i] = g_strdup("a");
    }
    g_autofree char *tall = g_strjoinv("\n", lines);
    g_autofree char *taller = read_all(tall, &error);
    g_assert_error(error, CSV_READER_ERROR, CSV_READER_ERROR_TABLE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv_reader/tables", test_tables);
    g_test_add_func("/csv_reader/what_is_written_comes_back", test_what_is_written_comes_back);
    g_test_add_func("/csv_reader/what_is_refused", test_what_is_refused);
    return g_test_run();
}
