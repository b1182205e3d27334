#include "signaling/meeting/picture_orders.h"
#include "signaling/store/database_open.h"
#include "tests/loop/room_guest.h"

#include <glib.h>

#include <string.h>

static void wait_text(RoomClient *client, const char *type, const char *name, const char *value)
{
    bool found = false;
    while (!found) {
        json_t *message = room_client_wait(client, type);
        found = g_str_equal(room_message_text(message, name), value);
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
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, &resume);
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);

    room_client_send_text(chair,
            "{\"type\":\"layout\",\"view\":\"chair\",\"mode\":\"pin\",\"pinned\":\"site:a\"}");
    json_t *layouts = room_guest_wait_mode(a, "chair", "pin");
    g_assert_cmpstr(
            room_message_text(room_message_layout(layouts, "chair"), "pinned"), ==, "site:a");
    g_assert_cmpstr(room_message_text(room_message_layout(layouts, "sites"), "mode"), ==, "focus");
    json_decref(layouts);
    room_client_send_text(chair, "{\"type\":\"floor\",\"site\":\"site:a\"}");
    wait_text(a, "floor", "site", "site:a");
    room_client_send_text(chair, "{\"type\":\"overlay\",\"title\":true}");
    json_t *overlay = room_client_wait(a, "overlay");
    g_assert_true(room_message_says(overlay, "title") && room_message_says(overlay, "clock"));
    json_decref(overlay);

    /* Who comes back hears it all, also from a server that was started anew. */
    for (int i = 0; i < 2; i++) {
        room_client_free(a);
        a = room_client_new(server_url(test.server));
        json_t *welcome = room_client_join(a, token, resume);
        g_assert_true(room_message_says(welcome, "media_alive"));
        g_assert_cmpstr(
                room_message_text(room_message_layout(welcome, "chair"), "pinned"), ==, "site:a");
        json_decref(welcome);
        wait_text(a, "floor", "site", "site:a");
        overlay = room_client_wait(a, "overlay");
        g_assert_true(room_message_says(overlay, "title"));
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

static void wait_done(RoomClient *client)
{
    json_decref(room_client_wait(client, "done"));
}

/* Written down like everything else: also a new media server of a new server shows it so. */
static void test_what_was_ordered_stays(void)
{
    static const char *const orders[] = {
            "{\"type\":\"layout\",\"view\":\"sites\",\"mode\":\"pin\",\"pinned\":\"site:a\",\"id\":"
            "1}",
            "{\"type\":\"site_layout\",\"site\":\"site:a\",\"layout\":\"speaker\",\"id\":2}",
            "{\"type\":\"overlay\",\"clock\":true,\"id\":3}",
    };
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        room_client_send_text(chair, orders[i]);
        wait_done(chair);
    }
    test_server_restart_alone(&test);
    room_client_free(chair);
    room_client_free(a);
    chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    a = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);
    json_t *welcome = room_client_join(a, token, NULL);
    const json_t *own = json_array_get(
            json_object_get(json_object_get(welcome, "proceedings"), "site_layouts"), 0);
    g_assert_cmpstr(
            room_message_text(room_message_layout(welcome, "sites"), "pinned"), ==, "site:a");
    g_assert_cmpstr(room_message_text(own, "site"), ==, "site:a");
    g_assert_cmpstr(room_message_text(own, "layout"), ==, "speaker");
    json_decref(welcome);
    json_t *overlay = room_client_wait(a, "overlay");
    g_assert_true(room_message_says(overlay, "clock"));
    json_decref(overlay);
    room_client_free(chair);
    room_client_free(a);
    test_server_clear(&test);
}

