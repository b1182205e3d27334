#include "signaling/app/sip_kept_call.h"

static const char whole[] =
        "{\"call\":{\"site\":\"903\",\"meeting\":\"giao-ban\",\"leg\":\"leg-7\",\"address\":"
        "\"192.0.2.7\",\"called\":true},\"dialog\":{\"call_id\":\"a1\",\"local_uri\":\"sip:a@b\","
        "\"local_tag\":\"x\",\"remote_uri\":\"sip:903@b\",\"remote_tag\":\"y\",\"target\":"
        "\"sip:903@192.0.2.7\",\"routes\":\"\",\"way\":\"\",\"contact\":\"<sip:a@b>\","
        "\"local_cseq\":7,\"remote_cseq\":0,\"outgoing\":true,\"updates\":true,\"session_s\":0,"
        "\"we_refresh\":false,\"refreshed_us\":0}}";

static void test_there_and_back(void)
{
    json_t *note = json_loads(whole, 0, NULL);
    g_auto(SipKeptCall) call = {0};
    g_autoptr(GError) error = NULL;

    g_assert_true(sip_kept_call_read(note, &call, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(call.leg, ==, "leg-7");
    g_assert_true(call.called);
    g_assert_cmpstr(call.dialog.target, ==, "sip:903@192.0.2.7");
    json_t *again = sip_kept_call_to_json(&call);
    g_assert_true(json_equal(note, again));
    json_decref(again);
    json_decref(note);
}

static void test_what_is_none(void)
{
    static const struct {
        const char *part;
        const char *member;
        const char *text; /* NULL: it is missing */
    } rows[] = {
            {"call", "site", NULL},
            {"call", "site", ""},
            {"call", "site", "../903"},
            {"call", "meeting", NULL},
            {"call", "meeting", "a b"},
            {"call", "leg", ""},
            {"call", "called", "yes"},
            {"call", "owner", "root"},
            {"dialog", "target", NULL},
            {"dialog", "target", "sip:903@a>;x=<"},
            {"dialog", "local_tag", ""},
            {"dialog", "local_cseq", "7"},
    };
    g_auto(SipKeptCall) call = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *note = json_loads(whole, 0, NULL);
        json_t *part = json_object_get(note, rows[i].part);
        g_autoptr(GError) error = NULL;
        g_test_message("%s.%s", rows[i].part, rows[i].member);
        if (rows[i].text == NULL) {
            json_object_del(part, rows[i].member);
        } else {
            json_object_set_new(part, rows[i].member, json_string(rows[i].text));
        }
        g_assert_false(sip_kept_call_read(note, &call, &error));
        g_assert_nonnull(error);
        g_assert_null(call.site);
        json_decref(note);
    }
    json_t *nothing = json_array();
    g_assert_false(sip_kept_call_read(nothing, &call, NULL));
    json_decref(nothing);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_kept_call/there_and_back", test_there_and_back);
    g_test_add_func("/sip_kept_call/what_is_none", test_what_is_none);
    return g_test_run();
}
