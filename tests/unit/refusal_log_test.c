#include "signaling/app/refusal_log.h"

#include <string.h>

enum { NOW_US = 1000000 };

static void test_names_the_setting(void)
{
    static const struct {
        WebRefusal why;
        const char *words;
    } cases[] = {
            {WEB_REFUSAL_ALL, "http.connections_max"},
            {WEB_REFUSAL_ADDRESS, "http.connections_per_address_max"},
            {WEB_REFUSAL_RATE, "too many at a time"},
    };
    RefusalLog log = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line = refusal_log_line(&log, cases[i].why, "192.0.2.1", NOW_US);
        g_assert_nonnull(line); /* each kind has a line of its own */
        g_assert_nonnull(strstr(line, "192.0.2.1"));
        g_assert_nonnull(strstr(line, cases[i].words));
    }
}

static void test_one_line_a_minute(void)
{
    RefusalLog log = {0};
    g_free(refusal_log_line(&log, WEB_REFUSAL_ADDRESS, "192.0.2.1", NOW_US));
    g_assert_null(refusal_log_line(&log, WEB_REFUSAL_ADDRESS, "192.0.2.1", NOW_US));
    g_assert_null(refusal_log_line(
            &log, WEB_REFUSAL_ADDRESS, "192.0.2.2", NOW_US + REFUSAL_LOG_EVERY_US - 1));
    g_autofree char *line =
            refusal_log_line(&log, WEB_REFUSAL_ADDRESS, "192.0.2.3", NOW_US + REFUSAL_LOG_EVERY_US);
    g_assert_nonnull(strstr(line, "2 more"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/refusal_log/names_the_setting", test_names_the_setting);
    g_test_add_func("/refusal_log/one_line_a_minute", test_one_line_a_minute);
    return g_test_run();
}
