#include "mcu/room/media_leg.h"

#include "mcu/net/peer_transport.h"
#include "mcu/room/leg_camera.h"
#include "mcu/room/leg_description.h"
#include "mcu/room/leg_feedback.h"
#include "mcu/room/leg_hardware.h"
#include "mcu/room/leg_slides.h"
#include "mcu/room/leg_streams.h"
#include "mcu/room/leg_way.h"

static const int64_t unseen_bps = 128000; /* enough for the watch to look at now and then */

struct MediaLeg {
    const MediaLegConfig *config;
    const MediaLegEvents *events;
    void *user_data;

    LegHardware *hardware; /* NULL: WebRTC */
    LegWay way;
    LegIdentity identity;
    SdpAgreement agreement;
    char *answer;

    LegFeedback feedback; /* knows the streams, which are owned here */
    LegSlides *slides;
    LegInbound *inbound;
    LegOutbound *outbound;
    LegCamera *camera;
    bool tells;       /* hardware: it is to be said that it is here */
    bool told;        /* it was */
    SoundCodec codec; /* as was told */
    int64_t cap_bps;  /* by the room */
    LegSight sight;
    bool presents;
    bool others_present;
};

/* ---- outbound ---- */

void media_leg_fast_update(MediaLeg *leg)
{
    leg_outbound_key_asked(leg->outbound);
}

bool media_leg_move_camera(MediaLeg *leg, const H281Move *move, int64_t for_us)
{
    return leg_camera_move(leg->camera, move, for_us);
}

bool media_leg_camera_preset(MediaLeg *leg, uint8_t preset, bool store)
{
    return leg_camera_preset(leg->camera, preset, store);
}

SoundCodec media_leg_codec(const MediaLeg *leg)
{
    return leg->codec;
}

void media_leg_set_view(MediaLeg *leg, unsigned view, bool at_once)
{
    leg_outbound_set_view(leg->outbound, view, at_once);
}

/* What the room allows, or what hardware says that it takes, whichever is less. */
static int64_t cap_of(const MediaLeg *leg)
{
    const SdpStream *picture =
            leg->hardware != NULL ? leg_hardware_stream(leg->hardware, SDP_ROLE_PICTURE) : NULL;
    if (picture == NULL || picture->remote_bandwidth_bps == 0) {
        return leg->cap_bps;
    }
    const SdpStream *slides = leg_hardware_stream(leg->hardware, SDP_ROLE_SLIDES);
    const int64_t slides_bps = slides != NULL ? slides->remote_bandwidth_bps : 0;
    const int64_t said_bps = picture->remote_bandwidth_bps + slides_bps + LEG_OUTBOUND_SOUND_BPS;
    return leg->cap_bps != 0 ? MIN(leg->cap_bps, said_bps) : said_bps;
}

void media_leg_set_cap(MediaLeg *leg, int64_t cap_bps)
{
    leg->cap_bps = cap_bps;
    leg_outbound_set_cap(leg->outbound, cap_of(leg));
}

uint32_t media_leg_wanted(const MediaLeg *leg)
{
    return leg_outbound_wanted(leg->outbound);
}

void media_leg_close_rungs(MediaLeg *leg, uint8_t closed)
{
    leg_outbound_close_rungs(leg->outbound, closed);
}

bool media_leg_takes(const MediaLeg *leg, uint32_t source)
{
    return leg_outbound_takes(leg->outbound, source);
}

size_t media_leg_feeds(const MediaLeg *leg, uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX])
{
    return leg_outbound_feeds(leg->outbound, feeds);
}

void media_leg_send_sound(
        MediaLeg *leg, GBytes *payload, int64_t time_us, uint8_t level_dbov, int64_t now_us)
{
    leg_outbound_sound(leg->outbound, payload, time_us, level_dbov, now_us);
}

void media_leg_send_picture(MediaLeg *leg, CodedPicture *picture, int64_t now_us)
{
    leg_outbound_picture(leg->outbound, picture, now_us);
}

/* Tells hardware how the floor stands. */
static void tell_floor(const MediaLeg *leg)
{
    BfcpLink *floor = leg->hardware != NULL ? leg_hardware_floor(leg->hardware) : NULL;
    if (floor != NULL) {
        bfcp_link_set_others(floor, leg->others_present);
        bfcp_link_set_presents(floor, leg->presents);
    }
}

