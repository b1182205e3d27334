#include "mcu/rtp/send_rate.h"

#include "mcu/rtp/delay_trend.h"

#include <math.h>

enum {
    ARRIVALS_FIRST = 64, /* the packets of RATE_US at 2 Mbit/s */
    ARRIVALS_MAX = 512,  /* and of twice that at 8 Mbit/s */
    RATE_US = 250000,
    RATE_SHORT_MIN_US = 50000, /* below that a rate is chance */
    CLIFF_US = 150000,
    CLIFF_MIN_US = 60000,
    CLIFF_PACKETS = 3,
    CLIFF_LATE_US = 60000,
    SENT_SLOT_US = 50000,
    SENT_SLOTS = 20,
    LOWER_GAP_US = 200000,   /* and a round trip: what was done before must have worked by then */
    CALM_US = 500000,        /* after it went down it does not grow */
    QUEUE_GONE_US = 20000,   /* a queue below that has drained */
    QUEUE_STAYS_US = 100000, /* one above that, that neither grows nor drains, is loss in waiting */
    QUEUE_STAYS_FOR_US = 1000000,
    QUEUE_TRIES = 3,   /* times that we give way to a queue that does not go */
    LOSS_US = 1000000, /* at least, and as many packets: random loss scatters */
    LOSS_US_MAX = 3000000,
    LOSS_PACKETS = 200,
    SILENCE_US = 2000000,
    SILENCE_GAP_US = 1000000,
    STEP_MAX_US = 1000000,
    RESERVE_BPS = 10000,
};

static const double lower_to = 0.85;
static const double silent_to = 0.7;
static const double grow_per_second = 1.08;
static const double grow_near_per_second = 1.03; /* near to where it was too much last time */
static const double grow_beyond = 1.5;           /* of what arrives */
static const double clearly_less = 0.8;
static const double cliff_share = 0.5; /* of what is sent arrives */
static const double lost_too_much = 10.0;
static const double lost_hold = 6.0;

typedef struct Arrival {
    int64_t arrival_us;
    int64_t sent_us;
    size_t size;
} Arrival;

/* What was measured over the last packets that arrived. */
typedef struct Flow {
    double sent_bps;
    double arrived_bps;
} Flow;

struct SendRate {
    SendRateConfig config;
    double bps;
    double full_bps; /* where a queue grew last: go up to it slowly; 0 if unknown */
    DelayTrend trend;

    Arrival *arrivals;
    size_t arrivals_room, next_arrival, arrival_count;

    struct {
        int64_t slot;
        size_t size;
    } sent[SENT_SLOTS];
    int64_t first_sent_us;
    int64_t last_sent_us;
    int64_t told_us; /* when the last packet left that feedback told of */

    bool fed; /* transport-cc feedback came */
    int64_t last_feedback_us;
    int64_t last_silence_us;
    int64_t last_grow_us;
    int64_t queue_since_us; /* 0: none stands */
    unsigned queue_tries;

    int64_t loss_from_us;
    unsigned loss_packets, loss_lost;
    SendRateStats stats;
};

SendRate *send_rate_new(const SendRateConfig *config)
{
    SendRate *rate = g_new0(SendRate, 1);
    rate->config = *config;
    rate->arrivals_room = ARRIVALS_FIRST;
    rate->arrivals = g_new(Arrival, rate->arrivals_room);
    rate->bps = (double)config->start_bps;
    rate->trend = delay_trend();
    rate->stats.by_reports = true;
    return rate;
}

void send_rate_free(SendRate *rate)
{
    if (rate != NULL) {
        g_free(rate->arrivals);
        g_free(rate);
    }
}

static void set(SendRate *rate, double bps)
{
    rate->bps = CLAMP(bps, (double)SEND_RATE_MIN_BPS,
            (double)MAX(rate->config.ceiling_bps, SEND_RATE_MIN_BPS));
}

static void lower(SendRate *rate, double bps, int64_t now_us)
{
    set(rate, MIN(bps, rate->bps));
    rate->stats.last_lower_us = now_us;
}

void send_rate_set_ceiling(SendRate *rate, int64_t ceiling_bps)
{
    const double more = (double)ceiling_bps / (double)rate->config.ceiling_bps;
    rate->config.ceiling_bps = ceiling_bps;
    set(rate, rate->stats.last_lower_us == 0 ? rate->bps * more : rate->bps);
}

/* ---- what is sent ---- */

