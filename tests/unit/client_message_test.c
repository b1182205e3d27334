#include "signaling/client/client_message.h"

#include <string.h>

static bool decode(const char *text, ClientMessage *message, GError **error)
{
    return client_message_decode(text, strlen(text), message, error);
}

static void test_reads_each_message(void)
{
    g_auto(ClientMessage) hello = {0};
    g_assert_true(
            decode("{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"demo\",\"site\":\"Hòn Đất\","
                   "\"token\":null,\"client\":\"web\",\"new\":[1]}",
                    &hello, NULL));
    g_assert_cmpint(hello.type, ==, CLIENT_HELLO);
    g_assert_cmpint(hello.hello.protocol, ==, 1);
    g_assert_cmpstr(hello.hello.site, ==, "Hòn Đất");
    g_assert_null(hello.hello.token);
    g_assert_null(hello.hello.resume);

    g_auto(ClientMessage) offer = {0};
    g_assert_true(
            decode("{\"type\":\"offer\",\"id\":7,\"sdp\":\"v=0\",\"fresh\":true}", &offer, NULL));
    g_assert_cmpint(offer.offer.id, ==, 7);
    g_assert_true(offer.offer.fresh);

    g_auto(ClientMessage) candidate = {0};
    g_assert_true(
            decode("{\"type\":\"candidate\",\"candidate\":\"\",\"mid\":\"0\"}", &candidate, NULL));
    g_assert_cmpstr(candidate.candidate.candidate, ==, "");

    g_auto(ClientMessage) set = {0};
    g_assert_true(decode("{\"type\":\"set\",\"mic\":false,\"camera\":true}", &set, NULL));
    g_assert_false(set.set.mic);
    g_assert_true(set.set.camera);

    g_auto(ClientMessage) layout = {0};
    g_assert_true(decode("{\"type\":\"layout\",\"mode\":\"speaker\",\"page\":0}", &layout, NULL));
    g_assert_cmpstr(layout.layout.mode, ==, "speaker");
    g_assert_null(layout.layout.view);
    g_assert_null(layout.layout.pinned);
    g_assert_cmpint(layout.layout.rotate_s, ==, 0);
    g_auto(ClientMessage) pin = {0};
    g_assert_true(decode("{\"type\":\"layout\",\"view\":\"floor\",\"mode\":\"pin\","
                         "\"pinned\":\"site:a\",\"rotate_s\":20}",
            &pin, NULL));
    g_assert_cmpstr(pin.layout.view, ==, "floor");
    g_assert_cmpstr(pin.layout.pinned, ==, "site:a");
    g_assert_cmpint(pin.layout.rotate_s, ==, 20);

    g_auto(ClientMessage) floor = {0};
    g_assert_true(decode("{\"type\":\"floor\",\"site\":\"\"}", &floor, NULL));
    g_assert_cmpstr(floor.proceeding.site, ==, "");

    g_auto(ClientMessage) overlay = {0};
    g_assert_true(decode("{\"type\":\"overlay\",\"clock\":false}", &overlay, NULL));
    g_assert_cmpint(overlay.overlay.title, ==, CLIENT_SWITCH_AS_IT_WAS);
    g_assert_cmpint(overlay.overlay.clock, ==, CLIENT_SWITCH_OFF);

    g_auto(ClientMessage) share = {0};
    g_assert_true(decode("{\"type\":\"share\",\"on\":true}", &share, NULL));
    g_assert_true(share.share.on);

    g_auto(ClientMessage) leave = {0};
    g_assert_true(decode("{\"type\":\"leave\"}", &leave, NULL));
    g_assert_cmpint(leave.type, ==, CLIENT_LEAVE);

    g_auto(ClientMessage) ping = {0};
    g_assert_true(decode("{\"type\":\"ping\",\"t\":12.5}", &ping, NULL));
    g_assert_cmpfloat(ping.ping.t, ==, 12.5);
}

