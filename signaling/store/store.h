/**
 * store: the database on a thread of its own, so that the main loop never waits for a disk.
 *
 * Questions go through a bounded queue to the thread; answers come back to the main context that made the
 * store, in the order of the questions.
 *
 * Units       as database.h.
 * Ownership   the store copies what it is asked; what a reply gets is lent for the time of the call.
 * Thread      all functions and all replies: the thread that called store_new().
 * Errors      a full queue and a failed write are counted and logged; a failed question is told to its
 *             reply.
 * Memory      at most STORE_QUEUE_MAX jobs.
 */
#ifndef SIGNALING_STORE_STORE_H
#define SIGNALING_STORE_STORE_H

#include "signaling/store/database.h"

typedef struct Store Store;

enum { STORE_QUEUE_MAX = 8192 };

typedef struct StoreStats {
    uint64_t refused; /**< jobs that found the queue full */
    uint64_t failed;  /**< writes that the database did not take */
} StoreStats;

/** Opens the database and starts the thread. Replies go to the thread-default main context. */
Store *store_new(const char *data_dir, GError **error);

/** Finishes what was asked to be written; replies that are still due never come. NULL is allowed. */
void store_free(Store *store);

/** @param meeting  NULL when there is none; `error` is then NULL, or says what failed */
typedef void (*StoreMeetingReply)(
        const MeetingRecord *meeting, const GError *error, void *user_data);

/** @return false when the queue is full: no reply will come */
bool store_find_meeting(Store *store, const char *code, StoreMeetingReply reply, void *user_data);

/** Writes one line of the attendance log; no reply. */
void store_append_attendance(Store *store, const AttendanceRecord *record);

/** Writes how a line did over one period; no reply. */
void store_append_line(Store *store, const LineRecord *record);

StoreStats store_stats(const Store *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

#endif
