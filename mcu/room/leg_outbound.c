#include "mcu/room/leg_outbound.h"

#include "config/log.h"
#include "mcu/room/leg_streams.h"
#include "mcu/rtp/rtp_sender.h"
#include "mcu/rtp/sound_copies.h"
#include "mcu/wire/byte_reader.h"

LOG_TOPIC("legs");

enum {
    SSRC_OFFSET = 8,    /* RFC 3550, 5.1 */
    ROOMY_BPS = 250000, /* a line that carries this has room for two copies */
};

struct LegOutbound {
    LegOutboundConfig config;
    const LegOutboundEvents *events;
    void *user_data;

    LegSending *sending; /* NULL before leg_outbound_open() */
    SoundCodec codec;
    bool connected; /* something may be sent */
    bool sends_sound;
    bool sends_pictures;
    unsigned view;
    int64_t cap_bps;
    int64_t limit_bps; /* of the picture alone, by the peer's TMMBR; 0: none */
    uint32_t slides;   /* that it is to be shown, as they come, */
    PictureCodec slides_codec;
    LossRuns loss;
    SoundCopies copies;
};

static int64_t now_us_of(const LegOutbound *outbound)
{
    return net_loop_now_us(outbound->config.loop);
}

static int64_t round_trip_us_of(const LegOutbound *outbound)
{
    return leg_feedback_round_trip_us(outbound->config.feedback);
}

/* Of those with a way of their own. */
static SdpRole role_of(const LegOutbound *outbound, const uint8_t *packet, size_t size)
{
    const RtpSender *slides = outbound->config.feedback->streams.slides_out;
    ByteReader reader = byte_reader(packet, size);
    uint32_t ssrc = 0;
    const bool is_slides = slides != NULL && byte_reader_skip(&reader, SSRC_OFFSET) &&
            byte_reader_u32(&reader, &ssrc) && ssrc == rtp_sender_ssrc(slides);
    return is_slides ? SDP_ROLE_SLIDES : SDP_ROLE_PICTURE;
}

/* Slides of another codec are a feed like any other. */
static void want_slides_key(const LegOutbound *outbound, bool joins, int64_t round_trip_us)
{
    const uint32_t source = leg_slides_watched(outbound->config.slides);
    if (source != LEG_SLIDES_NONE && source < PICTURE_FEEDS_END) {
        outbound->events->key_wanted(source, joins, round_trip_us, outbound->user_data);
    } else {
        outbound->events->slides_key_wanted(joins, round_trip_us, outbound->user_data);
    }
}

/* ---- RTCP ---- */

static bool send_rtcp(SdpRole role, const uint8_t *packet, size_t size, void *user_data)
{
    const LegOutbound *outbound = user_data;
    return outbound->connected && leg_way_send_rtcp(outbound->config.way, role, packet, size);
}

static void on_fast_update_wanted(void *user_data)
{
    const LegOutbound *outbound = user_data;
    outbound->events->fast_update_wanted(outbound->user_data);
}

static bool resend_rtp(const uint8_t *packet, size_t size, void *user_data)
{
    const LegOutbound *outbound = user_data;
    leg_sending_resent(outbound->sending, size, now_us_of(outbound));
    return outbound->connected &&
            leg_way_send_rtp(outbound->config.way, role_of(outbound, packet, size), packet, size);
}

void leg_outbound_key_asked(LegOutbound *outbound)
{
    leg_sending_key_asked(outbound->sending, round_trip_us_of(outbound), now_us_of(outbound));
}

static void on_key_asked(void *user_data)
{
    leg_outbound_key_asked(user_data);
}

static void on_slides_key_asked(void *user_data)
{
    const LegOutbound *outbound = user_data;
    want_slides_key(outbound, false, round_trip_us_of(outbound));
}

/* Where the line loses packets, and the peer knows RED, earlier sound goes out once more. */
static void choose_copies(LegOutbound *outbound)
{
    const LossRunsView loss = loss_runs_view(&outbound->loss, now_us_of(outbound));
    const SdpStream *sound = sdp_agreement_find(outbound->config.agreement, SDP_ROLE_SOUND);
    const bool room = leg_sending_figures(outbound->sending).estimate_bps >= ROOMY_BPS;
    if (sound == NULL || !sound->has_red || !sound_copies_choose(&outbound->copies, &loss, room)) {
        return;
    }
    log_debug("A leg gets %zu copies of sound in each packet: %.1f %% lost, %" G_GINT64_FORMAT
              " us in a row.",
            outbound->copies.count, loss.lost_percent, loss.burst_us);
    leg_sending_set_copies(outbound->sending, (unsigned)outbound->copies.count);
}

