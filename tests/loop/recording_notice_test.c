#include "tests/loop/http_ask.h"
#include "tests/loop/room_client.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/test_server.h"

/* A chair and a site, inside, in a meeting that is recorded from then on. */
typedef struct Room {
    TestServer test;
    RoomClient *chair;
    RoomClient *a;
} Room;

static void say(RoomClient *client, const char *text, int64_t id)
{
    room_client_send_text(client, text);
    json_t *done = room_client_wait(client, "done");
    g_assert_cmpint(json_integer_value(json_object_get(done, "id")), ==, id);
    json_decref(done);
}

static void room_init(Room *room)
{
    test_server_init(&room->test, NULL);
    room->chair = room_guest_new(&room->test, "chair", ROLE_CHAIR, NULL);
    room->a = room_guest_new(&room->test, "a", ROLE_SITE, NULL);
    say(room->chair, "{\"type\":\"record\",\"action\":\"begin\",\"id\":1}", 1);
}

static void room_clear(Room *room)
{
    room_client_free(room->chair);
    room_client_free(room->a);
    test_server_clear(&room->test);
}

/* The notice, and whether the client is not connected before it has answered. */
static void wait_notice(RoomClient *client, bool owed)
{
    json_t *notice = room_client_wait(client, "record_notice");
    g_assert_true(room_message_says(notice, "owed") == owed);
    g_assert_cmpint(json_integer_value(json_object_get(notice, "recording")), >, 0);
    json_decref(notice);
}

static RoomClient *come(const Room *room, const char *name)
{
    RoomClient *client = room_client_new(server_url(room->test.server));
    g_autofree char *token = test_server_token(&room->test, name, ROLE_SITE);
    json_decref(room_client_join(client, token, NULL));
    return client;
}

static void test_who_is_there_is_told(void)
{
    Room room;
    room_init(&room);
    wait_notice(room.a, false);
    say(room.a, "{\"type\":\"record_ack\",\"version\":2,\"id\":7}", 7);
    say(room.a, "{\"type\":\"record_ack\",\"id\":8}", 8);
    room_clear(&room);
}

/* The answer to an offer comes after the answer to the notice, not before. */
static void test_who_comes_later_says_so_first(void)
{
    Room room;
    room_init(&room);
    RoomClient *late = come(&room, "late");
    wait_notice(late, true);
    room_client_send_text(late, "{\"type\":\"offer\",\"id\":1,\"sdp\":\"first\",\"fresh\":true}");
    room_client_send_text(late, "{\"type\":\"offer\",\"id\":2,\"sdp\":\"second\",\"fresh\":true}");
    room_client_send_text(late, "{\"type\":\"ping\",\"t\":1}");
    json_decref(room_client_wait(late, "pong"));
    room_client_send_text(late, "{\"type\":\"record_ack\"}");
    json_t *answer = room_client_wait(late, "answer");
    g_assert_cmpint(json_integer_value(json_object_get(answer, "id")), ==, 2);
    json_decref(answer);
    room_client_wait_state(room.a, "site:late", "connected");

    /* It has said so: it is not asked again. */
    room_client_free(late);
    late = come(&room, "late");
    g_autofree char *resume = room_client_offer(late, "offer");
    g_assert_nonnull(resume);
    room_client_free(late);
    room_clear(&room);
}

/* Who goes while its offer waits is gone, and nothing is left of it. */
static void test_who_will_not_is_not_connected(void)
{
    Room room;
    room_init(&room);
    RoomClient *late = come(&room, "late");
    wait_notice(late, true);
    room_client_send_text(late, "{\"type\":\"offer\",\"id\":1,\"sdp\":\"offer\",\"fresh\":true}");
    room_client_free(late);
    say(room.chair, "{\"type\":\"record\",\"action\":\"end\",\"id\":2}", 2);
    late = come(&room, "late");
    g_autofree char *resume = room_client_offer(late, "offer");
    g_assert_nonnull(resume);
    room_client_free(late);
    room_clear(&room);
}

