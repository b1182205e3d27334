#include "signaling/app/admin_commands.h"
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

/* The layout of a view in a list of them. */
static const json_t *layout_in(const json_t *message, const char *view)
{
    const json_t *layouts = json_object_get(message, "layouts");
    for (size_t i = 0; i < json_array_size(layouts); i++) {
        if (g_str_equal(text_of(json_array_get(layouts, i), "view"), view)) {
            return json_array_get(layouts, i);
        }
    }
    g_assert_not_reached();
}

/* Waits until a view is in this mode; the last such message. */
static json_t *wait_mode(RoomClient *client, const char *view, const char *mode)
{
    for (;;) {
        json_t *message = room_client_wait(client, "layouts");
        if (g_str_equal(text_of(layout_in(message, view), "mode"), mode)) {
            return message;
        }
        json_decref(message);
    }
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
    json_decref(wait_mode(a, "sites", "focus"));

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
    json_decref(wait_mode(a, "sites", "focus"));
    send_candidate(a, "fake:die");
    json_decref(room_client_wait(a, "media_lost"));
    json_decref(room_client_wait(b, "media_lost"));
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
    /* The new one was told the layout: a server that starts anew knows it from there. */
    test_server_restart(&test);
    room_client_free(c);
    c = room_client_new(server_url(test.server));
    welcome = room_client_join(c, token, NULL);
    g_assert_cmpstr(text_of(layout_in(welcome, "sites"), "mode"), ==, "focus");
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

static void wait_text(RoomClient *client, const char *type, const char *name, const char *value)
{
    bool found = false;
    while (!found) {
        json_t *message = room_client_wait(client, type);
        found = g_str_equal(text_of(message, name), value);
        json_decref(message);
    }
}

static void test_the_chair_chooses_what_all_see(void)
{
    TestServer test;
    static const char *const sets[] = {
            "layout.sites=focus", "layout.rotate_s=20", "overlay.clock=on", NULL};
    test_server_init(&test, sets);
    g_autofree char *resume = NULL;
    RoomClient *chair = connected_client(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, &resume);
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    room_client_send_text(chair,
            "{\"type\":\"layout\",\"view\":\"chair\",\"mode\":\"pin\",\"pinned\":\"site:a\"}");
    json_t *layouts = wait_mode(a, "chair", "pin");
    g_assert_cmpstr(text_of(layout_in(layouts, "chair"), "pinned"), ==, "site:a");
    g_assert_cmpstr(text_of(layout_in(layouts, "sites"), "mode"), ==, "focus");
    json_decref(layouts);
    room_client_send_text(chair, "{\"type\":\"floor\",\"site\":\"site:a\"}");
    wait_text(a, "floor", "site", "site:a");
    room_client_send_text(chair, "{\"type\":\"overlay\",\"title\":true}");
    json_t *overlay = room_client_wait(a, "overlay");
    g_assert_true(is_true(overlay, "title") && is_true(overlay, "clock"));
    json_decref(overlay);

    /* Who comes back hears it all, also from a server that was started anew. */
    for (int i = 0; i < 2; i++) {
        room_client_free(a);
        a = room_client_new(server_url(test.server));
        json_t *welcome = room_client_join(a, token, resume);
        g_assert_true(is_true(welcome, "media_alive"));
        g_assert_cmpstr(text_of(layout_in(welcome, "chair"), "pinned"), ==, "site:a");
        json_decref(welcome);
        wait_text(a, "floor", "site", "site:a");
        overlay = room_client_wait(a, "overlay");
        g_assert_true(is_true(overlay, "title"));
        json_decref(overlay);
        wait_text(a, "share", "site", "");
        json_decref(room_client_wait(a, "size"));
        if (i == 0) {
            test_server_restart(&test);
        }
    }
    room_client_free(chair);
    room_client_free(a);
    test_server_clear(&test);
}

static void test_what_a_layout_may_not_be(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = connected_client(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);
    static const struct {
        const char *message;
        const char *says;
    } cases[] = {
            {"{\"type\":\"layout\",\"mode\":\"round\"}", "layout.mode"},
            {"{\"type\":\"layout\",\"view\":\"slides\",\"mode\":\"grid\"}", "layout.view"},
            {"{\"type\":\"layout\",\"mode\":\"pin\"}", "layout.pinned"},
            {"{\"type\":\"layout\",\"mode\":\"pin\",\"pinned\":\"site:x\"}", "layout.pinned"},
            {"{\"type\":\"layout\",\"mode\":\"grid\",\"page\":-1}", "layout.page"},
            {"{\"type\":\"layout\",\"mode\":\"rotate\",\"rotate_s\":1}", "layout.rotate_s"},
            {"{\"type\":\"floor\",\"site\":\"site:x\"}", "floor.site"},
            {"{\"type\":\"floor\"}", "floor.site"},
            {"{\"type\":\"overlay\",\"clock\":\"on\"}", "overlay.clock"},
            {"{\"type\":\"share\",\"on\":1}", "share.on"},
    };
    static const char *const chairs_only[] = {
            "{\"type\":\"layout\",\"mode\":\"grid\"}",
            "{\"type\":\"floor\",\"site\":\"\"}",
            "{\"type\":\"overlay\",\"clock\":true}",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].message);
        room_client_send_text(chair, cases[i].message);
        json_t *error = room_client_wait(chair, "error");
        g_assert_cmpstr(text_of(error, "code"), ==, "bad_message");
        g_assert_nonnull(strstr(text_of(error, "detail"), cases[i].says));
        json_decref(error);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(chairs_only); i++) {
        room_client_send_text(a, chairs_only[i]);
        g_assert_cmpstr(room_client_wait_error(a), ==, "forbidden");
    }
    room_client_free(chair);
    room_client_free(a);
    test_server_clear(&test);
}

