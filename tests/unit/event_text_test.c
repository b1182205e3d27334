#include "signaling/meeting/event_text.h"

#include <glib.h>

static void test_one_form(void)
{
    static const struct {
        const char *given;
        bool lines;
        const char *expected; /* NULL: refused */
        const char *reason;
    } rows[] = {
            {NULL, false, "", "nothing was said"},
            {"  Kim Lợi ", false, "Kim Lợi", "trimmed"},
            {"Kim Lo\xcc\xa3\x69", false, "Kim Lọi", "NFC"},
            {"12345678", false, "12345678", "as long as may be"},
            {"123456789", false, NULL, "longer by one"},
            {"a\nb", false, NULL, "two lines"},
            {"a\nb", true, "a\nb", "two lines where they may be"},
            {"a\x01", true, NULL, "a control character"},
            {"\xff", true, NULL, "no UTF-8"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *fault = NULL;
        g_test_message("%s", rows[i].reason);
        g_autofree char *clean =
                event_text_clean(rows[i].given, i < 3 ? 40 : 8, rows[i].lines, &fault);
        g_assert_cmpstr(clean, ==, rows[i].expected);
        g_assert_true((fault == NULL) == (clean != NULL));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/event_text/one_form", test_one_form);
    return g_test_run();
}
