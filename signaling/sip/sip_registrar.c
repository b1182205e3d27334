#include "signaling/sip/sip_registrar.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)

typedef struct Binding {
    char *uri;
    char *source;
    char *device;
    char *call_id;
    uint32_t cseq;
    int64_t since_us;
    int64_t until_us;
} Binding;

struct SipRegistrar {
    GHashTable *sites; /* code → GPtrArray of Binding, the newest first; none is empty */
};

static void binding_free(void *data)
{
    Binding *binding = data;
    g_free(binding->uri);
    g_free(binding->source);
    g_free(binding->device);
    g_free(binding->call_id);
    g_free(binding);
}

static void bindings_free(void *data)
{
    g_ptr_array_unref(data);
}

SipRegistrar *sip_registrar_new(void)
{
    SipRegistrar *registrar = g_new0(SipRegistrar, 1);
    registrar->sites = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bindings_free);
    return registrar;
}

void sip_registrar_free(SipRegistrar *registrar)
{
    if (registrar != NULL) {
        g_hash_table_unref(registrar->sites);
        g_free(registrar);
    }
}

static Binding *find_binding(const GPtrArray *bindings, const char *uri, guint *ret_at)
{
    for (guint i = 0; bindings != NULL && i < bindings->len; i++) {
        Binding *binding = g_ptr_array_index(bindings, i);
        if (g_str_equal(binding->uri, uri)) {
            *ret_at = i;
            return binding;
        }
    }
    return NULL;
}

/* RFC 3261, 10.3, step 7: what overtook it on the way must not be undone. */
static bool is_old(const Binding *binding, const SipRegistrationAsked *asked)
{
    return g_str_equal(binding->call_id, asked->call_id) && asked->cseq <= binding->cseq;
}

static bool is_text(const char *text)
{
    size_t size = 0;

    for (; text[size] != '\0'; size++) {
        if (g_ascii_iscntrl(text[size]) || size >= SIP_CONTACT_MAX) {
            return false;
        }
    }
    return size > 0;
}

/* How many bindings there would be, if all that is asked for were done. */
static size_t size_after(const GPtrArray *bindings, const SipRegistrationAsked *asked)
{
    size_t size = bindings != NULL ? bindings->len : 0;
    guint at = 0;

    for (size_t i = 0; i < asked->n_contacts; i++) {
        const bool known = find_binding(bindings, asked->contacts[i].uri, &at) != NULL;
        if (asked->contacts[i].expires_s > 0 && !known) {
            size++;
        } else if (asked->contacts[i].expires_s == 0 && known) {
            size--;
        }
    }
    return size;
}

static SipRegistration check(
        const SipRegistrar *registrar, const GPtrArray *bindings, const SipRegistrationAsked *asked)
{
    guint at = 0;

    if (!is_text(asked->call_id) || !is_text(asked->source)) {
        return SIP_REGISTRATION_INVALID;
    }
    for (size_t i = 0; i < asked->n_contacts; i++) {
        const SipContactAsked *contact = &asked->contacts[i];
        if (!is_text(contact->uri)) {
            return SIP_REGISTRATION_INVALID;
        }
        if (contact->expires_s > 0 && contact->expires_s < SIP_EXPIRES_MIN_S) {
            return SIP_REGISTRATION_BRIEF;
        }
        const Binding *known = find_binding(bindings, contact->uri, &at);
        if (known != NULL && is_old(known, asked)) {
            return SIP_REGISTRATION_OLD;
        }
    }
    const bool one_more = bindings == NULL && size_after(bindings, asked) > 0;
    return size_after(bindings, asked) > SIP_BINDINGS_MAX ||
                    (one_more && g_hash_table_size(registrar->sites) >= SIP_SITES_MAX)
            ? SIP_REGISTRATION_FULL
            : SIP_REGISTRATION_OK;
}

static Binding *binding_new(
        const SipRegistrationAsked *asked, const SipContactAsked *contact, int64_t now_us)
{
    Binding *binding = g_new(Binding, 1);

    *binding = (Binding){
            .uri = g_strdup(contact->uri),
            .source = g_strdup(asked->source),
            .device = g_strndup(asked->device != NULL ? asked->device : "", SIP_CONTACT_MAX),
            .call_id = g_strdup(asked->call_id),
            .cseq = asked->cseq,
            .since_us = now_us,
            .until_us = now_us + MIN(contact->expires_s, SIP_EXPIRES_MAX_S) * SECOND_US,
    };
    return binding;
}

static void carry_out(GPtrArray *bindings, const SipRegistrationAsked *asked, int64_t now_us)
{
    if (asked->all_away) {
        g_ptr_array_set_size(bindings, 0);
    }
    for (size_t i = 0; i < asked->n_contacts; i++) {
        const SipContactAsked *contact = &asked->contacts[i];
        guint at = 0;
        const Binding *known = find_binding(bindings, contact->uri, &at);
        const int64_t since_us = known != NULL ? known->since_us : now_us;
        if (known != NULL) {
            g_ptr_array_remove_index(bindings, at);
        }
        if (contact->expires_s > 0) {
            Binding *binding = binding_new(asked, contact, now_us);
            binding->since_us = since_us;
            g_ptr_array_insert(bindings, 0, binding);
        }
    }
}

