#include "signaling/app/site_door.h"

#include "config/log.h"
#include "signaling/meeting/site_name.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/site_table.h"

LOG_TOPIC("door");

struct SiteDoor {
    Store *store;
    GHashTable *ranges; /* code → text, of the sites that have some */
    GHashTable *noted;  /* code → int64_t: when a refusal was written down last */
    void (*changed)(void *user_data);
    void *user_data;
};

static void keep_ranges(const void *record, void *user_data)
{
    const Site *site = record;

    if (site->allowed_ranges[0] != '\0') {
        g_hash_table_replace(user_data, g_strdup(site->code), g_strdup(site->allowed_ranges));
    }
}

static GHashTable *new_ranges(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static bool read_ranges(Database *database, void *data, GError **error)
{
    return record_each(database, &site_type, "WHERE allowed_ranges <> '' LIMIT $1",
            DATABASE_VALUES(database_int(SITE_LIST_MAX)), keep_ranges, data, error);
}

SiteDoor *site_door_new(Store *store, Database *database, GError **error)
{
    SiteDoor *door = g_new0(SiteDoor, 1);

    door->store = store;
    door->ranges = new_ranges();
    door->noted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!read_ranges(database, door->ranges, error)) {
        site_door_free(door);
        return NULL;
    }
    return door;
}

void site_door_free(SiteDoor *door)
{
    if (door != NULL) {
        g_hash_table_unref(door->ranges);
        g_hash_table_unref(door->noted);
        g_free(door);
    }
}

/* ---- after a change ---- */

static void unref_ranges(void *data)
{
    g_hash_table_unref(data);
}

static void on_ranges(void *data, const GError *error, void *user_data)
{
    SiteDoor *door = user_data;

    if (error != NULL) {
        log_error("The sites' networks could not be read again: %s.", error->message);
        return;
    }
    g_hash_table_unref(door->ranges);
    door->ranges = g_hash_table_ref(data);
}

void site_door_set_listener(SiteDoor *door, void (*changed)(void *user_data), void *user_data)
{
    door->changed = changed;
    door->user_data = user_data;
}

void site_door_reload(SiteDoor *door)
{
    if (door->changed != NULL) {
        door->changed(door->user_data);
    }
    if (!store_submit(door->store, read_ranges, on_ranges, new_ranges(), unref_ranges, door)) {
        log_error("The sites' networks could not be read again: too much is waiting.");
    }
}

/* ---- at the door ---- */

typedef struct Refusal {
    char *object;
    char *address;
} Refusal;

static void refusal_free(void *data)
{
    Refusal *refusal = data;
    g_free(refusal->object);
    g_free(refusal->address);
    g_free(refusal);
}

static bool write_refusal(Database *database, void *data, GError **error)
{
    const Refusal *refusal = data;
    const AuditEntry entry = {
            .action = SITE_REFUSED,
            .object = refusal->object,
            .source = refusal->address,
            .detail = "{\"code\":\"bad_address\"}",
    };
    return audit_append(database, &entry, error);
}

static void note_refusal(SiteDoor *door, const char *code, const char *address, int64_t now_us)
{
    const int64_t *last_us = g_hash_table_lookup(door->noted, code);

    if (last_us != NULL && now_us - *last_us < SITE_DOOR_NOTE_US) {
        return;
    }
    Refusal *refusal = g_new(Refusal, 1);
    *refusal = (Refusal){
            .object = g_strconcat("site:", code, NULL),
            .address = g_strdup(address),
    };
    g_hash_table_replace(door->noted, g_strdup(code), g_memdup2(&now_us, sizeof(now_us)));
    log_warning("Site %s was refused: %s lies outside its network.", code, address);
    (void)store_submit(door->store, write_refusal, NULL, refusal, refusal_free, NULL);
}

ClientError site_door_knock(
        SiteDoor *door, const char *identity, const char *address, int64_t now_us)
{
    const char *code = site_name_identity_code(identity);
    char *ranges = code != NULL ? g_hash_table_lookup(door->ranges, code) : NULL;

    if (ranges == NULL || site_allows_address(&(const Site){.allowed_ranges = ranges}, address)) {
        return CLIENT_ERROR_NONE;
    }
    note_refusal(door, code, address, now_us);
    return CLIENT_ERROR_BAD_ADDRESS;
}