void send_rate_sent(SendRate *rate, size_t size, int64_t now_us)
{
    const int64_t slot = now_us / SENT_SLOT_US;
    const size_t index = (uint64_t)slot % SENT_SLOTS;
    if (rate->sent[index].slot != slot) {
        rate->sent[index].slot = slot;
        rate->sent[index].size = 0;
    }
    rate->sent[index].size += size;
    rate->last_sent_us = now_us;
    if (rate->first_sent_us == 0) {
        rate->first_sent_us = now_us;
    }
}

int64_t send_rate_sent_bps(const SendRate *rate, int64_t now_us)
{
    const int64_t slot = now_us / SENT_SLOT_US;
    const int64_t span_us = (int64_t)SENT_SLOT_US * SENT_SLOTS;
    size_t size = 0;
    for (size_t i = 0; i < SENT_SLOTS; i++) {
        size += rate->sent[i].slot > slot - SENT_SLOTS ? rate->sent[i].size : 0;
    }
    const int64_t elapsed_us = CLAMP(now_us - rate->first_sent_us, SENT_SLOT_US, span_us);
    return (int64_t)size * 8 * G_USEC_PER_SEC / elapsed_us;
}

/* ---- what arrives ---- */

/* @param back  0: the newest */
static const Arrival *arrival_at(const SendRate *rate, size_t back)
{
    const size_t room = rate->arrivals_room;
    return &rate->arrivals[(rate->next_arrival + room - 1 - back) % room];
}

static void grow_arrivals(SendRate *rate)
{
    Arrival *arrivals = g_new(Arrival, 2 * rate->arrivals_room);
    for (size_t i = 0; i < rate->arrival_count; i++) {
        arrivals[i] = *arrival_at(rate, rate->arrival_count - 1 - i);
    }
    g_free(rate->arrivals);
    rate->arrivals = arrivals;
    rate->arrivals_room *= 2;
    rate->next_arrival = rate->arrival_count;
}

static void note_arrival(SendRate *rate, const TwccSample *sample)
{
    if (rate->arrival_count == rate->arrivals_room && rate->arrivals_room < ARRIVALS_MAX &&
            sample->arrival_us - arrival_at(rate, rate->arrival_count - 1)->arrival_us <= RATE_US) {
        grow_arrivals(rate);
    }
    rate->arrivals[rate->next_arrival] =
            (Arrival){sample->arrival_us, sample->sent_us, sample->size};
    rate->next_arrival = (rate->next_arrival + 1) % rate->arrivals_room;
    rate->arrival_count = MIN(rate->arrival_count + 1, rate->arrivals_room);
}

/* Over the last RATE_US of arrivals; zeros if too little arrived. */
static Flow measure(const SendRate *rate)
{
    Flow flow = {0.0, 0.0};
    if (rate->arrival_count < 2) {
        return flow;
    }
    const Arrival *newest = arrival_at(rate, 0);
    Arrival first = *newest;
    Arrival last = *newest;
    size_t size = 0;
    for (size_t i = 0; i < rate->arrival_count; i++) {
        const Arrival *one = arrival_at(rate, i);
        if (newest->arrival_us - one->arrival_us > RATE_US) {
            break;
        }
        size += one->size;
        first.arrival_us = MIN(first.arrival_us, one->arrival_us);
        first.sent_us = MIN(first.sent_us, one->sent_us);
        last.arrival_us = MAX(last.arrival_us, one->arrival_us);
        last.sent_us = MAX(last.sent_us, one->sent_us);
    }
    const int64_t arrived_us = last.arrival_us - first.arrival_us;
    const int64_t sent_us = last.sent_us - first.sent_us;
    const double bits = (double)size * 8.0 * G_USEC_PER_SEC;
    if (arrived_us >= RATE_SHORT_MIN_US) {
        flow.arrived_bps = bits / (double)arrived_us;
        flow.sent_bps = sent_us > 0 ? bits / (double)sent_us : flow.arrived_bps;
    }
    return flow;
}

/*
 * A line that became far narrower: packet after packet comes later than the one before, and together they are less than
 * half of what is sent. So few come then that a slope is not to be had before its queue is full.
 *
 * @return what it carries, or 0
 */
static double measure_cliff(const SendRate *rate, int64_t now_us)
{
    const Arrival *last = arrival_at(rate, 0);
    const Arrival *first = last;
    size_t count = 1;
    size_t size = 0; /* less the first's: it began before */
    for (size_t i = 1; i < rate->arrival_count; i++) {
        const Arrival *one = arrival_at(rate, i);
        if (last->arrival_us - one->arrival_us > CLIFF_US ||
                one->arrival_us - one->sent_us >= first->arrival_us - first->sent_us) {
            break;
        }
        size += first->size;
        first = one;
        count++;
    }
    const int64_t span_us = last->arrival_us - first->arrival_us;
    const double late_us =
            (double)delay_trend_late_us(&rate->trend, last->sent_us, last->arrival_us);
    if (count < CLIFF_PACKETS || span_us < CLIFF_MIN_US ||
            late_us < CLIFF_LATE_US + rate->trend.scatter_us) {
        return 0.0;
    }
    const double bps = (double)size * 8.0 * G_USEC_PER_SEC / (double)span_us;
    return bps < cliff_share * (double)send_rate_sent_bps(rate, now_us) ? bps : 0.0;
}

