/**
 * rate_probe: a short cluster of packets, sent faster than the line is used, to learn whether it would carry more.
 *
 * A cluster is 20 ms long and a few kilobytes, whatever its rate: on a line that cannot carry it, it stands for less
 * than a fifth of a second, and then is over. Clusters that fail become rarer.
 *
 *     if (rate_probe_may_begin(&probe, now_us)) rate_probe_begin(&probe, wanted_bps, now_us);
 *     while ((size = rate_probe_due(&probe, now_us)) > 0) { send padding; rate_probe_sent(&probe, size, now_us); }
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes; rates are bits a second.
 * Ownership   a plain value, held by its user; zeroed memory is a fresh one.
 * Thread      that of its holder.
 * Errors      a probe that gives no result is a failed one.
 * Memory      none.
 */
#ifndef MCU_RTP_RATE_PROBE_H
#define MCU_RTP_RATE_PROBE_H

#include "mcu/rtp/twcc_sender.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RATE_PROBE_PACKET_MAX = 248, /**< as browsers pad: 224 bytes, and headers */
    RATE_PROBE_PACKETS_MIN = 6,
    RATE_PROBE_SIZE_MIN =
            5000, /**< at low rates: a receiver's clock that is 10 ms coarse must not decide */
    RATE_PROBE_SIZE_MAX = 12000,
    RATE_PROBE_US = 30000,
    RATE_PROBE_GAP_US = 1500000, /**< between two that went well */
    RATE_PROBE_GAP_FAILED_US = 2000000,
    RATE_PROBE_GAP_MAX_US =
            6000000, /**< after several failures; a line that recovers is noticed in time */
};

typedef struct RateProbe {
    uint8_t id; /**< of the cluster that is on its way, for twcc_sender_mark(); 0 for none */
    uint8_t last_id;
    bool sending;
    int64_t target_bps;
    int64_t begun_us;
    int64_t next_us;   /* when another one may begin */
    unsigned failures; /* in a row */
    size_t size;       /* of all */
    size_t sent_size;
    unsigned sent_packets;
    int64_t sent_us; /* the last */

    unsigned reported, arrived_packets;
    size_t arrived_size, first_size, last_size;
    int64_t first_sent_us, last_sent_us, first_arrival_us, last_arrival_us;

    uint64_t begun; /**< clusters */
    uint64_t went_through;
} RateProbe;

typedef enum RateProbeResult {
    RATE_PROBE_NOTHING, /**< nothing is known yet */
    RATE_PROBE_ARRIVED,
    RATE_PROBE_FAILED,
} RateProbeResult;

bool rate_probe_may_begin(const RateProbe *probe, int64_t now_us);
void rate_probe_begin(RateProbe *probe, int64_t target_bps, int64_t now_us);

/** The next one may begin at once: what was learned before is no longer true. */
void rate_probe_reset(RateProbe *probe, int64_t now_us);

/** How many bytes the next packet of the cluster should have; 0 for none now. */
size_t rate_probe_due(const RateProbe *probe, int64_t now_us);

/** A packet of the cluster left, padding or not. */
void rate_probe_sent(RateProbe *probe, size_t size, int64_t now_us);

/** Looks for its packets among what is said to have arrived. @param out_bps  written if it arrived, or failed: how fast */
RateProbeResult rate_probe_take(RateProbe *probe, const TwccSample *samples, size_t count,
        int64_t now_us, int64_t *out_bps);

#endif
