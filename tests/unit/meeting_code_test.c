#include "signaling/meeting/meeting_code.h"

#include <glib.h>

static void test_valid_codes(void)
{
    static const struct {
        const char *why;
        const char *code;
        bool valid;
    } cases[] = {
            {"a word", "demo", true},
            {"digits and a dash", "2026-giao-ban", true},
            {"one letter", "a", true},
            {"as long as allowed", "a1234567890123456789012345678901", true},
            {"one too long", "a12345678901234567890123456789012", false},
            {"empty", "", false},
            {"a path", "../etc", false},
            {"a slash", "a/b", false},
            {"a dot", "a.b", false},
            {"a dash in front looks like an option", "-a", false},
            {"a space", "a b", false},
            {"not ASCII", "h\xC3\xB2n", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_true(meeting_code_is_valid(cases[i].code) == cases[i].valid);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_code/valid_codes", test_valid_codes);
    return g_test_run();
}
