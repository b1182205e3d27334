#include "signaling/store/meeting_events.h"

#include "tests/fakes/test_database.h"

#include <string.h>

static bool append(Database *database, const char *meeting, int64_t time_us, const char *detail)
{
    return meeting_events_append(database,
            &(MeetingEvent){.meeting = meeting,
                    .time_us = time_us,
                    .actor = "site:a",
                    .kind = "chat",
                    .detail = detail},
            false, NULL);
}

static bool on_event(const MeetingEvent *event, void *user_data)
{
    g_string_append_printf(user_data, "%s@%" G_GINT64_FORMAT " ", event->detail, event->time_us);
    g_assert_cmpuint(strlen(event->hash), ==, 64);
    return event->time_us < 3;
}

static void test_events_come_back_in_order(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_autoptr(GString) seen = g_string_new(NULL);

    g_assert_true(append(database, "demo", 1, "một"));
    g_assert_true(append(database, "other", 2, "x"));
    g_assert_true(append(database, "demo", 2, "hai"));
    g_assert_true(append(database, "demo", 3, "ba"));
    g_assert_true(append(database, "demo", 4, "bốn"));
    g_assert_true(meeting_events_each(database, "DEMO", 0, on_event, seen, NULL));
    g_assert_cmpstr(seen->str, ==, "một@1 hai@2 ba@3 "); /* as long as it wanted */
    g_string_truncate(seen, 0);
    g_assert_true(meeting_events_each(database, "demo", 4, on_event, seen, NULL));
    g_assert_cmpstr(seen->str, ==, "bốn@4 ");
    database_close(database);
    test_database_clear(&place);
}

static void test_rows_are_never_changed(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_autoptr(GError) error = NULL;

    g_assert_true(append(database, "demo", 1, "{}"));
    g_assert_false(database_run(
            database, "UPDATE meeting_events SET detail = 'x'", DATABASE_NO_VALUES, NULL, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_false(
            database_run(database, "DELETE FROM meeting_events", DATABASE_NO_VALUES, NULL, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    database_close(database);
    test_database_clear(&place);
}

static void test_the_first_broken_row_is_found(void)
{
    static const struct {
        const char *damage;
        int64_t broken;
        const char *reason;
    } rows[] = {
            {"SELECT 1", 0, "as it was written"},
            {"UPDATE meeting_events SET detail = 'x' WHERE id = 2", 2, "another text"},
            {"UPDATE meeting_events SET time_us = 9 WHERE id = 3", 3, "another time"},
            {"DELETE FROM meeting_events WHERE id = 1", 2, "the first is gone"},
            {"DELETE FROM meeting_events WHERE id = 2", 3, "one in the middle is gone"},
            {"UPDATE meeting_events SET meeting = 'demo' WHERE id = 4", 4, "another meeting's"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TestDatabase place;
        test_database_init(&place);
        Database *database = test_database_open(&place);
        int64_t broken = -1;
        g_assert_true(append(database, "demo", 1, "a"));
        g_assert_true(append(database, "demo", 2, "b"));
        g_assert_true(append(database, "demo", 3, "c"));
        g_assert_true(append(database, "other", 4, "d"));
        g_assert_true(database_script(database, "{allow_change meeting_events}", NULL));
        g_assert_true(database_script(database, rows[i].damage, NULL));
        g_assert_true(meeting_events_verify(database, "demo", NULL, &broken, NULL));
        g_test_message("%s", rows[i].reason);
        g_assert_cmpint(broken, ==, rows[i].broken);
        database_close(database);
        test_database_clear(&place);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_events/events_come_back_in_order", test_events_come_back_in_order);
    g_test_add_func("/meeting_events/rows_are_never_changed", test_rows_are_never_changed);
    g_test_add_func(
            "/meeting_events/the_first_broken_row_is_found", test_the_first_broken_row_is_found);
    return g_test_run();
}
