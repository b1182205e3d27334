#include "tests/loop/room_client.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/test_server.h"

#include <string.h>

/* A chair and two sites, all inside. */
typedef struct Room {
    TestServer test;
    RoomClient *chair;
    RoomClient *a;
    RoomClient *b;
} Room;

static void room_init(Room *room)
{
    test_server_init(&room->test, NULL);
    room->chair = room_guest_new(&room->test, "chair", ROLE_CHAIR, NULL);
    room->a = room_guest_new(&room->test, "a", ROLE_SITE, NULL);
    room->b = room_guest_new(&room->test, "b", ROLE_SITE, NULL);
}

static void room_clear(Room *room)
{
    room_client_free(room->chair);
    room_client_free(room->a);
    room_client_free(room->b);
    test_server_clear(&room->test);
}

static void wait_done(RoomClient *client, int64_t id)
{
    json_t *done = room_client_wait(client, "done");
    g_assert_cmpint(json_integer_value(json_object_get(done, "id")), ==, id);
    json_decref(done);
}

/* The state that the client is told next. */
static json_t *wait_state(RoomClient *client)
{
    json_t *message = room_client_wait(client, "proceedings");
    json_t *state = json_incref(json_object_get(message, "state"));
    json_decref(message);
    return state;
}

static void wait_floor(RoomClient *client, const char *site)
{
    for (int i = 0; i < 20; i++) {
        json_t *state = wait_state(client);
        const bool found =
                g_str_equal(site, room_message_text(json_object_get(state, "floor"), "site"));
        json_decref(state);
        if (found) {
            return;
        }
    }
    g_assert_not_reached();
}

static void refused(RoomClient *client, const char *text, const char *code)
{
    room_client_send_text(client, text);
    g_assert_cmpstr(room_client_wait_error(client), ==, code);
}

static void test_the_floor(void)
{
    Room room;
    room_init(&room);

    room_client_send_text(room.a, "{\"type\":\"ask\",\"id\":7,\"subject\":\"Đê điều\"}");
    wait_done(room.a, 7);
    json_t *state = wait_state(room.chair);
    const json_t *first = json_array_get(json_object_get(state, "queue"), 0);
    g_assert_cmpstr(room_message_text(first, "site"), ==, "site:a");
    g_assert_cmpstr(room_message_text(first, "subject"), ==, "Đê điều");
    json_decref(state);

    room_client_send_text(room.chair, "{\"type\":\"govern\",\"on\":true,\"id\":1}");
    wait_done(room.chair, 1);
    refused(room.b, "{\"type\":\"set\",\"mic\":true,\"camera\":true}", "muted_by_op");
    refused(room.b, "{\"type\":\"share\",\"on\":true}", "share_denied");
    room_client_send_text(
            room.chair, "{\"type\":\"floor\",\"site\":\"site:a\",\"limit_s\":300,\"id\":2}");
    wait_floor(room.b, "site:a");
    wait_done(room.chair, 2);
    room_client_send_text(room.a, "{\"type\":\"set\",\"mic\":true,\"camera\":true}");

    /* Who may not, and who is not here. */
    refused(room.a, "{\"type\":\"floor\",\"site\":\"site:a\"}", "forbidden");
    refused(room.chair, "{\"type\":\"floor\",\"site\":\"site:x\",\"id\":3}", "unknown_site");
    refused(room.chair, "{\"type\":\"mute\",\"site\":\"site:chair\",\"on\":true}", "unknown_site");
    refused(room.chair, "{\"type\":\"vote_close\"}", "wrong_state");
    refused(room.chair, "{\"type\":\"extend\",\"minutes\":100000}", "bad_message");
    room_clear(&room);
}