/* A site more than there are pictures for is refused, and told so; who gives its own back makes room. */
static void test_layouts_for_single_sites(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    RoomClient *sites[G_N_ELEMENTS(names)] = {NULL};
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        sites[i] = room_guest_new(&test, names[i], ROLE_SITE, NULL);
        g_autofree char *identity = g_strconcat("site:", names[i], NULL);
        room_client_send(chair,
                json_pack("{s:s, s:s, s:s, s:i}", "type", "site_layout", "site", identity, "layout",
                        "chair", "id", 1));
        if (i < PICTURE_ORDERS_SITES_MAX) {
            wait_done(chair);
        }
    }
    g_assert_cmpstr(room_client_wait_error(chair), ==, "too_many");
    room_client_send_text(
            chair, "{\"type\":\"site_layout\",\"site\":\"site:b\",\"layout\":\"\",\"id\":2}");
    wait_done(chair);
    room_client_send_text(
            chair, "{\"type\":\"site_layout\",\"site\":\"site:e\",\"layout\":\"grid\",\"id\":3}");
    wait_done(chair);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        room_client_free(sites[i]);
    }
    room_client_free(chair);
    test_server_clear(&test);
}

static void test_what_a_layout_may_not_be(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);
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
        g_assert_cmpstr(room_message_text(error, "code"), ==, "bad_message");
        g_assert_nonnull(strstr(room_message_text(error, "detail"), cases[i].says));
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
        found = g_str_equal(room_message_text(message, "site"), site) &&
                room_message_says(message, "mine") == mine;
        json_decref(message);
    }
}

/* As "+site:a -site:a ": who began and ended, as it is written down. Free with g_free(). */
static char *slides_log(const TestServer *test)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", &error);
    g_assert_no_error(error);
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT detail FROM meeting_events WHERE kind = 'slides' ORDER BY id",
            DATABASE_NO_VALUES, &error);
    GString *log = g_string_new(NULL);

    while (database_rows_next(rows, &error)) {
        json_t *event = json_loads(database_rows_text(rows, 0), 0, NULL);
        g_string_append_printf(log, "%c%s ", room_message_says(event, "on") ? '+' : '-',
                room_message_text(event, "site"));
        json_decref(event);
    }
    g_assert_no_error(error);
    return g_string_free(log, FALSE);
}

/* What is asked is done in order. */
static void wait_written_down(RoomClient *client)
{
    room_client_send_text(client, "{\"type\":\"chat\",\"text\":\"?\",\"id\":9}");
    wait_done(client);
}

static void test_slides_are_one_sites_at_a_time(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    g_autofree char *resume = NULL;
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, &resume);
    RoomClient *b = room_guest_new(&test, "b", ROLE_SITE, NULL);
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
    wait_written_down(chair);
    test_server_restart(&test);
    room_client_free(a);
    a = room_client_new(server_url(test.server));
    g_autofree char *token = test_server_token(&test, "a", ROLE_SITE);
    json_decref(room_client_join(a, token, resume));
    wait_share(a, "site:a", true);
    room_guest_play(a, "fake:die");
    json_decref(room_client_wait(a, "media_lost"));
    g_free(room_client_offer(a, "offer"));
    room_client_wait_state(a, "site:a", "connected");
    RoomClient *c = room_guest_new(&test, "c", ROLE_SITE, NULL);
    share(c, true);
    g_assert_cmpstr(room_client_wait_error(c), ==, "share_taken");
    room_guest_play(a, "fake:close");
    wait_share(c, "", false);
    wait_written_down(c);
    RoomClient *const all[] = {chair, a, b, c, onlooker};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        room_client_free(all[i]);
    }
    test_server_restart(&test); /* what was submitted is on disk */
    g_autofree char *log = slides_log(&test);
    g_assert_cmpstr(log, ==, "+site:a +site:chair -site:chair +site:b -site:b +site:a -site:a ");
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_debug_enabled(FALSE); /* libsoup tells every frame */
    g_assert_true(g_file_test(g_getenv("FAKE_MCU"), G_FILE_TEST_IS_EXECUTABLE));
    g_test_add_func(
            "/room_stage/the_chair_chooses_what_all_see", test_the_chair_chooses_what_all_see);
    g_test_add_func("/room_stage/what_was_ordered_stays", test_what_was_ordered_stays);
    g_test_add_func("/room_stage/S-22/layouts_for_single_sites", test_layouts_for_single_sites);
    g_test_add_func("/room_stage/what_a_layout_may_not_be", test_what_a_layout_may_not_be);
    g_test_add_func(
            "/room_stage/slides_are_one_sites_at_a_time", test_slides_are_one_sites_at_a_time);
    return g_test_run();
}
