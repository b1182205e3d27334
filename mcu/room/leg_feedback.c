#include "mcu/room/leg_feedback.h"

#include "mcu/rtp/rtcp_reports.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtcp_tmmb.h"
#include "mcu/wire/rtcp_twcc.h"

enum {
    RATE_MIN_BPS = 64000,   /* who wants less gets this: the smallest picture */
    RATE_AGAIN_US = 500000, /* TMMBR goes once, and packets get lost */
    RATE_ASKS_MAX = 10,     /* it agreed to it and does not do it */
    RATE_OVERHEAD = 40,     /* IP, UDP and RTP */
};

enum {
    DATAGRAM_MAX = 1200,
    FAST_UPDATE_US = 500000, /* RFC 5168's requests, as others pace them */
    NACKS_MAX = 100, /* of one tick: more would be a burst that a key frame answers better */
    INBOUND_MAX = 4, /* streams that a peer sends */
};

/* The streams that come in now. @return how many */
static size_t list_inbound(const LegStreams *streams, RtpReceiver *inbound[INBOUND_MAX])
{
    size_t count = 0;
    if (streams->sound_in != NULL) {
        inbound[count++] = inbound_sound_receiver(streams->sound_in);
    }
    if (streams->picture_in != NULL) {
        inbound[count++] = inbound_picture_receiver(streams->picture_in);
    }
    if (streams->slides_in != NULL) {
        inbound[count++] = inbound_picture_receiver(streams->slides_in);
    }
    if (streams->slides_sound_in != NULL) {
        inbound[count++] = inbound_sound_receiver(streams->slides_sound_in);
    }
    return count;
}

/* 0 while there is none. */
static uint32_t sound_ssrc(const LegStreams *streams)
{
    return streams->sound_in != NULL ? rtp_receiver_ssrc(inbound_sound_receiver(streams->sound_in))
                                     : 0;
}

static uint32_t picture_ssrc(InboundPicture *picture)
{
    return picture != NULL ? rtp_receiver_ssrc(inbound_picture_receiver(picture)) : 0;
}

/* ---- what the peer says ---- */

static RtpSender *sender_of(const LegFeedback *feedback, uint32_t ssrc)
{
    const LegStreams *streams = &feedback->streams;
    RtpSender *const senders[] = {streams->sound_out, streams->picture_out, streams->slides_out};
    for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
        if (senders[i] != NULL && rtp_sender_ssrc(senders[i]) == ssrc) {
            return senders[i];
        }
    }
    return NULL;
}

static bool is_of_sound(const RtcpReport *report, InboundSound *sound)
{
    return sound != NULL && report->ssrc == rtp_receiver_ssrc(inbound_sound_receiver(sound));
}

static bool is_of_picture(const RtcpReport *report, InboundPicture *picture)
{
    return picture != NULL && report->ssrc == picture_ssrc(picture);
}

/* What sounded and what showed at one moment of the sender's clock. */
static void note_moment(LegFeedback *feedback, const RtcpReport *report)
{
    const LegStreams *streams = &feedback->streams;
    const uint64_t ntp = report->sender.ntp;
    const uint32_t ticks = report->sender.timestamp_ticks;
    if (is_of_sound(report, streams->sound_in)) {
        lip_sync_report(&feedback->sync, LIP_SYNC_SOUND, ntp,
                ticks * inbound_sound_scale(streams->sound_in));
    } else if (is_of_picture(report, streams->picture_in)) {
        lip_sync_report(&feedback->sync, LIP_SYNC_PICTURE, ntp, ticks);
    } else if (is_of_sound(report, streams->slides_sound_in)) {
        lip_sync_report(&feedback->slides_sync, LIP_SYNC_SOUND, ntp, ticks);
    } else if (is_of_picture(report, streams->slides_in)) {
        lip_sync_report(&feedback->slides_sync, LIP_SYNC_PICTURE, ntp, ticks);
    }
}

static void take_report(LegFeedback *feedback, const RtcpItem *item, int64_t now_us)
{
    RtcpReport report;
    if (!rtcp_packet_read_report(item, &report)) {
        return;
    }
    RtpReceiver *inbound[INBOUND_MAX];
    const size_t count = list_inbound(&feedback->streams, inbound);
    for (size_t i = 0; report.has_sender_info && i < count; i++) {
        if (report.ssrc == rtp_receiver_ssrc(inbound[i])) {
            rtp_receiver_sender_report(inbound[i], &report.sender, now_us);
        }
    }
    if (report.has_sender_info) {
        note_moment(feedback, &report);
    }
    for (size_t i = 0; i < report.block_count; i++) {
        RtpSender *sender = sender_of(feedback, report.blocks[i].ssrc);
        if (sender != NULL) {
            rtp_sender_take_report(sender, &report.blocks[i], now_us);
        }
        if (sender != NULL && sender == feedback->streams.picture_out) {
            feedback->reported(report.blocks[i].fraction_lost, feedback->user_data);
        }
    }
}

