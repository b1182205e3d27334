#include "signaling/sip/sip_dialog.h"

#include <string.h>

static const char whole[] =
        "{\"call_id\":\"a1@192.0.2.7\",\"local_uri\":\"sip:demo@192.0.2.1\",\"local_tag\":\"ours\","
        "\"remote_uri\":\"sip:903@192.0.2.1\",\"remote_tag\":\"theirs\",\"target\":"
        "\"sip:903@192.0.2.7:5060\",\"routes\":\"<sip:192.0.2.3;lr>, <sip:[2001:db8::1];lr>\","
        "\"way\":\"sip:198.51.100.1:40000;transport=udp\",\"contact\":"
        "\"<sip:giaoban@192.0.2.1:5060;transport=udp>\",\"local_cseq\":7,\"remote_cseq\":12,"
        "\"outgoing\":false,\"updates\":true,\"session_s\":1800,\"we_refresh\":true,"
        "\"refreshed_us\":1763800000000000}";

/* @return whether it can be read and used; it is the caller's to clear */
static bool take(json_t *object, SipDialog *ret_dialog)
{
    record_init(&sip_dialog_type, ret_dialog);
    return record_read_json(&sip_dialog_type, object, false, ret_dialog, NULL) &&
            sip_dialog_check(ret_dialog, NULL);
}

static void test_there_and_back(void)
{
    json_t *object = json_loads(whole, 0, NULL);
    g_auto(SipDialog) dialog = {0};
    g_auto(SipDialog) again = {0};

    g_assert_true(take(object, &dialog));
    g_assert_cmpstr(dialog.routes, ==, "<sip:192.0.2.3;lr>, <sip:[2001:db8::1];lr>");
    g_assert_cmpint(dialog.local_cseq, ==, 7);
    g_assert_true(dialog.we_refresh);
    json_t *written = record_to_json(&sip_dialog_type, &dialog);
    g_assert_true(json_equal(object, written));
    g_assert_true(take(written, &again));
    g_assert_true(record_equal(&sip_dialog_type, &dialog, &again));
    json_decref(written);
    json_decref(object);
}

/* What would end a header, or stand in it as something else. */
static void test_what_makes_no_header(void)
{
    static const struct {
        const char *member;
        const char *text;
        bool good;
    } rows[] = {
            {"call_id", "", false},
            {"call_id", "a b", false},
            {"call_id", "a\r\nVia: x", false},
            {"call_id", "{[a]}:<1>/\"?\\(x)@y.z", true},
            {"local_tag", "", false},
            {"local_tag", "a;b", false},
            {"remote_tag", "", true},
            {"remote_tag", "a>", false},
            {"remote_uri", "tel:113", false},
            {"remote_uri", "sip:", false},
            {"remote_uri", "sip:a@b>;tag=x", false},
            {"remote_uri", "sips:a@b", true},
            {"target", "sip:phòng@b", false},
            {"target", "", false},
            {"routes", "", true},
            {"routes", "<sip:a>,<sip:b>", false},
            {"routes", "sip:a", false},
            {"way", "", true},
            {"way", "sip:a b", false},
            {"contact", "sip:a@b", false},
            {"contact", "<sip:a@b>, <sip:c@d>", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *object = json_loads(whole, 0, NULL);
        g_auto(SipDialog) dialog = {0};
        json_object_set_new(object, rows[i].member, json_string(rows[i].text));
        g_test_message("%s: %s", rows[i].member, rows[i].text);
        g_assert_cmpint(take(object, &dialog), ==, rows[i].good);
        json_decref(object);
    }
}

static void test_its_size(void)
{
    json_t *object = json_loads(whole, 0, NULL);
    g_autofree char *user = g_strnfill(500, 'a');
    g_auto(SipDialog) dialog = {0};
    g_auto(SipDialog) longer = {0};

    json_object_set_new(object, "target", json_sprintf("sip:%s", user));
    g_assert_true(take(object, &dialog));
    json_object_set_new(object, "target", json_sprintf("sip:%s@192.0.2.7", user));
    g_assert_false(take(object, &longer));
    g_free(dialog.target); /* what is told to be written is looked at like what was read */
    dialog.target = g_strdup_printf("sip:%s@192.0.2.7", user);
    g_assert_false(sip_dialog_check(&dialog, NULL));
    json_decref(object);
}

static void test_numbers(void)
{
    static const struct {
        const char *member;
        int64_t number;
        bool good;
    } rows[] = {
            {"local_cseq", -1, false},
            {"local_cseq", INT64_C(0x7fffffff), true},
            {"local_cseq", INT64_C(0x80000000), false},
            {"remote_cseq", INT64_C(0x80000000), false},
            {"session_s", -1, false},
            {"session_s", 0, true},
            {"session_s", INT64_C(604801), false},
            {"refreshed_us", -1, false},
            {"refreshed_us", INT64_MAX, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *object = json_loads(whole, 0, NULL);
        g_auto(SipDialog) dialog = {0};
        json_object_set_new(object, rows[i].member, json_integer(rows[i].number));
        g_test_message("%s: %" G_GINT64_FORMAT, rows[i].member, rows[i].number);
        g_assert_cmpint(take(object, &dialog), ==, rows[i].good);
        json_decref(object);
    }
}

static void test_connections(void)
{
    g_assert_false(sip_dialog_is_connection(""));
    g_assert_false(sip_dialog_is_connection("sip:192.0.2.7:5060;transport=udp"));
    g_assert_false(sip_dialog_is_connection("sip:192.0.2.7"));
    g_assert_true(sip_dialog_is_connection("sip:192.0.2.7:5060;transport=TCP"));
    g_assert_true(sip_dialog_is_connection("sip:192.0.2.7:5060;transport=tls"));
    g_assert_true(sip_dialog_is_connection("sips:192.0.2.7"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_dialog/there_and_back", test_there_and_back);
    g_test_add_func("/sip_dialog/what_makes_no_header", test_what_makes_no_header);
    g_test_add_func("/sip_dialog/its_size", test_its_size);
    g_test_add_func("/sip_dialog/numbers", test_numbers);
    g_test_add_func("/sip_dialog/connections", test_connections);
    return g_test_run();
}
