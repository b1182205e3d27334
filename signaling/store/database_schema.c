#include "signaling/store/database_schema.h"

#include <glib.h>

/* A step that was released is never changed; a change is a new step. */
static const char *const steps[] = {
        /* 1: meetings, and who was there */
        "CREATE TABLE meetings ("
        "  code TEXT {nocase} PRIMARY KEY,"
        "  title TEXT NOT NULL,"
        "  created_us BIGINT NOT NULL"
        ");"
        "CREATE TABLE attendance_log ("
        "  id {id},"
        "  time_us BIGINT NOT NULL,"
        "  meeting TEXT {nocase} NOT NULL,"
        "  identity TEXT NOT NULL,"
        "  name TEXT NOT NULL,"
        "  role TEXT NOT NULL,"
        "  event TEXT NOT NULL,"
        "  how TEXT NOT NULL,"
        "  note TEXT NOT NULL"
        ");"
        "CREATE INDEX attendance_log_of_a_meeting ON attendance_log (meeting, id);"
        "{append_only attendance_log}",

        /* 2: how the sites' lines did, a row for each site and period */
        "CREATE TABLE line_log ("
        "  id {id},"
        "  time_us BIGINT NOT NULL,"
        "  meeting TEXT {nocase} NOT NULL,"
        "  identity TEXT NOT NULL,"
        "  name TEXT NOT NULL,"
        "  readings BIGINT NOT NULL,"
        "  in_bps DOUBLE PRECISION NOT NULL, in_bps_max DOUBLE PRECISION NOT NULL,"
        "  out_bps DOUBLE PRECISION NOT NULL, out_bps_max DOUBLE PRECISION NOT NULL,"
        "  loss_in_percent DOUBLE PRECISION NOT NULL, loss_in_percent_max DOUBLE PRECISION NOT "
        "NULL,"
        "  loss_out_percent DOUBLE PRECISION NOT NULL, loss_out_percent_max DOUBLE PRECISION NOT "
        "NULL,"
        "  rtt_ms DOUBLE PRECISION NOT NULL, rtt_ms_max DOUBLE PRECISION NOT NULL,"
        "  jitter_ms DOUBLE PRECISION NOT NULL, jitter_ms_max DOUBLE PRECISION NOT NULL"
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