/* ---- down ---- */

/* What feedback tells of left before the estimate went down: it says what the line carries, not whether that was enough. */
static bool is_stale(const SendRate *rate)
{
    return rate->stats.last_lower_us != 0 && rate->told_us <= rate->stats.last_lower_us;
}

/*
 * A queue grows. What arrives then is what the line carries, if it is less than what was sent; else it is only a little
 * too much, or somebody else's traffic, or a machine that is late: then step by step, and first what is not used.
 */
static void give_way(SendRate *rate, const Flow *flow, bool grows, int64_t now_us)
{
    const double sent_bps = (double)send_rate_sent_bps(rate, now_us);
    double base = rate->bps;
    const bool far_less =
            flow->arrived_bps > 0.0 && flow->arrived_bps < clearly_less * flow->sent_bps;
    if (is_stale(rate) || (grows && far_less)) {
        base = flow->arrived_bps;
    } else if (!grows) {
        base = MAX(rate->bps, flow->arrived_bps);
    } else if (sent_bps > lower_to * rate->bps) {
        base = MIN(rate->bps, MAX(1.1 * sent_bps, flow->arrived_bps));
    }
    rate->full_bps = MIN(base, rate->bps);
    rate->stats.overuses++;
    lower(rate, lower_to * base, now_us);
}

static bool may_lower(const SendRate *rate, const Flow *flow, int64_t round_trip_us, int64_t now_us)
{
    if (is_stale(rate) && flow->arrived_bps >= clearly_less * rate->bps) {
        return false;
    }
    return rate->stats.last_lower_us == 0 ||
            now_us - rate->stats.last_lower_us >= LOWER_GAP_US + MIN(round_trip_us, LOWER_GAP_US);
}

/* A full queue that neither grows nor drains has no slope: one that stays is given way to as well, a few times. */
static bool queue_stays(SendRate *rate, int64_t now_us)
{
    if (rate->stats.queue_us < QUEUE_STAYS_US || rate->trend.state == DELAY_TREND_FALLING) {
        rate->queue_since_us = 0;
        rate->queue_tries = rate->stats.queue_us < QUEUE_GONE_US ? 0 : rate->queue_tries;
        return false;
    }
    if (rate->queue_since_us == 0) {
        rate->queue_since_us = now_us;
    }
    if (now_us - rate->queue_since_us < QUEUE_STAYS_FOR_US) {
        return false;
    }
    rate->queue_since_us = now_us;
    if (++rate->queue_tries > QUEUE_TRIES) {
        rate->queue_tries = 0;
        rate->queue_since_us = 0;
        delay_trend_rebase(&rate->trend);
        return false;
    }
    return true;
}

/* @return whether loss of the window that ends now is too much to grow */
static bool judge_loss(SendRate *rate, int64_t now_us)
{
    const int64_t span_us = now_us - rate->loss_from_us;
    if (span_us < LOSS_US || (rate->loss_packets < LOSS_PACKETS && span_us < LOSS_US_MAX)) {
        return rate->stats.lost_percent >= lost_hold;
    }
    rate->stats.lost_percent =
            rate->loss_packets > 0 ? 100.0 * rate->loss_lost / rate->loss_packets : 0.0;
    rate->loss_from_us = now_us;
    rate->loss_packets = rate->loss_lost = 0;
    if (rate->stats.lost_percent > lost_too_much) {
        const double base = MIN(rate->bps, 1.1 * (double)send_rate_sent_bps(rate, now_us));
        rate->stats.losses++;
        lower(rate, base * (1.0 - rate->stats.lost_percent / 200.0), now_us);
    }
    return rate->stats.lost_percent >= lost_hold;
}

/* ---- up ---- */

static void grow(SendRate *rate, const Flow *flow, int64_t now_us)
{
    const double seconds =
            (double)MIN(now_us - rate->last_grow_us, STEP_MAX_US) / (double)G_USEC_PER_SEC;
    const bool near = rate->full_bps > 0.0 && rate->bps > lower_to * rate->full_bps &&
            rate->bps < rate->full_bps / lower_to;
    double bps = rate->bps * pow(near ? grow_near_per_second : grow_per_second, seconds);
    if (rate->config.can_probe && rate->fed) {
        bps = MIN(bps, grow_beyond * flow->arrived_bps + RESERVE_BPS);
    }
    if (bps > rate->bps) {
        set(rate, bps);
    }
}

