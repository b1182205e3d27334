#include "mcu/rtp/delay_trend.h"

#include <glib.h>

#include <math.h>

enum {
    GROUP_US = 5000,
    SLOT_US = 10000,
    STANDING_US = 200000, /* of so long a time the fastest packet must be late */
    LATE_US = 10000,
    ARRIVED_SHORT_US = 100000, /* or whatever arrived in so short a time, and then very late */
    ARRIVED_LONG_US = 300000,
    ARRIVED_SLOTS = 3, /* spread over it: what a receiver that slept finds at once says nothing */
    VERY_LATE_US = 40000,
    GAP_US = 2000000, /* without a packet for so long, what was measured before says nothing */
};

/* The numbers of the draft and of the implementation that browsers have. */
static const double smoothing = 0.9;
static const double gain = 4.0;
static const double count_most = 60.0;
static const double threshold_start = 12.5;
static const double threshold_min = 6.0;
static const double threshold_max = 600.0;
static const double adapt_up = 0.0087;
static const double adapt_down = 0.039;
static const double adapt_not_beyond = 15.0;
static const double adapt_step_max_ms = 100.0;
static const double above_least_ms = 10.0;
static const double scatter_groups = 32.0; /* that the mean is taken over */

DelayTrend delay_trend(void)
{
    return (DelayTrend){.threshold = threshold_start};
}

/* ---- the fastest packets ---- */

static void note_fastest(DelayTrendFastest *slots, size_t count, int64_t slot, int64_t transit_us)
{
    DelayTrendFastest *fastest = &slots[(uint64_t)slot % count];
    if (!fastest->any || fastest->slot != slot) {
        *fastest = (DelayTrendFastest){.slot = slot, .any = true, .transit_us = transit_us};
    } else {
        fastest->transit_us = MIN(fastest->transit_us, transit_us);
    }
}

/* @return of how many slots something is known */
static unsigned find_fastest(const DelayTrendFastest *slots, size_t count, int64_t from, int64_t to,
        int64_t *out_transit_us)
{
    unsigned known = 0;
    for (size_t i = 0; i < count; i++) {
        const DelayTrendFastest *one = &slots[i];
        if (one->any && one->slot > from && one->slot <= to) {
            *out_transit_us = known > 0 ? MIN(*out_transit_us, one->transit_us) : one->transit_us;
            known++;
        }
    }
    return known;
}

static bool find_base(const DelayTrend *trend, int64_t *out_transit_us)
{
    const int64_t second = trend->newest_sent_us / G_USEC_PER_SEC;
    return find_fastest(trend->base, DELAY_TREND_SECONDS, second - DELAY_TREND_SECONDS, second,
                   out_transit_us) > 0;
}

int64_t delay_trend_standing_us(const DelayTrend *trend, int64_t window_us)
{
    const int64_t now = trend->newest_sent_us / SLOT_US;
    int64_t recent_us = 0;
    int64_t base_us = 0;

    if (find_fastest(trend->recent, DELAY_TREND_RECENT, now - window_us / SLOT_US, now,
                &recent_us) == 0 ||
            !find_base(trend, &base_us)) {
        return 0;
    }
    return MAX(recent_us - base_us, 0);
}

int64_t delay_trend_late_us(const DelayTrend *trend, int64_t sent_us, int64_t arrival_us)
{
    int64_t base_us = 0;
    return find_base(trend, &base_us) ? MAX(arrival_us - sent_us - base_us, 0) : 0;
}

void delay_trend_rebase(DelayTrend *trend)
{
    for (size_t i = 0; i < DELAY_TREND_SECONDS; i++) {
        trend->base[i].any = false;
    }
    trend->state = DELAY_TREND_STEADY;
}

/* ---- the slope ---- */

/* Least squares over the window; 0 before it is full. */
static double slope(const DelayTrend *trend)
{
    double at = 0.0;
    double delay = 0.0;
    if (trend->count < DELAY_TREND_WINDOW) {
        return 0.0;
    }
    for (size_t i = 0; i < DELAY_TREND_WINDOW; i++) {
        at += trend->points[i].at_ms / DELAY_TREND_WINDOW;
        delay += trend->points[i].delay_ms / DELAY_TREND_WINDOW;
    }
    double above = 0.0;
    double below = 0.0;
    for (size_t i = 0; i < DELAY_TREND_WINDOW; i++) {
        const double x = trend->points[i].at_ms - at;
        above += x * (trend->points[i].delay_ms - delay);
        below += x * x;
    }
    return below > 0.0 ? above / below : 0.0;
}

static void adapt(DelayTrend *trend, int64_t arrival_us)
{
    const double size = fabs(trend->trend);
    const double elapsed_ms =
            CLAMP((double)(arrival_us - trend->threshold_us) / 1000.0, 0.0, adapt_step_max_ms);

    trend->threshold_us = arrival_us;
    if (size > trend->threshold + adapt_not_beyond) {
        return; /* a sudden step is not what the threshold must get used to */
    }
    const double speed = size < trend->threshold ? adapt_down : adapt_up;
    trend->threshold = CLAMP(trend->threshold + speed * (size - trend->threshold) * elapsed_ms,
            threshold_min, threshold_max);
}

