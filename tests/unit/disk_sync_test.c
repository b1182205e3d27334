#include "mcu/media/disk_sync.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <unistd.h>

enum { TOLD_MAX = 8 };

typedef struct Told {
    size_t count;
    int64_t tags[TOLD_MAX];
    int codes[TOLD_MAX];
} Told;

/* On the disk's thread, which has ended before anybody looks. */
static void on_synced(int64_t tag, int code, void *user_data)
{
    Told *told = user_data;
    g_assert_cmpuint(told->count, <, TOLD_MAX);
    told->tags[told->count] = tag;
    told->codes[told->count] = code;
    told->count++;
}

static void test_in_the_order_of_asking(void)
{
    Told told = {0};
    g_autofree char *path = NULL;
    const int file = g_file_open_tmp("disk_sync_XXXXXX", &path, NULL);
    int pipe_ends[2];
    g_assert_cmpint(pipe(pipe_ends), ==, 0);
    DiskSync *disk = disk_sync_new(on_synced, &told);

    g_assert_true(disk_sync_ask(disk, file, 7));
    g_assert_true(disk_sync_ask(disk, pipe_ends[1], -1)); /* which is on no disk */
    g_assert_true(disk_sync_ask(disk, file, INT64_MAX));
    close(file); /* the module has its own */
    disk_sync_free(disk);

    g_assert_cmpuint(told.count, ==, 3);
    g_assert_cmpint(told.tags[0], ==, 7);
    g_assert_cmpint(told.codes[0], ==, 0);
    g_assert_cmpint(told.tags[1], ==, -1);
    g_assert_cmpint(told.codes[1], ==, EINVAL);
    g_assert_cmpint(told.tags[2], ==, INT64_MAX);
    g_assert_cmpint(told.codes[2], ==, 0);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    g_unlink(path);
}

static void test_what_is_not_open(void)
{
    Told told = {0};
    g_autoptr(DiskSync) disk = disk_sync_new(on_synced, &told);

    g_assert_false(disk_sync_ask(disk, -1, 1));
    g_assert_cmpint(errno, ==, EBADF);
    g_clear_pointer(&disk, disk_sync_free);
    g_assert_cmpuint(told.count, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/disk_sync/in_the_order_of_asking", test_in_the_order_of_asking);
    g_test_add_func("/disk_sync/what_is_not_open", test_what_is_not_open);
    return g_test_run();
}
