#include "tests/loop/room_client.h"
#include "tests/loop/test_server.h"

#include <glib.h>

#include <string.h>

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool is_true(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

/* The state of a site in a welcome; NULL when it is not there. */
static const char *state_in(const json_t *welcome, const char *identity)
{
    const json_t *sites = json_object_get(welcome, "sites");
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const json_t *site = json_array_get(sites, i);
        if (g_str_equal(text_of(site, "id"), identity)) {
            return text_of(site, "state");
        }
    }
    return NULL;
}

/* A client that is in with its media. */
static RoomClient *connected_client(
        const TestServer *test, const char *name, Role role, char **ret_resume)
{
    RoomClient *client = room_client_new(server_url(test->server));
    g_autofree char *token = test_server_token(test, name, role);
    g_autofree char *identity = g_strconcat("site:", name, NULL);

    json_decref(room_client_join(client, token, NULL));
    g_autofree char *resume = room_client_offer(client, "offer");
    room_client_wait_state(client, identity, "connected");
    if (ret_resume != NULL) {
        *ret_resume = g_steal_pointer(&resume);
    }
    return client;
}

static void send_candidate(RoomClient *client, const char *candidate)
{
    room_client_send(client,
            json_pack("{s:s, s:s, s:s}", "type", "candidate", "candidate", candidate, "mid", "0"));
}

static void test_joins_sees_the_others_and_leaves(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *a = room_client_new(server_url(test.server));
    RoomClient *b = connected_client(&test, "b", ROLE_CHAIR, NULL);

    json_t *welcome = room_client_join_by_code(a, "DEMO", " Hòn  Đất ");
    g_assert_cmpstr(text_of(json_object_get(welcome, "meeting"), "title"), ==, "Giao ban");
    g_assert_cmpstr(text_of(json_object_get(welcome, "self"), "id"), ==, "site:hòn đất");
    g_assert_cmpstr(text_of(json_object_get(welcome, "self"), "name"), ==, "Hòn Đất");
    g_assert_cmpstr(state_in(welcome, "site:b"), ==, "connected");
    g_assert_false(is_true(welcome, "media_alive"));
    json_decref(welcome);
    room_client_wait_state(b, "site:hòn đất", "connecting");
    g_free(room_client_offer(a, "offer"));
    json_t *size = room_client_wait(a, "size");
    g_assert_cmpint(json_integer_value(json_object_get(size, "width")), ==, 640);
    json_decref(size);
    json_decref(room_client_wait(a, "quality"));
    room_client_wait_state(b, "site:hòn đất", "connected");

    room_client_send(a, json_pack("{s:s, s:b, s:b}", "type", "set", "mic", 0, "camera", 1));
    json_t *muted = room_client_wait(b, "site");
    g_assert_false(is_true(json_object_get(muted, "site"), "mic"));
    json_decref(muted);
    send_candidate(a, "fake:speak");
    json_t *speaker = room_client_wait(b, "speaker");
    g_assert_cmpstr(text_of(speaker, "id"), ==, "site:hòn đất");
    json_decref(speaker);
    room_client_send(b, json_pack("{s:s, s:s, s:i}", "type", "layout", "mode", "focus", "page", 0));
    json_t *layout = room_client_wait(a, "layout");
    g_assert_cmpstr(text_of(layout, "mode"), ==, "focus");
    json_decref(layout);

    room_client_send(a, json_pack("{s:s}", "type", "leave"));
    json_t *gone = room_client_wait(b, "site_gone");
    g_assert_cmpstr(text_of(gone, "id"), ==, "site:hòn đất");
    json_decref(gone);
    room_client_wait_closed(a);
    room_client_free(a);
    room_client_free(b);
    test_server_restart(&test); /* the log is written down when the first one ends */
    g_autofree char *events = test_server_attendance(&test, "Hòn Đất");
    g_assert_cmpstr(events, ==, "joined connected left");
    test_server_clear(&test);
}

