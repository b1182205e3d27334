#include "mcu/wire/sdp_writer.h"

#include <glib.h>

#include <string.h>

static const char *setup_name(SdpSetup setup)
{
    switch (setup) {
    case SDP_SETUP_ACTPASS:
        return "actpass";
    case SDP_SETUP_ACTIVE:
        return "active";
    case SDP_SETUP_PASSIVE:
        return "passive";
    case SDP_SETUP_NONE:
    case SDP_SETUP_HOLDCONN:
        break;
    }
    g_assert_not_reached();
}

static SdpDirection direction_of(const SdpStream *stream)
{
    if (stream->send) {
        return stream->receive ? SDP_SENDRECV : SDP_SENDONLY;
    }
    return stream->receive ? SDP_RECVONLY : SDP_INACTIVE;
}

static void write_session(GString *text, const SdpAgreement *agreement, const SdpLocal *local)
{
    g_string_append_printf(text,
            "v=0\r\no=- %" G_GUINT64_FORMAT " %u IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n",
            local->session_id, local->session_version);

    g_autoptr(GString) mids = g_string_new(NULL);
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        if (stream->role != SDP_ROLE_NONE && stream->bundled) {
            g_string_append_printf(mids, " %s", stream->mid);
        }
    }
    if (mids->len > 0) {
        g_string_append_printf(text, "a=group:BUNDLE%s\r\n", mids->str);
    }
    if (agreement->extmap_allow_mixed) {
        g_string_append(text, "a=extmap-allow-mixed\r\n");
    }
}

static void write_transport(GString *text, const SdpLocal *local, SdpSetup setup)
{
    g_string_append_printf(text,
            "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\na=ice-options:trickle\r\n"
            "a=fingerprint:%s\r\na=setup:%s\r\n",
            local->ufrag, local->pwd, local->fingerprint, setup_name(setup));
}

/* RFC 6184, 8.2.2: profile and mode are the same both ways; the level that was offered is always allowed. */
static void write_h264(GString *text, const SdpStream *stream)
{
    g_string_append_printf(text, "a=fmtp:%u %spacketization-mode=%u;profile-level-id=%06x\r\n",
            stream->payload_type, stream->h264.level_asymmetry ? "level-asymmetry-allowed=1;" : "",
            stream->h264.packetization_mode, stream->h264.profile_level_id);
}

static void write_codec(GString *text, const SdpStream *stream)
{
    const unsigned payload_type = stream->payload_type;
    if (sdp_agreement_is_sound(stream->role)) {
        g_string_append_printf(text,
                "a=rtpmap:%u opus/48000/2\r\n"
                "a=fmtp:%u minptime=10;useinbandfec=1;stereo=0;usedtx=0\r\n",
                payload_type, payload_type);
    } else {
        g_string_append_printf(text, "a=rtpmap:%u %s/90000\r\n", payload_type,
                picture_codec_name(stream->picture_codec));
    }
    if (!sdp_agreement_is_sound(stream->role) && stream->picture_codec == PICTURE_CODEC_H264) {
        write_h264(text, stream);
    }

    const struct {
        bool agreed;
        const char *feedback;
    } feedbacks[] = {
            {stream->transport_cc, "transport-cc"},
            {stream->fir, "ccm fir"},
            {stream->nack, "nack"},
            {stream->pli, "nack pli"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(feedbacks); i++) {
        if (feedbacks[i].agreed) {
            g_string_append_printf(
                    text, "a=rtcp-fb:%u %s\r\n", payload_type, feedbacks[i].feedback);
        }
    }
    if (stream->has_red) {
        g_string_append_printf(text, "a=rtpmap:%u red/48000/2\r\na=fmtp:%u %u/%u\r\n",
                stream->red_payload_type, stream->red_payload_type, payload_type, payload_type);
    }
    if (stream->has_rtx) {
        g_string_append_printf(text, "a=rtpmap:%u rtx/90000\r\na=fmtp:%u apt=%u\r\n",
                stream->rtx_payload_type, stream->rtx_payload_type, payload_type);
    }
}

static void write_extensions(GString *text, const SdpStream *stream)
{
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        if (stream->extensions.id[i] != 0) {
            g_string_append_printf(text, "a=extmap:%u %s\r\n", stream->extensions.id[i],
                    rtp_extension_uri((RtpExtensionKind)i));
        }
    }
}

static void write_source(GString *text, uint32_t ssrc, const char *cname, const char *msid)
{
    g_string_append_printf(
            text, "a=ssrc:%u cname:%s\r\na=ssrc:%u msid:%s\r\n", ssrc, cname, ssrc, msid);
}