static void take_nack(const LegFeedback *feedback, const RtcpItem *item, int64_t now_us)
{
    RtcpNack nack;
    if (!rtcp_feedback_read_nack(item, &nack)) {
        return;
    }
    RtpSender *sender = sender_of(feedback, nack.media_ssrc);
    for (size_t i = 0; sender != NULL && i < nack.count; i++) {
        uint8_t packet[RTP_PACKET_SIZE_MAX];
        const size_t size =
                rtp_sender_resend(sender, nack.sequences[i], now_us, packet, sizeof packet);
        if (size > 0) {
            feedback->resend(packet, size, feedback->user_data);
        }
    }
}

static void take_transport(const LegFeedback *feedback, const RtcpItem *item, int64_t now_us)
{
    static RtcpTwcc arrived; /* large, and only the network loop comes here */
    static TwccSample samples[RTCP_TWCC_PACKETS_MAX];
    if (feedback->streams.departures != NULL && rtcp_twcc_read(item, &arrived)) {
        const size_t count =
                twcc_sender_feedback(feedback->streams.departures, &arrived, now_us, samples);
        feedback->arrived(samples, count, feedback->user_data);
    }
}

/* Whether it asks for a key frame of one of our streams, which may be NULL. */
static bool asks_for_key(const RtpSender *sender, const RtcpItem *item, RtcpFeedbackKind kind)
{
    if (sender == NULL) {
        return false;
    }
    const uint32_t ours = rtp_sender_ssrc(sender);
    RtcpPli pli;
    if (kind == RTCP_FEEDBACK_PLI) {
        return rtcp_feedback_read_pli(item, &pli) && pli.media_ssrc == ours;
    }
    RtcpFir fir;
    bool asked = false;
    if (rtcp_feedback_read_fir(item, &fir)) {
        for (size_t i = 0; i < fir.count; i++) {
            asked = asked || fir.entries[i].media_ssrc == ours;
        }
    }
    return asked;
}

static uint32_t our_ssrc(const LegFeedback *feedback)
{
    const LegStreams *streams = &feedback->streams;
    if (streams->picture_out != NULL) {
        return rtp_sender_ssrc(streams->picture_out);
    }
    return streams->sound_out != NULL ? rtp_sender_ssrc(streams->sound_out) : feedback->our_ssrc;
}

static void send_if_any(const LegFeedback *feedback, SdpRole role, const ByteWriter *writer)
{
    if (writer->size > 0 && !writer->full) {
        feedback->send(role, writer->data, writer->size, feedback->user_data);
    }
}

/* RFC 3550, 6.1: what was not agreed on to be of reduced size begins with a report and a name. */
static void begin_feedback(const LegFeedback *feedback, ByteWriter *writer)
{
    if (feedback->apart && writer->size == 0) {
        rtcp_packet_write_report(&(RtcpReport){.ssrc = our_ssrc(feedback)}, writer);
        rtcp_packet_write_cname(our_ssrc(feedback), feedback->cname, writer);
    }
}

/* Of one who asks there is one limit: his. */
static void take_limit(const LegFeedback *feedback, const RtcpTmmb *asked)
{
    const RtpSender *sender = feedback->streams.picture_out;
    for (size_t i = 0; sender != NULL && i < asked->count; i++) {
        const RtcpTmmbEntry *entry = &asked->entries[i];
        if (entry->ssrc != rtp_sender_ssrc(sender)) {
            continue;
        }
        uint8_t buffer[DATAGRAM_MAX];
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        RtcpTmmb kept = {.notice = true, .sender_ssrc = entry->ssrc, .count = 1};
        kept.entries[0] = *entry;
        kept.entries[0].ssrc = asked->sender_ssrc;
        feedback->limited(MAX(entry->bitrate_bps, RATE_MIN_BPS), feedback->user_data);
        begin_feedback(feedback, &writer);
        rtcp_tmmb_write(&kept, &writer);
        send_if_any(feedback, SDP_ROLE_PICTURE, &writer);
    }
}

