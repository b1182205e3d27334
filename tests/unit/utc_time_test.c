#include "signaling/meeting/utc_time.h"

#include <glib.h>

static void test_texts(void)
{
    static const struct {
        int64_t time_us;
        const char *expected;
    } rows[] = {
            {0, ""}, {1, "1970-01-01T00:00:00Z"},
            {INT64_C(1795334400999999), "2026-11-22T08:00:00Z"},
            {INT64_MAX, ""}, /* a year that no calendar has */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = utc_time_text(rows[i].time_us);
        g_assert_cmpstr(text, ==, rows[i].expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/utc_time/texts", test_texts);
    return g_test_run();
}
