#include "signaling/app/recording_keeper.h"

#include "signaling/store/database_open.h"
#include "signaling/store/recording_book.h"
#include "tests/loop/room_client.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/test_server.h"

#define MEETING "demo"

/* A chair, inside, who records. */
typedef struct Room {
    TestServer test;
    RoomClient *chair;
    char *resume;
} Room;

static void room_init(Room *room)
{
    *room = (Room){0};
    test_server_init(&room->test, NULL);
    room->chair = room_guest_new(&room->test, "chair", ROLE_CHAIR, &room->resume);
}

static void room_clear(Room *room)
{
    room_client_free(room->chair);
    g_free(room->resume);
    test_server_clear(&room->test);
}

/* What comes of it, the news say. */
static void record(const Room *room, const char *action)
{
    room_client_send(room->chair,
            json_pack("{s:s, s:s, s:b}", "type", "record", "action", action, "stems", 1));
}

static bool has_alarm(const json_t *news, const char *word)
{
    const json_t *alarms = json_object_get(news, "alarms");
    for (size_t i = 0; i < json_array_size(alarms); i++) {
        if (g_strcmp0(json_string_value(json_array_get(alarms, i)), word) == 0) {
            return true;
        }
    }
    return false;
}

/* The first news that are so. @param alarm  NULL: whatever is amiss. @return a new reference */
static json_t *wait_news(RoomClient *client, const char *state, const char *alarm)
{
    for (;;) {
        json_t *news = room_client_wait(client, "recording");
        if (g_str_equal(room_message_text(news, "state"), state) &&
                (alarm == NULL || has_alarm(news, alarm))) {
            return news;
        }
        json_decref(news);
    }
}

static void wait_state(const Room *room, const char *state)
{
    json_decref(wait_news(room->chair, state, NULL));
}

/* Until the meeting's newest recording is so; the store writes when it can. @param spans  of how many */
static void wait_book(const Room *room, RecordingState state, guint spans, Recording *recording)
{
    g_autoptr(Database) database = database_open(room->test.folder, "", NULL);
    for (;;) {
        g_assert_true(recording_book_find(database, 1, recording, NULL));
        g_autoptr(GArray) found = recording_book_spans(database, 1, NULL);
        if (recording->id == 1 && recording->state == state && found->len == spans) {
            return;
        }
        recording_clear(recording);
        g_main_context_iteration(NULL, TRUE);
    }
}

static GArray *spans_of(const Room *room)
{
    g_autoptr(Database) database = database_open(room->test.folder, "", NULL);
    return recording_book_spans(database, 1, NULL);
}

static const RecordingSpan *span_at(const GArray *spans, guint i)
{
    g_assert_cmpint(i, <, spans->len);
    return &g_array_index(spans, RecordingSpan, i);
}

static void test_a_pause_is_a_span_of_the_same_file(void)
{
    Room room;
    g_auto(Recording) found = {0};
    room_init(&room);
    record(&room, "begin");
    wait_state(&room, "recording");
    record(&room, "pause");
    wait_state(&room, "paused");
    record(&room, "resume");
    wait_state(&room, "recording");
    room_guest_play(room.chair, "fake:dropped:0");
    record(&room, "end");
    wait_state(&room, "off");
    wait_book(&room, RECORDING_COMPLETING, 2, &found);
    g_autoptr(GArray) spans = spans_of(&room);
    g_assert_cmpstr(found.path, ==, MEETING "/1.webm");
    g_assert_cmpstr(found.reason, ==, "");
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpstr(span_at(spans, i)->path, ==, MEETING "/1-1.webm");
        g_assert_cmpint(span_at(spans, i)->wall_start_us, >, 0);
    }
    g_assert_cmpint(span_at(spans, 0)->wall_end_us, <=, span_at(spans, 1)->wall_start_us);
    room_clear(&room);
}

