#include "mcu/wire/sdp_agreement.h"

#include "mcu/wire/sdp_text.h"

#include <string.h>

GQuark sdp_error_quark(void)
{
    return g_quark_from_static_string("sdp-error");
}

enum {
    VIDEO_CLOCK_HZ = 90000,
    OPUS_CLOCK_HZ = 48000,
    UFRAG_MIN = 4,              /* RFC 8839, 5.4 */
    PWD_MIN = 22,               /* RFC 8839, 5.4 */
    DIGEST_SIZE_MIN = 32,       /* SHA-256: shorter ones prove too little */
    EXTENSION_ID_RESERVED = 15, /* RFC 8285, 4.2: ends a one-byte block */
};

static bool fail(SdpError code, const char *what, GError **error)
{
    g_set_error_literal(error, SDP_ERROR, (int)code, what);
    return false;
}

bool sdp_agreement_is_sound(SdpRole role)
{
    return role == SDP_ROLE_SOUND || role == SDP_ROLE_SLIDES_SOUND;
}

const SdpStream *sdp_agreement_find(const SdpAgreement *agreement, SdpRole role)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        if (agreement->streams[i].role == role) {
            return &agreement->streams[i];
        }
    }
    return NULL;
}

Sdp *sdp_agreement_parse(const char *text, GError **error)
{
    g_autoptr(GError) why = NULL;
    Sdp *sdp = sdp_text_parse(text, &why);
    if (sdp == NULL) {
        fail(SDP_ERROR_BAD_TEXT, why->message, error);
    }
    return sdp;
}

bool sdp_agreement_is_refused(const SdpMedia *media)
{
    return media->port == 0 && !media->bundle_only;
}

/* ---- one m-line ---- */

static bool copy_word(char *target, size_t capacity, const char *word)
{
    const size_t size = strcspn(word, " ");
    if (size >= capacity) {
        return false;
    }
    memcpy(target, word, size);
    target[size] = '\0';
    return true;
}

bool sdp_agreement_read_media(
        const Sdp *sdp, const SdpMedia *media, SdpStream *out_stream, GError **error)
{
    SdpStream stream = {
            .bundled = *media->mid != '\0' && sdp_description_is_bundled(sdp, media->mid),
            .rtcp_rsize = media->rtcp_rsize,
    };
    if (!copy_word(stream.kind_name, sizeof stream.kind_name, media->kind_name) ||
            !copy_word(stream.protocol, sizeof stream.protocol, media->protocol) ||
            !copy_word(stream.format, sizeof stream.format, media->format)) {
        return fail(SDP_ERROR_BAD_TEXT, "SDP with an m-line of overlong words", error);
    }
    if (!copy_word(stream.mid, sizeof stream.mid, media->mid)) {
        return fail(SDP_ERROR_BAD_TEXT, "SDP with an a=mid of more than 16 bytes", error);
    }
    *out_stream = stream;
    return true;
}

static const SdpCodec *find_codec(const SdpMedia *media, const char *name, unsigned clock_hz)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        if (g_ascii_strcasecmp(codec->name, name) == 0 && codec->clock_hz == clock_hz) {
            return codec;
        }
    }
    return NULL;
}

/* RFC 4588, 8.1: "apt" names the payload type that is retransmitted. */
static const SdpCodec *find_rtx(const SdpMedia *media, const SdpCodec *primary)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        unsigned apt = 0;
        if (g_ascii_strcasecmp(codec->name, "rtx") == 0 && codec->clock_hz == primary->clock_hz &&
                sdp_description_format_number(codec->format, "apt", &apt) &&
                apt == primary->payload_type) {
            return codec;
        }
    }
    return NULL;
}

/* RFC 2198, 5: the format names the payload types of the blocks, which all must be this codec's. */
static const SdpCodec *find_red(const SdpMedia *media, const SdpCodec *sound)
{
    g_autofree char *both =
            g_strdup_printf("%u/%u", (unsigned)sound->payload_type, (unsigned)sound->payload_type);
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        if (g_ascii_strcasecmp(codec->name, "red") == 0 && codec->clock_hz == sound->clock_hz &&
                codec->channels == sound->channels && g_str_has_prefix(codec->format, both)) {
            return codec;
        }
    }
    return NULL;
}

