#include "signaling/http/http_cookie.h"

#include <glib.h>

static void test_values(void)
{
    static const struct {
        const char *why;
        const char *header;
        const char *value;
    } cases[] = {
            {"no header", NULL, NULL},
            {"an empty one", "", NULL},
            {"the only cookie", "id=abc", "abc"},
            {"among others", "a=1; id=abc; b=2", "abc"},
            {"without a space", "a=1;id=abc", "abc"},
            {"the first of two", "id=abc; id=def", "abc"},
            {"a name that ends alike", "xid=abc", NULL},
            {"a name that begins alike", "idx=abc", NULL},
            {"a name in other letters", "ID=abc", NULL},
            {"no value", "id=", NULL},
            {"no equals sign", "id", NULL},
            {"equals signs in the value", "id=a.b==", "a.b=="},
            {"quotes", "id=\"abc\"", NULL},
            {"a space in the value", "id=a b", NULL},
            {"a control character", "id=a\tb", NULL},
            {"bytes above ASCII", "id=a\xc3\xa9", NULL},
            {"separators only", ";;; ; ", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *value = http_cookie_value(cases[i].header, "id");
        g_test_message("%s", cases[i].why);
        g_assert_cmpstr(value, ==, cases[i].value);
    }
}

static void test_length(void)
{
    g_autofree char *longest = g_strnfill(HTTP_COOKIE_VALUE_MAX, 'a');
    g_autofree char *good = g_strconcat("id=", longest, NULL);
    g_autofree char *bad = g_strconcat("id=", longest, "a", NULL);
    g_autofree char *value = http_cookie_value(good, "id");

    g_assert_cmpstr(value, ==, longest);
    g_assert_null(http_cookie_value(bad, "id"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_cookie/values", test_values);
    g_test_add_func("/http_cookie/length", test_length);
    return g_test_run();
}
