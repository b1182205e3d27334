#include "signaling/store/stale_recordings.h"

bool stale_recordings_of_meeting(Database *database, const char *meeting, GError **error)
{
    return database_run(database, "UPDATE recording_index SET stale = 1 WHERE meeting = $1",
            DATABASE_VALUES(database_text(meeting)), NULL, error);
}

bool stale_recordings_one(Database *database, int64_t recording, GError **error)
{
    return database_run(database, "UPDATE recording_index SET stale = 1 WHERE recording = $1",
            DATABASE_VALUES(database_int(recording)), NULL, error);
}
