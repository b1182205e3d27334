#include "mcu/media/disk_room.h"

#include <sys/statvfs.h>

bool disk_room_check(const char *path, int64_t need_bytes, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0 || disk.f_blocks == 0) {
        return true;
    }
    const int64_t free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    if (free_bytes - DISK_ROOM_SPARE_BYTES >= need_bytes) {
        return true;
    }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC,
            "%s: %" G_GINT64_FORMAT " bytes are free, %" G_GINT64_FORMAT " are needed", folder,
            free_bytes, need_bytes);
    return false;
}