/* Server and media server die together: who was in the meeting has left, and the log says so. */
static void test_who_vanishes_without_a_server_has_left(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);

    test_server_restart_alone(&test);
    room_client_free(a);
    test_server_restart(&test); /* what it found is written down when it ends */
    g_autofree char *events = test_server_attendance(&test, "a");
    g_assert_cmpstr(events, ==, "joined connected left");
    test_server_clear(&test);
}

static void share(RoomClient *client, bool on)
{
    room_client_send(client, json_pack("{s:s, s:b}", "type", "share", "on", (int)on));
}

/* Waits for the slides to be this site's, as this client hears it. */
static void wait_share(RoomClient *client, const char *site, bool mine)
{
    bool found = false;
    while (!found) {
        json_t *message = room_client_wait(client, "share");
        found = g_str_equal(text_of(message, "site"), site) && is_true(message, "mine") == mine;
        json_decref(message);
    }
}

static void test_slides_are_one_sites_at_a_time(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = connected_client(&test, "chair", ROLE_CHAIR, NULL);
    g_autofree char *resume = NULL;
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, &resume);
    RoomClient *b = connected_client(&test, "b", ROLE_SITE, NULL);
    g_autofree char *viewer = test_server_token(&test, "onlooker", ROLE_VIEWER);
    RoomClient *onlooker = room_client_new(server_url(test.server));
    json_decref(room_client_join(onlooker, viewer, NULL));

    share(onlooker, true);
    g_assert_cmpstr(room_client_wait_error(onlooker), ==, "forbidden");
    share(a, true);
    wait_share(a, "site:a", true);
    wait_share(b, "site:a", false);
    share(b, true);
    g_assert_cmpstr(room_client_wait_error(b), ==, "share_taken");
    share(chair, true); /* the chair takes them over, and ends those of others */
    wait_share(a, "site:chair", false);
    share(chair, false);
    wait_share(a, "", false);
    share(b, true);
    wait_share(chair, "site:b", false);
    share(chair, false);
    wait_share(b, "", false);

    /* They go on while the server is away, and with a new media server; not without media. */
    share(a, true);
    wait_share(b, "site:a", false);
    test_server_restart(&test);
    room_client_free(a);
    a = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);
    json_decref(room_client_join(a, token, resume));
    wait_share(a, "site:a", true);
    send_candidate(a, "fake:die");
    json_decref(room_client_wait(a, "media_lost"));
    g_free(room_client_offer(a, "offer"));
    room_client_wait_state(a, "site:a", "connected");
    RoomClient *c = connected_client(&test, "c", ROLE_SITE, NULL);
    share(c, true);
    g_assert_cmpstr(room_client_wait_error(c), ==, "share_taken");
    send_candidate(a, "fake:close");
    wait_share(c, "", false);
    RoomClient *const all[] = {chair, a, b, c, onlooker};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        room_client_free(all[i]);
    }
    test_server_clear(&test);
}

