#include "mcu/room/leg_inbound.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/pcm.h"
#include "mcu/room/inbound_picture.h"
#include "mcu/room/inbound_sound.h"
#include "mcu/room/picture_hold.h"
#include "mcu/room/room_sound.h"
#include "mcu/room/stream_routes.h"
#include "mcu/rtp/media_clock.h"

struct LegInbound {
    LegInboundConfig config;
    const LegInboundEvents *events;
    void *user_data;

    StreamRoutes routes;
    PictureHold *held;    /* pictures that wait for their sound */
    NetTimer *held_timer; /* for these, and the slides that do */
    SoundCodec codec;
    LegSight sight;
    int64_t sound_least_us, slides_least_us; /* as was told */
    LegCounters counters;
    uint8_t level_dbov;
    int64_t held_us;
};

static LegStreams *streams_of(const LegInbound *inbound)
{
    return &inbound->config.feedback->streams;
}

/* ---- slides ---- */

static void wait_for_held(LegInbound *inbound)
{
    net_timer_arm(inbound->held_timer,
            MIN(picture_hold_due_us(inbound->held), leg_slides_due_us(inbound->config.slides)));
}

static void take_slides(LegInbound *inbound, int64_t now_us)
{
    AssembledFrame frame;
    while (leg_slides_take_picture(inbound->config.slides, now_us, &frame)) {
        inbound->events->slides(&frame, inbound->user_data);
        g_bytes_unref(frame.data);
    }
    wait_for_held(inbound);
}

/* A packet of the second picture or the second sound. */
typedef struct SlidesPacket {
    const uint8_t *data;
    size_t size;
    const RtpHeader *header;
    const RtpExtensionValues *values;
} SlidesPacket;

static void take_of_slides(
        LegInbound *inbound, StreamRoute route, const SlidesPacket *packet, int64_t now_us)
{
    LegSlides *slides = inbound->config.slides;
    const SdpStream *agreed = sdp_agreement_find(inbound->config.agreement, SDP_ROLE_SLIDES);
    InboundSoundPacket sound;
    if (route.role == SDP_ROLE_SLIDES && route.is_rtx) {
        leg_slides_put_rtx(slides, agreed, packet->data, packet->size, now_us);
    } else if (route.role == SDP_ROLE_SLIDES) {
        leg_slides_put_picture(slides, agreed, packet->data, packet->header, now_us);
    } else if (!route.is_rtx &&
            leg_slides_put_sound(
                    slides, packet->data, packet->header, packet->values, now_us, &sound)) {
        inbound->events->slides_sound(&sound.packet, sound.payload, inbound->user_data);
        g_bytes_unref(sound.payload);
    }
    take_slides(inbound, now_us);
}

void leg_inbound_put_slides(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us)
{
    const SdpStream *agreed = sdp_agreement_find(inbound->config.agreement, SDP_ROLE_SLIDES);
    leg_slides_put_picture(inbound->config.slides, agreed, packet, header, now_us);
    take_slides(inbound, now_us);
}

void leg_inbound_present(LegInbound *inbound, bool presents)
{
    inbound->slides_least_us = 0;
    leg_slides_present(inbound->config.slides, presents);
}

/* ---- pictures ---- */

static void give_frames(LegInbound *inbound, int64_t now_us)
{
    AssembledFrame frame;
    while (picture_hold_take(inbound->held, now_us, &frame)) {
        inbound->events->picture(&frame, inbound->user_data);
        g_bytes_unref(frame.data);
    }
    wait_for_held(inbound);
}

static void on_held(int64_t now_us, void *user_data)
{
    give_frames(user_data, now_us);
    take_slides(user_data, now_us);
}

static void take_frames(LegInbound *inbound, int64_t now_us)
{
    AssembledFrame frame;
    while (streams_of(inbound)->picture_in != NULL &&
            inbound_picture_take(streams_of(inbound)->picture_in, now_us, &frame)) {
        const int64_t due_us =
                lip_sync_due(&inbound->config.feedback->sync, frame.timestamp_ticks, now_us);
        inbound->held_us = due_us - now_us;
        picture_hold_put(inbound->held, &frame, due_us);
        give_frames(inbound, now_us);
    }
}

