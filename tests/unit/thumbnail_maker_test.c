#include "signaling/app/thumbnail_maker.h"

#include <glib/gstdio.h>

#define SECOND_US INT64_C(1000000)

static void test_how_many(void)
{
    static const struct {
        int64_t duration_us;
        int64_t count;
        int64_t step_ms;
    } rows[] = {
            {0, 1, 10000},
            {10 * SECOND_US, 1, 10000},
            {10 * SECOND_US + 1000, 2, 10000},
            {1200 * SECOND_US, 120, 10000},
            {1200 * SECOND_US + 1000, 120, 10001},
            {INT64_C(3) * 3600 * SECOND_US, 120, 90000},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const ThumbnailPlan plan = thumbnail_plan(rows[i].duration_us);
        g_assert_cmpint(plan.count, ==, rows[i].count);
        g_assert_cmpint(plan.step_ms, ==, rows[i].step_ms);
    }
}

static void make_film(const char *folder)
{
    const char *const command[] = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i",
            "testsrc=s=320x180:r=5:d=25", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used",
            "8", "-g", "5", "1.webm", NULL};
    GError *error = NULL;
    int status = -1;

    (void)g_spawn_sync(folder, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
            &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
}

static void test_made_once_and_removed(void)
{
    g_autofree char *folder = g_dir_make_tmp("thumbnails_XXXXXX", NULL);
    g_autofree char *film = g_build_filename(folder, "1.webm", NULL);
    g_autoptr(ThumbnailMaker) maker = thumbnail_maker_new(folder);

    make_film(folder);
    thumbnail_maker_want(maker, "1.webm", 25 * SECOND_US);
    thumbnail_maker_want(maker, "1.webm", 25 * SECOND_US); /* waits already */
    while (!thumbnails_are_there(folder, "1.webm")) {
        g_main_context_iteration(NULL, TRUE);
    }
    for (int64_t number = 0; number < 3; number++) {
        g_autofree char *path = thumbnail_path("1.webm", number);
        g_autofree char *picture = g_build_filename(folder, path, NULL);
        g_autofree char *bytes = NULL;
        gsize size = 0;
        g_assert_true(g_file_get_contents(picture, &bytes, &size, NULL));
        g_assert_cmpuint(size, >, 500);
        g_assert_cmpuint((unsigned char)bytes[0], ==, 0xff);
    }
    thumbnails_remove(folder, "1.webm");
    g_assert_false(thumbnails_are_there(folder, "1.webm"));
    g_assert_cmpint(g_unlink(film), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void test_what_is_no_film(void)
{
    g_autofree char *folder = g_dir_make_tmp("thumbnails_XXXXXX", NULL);
    g_autofree char *part = g_build_filename(folder, "2.webm.thumbs.part", NULL);
    g_autoptr(ThumbnailMaker) maker = thumbnail_maker_new(folder);

    g_test_expect_message("thumbnail_maker", G_LOG_LEVEL_WARNING, "*no small pictures*");
    thumbnail_maker_want(maker, "2.webm", SECOND_US);
    while (g_file_test(part, G_FILE_TEST_IS_DIR)) {
        g_main_context_iteration(NULL, TRUE);
    }
    thumbnail_maker_want(maker, "2.webm", SECOND_US); /* not again */
    g_assert_false(g_file_test(part, G_FILE_TEST_IS_DIR));
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/thumbnail_maker/how_many", test_how_many);
    g_test_add_func("/thumbnail_maker/made_once_and_removed", test_made_once_and_removed);
    g_test_add_func("/thumbnail_maker/what_is_no_film", test_what_is_no_film);
    return g_test_run();
}
