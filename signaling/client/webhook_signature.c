#include "signaling/client/webhook_signature.h"

#include <string.h>

enum { MAC_SIZE = 32 };

char *webhook_signature_secret(const TokenKey *key)
{
    g_autofree char *text = g_base64_encode(key->bytes, sizeof key->bytes);
    return g_strconcat("whsec_", text, NULL);
}

char *webhook_signature_of(const void *key, size_t key_size_bytes, const char *id,
        int64_t timestamp_s, const char *body)
{
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, key, key_size_bytes);
    g_autofree char *head = g_strdup_printf("%s.%" G_GINT64_FORMAT ".", id, timestamp_s);
    uint8_t mac[MAC_SIZE];
    gsize size = sizeof mac;

    g_hmac_update(hmac, (const guchar *)head, (gssize)strlen(head));
    g_hmac_update(hmac, (const guchar *)body, (gssize)strlen(body));
    g_hmac_get_digest(hmac, mac, &size);
    g_autofree char *text = g_base64_encode(mac, size);
    return g_strconcat("v1,", text, NULL);
}
