#include "signaling/meeting/hash_chain.h"

#include <glib.h>

#include <stdlib.h>

HashLink hash_chain_next(const char *previous, const json_t *row)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    char *text = json_dumps(row, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII);
    HashLink link;

    g_assert(text != NULL);
    g_checksum_update(checksum, (const guchar *)previous, -1);
    g_checksum_update(checksum, (const guchar *)"\n", 1);
    g_checksum_update(checksum, (const guchar *)text, -1);
    free(text);
    (void)g_strlcpy(link.text, g_checksum_get_string(checksum), HASH_CHAIN_SIZE);
    return link;
}
