#include "signaling/meeting/keypad.h"

#include <glib.h>

static void test_what_fits(void)
{
    static const struct {
        const char *code;
        const char *keys;
        bool fits;
        const char *why;
    } rows[] = {
            {"903", "903", true, "digits"},
            {"261123-ab4", "261123224", true, "the hyphen is on no key"},
            {"Giao_Ban", "4426226", true, "letters, large and small"},
            {"adgjmptw", "23456789", true, "the first of each key"},
            {"cfilosvz", "23456789", true, "the last of each key"},
            {"903", "90", false, "one is missing"},
            {"903", "9033", false, "one too many"},
            {"903", "", false, "nothing"},
            {"--", "", false, "nothing that could be typed"},
            {"903", "904", false, "another"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_true(keypad_fits(rows[i].code, rows[i].keys) == rows[i].fits);
    }
}

static void test_the_keys_of_a_code(void)
{
    g_autofree char *keys = keypad_keys("261123-ab4");
    g_autofree char *none = keypad_keys("--");

    g_assert_cmpstr(keys, ==, "261123224");
    g_assert_true(keypad_fits("261123-ab4", keys));
    g_assert_cmpstr(none, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keypad/what_fits", test_what_fits);
    g_test_add_func("/keypad/the_keys_of_a_code", test_the_keys_of_a_code);
    return g_test_run();
}