/* ---- what is said ---- */

static void take_samples(SendRate *rate, const TwccSample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const TwccSample *sample = &samples[i];
        rate->told_us = MAX(rate->told_us, sample->sent_us);
        if (sample->late) {
            rate->loss_lost -= MIN(rate->loss_lost, 1);
        } else if (sample->sent_us > rate->stats.last_lower_us) {
            rate->loss_packets++;
            rate->loss_lost += sample->lost ? 1 : 0;
        }
        if (!sample->lost) {
            note_arrival(rate, sample);
        }
        if (!sample->lost && !sample->late) {
            delay_trend_put(&rate->trend, sample->sent_us, sample->arrival_us);
        }
    }
}

void send_rate_feedback(SendRate *rate, const TwccSample *samples, size_t count,
        int64_t round_trip_us, int64_t now_us)
{
    if (!rate->fed) {
        rate->fed = true;
        rate->stats.by_reports = false;
        rate->loss_from_us = rate->last_grow_us = now_us;
    }
    rate->last_feedback_us = now_us;
    take_samples(rate, samples, count);
    rate->stats.queue_us = delay_trend_standing_us(&rate->trend, 200000);
    const Flow flow = measure(rate);
    const bool lossy = judge_loss(rate, now_us);
    /* The slope is smooth: it still rises while what a key frame left behind drains. */
    const bool grows = rate->trend.state == DELAY_TREND_RISING && flow.arrived_bps <= flow.sent_bps;
    const bool rising = queue_stays(rate, now_us) || grows;

    rate->stats.arrived_bps = (int64_t)flow.arrived_bps;
    const double cliff_bps = measure_cliff(rate, now_us);
    if (cliff_bps > 0.0 &&
            may_lower(rate, &(Flow){.arrived_bps = cliff_bps}, round_trip_us, now_us)) {
        rate->full_bps = cliff_bps;
        rate->stats.overuses++;
        lower(rate, lower_to * cliff_bps, now_us);
    } else if (rising && may_lower(rate, &flow, round_trip_us, now_us)) {
        give_way(rate, &flow, grows, now_us);
    } else if (!rising && !lossy && !send_rate_is_congested(rate) &&
            (rate->stats.last_lower_us == 0 || now_us - rate->stats.last_lower_us > CALM_US)) {
        grow(rate, &flow, now_us);
    }
    rate->last_grow_us = now_us;
}

void send_rate_report(SendRate *rate, uint8_t fraction_lost, int64_t now_us)
{
    if (rate->fed) {
        return;
    }
    const double sent_bps = (double)send_rate_sent_bps(rate, now_us);
    rate->stats.lost_percent = 100.0 * fraction_lost / 256.0;
    if (rate->stats.lost_percent > lost_too_much) {
        rate->stats.losses++;
        lower(rate, MIN(rate->bps, 1.1 * sent_bps) * (1.0 - rate->stats.lost_percent / 200.0),
                now_us);
    } else if (rate->stats.lost_percent < lost_hold && rate->last_grow_us > 0) {
        grow(rate, &(Flow){0.0, 0.0}, now_us);
    }
    rate->last_grow_us = now_us;
}

void send_rate_probed(SendRate *rate, int64_t arrived_bps, int64_t now_us)
{
    if ((double)arrived_bps > rate->bps && !send_rate_is_congested(rate)) {
        set(rate, (double)arrived_bps);
        rate->full_bps = 0.0; /* the line is another one than it was */
        rate->last_grow_us = now_us;
    }
}

void send_rate_tick(SendRate *rate, int64_t now_us)
{
    const int64_t since_us =
            MAX(rate->last_feedback_us, rate->last_silence_us - SILENCE_US + SILENCE_GAP_US);
    if (rate->fed && rate->last_sent_us > rate->last_feedback_us &&
            now_us - since_us > SILENCE_US) {
        rate->last_silence_us = now_us;
        rate->stats.silences++;
        lower(rate, silent_to * rate->bps, now_us);
    }
}

int64_t send_rate_bps(const SendRate *rate)
{
    return (int64_t)rate->bps;
}

bool send_rate_is_congested(const SendRate *rate)
{
    return rate->trend.state != DELAY_TREND_STEADY || rate->stats.queue_us > QUEUE_GONE_US;
}

SendRateStats send_rate_stats(const SendRate *rate)
{
    return rate->stats;
}
