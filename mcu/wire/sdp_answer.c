#include "mcu/wire/sdp_answer.h"

#include "mcu/wire/sdp_text.h"

#include <stdarg.h>
#include <string.h>

enum { NAMED_CODECS_MAX = 8, EXTENSION_IDS = 256 };

static G_GNUC_PRINTF(3, 4) bool fail(SdpError code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *valid =
            g_utf8_make_valid(text, -1); /* a shortened name may end within a letter */
    g_set_error_literal(error, SDP_ERROR, (int)code, valid);
    return false;
}

static bool is_dtls_srtp(const char *protocol)
{
    return strcmp(protocol, "UDP/TLS/RTP/SAVPF") == 0 ||
            strcmp(protocol, "TCP/TLS/RTP/SAVPF") ==
            0 || /* RFC 8829, 5.1.2: once TCP was nominated */
            strcmp(protocol, "UDP/TLS/RTP/SAVP") == 0 ||
            strcmp(protocol, "RTP/SAVPF") == 0;
}

static bool has_role(const SdpAgreement *agreement, SdpRole role)
{
    return sdp_agreement_find(agreement, role) != NULL;
}

/* The role of the next m-line, given those of the ones before. */
static SdpRole role_for(const SdpMedia *media, const SdpAgreement *agreement)
{
    if (sdp_agreement_is_refused(media)) {
        return SDP_ROLE_NONE;
    }
    if (media->kind == SDP_KIND_AUDIO) {
        if (!has_role(agreement, SDP_ROLE_SOUND)) {
            return SDP_ROLE_SOUND;
        }
        return has_role(agreement, SDP_ROLE_SLIDES_SOUND) ? SDP_ROLE_NONE : SDP_ROLE_SLIDES_SOUND;
    }
    if (media->kind != SDP_KIND_VIDEO) {
        return SDP_ROLE_NONE;
    }
    const bool is_slides = strcmp(media->content, "slides") == 0;
    if (!is_slides && !has_role(agreement, SDP_ROLE_PICTURE)) {
        return SDP_ROLE_PICTURE;
    }
    return has_role(agreement, SDP_ROLE_SLIDES) ? SDP_ROLE_NONE : SDP_ROLE_SLIDES;
}

static const SdpWish *wish_for(const SdpAnswerWishes *wishes, SdpRole role)
{
    switch (role) {
    case SDP_ROLE_SOUND:
        return &wishes->sound;
    case SDP_ROLE_PICTURE:
        return &wishes->picture;
    case SDP_ROLE_SLIDES:
        return &wishes->slides;
    case SDP_ROLE_SLIDES_SOUND:
        return &wishes->slides_sound;
    case SDP_ROLE_NONE:
    case SDP_ROLE_CAMERA:
    case SDP_ROLE_FLOOR:
    case SDP_ROLES:
        break;
    }
    g_assert_not_reached();
}

static bool fail_codec(const SdpMedia *media, bool h264, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < MIN(media->codec_count, (size_t)NAMED_CODECS_MAX); i++) {
        if (*media->codecs[i].name != '\0') {
            g_string_append_printf(
                    names, "%s%.16s", names->len > 0 ? ", " : "", media->codecs[i].name);
        }
    }
    return fail(SDP_ERROR_NO_CODEC, error, "the %s needs %s; offered: %s",
            media->kind == SDP_KIND_AUDIO ? "sound" : "picture",
            media->kind == SDP_KIND_AUDIO ? "Opus"
                    : h264                ? "VP8 or 8-bit 4:2:0 H264"
                                          : "VP8",
            names->len > 0 ? names->str : "nothing");
}

/* Without them there is a meeting all the same, so what is wrong with them refuses no more than their own m-line. */
static bool is_of_slides(SdpRole role)
{
    return role == SDP_ROLE_SLIDES || role == SDP_ROLE_SLIDES_SOUND;
}

static bool agree_stream(const Sdp *sdp, size_t index, const SdpAnswerWishes *wishes,
        SdpAgreement *agreement, GError **error)
{
    const SdpMedia *media = &sdp->media[index];
    SdpStream *stream = &agreement->streams[index];
    const SdpRole role = role_for(media, agreement);

    if (!sdp_agreement_read_media(sdp, media, stream, error)) {
        return false;
    }
    if (role != SDP_ROLE_NONE && !is_dtls_srtp(media->protocol)) {
        return fail(SDP_ERROR_NO_FINGERPRINT, error, "m=%s is not UDP/TLS/RTP/SAVPF",
                stream->kind_name);
    }
    if (role == SDP_ROLE_NONE) {
        return true;
    }
    if (!sdp_agreement_pick_codec(sdp, media, wishes->h264 && role == SDP_ROLE_PICTURE, stream)) {
        return is_of_slides(role) || fail_codec(media, wishes->h264, error);
    }
    const SdpWish *wish = wish_for(wishes, role);
    const bool peer_sends = media->direction == SDP_SENDRECV || media->direction == SDP_SENDONLY;
    const bool peer_receives = media->direction == SDP_SENDRECV || media->direction == SDP_RECVONLY;
    stream->role = role;
    stream->has_red &= role == SDP_ROLE_SOUND;
    stream->receive = wish->receive && peer_sends;
    stream->send = wish->send && peer_receives;
    return true;
}

