#include "signaling/meeting/site_watch.h"

#define SECOND_US  INT64_C(1000000)
#define BIT(fault) SITE_FAULT_BIT(SITE_FAULT_##fault)

typedef struct Desk {
    SiteWatch *watch;
    GString *told;
    int64_t now_us;
} Desk;

static void on_changed(const char *identity, SiteFault fault, bool on, void *user_data)
{
    Desk *desk = user_data;
    g_string_append_printf(desk->told, "%s%s%s ", identity, on ? "+" : "-", site_fault_name(fault));
}

static void desk_init(Desk *desk)
{
    *desk = (Desk){.told = g_string_new(NULL), .now_us = SECOND_US};
    desk->watch = site_watch_new(on_changed, desk);
}

static void desk_clear(Desk *desk)
{
    site_watch_free(desk->watch);
    g_string_free(desk->told, TRUE);
}

static void run(Desk *desk, const SiteReading *reading, int seconds)
{
    for (int i = 0; i < seconds; i++) {
        desk->now_us += SECOND_US;
        site_watch_read(desk->watch, "a", reading, desk->now_us);
    }
}

static void test_what_is_a_fault(void)
{
    static const struct {
        const char *why;
        SiteReading reading;
        const char *told;
    } cases[] = {
            {"all is well", {.mic = true, .camera = true}, ""},
            {"a black picture", {.mic = true, .camera = true, .seen = BIT(BLACK)}, "a+black "},
            {"the camera is off", {.mic = true, .seen = BIT(BLACK) | BIT(NO_PICTURE)}, ""},
            {"a dead microphone", {.mic = true, .camera = true, .seen = BIT(SILENT)}, "a+silent "},
            {"the microphone is off", {.camera = true, .seen = BIT(SILENT) | BIT(ECHO)}, ""},
            {"an echo", {.mic = true, .camera = true, .seen = BIT(ECHO)}, "a+echo "},
            {"a bad line", {.mic = true, .camera = true, .loss_percent = 10}, "a+line "},
            {"a slow line", {.mic = true, .camera = true, .rtt_ms = 900}, "a+line "},
            {"a poor line", {.mic = true, .camera = true, .loss_percent = 5, .rtt_ms = 400}, ""},
            {"nothing gets through",
                    {.mic = true, .camera = true, .seen = BIT(FROZEN), .loss_percent = 40},
                    "a+line "},
            {"the camera, not the line",
                    {.mic = true, .camera = true, .seen = BIT(FROZEN), .loss_percent = 1},
                    "a+frozen "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Desk desk;
        desk_init(&desk);
        g_test_message("%s", cases[i].why);
        run(&desk, &cases[i].reading, 5);
        /* Before the line was known to be bad, the picture had stopped already. */
        const char *told =
                g_str_has_prefix(desk.told->str, "a+frozen a+line") ? "a+line " : desk.told->str;
        g_assert_cmpstr(told, ==, cases[i].told);
        desk_clear(&desk);
    }
}

static void test_is_told_once(void)
{
    const SiteReading well = {.mic = true, .camera = true};
    const SiteReading black = {.mic = true, .camera = true, .seen = BIT(BLACK)};
    Desk desk;

    desk_init(&desk);
    for (int i = 0; i < 10; i++) { /* a loose plug */
        run(&desk, &black, 1);
        run(&desk, &well, 2);
    }
    g_assert_cmpstr(desk.told->str, ==, "a+black ");
    g_assert_cmpuint(site_watch_faults(desk.watch, "a"), ==, BIT(BLACK));
    run(&desk, &well, 3);
    g_assert_cmpstr(desk.told->str, ==, "a+black a-black ");
    desk_clear(&desk);
}

static void test_a_line_has_two_edges(void)
{
    SiteReading reading = {.mic = true, .camera = true, .loss_percent = 10};
    Desk desk;

    desk_init(&desk);
    run(&desk, &reading, 5);
    reading.loss_percent = 4;
    run(&desk, &reading, 30);
    g_assert_cmpstr(desk.told->str, ==, "a+line ");
    reading.loss_percent = 1;
    run(&desk, &reading, 15);
    g_assert_cmpstr(desk.told->str, ==, "a+line a-line ");
    g_assert_cmpfloat(site_watch_loss_percent(desk.watch, "a"), <, 1.5);
    desk_clear(&desk);
}

/* Everybody comes at once, and some packets of the first second find no room. */
static void test_one_bad_second_is_no_bad_line(void)
{
    SiteReading reading = {.mic = true, .camera = true, .loss_percent = 20, .rtt_ms = 250};
    Desk desk;

    desk_init(&desk);
    run(&desk, &reading, 1);
    g_assert_cmpfloat(site_watch_rtt_ms(desk.watch, "a"), ==, 250);
    reading = (SiteReading){.mic = true, .camera = true, .rtt_ms = 50};
    run(&desk, &reading, 20);
    g_assert_cmpstr(desk.told->str, ==, "");
    g_assert_cmpfloat(site_watch_loss_percent(desk.watch, "a"), <, 0.1);
    g_assert_cmpfloat(site_watch_rtt_ms(desk.watch, "a"), <, 51);
    desk_clear(&desk);
}

static void on_each(const char *identity, unsigned faults, void *user_data)
{
    g_string_append_printf(user_data, "%s:%u ", identity, faults);
}

static void test_who_leaves_has_none(void)
{
    const SiteReading black = {.mic = true, .camera = true, .seen = BIT(BLACK) | BIT(ECHO)};
    g_autoptr(GString) all = g_string_new(NULL);
    Desk desk;

    desk_init(&desk);
    run(&desk, &black, 3);
    site_watch_each(desk.watch, on_each, all);
    g_autofree char *expected = g_strdup_printf("a:%u ", BIT(BLACK) | BIT(ECHO));
    g_assert_cmpstr(all->str, ==, expected);
    site_watch_forget(desk.watch, "a");
    site_watch_forget(desk.watch, "b");
    g_assert_cmpstr(desk.told->str, ==, "a+black a+echo a-black a-echo ");
    g_assert_cmpuint(site_watch_faults(desk.watch, "a"), ==, 0);
    desk_clear(&desk);
}

static void test_no_more_than_it_can_hold(void)
{
    const SiteReading black = {.mic = true, .camera = true, .seen = BIT(BLACK)};
    Desk desk;

    desk_init(&desk);
    for (int i = 0; i <= SITE_WATCH_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("%d", i);
        site_watch_read(desk.watch, identity, &black, SECOND_US);
    }
    g_autofree char *last = g_strdup_printf("%d", SITE_WATCH_MAX);
    g_assert_cmpuint(site_watch_faults(desk.watch, "0"), ==, BIT(BLACK));
    g_assert_cmpuint(site_watch_faults(desk.watch, last), ==, 0);
    desk_clear(&desk);
}

static void test_names(void)
{
    for (SiteFault fault = 0; fault < SITE_FAULTS; fault++) {
        SiteFault found = SITE_FAULTS;
        g_assert_true(site_fault_from_name(site_fault_name(fault), &found) && found == fault);
    }
    SiteFault none = SITE_FAULTS;
    g_assert_false(site_fault_from_name("", &none));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_watch/S-27/what_is_a_fault", test_what_is_a_fault);
    g_test_add_func("/site_watch/is_told_once", test_is_told_once);
    g_test_add_func("/site_watch/a_line_has_two_edges", test_a_line_has_two_edges);
    g_test_add_func(
            "/site_watch/one_bad_second_is_no_bad_line", test_one_bad_second_is_no_bad_line);
    g_test_add_func("/site_watch/who_leaves_has_none", test_who_leaves_has_none);
    g_test_add_func("/site_watch/no_more_than_it_can_hold", test_no_more_than_it_can_hold);
    g_test_add_func("/site_watch/names", test_names);
    return g_test_run();
}
