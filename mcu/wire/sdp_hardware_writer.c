#include "mcu/wire/sdp_hardware_writer.h"

#include "mcu/wire/sdp_hardware_camera.h"

#include <string.h>

enum {
    PICTURE_CLOCK_HZ = 90000,

    /* What we offer under; fixed types are the codec's own. */
    OFFERED_OPUS = 96,
    OFFERED_VP8 = 97,
    OFFERED_H264 = 98, /* packetization mode 1, then 0 on the next one */

    /* Constrained baseline, level 3.1: 1280x720 at 30 a second. */
    OFFERED_PROFILE = 0x42e01f,
};

static const char *family_of(const char *address)
{
    return strchr(address, ':') != NULL ? "IP6" : "IP4";
}

static void write_sound_codec(GString *text, SoundCodec codec, unsigned payload_type)
{
    const SoundCodecInfo *info = sound_codec_info(codec);
    g_string_append_printf(text, "a=rtpmap:%u %s/%u", payload_type, info->name, info->clock_hz);
    g_string_append(text, info->channels == 2 ? "/2\r\n" : "\r\n");
    if (codec == SOUND_CODEC_OPUS) {
        g_string_append_printf(text, "a=fmtp:%u useinbandfec=1;stereo=0\r\n", payload_type);
    }
}

static uint8_t offered_type(SoundCodec codec)
{
    const uint8_t own = sound_codec_info(codec)->payload_type;
    return own != SOUND_CODEC_PAYLOAD_TYPE_ANY ? own : OFFERED_OPUS;
}

static void list_formats(
        GString *text, const SdpStream *stream, const SdpHardwareLine *line, bool is_offer)
{
    if (stream->role == SDP_ROLE_CAMERA) {
        g_string_append_printf(text, " %u", stream->payload_type);
        return;
    }
    if (stream->role != SDP_ROLE_SOUND) {
        if (!is_offer) {
            g_string_append_printf(text, " %u", stream->payload_type);
            return;
        }
        g_string_append_printf(text, " %d", OFFERED_VP8);
        if (stream->picture_codec == PICTURE_CODEC_H264) {
            g_string_append_printf(text, " %d %d", OFFERED_H264, OFFERED_H264 + 1);
        }
        return;
    }
    for (int i = 0; is_offer && i < SOUND_CODECS; i++) {
        g_string_append_printf(text, " %u", offered_type((SoundCodec)i));
    }
    if (!is_offer) {
        g_string_append_printf(text, " %u", stream->payload_type);
    }
    if (line->has_digits) {
        g_string_append_printf(text, " %u", line->digits_payload_type);
    }
}

static void write_sound(
        GString *text, const SdpStream *stream, const SdpHardwareLine *line, bool is_offer)
{
    for (int i = 0; is_offer && i < SOUND_CODECS; i++) {
        write_sound_codec(text, (SoundCodec)i, offered_type((SoundCodec)i));
    }
    if (!is_offer) {
        write_sound_codec(text, stream->sound_codec, stream->payload_type);
    }
    if (line->has_digits) {
        const unsigned type = line->digits_payload_type;
        g_string_append_printf(text, "a=rtpmap:%u telephone-event/%u\r\na=fmtp:%u 0-15\r\n", type,
                line->digits_clock_hz, type);
    }
    g_string_append(text, "a=ptime:20\r\n");
}

