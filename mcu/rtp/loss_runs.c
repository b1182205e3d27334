#include "mcu/rtp/loss_runs.h"

#include <glib.h>

enum {
    REPORT_PACKETS = 256, /* what a report's fraction is of */
    MOST_PERCENT = 40,    /* of random loss of 30 % a twelfth is in long runs */
};

static size_t slot_of(LossRuns *runs, int64_t at_us)
{
    const int64_t second = at_us / G_USEC_PER_SEC;
    const size_t slot = (size_t)((uint64_t)second % LOSS_RUNS_SECONDS);
    if (runs->slots[slot].second != second) {
        runs->slots[slot].second = second;
        runs->slots[slot].packets = runs->slots[slot].lost = 0;
        runs->slots[slot].lost_in_long = 0;
        runs->slots[slot].longest_us = 0;
    }
    return slot;
}

static void end_run(LossRuns *runs, int64_t at_us)
{
    const int64_t long_us = at_us - runs->run_from_us;
    const size_t slot = slot_of(runs, at_us);
    if (runs->run_lost > 1 && long_us >= LOSS_RUNS_LONG_US) {
        runs->slots[slot].lost_in_long += runs->run_lost;
        runs->slots[slot].longest_us = MAX(runs->slots[slot].longest_us, long_us);
    }
    runs->run_lost = 0;
}

void loss_runs_put(LossRuns *runs, const TwccSample *samples, size_t count)
{
    runs->sampled = runs->sampled || count > 0;
    for (size_t i = 0; i < count; i++) {
        const TwccSample *sample = &samples[i];
        const size_t slot = slot_of(runs, sample->sent_us);
        if (sample->late) { /* counted before, as lost */
            runs->slots[slot].lost -= MIN(runs->slots[slot].lost, 1);
            continue;
        }
        runs->slots[slot].packets++;
        if (!sample->lost) {
            end_run(runs, sample->sent_us);
            continue;
        }
        runs->slots[slot].lost++;
        if (runs->run_lost++ == 0) {
            runs->run_from_us = sample->sent_us;
        }
    }
}

void loss_runs_report(LossRuns *runs, uint8_t fraction_lost, int64_t now_us)
{
    if (!runs->sampled) {
        const size_t slot = slot_of(runs, now_us);
        runs->slots[slot].packets += REPORT_PACKETS;
        runs->slots[slot].lost += fraction_lost;
    }
}

LossRunsView loss_runs_view(const LossRuns *runs, int64_t now_us)
{
    const int64_t oldest = now_us / G_USEC_PER_SEC - LOSS_RUNS_SECONDS;
    unsigned packets = 0;
    unsigned lost = 0;
    unsigned lost_in_long = 0;
    int64_t longest_us = 0;
    for (size_t i = 0; i < LOSS_RUNS_SECONDS; i++) {
        if (runs->slots[i].second > oldest) {
            packets += runs->slots[i].packets;
            lost += runs->slots[i].lost;
            lost_in_long += runs->slots[i].lost_in_long;
            longest_us = MAX(longest_us, runs->slots[i].longest_us);
        }
    }
    const bool bursts = lost > 0 && lost_in_long * 100 >= lost * MOST_PERCENT;
    return (LossRunsView){
            .lost_percent = packets > 0 ? 100.0 * lost / packets : 0.0,
            .burst_us = bursts ? longest_us : 0,
    };
}