static bool is_usable_id(const Sdp *sdp, unsigned id)
{
    return id <= RTP_EXTENSION_ID_ONE_BYTE_MAX ||
            (sdp->extmap_allow_mixed && id != EXTENSION_ID_RESERVED);
}

static void pick_extensions(const Sdp *sdp, const SdpMedia *media, SdpStream *stream)
{
    uint8_t *ids = stream->extensions.id;
    for (size_t i = 0; i < media->extension_count; i++) {
        const SdpExtension *extension = &media->extensions[i];
        RtpExtensionKind kind = RTP_EXTENSION_MID;
        if (extension->direction == SDP_SENDRECV && is_usable_id(sdp, extension->id) &&
                rtp_extension_from_uri(extension->uri, &kind) && ids[kind] == 0) {
            ids[kind] = (uint8_t)extension->id;
        }
    }
    if (media->kind != SDP_KIND_AUDIO) {
        ids[RTP_EXTENSION_AUDIO_LEVEL] = 0;
    }
    if (*stream->mid == '\0') {
        ids[RTP_EXTENSION_MID] = 0;
    }
    stream->transport_cc &= ids[RTP_EXTENSION_TRANSPORT_SEQUENCE] != 0;
    if (stream->transport_cc) {
        ids[RTP_EXTENSION_SEND_TIME] = 0; /* it serves senders without transport-cc only */
    } else {
        ids[RTP_EXTENSION_TRANSPORT_SEQUENCE] = 0;
    }
}

const SdpCodec *sdp_agreement_pick_h264(const SdpMedia *media, SdpStream *stream)
{
    const SdpCodec *best = NULL;
    unsigned best_rank = 0;
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        H264Format format;
        if (g_ascii_strcasecmp(codec->name, picture_codec_name(PICTURE_CODEC_H264)) != 0 ||
                codec->clock_hz != VIDEO_CLOCK_HZ || !h264_format_read(codec->format, &format)) {
            continue;
        }
        const unsigned rank = h264_format_rank(&format);
        if (rank > best_rank) {
            best = codec;
            best_rank = rank;
            stream->h264 = format;
        }
    }
    if (best != NULL) {
        stream->picture_codec = PICTURE_CODEC_H264;
        stream->h264_sets_size = h264_format_read_sets(best->format, stream->h264_sets);
    }
    return best;
}

/* VP8 wherever it is offered: every browser has it, and all that have it share what is encoded. */
static const SdpCodec *pick_picture(const SdpMedia *media, bool h264, SdpStream *stream)
{
    const SdpCodec *codec =
            find_codec(media, picture_codec_name(PICTURE_CODEC_VP8), VIDEO_CLOCK_HZ);
    stream->picture_codec = PICTURE_CODEC_VP8;
    return codec == NULL && h264 ? sdp_agreement_pick_h264(media, stream) : codec;
}

bool sdp_agreement_pick_codec(const Sdp *sdp, const SdpMedia *media, bool h264, SdpStream *stream)
{
    const bool is_sound = media->kind == SDP_KIND_AUDIO;
    const SdpCodec *codec =
            is_sound ? find_codec(media, "opus", OPUS_CLOCK_HZ) : pick_picture(media, h264, stream);
    if (codec == NULL) {
        return false;
    }
    stream->payload_type = codec->payload_type;
    stream->transport_cc = (codec->feedback & SDP_FEEDBACK_TRANSPORT_CC) != 0;
    if (!is_sound) {
        stream->nack = (codec->feedback & SDP_FEEDBACK_NACK) != 0;
        stream->pli = (codec->feedback & SDP_FEEDBACK_PLI) != 0;
        stream->fir = (codec->feedback & SDP_FEEDBACK_FIR) != 0;
    }
    const SdpCodec *red = is_sound ? find_red(media, codec) : NULL;
    if (red != NULL) {
        stream->has_red = true;
        stream->red_payload_type = red->payload_type;
    }
    const SdpCodec *rtx = stream->nack ? find_rtx(media, codec) : NULL;
    if (rtx != NULL) {
        stream->has_rtx = true;
        stream->rtx_payload_type = rtx->payload_type;
    }
    pick_extensions(sdp, media, stream);

    const SdpSource *source = sdp_description_main_source(media);
    if (source != NULL) {
        stream->remote_ssrc = source->ssrc;
        stream->remote_rtx_ssrc = stream->has_rtx ? source->rtx_ssrc : 0;
    }
    stream->remote_bandwidth_bps = media->bandwidth_bps;
    return true;
}

