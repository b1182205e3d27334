/**
 * media_leg: one endpoint's media, both ways: an offer answered or made, packets in and out, feedback, figures.
 *
 *      peer_transport ─ RTP ──> leg_inbound ──> sound, pictures, slides
 *                     ─ RTCP ─> leg_feedback ──> both directions: NACK, PLI, reports
 *      the mix, views, others' slides ──> leg_outbound ──> peer_transport
 *
 * Hardware has leg_hardware's port pairs in place of peer_transport, asks for the floor to present, and has leg_camera.
 *
 * Units       times are microseconds of the monotonic clock; RTP time as in the two mixes.
 * Ownership   owns its transport and streams. The configuration is borrowed for as long as the leg lives.
 * Thread      the network loop.
 * Errors      an offer is refused with an ApiFault and a GError; packets that are wrong are counted.
 * Memory      bounded by peer_transport, leg_inbound, leg_outbound, nack_list and rtp_history.
 */
#ifndef MCU_ROOM_MEDIA_LEG_H
#define MCU_ROOM_MEDIA_LEG_H

#include "mcu/api/api_message.h"
#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"
#include "mcu/room/leg_figures.h"
#include "mcu/room/leg_inbound.h"
#include "mcu/room/leg_outbound.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/sound_source.h"
#include "mcu/rtp/coded_picture.h"
#include "mcu/rtp/media_clock.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct MediaLeg MediaLeg;

typedef struct MediaLegConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const MediaClock *clock; /**< of the mix: one for all legs */
    const char *const *addresses;
    uint16_t port_min, port_max;
    bool dtls_active;
    bool h264;            /**< whether a picture may be H.264: there is a codec for it */
    PictureLadder ladder; /**< of every view */
    int fps;              /**< of all its rungs */
} MediaLegConfig;

/** Who comes. Texts are borrowed. */
typedef struct LegCall {
    bool hardware;     /**< SIP's room systems and telephones; else WebRTC */
    bool plain_rtp;    /**< hardware: RTP without encryption is allowed */
    const char *offer; /**< SDP; of hardware "": we offer */
    const char
            *addresses; /**< where it is received, with commas between; "" or NULL: where all are */
} LegCall;

/** All with the same user_data. */
typedef struct MediaLegEvents {
    LegInboundEvents inbound;
    LegOutboundEvents outbound;
    void (*connected)(void *user_data);
    void (*digit)(char digit, void *user_data);  /**< hardware: a key was pressed */
    void (*floor)(bool wanted, void *user_data); /**< hardware: it asks to present, or gives up */
    void (*codec)(SoundCodec codec,
            void *user_data); /**< of its sound, if it is not Opus any more, or again */
    void (*closed)(ApiLegEnd why, void *user_data); /**< once; what is left to do is to free it */
} MediaLegEvents;

/**
 * Answers an offer, or makes one.
 *
 * @param ret_fault  what to tell the peer's side when the offer is refused
 * @return           NULL with an error when refused; free with media_leg_free()
 */
MediaLeg *media_leg_new(const MediaLegConfig *config, const MediaLegEvents *events, void *user_data,
        const LegCall *call, ApiFault *ret_fault, GError **error);

/** Says good-bye and lets go at once. NULL is allowed; allowed in its own events. */
void media_leg_free(MediaLeg *leg);

/** The answer to the last offer, with all candidates, or our own offer. Owned by the leg. */
const char *media_leg_answer(const MediaLeg *leg);

/**
 * Takes another offer of the same peer connection: new ICE credentials, and slides that are shown or seen now; of
 * hardware whatever it says, "" for an offer of ours.
 *
 * @return false: refused, nothing changed
 */
bool media_leg_offer_again(MediaLeg *leg, const char *offer, ApiFault *ret_fault, GError **error);

/** Hardware: takes the answer to our offer. @return false: it cannot be used, nothing changed */
bool media_leg_take_answer(MediaLeg *leg, const char *answer, ApiFault *ret_fault, GError **error);

