/**
 * gap_meter: how regularly something arrives: how often, and how long and when it stayed away.
 *
 * Units       microseconds; rates are a second.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none.
 * Memory      none beyond itself.
 */
#ifndef TESTS_BOTS_GAP_METER_H
#define TESTS_BOTS_GAP_METER_H

#include <stdbool.h>
#include <stdint.h>

enum { GAP_METER_KEPT = 64 }; /**< the longest of the long gaps */

typedef struct Gap {
    int64_t end_us; /**< when it ended */
    int64_t gap_us;
} Gap;

typedef struct GapMeter {
    int64_t warm_up_us;  /**< what happens so soon after the first arrival does not count */
    int64_t long_gap_us; /**< a gap above this is counted */

    uint64_t total;     /**< arrivals since the start, those of the warm-up too */
    int64_t first_us;   /**< the first arrival */
    int64_t last_us;    /**< the latest */
    uint64_t counted;   /**< arrivals after the warm-up */
    int64_t max_gap_us; /**< the longest that ended after the warm-up, as far as it lay behind it */
    int64_t max_gap_at_us; /**< when that one ended, since the first arrival */
    uint64_t long_gaps;
    Gap longest
            [GAP_METER_KEPT]; /**< of the long gaps, in no order; as many as there were, if fewer */
} GapMeter;

/** How many gaps are kept. */
unsigned gap_meter_kept(const GapMeter *meter);

GapMeter gap_meter(int64_t warm_up_us, int64_t long_gap_us);

/** One arrived. */
void gap_meter_mark(GapMeter *meter, int64_t now_us);

/** The end: the time since the latest arrival is a gap too. Nothing if nothing ever arrived. */
void gap_meter_finish(GapMeter *meter, int64_t now_us);

/** Arrivals a second from the end of the warm-up until now; 0 during it. */
double gap_meter_rate(const GapMeter *meter, int64_t now_us);

#endif
