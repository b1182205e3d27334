#include "signaling/store/database.h"

#include "signaling/store/database_open.h"
#include "signaling/store/database_schema.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

typedef struct Folder {
    char *path;
} Folder;

static void folder_init(Folder *folder)
{
    folder->path = g_dir_make_tmp("database_XXXXXX", NULL);
    g_assert_nonnull(folder->path);
}

static void folder_clear(Folder *folder)
{
    static const char *const files[] = {"giaoban.db", "giaoban.db-wal", "giaoban.db-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(folder->path, files[i], NULL);
        (void)g_unlink(path);
    }
    g_assert_cmpint(g_rmdir(folder->path), ==, 0);
    g_free(folder->path);
}

/* SQL of an ill-wisher, beside the program. */
static int raw(const Folder *folder, const char *sql)
{
    g_autofree char *path = g_build_filename(folder->path, "giaoban.db", NULL);
    sqlite3 *connection = NULL;
    g_assert_cmpint(sqlite3_open(path, &connection), ==, SQLITE_OK);
    const int status = sqlite3_exec(connection, sql, NULL, NULL, NULL);
    sqlite3_close(connection);
    return status;
}

static void on_meeting(const MeetingRecord *meeting, void *user_data)
{
    g_string_append_printf(user_data, "%s=%s ", meeting->code, meeting->title);
}

static void on_attendance(const AttendanceRecord *record, void *user_data)
{
    g_string_append_printf(user_data, "%s:%s ", record->identity, record->event);
}

