#include "signaling/app/sip_kept_dial.h"

#define SECOND_US INT64_C(1000000)

static const char whole[] =
        "{\"meeting\":\"giao-ban\",\"site\":\"903\",\"uri\":\"sip:a@192.0.2.7\","
        "\"tries\":2,\"hang_ups\":1,\"next_us\":1763800000000000}";

static void test_there_and_back(void)
{
    json_t *note = json_loads(whole, 0, NULL);
    g_auto(SipKeptDial) dial = {0};
    g_autoptr(GError) error = NULL;

    g_assert_true(sip_kept_dial_read(note, &dial, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(dial.site, ==, "903");
    g_assert_cmpint(dial.tries, ==, 2);
    json_t *again = sip_kept_dial_to_json(&dial);
    g_assert_true(json_equal(note, again));
    json_decref(again);
    json_decref(note);
}

static void test_what_is_none(void)
{
    static const struct {
        const char *member;
        json_int_t number;
        const char *text; /* NULL: the number */
    } rows[] = {
            {"meeting", 0, ""},
            {"meeting", 0, "../x"},
            {"site", 0, "a b"},
            {"uri", 0, "tel:113"},
            {"uri", 0, "sip:a@b\r\nX: y"},
            {"tries", -1, NULL},
            {"tries", 7, NULL},
            {"hang_ups", 4, NULL},
            {"next_us", -1, NULL},
            {"owner", 1, NULL},
    };
    g_auto(SipKeptDial) dial = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *note = json_loads(whole, 0, NULL);
        json_object_set_new(note, rows[i].member,
                rows[i].text != NULL ? json_string(rows[i].text) : json_integer(rows[i].number));
        g_test_message("%s", rows[i].member);
        g_assert_false(sip_kept_dial_read(note, &dial, NULL));
        g_assert_null(dial.site);
        json_decref(note);
    }
}

static void test_too_late(void)
{
    const SipKeptDial dial = {.next_us = 1000 * SECOND_US};

    g_assert_false(sip_kept_dial_is_stale(&dial, 0));
    g_assert_false(sip_kept_dial_is_stale(&dial, 1600 * SECOND_US));
    g_assert_true(sip_kept_dial_is_stale(&dial, 1600 * SECOND_US + 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_kept_dial/there_and_back", test_there_and_back);
    g_test_add_func("/sip_kept_dial/what_is_none", test_what_is_none);
    g_test_add_func("/sip_kept_dial/too_late", test_too_late);
    return g_test_run();
}
