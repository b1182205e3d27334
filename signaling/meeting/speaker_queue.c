#include "signaling/meeting/speaker_queue.h"

typedef struct Entry {
    char *site;
    char *subject;
    int64_t since_us;
} Entry;

struct SpeakerQueue {
    GPtrArray *entries; /* Entry */
};

static void entry_free(gpointer data)
{
    Entry *entry = data;
    g_free(entry->site);
    g_free(entry->subject);
    g_free(entry);
}

SpeakerQueue *speaker_queue_new(void)
{
    SpeakerQueue *queue = g_new0(SpeakerQueue, 1);

    queue->entries = g_ptr_array_new_with_free_func(entry_free);
    return queue;
}

void speaker_queue_free(SpeakerQueue *queue)
{
    if (queue != NULL) {
        g_ptr_array_unref(queue->entries);
        g_free(queue);
    }
}

static Entry *find(const SpeakerQueue *queue, const char *site)
{
    for (size_t i = 0; i < queue->entries->len; i++) {
        Entry *entry = g_ptr_array_index(queue->entries, i);
        if (g_str_equal(entry->site, site)) {
            return entry;
        }
    }
    return NULL;
}

bool speaker_queue_add(SpeakerQueue *queue, const SpeakerEntry *entry)
{
    Entry *kept = find(queue, entry->site);

    if (kept == NULL) {
        if (queue->entries->len >= SPEAKER_QUEUE_MAX) {
            return false;
        }
        kept = g_new0(Entry, 1);
        kept->site = g_strdup(entry->site);
        kept->since_us = entry->since_us;
        g_ptr_array_add(queue->entries, kept);
    }
    char *subject = g_strdup(entry->subject);
    g_free(kept->subject);
    kept->subject = subject;
    return true;
}

void speaker_queue_remove(SpeakerQueue *queue, const char *site)
{
    g_ptr_array_remove(queue->entries, find(queue, site));
}

void speaker_queue_order(SpeakerQueue *queue, const json_t *sites, int64_t now_us)
{
    guint placed = 0;

    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_string_value(json_array_get(sites, i));
        guint at = 0;
        if (site == NULL ||
                (!speaker_queue_has(queue, site) &&
                        !speaker_queue_add(queue,
                                &(SpeakerEntry){
                                        .site = site, .subject = "", .since_us = now_us}))) {
            continue;
        }
        Entry *entry = find(queue, site);
        g_assert(g_ptr_array_find(queue->entries, entry, &at));
        if (at >= placed) { /* otherwise it stands in the list twice */
            g_ptr_array_insert(
                    queue->entries, (gint)placed, g_ptr_array_steal_index(queue->entries, at));
            placed++;
        }
    }
}

size_t speaker_queue_size(const SpeakerQueue *queue)
{
    return queue->entries->len;
}

SpeakerEntry speaker_queue_nth(const SpeakerQueue *queue, size_t n)
{
    g_assert(n < queue->entries->len);
    const Entry *entry = g_ptr_array_index(queue->entries, n);
    return (SpeakerEntry){
            .site = entry->site, .subject = entry->subject, .since_us = entry->since_us};
}

bool speaker_queue_has(const SpeakerQueue *queue, const char *site)
{
    return find(queue, site) != NULL;
}
