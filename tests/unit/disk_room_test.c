#include "mcu/media/disk_room.h"

#include <sys/statvfs.h>

static void test_a_disk_has_what_it_has(void)
{
    const char *folder = g_get_tmp_dir();
    g_autofree char *path = g_build_filename(folder, "that-is-not-there", NULL);
    struct statvfs disk;
    g_assert_cmpint(statvfs(folder, &disk), ==, 0);
    const int64_t all_bytes = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
    const struct {
        int64_t need_bytes;
        bool room;
    } rows[] = {
            {0, true},
            {1, true},
            {all_bytes, false}, /* there is always something on it, or is kept free */
            {INT64_MAX, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_cmpint(disk_room_check(path, rows[i].need_bytes, &error), ==, rows[i].room);
        g_assert_true(rows[i].room || g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
    }
}

/* What cannot be asked, writing will tell. */
static void test_a_folder_that_is_not_there(void)
{
    g_assert_true(disk_room_check("/nowhere/at/all/7.webm", INT64_MAX, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/disk_room/a_disk_has_what_it_has", test_a_disk_has_what_it_has);
    g_test_add_func("/disk_room/a_folder_that_is_not_there", test_a_folder_that_is_not_there);
    return g_test_run();
}
