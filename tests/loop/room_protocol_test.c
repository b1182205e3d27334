#include "signaling/app/admin_commands.h"
#include "tests/loop/room_guest.h"

#include <glib.h>

#include <string.h>

/* The state of a site in a welcome; NULL when it is not there. */
static const char *state_in(const json_t *welcome, const char *identity)
{
    const json_t *sites = json_object_get(welcome, "sites");
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const json_t *site = json_array_get(sites, i);
        if (g_str_equal(room_message_text(site, "id"), identity)) {
            return room_message_text(site, "state");
        }
    }
    return NULL;
}

static void test_joins_sees_the_others_and_leaves(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *a = room_client_new(server_url(test.server));
    RoomClient *b = room_guest_new(&test, "b", ROLE_CHAIR, NULL);

    json_t *welcome = room_client_join_by_code(a, "DEMO", " Hòn  Đất ");
    g_assert_cmpstr(
            room_message_text(json_object_get(welcome, "meeting"), "title"), ==, "Giao ban");
    g_assert_cmpstr(room_message_text(json_object_get(welcome, "self"), "id"), ==, "site:hòn đất");
    g_assert_cmpstr(room_message_text(json_object_get(welcome, "self"), "name"), ==, "Hòn Đất");
    g_assert_cmpstr(state_in(welcome, "site:b"), ==, "connected");
    g_assert_false(room_message_says(welcome, "media_alive"));
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
    g_assert_false(room_message_says(json_object_get(muted, "site"), "mic"));
    json_decref(muted);
    room_guest_play(a, "fake:speak");
    json_t *speaker = room_client_wait(b, "speaker");
    g_assert_cmpstr(room_message_text(speaker, "id"), ==, "site:hòn đất");
    json_decref(speaker);
    room_client_send(b, json_pack("{s:s, s:s, s:i}", "type", "layout", "mode", "focus", "page", 0));
    json_decref(room_guest_wait_mode(a, "sites", "focus"));

    room_client_send(a, json_pack("{s:s}", "type", "leave"));
    json_t *gone = room_client_wait(b, "site_gone");
    g_assert_cmpstr(room_message_text(gone, "id"), ==, "site:hòn đất");
    json_decref(gone);
    room_client_wait_closed(a);
    room_client_free(a);
    room_client_free(b);
    test_server_restart(&test); /* the log is written down when the first one ends */
    g_autofree char *events = test_server_joins(&test, "Hòn Đất");
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
    RoomClient *watcher = room_guest_new(&test, "watcher", ROLE_CHAIR, NULL);
    RoomClient *older = NULL;
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    for (int i = 0; i < 100; i++) {
        RoomClient *newer = room_client_new(server_url(test.server));
        json_decref(room_client_join(newer, token, NULL));
        if (older != NULL) {
            json_t *closed = room_client_wait(older, "closed");
            g_assert_cmpstr(room_message_text(closed, "reason"), ==, "duplicate");
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
    g_assert_false(room_message_says(welcome, "media_alive"));
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
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, &resume);
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    room_client_free(a);
    a = room_client_new(server_url(test.server));
    json_t *welcome = room_client_join(a, token, resume);
    g_assert_true(room_message_says(welcome, "media_alive"));
    g_assert_cmpstr(state_in(welcome, "site:a"), ==, "connected");
    g_autofree char *next = g_strdup(room_message_text(welcome, "resume"));
    json_decref(welcome);
    json_decref(room_client_wait(a, "size")); /* what it may have missed */

    /* The server is started anew: the media still is not cut, and the one who does not come back is kept. */
    g_autofree char *resume_b = NULL;
    RoomClient *b = room_guest_new(&test, "b", ROLE_SITE, &resume_b);
    test_server_restart(&test);
    room_client_free(a);
    a = room_client_new(server_url(test.server));
    welcome = room_client_join(a, token, next);
    g_assert_true(room_message_says(welcome, "media_alive"));
    g_assert_cmpstr(state_in(welcome, "site:b"), ==, "connected");
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 2);
    json_decref(welcome);

    /* A resume token of somebody else's leg is worth nothing. */
    RoomClient *thief = room_client_new(server_url(test.server));
    welcome = room_client_join(thief, token, resume_b);
    g_assert_false(room_message_says(welcome, "media_alive"));
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
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);
    RoomClient *b = room_guest_new(&test, "b", ROLE_CHAIR, NULL);

    room_client_send(b, json_pack("{s:s, s:s, s:i}", "type", "layout", "mode", "focus", "page", 0));
    json_decref(room_guest_wait_mode(a, "sites", "focus"));
    room_guest_play(a, "fake:die");
    json_decref(room_client_wait(a, "media_lost"));
    json_decref(room_client_wait(b, "media_lost"));
    g_free(room_client_offer(a, "offer"));
    g_free(room_client_offer(b, "offer"));
    room_client_wait_state(a, "site:b", "connected");
    RoomClient *c = room_guest_new(&test, "c", ROLE_SITE, NULL);
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
    g_assert_cmpstr(room_message_text(room_message_layout(welcome, "sites"), "mode"), ==, "focus");
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
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);
    RoomClient *b = room_guest_new(&test, "b", ROLE_CHAIR, NULL);

    /* The line broke: the client hears it, offers anew, and is back. */
    room_guest_play(a, "fake:close");
    json_t *lost = room_client_wait(a, "media_lost");
    g_assert_cmpstr(room_message_text(lost, "reason"), ==, "timeout");
    json_decref(lost);
    room_client_wait_state(b, "site:a", "lost");
    g_free(room_client_offer(a, "offer"));
    room_client_wait_state(b, "site:a", "connected");

    /* Line and socket broke: the seat is held, then it is gone. */
    room_guest_play(a, "fake:close");
    room_client_wait_state(b, "site:a", "lost");
    room_client_free(a);
    json_decref(room_client_wait(b, "site_gone"));
    room_client_free(b);
    test_server_restart(&test);
    g_autofree char *events = test_server_joins(&test, "a");
    g_assert_cmpstr(events, ==, "joined connected lost returned lost left");
    test_server_clear(&test);
}

/* Server and media server die together: who was in the meeting has left, and the log says so. */
static void test_who_vanishes_without_a_server_has_left(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);

    test_server_restart_alone(&test);
    room_client_free(a);
    test_server_restart(&test); /* what it found is written down when it ends */
    g_autofree char *events = test_server_joins(&test, "a");
    g_assert_cmpstr(events, ==, "joined connected left");
    test_server_clear(&test);
}

static void test_caps(void)
{
    TestServer test;
    static const char *const sets[] = {"line.rate_cap_kbps=800", NULL};
    test_server_init(&test, sets);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);
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
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);

    /* The server asks its media server each second; a sample of the period before is there then. */
    g_autofree char *lines = NULL;
    const int64_t since_us = g_get_monotonic_time();
    while (lines == NULL || strstr(lines, "site:a") == NULL) {
        g_assert_cmpint(g_get_monotonic_time() - since_us, <, 60000000);
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
    g_test_add_func("/room_protocol/who_vanishes_without_a_server_has_left",
            test_who_vanishes_without_a_server_has_left);
    g_test_add_func("/room_protocol/caps", test_caps);
    g_test_add_func("/room_protocol/samples_of_lines_are_kept", test_samples_of_lines_are_kept);
    g_test_add_func("/room_protocol/lost_media_and_held_seats", test_lost_media_and_held_seats);
    return g_test_run();
}
