#include "signaling/app/metrics_writer.h"

static void test_labels(void)
{
    static const struct {
        const char *why;
        const char *value;
        const char *text;
    } cases[] = {
            {"a name", "site:hòn đất", "site=\"site:hòn đất\""},
            {"empty", "", "site=\"\""},
            {"what would end it", "a\"b\\c\nd", "site=\"a\\\"b\\\\c\\nd\""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_test_message("%s", cases[i].why);
        metrics_writer_label(out, "site", cases[i].value);
        g_assert_cmpstr(out->str, ==, cases[i].text);
    }
}

static void test_numbers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    metrics_writer_head(out, "x_total", "counter", "All x.");
    metrics_writer_number(out, 1500000);
    metrics_writer_number(out, 0.5);
    g_assert_cmpstr(out->str, ==, "# HELP x_total All x.\n# TYPE x_total counter\n1500000\n0.5\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/metrics_writer/labels", test_labels);
    g_test_add_func("/metrics_writer/numbers", test_numbers);
    return g_test_run();
}
