#include "tests/bots/sync_meter.h"

#include <glib.h>

void sync_meter_seen(
        SyncMeter *meter, SyncEvent event, int64_t taken_us, int64_t shown_us, int64_t now_us)
{
    meter->last[event].lag_us = shown_us - taken_us;
    meter->last[event].seen_us = now_us;
    if (meter->first_us == 0) {
        meter->first_us = now_us;
    }
    const int64_t other_us = meter->last[SYNC_BEEP].seen_us;
    if (event != SYNC_FLASH || other_us == 0 || now_us - other_us > SYNC_METER_FRESH_US ||
            now_us - meter->first_us < SYNC_METER_SETTLE_US) {
        return;
    }
    const int64_t error_us = meter->last[SYNC_FLASH].lag_us - meter->last[SYNC_BEEP].lag_us;
    latency_samples_add(&meter->error, ABS(error_us));
    latency_samples_add(&meter->signed_error, error_us);
}