static void take_tmmb(LegFeedback *feedback, const RtcpTmmb *tmmb)
{
    if (!feedback->streams.picture_tmmbr) {
        return;
    }
    if (!tmmb->notice) {
        take_limit(feedback, tmmb);
        return;
    }
    for (size_t i = 0; i < tmmb->count; i++) {
        if (tmmb->entries[i].bitrate_bps <= feedback->rate_bps) {
            feedback->rate_kept_bps = feedback->rate_bps; /* ours, or a lower one of another's */
        }
    }
}

static void take_feedback(const LegFeedback *feedback, const RtcpItem *item, int64_t now_us)
{
    const RtcpFeedbackKind kind = rtcp_feedback_kind(item);
    switch (kind) {
    case RTCP_FEEDBACK_NACK:
        take_nack(feedback, item, now_us);
        break;
    case RTCP_FEEDBACK_TRANSPORT:
        take_transport(feedback, item, now_us);
        break;
    case RTCP_FEEDBACK_PLI:
    case RTCP_FEEDBACK_FIR:
        if (asks_for_key(feedback->streams.picture_out, item, kind)) {
            feedback->key_wanted(feedback->user_data);
        }
        if (asks_for_key(feedback->streams.slides_out, item, kind)) {
            feedback->slides_key_wanted(feedback->user_data);
        }
        break;
    case RTCP_FEEDBACK_NONE:
    case RTCP_FEEDBACK_OTHER:
        break;
    }
}

void leg_feedback_take(LegFeedback *feedback, const uint8_t *packet, size_t size, int64_t now_us)
{
    ByteReader reader = byte_reader(packet, size);
    RtcpItem item;
    RtcpTmmb tmmb;
    while (rtcp_packet_next(&reader, &item)) {
        if (item.type == RTCP_SR || item.type == RTCP_RR) {
            take_report(feedback, &item, now_us);
        } else if (rtcp_tmmb_read(&item, &tmmb)) {
            take_tmmb(feedback, &tmmb);
        } else {
            take_feedback(feedback, &item, now_us);
        }
    }
}

/* ---- what we say ---- */

/* A picture that the peer sends, and how to ask it for a key frame. */
typedef struct Asked {
    InboundPicture *picture;
    uint32_t ssrc;
    SdpRole role;
    bool by_fir; /* it does not understand PLI */
    bool by_sip; /* nor FIR, and nobody promised that all do */
} Asked;

static void ask_for_key(
        LegFeedback *feedback, const Asked *asked, int64_t now_us, ByteWriter *writer)
{
    if (asked->by_sip) {
        if (now_us - feedback->fast_update_us >= FAST_UPDATE_US) {
            feedback->fast_update_us = now_us;
            feedback->fast_update_wanted(feedback->user_data);
        }
        return;
    }
    begin_feedback(feedback, writer);
    if (!asked->by_fir) {
        rtcp_feedback_write_pli(&(RtcpPli){our_ssrc(feedback), asked->ssrc}, writer);
        return;
    }
    const RtcpFir fir = {
            .sender_ssrc = our_ssrc(feedback),
            .count = 1,
            .entries = {{asked->ssrc, ++feedback->fir_sequence}},
    };
    rtcp_feedback_write_fir(&fir, writer);
}

