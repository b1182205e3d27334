#include "signaling/store/store.h"

#include "signaling/store/database_open.h"

#include <glib/gstdio.h>

enum { LINES = 1000 };

typedef struct Asked {
    GMainLoop *loop;
    unsigned due;
    unsigned found;
    unsigned missing;
} Asked;

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

static void never_called(const MeetingRecord *meeting, const GError *error, void *user_data)
{
    g_assert_not_reached();
}

static void count_line(const AttendanceRecord *record, void *user_data)
{
    ++*(unsigned *)user_data;
}

static char *make_folder(void)
{
    char *folder = g_dir_make_tmp("store_XXXXXX", NULL);
    Database *database = database_open(folder, NULL);
    const MeetingRecord meeting = {.code = (char *)"demo", .title = (char *)"Giao ban"};
    g_assert_true(database_add_meeting(database, &meeting, NULL));
    database_close(database);
    return folder;
}

static void remove_folder(char *folder)
{
    static const char *const files[] = {"giaoban.db", "giaoban.db-wal", "giaoban.db-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(folder, files[i], NULL);
        (void)g_unlink(path);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_free(folder);
}

static void test_answers_come_back(void)
{
    char *folder = make_folder();
    Store *store = store_new(folder, NULL);
    Asked asked = {.loop = g_main_loop_new(NULL, FALSE), .due = 200};

    for (unsigned i = 0; i < 100; i++) {
        g_assert_true(store_find_meeting(store, "demo", on_reply, &asked));
        g_assert_true(store_find_meeting(store, "none", on_reply, &asked));
    }
    g_main_loop_run(asked.loop);
    g_assert_cmpuint(asked.found, ==, 100);
    g_assert_cmpuint(asked.missing, ==, 100);
    g_main_loop_unref(asked.loop);
    store_free(store);
    remove_folder(folder);
}

static void test_the_end_waits_for_what_was_written(void)
{
    char *folder = make_folder();
    Store *store = store_new(folder, NULL);
    const AttendanceRecord record = {
            .meeting = (char *)"demo", .identity = (char *)"a", .event = (char *)"joined"};

    g_assert_true(store_find_meeting(store, "demo", never_called, NULL));
    for (int i = 0; i < LINES; i++) {
        store_append_attendance(store, &record);
    }
    g_assert_cmpuint(store_stats(store).refused, ==, 0);
    store_free(store);

    Database *database = database_open(folder, NULL);
    unsigned lines = 0;
    g_assert_true(database_each_attendance(database, "demo", count_line, &lines, NULL));
    g_assert_cmpuint(lines, ==, LINES);
    database_close(database);
    remove_folder(folder);
}

static void test_the_queue_is_bounded(void)
{
    char *folder = make_folder();
    Store *store = store_new(folder, NULL);
    Database *other = database_open(folder, NULL);
    const AttendanceRecord record = {.meeting = (char *)"demo"};

    /* Somebody else writes for a long time: the thread waits, the queue fills, the caller does not wait. */
    g_assert_true(database_begin(other, NULL));
    for (int i = 0; i < STORE_QUEUE_MAX * 2; i++) {
        (void)store_find_meeting(store, "demo", never_called, NULL);
        store_append_attendance(store, &record);
        if (store_stats(store).refused > 0) {
            break;
        }
    }
    g_assert_cmpuint(store_stats(store).refused, >, 0);
    g_assert_true(database_commit(other, NULL));
    database_close(other);
    store_free(store);
    remove_folder(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/answers_come_back", test_answers_come_back);
    g_test_add_func(
            "/store/the_end_waits_for_what_was_written", test_the_end_waits_for_what_was_written);
    g_test_add_func("/store/the_queue_is_bounded", test_the_queue_is_bounded);
    return g_test_run();
}
