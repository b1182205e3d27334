/**
 * webhook_cursors: how far each receiver of webhooks has been told of what was done to meetings (the rows of the audit log
 * about them) and in them (meeting_events). The logs themselves are the queue: nothing is copied, and a restart loses
 * nothing.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   items are the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      a row a receiver; as many items as are asked for.
 */
#ifndef SIGNALING_STORE_WEBHOOK_CURSORS_H
#define SIGNALING_STORE_WEBHOOK_CURSORS_H

#include "signaling/store/database.h"

enum { WEBHOOK_ITEMS_MAX = 32 /**< of one question */ };

/** The last rows of the two logs that a receiver has. */
typedef struct WebhookPlace {
    int64_t event;
    int64_t audit;
} WebhookPlace;

typedef struct WebhookItem {
    char *id;   /**< "event-12" or "audit-34": the same at every try */
    char *body; /**< JSON */
    int64_t time_us;
    WebhookPlace after; /**< where the receiver is once it has this */
} WebhookItem;

void webhook_item_free(WebhookItem *item);

/** These are the receivers, NULL-terminated: new ones begin at the logs' ends, others are forgotten. */
bool webhook_cursors_keep(Database *database, const char *const *urls, GError **error);

/**
 * What a receiver is to be told next, in order. Rows that are none of its concern are passed over for good.
 *
 * @param ret_items  of WebhookItem, at most WEBHOOK_ITEMS_MAX; empty when there is nothing, or no such receiver
 */
bool webhook_cursors_next(
        Database *database, const char *url, GPtrArray **ret_items, GError **error);

/** The receiver has been told. */
bool webhook_cursors_move(
        Database *database, const char *url, const WebhookPlace *place, GError **error);

/** How much a receiver has not been told yet. */
bool webhook_cursors_waiting(
        Database *database, const char *url, int64_t *ret_waiting, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookItem, webhook_item_free)

#endif
