/**
 * leg_outbound: what goes to one leg: the mixed sound, the pictures of its view, others' slides, and our reports.
 *
 *      sound ──> sound_copies ────────> rtp_sender ─┐
 *      pictures ──> leg_sending ──────> rtp_sender ─┼─> leg_way
 *      slides ────> leg_slides's sender ──^ (one line for both)
 *
 * Units       times are microseconds of the monotonic clock; rates are bits a second.
 * Ownership   owns its leg_sending; borrows the streams, the slides, the agreement and the way, which are the leg's.
 * Thread      the network loop. Events come from inside calls.
 * Errors      nothing fails; what is not wanted, or before it is connected, is dropped.
 * Memory      leg_sending's.
 */
#ifndef MCU_ROOM_LEG_OUTBOUND_H
#define MCU_ROOM_LEG_OUTBOUND_H

#include "mcu/net/net_loop.h"
#include "mcu/room/leg_feedback.h"
#include "mcu/room/leg_sending.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/leg_way.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/sound_source.h"
#include "mcu/rtp/coded_picture.h"
#include "mcu/rtp/media_clock.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LEG_OUTBOUND_SOUND_BPS =
            100000, /* beside a picture that is limited: 64 kbit/s of sound with its headers */
    LEG_OUTBOUND_FEEDS_MAX = 3, /* that go to it at once: one, the one before, and slides */
};

typedef struct LegOutboundEvents {
    /** It needs a key frame of a feed (picture_feed.h): it joins, changes to it, or lost something. */
    void (*key_wanted)(uint32_t source, bool joins, int64_t round_trip_us, void *user_data);
    /** It needs a key frame of the slides that it is sent. */
    void (*slides_key_wanted)(bool joins, int64_t round_trip_us, void *user_data);
    /** Hardware: we need a key frame of it, and RTCP cannot say so. */
    void (*fast_update_wanted)(void *user_data);
} LegOutboundEvents;

typedef struct LegOutboundConfig {
    const NetLoop *loop;
    const MediaClock *clock; /**< of the mix */
    PictureLadder ladder;    /**< of every view */
    int fps;                 /**< of all its rungs */
    LegFeedback *feedback;   /**< the peer's requests come from it, and its streams are sent on */
    const SdpAgreement *agreement;
    LegSlides *slides;
    const LegWay *way;
} LegOutboundConfig;

typedef struct LegOutbound LegOutbound;

/** Nothing is sent before leg_outbound_open() and leg_outbound_start(). */
LegOutbound *leg_outbound_new(
        const LegOutboundConfig *config, const LegOutboundEvents *events, void *user_data);

/** NULL is allowed. */
void leg_outbound_free(LegOutbound *outbound);

/* ---- what is agreed on ---- */

/** Pictures go as the agreement and the streams say now, from a key frame on. */
void leg_outbound_open(LegOutbound *outbound);

/** The slides may have begun or ended, or be in another codec: they share the line. */
void leg_outbound_share_line(LegOutbound *outbound);

/** Whether sound and pictures are sent: hardware may be on hold. At first: neither. */
void leg_outbound_allow(LegOutbound *outbound, bool sound, bool pictures);
bool leg_outbound_sends_pictures(const LegOutbound *outbound);

/** Of its sound from now on; Opus at first. */
void leg_outbound_set_codec(LegOutbound *outbound, SoundCodec codec);

/** Something may be sent, or nothing any more. */
void leg_outbound_start(LegOutbound *outbound);
void leg_outbound_stop(LegOutbound *outbound);
bool leg_outbound_is_connected(const LegOutbound *outbound);

/* ---- what the room says ---- */

/** Which view it watches from now on; the one before goes on until there is a key frame. At first: the sites'. */
void leg_outbound_set_view(LegOutbound *outbound, unsigned view, bool at_once);

/** Begins its view again, from a key frame on. */
void leg_outbound_resume(LegOutbound *outbound);

/** As leg_sending_wanted() and leg_sending_close_rungs(). */
uint32_t leg_outbound_wanted(const LegOutbound *outbound);
void leg_outbound_close_rungs(LegOutbound *outbound, uint8_t closed);

/** What may be sent to it at most, sound and pictures together; 0 for no limit. */
void leg_outbound_set_cap(LegOutbound *outbound, int64_t cap_bps);

/**
 * Which slides it is shown; LEG_SLIDES_NONE for none. In VP8 on both sides they come as they are, else as the feed of
 * PICTURE_VIEW_SLIDES in its own codec.
 *
 * @param source  of their pictures as they come
 * @param codec   in which they do
 */
void leg_outbound_watch_slides(LegOutbound *outbound, uint32_t source, PictureCodec codec);

/** It asks for a key frame, by RTCP or other means. */
void leg_outbound_key_asked(LegOutbound *outbound);

/* ---- media ---- */

/** Sends one packet of the mixed sound, in its codec; NULL: none. @param time_us  the moment that it sounds, on the mix's beat */
void leg_outbound_sound(LegOutbound *outbound, GBytes *payload, int64_t time_us, uint8_t level_dbov,
        int64_t now_us);

/** Whether pictures of a feed go to it now. */
bool leg_outbound_takes(const LegOutbound *outbound, uint32_t source);

/** The feeds whose pictures go to it now. @return how many */
size_t leg_outbound_feeds(const LegOutbound *outbound, uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX]);

/** Sends one frame of a feed that it takes; not before a key frame was sent. */
void leg_outbound_picture(LegOutbound *outbound, CodedPicture *picture, int64_t now_us);

/** Whether it takes the slides of others as a stream of their own. */
bool leg_outbound_takes_slides(const LegOutbound *outbound);

/** Sends one frame of the slides that it watches; not before a key frame was sent. */
void leg_outbound_slides(LegOutbound *outbound, CodedPicture *picture, int64_t now_us);

/** Everything that is due. Every 20 ms. */
void leg_outbound_tick(LegOutbound *outbound, int64_t now_us);

/** Whether something waits to leave before the next tick: call leg_outbound_pump() in LEG_SENDING_PUMP_US. */
bool leg_outbound_waits(const LegOutbound *outbound);
void leg_outbound_pump(LegOutbound *outbound, int64_t now_us);

/** For its figures. */
const LegSending *leg_outbound_sending(const LegOutbound *outbound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegOutbound, leg_outbound_free)

#endif
