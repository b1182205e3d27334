#include "signaling/app/recording_shelf.h"

#include "tests/fakes/test_database.h"

#define GB INT64_C(1000000000)

static void test_how_full_it_is(void)
{
    static const struct {
        const char *why;
        int64_t quota, reserve, used, free, disk;
        int percent;
        const char *fault;
    } rows[] = {
            {"nothing is known of the disk, and there is no quota", 0, GB, 5 * GB, 0, 0, 0, ""},
            {"half of the disk", 0, 0, 0, 50 * GB, 100 * GB, 50, ""},
            {"what is left free counts as taken", 0, 20 * GB, 0, 20 * GB + 1, 100 * GB, 99, ""},
            {"only that is left", 0, 20 * GB, 0, 20 * GB, 100 * GB, 100, "disk_full"},
            {"the disk is full", 0, 0, 0, 0, 100 * GB, 100, "disk_full"},
            {"four fifths of the quota, on a large disk", 10 * GB, 0, 8 * GB, 900 * GB, 1000 * GB,
                    80, ""},
            {"the quota is used up", 10 * GB, 0, 10 * GB, 900 * GB, 1000 * GB, 100, "quota"},
            {"the disk is nearer to its end than the quota", 10 * GB, 0, 1 * GB, 10 * GB, 100 * GB,
                    90, ""},
            {"a disk smaller than what is to be left free", 0, 20 * GB, 0, 5 * GB, 10 * GB, 100,
                    "disk_full"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const RecordingShelfConfig config = {
                .quota_bytes = rows[i].quota, .reserve_bytes = rows[i].reserve};
        const char *fault = NULL;
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(
                recording_shelf_judge(&config, rows[i].used, rows[i].free, rows[i].disk, &fault),
                ==, rows[i].percent);
        g_assert_cmpstr(fault, ==, rows[i].fault);
    }
}

/* What the book says is there counts, and it is looked at by itself. */
static void test_asks_the_book(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_assert_true(database_script(database,
            "INSERT INTO recordings (meeting, state, path, start_us, end_us, duration_us, bytes,"
            " width, height, video_codec, reason, begun_by, sha256, check_json) VALUES"
            " ('a', 'ready', 'a/1.webm', 0, 0, 0, 900, 0, 0, '', '', '', '', ''),"
            " ('a', 'erased', '', 0, 0, 0, 900, 0, 0, '', '', '', '', '')",
            NULL));
    Store *store = store_new(place.folder, place.url, NULL);
    g_autofree char *folder = g_build_filename(place.folder, "recordings", NULL);
    RecordingShelf *shelf = recording_shelf_new(
            &(RecordingShelfConfig){.store = store, .folder = folder, .quota_bytes = 1000});

    g_assert_cmpstr(recording_shelf_fault(shelf), ==, "");
    while (recording_shelf_used_percent(shelf) < 90) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(recording_shelf_fault(shelf), ==, "");
    g_assert_true(database_script(
            database, "UPDATE recordings SET bytes = 1001 WHERE state = 'ready'", NULL));
    recording_shelf_look(shelf);
    while (recording_shelf_fault(shelf)[0] == '\0') {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(recording_shelf_fault(shelf), ==, "quota");
    recording_shelf_look(shelf);
    store_free(store);
    recording_shelf_free(shelf);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_shelf/S-16/how_full_it_is", test_how_full_it_is);
    g_test_add_func("/recording_shelf/S-16/asks_the_book", test_asks_the_book);
    return g_test_run();
}
