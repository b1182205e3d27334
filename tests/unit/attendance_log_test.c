#include "signaling/store/attendance_log.h"

#include "tests/fakes/test_database.h"

static void on_attendance(const AttendanceRecord *record, void *user_data)
{
    g_string_append_printf(user_data, "%s:%s ", record->identity, record->event);
}

static AttendanceRecord record_of(const char *meeting, const char *event)
{
    return (AttendanceRecord){.time_us = 1,
            .meeting = (char *)meeting,
            .identity = (char *)"a",
            .name = (char *)"A",
            .role = (char *)"site",
            .event = (char *)event,
            .how = (char *)"browser"};
}

static void append(Database *database, const char *meeting, const char *event)
{
    const AttendanceRecord record = record_of(meeting, event);
    g_assert_true(attendance_log_append(database, &record, NULL));
}

static void test_it_is_only_added_to(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    append(database, "demo", "joined");
    append(database, "demo", "left");
    append(database, "another", "left");
    g_assert_false(
            database_run(database, "DELETE FROM attendance_log", DATABASE_NO_VALUES, NULL, NULL));
    g_assert_false(database_run(
            database, "UPDATE attendance_log SET time_us = 0", DATABASE_NO_VALUES, NULL, NULL));
    g_autoptr(GString) log = g_string_new(NULL);
    g_assert_true(attendance_log_each(database, "DEMO", on_attendance, log, NULL));
    g_assert_cmpstr(log->str, ==, "a:joined a:left ");

    append(database, "another", "lost");
    g_autoptr(GString) present = g_string_new(NULL);
    g_assert_true(attendance_log_present(database, on_attendance, present, NULL));
    g_assert_cmpstr(present->str, ==, "a:lost "); /* in the other meeting; from demo it has gone */
    database_close(database);
    test_database_clear(&place);
}

static void test_a_submitted_line_is_written(void)
{
    TestDatabase place;
    test_database_init(&place);
    Store *store = store_new(place.folder, place.url, NULL);
    const AttendanceRecord record = record_of("demo", "joined");

    attendance_log_submit(store, &record);
    store_free(store);
    Database *database = test_database_open(&place);
    g_autoptr(GString) log = g_string_new(NULL);
    g_assert_true(attendance_log_each(database, "demo", on_attendance, log, NULL));
    g_assert_cmpstr(log->str, ==, "a:joined ");
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_log/it_is_only_added_to", test_it_is_only_added_to);
    g_test_add_func(
            "/attendance_log/a_submitted_line_is_written", test_a_submitted_line_is_written);
    return g_test_run();
}
