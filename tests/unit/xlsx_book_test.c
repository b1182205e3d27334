#include "signaling/report/xlsx_book.h"

#include <gio/gio.h>

#include <stdio.h>
#include <string.h>

/* One file of the book, by the tool of the system that opens such files. */
static char *part_of(GBytes *book, const char *name)
{
    g_autofree char *folder = g_dir_make_tmp("xlsx_test_XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a.xlsx", NULL);
    char *text = NULL;
    gsize size = 0;
    const void *bytes = g_bytes_get_data(book, &size);

    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_autoptr(GSubprocess) python =
            g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "python3", "-c",
                    "import sys,zipfile; "
                    "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
                    path, name, NULL);
    g_assert_nonnull(python);
    g_assert_true(g_subprocess_communicate_utf8(python, NULL, NULL, &text, NULL, NULL));
    g_assert_true(g_subprocess_get_successful(python));
    g_assert_cmpint(remove(path), ==, 0);
    g_assert_cmpint(remove(folder), ==, 0);
    return text;
}

static void has(const char *text, const char *piece)
{
    if (strstr(text, piece) == NULL) {
        g_error("'%s' is not in:\n%s", piece, text);
    }
}

static void test_each_value_has_its_type(void)
{
    static const XlsxColumn columns[] = {{"Tên", XLSX_TEXT, 20}, {"Số", XLSX_INTEGER, 8},
            {"Tỷ lệ", XLSX_PERCENT, 8}, {"Lúc", XLSX_TIME, 20}, {"Dài", XLSX_DURATION, 10},
            {"Mức", XLSX_DECIMAL, 8}};
    static const char *const lines[] = {"BÁO CÁO", "=1+1", NULL};
    const XlsxCell row[] = {{.text = "=cmd|' /C calc'!A0"}, {.number = 5361}, {.real = 89.66},
            {.number = INT64_C(1522198920000000)}, {.number = INT64_C(8700000000)}, {.real = 1.5}};
    const XlsxCell empty[] = {{.text = NULL}, {.empty = TRUE}, {.empty = TRUE}, {.number = 0},
            {.number = 0}, {.empty = TRUE}};
    g_autoptr(XlsxBook) book = xlsx_book_new();

    xlsx_book_sheet(book, "Điểm danh", lines, columns, G_N_ELEMENTS(columns));
    xlsx_book_row(book, row);
    xlsx_book_row(book, empty);
    xlsx_book_line(book, "@SUM(A1)");
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) file = xlsx_book_finish(book, &error);
    g_assert_no_error(error);

    g_autofree char *sheet = part_of(file, "xl/worksheets/sheet1.xml");
    g_autofree char *strings = part_of(file, "xl/sharedStrings.xml");
    g_assert_null(strstr(sheet, "<f>"));
    has(sheet,
            "<pane ySplit=\"3\" topLeftCell=\"A4\" activePane=\"bottomLeft\" state=\"frozen\"/>");
    has(sheet, "<v>5361</v>");
    has(sheet, "<v>0.8966</v>");
    has(sheet, "<v>43187.33472222222</v>"); /* 28/03/2018 08:02:00 in Vietnam */
    has(sheet, "<v>0.1006944444444444</v>");
    has(strings, "<t>=cmd|' /C calc'!A0</t>");
    has(strings, "<t>=1+1</t>");
    has(strings, "<t>@SUM(A1)</t>");
    has(strings, "<t>Tỷ lệ</t>");
}

static void test_long_texts_and_many_rows_have_a_bound(void)
{
    static const XlsxColumn columns[] = {{"Số", XLSX_INTEGER, 8}};
    g_autoptr(XlsxBook) book = xlsx_book_new();
    g_autoptr(GString) text = g_string_new(NULL);

    for (int i = 0; i < 40000; i++) {
        g_string_append(text, "ộ");
    }
    xlsx_book_sheet(book, "a", NULL, columns, 1);
    xlsx_book_line(book, text->str);
    xlsx_book_line(book, "\xff\xfe");
    for (int i = 0; i < XLSX_ROWS_MAX + 10; i++) {
        xlsx_book_row(book, &(XlsxCell){.number = i});
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) file = xlsx_book_finish(book, &error);
    g_assert_no_error(error);
    g_autofree char *sheet = part_of(file, "xl/worksheets/sheet1.xml");
    has(sheet, "<row r=\"100000\"");
    g_assert_null(strstr(sheet, "<row r=\"100001\""));
}

static void test_a_book_that_is_given_up_leaves_nothing(void)
{
    static const XlsxColumn columns[] = {{"Số", XLSX_INTEGER, 8}};
    g_autoptr(XlsxBook) book = xlsx_book_new();

    xlsx_book_sheet(book, "a", NULL, columns, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xlsx_book/types", test_each_value_has_its_type);
    g_test_add_func("/xlsx_book/bounds", test_long_texts_and_many_rows_have_a_bound);
    g_test_add_func("/xlsx_book/given_up", test_a_book_that_is_given_up_leaves_nothing);
    return g_test_run();
}
