#include "tests/bots/gap_meter.h"

GapMeter gap_meter(int64_t warm_up_us, int64_t long_gap_us)
{
    return (GapMeter){.warm_up_us = warm_up_us, .long_gap_us = long_gap_us};
}

unsigned gap_meter_kept(const GapMeter *meter)
{
    return meter->long_gaps < GAP_METER_KEPT ? (unsigned)meter->long_gaps : GAP_METER_KEPT;
}

/* Once all places are taken, the shortest makes room for one that is longer. */
static void keep(GapMeter *meter, int64_t end_us, int64_t gap_us)
{
    unsigned place = gap_meter_kept(meter);

    if (place == GAP_METER_KEPT) {
        place = 0;
        for (unsigned i = 1; i < GAP_METER_KEPT; i++) {
            place = meter->longest[i].gap_us < meter->longest[place].gap_us ? i : place;
        }
        if (meter->longest[place].gap_us >= gap_us) {
            return;
        }
    }
    meter->longest[place] = (Gap){.end_us = end_us, .gap_us = gap_us};
}

static void end_gap(GapMeter *meter, int64_t now_us)
{
    const int64_t counts_from_us = meter->first_us + meter->warm_up_us;
    const int64_t from_us = meter->last_us > counts_from_us ? meter->last_us : counts_from_us;
    const int64_t gap_us = now_us - from_us;

    if (gap_us > meter->max_gap_us) {
        meter->max_gap_us = gap_us;
        meter->max_gap_at_us = now_us - meter->first_us;
    }
    if (gap_us > meter->long_gap_us) {
        keep(meter, now_us, gap_us);
        meter->long_gaps++;
    }
}

void gap_meter_mark(GapMeter *meter, int64_t now_us)
{
    if (meter->total == 0) {
        meter->first_us = now_us;
        meter->last_us = now_us;
    }
    meter->total++;
    if (now_us - meter->first_us > meter->warm_up_us) {
        end_gap(meter, now_us);
        meter->counted++;
    }
    meter->last_us = now_us;
}

void gap_meter_finish(GapMeter *meter, int64_t now_us)
{
    if (meter->total > 0) {
        end_gap(meter, now_us);
    }
}

double gap_meter_rate(const GapMeter *meter, int64_t now_us)
{
    /* Between two arrivals the count is that of the last one, so the time must be, too. */
    const bool goes_on = now_us - meter->last_us <= meter->long_gap_us;
    const int64_t end_us = goes_on ? meter->last_us : now_us;
    const int64_t counted_us = end_us - meter->first_us - meter->warm_up_us;
    if (meter->total == 0 || counted_us <= 0) {
        return 0;
    }
    return (double)meter->counted * 1e6 / (double)counted_us;
}
