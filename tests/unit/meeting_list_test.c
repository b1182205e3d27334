#include "signaling/store/meeting_list.h"

#include "tests/fakes/test_database.h"

typedef struct Asked {
    GMainLoop *loop;
    unsigned due;
    unsigned found;
    unsigned missing;
} Asked;

static void on_meeting(const MeetingRecord *meeting, void *user_data)
{
    g_string_append_printf(user_data, "%s=%s ", meeting->code, meeting->title);
}

static void test_meetings(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    const MeetingRecord meeting = {
            .code = (char *)"Demo", .title = (char *)"Họp \"đột xuất\"", .created_us = 5};
    g_assert_true(meeting_list_add(database, &meeting, NULL));
    g_assert_false(meeting_list_add(database, &meeting, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_EXISTS);

    MeetingRecord found = {0};
    g_assert_true(meeting_list_find(database, "dEMO", &found, NULL));
    g_assert_cmpstr(found.code, ==, "Demo");
    g_assert_cmpstr(found.title, ==, "Họp \"đột xuất\"");
    g_assert_cmpint(found.created_us, ==, 5);
    meeting_record_clear(&found);
    g_assert_true(meeting_list_find(database, "' OR 1=1", &found, NULL));
    g_assert_null(found.code);

    /* Another process adds one while this one has the database open. */
    Database *other = test_database_open(&place);
    const MeetingRecord second = {.code = (char *)"b", .title = (char *)"B", .created_us = 4};
    g_assert_true(meeting_list_add(other, &second, NULL));
    database_close(other);
    g_autoptr(GString) all = g_string_new(NULL);
    g_assert_true(meeting_list_each(database, on_meeting, all, NULL));
    g_assert_cmpstr(all->str, ==, "b=B Demo=Họp \"đột xuất\" ");
    database_close(database);
    test_database_clear(&place);
}

static void on_reply(const MeetingRecord *meeting, const GError *error, void *user_data)
{
    Asked *asked = user_data;
    g_assert_no_error(error);
    if (meeting != NULL) {
        g_assert_cmpstr(meeting->title, ==, "Giao ban");
        asked->found++;
    } else {
        asked->missing++;
    }
    if (--asked->due == 0) {
        g_main_loop_quit(asked->loop);
    }
}

static void test_answers_come_back(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const MeetingRecord meeting = {.code = (char *)"demo", .title = (char *)"Giao ban"};
    g_assert_true(meeting_list_add(database, &meeting, NULL));
    database_close(database);
    Store *store = store_new(place.folder, place.url, NULL);
    Asked asked = {.loop = g_main_loop_new(NULL, FALSE), .due = 200};

    for (unsigned i = 0; i < 100; i++) {
        g_assert_true(meeting_list_ask(store, "demo", on_reply, &asked));
        g_assert_true(meeting_list_ask(store, "none", on_reply, &asked));
    }
    g_main_loop_run(asked.loop);
    g_assert_cmpuint(asked.found, ==, 100);
    g_assert_cmpuint(asked.missing, ==, 100);
    g_main_loop_unref(asked.loop);
    store_free(store);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_list/meetings", test_meetings);
    g_test_add_func("/meeting_list/answers_come_back", test_answers_come_back);
    return g_test_run();
}
