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
    uint32_t our_ssrc;   /**< who speaks in our RTCP when we send nothing */
    LipSync sync;        /**< learns from the peer's reports */
    LipSync slides_sync; /**< the same of the slides and their sound */
    RtcpSchedule schedule;
    uint8_t fir_sequence;
    bool apart; /**< hardware: each m-line has reports of its own, and feedback goes behind a report */
    int64_t fast_update_us; /**< when SIP was last asked to ask for a key frame */
    /** RTCP. @param role  whose it is, where they are apart */
    bool (*send)(SdpRole role, const uint8_t *packet, size_t size, void *user_data);
    void (*fast_update_wanted)(
            void *user_data); /**< a key frame, of hardware without PLI and FIR */
    bool (*resend)(const uint8_t *packet, size_t size, void *user_data); /**< RTP */
    void (*key_wanted)(void *user_data);                                 /**< of our picture */
    void (*slides_key_wanted)(void *user_data); /**< of the slides that we send */
    void (*arrived)(const TwccSample *samples, size_t count, void *user_data); /**< or got lost */
    void (*reported)(uint8_t fraction_lost, void *user_data); /**< of our picture, of 256 */
    void (*limited)(int64_t rate_bps, void *user_data);       /**< our picture, by TMMBR */
    int64_t rate_bps;      /**< that the peer shall not exceed with its picture; 0: as it likes */
    int64_t rate_kept_bps; /**< that it has said to keep */
    unsigned rate_asks;    /**< since that was wanted */
    int64_t rate_ask_us;   /**< when it is asked again */
    void *user_data;
} LegFeedback;

/** Takes one datagram of RTCP, decrypted. */
void leg_feedback_take(LegFeedback *feedback, const uint8_t *packet, size_t size, int64_t now_us);

/** What the peer shall send of its picture at most: it is asked with TMMBR, where that is agreed on, until it says so. */
void leg_feedback_want_rate(LegFeedback *feedback, int64_t rate_bps);

/** Sends what is due: NACK, PLI, transport-wide feedback, reports. */
void leg_feedback_tick(LegFeedback *feedback, int64_t now_us);

/** The smoothed round trip, 0 if it is not known. */
int64_t leg_feedback_round_trip_us(const LegFeedback *feedback);

#endif
