#include "signaling/http/address_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { ADDRESSES_MAX = 4096, V4_OFFSET = 12 };

typedef struct Entry {
    AddressKey key;
    unsigned connections;
    double allowance; /* connections that may be made now */
    int64_t allowed_us;
} Entry;

struct AddressLimit {
    AddressLimitConfig config;
    GHashTable *entries; /* key → Entry */
};

static guint key_hash(gconstpointer data)
{
    const AddressKey *key = data;
    guint hash = 5381;

    for (size_t i = 0; i < sizeof key->bytes; i++) {
        hash = hash * 33 + key->bytes[i];
    }
    return hash;
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(AddressKey)) == 0;
}

AddressLimit *address_limit_new(const AddressLimitConfig *config)
{
    AddressLimit *limit = g_new0(AddressLimit, 1);

    limit->config = *config;
    limit->entries = g_hash_table_new_full(key_hash, key_equal, NULL, g_free);
    return limit;
}

void address_limit_free(AddressLimit *limit)
{
    if (limit == NULL) {
        return;
    }
    g_hash_table_unref(limit->entries);
    g_free(limit);
}

static void refill(const AddressLimit *limit, Entry *entry, int64_t now_us)
{
    const double grown =
            (double)(now_us - entry->allowed_us) * limit->config.rate_per_s / G_USEC_PER_SEC;

    entry->allowance = MIN(entry->allowance + grown, (double)limit->config.burst);
    entry->allowed_us = now_us;
}

/* Forgets who has no connection and has been quiet long enough to have the full burst again. */
static void forget_the_quiet(AddressLimit *limit, int64_t now_us)
{
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, limit->entries);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Entry *entry = value;
        refill(limit, entry, now_us);
        if (entry->connections == 0 && entry->allowance >= limit->config.burst) {
            g_hash_table_iter_remove(&iter);
        }
    }
}

static Entry *entry_for(AddressLimit *limit, const AddressKey *key)
{
    Entry *entry = g_hash_table_lookup(limit->entries, key);

    if (entry == NULL) {
        entry = g_new0(Entry, 1);
        entry->key = *key;
        entry->allowance = limit->config.burst;
        g_hash_table_insert(limit->entries, &entry->key, entry);
    }
    return entry;
}

AddressVerdict address_limit_admit(AddressLimit *limit, const AddressKey *key, int64_t now_us)
{
    if (g_hash_table_size(limit->entries) >= ADDRESSES_MAX &&
            !g_hash_table_contains(limit->entries, key)) {
        forget_the_quiet(limit, now_us);
        if (g_hash_table_size(limit->entries) >= ADDRESSES_MAX) {
            /* Thousands of busy addresses: only their total, the server's bound, can help. */
            return ADDRESS_ADMITTED;
        }
    }
    Entry *entry = entry_for(limit, key);
    refill(limit, entry, now_us);
    if (entry->connections >= limit->config.connections_max + ADDRESS_LIMIT_TOLD) {
        return ADDRESS_TOO_MANY;
    }
    if (entry->allowance < 1.0) {
        return ADDRESS_TOO_FAST;
    }
    entry->allowance -= 1.0;
    return ADDRESS_ADMITTED;
}

bool address_limit_is_beyond(const AddressLimit *limit, const AddressKey *key)
{
    const Entry *entry = g_hash_table_lookup(limit->entries, key);
    return entry != NULL && entry->connections > limit->config.connections_max;
}

bool address_limit_is_full(const AddressLimit *limit, const AddressKey *key)
{
    const Entry *entry = g_hash_table_lookup(limit->entries, key);
    return entry != NULL && entry->connections >= limit->config.connections_max;
}

void address_limit_enter(AddressLimit *limit, const AddressKey *key)
{
    entry_for(limit, key)->connections++;
}

void address_limit_leave(AddressLimit *limit, const AddressKey *key)
{
    Entry *entry = g_hash_table_lookup(limit->entries, key);

    g_assert(entry != NULL && entry->connections > 0);
    entry->connections--;
}

unsigned address_limit_size(const AddressLimit *limit)
{
    return g_hash_table_size(limit->entries);
}

/* The address in the form of IPv6. */
static bool to_v6(const struct sockaddr *address, struct in6_addr *ret_v6)
{
    static const uint8_t mapped[V4_OFFSET] = {[10] = 0xff, [11] = 0xff};

    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        *ret_v6 = v6.sin6_addr;
        return true;
    }
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        memcpy(ret_v6->s6_addr, mapped, sizeof mapped);
        memcpy(ret_v6->s6_addr + V4_OFFSET, &v4.sin_addr, sizeof v4.sin_addr);
        return true;
    }
    memset(ret_v6, 0, sizeof *ret_v6);
    return false;
}

AddressKey address_key(const struct sockaddr *address)
{
    struct in6_addr v6;
    AddressKey key = {{0}};

    if (to_v6(address, &v6)) {
        memcpy(key.bytes, v6.s6_addr, IN6_IS_ADDR_V4MAPPED(&v6) ? sizeof key.bytes : 8);
    }
    return key;
}

bool address_is_loopback(const struct sockaddr *address)
{
    struct in6_addr v6;

    if (!to_v6(address, &v6)) {
        return false;
    }
    return IN6_IS_ADDR_LOOPBACK(&v6) || (IN6_IS_ADDR_V4MAPPED(&v6) && v6.s6_addr[V4_OFFSET] == 127);
}

char *address_text(const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    struct in6_addr v6;

    if (!to_v6(address, &v6)) {
        return g_strdup("unknown");
    }
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        inet_ntop(AF_INET, v6.s6_addr + V4_OFFSET, text, sizeof text);
    } else {
        inet_ntop(AF_INET6, &v6, text, sizeof text);
    }
    return g_strdup(text);
}
