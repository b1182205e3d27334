/**
 * stale_recordings: recordings whose index (recording_index) is to be made anew, since their meeting was changed.
 *
 * Units       none.
 * Ownership   texts stay the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      none.
 */
#ifndef SIGNALING_STORE_STALE_RECORDINGS_H
#define SIGNALING_STORE_STALE_RECORDINGS_H

#include "signaling/store/database.h"

/** Something about this meeting was changed. */
bool stale_recordings_of_meeting(Database *database, const char *meeting, GError **error);

/** Something about this recording was changed. */
bool stale_recordings_one(Database *database, int64_t recording, GError **error);

#endif
