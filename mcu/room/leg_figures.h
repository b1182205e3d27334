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

#include <stdbool.h>
#include <stdint.h>

typedef struct LegFigures {
    bool connected;
    bool sound;   /**< packets came in the last second */
    bool picture; /**< frames came in the last second */
    double rtt_ms;
    double jitter_ms;
    double loss_in_percent;
    double loss_out_percent;
    int64_t rx_bps;
    int64_t tx_bps;
    double sound_pps;
    uint8_t level_dbov; /**< of its sound at the last tick: 0 loud to 127 silent */
    double held_ms;     /**< how long its last picture waited for the sound */
    double picture_fps;
    double sent_fps;           /**< pictures that it is given */
    LegSendingFigures sending; /**< what it is given, and why not more */
} LegFigures;

/** The counters as they were at the last reading. */
typedef struct LegCounters {
    int64_t read_us;
    PeerTransportStats transport;
    RtpReceiverStats sound, picture;
    uint64_t frames;   /**< received */
    uint64_t pictures; /**< sent */
} LegCounters;

/** What happened since the last reading; level, holding and connection are the caller's to fill in. */
LegFigures leg_figures_read(LegCounters *counters, const PeerTransportStats *transport,
        const LegFeedback *feedback, const LegSending *sending, int64_t now_us);

/** Another source sends the sound, or the picture: it counts from 0. */
void leg_figures_restart_sound(LegCounters *counters);
void leg_figures_restart_picture(LegCounters *counters);

#endif
