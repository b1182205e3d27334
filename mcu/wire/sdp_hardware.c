#include "mcu/wire/sdp_hardware.h"

#include "mcu/wire/sdp_hardware_camera.h"
#include "mcu/wire/sdp_text.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <string.h>

enum {
    PICTURE_CLOCK_HZ = 90000,
    NAMED_CODECS_MAX = 8,
    DIGEST_SIZE_MIN = 32, /* SHA-256, as for browsers */

    OFFERED_DIGITS = 101, /* as nearly everybody has it */

    OFFERED_LINES_MIN = 2, /* of an answer: sound and picture; what is behind them some leave out */
};

static bool fail(SdpError code, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool fail(SdpError code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, SDP_ERROR, (int)code, what);
    return false;
}

size_t sdp_hardware_find(const SdpHardware *hardware, SdpRole role)
{
    for (size_t i = 0; i < hardware->agreement.stream_count; i++) {
        if (hardware->agreement.streams[i].role == role) {
            return i;
        }
    }
    return SDP_MEDIA_MAX;
}

/* ---- codecs ---- */

static bool pick_sound(const SdpMedia *media, SdpStream *stream)
{
    bool found = false;
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        SoundCodec sound = SOUND_CODEC_OPUS;
        const bool is_ours = *codec->name != '\0'
                ? sound_codec_from_name(codec->name, codec->clock_hz, &sound)
                : sound_codec_from_payload_type(codec->payload_type, &sound);
        /* The better one, not the first: boxes put what they have had longest in front. */
        if (is_ours && (!found || sound < stream->sound_codec)) {
            found = true;
            stream->sound_codec = sound;
            stream->payload_type = codec->payload_type;
        }
    }
    return found;
}

static void pick_digits(const SdpMedia *media, const SdpStream *stream, SdpHardwareLine *line)
{
    const unsigned clock_hz = sound_codec_info(stream->sound_codec)->clock_hz;
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        if (g_ascii_strcasecmp(codec->name, "telephone-event") != 0) {
            continue;
        }
        /* RFC 4733, 2.4.1 wants the sound's rate; a box that has only 8000 beside Opus is heard all the same. */
        if (!line->has_digits || codec->clock_hz == clock_hz) {
            line->has_digits = true;
            line->digits_payload_type = codec->payload_type;
            line->digits_clock_hz = codec->clock_hz;
        }
    }
}

static const SdpCodec *find_vp8(const SdpMedia *media)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        const SdpCodec *codec = &media->codecs[i];
        if (g_ascii_strcasecmp(codec->name, picture_codec_name(PICTURE_CODEC_VP8)) == 0 &&
                codec->clock_hz == PICTURE_CLOCK_HZ) {
            return codec;
        }
    }
    return NULL;
}

/* As for browsers: VP8, which costs least here, and H.264 for who has no VP8. */
static bool pick_picture(const SdpMedia *media, bool h264, SdpStream *stream)
{
    const SdpCodec *codec = find_vp8(media);
    stream->picture_codec = PICTURE_CODEC_VP8;
    if (codec == NULL && h264) {
        codec = sdp_agreement_pick_h264(media, stream);
    }
    if (codec == NULL) {
        return false;
    }
    stream->payload_type = codec->payload_type;
    stream->nack = (codec->feedback & SDP_FEEDBACK_NACK) != 0;
    stream->pli = (codec->feedback & SDP_FEEDBACK_PLI) != 0;
    stream->fir = (codec->feedback & SDP_FEEDBACK_FIR) != 0;
    stream->tmmbr = (codec->feedback & SDP_FEEDBACK_TMMBR) != 0;
    return true;
}

static void name_codecs(const SdpMedia *media, GString *names)
{
    for (size_t i = 0; i < MIN(media->codec_count, (size_t)NAMED_CODECS_MAX); i++) {
        const SdpCodec *codec = &media->codecs[i];
        g_string_append(names, names->len > 0 ? ", " : "");
        if (*codec->name != '\0') {
            g_string_append_printf(names, "%.16s", codec->name);
        } else {
            g_string_append_printf(names, "%u", codec->payload_type);
        }
    }
}

/* ---- the way ---- */

