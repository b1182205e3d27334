/**
 * leg_streams: the streams of one leg, both ways, and the senders that an agreed offer asks for.
 *
 * Units       none.
 * Ownership   the leg owns the streams and lets go of them with leg_streams_close(); the slides' are leg_slides'.
 * Thread      the network loop.
 * Errors      none: what was not agreed on is NULL.
 * Memory      the senders' histories.
 */
#ifndef MCU_ROOM_LEG_STREAMS_H
#define MCU_ROOM_LEG_STREAMS_H

#include "mcu/room/inbound_picture.h"
#include "mcu/room/inbound_sound.h"
#include "mcu/room/leg_description.h"
#include "mcu/rtp/media_clock.h"
#include "mcu/rtp/rtp_sender.h"
#include "mcu/rtp/twcc_recorder.h"
#include "mcu/rtp/twcc_sender.h"
#include "mcu/wire/sdp_agreement.h"

#include <stdbool.h>
#include <stdint.h>

/** The streams of a leg; each may be NULL. */
typedef struct LegStreams {
    InboundSound *sound_in;
    InboundPicture *picture_in;
    bool picture_pli; /**< the sender of the picture understands PLI */
    bool picture_fir;
    bool picture_tmmbr;
    RtpSender *sound_out;
    RtpSender *picture_out;

    /* the slides', kept by leg_slides */
    InboundPicture *slides_in;
    InboundSound *slides_sound_in;
    bool slides_pli;
    bool slides_fir;
    RtpSender *slides_out;

    TwccRecorder *arrivals; /**< of all that the peer sends */
    TwccSender *departures; /**< of all that we send */
} LegStreams;

/** Makes the senders of sound and picture; the peer's streams begin with their first packets. */
void leg_streams_open(LegStreams *streams, const SdpAgreement *agreement,
        const LegIdentity *identity, const MediaClock *clock);

/**
 * Follows another description of the same leg: what it has with the same payload type goes on, held or not; what
 * changed begins anew. The identity's numbers are changed for that.
 *
 * @return whether there is another sender of pictures than before, or none any more
 */
bool leg_streams_renew(LegStreams *streams, const SdpAgreement *before, const SdpAgreement *now,
        LegIdentity *identity, const MediaClock *clock);

/** A sender for the slides. @return NULL if the peer does not want them; else the caller's */
RtpSender *leg_streams_slides_sender(const LegStreams *streams, const SdpAgreement *agreement,
        const LegIdentity *identity, const MediaClock *clock);

/** Whether an m-line, which may be NULL, is as it was to its streams. */
bool leg_streams_is_same(const SdpStream *one, const SdpStream *other);

/** Whether a packet's stream is the one that is taken in its place of the leg. */
typedef enum LegTurn {
    LEG_TURN_SAME,  /**< as before */
    LEG_TURN_BEGAN, /**< it begins with this packet; what was there before is gone */
    LEG_TURN_WAITS, /**< another one is live and keeps the place: pass the packet over */
} LegTurn;

/** @param place  of the leg's own sound or the slides' */
LegTurn leg_streams_turn_sound(
        InboundSound **place, uint32_t ssrc, SoundCodec codec, int64_t now_us);

/** @param agreed  its m-line */
LegTurn leg_streams_turn_picture(
        InboundPicture **place, uint32_t ssrc, const SdpStream *agreed, int64_t now_us);

/** Of the slides', leg_slides lets go. */
void leg_streams_close(LegStreams *streams);

#endif
