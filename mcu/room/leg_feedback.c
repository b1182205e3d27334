#include "mcu/room/leg_feedback.h"

#include "mcu/rtp/rtcp_reports.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtcp_packet.h"
#include "mcu/wire/rtcp_twcc.h"

enum {
    DATAGRAM_MAX = 1200,
    NACKS_MAX = 100, /* of one tick: more would be a burst that a key frame answers better */
};

/* ---- what the peer says ---- */

static RtpSender *sender_of(const LegFeedback *feedback, uint32_t ssrc)
{
    RtpSender *const senders[] = {feedback->streams.sound_out, feedback->streams.picture_out};
    for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
        if (senders[i] != NULL && rtp_sender_ssrc(senders[i]) == ssrc) {
            return senders[i];
        }
    }
    return NULL;
}

static void take_report(LegFeedback *feedback, const RtcpItem *item, int64_t now_us)
{
    RtcpReport report;
    if (!rtcp_packet_read_report(item, &report)) {
        return;
    }
    const LegStreams *streams = &feedback->streams;
    if (report.has_sender_info && streams->sound_in != NULL &&
            report.ssrc == streams->sound_in_ssrc) {
        rtp_receiver_sender_report(
                inbound_sound_receiver(streams->sound_in), &report.sender, now_us);
        lip_sync_report(
                &feedback->sync, LIP_SYNC_SOUND, report.sender.ntp, report.sender.timestamp_ticks);
    }
    if (report.has_sender_info && streams->picture_in != NULL &&
            report.ssrc == streams->picture_in_ssrc) {
        rtp_receiver_sender_report(
                inbound_picture_receiver(streams->picture_in), &report.sender, now_us);
        lip_sync_report(&feedback->sync, LIP_SYNC_PICTURE, report.sender.ntp,
                report.sender.timestamp_ticks);
    }
    for (size_t i = 0; i < report.block_count; i++) {
        RtpSender *sender = sender_of(feedback, report.blocks[i].ssrc);
        if (sender != NULL) {
            rtp_sender_take_report(sender, &report.blocks[i], now_us);
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
        twcc_sender_feedback(feedback->streams.departures, &arrived, now_us, samples);
    }
}

static bool asks_for_our_picture(
        const LegFeedback *feedback, const RtcpItem *item, RtcpFeedbackKind kind)
{
    const RtpSender *sender = feedback->streams.picture_out;
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
        if (asks_for_our_picture(feedback, item, kind)) {
            feedback->key_wanted(feedback->user_data);
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

static void ask_again(LegFeedback *feedback, int64_t now_us)
{
    const LegStreams *streams = &feedback->streams;
    if (streams->picture_in == NULL) {
        return;
    }
    uint8_t buffer[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    RtcpNack nack = {.sender_ssrc = our_ssrc(feedback), .media_ssrc = streams->picture_in_ssrc};
    nack.count = inbound_picture_nacks(streams->picture_in, leg_feedback_round_trip_us(feedback),
            now_us, nack.sequences, NACKS_MAX);
    if (nack.count > 0) {
        rtcp_feedback_write_nack(&nack, &writer);
    }
    if (inbound_picture_key_due(streams->picture_in, now_us)) {
        if (streams->picture_pli || !streams->picture_fir) {
            rtcp_feedback_write_pli(
                    &(RtcpPli){our_ssrc(feedback), streams->picture_in_ssrc}, &writer);
        } else {
            const RtcpFir fir = {
                    .sender_ssrc = our_ssrc(feedback),
                    .count = 1,
                    .entries = {{streams->picture_in_ssrc, ++feedback->fir_sequence}},
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
            streams->picture_in != NULL ? streams->picture_in_ssrc : streams->sound_in_ssrc;
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
    RtpSender *senders[2];
    RtpReceiver *receivers[2];
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
    if (streams->sound_in != NULL) {
        receivers[reported.receiver_count++] = inbound_sound_receiver(streams->sound_in);
    }
    if (streams->picture_in != NULL) {
        receivers[reported.receiver_count++] = inbound_picture_receiver(streams->picture_in);
    }
    uint8_t buffer[DATAGRAM_MAX];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);
    rtcp_reports_write(&reported, now_us, &writer);
    send_if_any(feedback, &writer);
}

void leg_feedback_tick(LegFeedback *feedback, int64_t now_us)
{
    ask_again(feedback, now_us);
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
