#include "mcu/rtp/nack_list.h"

#define REPEAT_MIN_US (40 * INT64_C(1000))

typedef struct Missing {
    int64_t seq;
    int64_t since_us;
    int64_t due_us;
    int tries;
} Missing;

struct NackList {
    int64_t first_wait_us;
    int64_t useful_us;
    bool started;
    int64_t newest;
    GArray *missing; /* of Missing, by rising number */
    NackListStats stats;
};

NackList *nack_list_new(int64_t first_wait_us, int64_t useful_us)
{
    g_assert(first_wait_us >= 0 && useful_us > 0);

    NackList *list = g_new0(NackList, 1);
    list->first_wait_us = first_wait_us;
    list->useful_us = useful_us;
    list->missing = g_array_new(FALSE, FALSE, sizeof(Missing));
    return list;
}

void nack_list_free(NackList *list)
{
    if (list == NULL) {
        return;
    }
    g_array_unref(list->missing);
    g_free(list);
}

static Missing *entry(const NackList *list, guint index)
{
    return &g_array_index(list->missing, Missing, index);
}

/* The index of the first entry that is not below `seq`. */
static guint lower_bound(const NackList *list, int64_t seq)
{
    guint low = 0;
    guint high = list->missing->len;
    while (low < high) {
        const guint middle = low + (high - low) / 2;
        if (entry(list, middle)->seq < seq) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void remove_first(NackList *list, guint count)
{
    if (count > 0) {
        list->stats.given_up += count;
        g_array_remove_range(list->missing, 0, count);
    }
}

static void overflow(NackList *list)
{
    list->stats.overflows++;
    remove_first(list, list->missing->len);
}

static void fill(NackList *list, int64_t seq)
{
    const guint index = lower_bound(list, seq);
    if (index < list->missing->len && entry(list, index)->seq == seq) {
        g_array_remove_index(list->missing, index);
        list->stats.filled++;
    }
}

bool nack_list_put(NackList *list, int64_t seq, int64_t now_us)
{
    if (!list->started) {
        list->started = true;
        list->newest = seq;
        return true;
    }
    if (seq <= list->newest) {
        fill(list, seq);
        return true;
    }

    const int64_t gap = seq - list->newest - 1;
    const int64_t first = list->newest + 1;
    list->newest = seq;
    nack_list_forget_before(list, seq - NACK_LIST_AGE_MAX);
    if (gap == 0) {
        return true;
    }
    list->stats.missed += (uint64_t)gap;
    if (gap > NACK_LIST_MAX - (int64_t)list->missing->len) {
        list->stats.given_up += (uint64_t)gap;
        overflow(list);
        return false;
    }
    for (int64_t i = 0; i < gap; i++) {
        const Missing missing = {
                .seq = first + i,
                .since_us = now_us,
                .due_us = now_us + list->first_wait_us,
        };
        g_array_append_val(list->missing, missing);
    }
    return true;
}

void nack_list_forget_before(NackList *list, int64_t seq)
{
    if (list->missing->len > 0 && entry(list, 0)->seq < seq) {
        remove_first(list, lower_bound(list, seq));
    }
}

static bool is_hopeless(const NackList *list, const Missing *missing, int64_t now_us)
{
    return now_us - missing->since_us > list->useful_us ||
            (missing->tries >= NACK_LIST_TRIES_MAX && now_us >= missing->due_us);
}

size_t nack_list_take_due(
        NackList *list, int64_t round_trip_us, int64_t now_us, uint16_t *out_sequences, size_t max)
{
    const int64_t repeat_us = MAX(round_trip_us, REPEAT_MIN_US);
    size_t taken = 0;
    guint kept = 0;

    for (guint i = 0; i < list->missing->len; i++) {
        Missing missing = *entry(list, i);
        if (is_hopeless(list, &missing, now_us)) {
            list->stats.given_up++;
            continue;
        }
        if (now_us >= missing.due_us && taken < max) {
            out_sequences[taken++] = (uint16_t)missing.seq;
            missing.tries++;
            missing.due_us = now_us + repeat_us;
        }
        *entry(list, kept++) = missing;
    }
    g_array_set_size(list->missing, kept);
    list->stats.asked += taken;
    return taken;
}

size_t nack_list_size(const NackList *list)
{
    return list->missing->len;
}

NackListStats nack_list_stats(const NackList *list)
{
    return list->stats;
}