static void on_arrived(const TwccSample *samples, size_t count, void *user_data)
{
    LegOutbound *outbound = user_data;
    loss_runs_put(&outbound->loss, samples, count);
    leg_sending_feedback(
            outbound->sending, samples, count, round_trip_us_of(outbound), now_us_of(outbound));
    choose_copies(outbound);
}

static void on_reported(uint8_t fraction_lost, void *user_data)
{
    LegOutbound *outbound = user_data;
    leg_sending_report(outbound->sending, fraction_lost, now_us_of(outbound));
    loss_runs_report(&outbound->loss, fraction_lost, now_us_of(outbound));
    choose_copies(outbound);
}

static void apply_cap(const LegOutbound *outbound)
{
    const int64_t limit_bps = outbound->limit_bps + LEG_OUTBOUND_SOUND_BPS;
    const int64_t cap_bps = outbound->cap_bps;
    leg_sending_set_cap(outbound->sending,
            outbound->limit_bps == 0 || (cap_bps != 0 && cap_bps < limit_bps) ? cap_bps
                                                                              : limit_bps);
}

static void on_limited(int64_t rate_bps, void *user_data)
{
    LegOutbound *outbound = user_data;
    outbound->limit_bps = MIN(rate_bps, INT64_MAX / 2);
    apply_cap(outbound);
}

static void listen_to_feedback(LegOutbound *outbound)
{
    LegFeedback *feedback = outbound->config.feedback;
    feedback->send = send_rtcp;
    feedback->fast_update_wanted = on_fast_update_wanted;
    feedback->resend = resend_rtp;
    feedback->key_wanted = on_key_asked;
    feedback->slides_key_wanted = on_slides_key_asked;
    feedback->arrived = on_arrived;
    feedback->reported = on_reported;
    feedback->limited = on_limited;
    feedback->user_data = outbound;
}

/* ---- what is agreed on ---- */

static void on_packet(const uint8_t *packet, size_t size, void *user_data)
{
    const LegOutbound *outbound = user_data;
    if (outbound->connected) {
        leg_way_send_rtp(outbound->config.way, role_of(outbound, packet, size), packet, size);
    }
}

static void on_feed_key_wanted(uint32_t source, bool joins, void *user_data)
{
    const LegOutbound *outbound = user_data;
    if (!outbound->sends_pictures) {
        return; /* on hold: it would want one for ever */
    }
    outbound->events->key_wanted(source, joins, round_trip_us_of(outbound), outbound->user_data);
}

static const LegSendingEvents sending_events = {
        .packet = on_packet,
        .key_wanted = on_feed_key_wanted,
};

/* How many rungs at the top it cannot take. */
static size_t beyond(const LegOutbound *outbound, const SdpStream *picture)
{
    if (picture == NULL || picture->picture_codec != PICTURE_CODEC_H264) {
        return 0;
    }
    const H264Limits limits = h264_format_limits(&picture->h264);
    return picture_feed_beyond(&outbound->config.ladder, outbound->config.fps, &limits);
}

void leg_outbound_open(LegOutbound *outbound)
{
    const LegStreams *streams = &outbound->config.feedback->streams;
    const SdpStream *picture = sdp_agreement_find(outbound->config.agreement, SDP_ROLE_PICTURE);
    const bool takes = picture != NULL && streams->picture_out != NULL;
    const size_t first_rung = beyond(outbound, picture);
    const LegSendingConfig sending = {
            .ladder = picture_feed_below(&outbound->config.ladder, first_rung),
            .first_rung = (unsigned)first_rung,
            .codec = takes ? picture->picture_codec : PICTURE_CODEC_VP8,
            .picture = streams->picture_out,
            .departures = takes && picture->transport_cc ? streams->departures : NULL,
            .has_rtx = takes && picture->has_rtx,
    };
    leg_sending_free(outbound->sending);
    outbound->sending = leg_sending_new(&sending, &sending_events, outbound);
    leg_outbound_share_line(outbound);
}

