/**
 * payload_hashes: what the latest packets carried, told by a hash of each, so that receivers can be compared.
 *
 * Units       none; hashes are FNV-1a of 64 bits.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none.
 * Memory      none beyond itself: the latest PAYLOAD_HASHES_MAX.
 */
#ifndef TESTS_BOTS_PAYLOAD_HASHES_H
#define TESTS_BOTS_PAYLOAD_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAYLOAD_HASHES_MAX = 256 }; /* five seconds of sound */

typedef struct PayloadHashes {
    bool wanted; /**< whether anybody will ask: payloads must be decrypted for it */
    uint64_t total;
    uint64_t last[PAYLOAD_HASHES_MAX];
} PayloadHashes;

/** Enters a payload, and forgets the oldest if there are too many. */
void payload_hashes_put(PayloadHashes *hashes, const uint8_t *payload, size_t size);

/** How many are kept. */
size_t payload_hashes_count(const PayloadHashes *hashes);

/** One of them, from 0 for the oldest. */
uint64_t payload_hashes_at(const PayloadHashes *hashes, size_t index);

#endif