static void test_what_the_media_server_finds_is_told(void)
{
    Room room;
    room_init(&room);
    record(&room, "begin");
    wait_state(&room, "recording");
    room_guest_play(room.chair, "fake:dropped:5");
    json_t *news = wait_news(room.chair, "recording", "dropped");
    g_assert_true(has_alarm(news, "stems")); /* those of the sites cannot be written, too */
    g_assert_true(room_message_says(news, "stems"));
    g_assert_cmpint(json_integer_value(json_object_get(news, "bytes")), ==, 70000);
    json_decref(news);
    room_guest_play(room.chair, "fake:dropped:5"); /* no more than before */
    news = wait_news(room.chair, "recording", NULL);
    g_assert_false(has_alarm(news, "dropped"));
    g_assert_false(has_alarm(news, "stems"));
    json_decref(news);
    room_clear(&room);
}

static void test_a_file_that_cannot_be_written_on_is_followed_by_another(void)
{
    Room room;
    g_auto(Recording) found = {0};
    room_init(&room);
    record(&room, "begin");
    for (int i = 0; i < RECORDING_KEEPER_TRIES_MAX; i++) {
        wait_state(&room, "recording");
        room_guest_play(room.chair, "fake:fault:disk");
        json_decref(wait_news(
                room.chair, i + 1 < RECORDING_KEEPER_TRIES_MAX ? "waiting" : "off", "interrupted"));
    }
    wait_book(&room, RECORDING_COMPLETING, RECORDING_KEEPER_TRIES_MAX, &found);
    g_assert_cmpstr(found.reason, ==, "disk");
    g_autoptr(GArray) spans = spans_of(&room);
    for (guint i = 0; i < RECORDING_KEEPER_TRIES_MAX; i++) {
        g_autofree char *path = g_strdup_printf(MEETING "/1-%u.webm", i + 1);
        g_assert_cmpstr(span_at(spans, i)->path, ==, path);
        g_assert_cmpint(span_at(spans, i)->wall_end_us, >, 0);
    }
    room_clear(&room);
}

/* It does not get better by another file. */
static void test_a_full_disk_ends_it(void)
{
    Room room;
    g_auto(Recording) found = {0};
    room_init(&room);
    record(&room, "begin");
    wait_state(&room, "recording");
    room_guest_play(room.chair, "fake:fault:disk_full");
    json_t *news = wait_news(room.chair, "off", NULL);
    g_assert_cmpstr(room_message_text(news, "reason"), ==, "disk_full");
    json_decref(news);
    wait_book(&room, RECORDING_COMPLETING, 1, &found);
    g_assert_cmpstr(found.reason, ==, "disk_full");
    room_clear(&room);
}

static void test_another_media_server_another_file(void)
{
    Room room;
    g_auto(Recording) found = {0};
    room_init(&room);
    record(&room, "begin");
    wait_state(&room, "recording");
    room_guest_play(room.chair, "fake:die");
    wait_state(&room, "waiting");
    wait_state(&room, "recording");
    wait_book(&room, RECORDING_RECORDING, 2, &found);
    g_autoptr(GArray) spans = spans_of(&room);
    g_assert_cmpint(span_at(spans, 0)->wall_end_us, >, 0);
    g_assert_cmpstr(span_at(spans, 1)->path, ==, MEETING "/1-2.webm");
    room_clear(&room);
}

/* A server that was started again finds the media server writing: the same file, the same span. */
static void test_a_server_that_comes_back_lets_it_go_on(void)
{
    Room room;
    g_auto(Recording) found = {0};
    room_init(&room);
    record(&room, "begin");
    wait_state(&room, "recording");
    test_server_restart(&room.test);
    room_client_free(room.chair);
    room.chair = room_guest_new(&room.test, "chair", ROLE_CHAIR, NULL);
    record(&room, "pause"); /* in the file that there is */
    wait_state(&room, "paused");
    record(&room, "resume");
    wait_state(&room, "recording");
    wait_book(&room, RECORDING_RECORDING, 2, &found);
    g_autoptr(GArray) spans = spans_of(&room);
    g_assert_cmpstr(span_at(spans, 1)->path, ==, MEETING "/1-1.webm");
    room_clear(&room);
}