/** Hardware: moves its camera for a while, or keeps or looks at a place of its. @return false: it cannot */
bool media_leg_move_camera(MediaLeg *leg, const H281Move *move, int64_t for_us);
bool media_leg_camera_preset(MediaLeg *leg, uint8_t preset, bool store);

/** It asks for a key frame by other means than RTCP. */
void media_leg_fast_update(MediaLeg *leg);

/** Of its sound, both ways. */
SoundCodec media_leg_codec(const MediaLeg *leg);

/** @return false for what is no candidate */
bool media_leg_add_candidate(MediaLeg *leg, const char *candidate);

/** Who sees its picture. When somebody does who did not, a key frame is asked for. */
void media_leg_set_sight(MediaLeg *leg, LegSight sight);
void media_leg_want_key(MediaLeg *leg);

/** Which view it watches from now on; the one before goes on until there is a key frame. At first: the sites'. */
void media_leg_set_view(MediaLeg *leg, unsigned view, bool at_once);

/** What may be sent to it at most, sound and pictures together; 0 for no limit. */
void media_leg_set_cap(MediaLeg *leg, int64_t cap_bps);

/** As leg_sending_wanted() and leg_sending_close_rungs(). */
uint32_t media_leg_wanted(const MediaLeg *leg);
void media_leg_close_rungs(MediaLeg *leg, uint8_t closed);

/** The feeds whose pictures go to it now. @return how many */
size_t media_leg_feeds(const MediaLeg *leg, uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX]);

/** Whether pictures of a feed go to it now. */
bool media_leg_takes(const MediaLeg *leg, uint32_t source);

/** Sends one packet of the mixed sound, in its codec; NULL: none. @param time_us  the moment that it sounds, on the mix's beat */
void media_leg_send_sound(
        MediaLeg *leg, GBytes *payload, int64_t time_us, uint8_t level_dbov, int64_t now_us);

/** Sends one frame of a feed that it takes; not before a key frame was sent. */
void media_leg_send_picture(MediaLeg *leg, CodedPicture *picture, int64_t now_us);

/** What became of its sound, or that of its slides, in a tick of the mix. @param at_us  the moment that it sounds */
void media_leg_sound_heard(MediaLeg *leg, const SoundHeard *heard, int64_t at_us);

/** Whether it takes the slides of others as a stream of their own. */
bool media_leg_takes_slides(const MediaLeg *leg);

/** Whether its slides are taken; those of others are dropped. */
void media_leg_present(MediaLeg *leg, bool presents);

/** A receiver needs a key frame of its slides. */
void media_leg_ask_slides_key(MediaLeg *leg);

/** Which slides it is sent, by the source of their pictures; LEG_SLIDES_NONE for none. */
void media_leg_watch_slides(MediaLeg *leg, uint32_t source, PictureCodec codec);

/** In which its own slides come. */
PictureCodec media_leg_slides_codec(const MediaLeg *leg);

/** Hardware: it asked to present, and must not. */
void media_leg_deny_floor(MediaLeg *leg);

/** Sends one frame of the slides that it watches; not before a key frame was sent. */
void media_leg_send_slides(MediaLeg *leg, CodedPicture *picture, int64_t now_us);

/** Everything that is due: repeats of NACK and PLI, reports, transport-wide feedback. Every 20 ms. */
void media_leg_tick(MediaLeg *leg, int64_t now_us);

/** Whether something waits to leave before the next tick: call media_leg_pump() in LEG_SENDING_PUMP_US. */
bool media_leg_waits(const MediaLeg *leg);
void media_leg_pump(MediaLeg *leg, int64_t now_us);

/** What happened since the last call. */
LegFigures media_leg_figures(MediaLeg *leg, int64_t now_us);

/** One line for the log. Free it. */
char *media_leg_describe(const MediaLeg *leg);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MediaLeg, media_leg_free)

#endif
