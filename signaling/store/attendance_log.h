/**
 * attendance_log: who came to a meeting and went, line by line. Lines are only ever added.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   what is given is copied; what is handed out is lent for the time of the call.
 * Thread      as database.h; attendance_log_submit(): the store's caller.
 * Errors      as database.h.
 * Memory      rows are handed out one by one; nothing is cached.
 */
#ifndef SIGNALING_STORE_ATTENDANCE_LOG_H
#define SIGNALING_STORE_ATTENDANCE_LOG_H

#include "signaling/store/store.h"

/** One line. */
typedef struct AttendanceRecord {
    int64_t time_us; /**< by the server's clock */
    char *meeting;
    char *identity;
    char *name; /**< as it was then */
    char *role;
    char *event; /**< joined, connected, lost, returned, left */
    char *how;   /**< browser, bot, whip, whep */
    char *note;  /**< why, where there is something to say */
} AttendanceRecord;

void attendance_record_clear(AttendanceRecord *record);

bool attendance_log_append(Database *database, const AttendanceRecord *record, GError **error);

/** Writes a line on the store's thread; nobody hears of it. */
void attendance_log_submit(Store *store, const AttendanceRecord *record);

typedef void (*AttendanceLogFn)(const AttendanceRecord *record, void *user_data);

/** A meeting's lines, oldest first. */
bool attendance_log_each(Database *database, const char *meeting, AttendanceLogFn each,
        void *user_data, GError **error);

/** The last line of each identity of each meeting that has not left by it. */
bool attendance_log_present(
        Database *database, AttendanceLogFn each, void *user_data, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AttendanceRecord, attendance_record_clear)

#endif
