#include "signaling/package/content_sums.h"

#include <zlib.h>

void content_sums_init(ContentSums *sums)
{
    *sums = (ContentSums){.sha256 = g_checksum_new(G_CHECKSUM_SHA256)};
}

void content_sums_clear(ContentSums *sums)
{
    g_clear_pointer(&sums->sha256, g_checksum_free);
}

void content_sums_add(ContentSums *sums, const void *bytes, size_t size)
{
    g_checksum_update(sums->sha256, bytes, (gssize)size);
    sums->crc = (uint32_t)crc32_z(sums->crc, bytes, size);
    sums->size += size;
}

const char *content_sums_sha256(ContentSums *sums)
{
    return g_checksum_get_string(sums->sha256);
}

uint32_t content_sums_crc(const void *bytes, size_t size)
{
    return (uint32_t)crc32_z(0, bytes, size);
}
