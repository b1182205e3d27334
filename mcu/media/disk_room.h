/**
 * disk_room: whether a disk has room for what is to be written, before anything of it is.
 *
 * Units       bytes.
 * Ownership   nothing is kept.
 * Thread      any: no state. It asks the file system, which answers at once.
 * Errors      G_FILE_ERROR_NOSPC; a disk that cannot be asked counts as one with room: writing will tell.
 * Memory      none.
 */
#ifndef MCU_MEDIA_DISK_ROOM_H
#define MCU_MEDIA_DISK_ROOM_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { DISK_ROOM_SPARE_BYTES = 16 * 1024 * 1024 }; /* what else is being written meanwhile */

/** @param path  of a file that is to be made; its folder is there */
bool disk_room_check(const char *path, int64_t need_bytes, GError **error);

#endif
