#include "tests/bots/gap_meter.h"

GapMeter gap_meter(int64_t warm_up_us, int64_t long_gap_us)
{
    return (GapMeter){.warm_up_us = warm_up_us, .long_gap_us = long_gap_us};
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
