/**
 * loss_runs: how a line loses lately: how much of what leaves, and whether now and then one packet or many in a row.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, held by its user; zeroed memory is a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      fixed.
 */
#ifndef MCU_RTP_LOSS_RUNS_H
#define MCU_RTP_LOSS_RUNS_H

#include "mcu/rtp/twcc_sender.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOSS_RUNS_SECONDS = 8,     /**< that count; the packets of an older one are forgotten */
    LOSS_RUNS_LONG_US = 80000, /**< four packets of sound: chance alone seldom takes them */
};

typedef struct LossRuns {
    struct {
        int64_t second;
        unsigned packets, lost;
        unsigned lost_in_long; /* of them, in runs of LOSS_RUNS_LONG_US and more */
        int64_t longest_us;
    } slots[LOSS_RUNS_SECONDS];
    int64_t run_from_us; /* while packets are lost in a row */
    unsigned run_lost;   /* 0: they are not */
    bool sampled;        /* a report is no news any more */
} LossRuns;

typedef struct LossRunsView {
    double lost_percent;
    int64_t burst_us; /**< the longest of those that most of it is lost in; 0: packets are lost singly */
} LossRunsView;

/** What feedback told of packets, in the order in which they left. */
void loss_runs_put(LossRuns *runs, const TwccSample *samples, size_t count);

/** A receiver report; counts only while no feedback tells of each packet. @param fraction_lost  of 256 */
void loss_runs_report(LossRuns *runs, uint8_t fraction_lost, int64_t now_us);

LossRunsView loss_runs_view(const LossRuns *runs, int64_t now_us);

#endif
