/**
 * recording_call: what the works about recordings do first and last: find the recording of the path, ask who may, note who
 * has seen it.
 *
 * Units       none.
 * Ownership   what is read is the caller's, to be cleared in either outcome; the context is the installation's.
 * Thread      the store's.
 * Errors      as RestWork: false is an error, or an answer.
 * Memory      none.
 */
#ifndef SIGNALING_APP_RECORDING_CALL_H
#define SIGNALING_APP_RECORDING_CALL_H

#include "signaling/app/copy_desk.h"
#include "signaling/app/rest.h"
#include "signaling/app/thumbnail_maker.h"
#include "signaling/meeting/meeting_plan.h"
#include "signaling/meeting/recording_annex.h"
#include "signaling/store/recording_book.h"
#include "signaling/store/recording_catalog.h"

/** What the works need of the installation. Constant once the loop turns. */
typedef struct RecordingContext {
    const char *folder;         /**< of the recordings */
    ThumbnailMaker *thumbnails; /**< the main loop's */
    CopyDesk *copies;           /**< the main loop's */
} RecordingContext;

/** A recording and its meeting. */
typedef struct RecordingAt {
    Recording recording;
    MeetingPlan plan;
} RecordingAt;

void recording_at_clear(RecordingAt *at);

/** The number in a part of the path. @return false for none: answered with 404 */
bool recording_call_number(RestCall *call, const char *name, int64_t *ret_number);

/** The recording that {id} names, which the actor may do this with. @param at  {0} */
bool recording_call_find(
        RestCall *call, Database *database, Permission permission, RecordingAt *at, GError **error);

/** The recording with this id, whoever asks; a link leads to it. @param at  {0} */
bool recording_call_find_any(
        RestCall *call, Database *database, int64_t id, RecordingAt *at, GError **error);

/** Whether the actor may do this with it. */
bool recording_call_reaches(const RestCall *call, Database *database, Permission permission,
        const RecordingAt *at, bool *ret_reaches, GError **error);

/** How far the actor's permission reaches, as a condition of questions. */
SqlReach recording_call_reach(const RestCall *call, Permission permission);

/** One row of the audit log about it. @param detail  taken; NULL for none */
bool recording_call_audit(RestCall *call, Database *database, const char *action,
        const RecordingAt *at, json_t *detail, GError **error);

/** Notes a visit in the list of who has seen it, and a new one in the audit log. */
bool recording_call_note(RestCall *call, Database *database, const RecordingAt *at,
        RecordingAccess *access, GError **error);

/** As it is listed. A new reference. */
json_t *recording_call_entry_json(const CatalogEntry *entry);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RecordingAt, recording_at_clear)

#endif