static void test_meetings(void)
{
    Folder folder;
    folder_init(&folder);
    g_autoptr(GError) error = NULL;
    Database *database = database_open(folder.path, &error);
    g_assert_no_error(error);

    const MeetingRecord meeting = {
            .code = (char *)"Demo", .title = (char *)"Họp \"đột xuất\"", .created_us = 5};
    g_assert_true(database_add_meeting(database, &meeting, NULL));
    g_assert_false(database_add_meeting(database, &meeting, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_EXISTS);
    g_clear_error(&error);

    MeetingRecord found = {0};
    g_assert_true(database_find_meeting(database, "dEMO", &found, NULL));
    g_assert_cmpstr(found.code, ==, "Demo");
    g_assert_cmpstr(found.title, ==, "Họp \"đột xuất\"");
    g_assert_cmpint(found.created_us, ==, 5);
    meeting_record_clear(&found);
    g_assert_true(database_find_meeting(database, "' OR 1=1", &found, NULL));
    g_assert_null(found.code);

    /* Another process adds one while this one has the database open. */
    Database *other = database_open(folder.path, NULL);
    const MeetingRecord second = {.code = (char *)"b", .title = (char *)"B", .created_us = 4};
    g_assert_true(database_add_meeting(other, &second, NULL));
    database_close(other);
    g_autoptr(GString) all = g_string_new(NULL);
    g_assert_true(database_each_meeting(database, on_meeting, all, NULL));
    g_assert_cmpstr(all->str, ==, "b=B Demo=Họp \"đột xuất\" ");
    database_close(database);
    folder_clear(&folder);
}

static void test_attendance_is_only_added_to(void)
{
    Folder folder;
    folder_init(&folder);
    Database *database = database_open(folder.path, NULL);
    AttendanceRecord record = {.time_us = 1,
            .meeting = (char *)"demo",
            .identity = (char *)"a",
            .name = (char *)"A",
            .role = (char *)"site",
            .event = (char *)"joined",
            .how = (char *)"browser"};

    g_assert_true(database_begin(database, NULL));
    g_assert_true(database_append_attendance(database, &record, NULL));
    record.event = (char *)"left";
    g_assert_true(database_append_attendance(database, &record, NULL));
    record.meeting = (char *)"another";
    g_assert_true(database_append_attendance(database, &record, NULL));
    g_assert_true(database_commit(database, NULL));

    g_assert_cmpint(raw(&folder, "DELETE FROM attendance_log"), ==, SQLITE_CONSTRAINT);
    g_assert_cmpint(raw(&folder, "UPDATE attendance_log SET time_us = 0"), ==, SQLITE_CONSTRAINT);
    g_autoptr(GString) log = g_string_new(NULL);
    g_assert_true(database_each_attendance(database, "DEMO", on_attendance, log, NULL));
    g_assert_cmpstr(log->str, ==, "a:joined a:left ");

    record.event = (char *)"lost";
    g_assert_true(database_append_attendance(database, &record, NULL));
    g_autoptr(GString) present = g_string_new(NULL);
    g_assert_true(database_each_present(database, on_attendance, present, NULL));
    g_assert_cmpstr(present->str, ==, "a:lost "); /* in the other meeting; from demo it has gone */
    database_close(database);
    folder_clear(&folder);
}

static void on_line(const LineRecord *record, void *user_data)
{
    g_string_append_printf(user_data, "%s@%d:%.1f/%.1f:%.1f ", record->identity,
            (int)record->sample.time_us, record->sample.spans[LINE_IN_BPS].average,
            record->sample.spans[LINE_IN_BPS].maximum,
            record->sample.spans[LINE_JITTER_MS].maximum);
}

static void test_lines_come_back_by_site_and_time(void)
{
    static const struct {
        const char *meeting;
        const char *identity;
        int64_t time_us;
    } rows[] = {{"demo", "b", 1}, {"demo", "a", 2}, {"demo", "b", 3}, {"other", "a", 1},
            {"demo", "a", 1}};
    Folder folder;
    folder_init(&folder);
    Database *database = database_open(folder.path, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LineRecord record = {
                .meeting = (char *)rows[i].meeting,
                .identity = (char *)rows[i].identity,
                .name = (char *)"A",
                .sample = {.time_us = rows[i].time_us,
                        .spans = {[LINE_IN_BPS] = {1.5, 2.5}, [LINE_JITTER_MS] = {0, 7}}},
        };
        g_assert_true(database_append_line(database, &record, NULL));
    }
    g_autoptr(GString) lines = g_string_new(NULL);
    g_assert_true(database_each_line(database, "DEMO", on_line, lines, NULL));
    g_assert_cmpstr(
            lines->str, ==, "a@1:1.5/2.5:7.0 a@2:1.5/2.5:7.0 b@1:1.5/2.5:7.0 b@3:1.5/2.5:7.0 ");
    database_close(database);
    folder_clear(&folder);
}

/* What an earlier version wrote is still there after the steps to the newest form. */
static void test_an_older_form_is_brought_up(void)
{
    Folder folder;
    folder_init(&folder);
    g_assert_cmpint(raw(&folder, database_schema_step(1)), ==, SQLITE_OK);
    g_assert_cmpint(
            raw(&folder, "INSERT INTO meetings VALUES ('demo', 'D', 1); PRAGMA user_version = 1"),
            ==, SQLITE_OK);
    g_autoptr(GError) error = NULL;
    Database *database = database_open(folder.path, &error);
    g_assert_no_error(error);
    g_auto(MeetingRecord) found = {0};
    g_assert_true(database_find_meeting(database, "demo", &found, NULL));
    g_assert_cmpstr(found.title, ==, "D");
    const LineRecord record = {.meeting = (char *)"demo"};
    g_assert_true(database_append_line(database, &record, NULL));
    database_close(database);
    folder_clear(&folder);
}

static void test_forms(void)
{
    Folder folder;
    folder_init(&folder);
    g_autoptr(GError) error = NULL;

    database_close(database_open(folder.path, &error));
    g_assert_no_error(error);
    g_assert_cmpint(raw(&folder, "PRAGMA user_version = 9999"), ==, SQLITE_OK);
    g_assert_null(database_open(folder.path, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NEWER);
    for (int number = 1; number <= database_schema_newest(); number++) {
        g_assert_nonnull(database_schema_step(number));
    }
    folder_clear(&folder);
}

static void test_no_database(void)
{
    Folder folder;
    folder_init(&folder);
    g_autofree char *path = g_build_filename(folder.path, "giaoban.db", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(
            g_file_set_contents(path, "this is no database, but a long enough text", -1, NULL));
    g_assert_null(database_open(folder.path, &error));
    g_assert_nonnull(error);
    g_assert_null(database_open("/proc/nowhere", NULL));
    folder_clear(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/database/meetings", test_meetings);
    g_test_add_func("/database/attendance_is_only_added_to", test_attendance_is_only_added_to);
    g_test_add_func(
            "/database/lines_come_back_by_site_and_time", test_lines_come_back_by_site_and_time);
    g_test_add_func("/database/an_older_form_is_brought_up", test_an_older_form_is_brought_up);
    g_test_add_func("/database/forms", test_forms);
    g_test_add_func("/database/no_database", test_no_database);
    return g_test_run();
}