static void write_feedback(GString *text, const SdpStream *stream, unsigned type)
{
    const struct {
        bool agreed;
        const char *feedback;
    } feedbacks[] = {
            {stream->fir, "ccm fir"},
            {stream->tmmbr, "ccm tmmbr"},
            {stream->nack, "nack"},
            {stream->pli, "nack pli"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(feedbacks); i++) {
        if (feedbacks[i].agreed) {
            g_string_append_printf(text, "a=rtcp-fb:%u %s\r\n", type, feedbacks[i].feedback);
        }
    }
}

static void write_picture_codec(
        GString *text, const SdpStream *stream, PictureCodec codec, unsigned type)
{
    g_string_append_printf(
            text, "a=rtpmap:%u %s/%d\r\n", type, picture_codec_name(codec), PICTURE_CLOCK_HZ);
    write_feedback(text, stream, type);
}

static void write_h264(GString *text, const SdpStream *stream, H264Format format, unsigned type)
{
    write_picture_codec(text, stream, PICTURE_CODEC_H264, type);
    g_string_append_printf(text, "a=fmtp:%u %sprofile-level-id=%06x;packetization-mode=%u\r\n",
            type, format.level_asymmetry ? "level-asymmetry-allowed=1;" : "",
            format.profile_level_id, format.packetization_mode);
}

/* In an offer the codec is the best of those that we have: H.264 means both. */
static void write_picture(GString *text, const SdpStream *stream, bool is_offer)
{
    const bool h264 = stream->picture_codec == PICTURE_CODEC_H264;
    if (!is_offer && h264) {
        write_h264(text, stream, stream->h264, stream->payload_type);
        return;
    }
    write_picture_codec(
            text, stream, PICTURE_CODEC_VP8, is_offer ? OFFERED_VP8 : stream->payload_type);
    for (uint8_t mode = 2; is_offer && h264 && mode-- > 0;) {
        const H264Format format = {
                .profile_level_id = OFFERED_PROFILE,
                .packetization_mode = mode,
                .level_asymmetry = true,
        };
        write_h264(text, stream, format, OFFERED_H264 + 1U - mode);
    }
}

static void write_security(
        GString *text, const SdpHardwareLine *line, const SdpHardwareLocal *local)
{
    for (size_t i = 0; i < line->ours_count; i++) {
        g_autofree char *crypto = sdp_crypto_write(&line->ours[i]);
        g_string_append_printf(text, "a=crypto:%s\r\n", crypto);
    }
    if (line->security == SDP_SECURITY_DTLS) {
        g_string_append_printf(text, "a=fingerprint:%s\r\na=setup:%s\r\n", local->fingerprint,
                line->dtls_active ? "active" : "passive");
    }
}

static SdpDirection direction_of(const SdpStream *stream)
{
    if (stream->send) {
        return stream->receive ? SDP_SENDRECV : SDP_SENDONLY;
    }
    return stream->receive ? SDP_RECVONLY : SDP_INACTIVE;
}

static void write_line(
        GString *text, const SdpHardware *hardware, size_t index, const SdpHardwareLocal *local)
{
    const SdpStream *stream = &hardware->agreement.streams[index];
    const SdpHardwareLine *line = &hardware->lines[index];
    const unsigned bandwidth_bps = local->bandwidths_bps[stream->role];
    g_string_append_printf(
            text, "m=%s %u %s", stream->kind_name, local->ports[stream->role], stream->protocol);
    list_formats(text, stream, line, local->is_offer);
    g_string_append(text, "\r\n");
    if (bandwidth_bps != 0) {
        g_string_append_printf(
                text, "b=AS:%u\r\nb=TIAS:%u\r\n", (bandwidth_bps + 999) / 1000, bandwidth_bps);
    }
    if (stream->role == SDP_ROLE_SOUND) {
        write_sound(text, stream, line, local->is_offer);
    } else if (stream->role == SDP_ROLE_CAMERA) {
        sdp_hardware_camera_write(text, stream);
    } else {
        write_picture(text, stream, local->is_offer);
        sdp_hardware_slides_write_content(text, &hardware->agreement, stream->role);
    }
    write_security(text, line, local);
    if (line->rtcp_mux) {
        g_string_append(text, "a=rtcp-mux\r\n");
    }
    g_string_append_printf(text, "a=%s\r\n", sdp_description_direction(direction_of(stream)));
}

char *sdp_hardware_write(const SdpHardware *hardware, const SdpHardwareLocal *local)
{
    const char *family = family_of(local->address);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text,
            "v=0\r\no=giaoban %" G_GUINT64_FORMAT " %u IN %s %s\r\ns=-\r\nc=IN %s %s\r\nt=0 0\r\n",
            local->session_id, local->session_version, family, local->address, family,
            local->address);
    for (size_t i = 0; i < hardware->agreement.stream_count; i++) {
        const SdpStream *stream = &hardware->agreement.streams[i];
        if (stream->role == SDP_ROLE_NONE) {
            /* RFC 3264, 6: it keeps its place, kind, protocol and at least one format. */
            g_string_append_printf(
                    text, "m=%s 0 %s %s\r\n", stream->kind_name, stream->protocol, stream->format);
        } else if (stream->role == SDP_ROLE_FLOOR) {
            sdp_hardware_slides_write_floor(text, stream, &hardware->lines[i].floor, &local->floor);
        } else {
            write_line(text, hardware, i, local);
        }
    }
    return g_string_free(text, FALSE);
}
