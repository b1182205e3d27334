#include "mcu/room/media_leg.h"

#include "mcu/media/audio_encoder.h"
#include "mcu/media/audio_level.h"
#include "mcu/media/pcm.h"
#include "mcu/net/peer_transport.h"
#include "mcu/room/inbound_picture.h"
#include "mcu/room/inbound_sound.h"
#include "mcu/room/leg_description.h"
#include "mcu/room/leg_feedback.h"
#include "mcu/room/leg_sending.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/lip_sync.h"
#include "mcu/room/picture_hold.h"
#include "mcu/room/stream_routes.h"

enum {
    SLIDES_BPS = 800000, /* what a screen with text needs while it changes */
};

struct MediaLeg {
    const MediaLegConfig *config;
    const MediaLegEvents *events;
    void *user_data;

    PeerTransport *transport;
    LegIdentity identity;
    SdpAgreement agreement;
    StreamRoutes routes;
    char *answer;

    LegFeedback feedback; /* knows the streams, which are owned here */
    PictureHold *held;    /* pictures that wait for their sound */
    NetTimer *held_timer;
    LegSlides *slides;
    LegSending *sending;
    bool connected;
    bool visible;

    /* for the figures */
    LegCounters counters;
    uint8_t level_dbov;
    int64_t held_us;
    int64_t sound_least_us;
};

/* ---- outbound ---- */

static bool send_rtcp(const uint8_t *packet, size_t size, void *user_data)
{
    const MediaLeg *leg = user_data;
    return leg->connected && peer_transport_send_rtcp(leg->transport, packet, size);
}

static int64_t now_us_of(const MediaLeg *leg)
{
    return net_loop_now_us(leg->config->loop);
}

static bool resend_rtp(const uint8_t *packet, size_t size, void *user_data)
{
    const MediaLeg *leg = user_data;
    leg_sending_resent(leg->sending, size, now_us_of(leg));
    return leg->connected &&
            peer_transport_send_rtp(leg->transport, packet, size, PEER_PRIORITY_PICTURE);
}

static void on_key_wanted(void *user_data)
{
    const MediaLeg *leg = user_data;
    leg_sending_key_asked(leg->sending, leg_feedback_round_trip_us(&leg->feedback), now_us_of(leg));
}

static void on_arrived(const TwccSample *samples, size_t count, void *user_data)
{
    const MediaLeg *leg = user_data;
    leg_sending_feedback(leg->sending, samples, count, leg_feedback_round_trip_us(&leg->feedback),
            now_us_of(leg));
}

static void on_reported(uint8_t fraction_lost, void *user_data)
{
    const MediaLeg *leg = user_data;
    leg_sending_report(leg->sending, fraction_lost, now_us_of(leg));
}

static void on_packet(const uint8_t *packet, size_t size, void *user_data)
{
    const MediaLeg *leg = user_data;
    if (leg->connected) {
        peer_transport_send_rtp(leg->transport, packet, size, PEER_PRIORITY_PICTURE);
    }
}

static void on_feed_key_wanted(uint32_t source, bool joins, void *user_data)
{
    MediaLeg *leg = user_data;
    leg->events->key_wanted(
            source, joins, leg_feedback_round_trip_us(&leg->feedback), leg->user_data);
}

static const LegSendingEvents sending_events = {
        .packet = on_packet,
        .key_wanted = on_feed_key_wanted,
};

void media_leg_set_view(MediaLeg *leg, unsigned view, bool at_once)
{
    leg_sending_set_view(leg->sending, view, at_once, now_us_of(leg));
}

void media_leg_set_cap(MediaLeg *leg, int64_t cap_bps)
{
    leg_sending_set_cap(leg->sending, cap_bps);
}

bool media_leg_takes(const MediaLeg *leg, uint32_t source)
{
    return leg->connected && leg_sending_takes(leg->sending, source);
}

void media_leg_send_sound(
        MediaLeg *leg, GBytes *opus, int64_t time_us, uint8_t level_dbov, int64_t now_us)
{
    RtpSender *sender = leg->feedback.streams.sound_out;
    if (!leg->connected || sender == NULL) {
        return;
    }
    const RtpSenderPacket packet = {
            .timestamp_ticks = media_clock_ticks(leg->config->clock, PCM_RATE_HZ, time_us),
            .has_audio_level = true,
            .audio_level_dbov = level_dbov,
            .payload = opus,
    };
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    const size_t size = rtp_sender_send(sender, &packet, now_us, buffer, sizeof buffer);
    if (size > 0) {
        peer_transport_send_rtp(leg->transport, buffer, size, PEER_PRIORITY_SOUND);
        leg_sending_left(leg->sending, size, now_us);
    }
}

