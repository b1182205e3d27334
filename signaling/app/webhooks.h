/**
 * webhooks: tells document systems what is done to meetings and in them, one POST an item, signed, in order, again and
 * again until it was taken.
 *
 *      logs ─► webhook_cursors_next() ─► items ─► POST ─┬─ 2xx: the cursor moves, the next
 *                   ▲ nothing: asked again              └─ else: later, ever longer
 *                   └───────────────────────────────────────────────────
 *
 * Receivers know nothing of each other: one that is dead holds up only itself. One that was told and could not say so is
 * told twice, with the same id.
 *
 * Units       in the names.
 * Ownership   the store is the caller's, and goes before.
 * Thread      the main loop's.
 * Errors      addresses and the file of authorities at the start; afterwards counted, and told by webhooks_state().
 * Memory      WEBHOOK_ITEMS_MAX items for each of at most WEBHOOKS_MAX receivers.
 */
#ifndef SIGNALING_APP_WEBHOOKS_H
#define SIGNALING_APP_WEBHOOKS_H

#include "signaling/client/token_key.h"
#include "signaling/store/store.h"

#include <stddef.h>

typedef struct Webhooks Webhooks;

enum { WEBHOOKS_MAX = 8 };

#define WEBHOOKS_ERROR (webhooks_error_quark())
GQuark webhooks_error_quark(void);

typedef enum WebhooksError {
    WEBHOOKS_ERROR_URL, /**< too many, or one that is none */
} WebhooksError;

typedef struct WebhooksConfig {
    Store *store;
    TokenKey key;
    const char *const *urls;  /**< NULL-terminated */
    const char *ca_file;      /**< as for http_poster_new() */
    int64_t look_us;          /**< between questions for what is new; 0: WEBHOOKS_LOOK_US */
    int64_t retry_us;         /**< after the first failure; doubled at each; 0: WEBHOOKS_RETRY_US */
    int64_t answer_within_us; /**< 0: WEBHOOKS_ANSWER_US */
} WebhooksConfig;

enum {
    WEBHOOKS_LOOK_US = 1000000,
    WEBHOOKS_RETRY_US = 1000000,
    WEBHOOKS_RETRY_MAX_US =
            300000000, /**< five minutes: a receiver that is mended need not wait long */
    WEBHOOKS_ANSWER_US = 15000000,
};

/** The installation's secret; made when there is none yet. */
bool webhooks_key_load(TokenKey *ret_key, const char *data_dir, GError **error);

/** @return NULL with an error when an address is none, or the authorities cannot be read */
Webhooks *webhooks_new(const WebhooksConfig *config, GError **error);

/** After the store. NULL is allowed. */
void webhooks_free(Webhooks *webhooks);

/** How a receiver does; texts are lent until the loop turns. */
typedef struct WebhookState {
    const char *shown; /**< the address without what may be secret in it */
    uint64_t delivered;
    uint64_t failed;       /**< tries */
    unsigned failing;      /**< tries since the last that was taken */
    const char *trouble;   /**< of the last try; "" when it was taken */
    int64_t delivered_us;  /**< since 1970, when the last was taken; 0: never since the start */
    int64_t waiting_since; /**< µs since 1970, of the item that is being tried; 0: none */
} WebhookState;

size_t webhooks_count(const Webhooks *webhooks);
WebhookState webhooks_state(const Webhooks *webhooks, size_t n);

/** The whole address, not for everybody. Constant: on any thread. */
const char *webhooks_url(const Webhooks *webhooks, size_t n);

/** How long after so many failures in a row: doubled at each, up to WEBHOOKS_RETRY_MAX_US. */
int64_t webhooks_retry_after_us(int64_t first_us, unsigned failures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Webhooks, webhooks_free)

#endif
