#include "signaling/store/database_schema.h"

#include <glib.h>

/* A step that was released is never changed; a change is a new step. */
static const char *const steps[] = {
        /* 1: meetings, and who was there */
        "CREATE TABLE meetings ("
        "  code TEXT PRIMARY KEY COLLATE NOCASE,"
        "  title TEXT NOT NULL,"
        "  created_us INTEGER NOT NULL"
        ");"
        "CREATE TABLE attendance_log ("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  time_us INTEGER NOT NULL,"
        "  meeting TEXT NOT NULL COLLATE NOCASE,"
        "  identity TEXT NOT NULL,"
        "  name TEXT NOT NULL,"
        "  role TEXT NOT NULL,"
        "  event TEXT NOT NULL,"
        "  how TEXT NOT NULL,"
        "  note TEXT NOT NULL"
        ");"
        "CREATE INDEX attendance_log_of_a_meeting ON attendance_log (meeting, id);"
        "CREATE TRIGGER attendance_log_keeps_lines BEFORE DELETE ON attendance_log"
        "  BEGIN SELECT RAISE(ABORT, 'the attendance log is only added to'); END;"
        "CREATE TRIGGER attendance_log_keeps_values BEFORE UPDATE ON attendance_log"
        "  BEGIN SELECT RAISE(ABORT, 'the attendance log is only added to'); END;",
};

int database_schema_newest(void)
{
    return (int)G_N_ELEMENTS(steps);
}

const char *database_schema_step(int number)
{
    g_assert(number >= 1 && number <= database_schema_newest());
    return steps[number - 1];
}