/* A chair who offers no media yet: a meeting that is recorded would have it say first that it knows. */
static RoomClient *enter(const TestServer *test)
{
    g_autofree char *token = test_server_token(test, "chair", ROLE_CHAIR);
    RoomClient *client = room_client_new(server_url(test->server));
    json_decref(room_client_join(client, token, NULL));
    return client;
}

/* A meeting that was called without notice, to be recorded with the sound of each site. */
static void call_at_once(TestServer *test)
{
    test_server_init(test, NULL);
    g_autoptr(Database) database = database_open(test->folder, "", NULL);
    g_assert_true(database_run(database,
            "UPDATE meetings SET adhoc = 1, records = 1, stems = 1, state = 'live',"
            " start = 1795334400000000 WHERE code = '" MEETING "'",
            DATABASE_NO_VALUES, NULL, NULL));
}

/* It is recorded before anybody says so. */
static void test_one_that_is_held_at_once_is_recorded_from_its_opening(void)
{
    TestServer test;
    call_at_once(&test);
    RoomClient *chair = enter(&test);
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"pause\"}"); /* it can be */
    json_t *news = wait_news(chair, "paused", NULL);
    g_assert_true(room_message_says(news, "stems"));
    json_decref(news);
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"end\"}");
    json_decref(wait_news(chair, "off", NULL));
    room_client_free(chair);
    test_server_clear(&test);
}

/* What somebody has ended stays ended: a server that comes back begins nothing. */
static void test_one_that_was_ended_by_hand_stays_ended(void)
{
    TestServer test;
    call_at_once(&test);
    RoomClient *chair = enter(&test);
    json_decref(wait_news(chair, "recording", NULL));
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"end\"}");
    json_decref(wait_news(chair, "off", NULL));
    test_server_restart(&test);
    room_client_free(chair);
    chair = enter(&test);
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"pause\",\"id\":1}");
    json_t *outcome = room_client_wait_outcome(chair, 1);
    g_assert_cmpstr(
            room_message_text(outcome, "type"), ==, "error"); /* there is nothing to pause */
    json_decref(outcome);
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"begin\",\"id\":2}");
    outcome = room_client_wait_outcome(chair, 2);
    g_assert_cmpstr(room_message_text(outcome, "type"), ==, "done");
    json_decref(outcome);
    json_decref(wait_news(chair, "recording", NULL));
    {
        g_auto(Recording) found = {0};
        g_autoptr(Database) database = database_open(test.folder, "", NULL);
        g_assert_true(recording_book_find(database, 2, &found, NULL));
        g_assert_cmpint(found.id, ==, 2); /* the first since then */
        g_assert_cmpint(found.state, ==, RECORDING_RECORDING);
    }
    room_client_free(chair);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_keeper/a_pause_is_a_span_of_the_same_file",
            test_a_pause_is_a_span_of_the_same_file);
    g_test_add_func("/recording_keeper/what_the_media_server_finds_is_told",
            test_what_the_media_server_finds_is_told);
    g_test_add_func("/recording_keeper/a_file_that_cannot_be_written_on_is_followed_by_another",
            test_a_file_that_cannot_be_written_on_is_followed_by_another);
    g_test_add_func("/recording_keeper/a_full_disk_ends_it", test_a_full_disk_ends_it);
    g_test_add_func("/recording_keeper/another_media_server_another_file",
            test_another_media_server_another_file);
    g_test_add_func("/recording_keeper/a_server_that_comes_back_lets_it_go_on",
            test_a_server_that_comes_back_lets_it_go_on);
    g_test_add_func("/recording_keeper/one_that_is_held_at_once_is_recorded_from_its_opening",
            test_one_that_is_held_at_once_is_recorded_from_its_opening);
    g_test_add_func("/recording_keeper/one_that_was_ended_by_hand_stays_ended",
            test_one_that_was_ended_by_hand_stays_ended);
    return g_test_run();
}
