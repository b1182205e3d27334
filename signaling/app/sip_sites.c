#include "signaling/app/sip_sites.h"

#include "config/log.h"
#include "signaling/meeting/keypad.h"
#include "signaling/store/site_table.h"

LOG_TOPIC("sip");

struct SipSites {
    Store *store;
    GHashTable *table; /* code → SipSite */
    void (*renewed)(const char *code, void *user_data);
    void *user_data;
};

static void site_free(void *data)
{
    SipSite *site = data;
    g_free(site->code);
    g_free(site->name);
    g_free(site->pin_hash);
    g_free(site->uri);
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        g_free(site->ha1[i]);
    }
    g_free(site);
}

static void keep_site(const void *record, void *user_data)
{
    const Site *read = record;
    SipSite *site = g_new(SipSite, 1);

    *site = (SipSite){
            .code = g_strdup(read->code),
            .name = g_strdup(read->name),
            .uri = g_strdup(read->sip_uri),
            .ha1 = {[SIP_DIGEST_SHA256] = g_strdup(read->sip_ha1_sha256),
                    [SIP_DIGEST_MD5] = g_strdup(read->sip_ha1_md5)},
            .rate_cap_kbps = read->rate_cap_kbps,
            .network = (SiteNetwork)read->network,
            .plain_rtp = read->plain_rtp,
            .pin_hash = g_strdup(read->pin_hash),
    };
    g_hash_table_replace(user_data, site->code, site);
}

static GHashTable *new_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, site_free);
}

static bool read_sites(Database *database, void *data, GError **error)
{
    return record_each(database, &site_type, "WHERE active = 1 ORDER BY position, code LIMIT $1",
            DATABASE_VALUES(database_int(SITE_LIST_MAX)), keep_site, data, error);
}

SipSites *sip_sites_new(Store *store, Database *database, GError **error)
{
    SipSites *sites = g_new0(SipSites, 1);

    sites->store = store;
    sites->table = new_table();
    if (!read_sites(database, sites->table, error)) {
        sip_sites_free(sites);
        return NULL;
    }
    return sites;
}

void sip_sites_free(SipSites *sites)
{
    if (sites != NULL) {
        g_hash_table_unref(sites->table);
        g_free(sites);
    }
}

void sip_sites_set_listener(
        SipSites *sites, void (*renewed)(const char *code, void *user_data), void *user_data)
{
    sites->renewed = renewed;
    sites->user_data = user_data;
}

const SipSite *sip_sites_find(const SipSites *sites, const char *code)
{
    return g_hash_table_lookup(sites->table, code);
}

const SipSite *sip_sites_find_keys(const SipSites *sites, const char *keys)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, sites->table);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const SipSite *site = value;
        if (site->pin_hash[0] != '\0' && keypad_fits(site->code, keys)) {
            return site;
        }
    }
    return NULL;
}

unsigned sip_sites_count(const SipSites *sites)
{
    GHashTableIter iterator;
    gpointer value = NULL;
    unsigned count = 0;

    g_hash_table_iter_init(&iterator, sites->table);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        count += ((const SipSite *)value)->ha1[SIP_DIGEST_MD5][0] != '\0' ? 1 : 0;
    }
    return count;
}

/* ---- after a change ---- */

static void tell_renewed(const SipSites *sites, GHashTable *before)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, before);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const SipSite *was = value;
        const SipSite *is = sip_sites_find(sites, was->code);
        const char *old = was->ha1[SIP_DIGEST_MD5];
        if (old[0] != '\0' && (is == NULL || !g_str_equal(is->ha1[SIP_DIGEST_MD5], old))) {
            sites->renewed(was->code, sites->user_data);
        }
    }
}

static void unref_table(void *data)
{
    g_hash_table_unref(data);
}

static void on_sites(void *data, const GError *error, void *user_data)
{
    SipSites *sites = user_data;

    if (error != NULL) {
        log_error("The sites with SIP devices could not be read again: %s.", error->message);
        return;
    }
    g_autoptr(GHashTable) before = sites->table;
    sites->table = g_hash_table_ref(data);
    if (sites->renewed != NULL) {
        tell_renewed(sites, before);
    }
}

void sip_sites_reload(SipSites *sites)
{
    if (!store_submit(sites->store, read_sites, on_sites, new_table(), unref_table, sites)) {
        log_error("The sites with SIP devices could not be read again: too much is waiting.");
    }
}
