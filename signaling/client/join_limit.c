#include "signaling/client/join_limit.h"

enum { SECOND_US = 1000000 };

typedef struct Bucket {
    char *key;
    int64_t level_us; /* attempts left, each worth SECOND_US / per_second */
    int64_t seen_us;
    GList link; /* its place in `used`, newest first */
} Bucket;

struct JoinLimit {
    JoinLimitConfig config;
    int64_t attempt_us; /* what one attempt costs */
    int64_t full_us;
    GHashTable *buckets;
    GQueue used;
};

static void bucket_free(gpointer data)
{
    Bucket *bucket = data;
    g_free(bucket->key);
    g_free(bucket);
}

JoinLimit *join_limit_new(const JoinLimitConfig *config)
{
    g_assert(config->burst > 0 && config->per_second > 0 && config->keys_max > 0);
    JoinLimit *limit = g_new0(JoinLimit, 1);
    limit->config = *config;
    limit->attempt_us = SECOND_US / config->per_second;
    limit->full_us = limit->attempt_us * config->burst;
    limit->buckets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, bucket_free);
    g_queue_init(&limit->used);
    return limit;
}

void join_limit_free(JoinLimit *limit)
{
    if (limit != NULL) {
        g_hash_table_unref(limit->buckets); /* the queue's links are part of the buckets */
        g_free(limit);
    }
}

static void forget_oldest(JoinLimit *limit)
{
    Bucket *oldest = limit->used.tail->data;
    g_queue_unlink(&limit->used, &oldest->link);
    g_hash_table_remove(limit->buckets, oldest->key);
}

static Bucket *bucket_for(JoinLimit *limit, const char *key, int64_t now_us)
{
    Bucket *bucket = g_hash_table_lookup(limit->buckets, key);

    if (bucket != NULL) {
        g_queue_unlink(&limit->used, &bucket->link);
        bucket->level_us = MIN(limit->full_us, bucket->level_us + (now_us - bucket->seen_us));
    } else {
        if (g_hash_table_size(limit->buckets) >= limit->config.keys_max) {
            forget_oldest(limit);
        }
        bucket = g_new0(Bucket, 1);
        bucket->key = g_strdup(key);
        bucket->level_us = limit->full_us;
        bucket->link.data = bucket;
        g_hash_table_insert(limit->buckets, bucket->key, bucket);
    }
    bucket->seen_us = now_us;
    g_queue_push_head_link(&limit->used, &bucket->link);
    return bucket;
}

bool join_limit_has(JoinLimit *limit, const char *key, int64_t now_us)
{
    return bucket_for(limit, key, now_us)->level_us >= limit->attempt_us;
}

bool join_limit_take(JoinLimit *limit, const char *key, int64_t now_us)
{
    Bucket *bucket = bucket_for(limit, key, now_us);

    if (bucket->level_us < limit->attempt_us) {
        return false;
    }
    bucket->level_us -= limit->attempt_us;
    return true;
}

unsigned join_limit_size(const JoinLimit *limit)
{
    return g_hash_table_size(limit->buckets);
}
