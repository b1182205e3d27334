#include "mcu/room/leg_streams.h"

#include "mcu/media/pcm.h"

#include <glib.h>

enum {
    SOUND_HISTORY_PACKETS = 64,
    PICTURE_HISTORY_PACKETS = 512, /* two seconds at 1.5 Mbit/s and a key frame */
    SLIDES_HISTORY_PACKETS = 1024, /* a key frame of a large screen is some 400 packets */
    HISTORY_US = 2000000,
};

static RtpSender *make_sender(const LegStreams *streams, const SdpStream *stream,
        const MediaClock *clock, RtpSenderConfig config)
{
    config.payload_type = stream->payload_type;
    config.extensions = stream->extensions;
    config.mid = stream->mid[0] != '\0' ? stream->mid : NULL;
    config.clock = clock;
    config.twcc = stream->transport_cc ? streams->departures : NULL;
    config.first_sequence = (uint16_t)g_random_int_range(0, RTP_SENDER_FIRST_SEQUENCE_MAX + 1);
    config.first_timestamp_ticks = g_random_int();
    config.history_us = HISTORY_US;
    return rtp_sender_new(&config);
}

void leg_streams_open(LegStreams *streams, const SdpAgreement *agreement,
        const LegIdentity *identity, const MediaClock *clock)
{
    const SdpStream *sound = sdp_agreement_find(agreement, SDP_ROLE_SOUND);
    const SdpStream *picture = sdp_agreement_find(agreement, SDP_ROLE_PICTURE);
    streams->departures = twcc_sender_new();
    streams->arrivals = twcc_recorder_new();
    if (sound != NULL && sound->send) {
        streams->sound_out = make_sender(streams, sound, clock,
                (RtpSenderConfig){
                        .ssrc = identity->sound_ssrc,
                        .clock_hz = PCM_RATE_HZ,
                        .history_packets = SOUND_HISTORY_PACKETS,
                });
    }
    if (picture != NULL && picture->send) {
        streams->picture_out = make_sender(streams, picture, clock,
                (RtpSenderConfig){
                        .ssrc = identity->picture_ssrc,
                        .clock_hz = MEDIA_CLOCK_PICTURE_HZ,
                        .rtx_ssrc = identity->picture_rtx_ssrc,
                        .rtx_payload_type = picture->has_rtx ? picture->rtx_payload_type : 0,
                        .history_packets = PICTURE_HISTORY_PACKETS,
                });
    }
    if (picture != NULL) {
        streams->picture_pli = picture->pli;
        streams->picture_fir = picture->fir;
    }
}

RtpSender *leg_streams_slides_sender(const LegStreams *streams, const SdpAgreement *agreement,
        const LegIdentity *identity, const MediaClock *clock)
{
    const SdpStream *slides = sdp_agreement_find(agreement, SDP_ROLE_SLIDES);
    if (slides == NULL || !slides->send) {
        return NULL;
    }
    return make_sender(streams, slides, clock,
            (RtpSenderConfig){
                    .ssrc = identity->slides_ssrc,
                    .clock_hz = MEDIA_CLOCK_PICTURE_HZ,
                    .rtx_ssrc = identity->slides_rtx_ssrc,
                    .rtx_payload_type = slides->has_rtx ? slides->rtx_payload_type : 0,
                    .history_packets = SLIDES_HISTORY_PACKETS,
            });
}

LegTurn leg_streams_turn_sound(InboundSound **place, uint32_t ssrc, int64_t now_us)
{
    InboundSound *before = *place;
    if (before != NULL && rtp_receiver_ssrc(inbound_sound_receiver(before)) == ssrc) {
        return LEG_TURN_SAME;
    }
    if (before != NULL && inbound_sound_is_live(before, now_us)) {
        return LEG_TURN_WAITS;
    }
    *place = inbound_sound_new(ssrc, before);
    inbound_sound_free(before);
    return LEG_TURN_BEGAN;
}

LegTurn leg_streams_turn_picture(InboundPicture **place, uint32_t ssrc, bool nacks, int64_t now_us)
{
    InboundPicture *before = *place;
    if (before != NULL && rtp_receiver_ssrc(inbound_picture_receiver(before)) == ssrc) {
        return LEG_TURN_SAME;
    }
    if (before != NULL && inbound_picture_is_live(before, now_us)) {
        return LEG_TURN_WAITS;
    }
    *place = inbound_picture_new(ssrc, nacks);
    inbound_picture_free(before);
    return LEG_TURN_BEGAN;
}

void leg_streams_close(LegStreams *streams)
{
    rtp_sender_free(streams->sound_out);
    rtp_sender_free(streams->picture_out);
    inbound_sound_free(streams->sound_in);
    inbound_picture_free(streams->picture_in);
    twcc_recorder_free(streams->arrivals);
    twcc_sender_free(streams->departures);
}
