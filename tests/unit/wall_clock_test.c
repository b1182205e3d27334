#include "mcu/room/wall_clock.h"

#include <glib.h>

/* g_time_zone_new_local() is remembered by GLib for each value of TZ. */
static void test_zones(void)
{
    static const struct {
        const char *why;
        const char *zone; /* NULL: not set */
        int64_t real_s;
        const char *text;
    } cases[] = {
            {"Vietnam by default", NULL, 0, "07:00"},
            {"an empty name is none", "", 59, "07:00"},
            {"past midnight", NULL, 17 * 3600 + 61, "00:01"},
            {"what is set", "UTC0", 3600, "01:00"},
            {"the last second of a minute", NULL, 1795341599, "16:59"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        if (cases[i].zone != NULL) {
            g_setenv("TZ", cases[i].zone, TRUE);
        } else {
            g_unsetenv("TZ");
        }
        g_autofree char *text = wall_clock_text(cases[i].real_s * G_USEC_PER_SEC);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wall_clock/zones", test_zones);
    return g_test_run();
}
