/**
 * leg_inbound: what comes from one leg: its packets, made into sound and pictures in time with each other.
 *
 *      WebRTC    ─ by SSRC, MID or number ─┬─> inbound_sound ──────> `sound`: coded packets
 *      hardware  ─ by its ports ───────────┼─> inbound_picture ─ lip_sync ─> picture_hold ─> `picture`: whole frames
 *                                          └─> leg_slides ──────> `slides`, `slides_sound`, while it presents
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   owns what waits for its sound; borrows the streams, the slides and the agreement, which are the leg's.
 * Thread      the network loop. Events come from inside calls, and from a timer of that loop.
 * Errors      packets that are wrong, or belong nowhere, are passed over and counted by their streams.
 * Memory      bounded by picture_hold, frame_assembler and stream_routes.
 */
#ifndef MCU_ROOM_LEG_INBOUND_H
#define MCU_ROOM_LEG_INBOUND_H

#include "mcu/net/net_loop.h"
#include "mcu/room/leg_feedback.h"
#include "mcu/room/leg_figures.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/sound_source.h"
#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/jitter_buffer.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_agreement.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Who sees the picture of a leg. */
typedef enum LegSight {
    LEG_UNSEEN, /**< nobody: nothing is asked of it */
    LEG_PEEKED, /**< the watch looks at it; its sound does not wait for it */
    LEG_SEEN,   /**< people, in a view */
} LegSight;

/** Payloads and frames are borrowed for the call; who keeps them takes a reference. */
typedef struct LegInboundEvents {
    void (*sound)(const JitterBufferPacket *packet, GBytes *payload, void *user_data);
    /** A sound of its, its own or that of its slides, is to wait so long at least: the pictures are late. */
    void (*sound_least)(uint32_t source, int64_t least_us, void *user_data);
    void (*picture)(const AssembledFrame *frame, void *user_data);
    /** It presents: a frame of its slides, and a packet of their sound. */
    void (*slides)(const AssembledFrame *frame, void *user_data);
    void (*slides_sound)(const JitterBufferPacket *packet, GBytes *payload, void *user_data);
} LegInboundEvents;

typedef struct LegInboundConfig {
    NetLoop *loop;
    LegFeedback *feedback; /**< its streams are opened here with their first packets */
    const SdpAgreement *agreement;
    LegSlides *slides;
} LegInboundConfig;

typedef struct LegInbound LegInbound;

LegInbound *leg_inbound_new(
        const LegInboundConfig *config, const LegInboundEvents *events, void *user_data);

/** NULL is allowed. */
void leg_inbound_free(LegInbound *inbound);

/* ---- packets ---- */

/** WebRTC: which streams the peer's description names, beside those that are known. */
void leg_inbound_learn(LegInbound *inbound);

/** Any packet of a leg whose streams share one way. */
void leg_inbound_put(LegInbound *inbound, const uint8_t *packet, size_t size, int64_t now_us);

/** Hardware: a packet of the agreed sound. */
void leg_inbound_put_sound(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us);

/** Hardware: comfort noise, or a key that is pressed, in place of sound. */
void leg_inbound_put_pause(LegInbound *inbound, const RtpHeader *header, int64_t now_us);

/** Hardware: a packet of the agreed picture. */
void leg_inbound_put_picture(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us);

/** Hardware: a packet of the agreed slides. */
void leg_inbound_put_slides(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us);

/** Frames that became complete or due. Every 20 ms. */
void leg_inbound_tick(LegInbound *inbound, int64_t now_us);

/* ---- what the room says ---- */

/** Of its sound from now on; Opus at first. */
void leg_inbound_set_codec(LegInbound *inbound, SoundCodec codec);

/** What became of its sound, or that of its slides, in a tick of the mix. @param at_us  the moment that it sounds */
void leg_inbound_sound_heard(
        LegInbound *inbound, const SoundHeard *heard, int64_t at_us, int64_t now_us);

/** Who sees its picture. When somebody does who did not, a key frame is asked for. */
void leg_inbound_set_sight(LegInbound *inbound, LegSight sight);
void leg_inbound_want_key(LegInbound *inbound);

/** Whether its slides are taken; those of others are dropped. */
void leg_inbound_present(LegInbound *inbound, bool presents);

/* ---- figures ---- */

/** The counters of its streams, for leg_figures_read(). */
LegCounters *leg_inbound_counters(LegInbound *inbound);

/** Of its sound at the last tick of the mix: 0 loud to 127 silent. */
uint8_t leg_inbound_level_dbov(const LegInbound *inbound);

/** How long its last picture waited for the sound. */
int64_t leg_inbound_held_us(const LegInbound *inbound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegInbound, leg_inbound_free)

#endif
