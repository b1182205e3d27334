#include "tests/bots/payload_hashes.h"

#include <glib.h>

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

void payload_hashes_put(PayloadHashes *hashes, const uint8_t *payload, size_t size)
{
    uint64_t hash = FNV_BASIS;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ payload[i]) * FNV_PRIME;
    }
    hashes->last[hashes->total++ % PAYLOAD_HASHES_MAX] = hash;
}

size_t payload_hashes_count(const PayloadHashes *hashes)
{
    return (size_t)MIN(hashes->total, (uint64_t)PAYLOAD_HASHES_MAX);
}

uint64_t payload_hashes_at(const PayloadHashes *hashes, size_t index)
{
    const size_t count = payload_hashes_count(hashes);
    g_assert(index < count);
    return hashes->last[(hashes->total - count + index) % PAYLOAD_HASHES_MAX];
}
