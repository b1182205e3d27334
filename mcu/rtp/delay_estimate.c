#include "mcu/rtp/delay_estimate.h"

#include <glib.h>

enum {
    UPDATE_EACH = 8, /* packets: at 50 a second the spread follows within 160 ms */
    BUCKETS = 512,   /* of 1 ms; what comes later still counts as the last */
    BUCKET_US = 1000,
    PERCENT_IN_TIME = 95, /* the others are concealed or wait */
};

static bool is_fresh(const DelayEstimate *estimate, unsigned i, int64_t now_us)
{
    return now_us - estimate->samples[i].arrival_us <= DELAY_ESTIMATE_AGE_MAX_US;
}

static void update(DelayEstimate *estimate, int64_t now_us)
{
    uint16_t histogram[BUCKETS] = {0};
    int64_t base_us = INT64_MAX;
    unsigned fresh = 0;

    for (unsigned i = 0; i < estimate->count; i++) {
        if (is_fresh(estimate, i, now_us)) {
            base_us = MIN(base_us, estimate->samples[i].transit_us);
            fresh++;
        }
    }
    if (fresh == 0) {
        return; /* the clock that stamps arrivals went back: keep what we know */
    }
    for (unsigned i = 0; i < estimate->count; i++) {
        if (is_fresh(estimate, i, now_us)) {
            const int64_t bucket = (estimate->samples[i].transit_us - base_us) / BUCKET_US;
            histogram[MIN(bucket, BUCKETS - 1)]++;
        }
    }

    unsigned in_time = 0;
    unsigned bucket = 0;
    while (bucket < BUCKETS - 1) {
        in_time += histogram[bucket];
        if (in_time * 100 >= fresh * PERCENT_IN_TIME) {
            break;
        }
        bucket++;
    }
    estimate->base_us = base_us;
    estimate->spread_us = (int64_t)bucket * BUCKET_US;
}

void delay_estimate_put(DelayEstimate *estimate, int64_t transit_us, int64_t arrival_us)
{
    const bool first = estimate->count == 0;

    estimate->samples[estimate->next].arrival_us = arrival_us;
    estimate->samples[estimate->next].transit_us = transit_us;
    estimate->next = (estimate->next + 1) % DELAY_ESTIMATE_PACKETS;
    estimate->count = MIN(estimate->count + 1, DELAY_ESTIMATE_PACKETS);
    if (first || transit_us < estimate->base_us) {
        estimate->base_us = transit_us;
    }
    if (estimate->until_update == 0 || estimate->count <= UPDATE_EACH) {
        update(estimate, arrival_us);
        estimate->until_update = UPDATE_EACH;
    }
    estimate->until_update--;
}
