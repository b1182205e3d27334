/**
 * content_sums: the sums of a file's content as it passes: how much it was, CRC-32 and SHA-256.
 *
 * Units       sizes are bytes.
 * Ownership   by value; cleared by its owner.
 * Thread      one at a time.
 * Errors      none.
 * Memory      the state of one sum.
 */
#ifndef SIGNALING_PACKAGE_CONTENT_SUMS_H
#define SIGNALING_PACKAGE_CONTENT_SUMS_H

#include <glib.h>

#include <stdint.h>

typedef struct ContentSums {
    GChecksum *sha256;
    uint64_t size;
    uint32_t crc;
} ContentSums;

void content_sums_init(ContentSums *sums);
void content_sums_clear(ContentSums *sums);
void content_sums_add(ContentSums *sums, const void *bytes, size_t size);

/** In hexadecimal digits; nothing can be added afterwards. Lent. */
const char *content_sums_sha256(ContentSums *sums);

/** Of bytes in memory. */
uint32_t content_sums_crc(const void *bytes, size_t size);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ContentSums, content_sums_clear)

#endif
