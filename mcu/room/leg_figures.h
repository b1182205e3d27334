/**
 * leg_figures: how one leg fares, counted from reading to reading.
 *
 * Units       in the names; levels are dBov below full scale, percentages are of packets.
 * Ownership   plain values; borrows what it reads.
 * Thread      the network loop.
 * Errors      none: what is not there counts as 0.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LEG_FIGURES_H
#define MCU_ROOM_LEG_FIGURES_H

#include "mcu/net/peer_transport.h"
#include "mcu/room/leg_feedback.h"
#include "mcu/room/leg_sending.h"
#include "mcu/rtp/rtp_receiver.h"
#include "mcu/wire/h281_message.h"

#include <stdbool.h>
#include <stdint.h>

enum { LEG_FIGURES_PAUSE_US = 5000000 }; /* silence above it is a break of the connection */

typedef struct LegFigures {
    bool connected;
    bool sound;       /**< packets came in the last second */
    bool picture;     /**< frames came in the last second */
    int64_t idle_ms;  /**< since the last RTP packet; -1: there was none yet */
    int64_t flow_ms;  /**< since when they come without a pause above LEG_FIGURES_PAUSE_US */
    int64_t pause_ms; /**< how long the pause before that was; 0: there was none */
    double rtt_ms;
    double jitter_ms;
    double loss_in_percent;
    double loss_out_percent;
    int64_t rx_bps;
    int64_t tx_bps;
    double sound_pps;
    uint8_t level_dbov; /**< of its sound at the last tick: 0 loud to 127 silent */
    double held_ms;     /**< how long its last picture waited for the sound */
    H281Ability camera; /**< of hardware: what of its camera can be moved from here */
    double picture_fps;
    int64_t update_bytes;      /**< of a received frame that is no key frame; -1: there was none */
    bool key_came;             /**< one of those received was a key frame */
    double sent_fps;           /**< pictures that it is given */
    LegSendingFigures sending; /**< what it is given, and why not more */
} LegFigures;

/** The counters as they were at the last reading. */
typedef struct LegCounters {
    int64_t read_us;
    PeerTransportStats transport;
    RtpReceiverStats sound, picture;
    uint64_t frames; /**< received */
    InboundUpdates updates;
    uint64_t pictures; /**< sent */
    int64_t rtp_us;    /**< the last packet; 0: none */
    int64_t flow_us;   /**< since when they flow */
    int64_t paused_us; /**< the last packet before the pause before that; 0: no pause */
} LegCounters;

/** What happened since the last reading; level, holding, camera and connection are the caller's to fill in. */
LegFigures leg_figures_read(LegCounters *counters, const PeerTransportStats *transport,
        const LegFeedback *feedback, const LegSending *sending, int64_t now_us);

/** Another source sends the sound, or the picture: it counts from 0. */
void leg_figures_restart_sound(LegCounters *counters);
void leg_figures_restart_picture(LegCounters *counters);

#endif