static bool check_mids(const SdpAgreement *agreement, GError **error)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const char *mid = agreement->streams[i].mid;
            if (*mid != '\0' && strcmp(mid, agreement->streams[j].mid) == 0) {
                return fail(SDP_ERROR_BAD_TEXT, error, "two m-lines have a=mid:%s", mid);
            }
        }
    }
    return true;
}

static void refuse(SdpStream *stream)
{
    stream->role = SDP_ROLE_NONE;
    stream->send = false;
    stream->receive = false;
}

/* A second sound without slides is somebody else's: a second language, say, which nobody here would hear. */
static void refuse_lone_slides_sound(SdpAgreement *agreement)
{
    if (has_role(agreement, SDP_ROLE_SLIDES)) {
        return;
    }
    for (size_t i = 0; i < agreement->stream_count; i++) {
        if (agreement->streams[i].role == SDP_ROLE_SLIDES_SOUND) {
            refuse(&agreement->streams[i]);
        }
    }
}

/* RFC 8843: one transport. A single m-line may do without the group; slides outside of it are refused alone. */
static bool check_bundle(SdpAgreement *agreement, GError **error)
{
    size_t used = 0;
    size_t outside = 0;
    for (size_t i = 0; i < agreement->stream_count; i++) {
        SdpStream *stream = &agreement->streams[i];
        if (is_of_slides(stream->role) && !stream->bundled) {
            refuse(stream);
        }
    }
    refuse_lone_slides_sound(agreement);
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        used += stream->role != SDP_ROLE_NONE;
        outside += stream->role != SDP_ROLE_NONE && !stream->bundled;
    }
    if (used == 0) {
        return fail(SDP_ERROR_NO_MEDIA, error, "the offer has neither sound nor a picture");
    }
    if (used > 1 && outside > 0) {
        return fail(SDP_ERROR_NO_BUNDLE, error, "the m-lines are not in one a=group:BUNDLE");
    }
    return true;
}

/* RFC 8285, 7: within one BUNDLE an id means one extension, or we would read one as the other. */
static bool check_extension_ids(const Sdp *sdp, const SdpAgreement *agreement, GError **error)
{
    const char *uris[EXTENSION_IDS] = {0};
    for (size_t m = 0; m < sdp->media_count; m++) {
        const SdpMedia *media = &sdp->media[m];
        for (size_t e = 0;
                agreement->streams[m].role != SDP_ROLE_NONE && e < media->extension_count; e++) {
            const SdpExtension *extension = &media->extensions[e];
            const char **uri = &uris[extension->id];
            if (*uri != NULL && strcmp(*uri, extension->uri) != 0) {
                return fail(SDP_ERROR_BAD_EXTENSION, error,
                        "a=extmap:%u stands for two header extensions", extension->id);
            }
            *uri = extension->uri;
        }
    }
    return true;
}

static bool agree_dtls_role(
        SdpSetup setup, const SdpAnswerWishes *wishes, SdpAgreement *agreement, GError **error)
{
    switch (setup) {
    case SDP_SETUP_NONE: /* RFC 5763, 5 wants actpass; who says nothing takes either */
    case SDP_SETUP_ACTPASS:
        agreement->dtls_active = wishes->prefer_dtls_active;
        break;
    case SDP_SETUP_ACTIVE:
        agreement->dtls_active = false;
        break;
    case SDP_SETUP_PASSIVE:
        agreement->dtls_active = true;
        break;
    case SDP_SETUP_HOLDCONN:
        return fail(SDP_ERROR_BAD_SETUP, error, "a=setup:holdconn leaves no DTLS role");
    }
    if (wishes->keep_dtls_role && agreement->dtls_active != wishes->prefer_dtls_active) {
        return fail(SDP_ERROR_BAD_SETUP, error,
                "a=setup turns the DTLS roles of a running connection round");
    }
    return true;
}

bool sdp_answer_agree(const char *offer, const SdpAnswerWishes *wishes, SdpAgreement *out_agreement,
        SdpRemote *out_remote, GError **error)
{
    SdpSetup setup = SDP_SETUP_NONE;
    g_autoptr(Sdp) sdp = sdp_agreement_parse(offer, error);
    if (sdp == NULL) {
        return false;
    }
    SdpAgreement agreement = {0};
    SdpRemote remote = {0};
    for (size_t i = 0; i < sdp->media_count; i++) {
        agreement.stream_count = i; /* role_for() looks at those before */
        if (!agree_stream(sdp, i, wishes, &agreement, error)) {
            return false;
        }
    }
    agreement.stream_count = sdp->media_count;
    if (!check_mids(&agreement, error) || !check_bundle(&agreement, error) ||
            !check_extension_ids(sdp, &agreement, error) ||
            !sdp_agreement_read_remote(sdp, &agreement, &remote, &setup, error) ||
            !agree_dtls_role(setup, wishes, &agreement, error)) {
        return false;
    }
    *out_agreement = agreement;
    if (out_remote != NULL) {
        *out_remote = remote;
    }
    return true;
}

char *sdp_answer_write(const SdpAgreement *agreement, const SdpLocal *local)
{
    return sdp_writer_describe(
            agreement, local, agreement->dtls_active ? SDP_SETUP_ACTIVE : SDP_SETUP_PASSIVE);
}
