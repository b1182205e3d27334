#include "signaling/report/line_summary.h"

#include <string.h>

static void test_percentile(void)
{
    static const struct {
        const char *why;
        size_t count;
        double p95;
    } cases[] = {
            {"none", 0, 0},
            {"one", 1, 1},
            {"two: the higher one", 2, 2},
            {"the 19th of 20", 20, 19},
            {"one more than 20", 21, 20},
            {"the 95th of 100", 100, 95},
            {"7 days of five minutes", 2016, 1916},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree double *values = g_new(double, cases[i].count + 1);
        for (size_t n = 0; n < cases[i].count; n++) {
            values[n] = (double)(cases[i].count - n); /* the highest first */
        }
        g_test_message("%s", cases[i].why);
        g_assert_cmpfloat(line_summary_p95(values, cases[i].count), ==, cases[i].p95);
    }
}

static LineRecord record_of(const char *identity, const char *name, double in_bps, double max_bps)
{
    return (LineRecord){
            .meeting = (char *)"demo",
            .identity = (char *)identity,
            .name = (char *)name,
            .sample = {.spans = {[LINE_IN_BPS] = {in_bps, max_bps},
                               [LINE_OUT_BPS] = {2 * in_bps, 2 * max_bps},
                               [LINE_LOSS_IN_PERCENT] = {1, 2},
                               [LINE_RTT_MS] = {20, 30}}},
    };
}

static void test_a_row_a_site(void)
{
    g_autoptr(LineSummary) summary = line_summary_new();
    const LineRecord records[] = {
            record_of("site:a", "A", 100000, 150000),
            record_of("site:a", "A mới", 300000, 900000),
            record_of("site:b", "B", 50000, 60000),
    };

    for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
        line_summary_add(summary, &records[i]);
    }
    g_autofree char *text = line_summary_text(summary);
    const char *rows = strchr(text, '\n') + 1;
    g_assert_cmpstr(rows, ==,
            "A mới\tsite:a\t2\t200\t900\t300\t400\t1800\t600\t1.00\t0.00\t20\t0\n"
            "B\tsite:b\t1\t50\t60\t50\t100\t120\t100\t1.00\t0.00\t20\t0\n");
}

static void test_nobody(void)
{
    g_autoptr(LineSummary) summary = line_summary_new();
    g_autofree char *text = line_summary_text(summary);

    g_assert_true(g_str_has_prefix(text, "site\tidentity\tsamples\t"));
    g_assert_true(g_str_has_suffix(text, "jitter_ms\n"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_summary/percentile", test_percentile);
    g_test_add_func("/line_summary/a_row_a_site", test_a_row_a_site);
    g_test_add_func("/line_summary/nobody", test_nobody);
    return g_test_run();
}
