#include "mcu/rtp/queue_drain.h"

#include <glib.h>

bool queue_drain_update(
        QueueDrain *drain, uint64_t falls, int64_t in_flight, int64_t bps, int64_t now_us)
{
    const int64_t stands_us = in_flight * 8 * G_USEC_PER_SEC / MAX(bps, 1);
    const bool fell = falls != drain->falls;

    drain->falls = falls;
    if (drain->waits) {
        drain->waits =
                stands_us > QUEUE_DRAIN_END_US && now_us - drain->since_us < QUEUE_DRAIN_MAX_US;
    } else if (fell && stands_us > QUEUE_DRAIN_BEGIN_US) {
        drain->waits = true;
        drain->since_us = now_us;
    }
    return drain->waits;
}