static void test_refusals(void)
{
    TestServer test;
    static const char *const sets[] = {"meeting.sites_max=1", NULL};
    test_server_init(&test, sets);
    RoomClient *client = room_client_new(server_url(test.server));
    static const struct {
        const char *why;
        const char *message;
        const char *code;
    } cases[] = {
            {"no JSON", "hello", "bad_message"},
            {"not yet inside", "{\"type\":\"set\",\"mic\":true,\"camera\":true}", "bad_message"},
            {"a field is missing", "{\"type\":\"hello\"}", "bad_message"},
            {"another protocol", "{\"type\":\"hello\",\"protocol\":2,\"token\":\"a\"}",
                    "bad_message"},
            {"nobody", "{\"type\":\"hello\",\"protocol\":1}", "bad_message"},
            {"a name that nobody may have",
                    "{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"demo\",\"site\":\" \"}",
                    "bad_message"},
            {"a forged token", "{\"type\":\"hello\",\"protocol\":1,\"token\":\"a.b\"}",
                    "bad_token"},
            {"an unknown meeting",
                    "{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"none\",\"site\":\"a\"}",
                    "unknown_meeting"},
            {"no code at all",
                    "{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"../x\",\"site\":\"a\"}",
                    "unknown_meeting"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        room_client_send_text(client, cases[i].message);
        g_assert_cmpstr(room_client_wait_error(client), ==, cases[i].code);
    }
    json_decref(room_client_join_by_code(client, "demo", "a")); /* it may still come in */
    room_client_send_text(client, "{\"type\":\"layout\",\"mode\":\"grid\",\"page\":0}");
    g_assert_cmpstr(room_client_wait_error(client), ==, "forbidden");
    room_client_send_text(
            client, "{\"type\":\"offer\",\"id\":1,\"sdp\":\"no-codec\",\"fresh\":true}");
    g_assert_cmpstr(room_client_wait_error(client), ==, "no_codec");
    room_client_send_text(
            client, "{\"type\":\"offer\",\"id\":1,\"sdp\":\"bad-offer\",\"fresh\":true}");
    g_assert_cmpstr(room_client_wait_error(client), ==, "bad_offer");

    RoomClient *second = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_token(&test, "b", ROLE_SITE);
    room_client_send(
            second, json_pack("{s:s, s:i, s:s}", "type", "hello", "protocol", 1, "token", token));
    g_assert_cmpstr(room_client_wait_error(second), ==, "meeting_full");
    room_client_free(client);
    room_client_free(second);
    test_server_clear(&test);
}

static void test_guessing_is_slow(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *client = room_client_new(server_url(test.server));
    const char *code = "";
    unsigned tries = 0;

    while (!g_str_equal(code, "too_many")) {
        g_assert_cmpuint(++tries, <, 1000);
        room_client_send_text(client, "{\"type\":\"hello\",\"protocol\":1,\"token\":\"x.y\"}");
        code = room_client_wait_error(client);
    }
    /* Who has a good link is not held up by those who guess beside it. */
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);
    json_decref(room_client_join(client, token, NULL));
    room_client_free(client);
    test_server_clear(&test);
}

static void test_the_newest_device_wins(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *watcher = connected_client(&test, "watcher", ROLE_CHAIR, NULL);
    RoomClient *older = NULL;
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    for (int i = 0; i < 100; i++) {
        RoomClient *newer = room_client_new(server_url(test.server));
        json_decref(room_client_join(newer, token, NULL));
        if (older != NULL) {
            json_t *closed = room_client_wait(older, "closed");
            g_assert_cmpstr(text_of(closed, "reason"), ==, "duplicate");
            json_decref(closed);
            room_client_wait_closed(older);
            room_client_free(older);
        }
        older = newer;
    }
    g_free(room_client_offer(older, "offer"));
    room_client_wait_state(watcher, "site:a", "connected");

    /* A page that was loaded again: the same site, at once, once. */
    RoomClient *again = room_client_new(server_url(test.server));
    json_t *welcome = room_client_join(again, token, NULL);
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 2);
    g_assert_false(is_true(welcome, "media_alive"));
    json_decref(welcome);

    /* By code alone nobody pushes it out. */
    RoomClient *stranger = room_client_new(server_url(test.server));
    room_client_send_text(
            stranger, "{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"demo\",\"site\":\"A\"}");
    g_assert_cmpstr(room_client_wait_error(stranger), ==, "site_taken");
    room_client_free(stranger);
    room_client_free(again);
    room_client_free(older);
    room_client_free(watcher);
    test_server_clear(&test);
}