/* What was acknowledged is there after the server was killed and started again. */
static void test_a_restart_forgets_nothing(void)
{
    Room room;
    room_init(&room);
    g_autofree char *token = test_server_token(&room.test, "chair", ROLE_CHAIR);

    room_client_send_text(room.chair, "{\"type\":\"begin\",\"id\":1}");
    wait_done(room.chair, 1);
    room_client_send_text(room.chair, "{\"type\":\"mute\",\"site\":\"site:b\",\"on\":true}");
    room_client_send_text(room.chair, "{\"type\":\"chat\",\"text\":\"Xin chào\"}");
    room_client_send_text(room.chair,
            "{\"type\":\"message\",\"site\":\"*\",\"text\":\"Chuẩn bị báo cáo\",\"id\":2}");
    wait_done(room.chair, 2);
    test_server_restart(&room.test);
    room_client_free(room.chair);
    room.chair = room_client_new(server_url(room.test.server));
    json_t *welcome = room_client_join(room.chair, token, NULL);
    const json_t *state = json_object_get(welcome, "proceedings");
    g_assert_cmpstr(room_message_text(state, "phase"), ==, "live");
    g_assert_cmpstr(
            json_string_value(json_array_get(json_object_get(state, "muted"), 0)), ==, "site:b");
    json_decref(welcome);
    json_t *line = room_client_wait(room.chair, "chat");
    g_assert_cmpstr(room_message_text(line, "text"), ==, "Xin chào");
    json_decref(line);
    json_t *note = room_client_wait(room.chair, "message");
    g_assert_cmpstr(room_message_text(note, "text"), ==, "Chuẩn bị báo cáo");
    json_decref(note);
    room_clear(&room);
}

static RoomClient *knock(const Room *room, const char *name)
{
    RoomClient *client = room_client_new(server_url(room->test.server));
    g_autofree char *hello = g_strdup_printf(
            "{\"type\":\"hello\",\"protocol\":1,\"meeting\":\"demo\",\"site\":\"%s\"}", name);
    room_client_send_text(client, hello);
    return client;
}

static void test_the_door(void)
{
    Room room;
    room_init(&room);

    room_client_send_text(room.chair, "{\"type\":\"waiting\",\"on\":true,\"id\":1}");
    wait_done(room.chair, 1);
    RoomClient *guest = knock(&room, "guest");
    json_decref(room_client_wait(guest, "waiting"));
    refused(guest, "{\"type\":\"offer\",\"id\":1,\"sdp\":\"v=0\",\"fresh\":true}", "bad_message");
    json_t *state = wait_state(room.chair);
    g_assert_cmpstr(room_message_text(json_array_get(json_object_get(state, "waiting"), 0), "name"),
            ==, "guest");
    json_decref(state);
    room_client_send_text(room.chair, "{\"type\":\"admit\",\"site\":\"*\",\"id\":2}");
    wait_done(room.chair, 2);
    json_decref(room_client_wait(guest, "admitted"));
    json_decref(room_client_join_by_code(guest, "demo", "guest"));

    /* One is not wanted. */
    RoomClient *stranger = knock(&room, "stranger");
    json_decref(room_client_wait(stranger, "waiting"));
    room_client_send_text(room.chair, "{\"type\":\"reject\",\"site\":\"site:stranger\"}");
    json_t *closed = room_client_wait(stranger, "closed");
    g_assert_cmpstr(room_message_text(closed, "reason"), ==, "rejected");
    json_decref(closed);
    room_client_free(stranger);

    /* Locked: nobody new; who was inside comes back; who was sent away does not. */
    room_client_send_text(room.chair, "{\"type\":\"lock\",\"on\":true,\"id\":3}");
    wait_done(room.chair, 3);
    room_client_free(guest);
    guest = knock(&room, "guest");
    json_decref(room_client_wait(guest, "welcome"));
    room_client_send_text(room.chair, "{\"type\":\"drop\",\"site\":\"site:guest\"}");
    closed = room_client_wait(guest, "closed");
    g_assert_cmpstr(room_message_text(closed, "reason"), ==, "removed");
    json_decref(closed);
    room_client_free(guest);
    guest = knock(&room, "guest");
    g_assert_cmpstr(room_client_wait_error(guest), ==, "locked");
    room_client_free(guest);
    room_clear(&room);
}

