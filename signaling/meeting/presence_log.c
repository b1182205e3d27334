#include "signaling/meeting/presence_log.h"

struct PresenceLog {
    GPtrArray *sites;        /* PresenceSite */
    GHashTable *by_identity; /* its identity → PresenceSite */
};

static void site_free(gpointer data)
{
    PresenceSite *site = data;

    g_free(site->identity);
    g_free(site->name);
    g_free(site->how);
    g_array_unref(site->spans);
    g_free(site);
}

PresenceLog *presence_log_new(void)
{
    PresenceLog *log = g_new(PresenceLog, 1);

    *log = (PresenceLog){
            .sites = g_ptr_array_new_with_free_func(site_free),
            .by_identity = g_hash_table_new(g_str_hash, g_str_equal),
    };
    return log;
}

void presence_log_free(PresenceLog *log)
{
    if (log != NULL) {
        g_hash_table_unref(log->by_identity);
        g_ptr_array_unref(log->sites);
        g_free(log);
    }
}

static PresenceSite *take_site(PresenceLog *log, const char *identity)
{
    PresenceSite *site = g_hash_table_lookup(log->by_identity, identity);

    if (site == NULL && log->sites->len < PRESENCE_SITES_MAX) {
        site = g_new0(PresenceSite, 1);
        site->identity = g_strdup(identity);
        site->name = g_strdup("");
        site->how = g_strdup("");
        site->spans = g_array_new(FALSE, FALSE, sizeof(AttendanceSpan));
        g_ptr_array_add(log->sites, site);
        g_hash_table_insert(log->by_identity, site->identity, site);
    }
    return site;
}

static void replace_text(char **place, const json_t *text)
{
    if (json_string_value(text) != NULL && json_string_length(text) > 0) {
        g_free(*place);
        *place = g_strdup(json_string_value(text));
    }
}

static AttendanceSpan *last_span(const PresenceSite *site)
{
    return site->spans->len > 0 ? &g_array_index(site->spans, AttendanceSpan, site->spans->len - 1)
                                : NULL;
}

static void come(PresenceSite *site, int64_t at_us)
{
    const AttendanceSpan *last = last_span(site);
    const AttendanceSpan span = {.from_us = at_us, .to_us = at_us};

    /* One that is dated back behind the end of the last goes on with it; so does one too many. */
    if (last == NULL || (at_us > last->to_us && site->spans->len < PRESENCE_SPANS_MAX)) {
        g_array_append_val(site->spans, span);
    }
    site->on = true;
}

static void go(PresenceSite *site, int64_t at_us)
{
    AttendanceSpan *last = last_span(site);

    last->to_us = MAX(last->to_us, at_us);
    site->on = false;
}

static void apply_change(PresenceLog *log, const json_t *change)
{
    const char *identity = json_string_value(json_object_get(change, "site"));
    const int64_t at_us = json_integer_value(json_object_get(change, "at_us"));
    const bool on = json_is_true(json_object_get(change, "on"));
    PresenceSite *site = identity != NULL ? take_site(log, identity) : NULL;

    if (site == NULL) {
        return;
    }
    replace_text(&site->name, json_object_get(change, "name"));
    replace_text(&site->how, json_object_get(change, "how"));
    site->chair = json_is_true(json_object_get(change, "chair"));
    if (on && !site->on) {
        come(site, at_us);
    } else if (!on && site->on) {
        go(site, at_us);
    }
}

void presence_log_apply(PresenceLog *log, const json_t *event)
{
    const json_t *changes = json_object_get(event, "changes");

    for (size_t i = 0; i < json_array_size(changes); i++) {
        apply_change(log, json_array_get(changes, i));
    }
}

size_t presence_log_size(const PresenceLog *log)
{
    return log->sites->len;
}

const PresenceSite *presence_log_nth(const PresenceLog *log, size_t n)
{
    return g_ptr_array_index(log->sites, n);
}

const PresenceSite *presence_log_find(const PresenceLog *log, const char *identity)
{
    return g_hash_table_lookup(log->by_identity, identity);
}

void presence_site_spans(const PresenceSite *site, int64_t until_us, GArray *spans)
{
    for (guint i = 0; i < site->spans->len; i++) {
        AttendanceSpan span = g_array_index(site->spans, AttendanceSpan, i);
        if (site->on && i + 1 == site->spans->len) {
            span.to_us = MAX(span.to_us, until_us);
        }
        g_array_append_val(spans, span);
    }
}
