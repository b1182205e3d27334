/**
 * leg_sending: what is sent to one leg, and how fast: the rung and layers of its view that its line carries.
 *
 *      feedback ──> send_rate ──> rung_choice ──> picture_sender (which feed, which layers)
 *                      │  └─────> rate_probe (would it carry more?)
 *      pictures ──> picture_pacer (no faster than the line) ──> packets
 *
 * Units       times are microseconds of the monotonic clock; rates are bits a second.
 * Ownership   owns the choice of pictures and what waits; borrows the streams that number the packets.
 * Thread      the network loop. Events come from inside calls, but never from a getter.
 * Errors      nothing fails; what is dropped is counted.
 * Memory      picture_pacer's.
 */
#ifndef MCU_ROOM_LEG_SENDING_H
#define MCU_ROOM_LEG_SENDING_H

#include "mcu/api/api_message.h"
#include "mcu/room/picture_feed.h"
#include "mcu/rtp/picture_sender.h"
#include "mcu/rtp/rtp_sender.h"
#include "mcu/rtp/twcc_sender.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct LegSending LegSending;

typedef struct LegSendingConfig {
    PictureLadder ladder;   /**< of every view, without the rungs that it cannot take */
    unsigned first_rung;    /**< how many these are, at the top */
    PictureCodec codec;     /**< of its pictures */
    RtpSender *picture;     /**< NULL: it takes no pictures */
    TwccSender *departures; /**< what numbers the packets for transport-cc; NULL without it */
    bool has_rtx;           /**< of the pictures: with it the line can be probed */
} LegSendingConfig;

typedef struct LegSendingEvents {
    /** A packet of a picture, or padding, leaves. */
    void (*packet)(const uint8_t *packet, size_t size, void *user_data);
    /** A key frame of this feed is needed: it joins or changes to it, or (joins false) lost something. */
    void (*key_wanted)(uint32_t source, bool joins, void *user_data);
} LegSendingEvents;

typedef struct LegSendingFigures {
    int rung;    /**< that it gets; -1: none */
    int layer;   /**< the highest */
    bool stills; /**< of it no more than a key frame now and then */
    int height_px;
    unsigned copies; /**< of earlier sound, in each packet */
    int64_t estimate_bps;
    ApiLimit limit;
    bool slides_fit;   /**< the slides' own stream fits beside a small picture */
    uint64_t pictures; /**< that were sent to it */
    uint64_t keys;     /**< key frames that it was given after it had lost something */
} LegSendingFigures;

LegSending *leg_sending_new(
        const LegSendingConfig *config, const LegSendingEvents *events, void *user_data);

/** NULL is allowed. */
void leg_sending_free(LegSending *sending);

/** Packets can be sent from now on. */
void leg_sending_start(LegSending *sending, int64_t now_us);

/**
 * Which view it watches. At first: the sites'.
 *
 * @param at_once  nothing more of the view before, which is not meant for it any longer; else that goes on until
 *                 there is a key frame
 */
void leg_sending_set_view(LegSending *sending, unsigned view, bool at_once, int64_t now_us);

/** What may be sent to it at most, all together; 0 for no limit. */
void leg_sending_set_cap(LegSending *sending, int64_t cap_bps);

/** How many packets of earlier sound each packet of sound brings besides. At first: none. */
void leg_sending_set_copies(LegSending *sending, unsigned copies);

/** The feed that its line carries, were all open; PICTURE_FEED_NONE while it carries the sound alone. */
uint32_t leg_sending_wanted(const LegSending *sending);

/** Rungs that nobody gets, as rung_shed has them: those who would get one are given another. */
void leg_sending_close_rungs(LegSending *sending, uint8_t closed, int64_t now_us);

/** The feed that is chosen for it, and the one that it is in until a key frame of that; PICTURE_FEED_NONE: none. */
uint32_t leg_sending_chosen(const LegSending *sending);
uint32_t leg_sending_current(const LegSending *sending);

/** Whether pictures of a feed go to it now. */
bool leg_sending_takes(const LegSending *sending, uint32_t source);

/** A picture of a feed that it takes. */
void leg_sending_picture(LegSending *sending, CodedPicture *picture, int64_t now_us);

/** Sound, or anything else that does not wait here, has left. */
void leg_sending_left(LegSending *sending, size_t size, int64_t now_us);

/** A packet was sent again. */
void leg_sending_resent(LegSending *sending, size_t size, int64_t now_us);

/* ---- what the receiver says ---- */

void leg_sending_feedback(LegSending *sending, const TwccSample *samples, size_t count,
        int64_t round_trip_us, int64_t now_us);
void leg_sending_report(LegSending *sending, uint8_t fraction_lost, int64_t now_us);

/**
 * PLI or FIR. What is on its way again may still mend it, so the first of them is not always answered.
 * Whose line loses or holds up packets and asks too often gets a lower rung for a while.
 */
void leg_sending_key_asked(LegSending *sending, int64_t round_trip_us, int64_t now_us);

/* ---- slides: a second stream through the same line ---- */

/** Its sender, borrowed until leg_sending_forget_slides(), and what the stream needs while somebody presents. */
void leg_sending_set_slides(LegSending *sending, PictureSender *slides, int64_t needs_bps);
void leg_sending_forget_slides(LegSending *sending);

/** Whether their own stream fits; if not, the leg should be given the view in which they are composed. */
bool leg_sending_slides_fit(const LegSending *sending);

/** A picture of them: it leaves in its turn. */
void leg_sending_slides_picture(LegSending *sending, CodedPicture *picture, int64_t now_us);

/* ---- time ---- */

/** Everything that is due. Every 20 ms. */
void leg_sending_tick(LegSending *sending, int64_t now_us);

/** Whether something waits to leave before the next tick: call leg_sending_pump() in LEG_SENDING_PUMP_US. */
bool leg_sending_waits(const LegSending *sending);
void leg_sending_pump(LegSending *sending, int64_t now_us);

enum { LEG_SENDING_PUMP_US = 5000 };

LegSendingFigures leg_sending_figures(const LegSending *sending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegSending, leg_sending_free)

#endif