void leg_inbound_put_picture(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us)
{
    LegStreams *streams = streams_of(inbound);
    const SdpStream *agreed = sdp_agreement_find(inbound->config.agreement, SDP_ROLE_PICTURE);
    switch (leg_streams_turn_picture(&streams->picture_in, header->ssrc, agreed, now_us)) {
    case LEG_TURN_WAITS:
        return;
    case LEG_TURN_BEGAN:
        inbound_picture_set_visible(streams->picture_in, inbound->sight != LEG_UNSEEN);
        leg_figures_restart_picture(&inbound->counters);
        lip_sync_restart(&inbound->config.feedback->sync, LIP_SYNC_PICTURE);
        break;
    case LEG_TURN_SAME:
        break;
    }
    inbound_picture_put(streams->picture_in, packet, header, false, now_us);
    take_frames(inbound, now_us);
}

static void take_picture_rtx(
        LegInbound *inbound, const uint8_t *packet, size_t size, int64_t now_us)
{
    const SdpStream *agreed = sdp_agreement_find(inbound->config.agreement, SDP_ROLE_PICTURE);
    InboundPicture *picture = streams_of(inbound)->picture_in;
    if (picture != NULL) { /* else a probe, before the first packet of the picture */
        inbound_picture_put_rtx(picture, packet, size, agreed->payload_type, now_us);
        take_frames(inbound, now_us);
    }
}

void leg_inbound_set_sight(LegInbound *inbound, LegSight sight)
{
    inbound->sight = sight;
    if (streams_of(inbound)->picture_in != NULL) {
        inbound_picture_set_visible(streams_of(inbound)->picture_in, sight != LEG_UNSEEN);
    }
}

void leg_inbound_want_key(LegInbound *inbound)
{
    if (streams_of(inbound)->picture_in != NULL) {
        inbound_picture_require_key(streams_of(inbound)->picture_in);
    }
}

/* ---- sound ---- */

void leg_inbound_set_codec(LegInbound *inbound, SoundCodec codec)
{
    inbound->codec = codec;
}

void leg_inbound_sound_heard(
        LegInbound *inbound, const SoundHeard *heard, int64_t at_us, int64_t now_us)
{
    LegFeedback *feedback = inbound->config.feedback;
    const bool slides = (heard->source & ROOM_SOUND_SLIDES) != 0;
    LipSync *sync = slides ? &feedback->slides_sync : &feedback->sync;
    int64_t *told_us = slides ? &inbound->slides_least_us : &inbound->sound_least_us;
    inbound->level_dbov = slides ? inbound->level_dbov : heard->level_dbov;
    if (heard->placed) {
        lip_sync_heard(
                sync, heard->timestamp_ticks, at_us + AUDIO_ENCODER_DELAY_US, heard->waited_us);
    }
    const int64_t least_us = lip_sync_least(sync, slides || inbound->sight == LEG_SEEN, now_us);
    if (least_us != *told_us) {
        *told_us = least_us;
        inbound->events->sound_least(heard->source, least_us, inbound->user_data);
    }
}

/* @return whether the stream of this packet is the one that is heard */
static bool turn_sound(LegInbound *inbound, uint32_t ssrc, int64_t now_us)
{
    switch (leg_streams_turn_sound(&streams_of(inbound)->sound_in, ssrc, inbound->codec, now_us)) {
    case LEG_TURN_WAITS:
        return false;
    case LEG_TURN_BEGAN:
        leg_figures_restart_sound(&inbound->counters);
        lip_sync_restart(&inbound->config.feedback->sync, LIP_SYNC_SOUND);
        return true;
    case LEG_TURN_SAME:
        return true;
    }
    return false;
}

static void take_sound(LegInbound *inbound, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us)
{
    const SdpStream *agreed = sdp_agreement_find(inbound->config.agreement, SDP_ROLE_SOUND);
    InboundSoundPacket arrived[INBOUND_SOUND_PACKETS_MAX];
    if (!turn_sound(inbound, header->ssrc, now_us)) {
        return;
    }
    InboundSound *sound = streams_of(inbound)->sound_in;
    const bool is_red =
            agreed != NULL && agreed->has_red && header->payload_type == agreed->red_payload_type;
    const InboundSoundArrival whole = {packet, header, values, now_us};
    const size_t count = is_red
            ? inbound_sound_put_red(sound, &whole, agreed->payload_type, arrived)
            : inbound_sound_put(sound, packet, header, values, now_us, arrived);
    for (size_t i = 0; i < count; i++) {
        inbound->events->sound(&arrived[i].packet, arrived[i].payload, inbound->user_data);
        g_bytes_unref(arrived[i].payload);
    }
}

