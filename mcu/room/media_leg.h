/**
 * media_leg: one endpoint's media, both ways: an offer answered, packets in and out, feedback, figures.
 *
 *      peer_transport ─ RTP ─┬─> inbound_sound ──────> `sound`: Opus packets
 *                            └─> inbound_picture ─ lip_sync ─> picture_hold ─> `picture`: complete VP8 frames
 *                     ─ RTCP ──> outbound streams: NACK, PLI; inbound streams: SR
 *                     ─ RTP ──> leg_slides ──────> `slides`, `slides_sound`, while it presents
 *      the mix ──> rtp_sender (sound), rtp_sender (picture) ──> peer_transport
 *      slides of another leg ──> leg_slides ──> peer_transport
 *
 * Units       times are microseconds of the monotonic clock; RTP time as in the two mixes.
 * Ownership   owns its transport and streams. The configuration is borrowed for as long as the leg lives.
 * Thread      the network loop.
 * Errors      an offer is refused with an ApiFault and a GError; packets that are wrong are counted.
 * Memory      bounded by peer_transport, frame_assembler, picture_hold, nack_list and rtp_history.
 */
#ifndef MCU_ROOM_MEDIA_LEG_H
#define MCU_ROOM_MEDIA_LEG_H

#include "mcu/api/api_message.h"
#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"
#include "mcu/room/leg_figures.h"
#include "mcu/room/leg_sending.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/sound_source.h"
#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/jitter_buffer.h"
#include "mcu/rtp/media_clock.h"
#include "mcu/rtp/vp8_picture.h"

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
    PictureLadder ladder; /**< of every view */
} MediaLegConfig;

typedef struct MediaLegEvents {
    void (*connected)(void *user_data);
    void (*closed)(ApiLegEnd why, void *user_data); /**< once; what is left to do is to free it */
    void (*sound)(const JitterBufferPacket *packet, GBytes *payload, void *user_data);
    /** Its sound is to wait so long at least: its pictures are late. */
    void (*sound_least)(int64_t least_us, void *user_data);
    void (*picture)(GBytes *frame, bool key, void *user_data);
    /** It needs a key frame of a feed (picture_feed.h): it joins, changes to it, or lost something. */
    void (*key_wanted)(uint32_t source, bool joins, int64_t round_trip_us, void *user_data);
    /** It presents: a frame of its slides, and a packet of their sound. */
    void (*slides)(const AssembledFrame *frame, void *user_data);
    void (*slides_sound)(const JitterBufferPacket *packet, GBytes *payload, void *user_data);
    /** It needs a key frame of the slides that it is sent. */
    void (*slides_key_wanted)(bool joins, int64_t round_trip_us, void *user_data);
} MediaLegEvents;

/**
 * Answers an offer.
 *
 * @param ret_fault  what to tell the peer's side when the offer is refused
 * @return           NULL with an error when refused; free with media_leg_free()
 */
MediaLeg *media_leg_new(const MediaLegConfig *config, const MediaLegEvents *events, void *user_data,
        const char *offer, ApiFault *ret_fault, GError **error);

/** Says good-bye and lets go at once. NULL is allowed; allowed in its own events. */
void media_leg_free(MediaLeg *leg);

/** The answer to the last offer, with all candidates. Owned by the leg. */
const char *media_leg_answer(const MediaLeg *leg);

/**
 * Takes another offer of the same peer connection: new ICE credentials, and slides that are shown or seen now.
 *
 * @return false: refused, nothing changed
 */
bool media_leg_offer_again(MediaLeg *leg, const char *offer, ApiFault *ret_fault, GError **error);

/** @return false for what is no candidate */
bool media_leg_add_candidate(MediaLeg *leg, const char *candidate);

/** Whether its picture is seen by anybody. When it becomes so, a key frame is asked for. */
void media_leg_set_visible(MediaLeg *leg, bool visible);
void media_leg_want_key(MediaLeg *leg);

/** Which view it watches from now on; the one before goes on until there is a key frame. At first: the sites'. */
void media_leg_set_view(MediaLeg *leg, unsigned view, bool at_once);

/** What may be sent to it at most, sound and pictures together; 0 for no limit. */
void media_leg_set_cap(MediaLeg *leg, int64_t cap_bps);

/** Whether pictures of a feed go to it now. */
bool media_leg_takes(const MediaLeg *leg, uint32_t source);

/** Sends one packet of the mixed sound. @param time_us  the moment that it sounds, on the mix's beat */
void media_leg_send_sound(
        MediaLeg *leg, GBytes *opus, int64_t time_us, uint8_t level_dbov, int64_t now_us);

/** Sends one frame of a feed that it takes; not before a key frame was sent. */
void media_leg_send_picture(MediaLeg *leg, Vp8Picture *picture, int64_t now_us);

/** What became of its own sound in a tick of the mix. @param at_us  the moment that it sounds */
void media_leg_sound_heard(MediaLeg *leg, const SoundHeard *heard, int64_t at_us);

/** Whether it takes the slides of others as a stream of their own. */
bool media_leg_takes_slides(const MediaLeg *leg);

/** Whether its slides are taken; those of others are dropped. */
void media_leg_present(MediaLeg *leg, bool presents);

/** A receiver needs a key frame of its slides. */
void media_leg_ask_slides_key(MediaLeg *leg);

/** Which slides it is sent, by the source of their pictures; LEG_SLIDES_NONE for none. */
void media_leg_watch_slides(MediaLeg *leg, uint32_t source);

/** Sends one frame of the slides that it watches; not before a key frame was sent. */
void media_leg_send_slides(MediaLeg *leg, Vp8Picture *picture, int64_t now_us);

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
