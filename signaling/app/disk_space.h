/**
 * disk_space: how full the disk is that the installation writes to, and whether somebody should do something about it.
 *
 * Units       percent of what may be used.
 * Ownership   nothing is kept.
 * Thread      any: no state. It asks the file system, which answers at once.
 * Errors      a disk that cannot be asked counts as empty.
 * Memory      none.
 */
#ifndef SIGNALING_APP_DISK_SPACE_H
#define SIGNALING_APP_DISK_SPACE_H

enum {
    DISK_SPACE_WARNING_PERCENT = 80,
    DISK_SPACE_ALARM_PERCENT = 95,
};

typedef enum DiskSpaceLevel {
    DISK_SPACE_FINE,
    DISK_SPACE_WARNING,
    DISK_SPACE_ALARM
} DiskSpaceLevel;

int disk_space_used_percent(const char *path);
DiskSpaceLevel disk_space_level(int used_percent);

#endif
