#include "signaling/report/csv_writer.h"

static void test_cells(void)
{
    static const struct {
        const char *why;
        const char *cell;
        const char *written;
    } cases[] = {
            {"plain", "Hòn Đất", "Hòn Đất"},
            {"empty", "", ""},
            {"a comma", "a,b", "\"a,b\""},
            {"a quote", "a\"b", "\"a\"\"b\""},
            {"a line feed", "a\nb", "\"a\nb\""},
            {"a formula", "=1+1", "'=1+1"},
            {"a formula with a comma", "@a,b", "\"'@a,b\""},
            {"a minus", "-1", "'-1"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const cells[] = {cases[i].cell, "x", NULL};
        g_autofree char *expected = g_strconcat(cases[i].written, ",x\r\n", NULL);
        g_autoptr(GString) out = g_string_new(NULL);
        g_test_message("%s", cases[i].why);
        csv_writer_row(out, cells);
        g_assert_cmpstr(out->str, ==, expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv_writer/cells", test_cells);
    return g_test_run();
}