static bool is_rtp(const char *protocol)
{
    static const char *const protocols[] = {"RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF",
            "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"};
    for (size_t i = 0; i < G_N_ELEMENTS(protocols); i++) {
        if (g_ascii_strcasecmp(protocol, protocols[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether packets can be sent there: to one machine, and by its number. @param ret_any  0.0.0.0: to nobody */
static bool read_address(const char *text, bool *ret_any)
{
    struct in_addr four = {0};
    struct in6_addr six = {0};
    if (inet_pton(AF_INET, text, &four) == 1) {
        *ret_any = four.s_addr == INADDR_ANY;
        return ntohl(four.s_addr) < UINT32_C(0xe0000000); /* above are multicast and broadcast */
    }
    if (inet_pton(AF_INET6, text, &six) == 1) {
        *ret_any = IN6_IS_ADDR_UNSPECIFIED(&six);
        return !IN6_IS_ADDR_MULTICAST(&six);
    }
    return false;
}

static bool read_place(
        const SdpMedia *media, SdpHardwareLine *line, SdpStream *stream, GError **error)
{
    bool any = false;
    if (!read_address(media->address, &any) || strlen(media->address) > SDP_ADDRESS_MAX) {
        return fail(SDP_ERROR_NO_ADDRESS, error, "m=%s has no c= with an IP address of one machine",
                stream->kind_name);
    }
    g_strlcpy(line->address, media->address, sizeof line->address);
    line->port = (uint16_t)media->port;
    line->rtcp_mux = media->rtcp_mux;
    line->rtcp_port = (uint16_t)(media->rtcp_port != 0 ? media->rtcp_port : media->port + 1);
    if (media->rtcp_mux) {
        line->rtcp_port = line->port;
    }
    stream->send = stream->send && !any; /* RFC 3264, 8.4: the old way to hold */
    return true;
}

static bool read_crypto(const SdpMedia *media, SdpHardwareLine *line)
{
    for (size_t i = 0; i < media->crypto_count; i++) {
        if (sdp_crypto_read(media->cryptos[i], &line->theirs)) {
            line->security = SDP_SECURITY_SDES;
            return true;
        }
    }
    return false;
}

static bool read_fingerprints(const SdpMedia *media, SdpHardwareLine *line)
{
    const SdpTransport *transport = &media->transport;
    for (size_t i = 0; i < transport->fingerprint_count; i++) {
        const SdpFingerprint *given = &transport->fingerprints[i];
        if (given->digest_size < DIGEST_SIZE_MIN) {
            continue;
        }
        SdpRemoteFingerprint *taken = &line->fingerprints[line->fingerprint_count++];
        g_strlcpy(taken->hash, given->hash, sizeof taken->hash);
        taken->digest_size = given->digest_size;
        memcpy(taken->digest, given->digest, sizeof taken->digest);
    }
    line->security = line->fingerprint_count > 0 ? SDP_SECURITY_DTLS : line->security;
    return line->fingerprint_count > 0;
}

static void take_dtls_role(SdpSetup setup, bool prefer_active, SdpHardwareLine *line)
{
    line->dtls_active = setup == SDP_SETUP_PASSIVE || (setup != SDP_SETUP_ACTIVE && prefer_active);
}

/* Keys where the peer has some, in the clear only if it has none and that is allowed. */
static bool read_security(const SdpMedia *media, const SdpHardwareWishes *wishes,
        SdpHardwareLine *line, GError **error)
{
    const bool by_tls = g_ascii_strncasecmp(media->protocol, "UDP/TLS/", 8) == 0;
    const bool must = by_tls || strstr(media->protocol, "SAVP") != NULL;
    if (!by_tls && read_crypto(media, line)) {
        return true;
    }
    if (must && read_fingerprints(media, line)) {
        take_dtls_role(media->transport.setup, wishes->prefer_dtls_active, line);
        return true;
    }
    if (must) {
        return fail(SDP_ERROR_NO_ENCRYPTION, error,
                "m=%.16s is %.24s without keys that can be used: a=crypto with "
                "AES_CM_128_HMAC_SHA1_80 or AEAD_AES_128_GCM, or a=fingerprint",
                media->kind_name, media->protocol);
    }
    return wishes->plain_rtp ||
            fail(SDP_ERROR_NO_ENCRYPTION, error,
                    "m=%.16s is in the clear, and this site must encrypt: RTP/SAVP with a=crypto",
                    media->kind_name);
}

/* ---- one m-line ---- */

static void refuse(SdpHardware *hardware, size_t index)
{
    SdpStream *stream = &hardware->agreement.streams[index];
    stream->role = SDP_ROLE_NONE;
    stream->send = stream->receive = false;
    hardware->lines[index] = (SdpHardwareLine){0};
}

static bool copy_words(const Sdp *sdp, const SdpMedia *media, SdpStream *stream, GError **error)
{
    if (!sdp_agreement_read_media(sdp, media, stream, error)) {
        return false;
    }
    stream->mid[0] = '\0'; /* hardware chokes on what it does not know */
    stream->bundled = false;
    return true;
}

static bool pick(
        const SdpMedia *media, SdpRole role, const SdpHardwareWishes *wishes, SdpStream *stream)
{
    switch (role) {
    case SDP_ROLE_SOUND:
        return pick_sound(media, stream);
    case SDP_ROLE_CAMERA:
        return sdp_hardware_camera_pick(media, stream);
    default:
        return pick_picture(media, wishes->h264, stream);
    }
}

/* Settles an m-line whose role is known. @return false if the description cannot be used at all */
static bool agree_line(const SdpMedia *media, SdpRole role, const SdpHardwareWishes *wishes,
        SdpHardware *hardware, size_t index, GError **error)
{
    SdpStream *stream = &hardware->agreement.streams[index];
    SdpHardwareLine *line = &hardware->lines[index];
    if ((role == SDP_ROLE_SLIDES || role == SDP_ROLE_FLOOR) && !wishes->slides) {
        refuse(hardware, index);
        return true;
    }
    if (role == SDP_ROLE_FLOOR) {
        sdp_hardware_slides_read_floor(media, stream, &line->floor);
        if (!read_place(media, line, stream, NULL)) {
            refuse(hardware, index);
        }
        return true;
    }
    if (!pick(media, role, wishes, stream)) {
        refuse(hardware, index);
        return true;
    }
    if (role == SDP_ROLE_SOUND) {
        pick_digits(media, stream, line);
    }
    stream->role = role;
    stream->send = media->direction == SDP_SENDRECV || media->direction == SDP_RECVONLY;
    stream->receive = media->direction == SDP_SENDRECV || media->direction == SDP_SENDONLY;
    stream->remote_bandwidth_bps = media->bandwidth_bps;
    const bool must = role == SDP_ROLE_SOUND || role == SDP_ROLE_PICTURE;
    const bool usable = read_place(media, line, stream, must ? error : NULL) &&
            read_security(media, wishes, line, must ? error : NULL);
    if (!usable && !must) {
        refuse(hardware, index); /* the call goes without it */
    }
    return usable || !must;
}

static bool fail_without_media(const Sdp *sdp, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!sdp_agreement_is_refused(&sdp->media[i])) {
            name_codecs(&sdp->media[i], names);
        }
    }
    if (names->len == 0) {
        return fail(SDP_ERROR_NO_MEDIA, error, "there is neither sound nor a picture");
    }
    return fail(SDP_ERROR_NO_CODEC, error,
            "no codec in common: sound is Opus, G.722 or G.711, a picture VP8 or H.264; offered: "
            "%s",
            names->str);
}

static bool finish(const Sdp *sdp, SdpHardware *hardware, GError **error)
{
    const size_t in_vain = sdp_hardware_slides_settle(&hardware->agreement);
    if (in_vain != SDP_MEDIA_MAX) {
        refuse(hardware, in_vain);
    }
    const size_t sound = sdp_hardware_find(hardware, SDP_ROLE_SOUND);
    const size_t picture = sdp_hardware_find(hardware, SDP_ROLE_PICTURE);
    if (sound == SDP_MEDIA_MAX && picture == SDP_MEDIA_MAX) {
        return fail_without_media(sdp, error);
    }
    if (picture != SDP_MEDIA_MAX &&
            hardware->agreement.streams[picture].remote_bandwidth_bps == 0) {
        hardware->agreement.streams[picture].remote_bandwidth_bps = sdp->bandwidth_bps;
    }
    g_strlcpy(hardware->origin, sdp->origin, sizeof hardware->origin);
    return true;
}

/* ---- the peer offers ---- */

static SdpRole role_for(const SdpMedia *media, const SdpHardware *hardware)
{
    SdpRole role = SDP_ROLE_NONE;
    if (sdp_agreement_is_refused(media)) {
        return SDP_ROLE_NONE;
    }
    if (sdp_hardware_slides_is_floor(media)) {
        role = SDP_ROLE_FLOOR;
    } else if (!is_rtp(media->protocol)) {
        return SDP_ROLE_NONE;
    } else if (media->kind == SDP_KIND_AUDIO) {
        role = SDP_ROLE_SOUND;
    } else if (media->kind == SDP_KIND_VIDEO) {
        role = strcmp(media->content, "slides") == 0 ? SDP_ROLE_SLIDES : SDP_ROLE_PICTURE;
    } else if (sdp_hardware_camera_pick(media, NULL)) {
        role = SDP_ROLE_CAMERA;
    }
    return sdp_hardware_find(hardware, role) == SDP_MEDIA_MAX ? role : SDP_ROLE_NONE;
}

/* RFC 4568, 5.1.2: the answer has the tag of the one that is taken. */
static void answer_with_key(SdpHardwareLine *line)
{
    if (line->security == SDP_SECURITY_SDES) {
        line->ours_count = 1;
        line->ours[0] = (SdpCrypto){
                .tag = line->theirs.tag,
                .suite = line->theirs.suite,
                .key_size = line->theirs.key_size,
        };
    }
}

bool sdp_hardware_agree(
        const char *offer, const SdpHardwareWishes *wishes, SdpHardware *out_agreed, GError **error)
{
    g_autoptr(Sdp) sdp = sdp_agreement_parse(offer, error);
    if (sdp == NULL) {
        return false;
    }
    SdpHardware agreed = {0};
    SdpAgreement *agreement = &agreed.agreement;
    for (size_t i = 0; i < sdp->media_count; i++) {
        const SdpMedia *media = &sdp->media[i];
        agreement->stream_count = i; /* role_for() looks at those before */
        const SdpRole role = role_for(media, &agreed);
        if (!copy_words(sdp, media, &agreement->streams[i], error) ||
                (role != SDP_ROLE_NONE && !agree_line(media, role, wishes, &agreed, i, error))) {
            return false;
        }
        answer_with_key(&agreed.lines[i]);
    }
    agreement->stream_count = sdp->media_count;
    if (!finish(sdp, &agreed, error)) {
        return false;
    }
    *out_agreed = agreed;
    return true;
}

/* ---- we offer ---- */

static void offer_line(const SdpHardwareWishes *wishes, SdpHardware *offered, size_t index)
{
    SdpStream *stream = &offered->agreement.streams[index];
    SdpHardwareLine *line = &offered->lines[index];
    g_strlcpy(
            stream->protocol, wishes->plain_rtp ? "RTP/AVP" : "RTP/SAVP", sizeof stream->protocol);
    stream->send = stream->receive = true;
    line->rtcp_mux = true;
    /* In the clear as well, a=crypto is for those who understand it there ("best effort"). */
    line->security = SDP_SECURITY_SDES;
    line->ours_count = SDP_HARDWARE_SUITES;
    line->ours[0] = (SdpCrypto){.tag = 1, .suite = SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80};
    line->ours[1] = (SdpCrypto){.tag = 2, .suite = SDP_CRYPTO_AEAD_AES_128_GCM};
    for (size_t i = 0; i < line->ours_count; i++) {
        line->ours[i].key_size = sdp_crypto_key_size(line->ours[i].suite);
    }
}

static void offer_picture(const SdpHardwareWishes *wishes, SdpRole role, SdpStream *picture)
{
    picture->role = role;
    g_strlcpy(picture->kind_name, "video", sizeof picture->kind_name);
    picture->nack = picture->pli = picture->fir = picture->tmmbr = true;
    picture->picture_codec = wishes->h264 ? PICTURE_CODEC_H264 : PICTURE_CODEC_VP8;
}

static void offer_sound(SdpStream *sound, SdpHardwareLine *line)
{
    sound->role = SDP_ROLE_SOUND;
    g_strlcpy(sound->kind_name, "audio", sizeof sound->kind_name);
    line->has_digits = true;
    line->digits_payload_type = OFFERED_DIGITS;
    line->digits_clock_hz = sound_codec_info(SOUND_CODEC_PCMU)->clock_hz;
}

void sdp_hardware_offer(const SdpHardwareWishes *wishes, SdpHardware *out_offered)
{
    static const SdpRole roles[] = {
            SDP_ROLE_SOUND, SDP_ROLE_PICTURE, SDP_ROLE_SLIDES, SDP_ROLE_FLOOR, SDP_ROLE_CAMERA};
    SdpHardware offered = {0};
    size_t *count = &offered.agreement.stream_count;
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        SdpStream *stream = &offered.agreement.streams[*count];
        if (!wishes->slides && (roles[i] == SDP_ROLE_SLIDES || roles[i] == SDP_ROLE_FLOOR)) {
            continue;
        }
        if (roles[i] == SDP_ROLE_FLOOR) {
            sdp_hardware_slides_offer_floor(stream);
        } else {
            offer_line(wishes, &offered, *count);
        }
        if (roles[i] == SDP_ROLE_SOUND) {
            offer_sound(stream, &offered.lines[*count]);
        } else if (roles[i] == SDP_ROLE_CAMERA) {
            sdp_hardware_camera_offer(stream);
        } else if (roles[i] != SDP_ROLE_FLOOR) {
            offer_picture(wishes, roles[i], stream);
        }
        (*count)++;
    }
    *out_offered = offered;
}

/* What of ours the answer took: the key with its tag. */
static bool take_key(const SdpHardwareLine *offered, SdpHardwareLine *line)
{
    for (size_t i = 0; i < offered->ours_count; i++) {
        if (offered->ours[i].tag == line->theirs.tag &&
                offered->ours[i].suite == line->theirs.suite) {
            line->ours[0] = offered->ours[i];
            line->ours_count = 1;
            return true;
        }
    }
    return false;
}

static bool read_answered_line(const SdpMedia *media, const SdpHardwareWishes *wishes,
        const SdpHardware *offered, SdpHardware *agreed, size_t index, GError **error)
{
    const SdpRole role = offered->agreement.streams[index].role;
    if (sdp_agreement_is_refused(media) || role == SDP_ROLE_NONE) {
        return true;
    }
    if (role == SDP_ROLE_FLOOR && !sdp_hardware_slides_is_floor(media)) {
        return true; /* the call goes without */
    }
    if (role != SDP_ROLE_FLOOR && !is_rtp(media->protocol)) {
        return fail(SDP_ERROR_BAD_TEXT, error, "the answer's m=%.16s is not RTP", media->kind_name);
    }
    if (!agree_line(media, role, wishes, agreed, index, error)) {
        return false;
    }
    SdpHardwareLine *line = &agreed->lines[index];
    if (line->security == SDP_SECURITY_SDES && !take_key(&offered->lines[index], line)) {
        return fail(SDP_ERROR_NO_ENCRYPTION, error, "the answer has a=crypto that was not offered");
    }
    return line->security != SDP_SECURITY_DTLS ||
            fail(SDP_ERROR_NO_ENCRYPTION, error, "the answer has DTLS, which was not offered");
}

bool sdp_hardware_read_answer(const SdpHardware *offered, const char *answer,
        const SdpHardwareWishes *wishes, SdpHardware *out_agreed, GError **error)
{
    g_autoptr(Sdp) sdp = sdp_agreement_parse(answer, error);
    if (sdp == NULL) {
        return false;
    }
    if (sdp->media_count > offered->agreement.stream_count ||
            sdp->media_count < OFFERED_LINES_MIN) {
        return fail(SDP_ERROR_BAD_TEXT, error, "the answer's m-lines are not those of the offer");
    }
    SdpHardware agreed = {0};
    agreed.agreement.stream_count = sdp->media_count;
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!copy_words(sdp, &sdp->media[i], &agreed.agreement.streams[i], error) ||
                !read_answered_line(&sdp->media[i], wishes, offered, &agreed, i, error)) {
            return false;
        }
    }
    if (!finish(sdp, &agreed, error)) {
        return false;
    }
    *out_agreed = agreed;
    return true;
}
