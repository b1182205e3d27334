#include "signaling/client/password_rules.h"

#include <string.h>

static void test_rules(void)
{
    static const struct {
        const char *why;
        const char *password;
        unsigned length_min;
        int code; /* -1: good */
    } cases[] = {
            {"all four classes, eight characters", "Abcdef1!", 8, -1},
            {"seven characters", "Abcde1!", 8, PASSWORD_ERROR_WEAK},
            {"a lower minimum does not count", "Abcde1!", 4, PASSWORD_ERROR_WEAK},
            {"a higher minimum does", "Abcdef1!", 9, PASSWORD_ERROR_WEAK},
            {"the higher minimum met", "Abcdefg1!", 9, -1},
            {"no upper case", "abcdef1!", 8, PASSWORD_ERROR_WEAK},
            {"no lower case", "ABCDEF1!", 8, PASSWORD_ERROR_WEAK},
            {"no digit", "Abcdefg!", 8, PASSWORD_ERROR_WEAK},
            {"nothing special", "Abcdefg1", 8, PASSWORD_ERROR_WEAK},
            {"empty", "", 8, PASSWORD_ERROR_WEAK},
            {"a space is special", "Abcd ef1", 8, -1},
            {"Vietnamese letters are letters", "Đường12!", 8, -1},
            {"characters are counted, not bytes", "Ắắắắ1!", 8, PASSWORD_ERROR_WEAK},
            {"the account's name", "Xthuky1!!", 8, PASSWORD_ERROR_NAME},
            {"the name in capitals", "xTHUKY1!!", 8, PASSWORD_ERROR_NAME},
            {"the name backwards", "Xykuht1!!", 8, PASSWORD_ERROR_NAME},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        const bool good =
                password_rules_check(cases[i].password, "thuky", cases[i].length_min, &error);
        g_assert_true(good == (cases[i].code < 0));
        if (!good) {
            g_assert_error(error, PASSWORD_ERROR, cases[i].code);
        }
    }
}

static void test_longest(void)
{
    g_autofree char *filling = g_strnfill(PASSWORD_LENGTH_MAX - 3, 'a');
    g_autofree char *longest = g_strconcat("B1!", filling, NULL);
    g_autofree char *longer = g_strconcat(longest, "a", NULL);

    g_assert_true(password_rules_check(longest, "thuky", 8, NULL));
    g_assert_false(password_rules_check(longer, "thuky", 8, NULL));
}

static void test_short_names_are_no_matter(void)
{
    g_assert_true(password_rules_check("Abcdkt1!", "kt", 8, NULL));
}

static void test_generated(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (unsigned i = 0; i < 200; i++) {
        char *password = password_rules_generate(14);
        g_assert_cmpuint(strlen(password), ==, 14);
        g_assert_true(password_rules_check(password, "quantri", 14, NULL));
        g_assert_null(strpbrk(password, "0O1lIo"));
        g_assert_true(g_hash_table_add(seen, password));
    }
    g_autofree char *shortest = password_rules_generate(0);
    g_assert_cmpuint(strlen(shortest), ==, PASSWORD_LENGTH_FLOOR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/password_rules/rules", test_rules);
    g_test_add_func("/password_rules/longest", test_longest);
    g_test_add_func("/password_rules/short_names", test_short_names_are_no_matter);
    g_test_add_func("/password_rules/generated", test_generated);
    return g_test_run();
}
