#include "signaling/store/search_pattern.h"

#include <glib.h>

static void test_patterns(void)
{
    static const struct {
        const char *text;
        const char *pattern;
    } rows[] = {
            {NULL, ""},
            {"", ""},
            {"   ", ""},
            {"Hòn Đất", "%hon%dat%"},
            {"  hòn   đất ", "%hon%dat%"},
            {"100%_!", "%100!%!_!!%"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *pattern = search_pattern(rows[i].text);
        g_assert_cmpstr(pattern, ==, rows[i].pattern);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search_pattern/patterns", test_patterns);
    return g_test_run();
}
