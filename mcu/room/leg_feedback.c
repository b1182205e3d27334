#include "mcu/room/leg_feedback.h"

#include "mcu/rtp/rtcp_reports.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtcp_twcc.h"

enum {
    DATAGRAM_MAX = 1200,
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

/* What sounded and what showed at one moment of the sender's clock. */
static void note_moment(LegFeedback *feedback, const RtcpReport *report)
{
    const LegStreams *streams = &feedback->streams;
    if (streams->sound_in != NULL && report->ssrc == sound_ssrc(streams)) {
        lip_sync_report(&feedback->sync, LIP_SYNC_SOUND, report->sender.ntp,
                report->sender.timestamp_ticks);
    }
    if (streams->picture_in != NULL && report->ssrc == picture_ssrc(streams->picture_in)) {
        lip_sync_report(&feedback->sync, LIP_SYNC_PICTURE, report->sender.ntp,
                report->sender.timestamp_ticks);
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
    while (rtcp_packet_next(&reader, &item)) {
        if (item.type == RTCP_SR || item.type == RTCP_RR) {
            take_report(feedback, &item, now_us);
        } else {
            take_feedback(feedback, &item, now_us);
        }
    }
}

/* ---- what we say ---- */

static uint32_t our_ssrc(const LegFeedback *feedback)
{
    const LegStreams *streams = &feedback->streams;
    if (streams->picture_out != NULL) {
        return rtp_sender_ssrc(streams->picture_out);
    }
    return streams->sound_out != NULL ? rtp_sender_ssrc(streams->sound_out) : feedback->our_ssrc;
}

static void send_if_any(const LegFeedback *feedback, const ByteWriter *writer)
{
    if (writer->size > 0 && !writer->full) {
        feedback->send(writer->data, writer->size, feedback->user_data);
    }
}

/* A picture that the peer sends, and how to ask it for a key frame. */
typedef struct Asked {
    InboundPicture *picture;
    uint32_t ssrc;
    bool by_fir; /* it does not understand PLI */
} Asked;

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
        rtcp_feedback_write_nack(&nack, &writer);
    }
    if (inbound_picture_key_due(asked->picture, now_us)) {
        if (!asked->by_fir) {
            rtcp_feedback_write_pli(&(RtcpPli){our_ssrc(feedback), asked->ssrc}, &writer);
        } else {
            const RtcpFir fir = {
                    .sender_ssrc = our_ssrc(feedback),
                    .count = 1,
                    .entries = {{asked->ssrc, ++feedback->fir_sequence}},
            };
            rtcp_feedback_write_fir(&fir, &writer);
        }
    }
    send_if_any(feedback, &writer);
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
        send_if_any(feedback, &writer);
    }
}

static void send_reports(const LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
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
    send_if_any(feedback, &writer);
}

void leg_feedback_tick(LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
    const Asked asked[] = {
            {streams->picture_in, picture_ssrc(streams->picture_in),
                    streams->picture_fir && !streams->picture_pli},
            {streams->slides_in, picture_ssrc(streams->slides_in),
                    streams->slides_fir && !streams->slides_pli},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        ask_again(feedback, &asked[i], now_us);
    }
    send_transport_feedback(feedback, now_us);
    if (rtcp_schedule_due(&feedback->schedule, now_us)) {
        send_reports(feedback, now_us);
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