void media_leg_send_picture(MediaLeg *leg, Vp8Picture *picture, int64_t now_us)
{
    if (leg->connected) {
        leg_sending_picture(leg->sending, picture, now_us);
    }
}

static void on_slides_key_wanted(void *user_data)
{
    const MediaLeg *leg = user_data;
    leg->events->slides_key_wanted(
            false, leg_feedback_round_trip_us(&leg->feedback), leg->user_data);
}

/* The slides' stream goes through the same line as everything else. */
static void share_line(MediaLeg *leg)
{
    PictureSender *slides = leg_slides_sender(leg->slides);
    if (slides != NULL) {
        leg_sending_set_slides(leg->sending, slides, SLIDES_BPS);
    } else {
        leg_sending_forget_slides(leg->sending);
    }
}

void media_leg_watch_slides(MediaLeg *leg, uint32_t source)
{
    leg_slides_watch(leg->slides, source);
    share_line(leg);
    if (leg->connected && leg_slides_sender(leg->slides) != NULL) {
        leg->events->slides_key_wanted(true, 0, leg->user_data);
    }
}

bool media_leg_takes_slides(const MediaLeg *leg)
{
    return leg_slides_is_open(leg->slides) && leg_sending_slides_fit(leg->sending);
}

void media_leg_send_slides(MediaLeg *leg, Vp8Picture *picture, int64_t now_us)
{
    const PictureSender *slides = leg_slides_sender(leg->slides);
    if (!leg->connected || slides == NULL || !leg_sending_slides_fit(leg->sending)) {
        return;
    }
    leg_sending_slides_picture(leg->sending, picture, now_us);
    if (picture_sender_needs_key(slides) && !leg_sending_waits(leg->sending)) {
        leg->events->slides_key_wanted(true, 0, leg->user_data);
    }
}

bool media_leg_waits(const MediaLeg *leg)
{
    return leg->connected && leg_sending_waits(leg->sending);
}

void media_leg_pump(MediaLeg *leg, int64_t now_us)
{
    leg_sending_pump(leg->sending, now_us);
}

/* ---- inbound ---- */

static void take_slides(MediaLeg *leg, int64_t now_us)
{
    AssembledFrame frame;
    while (leg_slides_take_picture(leg->slides, now_us, &frame)) {
        leg->events->slides(&frame, leg->user_data);
        g_bytes_unref(frame.data);
    }
}

/* A packet of the second picture or the second sound. */
typedef struct SlidesPacket {
    const uint8_t *data;
    size_t size;
    const RtpHeader *header;
    const RtpExtensionValues *values;
} SlidesPacket;

static void take_of_slides(
        MediaLeg *leg, StreamRoute route, const SlidesPacket *packet, int64_t now_us)
{
    const SdpStream *agreed = sdp_agreement_find(&leg->agreement, SDP_ROLE_SLIDES);
    InboundSoundPacket sound;
    if (route.role == SDP_ROLE_SLIDES && route.is_rtx) {
        leg_slides_put_rtx(leg->slides, agreed, packet->data, packet->size, now_us);
    } else if (route.role == SDP_ROLE_SLIDES) {
        leg_slides_put_picture(leg->slides, agreed, packet->data, packet->header, now_us);
    } else if (!route.is_rtx &&
            leg_slides_put_sound(
                    leg->slides, packet->data, packet->header, packet->values, now_us, &sound)) {
        leg->events->slides_sound(&sound.packet, sound.payload, leg->user_data);
        g_bytes_unref(sound.payload);
    }
    take_slides(leg, now_us);
}

void media_leg_present(MediaLeg *leg, bool presents)
{
    leg_slides_present(leg->slides, presents);
}

void media_leg_ask_slides_key(MediaLeg *leg)
{
    leg_slides_ask_key(leg->slides);
}

static void give_frames(MediaLeg *leg, int64_t now_us)
{
    AssembledFrame frame;
    while (picture_hold_take(leg->held, now_us, &frame)) {
        leg->events->picture(frame.data, frame.key, leg->user_data);
        g_bytes_unref(frame.data);
    }
    net_timer_arm(leg->held_timer, picture_hold_due_us(leg->held));
}

