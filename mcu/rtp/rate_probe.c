#include "mcu/rtp/rate_probe.h"

#include <glib.h>

enum {
    ANSWER_US = 1500000,  /* a cluster that nothing was heard of by then is lost */
    RESOLUTION_US = 1000, /* two arrivals that are nearer say nothing of a rate */
};

static const double arrived_share = 0.8;      /* of the packets, to judge at all */
static const double went_through_share = 0.8; /* of the rate at which it left */
static const double clumped_share =
        3.0; /* times faster than it left: the receiver slept meanwhile */

bool rate_probe_may_begin(const RateProbe *probe, int64_t now_us)
{
    return probe->id == 0 && now_us >= probe->next_us;
}

void rate_probe_begin(RateProbe *probe, int64_t target_bps, int64_t now_us)
{
    const int64_t size = target_bps / 8 * RATE_PROBE_US / G_USEC_PER_SEC;
    *probe = (RateProbe){
            .id = (uint8_t)(probe->last_id % 255 + 1),
            .last_id = (uint8_t)(probe->last_id % 255 + 1),
            .sending = true,
            .target_bps = target_bps,
            .begun_us = now_us,
            .failures = probe->failures,
            .size = (size_t)CLAMP(size, RATE_PROBE_SIZE_MIN, RATE_PROBE_SIZE_MAX),
            .begun = probe->begun + 1,
            .went_through = probe->went_through,
    };
}

void rate_probe_reset(RateProbe *probe, int64_t now_us)
{
    probe->failures = 0;
    probe->next_us = MIN(probe->next_us, now_us);
}

size_t rate_probe_due(const RateProbe *probe, int64_t now_us)
{
    if (!probe->sending) {
        return 0;
    }
    /* The first leaves at once, the others at the rate of the cluster. */
    const int64_t due = probe->target_bps / 8 * (now_us - probe->begun_us) / G_USEC_PER_SEC;
    if (probe->sent_packets > 0 && (int64_t)probe->sent_size > due) {
        return 0;
    }
    return RATE_PROBE_PACKET_MAX;
}

void rate_probe_sent(RateProbe *probe, size_t size, int64_t now_us)
{
    if (!probe->sending) {
        return;
    }
    probe->sent_size += size;
    probe->sent_packets++;
    probe->sent_us = now_us;
    if (probe->sent_size >= probe->size && probe->sent_packets >= RATE_PROBE_PACKETS_MIN &&
            now_us > probe->begun_us) {
        probe->sending = false;
    }
}

static void take(RateProbe *probe, const TwccSample *sample)
{
    probe->reported += sample->late ? 0 : 1;
    if (sample->lost) {
        return;
    }
    if (probe->arrived_packets == 0) {
        probe->first_sent_us = probe->last_sent_us = sample->sent_us;
        probe->first_arrival_us = probe->last_arrival_us = sample->arrival_us;
        probe->first_size = probe->last_size = sample->size;
    }
    if (sample->arrival_us < probe->first_arrival_us) {
        probe->first_arrival_us = sample->arrival_us;
        probe->first_size = sample->size;
    }
    if (sample->sent_us >= probe->last_sent_us) {
        probe->last_sent_us = sample->sent_us;
        probe->last_size = sample->size;
    }
    probe->first_sent_us = MIN(probe->first_sent_us, sample->sent_us);
    probe->last_arrival_us = MAX(probe->last_arrival_us, sample->arrival_us);
    probe->arrived_packets++;
    probe->arrived_size += sample->size;
}

static RateProbeResult finish(RateProbe *probe, bool well, bool clumped, int64_t now_us)
{
    probe->id = 0;
    probe->sending = false;
    if (well) {
        probe->failures = 0;
        probe->went_through++;
        probe->next_us = now_us + RATE_PROBE_GAP_US;
        return RATE_PROBE_ARRIVED;
    }
    probe->failures += clumped ? 0 : 1;
    probe->next_us =
            now_us + (probe->failures < 2 ? RATE_PROBE_GAP_FAILED_US : RATE_PROBE_GAP_MAX_US);
    return RATE_PROBE_FAILED;
}

/* All of it was reported on. The first packet began the time of the arrivals, the last ended that of the departures. */
static RateProbeResult judge(RateProbe *probe, int64_t now_us, int64_t *out_bps)
{
    const int64_t sent_us = probe->last_sent_us - probe->first_sent_us;
    const int64_t arrived_us = probe->last_arrival_us - probe->first_arrival_us;
    if (probe->arrived_packets < arrived_share * probe->sent_packets || sent_us < RESOLUTION_US) {
        *out_bps = 0;
        return finish(probe, false, false, now_us);
    }
    const double bits = 8.0 * G_USEC_PER_SEC;
    const double sent_bps =
            (double)(probe->arrived_size - probe->last_size) * bits / (double)sent_us;
    const double arrived_bps = (double)(probe->arrived_size - probe->first_size) * bits /
            (double)MAX(arrived_us, RESOLUTION_US);
    const bool clumped = arrived_bps > clumped_share * sent_bps;
    const bool well = arrived_bps >= went_through_share * sent_bps && !clumped;

    /* Packets leave in small bursts, so both rates are a little low: one that went through was what it should be. */
    const double least_bps = MIN(sent_bps, arrived_bps);
    *out_bps = clumped ? 0
            : well     ? MIN(probe->target_bps, (int64_t)(least_bps / went_through_share))
                       : (int64_t)least_bps;
    return finish(probe, well, clumped, now_us);
}

RateProbeResult rate_probe_take(
        RateProbe *probe, const TwccSample *samples, size_t count, int64_t now_us, int64_t *out_bps)
{
    *out_bps = 0;
    if (probe->id == 0) {
        return RATE_PROBE_NOTHING;
    }
    for (size_t i = 0; i < count; i++) {
        if (samples[i].probe == probe->id) {
            take(probe, &samples[i]);
        }
    }
    if (!probe->sending && probe->reported >= probe->sent_packets) {
        return judge(probe, now_us, out_bps);
    }
    if (now_us - probe->begun_us > ANSWER_US) {
        return finish(probe, false, false, now_us);
    }
    return RATE_PROBE_NOTHING;
}
