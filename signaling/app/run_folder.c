#include "signaling/app/run_folder.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct RunFolder {
    char *path;
    char *url_path;
    int lock_fd;
};

static int open_lock(const char *path)
{
    g_autofree char *lock = g_build_filename(path, "giaoban.lock", NULL);
    return g_open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static bool take_lock(RunFolder *folder, const char *data_dir, GError **error)
{
    if (g_mkdir_with_parents(folder->path, 0700) != 0 ||
            (folder->lock_fd = open_lock(folder->path)) < 0) {
        const int saved = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved),
                "the folder %s cannot be used: %s", folder->path, g_strerror(saved));
        return false;
    }
    if (flock(folder->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                "another giaoban is serving from %s; two would fight for its meetings", data_dir);
        return false;
    }
    return true;
}

RunFolder *run_folder_new(const char *data_dir, GError **error)
{
    RunFolder *folder = g_new0(RunFolder, 1);

    folder->lock_fd = -1;
    folder->path = g_build_filename(data_dir, "run", NULL);
    folder->url_path = g_build_filename(folder->path, "url", NULL);
    if (!take_lock(folder, data_dir, error)) {
        run_folder_free(folder);
        return NULL;
    }
    return folder;
}

void run_folder_free(RunFolder *folder)
{
    if (folder == NULL) {
        return;
    }
    if (folder->lock_fd >= 0) {
        (void)close(folder->lock_fd);
    }
    g_free(folder->path);
    g_free(folder->url_path);
    g_free(folder);
}

const char *run_folder_path(const RunFolder *folder)
{
    return folder->path;
}

bool run_folder_publish_url(RunFolder *folder, const char *url, GError **error)
{
    return g_file_set_contents(folder->url_path, url, -1, error);
}

char *run_folder_url(const char *data_dir)
{
    g_autofree char *path = g_build_filename(data_dir, "run", NULL);
    g_autofree char *url_path = g_build_filename(path, "url", NULL);
    const int fd = g_file_test(path, G_FILE_TEST_IS_DIR) ? open_lock(path) : -1;
    char *url = NULL;

    /* What is written there is true only while somebody holds the lock. */
    if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 &&
            !g_file_get_contents(url_path, &url, NULL, NULL)) {
        url = NULL;
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return url;
}