/* What we send: browsers keep sound and picture in step if stream and cname are the same. */
static void write_sources(GString *text, const SdpStream *stream, const SdpLocal *local)
{
    static const char *const tracks[SDP_ROLES] = {
            [SDP_ROLE_SOUND] = "sound",
            [SDP_ROLE_PICTURE] = "picture",
            [SDP_ROLE_SLIDES] = "slides",
            [SDP_ROLE_SLIDES_SOUND] = "slides-sound",
    };
    const SdpLocalStream *ours = &local->streams[stream->role];
    if (!stream->send) {
        return;
    }
    const bool is_main = stream->role == SDP_ROLE_SOUND || stream->role == SDP_ROLE_PICTURE;
    const char *stream_id = is_main ? local->stream_id : local->slides_stream_id;
    g_assert(stream_id != NULL && ours->ssrc != 0);

    g_autofree char *msid = g_strdup_printf("%s %s", stream_id, tracks[stream->role]);
    g_string_append_printf(text, "a=msid:%s\r\n", msid);
    const bool with_rtx = stream->has_rtx && ours->rtx_ssrc != 0;
    if (with_rtx) {
        g_string_append_printf(text, "a=ssrc-group:FID %u %u\r\n", ours->ssrc, ours->rtx_ssrc);
    }
    write_source(text, ours->ssrc, local->cname, msid);
    if (with_rtx) {
        write_source(text, ours->rtx_ssrc, local->cname, msid);
    }
}

static void write_candidates(GString *text, const SdpLocal *local)
{
    for (size_t i = 0; local->candidates != NULL && local->candidates[i] != NULL; i++) {
        g_string_append_printf(text, "a=%s\r\n", local->candidates[i]);
    }
    if (!local->more_candidates) {
        g_string_append(text, "a=end-of-candidates\r\n");
    }
}

static void write_stream(
        GString *text, const SdpStream *stream, const SdpLocal *local, SdpSetup setup)
{
    const SdpLocalStream *ours = &local->streams[stream->role];

    g_string_append_printf(
            text, "m=%s 9 %s %u", stream->kind_name, stream->protocol, stream->payload_type);
    if (stream->has_red) {
        g_string_append_printf(text, " %u", stream->red_payload_type);
    }
    if (stream->has_rtx) {
        g_string_append_printf(text, " %u", stream->rtx_payload_type);
    }
    g_string_append(text, "\r\nc=IN IP4 0.0.0.0\r\n");
    if (ours->bandwidth_bps != 0) {
        g_string_append_printf(text, "b=AS:%u\r\nb=TIAS:%u\r\n", (ours->bandwidth_bps + 999) / 1000,
                ours->bandwidth_bps);
    }
    if (*stream->mid != '\0') {
        g_string_append_printf(text, "a=mid:%s\r\n", stream->mid);
    }
    g_string_append_printf(
            text, "a=%s\r\na=rtcp-mux\r\n", sdp_description_direction(direction_of(stream)));
    if (stream->rtcp_rsize) {
        g_string_append(text, "a=rtcp-rsize\r\n");
    }
    if (stream->role == SDP_ROLE_SLIDES) {
        g_string_append(text, "a=content:slides\r\n"); /* RFC 4796 */
    }
    write_transport(text, local, setup);
    write_codec(text, stream);
    write_extensions(text, stream);
    write_sources(text, stream, local);
}

/* RFC 3264, 6: a refused m-line keeps its place, kind, protocol and at least one format. */
static void write_refusal(GString *text, const SdpStream *stream)
{
    g_string_append_printf(text, "m=%s 0 %s %s\r\nc=IN IP4 0.0.0.0\r\n", stream->kind_name,
            stream->protocol, stream->format);
    if (*stream->mid != '\0') {
        g_string_append_printf(text, "a=mid:%s\r\n", stream->mid);
    }
    g_string_append(text, "a=inactive\r\n");
}

char *sdp_writer_describe(const SdpAgreement *agreement, const SdpLocal *local, SdpSetup setup)
{
    GString *text = g_string_new(NULL);
    bool has_candidates = false;

    write_session(text, agreement, local);
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        if (stream->role == SDP_ROLE_NONE) {
            write_refusal(text, stream);
            continue;
        }
        write_stream(text, stream, local, setup);
        if (!has_candidates) {
            write_candidates(text, local); /* once: the BUNDLE has one transport */
            has_candidates = true;
        }
    }
    return g_string_free(text, FALSE);
}
