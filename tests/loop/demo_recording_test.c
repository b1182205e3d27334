#include "signaling/app/demo_recording.h"

#include "tests/loop/room_client.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/test_server.h"

enum { SECONDS = 70 /* longer than it takes */ };

static const Proceedings *state_of(const TestServer *test)
{
    Conference *conference = conference_service_find(server_conferences(test->server), "demo");
    return meeting_conduct_state(conference_conduct(conference));
}

/* So many seconds, each with what it leads to: what the server does is written down before the next one. */
static void pass(DemoRecording *recording, RoomClient *client, int seconds)
{
    for (int i = 0; i < seconds; i++) {
        demo_recording_tick(recording);
        room_client_send_text(client, "{\"type\":\"lock\",\"on\":false,\"id\":1}");
        json_decref(room_client_wait(client, "done"));
    }
}

static void test_once_and_for_a_minute(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    RoomClient *chair = room_guest_new(&test, "chair", ROLE_CHAIR, NULL);
    g_autoptr(DemoRecording) recording =
            demo_recording_new(server_conferences(test.server), "demo", 2);

    pass(recording, chair, 3);
    g_assert_cmpint(proceedings_recording(state_of(&test))->id, ==, 0); /* one is missing */
    RoomClient *site = room_guest_new(&test, "a", ROLE_SITE, NULL);
    pass(recording, chair, 10);
    const int64_t id = proceedings_recording(state_of(&test))->id;
    g_assert_cmpint(id, >, 0);
    g_assert_true(proceedings_recording(state_of(&test))->on);
    g_assert_true(agenda_page_is(
            proceedings_agenda(state_of(&test)), 1, "Khai mạc, giới thiệu đại biểu"));
    pass(recording, chair, SECONDS);
    g_assert_false(proceedings_recording(state_of(&test))->on);
    g_assert_true(agenda_page_is(proceedings_agenda(state_of(&test)), 0, ""));

    /* At its next start there is one. */
    g_autoptr(DemoRecording) again = demo_recording_new(server_conferences(test.server), "demo", 2);
    pass(again, chair, 3);
    g_assert_cmpint(proceedings_recording(state_of(&test))->id, ==, id);
    room_client_free(site);
    room_client_free(chair);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/demo_recording/once_and_for_a_minute", test_once_and_for_a_minute);
    return g_test_run();
}
