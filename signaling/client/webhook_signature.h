/**
 * webhook_signature: what proves to a receiver that a webhook is ours, as the specification "Standard Webhooks" has it:
 * HMAC-SHA256 over `id.timestamp.body`, in the header webhook-signature after "v1,".
 *
 * Units       timestamps are seconds since 1970, UTC.
 * Ownership   texts are the caller's; g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_WEBHOOK_SIGNATURE_H
#define SIGNALING_CLIENT_WEBHOOK_SIGNATURE_H

#include "signaling/client/token_key.h"

/** The secret as receivers are given it: "whsec_…". */
char *webhook_signature_secret(const TokenKey *key);

/** The header's value. */
char *webhook_signature_of(const void *key, size_t key_size_bytes, const char *id,
        int64_t timestamp_s, const char *body);

#endif
