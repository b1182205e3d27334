#include "signaling/app/paper_folder.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_MODE = 0700, FILE_MODE = 0600, HASH_SIZE = 64 };

static bool fail(GError **error, const char *path)
{
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", path,
            g_strerror(code));
    return false;
}

char *paper_folder_hash(GBytes *bytes)
{
    return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
}

/* What does not look like a hash never becomes a path. */
static char *path_of(const char *folder, const char *hash)
{
    g_assert(strlen(hash) == HASH_SIZE && strspn(hash, "0123456789abcdef") == HASH_SIZE);
    return g_build_filename(folder, hash, NULL);
}

static bool write_all(int fd, GBytes *bytes)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);

    while (size > 0) {
        const ssize_t written = write(fd, data, size);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        if (written > 0) {
            data += written;
            size -= (gsize)written;
        }
    }
    return fsync(fd) == 0;
}

/* The name is on disk too when the folder is. */
static bool sync_folder(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        return false;
    }
    const bool good = fsync(fd) == 0;
    (void)close(fd);
    return good;
}

bool paper_folder_write(const char *folder, const char *hash, GBytes *bytes, GError **error)
{
    g_autofree char *path = path_of(folder, hash);
    g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);

    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0) {
        return fail(error, folder);
    }
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        return true;
    }
    const int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, FILE_MODE);
    if (fd < 0) {
        return fail(error, temporary);
    }
    bool good = write_all(fd, bytes) || fail(error, temporary);
    good = (close(fd) == 0 || fail(error, temporary)) && good;
    good = good && (g_rename(temporary, path) == 0 || fail(error, path));
    if (!good) {
        (void)g_unlink(temporary);
        return false;
    }
    return sync_folder(folder) || fail(error, folder);
}

GBytes *paper_folder_read(const char *folder, const char *hash, GError **error)
{
    g_autofree char *path = path_of(folder, hash);
    char *data = NULL;
    gsize size = 0;

    if (!g_file_get_contents(path, &data, &size, error)) {
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
    g_autofree char *found = paper_folder_hash(bytes);
    if (!g_str_equal(found, hash)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: its bytes have changed", path);
        return NULL;
    }
    return g_steal_pointer(&bytes);
}

void paper_folder_remove(const char *folder, const char *hash)
{
    g_autofree char *path = path_of(folder, hash);
    (void)g_unlink(path);
}