/* Offers over HTTP. @param heard  the notice that is played to it first; NULL: none */
static void offer(const Room *room, const char *path, const char *name, Role role, bool recorded,
        const char *heard)
{
    g_autofree char *token = test_server_token(&room->test, name, role);
    g_autofree char *notice = g_strdup_printf("a=notice:%s\r\n", heard != NULL ? heard : "");
    HttpReply reply = http_ask(&room->test,
            &(HttpAsk){.method = "POST",
                    .path = path,
                    .token = token,
                    .type = "application/sdp",
                    .body = "v=0"});
    g_assert_cmpuint(reply.status, ==, 201);
    g_assert_true(http_reply_has(&reply, notice));
    g_assert_cmpstr(http_reply_header(&reply, "Giaoban-Recording"), ==, recorded ? "on" : NULL);
    g_assert_true((http_reply_header(&reply, "Link") != NULL) == recorded);
    http_reply_clear(&reply);
}

static void wait_told(RoomClient *chair, const char *site, const char *how)
{
    json_t *told = room_client_wait(chair, "record_told");
    g_assert_cmpstr(room_message_text(told, "site"), ==, site);
    g_assert_cmpstr(room_message_text(told, "how"), ==, how);
    json_decref(told);
}

/* Who has no page hears it first, or reads it in the answer; the chair learns of it, and nobody is told twice. */
static void test_who_has_no_page_is_told_first(void)
{
    Room room;
    room_init(&room);
    say(room.a, "{\"type\":\"record_ack\",\"id\":7}", 7);
    wait_told(room.chair, "site:a", "seen");
    offer(&room, "/whep/demo", "wall", ROLE_VIEWER, true, "spoken");
    wait_told(room.chair, "viewer:wall", "spoken");
    offer(&room, "/whep/demo", "wall", ROLE_VIEWER, true, NULL);
    offer(&room, "/whip/demo", "obs", ROLE_SITE, true, NULL);
    wait_told(room.chair, "site:obs", "written");
    test_server_restart(&room.test);
    offer(&room, "/whep/demo", "wall", ROLE_VIEWER, true, NULL);
    room_clear(&room);
}

static void test_what_is_not_recorded_needs_no_notice(void)
{
    Room room;
    room_init(&room);
    say(room.chair, "{\"type\":\"record\",\"action\":\"end\",\"id\":2}", 2);
    offer(&room, "/whep/demo", "wall", ROLE_VIEWER, false, NULL);
    room_clear(&room);
}

/* A server that was started again knows who was told, and who has answered. */
static void test_a_restart_forgets_nothing(void)
{
    Room room;
    room_init(&room);
    say(room.a, "{\"type\":\"record_ack\",\"id\":7}", 7);
    test_server_restart(&room.test);
    RoomClient *a = come(&room, "a");
    g_autofree char *resume = room_client_offer(a, "offer");
    g_assert_nonnull(resume);
    RoomClient *late = come(&room, "late");
    wait_notice(late, true);
    room_client_free(late);
    room_client_free(a);
    room_clear(&room);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_notice/who_is_there_is_told", test_who_is_there_is_told);
    g_test_add_func(
            "/recording_notice/who_comes_later_says_so_first", test_who_comes_later_says_so_first);
    g_test_add_func(
            "/recording_notice/who_will_not_is_not_connected", test_who_will_not_is_not_connected);
    g_test_add_func(
            "/recording_notice/who_has_no_page_is_told_first", test_who_has_no_page_is_told_first);
    g_test_add_func("/recording_notice/what_is_not_recorded_needs_no_notice",
            test_what_is_not_recorded_needs_no_notice);
    g_test_add_func("/recording_notice/a_restart_forgets_nothing", test_a_restart_forgets_nothing);
    return g_test_run();
}