static void on_held(int64_t now_us, void *user_data)
{
    give_frames(user_data, now_us);
}

static void take_frames(MediaLeg *leg, int64_t now_us)
{
    AssembledFrame frame;
    while (leg->feedback.streams.picture_in != NULL &&
            inbound_picture_take(leg->feedback.streams.picture_in, now_us, &frame)) {
        const int64_t due_us = lip_sync_due(&leg->feedback.sync, frame.timestamp_ticks, now_us);
        leg->held_us = due_us - now_us;
        picture_hold_put(leg->held, &frame, due_us);
        give_frames(leg, now_us);
    }
}

void media_leg_sound_heard(MediaLeg *leg, const SoundHeard *heard, int64_t at_us)
{
    leg->level_dbov = heard->level_dbov;
    if (heard->placed) {
        lip_sync_heard(&leg->feedback.sync, heard->timestamp_ticks, at_us + AUDIO_ENCODER_DELAY_US,
                heard->waited_us);
    }
    const int64_t least_us = lip_sync_least(&leg->feedback.sync, leg->visible, now_us_of(leg));
    if (least_us != leg->sound_least_us) {
        leg->sound_least_us = least_us;
        leg->events->sound_least(least_us, leg->user_data);
    }
}

static void take_sound(MediaLeg *leg, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us)
{
    LegStreams *streams = &leg->feedback.streams;
    switch (leg_streams_turn_sound(&streams->sound_in, header->ssrc, now_us)) {
    case LEG_TURN_WAITS:
        return;
    case LEG_TURN_BEGAN:
        leg_figures_restart_sound(&leg->counters);
        lip_sync_restart(&leg->feedback.sync, LIP_SYNC_SOUND);
        break;
    case LEG_TURN_SAME:
        break;
    }
    InboundSoundPacket arrived;
    if (inbound_sound_put(streams->sound_in, packet, header, values, now_us, &arrived)) {
        leg->events->sound(&arrived.packet, arrived.payload, leg->user_data);
        g_bytes_unref(arrived.payload);
    }
}

static void take_picture(
        MediaLeg *leg, const uint8_t *packet, const RtpHeader *header, int64_t now_us)
{
    LegStreams *streams = &leg->feedback.streams;
    const SdpStream *agreed = sdp_agreement_find(&leg->agreement, SDP_ROLE_PICTURE);
    switch (leg_streams_turn_picture(&streams->picture_in, header->ssrc, agreed->nack, now_us)) {
    case LEG_TURN_WAITS:
        return;
    case LEG_TURN_BEGAN:
        inbound_picture_set_visible(streams->picture_in, leg->visible);
        leg_figures_restart_picture(&leg->counters);
        lip_sync_restart(&leg->feedback.sync, LIP_SYNC_PICTURE);
        break;
    case LEG_TURN_SAME:
        break;
    }
    inbound_picture_put(streams->picture_in, packet, header, false, now_us);
    take_frames(leg, now_us);
}

static void take_picture_rtx(MediaLeg *leg, const uint8_t *packet, size_t size, int64_t now_us)
{
    const SdpStream *agreed = sdp_agreement_find(&leg->agreement, SDP_ROLE_PICTURE);
    InboundPicture *picture = leg->feedback.streams.picture_in;
    if (picture != NULL) { /* else a probe, before the first packet of the picture */
        inbound_picture_put_rtx(picture, packet, size, agreed->payload_type, now_us);
        take_frames(leg, now_us);
    }
}

static void on_rtp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    MediaLeg *leg = user_data;
    RtpHeader header;
    if (!rtp_packet_read(packet, size, &header)) {
        return;
    }
    const RtpExtensionValues values =
            rtp_extension_read(packet, &header, &leg->agreement.extensions);
    if (values.has_transport_sequence && leg->feedback.streams.arrivals != NULL) {
        twcc_recorder_put(leg->feedback.streams.arrivals, values.transport_sequence, now_us);
    }
    const StreamRoute route = stream_routes_find(&leg->routes, &leg->agreement, &header, &values);
    if (route.role == SDP_ROLE_SOUND && !route.is_rtx) {
        take_sound(leg, packet, &header, &values, now_us);
    } else if (route.role == SDP_ROLE_PICTURE && route.is_rtx) {
        take_picture_rtx(leg, packet, size, now_us);
    } else if (route.role == SDP_ROLE_PICTURE) {
        take_picture(leg, packet, &header, now_us);
    } else if (route.role == SDP_ROLE_SLIDES || route.role == SDP_ROLE_SLIDES_SOUND) {
        take_of_slides(leg, route, &(SlidesPacket){packet, size, &header, &values}, now_us);
    }
}