void media_leg_deny_floor(MediaLeg *leg)
{
    BfcpLink *floor = leg->hardware != NULL ? leg_hardware_floor(leg->hardware) : NULL;
    if (floor != NULL) {
        bfcp_link_refuse(floor);
    }
}

void media_leg_watch_slides(MediaLeg *leg, uint32_t source, PictureCodec codec)
{
    leg->others_present = source != LEG_SLIDES_NONE;
    leg_outbound_watch_slides(leg->outbound, source, codec);
    tell_floor(leg);
}

PictureCodec media_leg_slides_codec(const MediaLeg *leg)
{
    const SdpStream *slides = sdp_agreement_find(&leg->agreement, SDP_ROLE_SLIDES);
    return slides != NULL ? slides->picture_codec : PICTURE_CODEC_VP8;
}

bool media_leg_takes_slides(const MediaLeg *leg)
{
    return leg_outbound_takes_slides(leg->outbound);
}

void media_leg_send_slides(MediaLeg *leg, CodedPicture *picture, int64_t now_us)
{
    leg_outbound_slides(leg->outbound, picture, now_us);
}

bool media_leg_waits(const MediaLeg *leg)
{
    return leg_outbound_waits(leg->outbound);
}

void media_leg_pump(MediaLeg *leg, int64_t now_us)
{
    leg_outbound_pump(leg->outbound, now_us);
}

/* ---- inbound ---- */

void media_leg_present(MediaLeg *leg, bool presents)
{
    leg->presents = presents;
    leg_inbound_present(leg->inbound, presents);
    tell_floor(leg);
}

void media_leg_ask_slides_key(MediaLeg *leg)
{
    leg_slides_ask_key(leg->slides);
}

void media_leg_sound_heard(MediaLeg *leg, const SoundHeard *heard, int64_t at_us)
{
    leg_inbound_sound_heard(leg->inbound, heard, at_us, net_loop_now_us(leg->config->loop));
}

/* Who is not seen needs no large picture; what hardware sends cannot be said in any other way. */
static void want_rate(MediaLeg *leg)
{
    const int64_t top_bps = leg->config->ladder.rungs[0].bitrate_bps;
    if (leg->hardware != NULL) {
        leg_feedback_want_rate(
                &leg->feedback, leg->sight == LEG_SEEN ? top_bps : MIN(top_bps, unseen_bps));
    }
}

void media_leg_set_sight(MediaLeg *leg, LegSight sight)
{
    leg->sight = sight;
    want_rate(leg);
    leg_inbound_set_sight(leg->inbound, sight);
}

void media_leg_want_key(MediaLeg *leg)
{
    leg_inbound_want_key(leg->inbound);
}

/* ---- transport ---- */

static void on_rtp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    const MediaLeg *leg = user_data;
    leg_inbound_put(leg->inbound, packet, size, now_us);
}

static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    MediaLeg *leg = user_data;
    leg_feedback_take(&leg->feedback, packet, size, now_us);
}

static void on_connected(void *user_data)
{
    MediaLeg *leg = user_data;
    leg_outbound_start(leg->outbound);
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
    leg_outbound_stop(leg->outbound);
    leg->events->closed(ends[why], leg->user_data);
}

static const PeerTransportEvents transport_events = {
        .connected = on_connected,
        .rtp = on_rtp,
        .rtcp = on_rtcp,
        .closed = on_closed,
};

/* ---- hardware ---- */

static void take_plain_picture(MediaLeg *leg, PlainMedium medium, const uint8_t *packet,
        const RtpHeader *header, int64_t now_us)
{
    const bool is_slides = medium == PLAIN_SLIDES;
    const SdpStream *agreed =
            leg_hardware_stream(leg->hardware, is_slides ? SDP_ROLE_SLIDES : SDP_ROLE_PICTURE);
    if (agreed == NULL || !agreed->receive || header->payload_type != agreed->payload_type) {
        return;
    }
    if (is_slides) {
        leg_inbound_put_slides(leg->inbound, packet, header, now_us);
    } else {
        leg_inbound_put_picture(leg->inbound, packet, header, now_us);
    }
}

