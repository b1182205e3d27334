/**
 * send_rate: how much the line to one receiver carries, from what transport-cc or receiver reports say of our packets.
 *
 * A queue that grows (delay_trend) takes the estimate to 0.85 of what arrives; loss above 10 % takes it down in
 * proportion; loss below that is the line's own and is left to retransmission. Otherwise it grows by 8 % a second, but
 * not far beyond what was really sent: a line that is not used says nothing. Beyond that only a probe leads.
 *
 * Units       times are microseconds of the monotonic clock; rates are bits a second of RTP, without UDP and IP.
 * Ownership   plain values in and out.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing here fails.
 * Memory      3 kB, and up to 13 kB on a line of 8 Mbit/s and more.
 */
#ifndef MCU_RTP_SEND_RATE_H
#define MCU_RTP_SEND_RATE_H

#include "mcu/rtp/twcc_sender.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEND_RATE_MIN_BPS = 40000 }; /* sound alone */

typedef struct SendRate SendRate;

typedef struct SendRateConfig {
    int64_t start_bps;   /**< what is believed of a line that nothing is known of */
    int64_t ceiling_bps; /**< more is never needed */
    bool can_probe; /**< else the estimate grows beyond what is sent, since nothing else could lead it */
} SendRateConfig;

typedef struct SendRateStats {
    int64_t arrived_bps;   /**< lately */
    double lost_percent;   /**< over the last window of at least a second */
    int64_t queue_us;      /**< how long packets stand on the way */
    uint64_t overuses;     /**< times that a queue took it down */
    uint64_t losses;       /**< times that loss did */
    uint64_t silences;     /**< times that feedback stayed away */
    bool by_reports;       /**< no transport-cc feedback ever came: reports must do */
    int64_t last_lower_us; /**< when it went down last; 0 for never */
} SendRateStats;

SendRate *send_rate_new(const SendRateConfig *config);
void send_rate_free(SendRate *rate);

/** What is needed at most is another. A line that never showed a limit is believed to carry that as well. */
void send_rate_set_ceiling(SendRate *rate, int64_t ceiling_bps);

/** A packet leaves. */
void send_rate_sent(SendRate *rate, size_t size, int64_t now_us);

/** What twcc_sender_feedback() gave. */
void send_rate_feedback(SendRate *rate, const TwccSample *samples, size_t count,
        int64_t round_trip_us, int64_t now_us);

/** A receiver report; counts only while no transport-cc feedback comes. @param fraction_lost  of 256 */
void send_rate_report(SendRate *rate, uint8_t fraction_lost, int64_t now_us);

/** A probe arrived at this rate. */
void send_rate_probed(SendRate *rate, int64_t arrived_bps, int64_t now_us);

/** Notices that feedback stays away. At each tick of the leg. */
void send_rate_tick(SendRate *rate, int64_t now_us);

int64_t send_rate_bps(const SendRate *rate);

/** Whether a queue stands or drains on the way: no time for a probe. */
bool send_rate_is_congested(const SendRate *rate);

/** What leaves now, over the last second. */
int64_t send_rate_sent_bps(const SendRate *rate, int64_t now_us);

SendRateStats send_rate_stats(const SendRate *rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendRate, send_rate_free)

#endif
