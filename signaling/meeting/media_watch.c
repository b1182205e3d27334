#include "signaling/meeting/media_watch.h"

typedef struct Watched {
    char *identity;
    char *name;
    char *how;
    bool chair;
    bool on;
    int64_t last_us; /* the last packet that is known of */
} Watched;

struct MediaWatch {
    GHashTable *sites; /* its identity → Watched */
    json_t *changes;
};

static void watched_free(gpointer data)
{
    Watched *site = data;

    g_free(site->identity);
    g_free(site->name);
    g_free(site->how);
    g_free(site);
}

MediaWatch *media_watch_new(void)
{
    MediaWatch *watch = g_new(MediaWatch, 1);

    *watch = (MediaWatch){
            .sites = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, watched_free),
            .changes = json_array(),
    };
    return watch;
}

void media_watch_free(MediaWatch *watch)
{
    if (watch != NULL) {
        g_hash_table_unref(watch->sites);
        json_decref(watch->changes);
        g_free(watch);
    }
}

static Watched *take_site(MediaWatch *watch, const char *identity)
{
    Watched *site = g_hash_table_lookup(watch->sites, identity);

    if (site == NULL && g_hash_table_size(watch->sites) < PRESENCE_SITES_MAX) {
        site = g_new0(Watched, 1);
        site->identity = g_strdup(identity);
        g_hash_table_insert(watch->sites, site->identity, site);
    }
    return site;
}

static void describe(Watched *site, const char *name, const char *how, bool chair)
{
    char *new_name = g_strdup(name);
    char *new_how = g_strdup(how);

    g_free(site->name);
    g_free(site->how);
    site->name = new_name;
    site->how = new_how;
    site->chair = chair;
}

void media_watch_restore(MediaWatch *watch, const PresenceLog *log, int64_t known_us)
{
    for (size_t i = 0; i < presence_log_size(log); i++) {
        const PresenceSite *there = presence_log_nth(log, i);
        Watched *site = take_site(watch, there->identity);
        if (site != NULL && there->spans->len > 0) {
            const AttendanceSpan *last =
                    &g_array_index(there->spans, AttendanceSpan, there->spans->len - 1);
            describe(site, there->name, there->how, there->chair);
            site->on = there->on;
            site->last_us = there->on ? MAX(last->from_us, known_us) : last->to_us;
        }
    }
}

static void change(MediaWatch *watch, Watched *site, bool on, int64_t at_us)
{
    site->on = on;
    if (json_array_size(watch->changes) >= MEDIA_WATCH_CHANGES_MAX) {
        json_array_remove(watch->changes, 0);
    }
    json_array_append_new(watch->changes,
            json_pack("{s:s, s:s, s:s, s:b, s:b, s:I}", "site", site->identity, "name", site->name,
                    "how", site->how, "chair", site->chair, "on", on, "at_us", (json_int_t)at_us));
}

void media_watch_report(MediaWatch *watch, const MediaReport *report, int64_t now_us)
{
    Watched *site = report->last_us != 0 ? take_site(watch, report->identity) : NULL;

    if (site == NULL) {
        return;
    }
    describe(site, report->name, report->how, report->chair);
    if (site->on) {
        /* Until when it was there for certain before this flow began. */
        const int64_t until_us = MAX(site->last_us, report->paused_us);
        if (report->flow_us - until_us > MEDIA_WATCH_SILENCE_US) {
            change(watch, site, false, until_us);
            change(watch, site, true, report->flow_us);
        }
    } else if (report->last_us > site->last_us &&
            now_us - report->last_us <= MEDIA_WATCH_SILENCE_US) {
        change(watch, site, true, MAX(report->flow_us, site->last_us));
    }
    site->last_us = MAX(site->last_us, report->last_us);
}

void media_watch_tick(MediaWatch *watch, int64_t now_us)
{
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, watch->sites);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Watched *site = value;
        if (site->on && now_us - site->last_us > MEDIA_WATCH_SILENCE_US) {
            change(watch, site, false, site->last_us);
        }
    }
}

bool media_watch_is_on(const MediaWatch *watch)
{
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, watch->sites);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (((const Watched *)value)->on) {
            return true;
        }
    }
    return false;
}

json_t *media_watch_take(MediaWatch *watch)
{
    json_t *changes = watch->changes;

    if (json_array_size(changes) == 0) {
        return NULL;
    }
    watch->changes = json_array();
    return changes;
}

void media_watch_put_back(MediaWatch *watch, json_t *changes)
{
    json_array_extend(changes, watch->changes);
    while (json_array_size(changes) > MEDIA_WATCH_CHANGES_MAX) {
        json_array_remove(changes, 0);
    }
    json_decref(watch->changes);
    watch->changes = changes;
}