static void on_plain_rtp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    MediaLeg *leg = user_data;
    RtpHeader header;
    if (!rtp_packet_read(packet, size, &header)) {
        return;
    }
    if (medium == PLAIN_CAMERA) {
        leg_camera_put(leg->camera, packet, &header);
        return;
    }
    if (medium != PLAIN_SOUND) {
        take_plain_picture(leg, medium, packet, &header, now_us);
        return;
    }
    char digit = '\0';
    switch (leg_hardware_sort_sound(leg->hardware, packet, &header, &digit)) {
    case LEG_HARDWARE_SOUND:
        leg_inbound_put_sound(leg->inbound, packet, &header, now_us);
        break;
    case LEG_HARDWARE_PAUSE:
        leg_inbound_put_pause(leg->inbound, &header, now_us);
        break;
    case LEG_HARDWARE_NOTHING:
        break;
    }
    if (digit != '\0') {
        leg->events->digit(digit, leg->user_data);
    }
}

static void on_plain_rtcp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    on_rtcp(packet, size, now_us, user_data);
}

static void on_heard(void *user_data)
{
    MediaLeg *leg = user_data;
    leg->tells = true;
}

static void on_floor_requested(void *user_data)
{
    const MediaLeg *leg = user_data;
    leg->events->floor(true, leg->user_data);
}

static void on_floor_released(void *user_data)
{
    const MediaLeg *leg = user_data;
    leg->events->floor(false, leg->user_data);
}

static const PlainTransportEvents plain_events = {
        .heard = on_heard,
        .rtp = on_plain_rtp,
        .rtcp = on_plain_rtcp,
        .closed = on_closed,
};

/* Said from the tick, so that it never comes before the answer. */
static void tell_connected(MediaLeg *leg)
{
    if (leg->tells && !leg->told) {
        leg->told = true;
        leg->events->connected(leg->user_data);
    }
}

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
    leg_outbound_share_line(leg->outbound);
}