static uint32_t slides_source(const LegOutbound *outbound)
{
    const SdpStream *agreed = sdp_agreement_find(outbound->config.agreement, SDP_ROLE_SLIDES);
    const bool as_they_come = agreed == NULL ||
            (agreed->picture_codec == PICTURE_CODEC_VP8 &&
                    outbound->slides_codec == PICTURE_CODEC_VP8);
    if (outbound->slides == LEG_SLIDES_NONE || as_they_come) {
        return outbound->slides;
    }
    return picture_feed_in(
            picture_feed_source(PICTURE_VIEW_SLIDES, (unsigned)beyond(outbound, agreed)),
            agreed->picture_codec);
}

/* The slides' stream goes through the same line as everything else. */
void leg_outbound_share_line(LegOutbound *outbound)
{
    leg_slides_watch(outbound->config.slides, slides_source(outbound));
    PictureSender *slides = leg_slides_sender(outbound->config.slides);
    if (outbound->sending == NULL) {
        return;
    }
    if (slides != NULL) {
        leg_sending_set_slides(outbound->sending, slides, PICTURE_SLIDES_BPS);
    } else {
        leg_sending_forget_slides(outbound->sending);
    }
}

void leg_outbound_allow(LegOutbound *outbound, bool sound, bool pictures)
{
    outbound->sends_sound = sound;
    outbound->sends_pictures = pictures;
}

bool leg_outbound_sends_pictures(const LegOutbound *outbound)
{
    return outbound->sends_pictures;
}

void leg_outbound_set_codec(LegOutbound *outbound, SoundCodec codec)
{
    outbound->codec = codec;
}

void leg_outbound_start(LegOutbound *outbound)
{
    const bool again = outbound->connected;
    outbound->connected = true;
    if (!again && leg_slides_is_open(outbound->config.slides)) {
        want_slides_key(outbound, true, 0);
    }
    leg_sending_start(outbound->sending, now_us_of(outbound));
}

void leg_outbound_stop(LegOutbound *outbound)
{
    outbound->connected = false;
}

bool leg_outbound_is_connected(const LegOutbound *outbound)
{
    return outbound->connected;
}

/* ---- what the room says ---- */

void leg_outbound_set_view(LegOutbound *outbound, unsigned view, bool at_once)
{
    outbound->view = view;
    leg_sending_set_view(outbound->sending, view, at_once, now_us_of(outbound));
}

void leg_outbound_resume(LegOutbound *outbound)
{
    leg_outbound_set_view(outbound, outbound->view, true);
}

uint32_t leg_outbound_wanted(const LegOutbound *outbound)
{
    return leg_sending_wanted(outbound->sending);
}

void leg_outbound_close_rungs(LegOutbound *outbound, uint8_t closed)
{
    leg_sending_close_rungs(outbound->sending, closed, now_us_of(outbound));
}

void leg_outbound_set_cap(LegOutbound *outbound, int64_t cap_bps)
{
    outbound->cap_bps = cap_bps;
    apply_cap(outbound);
}

void leg_outbound_watch_slides(LegOutbound *outbound, uint32_t source, PictureCodec codec)
{
    outbound->slides = source;
    outbound->slides_codec = codec;
    leg_outbound_share_line(outbound);
    if (outbound->connected && leg_slides_sender(outbound->config.slides) != NULL) {
        want_slides_key(outbound, true, 0);
    }
}

/* ---- media ---- */

void leg_outbound_sound(
        LegOutbound *outbound, GBytes *payload, int64_t time_us, uint8_t level_dbov, int64_t now_us)
{
    RtpSender *sender = outbound->config.feedback->streams.sound_out;
    if (!outbound->connected || !outbound->sends_sound || sender == NULL || payload == NULL) {
        return;
    }
    const uint32_t clock_hz = sound_codec_info(outbound->codec)->clock_hz;
    const uint32_t timestamp_ticks = media_clock_ticks(outbound->config.clock, clock_hz, time_us);
    const SdpStream *agreed = sdp_agreement_find(outbound->config.agreement, SDP_ROLE_SOUND);
    g_autoptr(GBytes) red = agreed != NULL && agreed->has_red
            ? sound_copies_wrap(&outbound->copies, payload, timestamp_ticks, agreed->payload_type)
            : NULL;
    const RtpSenderPacket packet = {
            .timestamp_ticks = timestamp_ticks,
            .payload_type = red != NULL ? agreed->red_payload_type : 0,
            .has_audio_level = true,
            .audio_level_dbov = level_dbov,
            .payload = red != NULL ? red : payload,
    };
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    const size_t size = rtp_sender_send(sender, &packet, now_us, buffer, sizeof buffer);
    if (size > 0) {
        leg_way_send_rtp(outbound->config.way, SDP_ROLE_SOUND, buffer, size);
        leg_sending_left(outbound->sending, size, now_us);
    }
}

