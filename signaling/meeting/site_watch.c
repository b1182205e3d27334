#include "signaling/meeting/site_watch.h"

/* A line whose packets are lost like this is heard by everybody; between the two it stays as it was. */
static const double line_on_percent = 6.0;
static const double line_off_percent = 3.0;
static const double line_on_rtt_ms = 800.0;
static const double line_off_rtt_ms = 500.0;
static const double line_follow = 0.3; /* a reading's part: over about three seconds */

/* So long it must be so before it is told. The media server has judged over some seconds already. */
static const int64_t wait_us[SITE_FAULTS] = {
        [SITE_FAULT_SILENT] = 1000000, /* a microphone that was just switched on */
        [SITE_FAULT_LINE] = 2000000,
};

typedef struct Entry {
    unsigned faults;               /* told */
    int64_t since_us[SITE_FAULTS]; /* it is otherwise than told; 0: it is as told */
    bool line_read;
    double loss_percent, rtt_ms;
    bool line_bad;
} Entry;

struct SiteWatch {
    GHashTable *entries; /* identity -> Entry */
    SiteWatchFn changed;
    void *user_data;
};

static const char *const names[SITE_FAULTS] = {
        [SITE_FAULT_NO_PICTURE] = "no_picture",
        [SITE_FAULT_BLACK] = "black",
        [SITE_FAULT_FROZEN] = "frozen",
        [SITE_FAULT_SILENT] = "silent",
        [SITE_FAULT_CLIPPING] = "clipping",
        [SITE_FAULT_HOWLING] = "howling",
        [SITE_FAULT_ECHO] = "echo",
        [SITE_FAULT_LINE] = "line",
};

const char *site_fault_name(SiteFault fault)
{
    g_assert(fault < SITE_FAULTS);
    return names[fault];
}

bool site_fault_from_name(const char *name, SiteFault *ret_fault)
{
    for (SiteFault fault = 0; fault < SITE_FAULTS; fault++) {
        if (g_str_equal(names[fault], name)) {
            *ret_fault = fault;
            return true;
        }
    }
    return false;
}

SiteWatch *site_watch_new(SiteWatchFn changed, void *user_data)
{
    SiteWatch *watch = g_new(SiteWatch, 1);

    *watch = (SiteWatch){
            .entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
            .changed = changed,
            .user_data = user_data,
    };
    return watch;
}

void site_watch_free(SiteWatch *watch)
{
    if (watch != NULL) {
        g_hash_table_unref(watch->entries);
        g_free(watch);
    }
}

static void read_line(Entry *entry, const SiteReading *reading)
{
    const double part = entry->line_read ? line_follow : 1.0;

    /* One second that loses much is no bad line, least of all the first, when everybody comes at once. */
    entry->loss_percent += (reading->loss_percent - entry->loss_percent) * line_follow;
    entry->rtt_ms += (reading->rtt_ms - entry->rtt_ms) * part;
    entry->line_read = true;
    entry->line_bad = entry->line_bad
            ? entry->loss_percent > line_off_percent || entry->rtt_ms > line_off_rtt_ms
            : entry->loss_percent > line_on_percent || entry->rtt_ms > line_on_rtt_ms;
}

static unsigned judge(const Entry *entry, const SiteReading *reading)
{
    static const unsigned of_picture = SITE_FAULT_BIT(SITE_FAULT_NO_PICTURE) |
            SITE_FAULT_BIT(SITE_FAULT_BLACK) | SITE_FAULT_BIT(SITE_FAULT_FROZEN);
    static const unsigned of_sound = SITE_FAULT_BIT(SITE_FAULT_SILENT) |
            SITE_FAULT_BIT(SITE_FAULT_CLIPPING) | SITE_FAULT_BIT(SITE_FAULT_HOWLING) |
            SITE_FAULT_BIT(SITE_FAULT_ECHO);
    static const unsigned of_no_line =
            SITE_FAULT_BIT(SITE_FAULT_NO_PICTURE) | SITE_FAULT_BIT(SITE_FAULT_FROZEN);
    unsigned faults = reading->seen & (of_picture | of_sound);

    if (!reading->camera) {
        faults &= ~of_picture;
    }
    if (!reading->mic) {
        faults &= ~of_sound;
    }
    if (entry->line_bad) {
        faults = (faults & ~of_no_line) | SITE_FAULT_BIT(SITE_FAULT_LINE);
    }
    return faults;
}

static void settle(
        SiteWatch *watch, const char *identity, Entry *entry, unsigned now, int64_t now_us)
{
    const unsigned otherwise = entry->faults ^ now;

    for (SiteFault fault = 0; fault < SITE_FAULTS; fault++) {
        int64_t *since_us = &entry->since_us[fault];
        if ((otherwise & SITE_FAULT_BIT(fault)) == 0) {
            *since_us = 0;
            continue;
        }
        const bool begins = (now & SITE_FAULT_BIT(fault)) != 0;
        *since_us = *since_us != 0 ? *since_us : now_us;
        if (now_us - *since_us >= (begins ? wait_us[fault] : SITE_WATCH_OVER_US)) {
            *since_us = 0;
            entry->faults ^= SITE_FAULT_BIT(fault);
            watch->changed(identity, fault, begins, watch->user_data);
        }
    }
}

void site_watch_read(
        SiteWatch *watch, const char *identity, const SiteReading *reading, int64_t now_us)
{
    Entry *entry = g_hash_table_lookup(watch->entries, identity);

    if (entry == NULL) {
        if (g_hash_table_size(watch->entries) >= SITE_WATCH_MAX) {
            return;
        }
        entry = g_new0(Entry, 1);
        g_hash_table_insert(watch->entries, g_strdup(identity), entry);
    }
    read_line(entry, reading);
    settle(watch, identity, entry, judge(entry, reading), now_us);
}

void site_watch_forget(SiteWatch *watch, const char *identity)
{
    const unsigned faults = site_watch_faults(watch, identity);
    g_autofree char *copy = g_strdup(identity); /* it may be the table's own */

    g_hash_table_remove(watch->entries, copy);
    for (SiteFault fault = 0; fault < SITE_FAULTS; fault++) {
        if ((faults & SITE_FAULT_BIT(fault)) != 0) {
            watch->changed(copy, fault, false, watch->user_data);
        }
    }
}

unsigned site_watch_faults(const SiteWatch *watch, const char *identity)
{
    const Entry *entry = g_hash_table_lookup(watch->entries, identity);
    return entry != NULL ? entry->faults : 0;
}

double site_watch_loss_percent(const SiteWatch *watch, const char *identity)
{
    const Entry *entry = g_hash_table_lookup(watch->entries, identity);
    return entry != NULL ? entry->loss_percent : 0.0;
}

double site_watch_rtt_ms(const SiteWatch *watch, const char *identity)
{
    const Entry *entry = g_hash_table_lookup(watch->entries, identity);
    return entry != NULL ? entry->rtt_ms : 0.0;
}

void site_watch_each(const SiteWatch *watch, SiteWatchEachFn each, void *user_data)
{
    GHashTableIter iter;
    gpointer identity = NULL;
    gpointer entry = NULL;

    g_hash_table_iter_init(&iter, watch->entries);
    while (g_hash_table_iter_next(&iter, &identity, &entry)) {
        if (((Entry *)entry)->faults != 0) {
            each(identity, ((Entry *)entry)->faults, user_data);
        }
    }
}