static void open_streams(MediaLeg *leg)
{
    leg_streams_open(&leg->feedback.streams, &leg->agreement, &leg->identity, leg->config->clock);
    open_slides(leg);
    leg_outbound_open(leg->outbound);
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

static bool answer_browser(MediaLeg *leg, const char *offer, ApiFault *ret_fault, GError **error)
{
    const LegTerms terms = {.dtls_active = leg->config->dtls_active, .h264 = leg->config->h264};
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    if (!leg_description_agree(offer, &terms, &leg->agreement, remote, ret_fault, error)) {
        return false;
    }
    leg->way.peer = open_transport(leg, ret_fault, error);
    if (leg->way.peer == NULL ||
            !leg_description_set_remote(
                    leg->way.peer, remote, leg->agreement.dtls_active, ret_fault, error)) {
        return false;
    }
    leg_outbound_allow(leg->outbound, true, true);
    leg_inbound_learn(leg->inbound);
    open_streams(leg);
    leg->answer = leg_description_answer(&leg->identity, &leg->agreement, leg->way.peer);
    return true;
}

/* Slides of another codec or number than before begin anew. */
static void renew_slides(MediaLeg *leg, const SdpAgreement *before)
{
    const SdpStream *old = sdp_agreement_find(before, SDP_ROLE_SLIDES);
    const SdpStream *now = sdp_agreement_find(&leg->agreement, SDP_ROLE_SLIDES);
    if (old != NULL && !leg_streams_is_same(old, now)) {
        leg_slides_allow(leg->slides, false);
        leg_outbound_share_line(leg->outbound); /* forgets what it lends */
        leg_slides_shut(leg->slides);
        leg->identity.slides_ssrc = g_random_int() | 1U;
    }
    open_slides(leg);
    tell_floor(leg);
}

/* Of hardware the numbers and codecs may change with each description; what stays the same goes on. */
static void renew_streams(MediaLeg *leg)
{
    LegStreams *streams = &leg->feedback.streams;
    SdpAgreement before = leg->agreement;
    leg->agreement = leg_hardware_agreed(leg->hardware)->agreement;
    const SdpStream *sound = sdp_agreement_find(&leg->agreement, SDP_ROLE_SOUND);
    const SdpStream *picture = sdp_agreement_find(&leg->agreement, SDP_ROLE_PICTURE);
    const bool sends_pictures = picture != NULL && picture->send;
    const bool resumes = !leg_outbound_sends_pictures(leg->outbound) && sends_pictures;
    leg_outbound_allow(leg->outbound, sound != NULL && sound->send, sends_pictures);
    if (leg_streams_renew(streams, &before, &leg->agreement, &leg->identity, leg->config->clock)) {
        leg_outbound_open(leg->outbound);
        if (leg_outbound_is_connected(leg->outbound)) {
            leg_outbound_start(leg->outbound);
        }
        leg_outbound_resume(leg->outbound);
    } else if (resumes) {
        leg_outbound_resume(leg->outbound);
    }
    renew_slides(leg, &before);
    leg_outbound_set_cap(leg->outbound, cap_of(leg));
    want_rate(leg);
    leg_camera_renew(leg->camera, sdp_agreement_find(&leg->agreement, SDP_ROLE_CAMERA));
    if (sound != NULL && sound->sound_codec != leg->codec) {
        leg->codec = sound->sound_codec;
        leg_inbound_set_codec(leg->inbound, leg->codec);
        leg_outbound_set_codec(leg->outbound, leg->codec);
        leg->events->codec(leg->codec, leg->user_data);
    }
}

/* After a description of hardware's: something is agreed on, or our offer waits for its answer. */
static void settle(MediaLeg *leg)
{
    leg->way.plain = leg_hardware_transport(leg->hardware);
    if (leg_hardware_agreed(leg->hardware) == NULL) {
        return;
    }
    renew_streams(leg);
    if (!leg_outbound_is_connected(leg->outbound)) {
        leg_outbound_start(leg->outbound);
    }
    const SdpStream *sound = leg_hardware_stream(leg->hardware, SDP_ROLE_SOUND);
    const SdpStream *picture = leg_hardware_stream(leg->hardware, SDP_ROLE_PICTURE);
    leg->tells = leg->tells ||
            !((sound != NULL && sound->receive) || (picture != NULL && picture->receive));
}

static bool answer_hardware(MediaLeg *leg, const LegCall *call, ApiFault *ret_fault, GError **error)
{
    const LegHardwareConfig config = {
            .loop = leg->config->loop,
            .identity = leg->config->identity,
            .addresses = leg->config->addresses,
            .port_min = leg->config->port_min,
            .port_max = leg->config->port_max,
            .dtls_active = leg->config->dtls_active,
            .h264 = leg->config->h264,
            .slides = true,
            .plain_rtp = call->plain_rtp,
            .session_id = leg->identity.session_id,
            .picture_bps = leg->config->ladder.rungs[0].bitrate_bps,
            .floor = {.requested = on_floor_requested, .released = on_floor_released},
    };
    leg->hardware = leg_hardware_new(&config, &plain_events, leg);
    leg->feedback.apart = true;
    open_streams(leg);
    if (!leg_hardware_offer(leg->hardware, call->offer, ret_fault, error)) {
        return false;
    }
    settle(leg);
    return true;
}

/* The feedback, and the two directions that listen to it. */
static void open_directions(MediaLeg *leg)
{
    const MediaLegConfig *config = leg->config;
    LegFeedback *feedback = &leg->feedback;
    feedback->cname = leg->identity.cname;
    feedback->our_ssrc = leg->identity.sound_ssrc;
    feedback->schedule = rtcp_schedule(
            g_random_int_range(0, RTCP_SCHEDULE_GAP_US), net_loop_now_us(config->loop));
    leg->slides = leg_slides_new(&feedback->streams, &feedback->slides_sync);
    const LegInboundConfig inbound = {
            .loop = config->loop,
            .feedback = feedback,
            .agreement = &leg->agreement,
            .slides = leg->slides,
    };
    leg->inbound = leg_inbound_new(&inbound, &leg->events->inbound, leg->user_data);
    const LegOutboundConfig outbound = {
            .loop = config->loop,
            .clock = config->clock,
            .ladder = config->ladder,
            .fps = config->fps,
            .feedback = feedback,
            .agreement = &leg->agreement,
            .slides = leg->slides,
            .way = &leg->way,
    };
    leg->outbound = leg_outbound_new(&outbound, &leg->events->outbound, leg->user_data);
    leg->camera = leg_camera_new(config->loop, &leg->way);
}

MediaLeg *media_leg_new(const MediaLegConfig *config, const MediaLegEvents *events, void *user_data,
        const LegCall *call, ApiFault *ret_fault, GError **error)
{
    g_autoptr(MediaLeg) leg = g_new0(MediaLeg, 1);
    leg->config = config;
    leg->events = events;
    leg->user_data = user_data;
    leg->identity = leg_identity_make();
    open_directions(leg);
    if (!(call->hardware ? answer_hardware(leg, call, ret_fault, error)
                         : answer_browser(leg, call->offer, ret_fault, error))) {
        return NULL;
    }
    leg_inbound_counters(leg->inbound)->read_us = net_loop_now_us(config->loop);
    return g_steal_pointer(&leg);
}

void media_leg_free(MediaLeg *leg)
{
    if (leg == NULL) {
        return;
    }
    peer_transport_free(leg->way.peer);
    leg_hardware_free(leg->hardware);
    leg_inbound_free(leg->inbound);
    leg_slides_free(leg->slides);
    leg_outbound_free(leg->outbound);
    leg_camera_free(leg->camera);
    leg_streams_close(&leg->feedback.streams);
    g_free(leg->answer);
    g_free(leg);
}

const char *media_leg_answer(const MediaLeg *leg)
{
    return leg->hardware != NULL ? leg_hardware_sdp(leg->hardware) : leg->answer;
}

bool media_leg_take_answer(MediaLeg *leg, const char *answer, ApiFault *ret_fault, GError **error)
{
    if (leg->hardware == NULL) {
        *ret_fault = API_FAULT_ROOM_STATE;
        g_set_error_literal(
                error, SDP_ERROR, SDP_ERROR_BAD_TEXT, "a browser offers, and is answered");
        return false;
    }
    if (!leg_hardware_take_answer(leg->hardware, answer, ret_fault, error)) {
        return false;
    }
    settle(leg);
    return true;
}

bool media_leg_offer_again(MediaLeg *leg, const char *offer, ApiFault *ret_fault, GError **error)
{
    const LegTerms terms = {
            .dtls_active = leg->agreement.dtls_active,
            .again = true,
            .h264 = leg->config->h264,
    };
    if (leg->hardware != NULL) {
        const bool taken = leg_hardware_offer(leg->hardware, offer, ret_fault, error);
        if (taken) {
            settle(leg);
        }
        return taken;
    }
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    if (!leg_description_agree(offer, &terms, agreement, remote, ret_fault, error)) {
        return false;
    }
    if (agreement->stream_count != leg->agreement.stream_count) {
        *ret_fault = API_FAULT_BAD_OFFER;
        g_set_error_literal(error, SDP_ERROR, SDP_ERROR_NO_MEDIA,
                "the m-lines are not those of the first offer");
        return false;
    }
    if (!leg_description_set_remote(
                leg->way.peer, remote, agreement->dtls_active, ret_fault, error)) {
        return false;
    }
    leg_description_take_slides(agreement, &leg->agreement);
    leg_inbound_learn(leg->inbound);
    open_slides(leg);
    g_free(leg->answer);
    leg->answer = leg_description_answer(&leg->identity, &leg->agreement, leg->way.peer);
    return true;
}

bool media_leg_add_candidate(MediaLeg *leg, const char *candidate)
{
    return leg->way.peer != NULL && peer_transport_add_candidate(leg->way.peer, candidate);
}

void media_leg_tick(MediaLeg *leg, int64_t now_us)
{
    leg_inbound_tick(leg->inbound, now_us);
    tell_connected(leg);
    if (leg_outbound_is_connected(leg->outbound)) {
        leg_feedback_tick(&leg->feedback, now_us);
        leg_outbound_tick(leg->outbound, now_us);
        leg_camera_tick(leg->camera);
    }
}

LegFigures media_leg_figures(MediaLeg *leg, int64_t now_us)
{
    const PeerTransportStats transport = leg_way_stats(&leg->way);
    LegFigures figures = leg_figures_read(leg_inbound_counters(leg->inbound), &transport,
            &leg->feedback, leg_outbound_sending(leg->outbound), now_us);
    figures.connected =
            leg->hardware != NULL ? leg->told : leg_outbound_is_connected(leg->outbound);
    figures.level_dbov = leg_inbound_level_dbov(leg->inbound);
    figures.camera = leg_camera_ability(leg->camera);
    figures.held_ms = (double)leg_inbound_held_us(leg->inbound) / 1000.0;
    return figures;
}

char *media_leg_describe(const MediaLeg *leg)
{
    return leg_way_describe(&leg->way);
}
