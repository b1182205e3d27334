#include "signaling/meeting/line_history.h"

#include <string.h>

#define STEP ((int64_t)LINE_HISTORY_STEP_S * G_USEC_PER_SEC)

/* The last `count` letters of a site, or "" when it is not in the history. */
static char *last_of(const LineHistory *history, const char *site, int64_t now_us, size_t count)
{
    json_t *lines = line_history_to_json(history, now_us);
    char *found = g_strdup("");
    size_t index = 0;
    json_t *line = NULL;

    json_array_foreach(lines, index, line)
    {
        const char *levels = json_string_value(json_object_get(line, "levels"));
        g_assert_cmpuint(strlen(levels), ==, LINE_HISTORY_STEPS);
        if (g_str_equal(json_string_value(json_object_get(line, "site")), site)) {
            g_free(found);
            found = g_strdup(levels + LINE_HISTORY_STEPS - count);
        }
    }
    json_decref(lines);
    return found;
}

static void has(const LineHistory *history, const char *site, int64_t now_us, const char *expected)
{
    g_autofree char *got = last_of(history, site, now_us, strlen(expected));
    g_assert_cmpstr(got, ==, expected);
}

static void test_the_worst_of_each_step(void)
{
    g_autoptr(LineHistory) history = line_history_new();
    const int64_t start_us = 1000 * STEP;

    line_history_note(history, "a", 0, start_us);
    has(history, "a", start_us, "--g");
    line_history_note(history, "a", 2, start_us + 1);
    line_history_note(history, "a", 1, start_us + 2);
    has(history, "a", start_us + 3, "--p");
    line_history_note(history, "a", 1, start_us + STEP);
    line_history_note(history, "a", 0, start_us + 4 * STEP);
    line_history_note(history, "b", 0, start_us + 4 * STEP);
    has(history, "a", start_us + 4 * STEP, "-pf--g");
    has(history, "b", start_us + 5 * STEP, "-g-");
    line_history_note(history, "a", 2, start_us + 3 * STEP); /* a clock that stands is no fault */
    has(history, "a", start_us + 4 * STEP, "-pf--p");
}

static void test_what_is_long_ago_is_forgotten(void)
{
    g_autoptr(LineHistory) history = line_history_new();

    line_history_note(history, "a", 1, 0);
    has(history, "a", (LINE_HISTORY_STEPS - 1) * STEP, "-");
    g_autofree char *gone = last_of(history, "a", LINE_HISTORY_STEPS * STEP, 1);
    g_assert_cmpstr(gone, ==, "");
    line_history_note(history, "a", 0, INT64_C(1000) * LINE_HISTORY_STEPS * STEP);
    has(history, "a", INT64_C(1000) * LINE_HISTORY_STEPS * STEP, "-g");
}

static void test_so_many_sites_and_no_more(void)
{
    g_autoptr(LineHistory) history = line_history_new();

    for (int i = 0; i <= LINE_HISTORY_SITES_MAX; i++) {
        g_autofree char *site = g_strdup_printf("site:%d", i);
        line_history_note(history, site, 0, i > 0 ? STEP : 0);
    }
    json_t *lines = line_history_to_json(history, STEP);
    g_assert_cmpuint(json_array_size(lines), ==, LINE_HISTORY_SITES_MAX);
    json_decref(lines);
    g_autofree char *oldest = last_of(history, "site:0", STEP, 1);
    g_assert_cmpstr(oldest, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_history/the_worst_of_each_step", test_the_worst_of_each_step);
    g_test_add_func(
            "/line_history/what_is_long_ago_is_forgotten", test_what_is_long_ago_is_forgotten);
    g_test_add_func("/line_history/so_many_sites_and_no_more", test_so_many_sites_and_no_more);
    return g_test_run();
}
