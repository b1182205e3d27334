/**
 * queue_drain: when pictures wait because what was sent before still stands on a line that became far narrower.
 *
 * A line that falls to a tenth holds a second of what was sent in the time that it took to learn of it. Every picture
 * that is added then delays the sound behind it or is lost in the full queue, the key frame of the lower rung first.
 * So nothing but sound leaves until little is left of it: what is on its way, at the rate that the line carries now.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes; rates are bits a second.
 * Ownership   a plain value, held by its user.
 * Thread      that of its holder.
 * Errors      nothing here fails. A receiver that tells nothing more ends the wait by QUEUE_DRAIN_MAX_US.
 */
#ifndef MCU_RTP_QUEUE_DRAIN_H
#define MCU_RTP_QUEUE_DRAIN_H

#include <stdbool.h>
#include <stdint.h>

enum {
    QUEUE_DRAIN_BEGIN_US = 400000, /**< so much stands on the way: worth a wait */
    QUEUE_DRAIN_END_US = 200000,   /**< so much is no harm */
    QUEUE_DRAIN_MAX_US = 2000000,
};

/** All zero to begin with. */
typedef struct QueueDrain {
    bool waits;
    int64_t since_us;
    uint64_t falls; /**< that were seen */
} QueueDrain;

/**
 * @param falls      how often the estimate gave way to a queue, ever: a wait begins only with a new one
 * @param in_flight  bytes that were sent and that nothing is known of
 * @param bps        what the line carries
 * @return           whether pictures wait
 */
bool queue_drain_update(
        QueueDrain *drain, uint64_t falls, int64_t in_flight, int64_t bps, int64_t now_us);

#endif
