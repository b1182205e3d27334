/**
 * delay_trend: whether a queue grows on the way to a receiver, from when packets left and when they arrived.
 *
 * After Google Congestion Control (draft-ietf-rmcat-gcc-02, 5): packets that leave together are a group; the slope of
 * the delay between groups, smoothed, is held against a threshold that adapts, so that a flow beside ours that only
 * backs off on loss does not starve us. What is ours: a rising slope counts only if even the fastest packet of the last
 * fifth of a second was late. A key frame, a stalled receiver and jitter delay many packets, but never all of them.
 *
 * Units       microseconds; arrivals are of the peer's own clock, so only differences of delays mean anything.
 * Ownership   a plain value, held by its user; delay_trend() makes a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      fixed: 3 kB.
 */
#ifndef MCU_RTP_DELAY_TREND_H
#define MCU_RTP_DELAY_TREND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DELAY_TREND_WINDOW = 20, /* groups that the slope is taken of */
    DELAY_TREND_RECENT = 32, /* slots of 10 ms in which the fastest packet is remembered */
    DELAY_TREND_SECONDS =
            20, /* the base is the fastest packet of so long: it follows a change of path and drift */
};

typedef enum DelayTrendState {
    DELAY_TREND_STEADY,
    DELAY_TREND_RISING,  /**< the line is given more than it carries */
    DELAY_TREND_FALLING, /**< a queue drains: wait for it */
} DelayTrendState;

/** Packets that left within 5 ms. */
typedef struct DelayTrendGroup {
    bool any;
    int64_t first_sent_us;
    int64_t sent_us;    /**< the last of them */
    int64_t arrival_us; /**< the latest */
} DelayTrendGroup;

typedef struct DelayTrendFastest {
    int64_t slot; /**< the time that it stands for, counted in slots */
    bool any;
    int64_t transit_us;
} DelayTrendFastest;

typedef struct DelayTrend {
    DelayTrendGroup group;
    DelayTrendGroup before;

    double sum_ms; /**< of all differences: the delay, but for a constant */
    double smooth_ms;
    struct {
        double at_ms, delay_ms;
    } points[DELAY_TREND_WINDOW];
    unsigned count; /**< of groups, ever */
    int64_t first_arrival_us;

    double threshold;
    double trend;
    double above_ms; /**< for how long it is above the threshold */
    unsigned above_count;
    int64_t threshold_us; /**< when it was adapted */

    DelayTrendFastest recent[DELAY_TREND_RECENT];  /* by when they left */
    DelayTrendFastest arrived[DELAY_TREND_RECENT]; /* by when they arrived */
    DelayTrendFastest base[DELAY_TREND_SECONDS];
    double scatter_us; /* how much later than the fastest of their time packets come */
    int64_t newest_sent_us;
    DelayTrendState state;
} DelayTrend;

DelayTrend delay_trend(void);

/** Takes a packet that arrived, in the order in which they left. @return the state after it */
DelayTrendState delay_trend_put(DelayTrend *trend, int64_t sent_us, int64_t arrival_us);

/** How late the fastest packet of the last `window_us` (to 300 ms) was, against the fastest of all; 0 if unknown. */
int64_t delay_trend_standing_us(const DelayTrend *trend, int64_t window_us);

/** How late a packet was, against the fastest of all; 0 if unknown. */
int64_t delay_trend_late_us(const DelayTrend *trend, int64_t sent_us, int64_t arrival_us);

/** Takes the delay of now for the base: sending less did not help, so the queue is not ours. */
void delay_trend_rebase(DelayTrend *trend);

#endif