static void test_a_vote_and_the_end(void)
{
    Room room;
    room_init(&room);

    room_client_send_text(room.chair,
            "{\"type\":\"vote_open\",\"question\":\"Thông qua?\",\"quorum_percent\":50,\"id\":1}");
    wait_done(room.chair, 1);
    room_client_send_text(room.a, "{\"type\":\"vote\",\"choice\":\"for\",\"id\":2}");
    wait_done(room.a, 2);
    room_client_send_text(room.b, "{\"type\":\"vote\",\"choice\":\"against\",\"id\":3}");
    wait_done(room.b, 3);
    room_client_send_text(room.chair, "{\"type\":\"vote_close\",\"id\":4}");
    json_t *vote = NULL;
    do {
        json_t *state = wait_state(room.chair);
        json_decref(vote);
        vote = json_incref(json_object_get(state, "vote"));
        json_decref(state);
    } while (!json_is_false(json_object_get(vote, "open")));
    g_assert_cmpint(json_integer_value(json_object_get(vote, "voters_count")), ==, 3);
    g_assert_cmpint(json_integer_value(json_object_get(vote, "for")), ==, 1);
    g_assert_true(json_is_true(json_object_get(vote, "quorum_met")));
    json_decref(vote);

    room_client_send_text(room.chair, "{\"type\":\"restart\",\"site\":\"site:a\"}");
    json_decref(room_client_wait(room.a, "restart"));
    refused(room.chair, "{\"type\":\"end\"}", "wrong_state");
    room_client_send_text(room.chair, "{\"type\":\"begin\"}");
    room_client_send_text(room.chair, "{\"type\":\"end\",\"id\":5}");
    wait_done(room.chair, 5);
    json_decref(room_client_wait(room.a, "closed"));
    RoomClient *late = knock(&room, "late");
    g_assert_cmpstr(room_client_wait_error(late), ==, "meeting_ended");
    room_client_free(late);
    room_clear(&room);
}

/* What a site says is written down for good: it must not fill the meeting's log. */
static void test_a_site_that_floods(void)
{
    Room room;
    room_init(&room);

    for (int i = 0; i < 40; i++) {
        room_client_send_text(room.a, "{\"type\":\"ask\"}");
    }
    g_assert_cmpstr(room_client_wait_error(room.a), ==, "too_many");
    room_client_send_text(room.b, "{\"type\":\"ask\",\"id\":1}"); /* the others are not disturbed */
    wait_done(room.b, 1);
    room_clear(&room);
}

/* The roll in the next state whose roll call is, or is not, open. */
static json_t *wait_roll(RoomClient *client, bool open)
{
    for (int i = 0; i < 40; i++) {
        json_t *state = wait_state(client);
        json_t *roll = json_incref(json_object_get(state, "roll"));
        const bool begun = room_message_text(roll, "begun")[0] != '\0';
        const bool ended = room_message_text(roll, "ended")[0] != '\0';
        json_decref(state);
        if (begun && ended != open) {
            return roll;
        }
        json_decref(roll);
    }
    g_assert_not_reached();
}

/* Of these sites both send sound and picture; nobody has to press anything. */
static void test_the_roll_by_itself(void)
{
    Room room;
    room_init(&room);

    room_client_send_text(room.chair, "{\"type\":\"roll_begin\",\"mode\":\"auto\",\"id\":1}");
    wait_done(room.chair, 1);
    json_t *roll = wait_roll(room.chair, false);
    const json_t *sites = json_object_get(roll, "sites");
    g_assert_cmpuint(json_array_size(sites), ==, 2);
    for (size_t i = 0; i < 2; i++) {
        g_assert_cmpstr(room_message_text(json_array_get(sites, i), "answer"), ==, "present");
    }
    json_decref(roll);
    room_client_send_text(room.chair, "{\"type\":\"roll_confirm\",\"id\":2}");
    wait_done(room.chair, 2);
    refused(room.chair, "{\"type\":\"roll_mark\",\"site\":\"site:a\",\"answer\":\"no_answer\"}",
            "wrong_state");
    refused(room.a, "{\"type\":\"roll_begin\",\"mode\":\"auto\"}", "forbidden");
    room_clear(&room);
}

