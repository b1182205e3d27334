#include "signaling/app/recording_scraps.h"

#include "tests/fakes/test_database.h"

#include <glib/gstdio.h>

typedef struct Scene {
    TestDatabase place;
    Database *database;
    char *folder;
} Scene;

static void scene_init(Scene *scene)
{
    *scene = (Scene){0};
    test_database_init(&scene->place);
    scene->database = test_database_open(&scene->place);
    scene->folder = g_dir_make_tmp("recording_scraps_XXXXXX", NULL);
}

static void scene_clear(Scene *scene)
{
    g_assert_cmpint(g_rmdir(scene->folder), ==, 0);
    g_free(scene->folder);
    database_close(scene->database);
    test_database_clear(&scene->place);
}

static void put(const Scene *scene, const char *name)
{
    g_autofree char *path = g_build_filename(scene->folder, name, NULL);
    g_autofree char *above = g_path_get_dirname(path);
    (void)g_mkdir_with_parents(above, 0700);
    g_assert_true(g_file_set_contents(path, "x", -1, NULL));
}

static bool is_there(const Scene *scene, const char *name)
{
    g_autofree char *path = g_build_filename(scene->folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static int64_t count(const Scene *scene)
{
    int64_t rows = -1;
    g_assert_true(database_number(scene->database, "SELECT COUNT(*) FROM recording_scraps",
            DATABASE_NO_VALUES, -1, &rows, NULL));
    return rows;
}

static void test_what_is_noted_goes_with_its_stems(void)
{
    Scene scene;
    scene_init(&scene);
    put(&scene, "7-1.webm");
    put(&scene, "7-1.stems/list");
    put(&scene, "7-1.stems/1.webm");
    put(&scene, "7.webm");
    g_assert_true(recording_scraps_note(scene.database, "7-1.webm", NULL));
    g_assert_true(recording_scraps_note(scene.database, "7-1.webm", NULL)); /* written down again */
    g_assert_true(recording_scraps_note(scene.database, "7-2.webm", NULL)); /* never was there */
    g_assert_cmpint(count(&scene), ==, 2);
    for (int again = 0; again < 2; again++) {
        g_assert_true(recording_scraps_sweep(scene.database, scene.folder, NULL));
        g_assert_false(is_there(&scene, "7-1.webm"));
        g_assert_false(is_there(&scene, "7-1.stems"));
        g_assert_true(is_there(&scene, "7.webm"));
        g_assert_cmpint(count(&scene), ==, 0);
    }
    g_assert_true(recording_scraps_remove(scene.folder, "7.webm"));
    scene_clear(&scene);
}

/* What the disk does not let go is tried again by the next sweep. */
static void test_what_cannot_be_removed_stays_noted(void)
{
    Scene scene;
    scene_init(&scene);
    put(&scene, "7-1.webm/in the way");
    g_assert_true(recording_scraps_note(scene.database, "7-1.webm", NULL));
    g_assert_true(recording_scraps_sweep(scene.database, scene.folder, NULL));
    g_assert_cmpint(count(&scene), ==, 1);
    g_autofree char *file = g_build_filename(scene.folder, "7-1.webm", "in the way", NULL);
    g_autofree char *folder = g_build_filename(scene.folder, "7-1.webm", NULL);
    g_assert_cmpint(g_unlink(file) | g_rmdir(folder), ==, 0);
    g_assert_true(recording_scraps_sweep(scene.database, scene.folder, NULL));
    g_assert_cmpint(count(&scene), ==, 0);
    scene_clear(&scene);
}

static void test_no_more_than_so_many_at_once(void)
{
    Scene scene;
    scene_init(&scene);
    g_assert_true(database_script(scene.database, "BEGIN", NULL));
    for (int i = 0; i <= RECORDING_SCRAPS_AT_ONCE; i++) {
        g_autofree char *path = g_strdup_printf("%d.webm", i);
        g_assert_true(recording_scraps_note(scene.database, path, NULL));
    }
    g_assert_true(database_script(scene.database, "COMMIT", NULL));
    g_assert_true(recording_scraps_sweep(scene.database, scene.folder, NULL));
    g_assert_cmpint(count(&scene), ==, 1);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_scraps/what_is_noted_goes_with_its_stems",
            test_what_is_noted_goes_with_its_stems);
    g_test_add_func("/recording_scraps/what_cannot_be_removed_stays_noted",
            test_what_cannot_be_removed_stays_noted);
    g_test_add_func(
            "/recording_scraps/no_more_than_so_many_at_once", test_no_more_than_so_many_at_once);
    return g_test_run();
}
