/**
 * join_limit: how often one address, or one identity, may try to join.
 *
 * A bucket of attempts for each key: it starts full, every attempt takes one out, time puts them back. Many
 * sites may sit behind one address, so the buckets are wide; they stop floods, not people.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the limit copies its keys.
 * Thread      one at a time: the main loop.
 * Errors      none: an attempt passes or not.
 * Memory      at most keys_max keys; when they are all in use the one least lately used is forgotten.
 */
#ifndef SIGNALING_CLIENT_JOIN_LIMIT_H
#define SIGNALING_CLIENT_JOIN_LIMIT_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct JoinLimit JoinLimit;

typedef struct JoinLimitConfig {
    unsigned burst;      /**< attempts that pass at once */
    unsigned per_second; /**< attempts that come back each second */
    unsigned keys_max;
} JoinLimitConfig;

/** Free with join_limit_free(). */
JoinLimit *join_limit_new(const JoinLimitConfig *config);
void join_limit_free(JoinLimit *limit);

/** Takes one attempt of the key; false when there is none left. */
bool join_limit_take(JoinLimit *limit, const char *key, int64_t now_us);

/** Whether an attempt would pass, without taking it. */
bool join_limit_has(JoinLimit *limit, const char *key, int64_t now_us);

/** Keys in memory, for tests and the metrics. */
unsigned join_limit_size(const JoinLimit *limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(JoinLimit, join_limit_free)

#endif