void leg_inbound_put_sound(
        LegInbound *inbound, const uint8_t *packet, const RtpHeader *header, int64_t now_us)
{
    static const RtpExtensionValues none = {0};
    take_sound(inbound, packet, header, &none, now_us);
}

void leg_inbound_put_pause(LegInbound *inbound, const RtpHeader *header, int64_t now_us)
{
    InboundSoundPacket arrived;
    if (turn_sound(inbound, header->ssrc, now_us) &&
            inbound_sound_pause(streams_of(inbound)->sound_in, header, now_us, &arrived)) {
        inbound->events->sound(&arrived.packet, arrived.payload, inbound->user_data);
        g_bytes_unref(arrived.payload);
    }
}

/* ---- one way for all ---- */

void leg_inbound_learn(LegInbound *inbound)
{
    stream_routes_learn(&inbound->routes, inbound->config.agreement);
}

void leg_inbound_put(LegInbound *inbound, const uint8_t *packet, size_t size, int64_t now_us)
{
    const SdpAgreement *agreement = inbound->config.agreement;
    RtpHeader header;
    if (!rtp_packet_read(packet, size, &header)) {
        return;
    }
    const RtpExtensionValues values = rtp_extension_read(packet, &header, &agreement->extensions);
    if (values.has_transport_sequence && streams_of(inbound)->arrivals != NULL) {
        twcc_recorder_put(streams_of(inbound)->arrivals, values.transport_sequence, now_us);
    }
    const StreamRoute route = stream_routes_find(&inbound->routes, agreement, &header, &values);
    if (route.role == SDP_ROLE_SOUND && !route.is_rtx) {
        take_sound(inbound, packet, &header, &values, now_us);
    } else if (route.role == SDP_ROLE_PICTURE && route.is_rtx) {
        take_picture_rtx(inbound, packet, size, now_us);
    } else if (route.role == SDP_ROLE_PICTURE) {
        leg_inbound_put_picture(inbound, packet, &header, now_us);
    } else if (route.role == SDP_ROLE_SLIDES || route.role == SDP_ROLE_SLIDES_SOUND) {
        take_of_slides(inbound, route, &(SlidesPacket){packet, size, &header, &values}, now_us);
    }
}

void leg_inbound_tick(LegInbound *inbound, int64_t now_us)
{
    take_frames(inbound, now_us);
    take_slides(inbound, now_us);
}

/* ---- figures ---- */

LegCounters *leg_inbound_counters(LegInbound *inbound)
{
    return &inbound->counters;
}

uint8_t leg_inbound_level_dbov(const LegInbound *inbound)
{
    return inbound->level_dbov;
}

int64_t leg_inbound_held_us(const LegInbound *inbound)
{
    return inbound->held_us;
}

/* ---- life ---- */

LegInbound *leg_inbound_new(
        const LegInboundConfig *config, const LegInboundEvents *events, void *user_data)
{
    LegInbound *inbound = g_new0(LegInbound, 1);
    inbound->config = *config;
    inbound->events = events;
    inbound->user_data = user_data;
    inbound->level_dbov = AUDIO_LEVEL_SILENCE;
    inbound->held = picture_hold_new();
    inbound->held_timer = net_timer_new(config->loop, 0, on_held, inbound);
    config->feedback->sync = lip_sync_start(PCM_RATE_HZ, MEDIA_CLOCK_PICTURE_HZ);
    config->feedback->slides_sync = config->feedback->sync;
    return inbound;
}

void leg_inbound_free(LegInbound *inbound)
{
    if (inbound == NULL) {
        return;
    }
    net_timer_free(inbound->held_timer);
    picture_hold_free(inbound->held);
    g_free(inbound);
}
