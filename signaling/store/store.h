/**
 * store: the database on a thread of its own, so that the main loop never waits for a disk.
 *
 * Work goes through a bounded queue to the thread and is done in order, each in a transaction of its own as far
 * as it can tell: what comes in crowds goes to disk together, each piece behind a savepoint. Its result comes
 * back to the main context that made the store, in order, once it is on disk.
 *
 * A database that is away (DATABASE_ERROR_AWAY) is told to whoever waits. What nobody waits for is held back meanwhile, and
 * goes first when the database is back; what it had just taken when it died may be there twice.
 *
 * Units       as database.h.
 * Ownership   see store_submit().
 * Thread      all functions and StoreDone: the thread that called store_new(). StoreWork: the store's thread.
 * Errors      a full queue is counted, and told to the caller; work that fails is counted, and told to its
 *             StoreDone or else logged.
 * Memory      at most STORE_QUEUE_MAX pieces of work on each way, and as many held back.
 */
#ifndef SIGNALING_STORE_STORE_H
#define SIGNALING_STORE_STORE_H

#include "signaling/store/database.h"

typedef struct Store Store;

enum { STORE_QUEUE_MAX = 8192 };

typedef struct StoreStats {
    uint64_t refused; /**< pieces of work that found the queue full */
    uint64_t failed;  /**< pieces of work that ended with an error */
} StoreStats;

/**
 * Opens the database and starts the thread. StoreDone goes to the thread-default main context.
 *
 * @param url  as for database_open()
 */
Store *store_new(const char *data_dir, const char *url, GError **error);

/** Finishes what was submitted; a StoreDone that is still due never comes. NULL is allowed. */
void store_free(Store *store);

/**
 * A piece of work, in a transaction. It must not begin, commit, save or undo by itself.
 *
 * @return  false undoes what it wrote, with an error or without one
 */
typedef bool (*StoreWork)(Database *database, void *data, GError **error);

/**
 * What it wrote is on disk, or undone.
 *
 * @param error  NULL when the work returned true, or returned false without an error
 */
typedef void (*StoreDone)(void *data, const GError *error, void *user_data);

/**
 * Asks for a piece of work.
 *
 * @param done       NULL when nobody waits for the result; errors are then logged. The work may run again
 * @param data       belongs to the store from now on, in either outcome
 * @param free_data  NULL allowed; called after `done` on the caller's thread, without a `done` on any thread
 * @param user_data  for `done`
 * @return           false when the queue is full: nothing will be done, `data` is gone
 */
bool store_submit(Store *store, StoreWork work, StoreDone done, void *data,
        GDestroyNotify free_data, void *user_data);

StoreStats store_stats(const Store *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

#endif
