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

        /* 2: how the sites' lines did, a row for each site and period */
        "CREATE TABLE line_log ("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  time_us INTEGER NOT NULL,"
        "  meeting TEXT NOT NULL COLLATE NOCASE,"
        "  identity TEXT NOT NULL,"
        "  name TEXT NOT NULL,"
        "  readings INTEGER NOT NULL,"
        "  in_bps REAL NOT NULL, in_bps_max REAL NOT NULL,"
        "  out_bps REAL NOT NULL, out_bps_max REAL NOT NULL,"
        "  loss_in_percent REAL NOT NULL, loss_in_percent_max REAL NOT NULL,"
        "  loss_out_percent REAL NOT NULL, loss_out_percent_max REAL NOT NULL,"
        "  rtt_ms REAL NOT NULL, rtt_ms_max REAL NOT NULL,"
        "  jitter_ms REAL NOT NULL, jitter_ms_max REAL NOT NULL"
        ");"
        "CREATE INDEX line_log_of_a_meeting ON line_log (meeting, identity, time_us);",
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