static void ask_again(LegFeedback *feedback, const Asked *asked, int64_t now_us)
{
    if (asked->picture == NULL) {
        return;
    }
    uint8_t buffer[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    RtcpNack nack = {.sender_ssrc = our_ssrc(feedback), .media_ssrc = asked->ssrc};
    nack.count = inbound_picture_nacks(asked->picture, leg_feedback_round_trip_us(feedback), now_us,
            nack.sequences, NACKS_MAX);
    if (nack.count > 0) {
        begin_feedback(feedback, &writer);
        rtcp_feedback_write_nack(&nack, &writer);
    }
    if (inbound_picture_key_due(asked->picture, now_us)) {
        ask_for_key(feedback, asked, now_us, &writer);
    }
    send_if_any(feedback, asked->role, &writer);
}

void leg_feedback_want_rate(LegFeedback *feedback, int64_t rate_bps)
{
    if (feedback->rate_bps != rate_bps) {
        feedback->rate_bps = rate_bps;
        feedback->rate_asks = 0;
        feedback->rate_ask_us = 0;
    }
}

static void ask_rate(LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
    if (!streams->picture_tmmbr || streams->picture_in == NULL || feedback->rate_bps == 0 ||
            feedback->rate_kept_bps == feedback->rate_bps || feedback->rate_asks == RATE_ASKS_MAX ||
            now_us < feedback->rate_ask_us) {
        return;
    }
    uint8_t buffer[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    const RtcpTmmb wanted = {
            .sender_ssrc = our_ssrc(feedback),
            .count = 1,
            .entries = {{.ssrc = picture_ssrc(streams->picture_in),
                    .bitrate_bps = feedback->rate_bps,
                    .overhead_bytes = RATE_OVERHEAD}},
    };
    feedback->rate_asks++;
    feedback->rate_ask_us = now_us + RATE_AGAIN_US;
    begin_feedback(feedback, &writer);
    rtcp_tmmb_write(&wanted, &writer);
    send_if_any(feedback, SDP_ROLE_PICTURE, &writer);
}

static void send_transport_feedback(const LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
    const uint32_t media_ssrc =
            streams->picture_in != NULL ? picture_ssrc(streams->picture_in) : sound_ssrc(streams);
    while (streams->arrivals != NULL && twcc_recorder_due(streams->arrivals, now_us)) {
        uint8_t buffer[DATAGRAM_MAX];
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        if (!twcc_recorder_write(
                    streams->arrivals, our_ssrc(feedback), media_ssrc, now_us, &writer)) {
            return;
        }
        send_if_any(feedback, SDP_ROLE_NONE, &writer);
    }
}

/* @param streams  all, or those of one m-line */
static void send_reports(
        const LegFeedback *feedback, const LegStreams *streams, SdpRole role, int64_t now_us)
{
    RtpSender *senders[3];
    RtpReceiver *receivers[INBOUND_MAX];
    RtcpReportsStreams reported = {
            .senders = senders,
            .receivers = receivers,
            .own_ssrc = feedback->our_ssrc,
            .cname = feedback->cname,
    };
    if (streams->sound_out != NULL) {
        senders[reported.sender_count++] = streams->sound_out;
    }
    if (streams->picture_out != NULL) {
        senders[reported.sender_count++] = streams->picture_out;
    }
    if (streams->slides_out != NULL) {
        senders[reported.sender_count++] = streams->slides_out;
    }
    reported.receiver_count = list_inbound(streams, receivers);
    uint8_t buffer[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    rtcp_reports_write(&reported, now_us, &writer);
    send_if_any(feedback, role, &writer);
}

static void send_all_reports(const LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *all = &feedback->streams;
    if (!feedback->apart) {
        send_reports(feedback, all, SDP_ROLE_NONE, now_us);
        return;
    }
    const LegStreams sound = {.sound_in = all->sound_in, .sound_out = all->sound_out};
    const LegStreams picture = {.picture_in = all->picture_in, .picture_out = all->picture_out};
    const LegStreams slides = {.slides_in = all->slides_in, .slides_out = all->slides_out};
    if (sound.sound_in != NULL || sound.sound_out != NULL) {
        send_reports(feedback, &sound, SDP_ROLE_SOUND, now_us);
    }
    if (picture.picture_in != NULL || picture.picture_out != NULL) {
        send_reports(feedback, &picture, SDP_ROLE_PICTURE, now_us);
    }
    if (slides.slides_in != NULL || slides.slides_out != NULL) {
        send_reports(feedback, &slides, SDP_ROLE_SLIDES, now_us);
    }
}

void leg_feedback_tick(LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
    const Asked asked[] = {
            {streams->picture_in, picture_ssrc(streams->picture_in), SDP_ROLE_PICTURE,
                    streams->picture_fir && !streams->picture_pli,
                    feedback->apart && !streams->picture_fir && !streams->picture_pli},
            {streams->slides_in, picture_ssrc(streams->slides_in), SDP_ROLE_SLIDES,
                    streams->slides_fir && !streams->slides_pli, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        ask_again(feedback, &asked[i], now_us);
    }
    ask_rate(feedback, now_us);
    send_transport_feedback(feedback, now_us);
    if (rtcp_schedule_due(&feedback->schedule, now_us)) {
        send_all_reports(feedback, now_us);
    }
}

int64_t leg_feedback_round_trip_us(const LegFeedback *feedback)
{
    const LegStreams *streams = &feedback->streams;
    const RtpSender *const senders[] = {streams->sound_out, streams->picture_out};
    for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
        const int64_t round_trip_us =
                senders[i] != NULL ? rtp_sender_stats(senders[i]).round_trip_us : 0;
        if (round_trip_us > 0) {
            return round_trip_us;
        }
    }
    return 0;
}
