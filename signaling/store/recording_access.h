/**
 * recording_access: who has seen a recording, and who holds a link to it.
 *
 * Players fetch a recording in many parts: what one account or link does from one address within
 * RECORDING_ACCESS_VISIT_US is one row, whatever part it begins with.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   records are the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      a row a visit.
 */
#ifndef SIGNALING_STORE_RECORDING_ACCESS_H
#define SIGNALING_STORE_RECORDING_ACCESS_H

#include "signaling/meeting/recording_annex.h"
#include "signaling/store/record_sql.h"

enum { RECORDING_ACCESS_PAGE = 200 };

#define RECORDING_ACCESS_VISIT_US INT64_C(3600000000) /**< since the last part */
#define RECORDING_ACCESS_STEP_US                                                                   \
    INT64_C(60000000) /**< what follows sooner is not written down: players ask often */

/**
 * Notes that somebody fetches it now (`access->time_us`).
 *
 * @param ret_new  whether this is another visit
 */
bool recording_access_note(
        Database *database, RecordingAccess *access, bool *ret_new, GError **error);

/** The newest first, at most RECORDING_ACCESS_PAGE before the row `before` (0: the newest). `each` gets a RecordingAccess. */
bool recording_access_each(Database *database, int64_t recording, int64_t before, RecordEachFn each,
        void *user_data, GError **error);

/** The link with this key. @param share  initialised; its id is 0 when there is none */
bool recording_share_find(
        Database *database, const char *key, RecordingShare *share, GError **error);

/** All links of a recording, the newest first: RecordingShare each. */
bool recording_share_each(
        Database *database, int64_t recording, RecordEachFn each, void *user_data, GError **error);

#endif
