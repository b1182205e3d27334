/**
 * recording_keeping: how long recordings are kept: classes, the class of each kind of meetings, legal holds, requests to
 * erase, and what is due.
 *
 * Nothing is erased by itself: what is due is listed (recording_catalog), and somebody decides.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   records are the caller's.
 * Thread      as database.h.
 * Errors      as database.h; RECORD_ERROR about a class that there is not.
 * Memory      RETENTION_CLASSES_MAX classes.
 */
#ifndef SIGNALING_STORE_RECORDING_KEEPING_H
#define SIGNALING_STORE_RECORDING_KEEPING_H

#include "signaling/meeting/recording_annex.h"
#include "signaling/store/record_sql.h"

enum { RETENTION_CLASSES_MAX = 50 };

/** How a recording is kept; one of which nothing is known is kept as its kind of meeting. @param keeping  initialised or {0} */
bool recording_keeping_find(
        Database *database, int64_t recording, RecordingKeeping *keeping, GError **error);

/** Writes it, with when it is due. */
bool recording_keeping_write(Database *database, RecordingKeeping *keeping, GError **error);

/** Reckons anew when a recording is due. */
bool recording_keeping_reckon(Database *database, int64_t recording, GError **error);

/** The same for all. */
bool recording_keeping_reckon_all(Database *database, GError **error);

/** Puts these classes in place of those that were; one that is in use must stay. Reckons all. */
bool retention_set_classes(
        Database *database, RetentionClass *classes, size_t count, GError **error);

/** Sets the class of a kind of meetings, "" for none. Reckons all. */
bool retention_set_kind(Database *database, RetentionKind *kind, GError **error);

/** The request about a recording that waits. @param erasure  initialised; its id is 0 when there is none */
bool recording_erasure_waiting(
        Database *database, int64_t recording, RecordingErasure *erasure, GError **error);

/** The recording is erased: its row stays, without its file. */
bool recording_erasure_carry_out(Database *database, int64_t recording, GError **error);

#endif
