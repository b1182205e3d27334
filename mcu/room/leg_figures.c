#include "mcu/room/leg_figures.h"

#include <glib.h>

static double lost_percent(const RtpReceiverStats *now, const RtpReceiverStats *then)
{
    const double lost = (double)(now->lost - then->lost);
    const double arrived = (double)(now->packets - then->packets);
    return lost > 0.0 ? 100.0 * lost / (lost + arrived) : 0.0;
}

static double said_lost_percent(const LegStreams *streams)
{
    uint8_t fraction = 0;
    if (streams->sound_out != NULL) {
        fraction = rtp_sender_stats(streams->sound_out).fraction_lost;
    }
    if (streams->picture_out != NULL) {
        fraction = MAX(fraction, rtp_sender_stats(streams->picture_out).fraction_lost);
    }
    return 100.0 * fraction / 256.0;
}

static int64_t bytes_an_update(InboundUpdates now, InboundUpdates *then)
{
    const uint64_t count = now.count - then->count;
    const uint64_t bytes = now.bytes - then->bytes;
    *then = now;
    return count > 0 ? (int64_t)(bytes / count) : -1;
}

static void read_inbound(
        LegCounters *counters, const LegStreams *streams, double seconds, LegFigures *figures)
{
    if (streams->sound_in != NULL) {
        const RtpReceiverStats now = rtp_receiver_stats(inbound_sound_receiver(streams->sound_in));
        figures->sound_pps = (double)(now.packets - counters->sound.packets) / seconds;
        figures->jitter_ms = (double)now.jitter_us / 1000.0;
        figures->loss_in_percent = lost_percent(&now, &counters->sound);
        counters->sound = now;
    }
    if (streams->picture_in != NULL) {
        const RtpReceiverStats now =
                rtp_receiver_stats(inbound_picture_receiver(streams->picture_in));
        const uint64_t frames = inbound_picture_frames(streams->picture_in);
        figures->picture_fps = (double)(frames - counters->frames) / seconds;
        figures->loss_in_percent =
                MAX(figures->loss_in_percent, lost_percent(&now, &counters->picture));
        const InboundUpdates updates = inbound_picture_updates(streams->picture_in);
        figures->key_came = updates.keys > counters->updates.keys;
        figures->update_bytes = bytes_an_update(updates, &counters->updates);
        counters->picture = now;
        counters->frames = frames;
    }
}

static int64_t last_packet_us(const LegStreams *streams)
{
    const int64_t sound_us = streams->sound_in != NULL
            ? rtp_receiver_stats(inbound_sound_receiver(streams->sound_in)).last_arrival_us
            : 0;
    const int64_t picture_us = streams->picture_in != NULL
            ? rtp_receiver_stats(inbound_picture_receiver(streams->picture_in)).last_arrival_us
            : 0;
    return MAX(sound_us, picture_us);
}

/* A flow begins, as far as is known, with the reading before its first packet was seen. */
static void read_flow(
        LegCounters *counters, const LegStreams *streams, int64_t now_us, LegFigures *figures)
{
    const int64_t packet_us = last_packet_us(streams);

    if (packet_us > counters->rtp_us) {
        const int64_t start_us = counters->read_us != 0 ? counters->read_us : packet_us;
        if (counters->rtp_us == 0) {
            counters->flow_us = start_us;
        } else if (packet_us - counters->rtp_us > LEG_FIGURES_PAUSE_US) {
            counters->paused_us = counters->rtp_us;
            counters->flow_us = MAX(start_us, counters->rtp_us);
        }
        counters->rtp_us = packet_us;
    }
    figures->idle_ms = counters->rtp_us != 0 ? (now_us - counters->rtp_us) / 1000 : -1;
    figures->flow_ms = counters->rtp_us != 0 ? (now_us - counters->flow_us) / 1000 : 0;
    figures->pause_ms =
            counters->paused_us != 0 ? (counters->flow_us - counters->paused_us) / 1000 : 0;
}

static int64_t bits_a_second(uint64_t now_bytes, uint64_t then_bytes, double seconds)
{
    return (int64_t)((double)(now_bytes - then_bytes) * 8.0 / seconds);
}

LegFigures leg_figures_read(LegCounters *counters, const PeerTransportStats *transport,
        const LegFeedback *feedback, const LegSending *sending, int64_t now_us)
{
    const double seconds = (double)MAX(now_us - counters->read_us, 1000) / G_USEC_PER_SEC;
    const PeerTransportStats *then = &counters->transport;
    LegFigures figures = {
            .rtt_ms = (double)leg_feedback_round_trip_us(feedback) / 1000.0,
            .loss_out_percent = said_lost_percent(&feedback->streams),
            .rx_bps = bits_a_second(transport->received_bytes, then->received_bytes, seconds),
            .tx_bps = bits_a_second(transport->sent_bytes, then->sent_bytes, seconds),
            .update_bytes = -1,
            .sending = leg_sending_figures(sending),
    };
    read_inbound(counters, &feedback->streams, seconds, &figures);
    read_flow(counters, &feedback->streams, now_us, &figures);
    figures.sound = figures.sound_pps > 0.0;
    figures.picture = figures.picture_fps > 0.0;
    figures.sent_fps = (double)(figures.sending.pictures - counters->pictures) / seconds;
    counters->pictures = figures.sending.pictures;
    counters->transport = *transport;
    counters->read_us = now_us;
    return figures;
}

void leg_figures_restart_sound(LegCounters *counters)
{
    counters->sound = (RtpReceiverStats){0};
}

void leg_figures_restart_picture(LegCounters *counters)
{
    counters->picture = (RtpReceiverStats){0};
    counters->frames = 0;
    counters->updates = (InboundUpdates){0};
}