static void test_resumes_without_a_cut(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    g_autofree char *resume = NULL;
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, &resume);
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    room_client_free(a);
    a = room_client_new(server_url(test.server));
    json_t *welcome = room_client_join(a, token, resume);
    g_assert_true(is_true(welcome, "media_alive"));
    g_assert_cmpstr(state_in(welcome, "site:a"), ==, "connected");
    g_autofree char *next = g_strdup(text_of(welcome, "resume"));
    json_decref(welcome);
    json_decref(room_client_wait(a, "size")); /* what it may have missed */

    /* The server is started anew: the media still is not cut, and the one who does not come back is kept. */
    g_autofree char *resume_b = NULL;
    RoomClient *b = connected_client(&test, "b", ROLE_SITE, &resume_b);
    test_server_restart(&test);
    room_client_free(a);
    a = room_client_new(server_url(test.server));
    welcome = room_client_join(a, token, next);
    g_assert_true(is_true(welcome, "media_alive"));
    g_assert_cmpstr(state_in(welcome, "site:b"), ==, "connected");
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 2);
    json_decref(welcome);

    /* A resume token of somebody else's leg is worth nothing. */
    RoomClient *thief = room_client_new(server_url(test.server));
    welcome = room_client_join(thief, token, resume_b);
    g_assert_false(is_true(welcome, "media_alive"));
    json_decref(welcome);
    room_client_free(thief);
    room_client_free(a);
    room_client_free(b);
    test_server_clear(&test);
}

static void test_the_mcu_dies(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);
    RoomClient *b = connected_client(&test, "b", ROLE_CHAIR, NULL);

    room_client_send(b, json_pack("{s:s, s:s, s:i}", "type", "layout", "mode", "focus", "page", 0));
    json_decref(room_client_wait(a, "layout"));
    send_candidate(a, "fake:die");
    json_decref(room_client_wait(a, "media_lost"));
    json_decref(room_client_wait(b, "media_lost"));
    json_t *layout = room_client_wait(b, "layout"); /* the new one was told */
    g_assert_cmpstr(text_of(layout, "mode"), ==, "focus");
    json_decref(layout);
    g_free(room_client_offer(a, "offer"));
    g_free(room_client_offer(b, "offer"));
    room_client_wait_state(a, "site:b", "connected");
    RoomClient *c = connected_client(&test, "c", ROLE_SITE, NULL);
    room_client_free(c);
    c = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_token(&test, "c", ROLE_SITE);
    json_t *welcome = room_client_join(c, token, NULL);
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 3); /* no ghosts */
    json_decref(welcome);
    room_client_free(a);
    room_client_free(b);
    room_client_free(c);
    test_server_clear(&test);
}

static void test_lost_media_and_held_seats(void)
{
    TestServer test;
    static const char *const sets[] = {"meeting.seat_hold_s=1", NULL};
    test_server_init(&test, sets);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);
    RoomClient *b = connected_client(&test, "b", ROLE_CHAIR, NULL);

    /* The line broke: the client hears it, offers anew, and is back. */
    send_candidate(a, "fake:close");
    json_t *lost = room_client_wait(a, "media_lost");
    g_assert_cmpstr(text_of(lost, "reason"), ==, "timeout");
    json_decref(lost);
    room_client_wait_state(b, "site:a", "lost");
    g_free(room_client_offer(a, "offer"));
    room_client_wait_state(b, "site:a", "connected");

    /* Line and socket broke: the seat is held, then it is gone. */
    send_candidate(a, "fake:close");
    room_client_wait_state(b, "site:a", "lost");
    room_client_free(a);
    json_decref(room_client_wait(b, "site_gone"));
    room_client_free(b);
    test_server_restart(&test);
    g_autofree char *events = test_server_attendance(&test, "a");
    g_assert_cmpstr(events, ==, "joined connected lost returned lost left");
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_debug_enabled(FALSE); /* libsoup tells every frame */
    g_assert_true(g_file_test(g_getenv("FAKE_MCU"), G_FILE_TEST_IS_EXECUTABLE));
    g_test_add_func("/room_protocol/joins_sees_the_others_and_leaves",
            test_joins_sees_the_others_and_leaves);
    g_test_add_func("/room_protocol/refusals", test_refusals);
    g_test_add_func("/room_protocol/guessing_is_slow", test_guessing_is_slow);
    g_test_add_func("/room_protocol/the_newest_device_wins", test_the_newest_device_wins);
    g_test_add_func("/room_protocol/resumes_without_a_cut", test_resumes_without_a_cut);
    g_test_add_func("/room_protocol/the_mcu_dies", test_the_mcu_dies);
    g_test_add_func("/room_protocol/lost_media_and_held_seats", test_lost_media_and_held_seats);
    return g_test_run();
}
