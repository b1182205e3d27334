/**
 * disk_sync: waits for the disk in a thread of its own, one file after the other, so that who writes never does.
 *
 * What was written outlives its program at once, and a power cut only when the disk has it. A disk that is busy with
 * others keeps fdatasync() for seconds: what could not be written meanwhile would be lost with the program.
 *
 * Ownership   descriptors are duplicated.
 * Thread      new, ask and free: one thread; `synced` comes on the module's own.
 * Errors      those of ask: errno; those of the disk come with `synced`.
 * Memory      a few bytes and a descriptor for each file that was asked for and not told yet: the caller bounds them.
 */
#ifndef MCU_MEDIA_DISK_SYNC_H
#define MCU_MEDIA_DISK_SYNC_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct DiskSync DiskSync;

/** @param code  0, or the errno of what the disk did not take */
typedef void (*DiskSyncedFn)(int64_t tag, int code, void *user_data);

DiskSync *disk_sync_new(DiskSyncedFn synced, void *user_data);

/** Waits until all that was asked for is told. NULL is allowed. */
void disk_sync_free(DiskSync *disk);

/** What was written into the file so far shall be on the disk. In the order of asking. @return false: errno says why not */
bool disk_sync_ask(DiskSync *disk, int fd, int64_t tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiskSync, disk_sync_free)

#endif
