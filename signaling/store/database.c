#include "signaling/store/database.h"

G_DEFINE_QUARK(database - error - quark, database_error)

void database_close(Database *database)
{
    if (database != NULL) {
        database->operations->close(database);
    }
}

bool database_add_meeting(Database *database, const MeetingRecord *meeting, GError **error)
{
    return database->operations->add_meeting(database, meeting, error);
}

bool database_find_meeting(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error)
{
    return database->operations->find_meeting(database, code, ret_meeting, error);
}

bool database_each_meeting(
        Database *database, DatabaseMeetingFn each, void *user_data, GError **error)
{
    return database->operations->each_meeting(database, each, user_data, error);
}

bool database_append_attendance(Database *database, const AttendanceRecord *record, GError **error)
{
    return database->operations->append_attendance(database, record, error);
}

bool database_each_attendance(Database *database, const char *meeting, DatabaseAttendanceFn each,
        void *user_data, GError **error)
{
    return database->operations->each_attendance(database, meeting, each, user_data, error);
}

bool database_each_present(
        Database *database, DatabaseAttendanceFn each, void *user_data, GError **error)
{
    return database->operations->each_present(database, each, user_data, error);
}

bool database_append_line(Database *database, const LineRecord *record, GError **error)
{
    return database->operations->append_line(database, record, error);
}

bool database_each_line(Database *database, const char *meeting, DatabaseLineFn each,
        void *user_data, GError **error)
{
    return database->operations->each_line(database, meeting, each, user_data, error);
}

bool database_begin(Database *database, GError **error)
{
    return database->operations->begin(database, error);
}

bool database_commit(Database *database, GError **error)
{
    return database->operations->commit(database, error);
}

void meeting_record_clear(MeetingRecord *record)
{
    g_free(record->code);
    g_free(record->title);
    *record = (MeetingRecord){0};
}

void attendance_record_clear(AttendanceRecord *record)
{
    g_free(record->meeting);
    g_free(record->identity);
    g_free(record->name);
    g_free(record->role);
    g_free(record->event);
    g_free(record->how);
    g_free(record->note);
    *record = (AttendanceRecord){0};
}

void attendance_record_copy(AttendanceRecord *target, const AttendanceRecord *source)
{
    *target = (AttendanceRecord){
            .time_us = source->time_us,
            .meeting = g_strdup(source->meeting),
            .identity = g_strdup(source->identity),
            .name = g_strdup(source->name),
            .role = g_strdup(source->role),
            .event = g_strdup(source->event),
            .how = g_strdup(source->how),
            .note = g_strdup(source->note),
    };
}

void line_record_clear(LineRecord *record)
{
    g_free(record->meeting);
    g_free(record->identity);
    g_free(record->name);
    *record = (LineRecord){0};
}

void line_record_copy(LineRecord *target, const LineRecord *source)
{
    *target = (LineRecord){
            .meeting = g_strdup(source->meeting),
            .identity = g_strdup(source->identity),
            .name = g_strdup(source->name),
            .sample = source->sample,
    };
}