static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    MediaLeg *leg = user_data;
    leg_feedback_take(&leg->feedback, packet, size, now_us);
}

static void on_connected(void *user_data)
{
    MediaLeg *leg = user_data;
    leg->connected = true;
    if (leg_slides_is_open(leg->slides)) {
        leg->events->slides_key_wanted(true, 0, leg->user_data);
    }
    leg_sending_start(leg->sending, now_us_of(leg));
    leg->events->connected(leg->user_data);
}

static void on_closed(PeerTransportEnd why, void *user_data)
{
    static const ApiLegEnd ends[] = {
            [PEER_TRANSPORT_TIMEOUT] = API_LEG_END_TIMEOUT,
            [PEER_TRANSPORT_NO_PATH] = API_LEG_END_FAILED,
            [PEER_TRANSPORT_DTLS_FAILED] = API_LEG_END_DTLS,
            [PEER_TRANSPORT_CLOSED] = API_LEG_END_CLOSED,
    };
    MediaLeg *leg = user_data;
    leg->connected = false;
    leg->events->closed(ends[why], leg->user_data);
}

static const PeerTransportEvents transport_events = {
        .connected = on_connected,
        .rtp = on_rtp,
        .rtcp = on_rtcp,
        .closed = on_closed,
};

/* ---- life ---- */

/* The slides' m-line, as it is agreed on now: their directions may change in a running connection. */
static void open_slides(MediaLeg *leg)
{
    LegStreams *streams = &leg->feedback.streams;
    const SdpStream *slides = sdp_agreement_find(&leg->agreement, SDP_ROLE_SLIDES);
    if (slides == NULL) {
        return;
    }
    streams->slides_pli = slides->pli;
    streams->slides_fir = slides->fir;
    if (slides->send && streams->slides_out == NULL) {
        leg_slides_open(leg->slides,
                leg_streams_slides_sender(
                        streams, &leg->agreement, &leg->identity, leg->config->clock));
    }
    leg_slides_allow(leg->slides, slides->send);
    if (leg->sending != NULL) {
        share_line(leg);
    }
}

static void open_streams(MediaLeg *leg)
{
    LegStreams *streams = &leg->feedback.streams;
    const SdpStream *picture = sdp_agreement_find(&leg->agreement, SDP_ROLE_PICTURE);
    leg_streams_open(streams, &leg->agreement, &leg->identity, leg->config->clock);
    open_slides(leg);
    const bool takes = picture != NULL && streams->picture_out != NULL;
    const LegSendingConfig sending = {
            .ladder = leg->config->ladder,
            .picture = streams->picture_out,
            .departures = takes && picture->transport_cc ? streams->departures : NULL,
            .has_rtx = takes && picture->has_rtx,
    };
    leg->sending = leg_sending_new(&sending, &sending_events, leg);
}

static PeerTransport *open_transport(MediaLeg *leg, ApiFault *ret_fault, GError **error)
{
    const PeerTransportConfig config = {
            .loop = leg->config->loop,
            .identity = leg->config->identity,
            .addresses = leg->config->addresses,
            .port_min = leg->config->port_min,
            .port_max = leg->config->port_max,
            .dtls_role = leg->agreement.dtls_active ? DTLS_ACTIVE : DTLS_PASSIVE,
    };
    PeerTransport *transport = peer_transport_new(&config, &transport_events, leg, error);
    if (transport == NULL) {
        *ret_fault = API_FAULT_PORTS_EXHAUSTED;
    }
    return transport;
}

