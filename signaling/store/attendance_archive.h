/**
 * attendance_archive: what must outlive a meeting's session of its attendance: the table as it was when the session was
 * closed, byte for byte, with its SHA-256 and the rules by which it was made; and, while it runs, its pulse: the last
 * moment at which the server is known to have watched.
 *
 * Units       times are microseconds since 1970, UTC; the hash is 64 hexadecimal digits.
 * Ownership   what is found is the caller's; what is given is lent for the call.
 * Thread      as database.h.
 * Errors      as database.h. What was frozen is never changed: a second freezing does nothing.
 * Memory      a report: some hundred kilobytes at most.
 */
#ifndef SIGNALING_STORE_ATTENDANCE_ARCHIVE_H
#define SIGNALING_STORE_ATTENDANCE_ARCHIVE_H

#include "signaling/meeting/attendance.h"
#include "signaling/store/database.h"

typedef struct AttendanceFrozen {
    int64_t time_us;
    AttendanceRules rules;
    char *sha256;
    char *csv;
} AttendanceFrozen;

void attendance_frozen_clear(AttendanceFrozen *frozen);

bool attendance_archive_add(
        Database *database, const char *meeting, const AttendanceFrozen *frozen, GError **error);

/** @param frozen  {0}; filled when it was found */
bool attendance_archive_find(Database *database, const char *meeting, AttendanceFrozen *frozen,
        bool *ret_found, GError **error);

/** The meeting runs, and is watched. */
bool attendance_pulse_write(
        Database *database, const char *meeting, int64_t time_us, GError **error);

/** @param ret_time_us  0: it never had one */
bool attendance_pulse_read(
        Database *database, const char *meeting, int64_t *ret_time_us, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AttendanceFrozen, attendance_frozen_clear)

#endif