static void test_caps(void)
{
    TestServer test;
    static const char *const sets[] = {"line.rate_cap_kbps=800", NULL};
    test_server_init(&test, sets);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);
    RoomClient *b = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_capped_token(&test, "b", 300);

    json_t *quality = room_client_wait(a, "quality");
    g_assert_cmpint(json_integer_value(json_object_get(quality, "tx_bps")), ==, 800000);
    json_decref(quality);
    json_decref(room_client_join(b, token, NULL));
    g_free(room_client_offer(b, "offer"));
    quality = room_client_wait(b, "quality");
    g_assert_cmpint(json_integer_value(json_object_get(quality, "tx_bps")), ==, 300000);
    json_decref(quality);
    room_client_free(a);
    room_client_free(b);
    test_server_clear(&test);
}

static void test_samples_of_lines_are_kept(void)
{
    TestServer test;
    static const char *const sets[] = {"stats.sample_s=1", NULL};
    test_server_init(&test, sets);
    RoomClient *a = connected_client(&test, "a", ROLE_SITE, NULL);

    /* The server asks its media server each second; a sample of the period before is there then. */
    g_autofree char *lines = NULL;
    const int64_t since_us = g_get_monotonic_time();
    while (lines == NULL || strstr(lines, "site:a") == NULL) {
        g_assert_cmpint(g_get_monotonic_time() - since_us, <, 20000000);
        json_decref(room_client_wait(a, "quality"));
        g_free(lines);
        lines = admin_lines(test.settings, "demo", false, NULL);
        g_assert_nonnull(lines);
    }
    const char *row = strstr(lines, "\na\tsite:a\t");
    g_assert_nonnull(row);
    g_auto(GStrv) cells = g_strsplit(row + 1, "\t", -1);
    g_assert_cmpstr(cells[3], ==, "500");
    g_assert_cmpstr(cells[8], ==, "1500"); /* the 95th percentile of what was sent */
    g_autofree char *csv = admin_lines(test.settings, "demo", true, NULL);
    g_assert_nonnull(strstr(csv, ",site:a,a,1,500000,500000,1500000,1500000,1.00,1.00,"));
    room_client_free(a);
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
    g_test_add_func(
            "/room_protocol/the_chair_chooses_what_all_see", test_the_chair_chooses_what_all_see);
    g_test_add_func("/room_protocol/what_a_layout_may_not_be", test_what_a_layout_may_not_be);
    g_test_add_func(
            "/room_protocol/slides_are_one_sites_at_a_time", test_slides_are_one_sites_at_a_time);
    g_test_add_func("/room_protocol/who_vanishes_without_a_server_has_left",
            test_who_vanishes_without_a_server_has_left);
    g_test_add_func("/room_protocol/caps", test_caps);
    g_test_add_func("/room_protocol/samples_of_lines_are_kept", test_samples_of_lines_are_kept);
    g_test_add_func("/room_protocol/lost_media_and_held_seats", test_lost_media_and_held_seats);
    return g_test_run();
}