/* Whether these are slides that it watches now, as they come or as a feed. */
static bool takes_as_slides(const LegOutbound *outbound, uint32_t source)
{
    return outbound->connected && leg_slides_sender(outbound->config.slides) != NULL &&
            leg_slides_watched(outbound->config.slides) == source &&
            leg_sending_slides_fit(outbound->sending);
}

bool leg_outbound_takes(const LegOutbound *outbound, uint32_t source)
{
    if (takes_as_slides(outbound, source)) {
        return true;
    }
    return outbound->connected && outbound->sends_pictures &&
            leg_sending_takes(outbound->sending, source);
}

static size_t add_feed(const LegOutbound *outbound, uint32_t source, uint32_t *feeds, size_t count)
{
    bool skips = source == PICTURE_FEED_NONE || source >= PICTURE_FEEDS_END;
    for (size_t i = 0; i < count; i++) {
        skips = skips || feeds[i] == source;
    }
    if (skips || !leg_outbound_takes(outbound, source)) {
        return count;
    }
    feeds[count] = source;
    return count + 1;
}

size_t leg_outbound_feeds(const LegOutbound *outbound, uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX])
{
    if (!outbound->connected) {
        return 0;
    }
    const size_t of_slides =
            add_feed(outbound, leg_slides_watched(outbound->config.slides), feeds, 0);
    const size_t count =
            add_feed(outbound, leg_sending_chosen(outbound->sending), feeds, of_slides);
    return add_feed(outbound, leg_sending_current(outbound->sending), feeds, count);
}

void leg_outbound_picture(LegOutbound *outbound, CodedPicture *picture, int64_t now_us)
{
    if (takes_as_slides(outbound, coded_picture_info(picture)->source)) {
        leg_outbound_slides(outbound, picture, now_us);
    } else if (outbound->connected && outbound->sends_pictures) {
        leg_sending_picture(outbound->sending, picture, now_us);
    }
}

bool leg_outbound_takes_slides(const LegOutbound *outbound)
{
    return leg_slides_is_open(outbound->config.slides) && leg_sending_slides_fit(outbound->sending);
}

void leg_outbound_slides(LegOutbound *outbound, CodedPicture *picture, int64_t now_us)
{
    const PictureSender *slides = leg_slides_sender(outbound->config.slides);
    if (!takes_as_slides(outbound, coded_picture_info(picture)->source)) {
        return;
    }
    leg_sending_slides_picture(outbound->sending, picture, now_us);
    if (picture_sender_needs_key(slides) && !leg_sending_waits(outbound->sending)) {
        want_slides_key(outbound, true, 0);
    }
}

void leg_outbound_tick(LegOutbound *outbound, int64_t now_us)
{
    leg_sending_tick(outbound->sending, now_us);
}

bool leg_outbound_waits(const LegOutbound *outbound)
{
    return outbound->connected && leg_sending_waits(outbound->sending);
}

void leg_outbound_pump(LegOutbound *outbound, int64_t now_us)
{
    leg_sending_pump(outbound->sending, now_us);
}

const LegSending *leg_outbound_sending(const LegOutbound *outbound)
{
    return outbound->sending;
}

/* ---- life ---- */

LegOutbound *leg_outbound_new(
        const LegOutboundConfig *config, const LegOutboundEvents *events, void *user_data)
{
    LegOutbound *outbound = g_new0(LegOutbound, 1);
    outbound->config = *config;
    outbound->events = events;
    outbound->user_data = user_data;
    outbound->view = API_VIEW_SITES; /* as leg_sending has it */
    listen_to_feedback(outbound);
    return outbound;
}

void leg_outbound_free(LegOutbound *outbound)
{
    if (outbound == NULL) {
        return;
    }
    leg_sending_free(outbound->sending);
    sound_copies_clear(&outbound->copies);
    g_free(outbound);
}
