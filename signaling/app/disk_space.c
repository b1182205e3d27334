#include "signaling/app/disk_space.h"

#include <sys/statvfs.h>

int disk_space_used_percent(const char *path)
{
    struct statvfs disk;

    if (statvfs(path, &disk) != 0 || disk.f_blocks == 0) {
        return 0;
    }
    /* As df has it: what is kept back for root is nobody's. */
    const double used = (double)(disk.f_blocks - disk.f_bfree);
    const double usable = used + (double)disk.f_bavail;
    return usable > 0 ? (int)(100 * used / usable + 0.5) : 0;
}

DiskSpaceLevel disk_space_level(int used_percent)
{
    return used_percent >= DISK_SPACE_ALARM_PERCENT      ? DISK_SPACE_ALARM
            : used_percent >= DISK_SPACE_WARNING_PERCENT ? DISK_SPACE_WARNING
                                                         : DISK_SPACE_FINE;
}