/* On a line that is far too narrow, what leaves in a fifth of a second takes a whole one to arrive: too long to wait. */
static bool arrives_late(const DelayTrend *trend, int64_t window_us, int64_t late_us)
{
    const int64_t now = trend->group.arrival_us / SLOT_US;
    int64_t recent_us = 0;
    int64_t base_us = 0;
    return find_fastest(trend->arrived, DELAY_TREND_RECENT, now - window_us / SLOT_US, now,
                   &recent_us) >= ARRIVED_SLOTS &&
            find_base(trend, &base_us) && recent_us - base_us > late_us;
}

/* Where packets scatter much, even the fastest of some tens is late at times. */
static bool stands(const DelayTrend *trend)
{
    const int64_t scatter_us = (int64_t)trend->scatter_us / 2;
    const int64_t late_us = MAX(LATE_US, scatter_us);
    return (delay_trend_standing_us(trend, STANDING_US) > late_us &&
                   arrives_late(trend, STANDING_US, late_us)) ||
            arrives_late(trend, ARRIVED_SHORT_US, VERY_LATE_US + scatter_us) ||
            arrives_late(trend, ARRIVED_LONG_US, VERY_LATE_US + scatter_us);
}

static void note_scatter(DelayTrend *trend, const DelayTrendGroup *group)
{
    const int64_t now = trend->newest_sent_us / SLOT_US;
    const int64_t transit_us = group->arrival_us - group->sent_us;
    int64_t recent_us = transit_us;
    find_fastest(trend->recent, DELAY_TREND_RECENT, now - STANDING_US / SLOT_US, now, &recent_us);
    trend->scatter_us +=
            ((double)MAX(transit_us - recent_us, 0) - trend->scatter_us) / scatter_groups;
}

/*
 * Whether what arrived in the last tenth of a second was later than what did in the one before: the slope is smooth, and
 * still rises while what a key frame left behind drains already.
 */
static bool grows(const DelayTrend *trend)
{
    const int64_t now = trend->group.arrival_us / SLOT_US;
    const int64_t half = ARRIVED_SHORT_US / SLOT_US;
    int64_t newer_us = 0;
    int64_t older_us = 0;
    return find_fastest(trend->arrived, DELAY_TREND_RECENT, now - half, now, &newer_us) > 0 &&
            find_fastest(trend->arrived, DELAY_TREND_RECENT, now - 2 * half, now - half,
                    &older_us) > 0 &&
            newer_us >= older_us;
}

static void judge(DelayTrend *trend, double before, double elapsed_ms)
{
    if (trend->trend > trend->threshold) {
        trend->above_ms += elapsed_ms;
        trend->above_count++;
        if (trend->above_ms > above_least_ms && trend->above_count > 1 && trend->trend >= before &&
                stands(trend) && grows(trend)) {
            trend->above_ms = 0.0;
            trend->above_count = 0;
            trend->state = DELAY_TREND_RISING;
        }
        return;
    }
    trend->above_ms = 0.0;
    trend->above_count = 0;
    trend->state = trend->trend < -trend->threshold ? DELAY_TREND_FALLING : DELAY_TREND_STEADY;
}

/* A group is complete: what it says against the one before. */
static void take_group(DelayTrend *trend)
{
    const DelayTrendGroup *now = &trend->group;
    const DelayTrendGroup *then = &trend->before;
    if (!then->any) {
        trend->first_arrival_us = now->arrival_us;
        return;
    }
    const double sent_ms = (double)(now->sent_us - then->sent_us) / 1000.0;
    const double arrival_ms = (double)(now->arrival_us - then->arrival_us) / 1000.0;
    const double before = trend->trend;

    note_scatter(trend, now);
    trend->sum_ms += arrival_ms - sent_ms;
    trend->smooth_ms = smoothing * trend->smooth_ms + (1.0 - smoothing) * trend->sum_ms;
    trend->points[trend->count % DELAY_TREND_WINDOW].at_ms =
            (double)(now->arrival_us - trend->first_arrival_us) / 1000.0;
    trend->points[trend->count % DELAY_TREND_WINDOW].delay_ms = trend->smooth_ms;
    trend->count++;
    trend->trend = MIN((double)trend->count, count_most) * slope(trend) * gain;
    judge(trend, before, sent_ms);
    adapt(trend, now->arrival_us);
}

DelayTrendState delay_trend_put(DelayTrend *trend, int64_t sent_us, int64_t arrival_us)
{
    if (trend->group.any && sent_us - trend->newest_sent_us > GAP_US) {
        *trend = delay_trend();
    }
    trend->newest_sent_us = MAX(trend->newest_sent_us, sent_us);
    note_fastest(trend->recent, DELAY_TREND_RECENT, sent_us / SLOT_US, arrival_us - sent_us);
    note_fastest(trend->arrived, DELAY_TREND_RECENT, arrival_us / SLOT_US, arrival_us - sent_us);
    note_fastest(trend->base, DELAY_TREND_SECONDS, sent_us / G_USEC_PER_SEC, arrival_us - sent_us);

    DelayTrendGroup *group = &trend->group;
    if (group->any && sent_us < group->first_sent_us) {
        return trend->state; /* out of order: of a group that is over */
    }
    if (group->any && sent_us - group->first_sent_us > GROUP_US) {
        take_group(trend);
        trend->before = *group;
        group->any = false;
    }
    if (!group->any) {
        *group = (DelayTrendGroup){.any = true,
                .first_sent_us = sent_us,
                .sent_us = sent_us,
                .arrival_us = arrival_us};
    }
    group->sent_us = MAX(group->sent_us, sent_us);
    group->arrival_us = MAX(group->arrival_us, arrival_us);
    return trend->state;
}
