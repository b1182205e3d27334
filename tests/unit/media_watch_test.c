#include "signaling/meeting/media_watch.h"

#define SECOND INT64_C(1000000)

/* As "a+10 b-12": who began and who stopped, at which second. */
static char *taken(MediaWatch *watch)
{
    GString *text = g_string_new(NULL);
    json_t *changes = media_watch_take(watch);

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        g_string_append_printf(text, "%s%s%s%d", i > 0 ? " " : "",
                json_string_value(json_object_get(change, "site")),
                json_is_true(json_object_get(change, "on")) ? "+" : "-",
                (int)(json_integer_value(json_object_get(change, "at_us")) / SECOND));
    }
    json_decref(changes);
    return g_string_free(text, FALSE);
}

#define ASSERT_TAKEN(watch, expected)                                                              \
    do {                                                                                           \
        g_autofree char *text = taken(watch);                                                      \
        g_assert_cmpstr(text, ==, expected);                                                       \
    } while (0)

static void say(MediaWatch *watch, int64_t now_s, int64_t last_s, int64_t flow_s, int64_t paused_s)
{
    const MediaReport report = {.identity = "a",
            .name = "A",
            .how = "browser",
            .last_us = last_s * SECOND,
            .flow_us = flow_s * SECOND,
            .paused_us = paused_s * SECOND};
    media_watch_report(watch, &report, now_s * SECOND);
}

static void test_silence(void)
{
    g_autoptr(MediaWatch) watch = media_watch_new();

    say(watch, 10, 0, 0, 0); /* a leg from which nothing has come yet */
    ASSERT_TAKEN(watch, "");
    say(watch, 11, 11, 10, 0);
    ASSERT_TAKEN(watch, "a+10");
    say(watch, 12, 12, 10, 0);
    for (int now = 13; now <= 17; now++) {
        media_watch_tick(watch, now * SECOND);
    }
    ASSERT_TAKEN(watch, "");
    g_assert_true(media_watch_is_on(watch));
    media_watch_tick(watch, 17 * SECOND + 1);
    ASSERT_TAKEN(watch, "a-12");
    g_assert_false(media_watch_is_on(watch));
    say(watch, 20, 12, 10, 0); /* the same leg, still silent */
    ASSERT_TAKEN(watch, "");
    say(watch, 30, 30, 29, 12);
    ASSERT_TAKEN(watch, "a+29");
}

/* Another leg, another device: within five seconds nobody has been away. */
static void test_new_leg(void)
{
    g_autoptr(MediaWatch) watch = media_watch_new();

    say(watch, 11, 11, 10, 0);
    say(watch, 15, 15, 14, 0);
    media_watch_tick(watch, 15 * SECOND);
    ASSERT_TAKEN(watch, "a+10");
    say(watch, 30, 30, 29, 0); /* nobody has looked meanwhile */
    ASSERT_TAKEN(watch, "a-15 a+29");
}

/* The server was away, and the media server was not: its report tells whether media flowed meanwhile. */
static void test_restored(void)
{
    static const struct {
        const char *why;
        int64_t last_s, flow_s, paused_s;
        const char *expected;
    } rows[] = {
            {"it flowed all the time", 200, 10, 0, ""},
            {"it paused before the server went away", 200, 90, 60, ""},
            {"it paused meanwhile, from a moment that the media server knows", 200, 150, 120,
                    "a-120 a+150"},
            {"it is another leg", 200, 150, 0, "a-100 a+150"},
            {"another leg, that came at once", 200, 104, 0, ""},
            {"it has been silent for long", 130, 10, 0, "a-130"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(PresenceLog) log = presence_log_new();
        g_autoptr(MediaWatch) watch = media_watch_new();
        json_t *event = json_pack("{s:[{s:s, s:b, s:I}, {s:s, s:b, s:I}, {s:s, s:b, s:I}]}",
                "changes", "site", "a", "on", 1, "at_us", (json_int_t)(10 * SECOND), "site", "b",
                "on", 1, "at_us", (json_int_t)(10 * SECOND), "site", "b", "on", 0, "at_us",
                (json_int_t)(20 * SECOND));
        g_test_message("%s", rows[i].why);
        presence_log_apply(log, event);
        json_decref(event);
        media_watch_restore(watch, log, 100 * SECOND);
        ASSERT_TAKEN(watch, "");
        say(watch, 200, rows[i].last_s, rows[i].flow_s, rows[i].paused_s);
        media_watch_tick(watch, 200 * SECOND);
        ASSERT_TAKEN(watch, rows[i].expected);
    }
}

/* Both were killed: nobody is there for longer than the server has seen. */
static void test_all_dead(void)
{
    g_autoptr(PresenceLog) log = presence_log_new();
    g_autoptr(MediaWatch) watch = media_watch_new();
    json_t *event = json_pack("{s:[{s:s, s:b, s:I}]}", "changes", "site", "a", "on", 1, "at_us",
            (json_int_t)(10 * SECOND));

    presence_log_apply(log, event);
    json_decref(event);
    media_watch_restore(watch, log, 100 * SECOND);
    media_watch_tick(watch, 300 * SECOND);
    ASSERT_TAKEN(watch, "a-100");
}

/* A report that came late is no break: what follows joins. */
static void test_late_report(void)
{
    g_autoptr(MediaWatch) watch = media_watch_new();
    g_autoptr(PresenceLog) log = presence_log_new();

    say(watch, 11, 11, 10, 0);
    media_watch_tick(watch, 20 * SECOND);
    say(watch, 21, 21, 10, 0);
    json_t *changes = media_watch_take(watch);
    json_t *event = json_pack("{s:o}", "changes", changes);
    presence_log_apply(log, event);
    json_decref(event);
    g_assert_cmpuint(presence_log_find(log, "a")->spans->len, ==, 1);
    g_assert_true(presence_log_find(log, "a")->on);
}

static void test_put_back(void)
{
    g_autoptr(MediaWatch) watch = media_watch_new();

    say(watch, 11, 11, 10, 0);
    json_t *changes = media_watch_take(watch);
    media_watch_tick(watch, 20 * SECOND);
    media_watch_put_back(watch, changes);
    ASSERT_TAKEN(watch, "a+10 a-11");
    for (int i = 0; i < MEDIA_WATCH_CHANGES_MAX; i++) {
        say(watch, 100 + 20 * i, 100 + 20 * i, 100 + 20 * i, 0);
        media_watch_tick(watch, (119 + 20 * i) * SECOND);
    }
    changes = media_watch_take(watch);
    g_assert_cmpuint(json_array_size(changes), ==, MEDIA_WATCH_CHANGES_MAX);
    say(watch, 900000, 900000, 900000, 0);
    media_watch_put_back(watch, changes);
    changes = media_watch_take(watch);
    g_assert_cmpuint(json_array_size(changes), ==, MEDIA_WATCH_CHANGES_MAX);
    json_decref(changes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/media_watch/silence", test_silence);
    g_test_add_func("/media_watch/new_leg", test_new_leg);
    g_test_add_func("/media_watch/restored", test_restored);
    g_test_add_func("/media_watch/all_dead", test_all_dead);
    g_test_add_func("/media_watch/late_report", test_late_report);
    g_test_add_func("/media_watch/put_back", test_put_back);
    return g_test_run();
}
