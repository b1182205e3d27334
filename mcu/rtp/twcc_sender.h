/**
 * twcc_sender: numbers all packets that leave through one transport, and learns from feedback which arrived, and when.
 *
 * Units       our times are microseconds of the monotonic clock; arrivals are microseconds of the peer's own clock.
 * Ownership   plain values in and out.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing fails; feedback on packets that are forgotten or were never sent gives no sample.
 * Memory      slots of 16 bytes: 256, and up to TWCC_SENDER_PACKETS while so many are in flight.
 */
#ifndef MCU_RTP_TWCC_SENDER_H
#define MCU_RTP_TWCC_SENDER_H

#include "mcu/wire/rtcp_twcc.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TWCC_SENDER_PACKETS = 1024 }; /* while nothing is heard; at 200 packets a second: 5 s */

typedef struct TwccSender TwccSender;

/** What became of one packet. */
typedef struct TwccSample {
    size_t size;
    int64_t sent_us;
    bool lost;
    bool late;          /**< was said to be lost before */
    uint8_t probe;      /**< of this cluster; 0 for none */
    int64_t arrival_us; /**< unless lost; counts on over the wire's wrap */
} TwccSample;

typedef struct TwccSenderStats {
    uint64_t sent;
    uint64_t arrived;
    uint64_t lost;            /**< less those that came late */
    uint64_t unknown;         /**< reported on, but not remembered */
    int64_t last_feedback_us; /**< 0 before the first */
    int64_t in_flight;        /**< bytes that left after the last packet that feedback told of */
} TwccSenderStats;

TwccSender *twcc_sender_new(void);
void twcc_sender_free(TwccSender *sender);

/** The transport-wide sequence number to write into the next packet. */
uint16_t twcc_sender_next(const TwccSender *sender);

/** Marks the packets that leave from now on as a probe's; 0 for no more. */
void twcc_sender_mark(TwccSender *sender, uint8_t probe);

/** Counts a packet that leaves now under that number. */
void twcc_sender_add(TwccSender *sender, size_t size, int64_t now_us);

/**
 * Matches feedback with what was sent. A packet gives one sample, or two if it was lost and came after all.
 *
 * @param out_samples  room for feedback->count
 * @return             how many
 */
size_t twcc_sender_feedback(
        TwccSender *sender, const RtcpTwcc *feedback, int64_t now_us, TwccSample *out_samples);

TwccSenderStats twcc_sender_stats(const TwccSender *sender);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TwccSender, twcc_sender_free)

#endif
