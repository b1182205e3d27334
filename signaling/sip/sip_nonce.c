#include "signaling/sip/sip_nonce.h"

#include <sys/random.h>

enum { KEY_BYTES = 32, TIME_DIGITS = 16, HEX = 16 };

struct SipNonces {
    uint8_t key[KEY_BYTES]; /* of this process: nonces of an earlier one are stale */
    uint64_t made;          /* so that two of one microsecond differ */
    GHashTable *counts;     /* nonce → the highest count */
    GQueue order;           /* the same texts, the eldest first; borrowed from the table */
};

SipNonces *sip_nonces_new(void)
{
    SipNonces *nonces = g_new0(SipNonces, 1);
    const ssize_t size = getrandom(nonces->key, sizeof(nonces->key), 0);

    g_assert(size == (ssize_t)sizeof(nonces->key));
    nonces->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_queue_init(&nonces->order);
    return nonces;
}

void sip_nonces_free(SipNonces *nonces)
{
    if (nonces != NULL) {
        g_queue_clear(&nonces->order);
        g_hash_table_unref(nonces->counts);
        g_free(nonces);
    }
}

static char *seal(const SipNonces *nonces, const char *text)
{
    return g_compute_hmac_for_string(G_CHECKSUM_SHA256, nonces->key, sizeof(nonces->key), text, -1);
}

/* Sixteen digits of time, sixteen that count, and the seal over both. */
char *sip_nonces_make(SipNonces *nonces, int64_t now_us)
{
    g_autofree char *text = g_strdup_printf(
            "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", (guint64)now_us, nonces->made);
    g_autofree char *sealed = seal(nonces, text);

    nonces->made++;
    return g_strconcat(text, sealed, NULL);
}

static bool is_ours(const SipNonces *nonces, const char *nonce, int64_t *ret_made_us)
{
    g_autofree char *text = g_strndup(nonce, 2 * (gsize)TIME_DIGITS);
    g_autofree char *sealed = seal(nonces, text);
    g_autofree char *whole = g_strconcat(text, sealed, NULL);
    g_autofree char *time = g_strndup(text, TIME_DIGITS);
    guint64 made_us = 0;

    if (!g_str_equal(whole, nonce) ||
            !g_ascii_string_to_unsigned(time, HEX, 0, G_MAXINT64, &made_us, NULL)) {
        return false;
    }
    *ret_made_us = (int64_t)made_us;
    return true;
}

static void keep_count(SipNonces *nonces, const char *nonce, uint32_t count)
{
    if (g_hash_table_contains(nonces->counts, nonce)) {
        /* the key stays the one that the queue points to */
        g_hash_table_insert(nonces->counts, g_strdup(nonce), GUINT_TO_POINTER(count));
        return;
    }
    if (g_hash_table_size(nonces->counts) >= SIP_NONCES_MAX) {
        g_hash_table_remove(nonces->counts, g_queue_pop_head(&nonces->order));
    }
    char *key = g_strdup(nonce);
    g_hash_table_insert(nonces->counts, key, GUINT_TO_POINTER(count));
    g_queue_push_tail(&nonces->order, key);
}

bool sip_nonces_use(SipNonces *nonces, const char *nonce, uint32_t count, int64_t now_us)
{
    const unsigned used = GPOINTER_TO_UINT(g_hash_table_lookup(nonces->counts, nonce));
    int64_t made_us = 0;

    if (!is_ours(nonces, nonce, &made_us) || now_us - made_us > SIP_NONCE_AGE_US) {
        return false;
    }
    if (count == 0) {
        return true;
    }
    /* One that is not in the table is new, or was forgotten: only the first count proves the former. */
    if (used == 0 ? count != 1 : count <= used) {
        return false;
    }
    keep_count(nonces, nonce, count);
    return true;
}

unsigned sip_nonces_size(const SipNonces *nonces)
{
    return g_hash_table_size(nonces->counts);
}
