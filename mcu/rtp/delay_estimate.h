/**
 * delay_estimate: how much later than the fastest packet of a stream the others come.
 *
 * Units       microseconds; a transit is arrival time less media time, so only differences of it mean anything.
 * Ownership   a plain value, held by its user; zeroed memory is a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      fixed: DELAY_ESTIMATE_PACKETS samples, 4 kB.
 */
#ifndef MCU_RTP_DELAY_ESTIMATE_H
#define MCU_RTP_DELAY_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DELAY_ESTIMATE_PACKETS = 256 }; /* 5 s of sound in packets of 20 ms */

/** Older samples are left out, so that the drift of a sender's clock (12 ms a minute at 200 ppm) stays below 2 ms. */
#define DELAY_ESTIMATE_AGE_MAX_US (10 * INT64_C(1000000))

typedef struct DelayEstimate {
    struct {
        int64_t arrival_us;
        int64_t transit_us;
    } samples[DELAY_ESTIMATE_PACKETS];
    unsigned next;
    unsigned count;
    unsigned until_update;

    int64_t base_us;   /**< the transit of the fastest packet lately; 0 before the first */
    int64_t spread_us; /**< 95 of 100 packets came within this after it */
} DelayEstimate;

void delay_estimate_put(DelayEstimate *estimate, int64_t transit_us, int64_t arrival_us);

#endif
