/**
 * leg_feedback: the RTCP of one leg: what its peer says of our streams, and what we say of its.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows the streams, which belong to the leg.
 * Thread      the network loop.
 * Errors      what cannot be read is passed over.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LEG_FEEDBACK_H
#define MCU_ROOM_LEG_FEEDBACK_H

#include "mcu/room/leg_streams.h"
#include "mcu/room/lip_sync.h"
#include "mcu/rtp/rtcp_schedule.h"
#include "mcu/rtp/twcc_sender.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct LegFeedback {
    LegStreams streams;
    const char *cname;
    uint32_t our_ssrc; /**< who speaks in our RTCP when we send nothing */
    LipSync sync;      /**< learns from the peer's reports */
    RtcpSchedule schedule;
    uint8_t fir_sequence;
    bool (*send)(const uint8_t *packet, size_t size, void *user_data);   /**< RTCP */
    bool (*resend)(const uint8_t *packet, size_t size, void *user_data); /**< RTP */
    void (*key_wanted)(void *user_data);                                 /**< of our picture */
    void (*slides_key_wanted)(void *user_data); /**< of the slides that we send */
    void (*arrived)(const TwccSample *samples, size_t count, void *user_data); /**< or got lost */
    void (*reported)(uint8_t fraction_lost, void *user_data); /**< of our picture, of 256 */
    void *user_data;
} LegFeedback;

/** Takes one datagram of RTCP, decrypted. */
void leg_feedback_take(LegFeedback *feedback, const uint8_t *packet, size_t size, int64_t now_us);

/** Sends what is due: NACK, PLI, transport-wide feedback, reports. */
void leg_feedback_tick(LegFeedback *feedback, int64_t now_us);

/** The smoothed round trip, 0 if it is not known. */
int64_t leg_feedback_round_trip_us(const LegFeedback *feedback);

#endif