static unsigned expire(GPtrArray *bindings, int64_t now_us)
{
    for (guint i = bindings->len; i-- > 0;) {
        const Binding *binding = g_ptr_array_index(bindings, i);
        if (now_us >= binding->until_us) {
            g_ptr_array_remove_index(bindings, i);
        }
    }
    return bindings->len;
}

SipRegistration sip_registrar_register(
        SipRegistrar *registrar, const SipRegistrationAsked *asked, int64_t now_us)
{
    GPtrArray *bindings = g_hash_table_lookup(registrar->sites, asked->site);

    if (bindings != NULL && expire(bindings, now_us) == 0) {
        g_hash_table_remove(registrar->sites, asked->site);
        bindings = NULL;
    }
    const SipRegistration outcome = check(registrar, bindings, asked);
    if (outcome != SIP_REGISTRATION_OK) {
        return outcome;
    }
    if (bindings == NULL) {
        bindings = g_ptr_array_new_with_free_func(binding_free);
        g_hash_table_insert(registrar->sites, g_strdup(asked->site), bindings);
    }
    carry_out(bindings, asked, now_us);
    if (bindings->len == 0) {
        g_hash_table_remove(registrar->sites, asked->site);
    }
    return SIP_REGISTRATION_OK;
}

static SipBinding shown(const Binding *binding)
{
    return (SipBinding){
            .uri = binding->uri,
            .source = binding->source,
            .device = binding->device,
            .call_id = binding->call_id,
            .cseq = binding->cseq,
            .since_us = binding->since_us,
            .until_us = binding->until_us,
    };
}

static bool may_restore(const GPtrArray *bindings, const SipBinding *binding, int64_t now_us)
{
    guint at = 0;
    return now_us < binding->until_us && is_text(binding->uri) && is_text(binding->source) &&
            is_text(binding->call_id) && find_binding(bindings, binding->uri, &at) == NULL &&
            (bindings == NULL || bindings->len < SIP_BINDINGS_MAX);
}

void sip_registrar_restore(
        SipRegistrar *registrar, const char *site, const SipBinding *binding, int64_t now_us)
{
    GPtrArray *bindings = g_hash_table_lookup(registrar->sites, site);

    if (!may_restore(bindings, binding, now_us) ||
            (bindings == NULL && g_hash_table_size(registrar->sites) >= SIP_SITES_MAX)) {
        return;
    }
    if (bindings == NULL) {
        bindings = g_ptr_array_new_with_free_func(binding_free);
        g_hash_table_insert(registrar->sites, g_strdup(site), bindings);
    }
    Binding *restored = g_new(Binding, 1);
    *restored = (Binding){
            .uri = g_strdup(binding->uri),
            .source = g_strdup(binding->source),
            .device = g_strndup(binding->device, SIP_CONTACT_MAX),
            .call_id = g_strdup(binding->call_id),
            .cseq = binding->cseq,
            .since_us = MIN(binding->since_us, now_us),
            .until_us = MIN(binding->until_us, now_us + SIP_EXPIRES_MAX_S * SECOND_US),
    };
    g_ptr_array_add(bindings, restored);
}

size_t sip_registrar_find(const SipRegistrar *registrar, const char *site, int64_t now_us,
        SipBinding *ret_bindings, size_t room)
{
    const GPtrArray *bindings = g_hash_table_lookup(registrar->sites, site);
    size_t count = 0;

    for (guint i = 0; bindings != NULL && i < bindings->len && count < room; i++) {
        const Binding *binding = g_ptr_array_index(bindings, i);
        if (now_us < binding->until_us) {
            ret_bindings[count++] = shown(binding);
        }
    }
    return count;
}

void sip_registrar_each(const SipRegistrar *registrar, int64_t now_us,
        void (*each)(const char *site, const SipBinding *binding, void *user_data), void *user_data)
{
    GHashTableIter iterator;
    gpointer site = NULL;
    gpointer bindings = NULL;

    g_hash_table_iter_init(&iterator, registrar->sites);
    while (g_hash_table_iter_next(&iterator, &site, &bindings)) {
        const GPtrArray *array = bindings;
        for (guint i = 0; i < array->len; i++) {
            const Binding *binding = g_ptr_array_index(array, i);
            const SipBinding seen = shown(binding);
            if (now_us < binding->until_us) {
                each(site, &seen, user_data);
            }
        }
    }
}

bool sip_registrar_remove(SipRegistrar *registrar, const char *site, const char *uri)
{
    GPtrArray *bindings = g_hash_table_lookup(registrar->sites, site);
    guint at = 0;

    if (find_binding(bindings, uri, &at) == NULL) {
        return false;
    }
    g_ptr_array_remove_index(bindings, at);
    return bindings->len == 0 && g_hash_table_remove(registrar->sites, site);
}

void sip_registrar_forget(SipRegistrar *registrar, const char *site)
{
    g_hash_table_remove(registrar->sites, site);
}

unsigned sip_registrar_tick(SipRegistrar *registrar, int64_t now_us)
{
    GHashTableIter iterator;
    gpointer bindings = NULL;
    unsigned gone = 0;

    g_hash_table_iter_init(&iterator, registrar->sites);
    while (g_hash_table_iter_next(&iterator, NULL, &bindings)) {
        if (expire(bindings, now_us) == 0) {
            g_hash_table_iter_remove(&iterator);
            gone++;
        }
    }
    return gone;
}

unsigned sip_registrar_size(const SipRegistrar *registrar)
{
    return g_hash_table_size(registrar->sites);
}
