#include "mcu/room/leg_streams.h"

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

static RtpSender *sound_sender(const LegStreams *streams, const SdpStream *sound,
        const LegIdentity *identity, const MediaClock *clock)
{
    return make_sender(streams, sound, clock,
            (RtpSenderConfig){
                    .ssrc = identity->sound_ssrc,
                    .clock_hz = sound_codec_info(sound->sound_codec)->clock_hz,
                    .history_packets = SOUND_HISTORY_PACKETS,
            });
}

static RtpSender *picture_sender(const LegStreams *streams, const SdpStream *picture,
        const LegIdentity *identity, const MediaClock *clock)
{
    return make_sender(streams, picture, clock,
            (RtpSenderConfig){
                    .ssrc = identity->picture_ssrc,
                    .clock_hz = MEDIA_CLOCK_PICTURE_HZ,
                    .rtx_ssrc = identity->picture_rtx_ssrc,
                    .rtx_payload_type = picture->has_rtx ? picture->rtx_payload_type : 0,
                    .history_packets = PICTURE_HISTORY_PACKETS,
            });
}

static void note_requests(LegStreams *streams, const SdpStream *picture)
{
    streams->picture_pli = picture != NULL && picture->pli;
    streams->picture_fir = picture != NULL && picture->fir;
    streams->picture_tmmbr = picture != NULL && picture->tmmbr;
}

void leg_streams_open(LegStreams *streams, const SdpAgreement *agreement,
        const LegIdentity *identity, const MediaClock *clock)
{
    const SdpStream *sound = sdp_agreement_find(agreement, SDP_ROLE_SOUND);
    const SdpStream *picture = sdp_agreement_find(agreement, SDP_ROLE_PICTURE);
    streams->departures = twcc_sender_new();
    streams->arrivals = twcc_recorder_new();
    if (sound != NULL && sound->send) {
        streams->sound_out = sound_sender(streams, sound, identity, clock);
    }
    if (picture != NULL && picture->send) {
        streams->picture_out = picture_sender(streams, picture, identity, clock);
    }
    note_requests(streams, picture);
}

bool leg_streams_is_same(const SdpStream *one, const SdpStream *other)
{
    return one != NULL && other != NULL && one->payload_type == other->payload_type &&
            one->sound_codec == other->sound_codec && one->picture_codec == other->picture_codec &&
            one->h264.packetization_mode == other->h264.packetization_mode &&
            one->h264.profile_level_id == other->h264.profile_level_id;
}

static void renew_sound(LegStreams *streams, const SdpStream *before, const SdpStream *now,
        LegIdentity *identity, const MediaClock *clock)
{
    if (leg_streams_is_same(before, now)) {
        return;
    }
    g_clear_pointer(&streams->sound_in, inbound_sound_free);
    if (streams->sound_out != NULL) {
        g_clear_pointer(&streams->sound_out, rtp_sender_free);
        identity->sound_ssrc = g_random_int() | 1U;
    }
    streams->sound_out = now != NULL ? sound_sender(streams, now, identity, clock) : NULL;
}

bool leg_streams_renew(LegStreams *streams, const SdpAgreement *before, const SdpAgreement *now,
        LegIdentity *identity, const MediaClock *clock)
{
    const SdpStream *picture_before = sdp_agreement_find(before, SDP_ROLE_PICTURE);
    const SdpStream *picture = sdp_agreement_find(now, SDP_ROLE_PICTURE);
    renew_sound(streams, sdp_agreement_find(before, SDP_ROLE_SOUND),
            sdp_agreement_find(now, SDP_ROLE_SOUND), identity, clock);
    note_requests(streams, picture);
    if (picture_before == picture || leg_streams_is_same(picture_before, picture)) {
        return false;
    }
    g_clear_pointer(&streams->picture_in, inbound_picture_free);
    if (streams->picture_out != NULL) {
        g_clear_pointer(&streams->picture_out, rtp_sender_free);
        identity->picture_ssrc = g_random_int() | 1U;
    }
    streams->picture_out =
            picture != NULL ? picture_sender(streams, picture, identity, clock) : NULL;
    return true;
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

LegTurn leg_streams_turn_sound(
        InboundSound **place, uint32_t ssrc, SoundCodec codec, int64_t now_us)
{
    InboundSound *before = *place;
    if (before != NULL && rtp_receiver_ssrc(inbound_sound_receiver(before)) == ssrc) {
        return LEG_TURN_SAME;
    }
    if (before != NULL && inbound_sound_is_live(before, now_us)) {
        return LEG_TURN_WAITS;
    }
    *place = inbound_sound_new(ssrc, codec, before);
    inbound_sound_free(before);
    return LEG_TURN_BEGAN;
}

LegTurn leg_streams_turn_picture(
        InboundPicture **place, uint32_t ssrc, const SdpStream *agreed, int64_t now_us)
{
    InboundPicture *before = *place;
    if (before != NULL && rtp_receiver_ssrc(inbound_picture_receiver(before)) == ssrc) {
        return LEG_TURN_SAME;
    }
    if (before != NULL && inbound_picture_is_live(before, now_us)) {
        return LEG_TURN_WAITS;
    }
    *place = inbound_picture_new(ssrc, agreed->picture_codec, agreed->nack);
    inbound_picture_learn(*place, agreed->h264_sets, agreed->h264_sets_size);
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
