#include "signaling/app/paper_folder.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_MODE = 0700, FILE_MODE = 0600, HASH_SIZE = 64, PIECE_SIZE = 64 * 1024 };

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

/* Of what is read from here to the end. Free with g_free(); NULL when it cannot be read. */
static char *hash_of_file(int fd)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *piece = g_malloc(PIECE_SIZE);
    ssize_t size = 0;

    while ((size = read(fd, piece, PIECE_SIZE)) > 0) {
        g_checksum_update(checksum, piece, size);
    }
    return size == 0 ? g_strdup(g_checksum_get_string(checksum)) : NULL;
}

int paper_folder_open(const char *folder, const char *hash, GError **error)
{
    g_autofree char *path = path_of(folder, hash);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        (void)fail(error, path);
        return -1;
    }
    g_autofree char *found = hash_of_file(fd);
    if (g_strcmp0(found, hash) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: its bytes have changed", path);
        close(fd);
        return -1;
    }
    return fd;
}

void paper_folder_remove(const char *folder, const char *hash)
{
    g_autofree char *path = path_of(folder, hash);
    (void)g_unlink(path);
}
