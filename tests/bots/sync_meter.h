/**
 * sync_meter: how well a flash and a beep of one sender go together in the mix.
 *
 * The moment that each was taken is known, and the moment that the mix says it is to be shown: by its RTP time and the
 * sender report of its stream. The picture's lag less the sound's is the error.
 *
 * Units       microseconds; lags on one clock for taking, and one for showing, which may be another.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none.
 * Memory      that of latency_samples.
 */
#ifndef TESTS_BOTS_SYNC_METER_H
#define TESTS_BOTS_SYNC_METER_H

#include "tests/bots/latency_samples.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SYNC_METER_FRESH_US = 2500000,   /* a lag is compared with one that is no older */
    SYNC_METER_SETTLE_US = 12000000, /* what comes before, after the first, does not count */
};

typedef enum SyncEvent { SYNC_FLASH, SYNC_BEEP } SyncEvent;

typedef struct SyncMeter {
    LatencySamples error;        /**< without sign */
    LatencySamples signed_error; /**< positive: the picture is late */
    struct {
        int64_t lag_us;
        int64_t seen_us; /* 0: not yet */
    } last[2];
    int64_t first_us;
} SyncMeter;

/**
 * One of them came out of the mix.
 *
 * @param taken_us  when it was taken, on the sender's clock
 * @param shown_us  when it is to be shown, on the mix's clock
 * @param now_us    the time now
 */
void sync_meter_seen(
        SyncMeter *meter, SyncEvent event, int64_t taken_us, int64_t shown_us, int64_t now_us);

#endif