static void test_names_what_is_wrong(void)
{
    static const struct {
        const char *why;
        const char *text;
        int code;
        const char *says;
    } cases[] = {
            {"no JSON", "hello", CLIENT_MESSAGE_ERROR_JSON, "JSON"},
            {"empty", "", CLIENT_MESSAGE_ERROR_JSON, "JSON"},
            {"an array", "[]", CLIENT_MESSAGE_ERROR_JSON, "JSON"},
            {"not UTF-8", "{\"type\":\"\xff\"}", CLIENT_MESSAGE_ERROR_JSON, "JSON"},
            {"a fault within a letter", "{\"a\":\"H\xC3\xB2n\\\xC4\x90\"}",
                    CLIENT_MESSAGE_ERROR_JSON, "JSON"},
            {"a field twice", "{\"type\":\"leave\",\"type\":\"leave\"}", CLIENT_MESSAGE_ERROR_JSON,
                    "JSON"},
            {"no type", "{}", CLIENT_MESSAGE_ERROR_TYPE, "missing"},
            {"type is a number", "{\"type\":1}", CLIENT_MESSAGE_ERROR_TYPE, "missing"},
            {"an unknown type", "{\"type\":\"shutdown\"}", CLIENT_MESSAGE_ERROR_TYPE, "not known"},
            {"a field is missing", "{\"type\":\"offer\",\"id\":1,\"fresh\":true}",
                    CLIENT_MESSAGE_ERROR_FIELD, "offer.sdp is missing"},
            {"a text is a number", "{\"type\":\"offer\",\"id\":1,\"sdp\":5,\"fresh\":true}",
                    CLIENT_MESSAGE_ERROR_FIELD, "offer.sdp must be a text"},
            {"a number is a text", "{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"\",\"fresh\":true}",
                    CLIENT_MESSAGE_ERROR_FIELD, "offer.id must be a whole number"},
            {"a switch is a number", "{\"type\":\"set\",\"mic\":1,\"camera\":true}",
                    CLIENT_MESSAGE_ERROR_FIELD, "set.mic must be true or false"},
            {"an unknown word", "{\"type\":\"layout\",\"mode\":\"round\",\"page\":0}",
                    CLIENT_MESSAGE_ERROR_FIELD, "layout.mode must be grid or rotate"},
            {"an unknown view", "{\"type\":\"layout\",\"view\":\"all\",\"mode\":\"grid\"}",
                    CLIENT_MESSAGE_ERROR_FIELD, "layout.view must be chair or sites or floor"},
            {"a rotation that is too slow",
                    "{\"type\":\"layout\",\"mode\":\"rotate\",\"rotate_s\":3601}",
                    CLIENT_MESSAGE_ERROR_FIELD, "layout.rotate_s is out of range"},
            {"a clock that is a number", "{\"type\":\"overlay\",\"clock\":1}",
                    CLIENT_MESSAGE_ERROR_FIELD, "overlay.clock must be true or false"},
            {"a share without its switch", "{\"type\":\"share\"}", CLIENT_MESSAGE_ERROR_FIELD,
                    "share.on is missing"},
            {"a page below 0", "{\"type\":\"layout\",\"mode\":\"grid\",\"page\":-1}",
                    CLIENT_MESSAGE_ERROR_FIELD, "layout.page is out of range"},
            {"a page too high", "{\"type\":\"layout\",\"mode\":\"grid\",\"page\":1001}",
                    CLIENT_MESSAGE_ERROR_FIELD, "layout.page is out of range"},
            {"a NUL in a text", "{\"type\":\"offer\",\"id\":1,\"sdp\":\"a\\u0000\",\"fresh\":true}",
                    CLIENT_MESSAGE_ERROR_JSON, "JSON"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        ClientMessage message = {0};
        g_test_message("%s", cases[i].why);
        g_assert_false(decode(cases[i].text, &message, &error));
        g_assert_error(error, CLIENT_MESSAGE_ERROR, cases[i].code);
        g_assert_nonnull(strstr(error->message, cases[i].says));
        g_assert_true(g_utf8_validate(error->message, -1, NULL)); /* it is sent back as JSON */
        g_assert_null(message.owner);
    }
}

static void test_reads_a_body_without_a_type(void)
{
    static const char good[] = "{\"mode\":\"split\",\"page\":2}";
    static const char bad[] = "{\"page\":2}";
    g_auto(ClientMessage) message = {0};
    g_autoptr(GError) error = NULL;

    g_assert_true(client_message_decode_as(CLIENT_LAYOUT, good, strlen(good), &message, NULL));
    g_assert_cmpint(message.type, ==, CLIENT_LAYOUT);
    g_assert_cmpstr(message.layout.mode, ==, "split");
    g_assert_cmpint(message.layout.page, ==, 2);
    ClientMessage none = {0};
    g_assert_false(client_message_decode_as(CLIENT_LAYOUT, bad, strlen(bad), &none, &error));
    g_assert_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_FIELD);
    g_assert_cmpstr(error->message, ==, "layout.mode is missing");
}

static void test_bounds(void)
{
    static const struct {
        const char *why;
        size_t sdp_bytes;
        bool good;
    } cases[] = {
            {"the longest SDP", CLIENT_SDP_BYTES_MAX, true},
            {"one byte more", CLIENT_SDP_BYTES_MAX + 1, false},
            {"more than a message", CLIENT_MESSAGE_BYTES_MAX, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(ClientMessage) message = {0};
        g_autofree char *sdp = g_strnfill(cases[i].sdp_bytes, 'a');
        g_autofree char *text = g_strdup_printf(
                "{\"type\":\"offer\",\"id\":1,\"sdp\":\"%s\",\"fresh\":false}", sdp);
        g_test_message("%s", cases[i].why);
        g_assert_true(decode(text, &message, NULL) == cases[i].good);
    }

    g_autofree char *deep = g_strnfill(100000, '[');
    ClientMessage message = {0};
    g_assert_false(decode(deep, &message, NULL));
    g_auto(ClientMessage) quoted = {0};
    g_assert_true(
            decode("{\"type\":\"leave\",\"x\":\"\\\"[[[[[[[[[[[[[[[[[[[[[\\\\\"}", &quoted, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/client_message/reads_each_message", test_reads_each_message);
    g_test_add_func("/client_message/names_what_is_wrong", test_names_what_is_wrong);
    g_test_add_func(
            "/client_message/reads_a_body_without_a_type", test_reads_a_body_without_a_type);
    g_test_add_func("/client_message/bounds", test_bounds);
    return g_test_run();
}
