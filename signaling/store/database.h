/**
 * database: what the server keeps, behind one table of operations. database_open() gives one.
 *
 * The operations block: the server calls them on its store thread only (store.h), a command of the command
 * line on its own. Several processes may have the same database open.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   records given out are the caller's; each kind of record has a clear function.
 * Thread      one at a time for each open database.
 * Errors      DATABASE_ERROR, with the path and the back end's own words.
 * Memory      rows are handed out one by one; nothing is cached.
 */
#ifndef SIGNALING_STORE_DATABASE_H
#define SIGNALING_STORE_DATABASE_H

#include "signaling/meeting/line_meter.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct Database Database;

#define DATABASE_ERROR (database_error_quark())
GQuark database_error_quark(void);

typedef enum DatabaseError {
    DATABASE_ERROR_OPEN,   /**< no access, no space, or no database */
    DATABASE_ERROR_NEWER,  /**< a newer version of the program has changed its form */
    DATABASE_ERROR_EXISTS, /**< there is such a row already */
    DATABASE_ERROR_FAILED, /**< an operation failed: disk full, locked for too long, damaged */
} DatabaseError;

/** A meeting that can be held. */
typedef struct MeetingRecord {
    char *code; /**< as it was given; another case means the same meeting */
    char *title;
    int64_t created_us;
} MeetingRecord;

/** One line of the attendance log. Lines are only ever added. */
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

/** How a site's line did over one period. */
typedef struct LineRecord {
    char *meeting;
    char *identity;
    char *name; /**< as it was then */
    LineSample sample;
} LineRecord;

void database_close(Database *database);

bool database_add_meeting(Database *database, const MeetingRecord *meeting, GError **error);

/**
 * Finds a meeting by its code, in whatever case.
 *
 * @param ret_meeting  all zero when there is none; cleared by the caller
 * @return             false when the database failed
 */
bool database_find_meeting(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error);

typedef void (*DatabaseMeetingFn)(const MeetingRecord *meeting, void *user_data);

/** All meetings, oldest first. */
bool database_each_meeting(
        Database *database, DatabaseMeetingFn each, void *user_data, GError **error);

bool database_append_attendance(Database *database, const AttendanceRecord *record, GError **error);

typedef void (*DatabaseAttendanceFn)(const AttendanceRecord *record, void *user_data);

/** A meeting's attendance log, oldest line first. */
bool database_each_attendance(Database *database, const char *meeting, DatabaseAttendanceFn each,
        void *user_data, GError **error);

/** The last line of each identity of each meeting that has not left by it. */
bool database_each_present(
        Database *database, DatabaseAttendanceFn each, void *user_data, GError **error);

bool database_append_line(Database *database, const LineRecord *record, GError **error);

typedef void (*DatabaseLineFn)(const LineRecord *record, void *user_data);

/** A meeting's lines: site by site, each oldest period first. */
bool database_each_line(Database *database, const char *meeting, DatabaseLineFn each,
        void *user_data, GError **error);

/** What is written between the two is on disk together, or not at all. */
bool database_begin(Database *database, GError **error);
bool database_commit(Database *database, GError **error);

/** What a back end fills in; its own struct starts with a Database. */
typedef struct DatabaseOperations {
    const char *name;
    void (*close)(Database *database);
    bool (*add_meeting)(Database *database, const MeetingRecord *meeting, GError **error);
    bool (*find_meeting)(
            Database *database, const char *code, MeetingRecord *ret_meeting, GError **error);
    bool (*each_meeting)(
            Database *database, DatabaseMeetingFn each, void *user_data, GError **error);
    bool (*append_attendance)(Database *database, const AttendanceRecord *record, GError **error);
    bool (*each_attendance)(Database *database, const char *meeting, DatabaseAttendanceFn each,
            void *user_data, GError **error);
    bool (*each_present)(
            Database *database, DatabaseAttendanceFn each, void *user_data, GError **error);
    bool (*append_line)(Database *database, const LineRecord *record, GError **error);
    bool (*each_line)(Database *database, const char *meeting, DatabaseLineFn each, void *user_data,
            GError **error);
    bool (*begin)(Database *database, GError **error);
    bool (*commit)(Database *database, GError **error);
} DatabaseOperations;

struct Database {
    const DatabaseOperations *operations;
};

void meeting_record_clear(MeetingRecord *record);
void attendance_record_clear(AttendanceRecord *record);
void attendance_record_copy(AttendanceRecord *target, const AttendanceRecord *source);
void line_record_clear(LineRecord *record);
void line_record_copy(LineRecord *target, const LineRecord *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingRecord, meeting_record_clear)

#endif