MediaLeg *media_leg_new(const MediaLegConfig *config, const MediaLegEvents *events, void *user_data,
        const char *offer, ApiFault *ret_fault, GError **error)
{
    g_autoptr(MediaLeg) leg = g_new0(MediaLeg, 1);
    leg->config = config;
    leg->events = events;
    leg->user_data = user_data;
    leg->identity = leg_identity_make();
    leg->level_dbov = AUDIO_LEVEL_SILENCE;
    leg->feedback.sync = lip_sync_start(PCM_RATE_HZ, MEDIA_CLOCK_PICTURE_HZ);
    leg->held = picture_hold_new();
    leg->held_timer = net_timer_new(config->loop, 0, on_held, leg);
    if (!leg_description_agree(
                offer, config->dtls_active, false, &leg->agreement, ret_fault, error)) {
        return NULL;
    }
    leg->transport = open_transport(leg, ret_fault, error);
    if (leg->transport == NULL ||
            !leg_description_set_remote(leg->transport, &leg->agreement, ret_fault, error)) {
        return NULL;
    }
    leg->routes = stream_routes_start(&leg->agreement);
    leg->feedback.cname = leg->identity.cname;
    leg->feedback.our_ssrc = leg->identity.sound_ssrc;
    leg->feedback.schedule = rtcp_schedule(
            g_random_int_range(0, RTCP_SCHEDULE_GAP_US), net_loop_now_us(config->loop));
    leg->feedback.send = send_rtcp;
    leg->feedback.resend = resend_rtp;
    leg->feedback.key_wanted = on_key_wanted;
    leg->feedback.slides_key_wanted = on_slides_key_wanted;
    leg->feedback.arrived = on_arrived;
    leg->feedback.reported = on_reported;
    leg->feedback.user_data = leg;
    leg->slides = leg_slides_new(&leg->feedback.streams);
    open_streams(leg);
    leg->answer = leg_description_answer(&leg->identity, &leg->agreement, leg->transport);
    leg->counters.read_us = net_loop_now_us(config->loop);
    return g_steal_pointer(&leg);
}

void media_leg_free(MediaLeg *leg)
{
    if (leg == NULL) {
        return;
    }
    peer_transport_free(leg->transport);
    leg_slides_free(leg->slides);
    net_timer_free(leg->held_timer);
    picture_hold_free(leg->held);
    leg_sending_free(leg->sending);
    leg_streams_close(&leg->feedback.streams);
    g_free(leg->answer);
    g_free(leg);
}

const char *media_leg_answer(const MediaLeg *leg)
{
    return leg->answer;
}

bool media_leg_offer_again(MediaLeg *leg, const char *offer, ApiFault *ret_fault, GError **error)
{
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    if (!leg_description_agree(
                offer, leg->agreement.dtls_active, true, agreement, ret_fault, error)) {
        return false;
    }
    if (agreement->stream_count != leg->agreement.stream_count) {
        *ret_fault = API_FAULT_BAD_OFFER;
        g_set_error_literal(error, SDP_ERROR, SDP_ERROR_NO_MEDIA,
                "the m-lines are not those of the first offer");
        return false;
    }
    if (!leg_description_set_remote(leg->transport, agreement, ret_fault, error)) {
        return false;
    }
    leg->agreement.remote = agreement->remote;
    leg_description_take_slides(agreement, &leg->agreement);
    stream_routes_learn(&leg->routes, &leg->agreement);
    open_slides(leg);
    g_free(leg->answer);
    leg->answer = leg_description_answer(&leg->identity, &leg->agreement, leg->transport);
    return true;
}

bool media_leg_add_candidate(MediaLeg *leg, const char *candidate)
{
    return peer_transport_add_candidate(leg->transport, candidate);
}

void media_leg_set_visible(MediaLeg *leg, bool visible)
{
    leg->visible = visible;
    if (leg->feedback.streams.picture_in != NULL) {
        inbound_picture_set_visible(leg->feedback.streams.picture_in, visible);
    }
}

void media_leg_want_key(MediaLeg *leg)
{
    if (leg->feedback.streams.picture_in != NULL) {
        inbound_picture_require_key(leg->feedback.streams.picture_in);
    }
}

void media_leg_tick(MediaLeg *leg, int64_t now_us)
{
    take_frames(leg, now_us);
    take_slides(leg, now_us);
    if (leg->connected) {
        leg_feedback_tick(&leg->feedback, now_us);
        leg_sending_tick(leg->sending, now_us);
    }
}

LegFigures media_leg_figures(MediaLeg *leg, int64_t now_us)
{
    const PeerTransportStats transport = peer_transport_stats(leg->transport);
    LegFigures figures =
            leg_figures_read(&leg->counters, &transport, &leg->feedback, leg->sending, now_us);
    figures.connected = leg->connected;
    figures.level_dbov = leg->level_dbov;
    figures.held_ms = (double)leg->held_us / 1000.0;
    return figures;
}

char *media_leg_describe(const MediaLeg *leg)
{
    return peer_transport_describe(leg->transport);
}