/* ---- the way to the peer ---- */

static bool is_credential(const char *text, size_t min)
{
    const size_t size = strlen(text);
    if (size < min || size > SDP_CREDENTIAL_MAX) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isgraph(text[i])) {
            return false;
        }
    }
    return true;
}

static bool read_credentials(const SdpTransport *transport, SdpRemote *remote, GError **error)
{
    if (!is_credential(transport->ufrag, UFRAG_MIN)) {
        return fail(SDP_ERROR_NO_ICE, "SDP without an a=ice-ufrag of 4 to 256 characters", error);
    }
    if (!is_credential(transport->pwd, PWD_MIN)) {
        return fail(SDP_ERROR_NO_ICE, "SDP without an a=ice-pwd of 22 to 256 characters", error);
    }
    g_strlcpy(remote->ufrag, transport->ufrag, sizeof remote->ufrag);
    g_strlcpy(remote->pwd, transport->pwd, sizeof remote->pwd);
    return true;
}

static bool read_fingerprints(const SdpTransport *transport, SdpRemote *remote, GError **error)
{
    for (size_t i = 0; i < transport->fingerprint_count; i++) {
        const SdpFingerprint *given = &transport->fingerprints[i];
        if (given->digest_size < DIGEST_SIZE_MIN) {
            continue;
        }
        SdpRemoteFingerprint *taken = &remote->fingerprints[remote->fingerprint_count++];
        g_strlcpy(taken->hash, given->hash, sizeof taken->hash);
        taken->digest_size = given->digest_size;
        memcpy(taken->digest, given->digest, sizeof taken->digest);
    }
    return remote->fingerprint_count > 0 ||
            fail(SDP_ERROR_NO_FINGERPRINT, "SDP without an a=fingerprint of SHA-256 or better",
                    error);
}

/*
 * The m-line that carries the transport: the first one that we use. An m-line with a=bundle-only may leave it to
 * another of its BUNDLE, even to one that we do not use.
 */
static const SdpMedia *find_carrier(const Sdp *sdp, const SdpAgreement *agreement)
{
    const SdpMedia *fallback = NULL;
    for (size_t i = 0; i < sdp->media_count; i++) {
        const SdpMedia *media = &sdp->media[i];
        if (*media->transport.ufrag == '\0') {
            continue;
        }
        if (agreement->streams[i].role != SDP_ROLE_NONE) {
            return media;
        }
        if (fallback == NULL && agreement->streams[i].bundled) {
            fallback = media;
        }
    }
    return fallback;
}

static void merge_extensions(SdpAgreement *agreement)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        for (size_t k = 0; stream->role != SDP_ROLE_NONE && k < RTP_EXTENSION_KINDS; k++) {
            if (agreement->extensions.id[k] == 0) {
                agreement->extensions.id[k] = stream->extensions.id[k];
            }
        }
    }
}

bool sdp_agreement_read_remote(const Sdp *sdp, SdpAgreement *agreement, SdpRemote *remote,
        SdpSetup *out_setup, GError **error)
{
    const SdpMedia *carrier = find_carrier(sdp, agreement);
    if (carrier == NULL) {
        return fail(SDP_ERROR_NO_ICE, "SDP without a=ice-ufrag", error);
    }
    if (!carrier->rtcp_mux) {
        return fail(SDP_ERROR_NO_BUNDLE, "SDP without a=rtcp-mux", error);
    }
    if (!read_credentials(&carrier->transport, remote, error) ||
            !read_fingerprints(&carrier->transport, remote, error)) {
        return false;
    }
    for (size_t i = 0; i < sdp->candidate_count; i++) {
        IceCandidate *candidate = &remote->candidates[remote->candidate_count];
        if (ice_candidate_read(sdp->candidates[i], candidate) == ICE_CANDIDATE_USABLE) {
            remote->candidate_count++;
        }
    }
    remote->ice_lite = sdp->ice_lite;
    remote->trickle = sdp->trickle;
    remote->end_of_candidates = sdp->end_of_candidates;
    agreement->extmap_allow_mixed = sdp->extmap_allow_mixed;
    merge_extensions(agreement);
    *out_setup = carrier->transport.setup;
    return true;
}