/* Called one by one; a server that is killed in the middle knows how far it was, and how many sit where. */
static void test_the_roll_outlives_the_server(void)
{
    Room room;
    room_init(&room);
    g_autofree char *token = test_server_token(&room.test, "chair", ROLE_CHAIR);

    room_client_send_text(room.chair, "{\"type\":\"roll_begin\",\"mode\":\"assisted\",\"id\":1}");
    wait_done(room.chair, 1);
    room_client_send_text(room.chair, "{\"type\":\"roll_call\",\"site\":\"site:a\",\"id\":2}");
    wait_done(room.chair, 2);
    json_t *roll = wait_roll(room.b, true);
    while (room_message_text(roll, "called")[0] == '\0') {
        json_decref(roll);
        roll = wait_roll(room.b, true);
    }
    g_assert_cmpstr(room_message_text(roll, "called"), ==, "site:a");
    g_assert_cmpuint(json_array_size(json_object_get(roll, "sites")), ==, 0); /* not for a site */
    json_decref(roll);
    room_client_send_text(room.chair,
            "{\"type\":\"roll_mark\",\"site\":\"site:a\",\"answer\":\"sound_only\",\"id\":3}");
    wait_done(room.chair, 3);
    room_client_send_text(room.b,
            "{\"type\":\"heads\",\"convened\":12,\"present\":11,\"excused\":1,\"unexcused\":0,"
            "\"responsible\":\"Bà C\",\"id\":4}");
    json_t *heads = room_client_wait(room.b, "heads");
    g_assert_cmpstr(room_message_text(heads, "site"), ==, "site:b");
    json_decref(heads);
    wait_done(room.b, 4);
    refused(room.b,
            "{\"type\":\"heads\",\"convened\":1,\"present\":1,\"excused\":1,\"unexcused\":0}",
            "bad_message");
    refused(room.b, "{\"type\":\"delegate\",\"position\":1,\"how\":\"online\"}", "wrong_state");

    test_server_restart(&room.test);
    room_client_free(room.chair);
    room.chair = room_client_new(server_url(room.test.server));
    json_t *welcome = room_client_join(room.chair, token, NULL);
    roll = json_object_get(json_object_get(welcome, "proceedings"), "roll");
    const json_t *first = json_array_get(json_object_get(roll, "sites"), 0);
    g_assert_cmpstr(room_message_text(first, "answer"), ==, "sound_only");
    g_assert_cmpstr(room_message_text(roll, "ended"), ==, "");
    json_decref(welcome);
    heads = room_client_wait(room.chair, "heads");
    g_assert_cmpint(json_integer_value(json_object_get(heads, "present")), ==, 11);
    json_decref(heads);
    room_clear(&room);
}

/* What was marked has its picture: in the chain of events, and as a file of that hash. */
static void test_stills_of_the_roll(void)
{
    static const char *const sets[] = {"roll.stills=on", NULL};
    TestServer test;
    test_server_init(&test, sets);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    RoomClient *a = room_guest_new(&test, "a", ROLE_SITE, NULL);
    g_autofree char *folder = g_build_filename(test.folder, "stills", NULL);

    room_client_send_text(chair, "{\"type\":\"roll_begin\",\"mode\":\"auto\",\"id\":1}");
    wait_done(chair, 1);
    json_decref(wait_roll(chair, false));
    bool found = false;
    for (int i = 0; i < 1000 && !found; i++) { /* a turn of the server's loop each */
        room_client_send_text(chair, "{\"type\":\"ping\",\"t\":1}");
        json_decref(room_client_wait(chair, "pong"));
        g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
        const char *name = NULL;
        while (files != NULL && (name = g_dir_read_name(files)) != NULL) {
            found = found || strlen(name) == 64; /* a whole one: its hash */
        }
    }
    g_assert_true(found);
    room_client_free(chair);
    room_client_free(a);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_debug_enabled(FALSE); /* libsoup tells every frame */
    g_test_add_func("/room_proceedings/the_floor", test_the_floor);
    g_test_add_func("/room_proceedings/a_restart_forgets_nothing", test_a_restart_forgets_nothing);
    g_test_add_func("/room_proceedings/the_door", test_the_door);
    g_test_add_func("/room_proceedings/a_vote_and_the_end", test_a_vote_and_the_end);
    g_test_add_func("/room_proceedings/a_site_that_floods", test_a_site_that_floods);
    g_test_add_func("/room_proceedings/the_roll_by_itself", test_the_roll_by_itself);
    g_test_add_func(
            "/room_proceedings/the_roll_outlives_the_server", test_the_roll_outlives_the_server);
    g_test_add_func("/room_proceedings/stills_of_the_roll", test_stills_of_the_roll);
    return g_test_run();
}
