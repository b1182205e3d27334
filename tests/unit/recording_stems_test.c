#include "signaling/store/recording_stems.h"

#include "signaling/store/recording_book.h"
#include "tests/fakes/test_database.h"

static void test_they_are_kept_and_count(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    Recording recording = {.meeting = (char *)"thu",
            .state = RECORDING_READY,
            .path = (char *)"thu/1.webm",
            .bytes = 1000};
    const RecordingStem stems[] = {
            {1, (char *)"xa-a", (char *)"Xã A", 70, (char *)"aa"},
            {2, (char *)"xa-b", (char *)"Xã B", 5, (char *)"bb"},
    };
    int64_t bytes = 0;

    g_assert_true(recording_book_add(database, &recording, NULL));
    for (size_t count = 0; count <= G_N_ELEMENTS(stems);
            count++) { /* each in place of those before */
        g_assert_true(recording_stems_set(database, recording.id, stems, count, NULL));
        g_autoptr(GArray) found = recording_stems_load(database, recording.id, NULL);
        g_assert_cmpint(found->len, ==, count);
    }
    g_autoptr(GArray) found = recording_stems_load(database, recording.id, NULL);
    g_assert_cmpstr(g_array_index(found, RecordingStem, 1).identity, ==, "xa-b");
    g_assert_cmpstr(g_array_index(found, RecordingStem, 1).name, ==, "Xã B");
    g_assert_cmpint(g_array_index(found, RecordingStem, 0).bytes, ==, 70);
    g_assert_cmpstr(g_array_index(found, RecordingStem, 0).sha256, ==, "aa");
    g_assert_true(recording_book_bytes(database, &bytes, NULL));
    g_assert_cmpint(bytes, ==, 1075);
    database_close(database);
    test_database_clear(&place);
}

static void test_where_they_stand(void)
{
    static const struct {
        const char *path, *folder, *second;
    } rows[] = {
            {"thu/1.webm", "thu/1.stems", "thu/1.stems/2.webm"},
            {"thu/1-3.webm", "thu/1-3.stems", "thu/1-3.stems/2.webm"},
            {"thu/1", "thu/1.stems", "thu/1.stems/2.webm"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *folder = recording_stems_folder(rows[i].path);
        g_autofree char *second = recording_stem_path(rows[i].path, 2);
        g_assert_cmpstr(folder, ==, rows[i].folder);
        g_assert_cmpstr(second, ==, rows[i].second);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_stems/they_are_kept_and_count", test_they_are_kept_and_count);
    g_test_add_func("/recording_stems/where_they_stand", test_where_they_stand);
    return g_test_run();
}
