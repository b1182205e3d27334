#include "mcu/wire/sdp_attribute.h"

#include <string.h>

enum {
    PAYLOAD_TYPE_MAX = 127,
    EXTENSION_ID_MAX = 255,
    CLOCK_HZ_MAX = 1000000,
    CHANNELS_MAX = 255,
};

typedef bool AttributeHandler(SdpReader *reader, GError **error);

static bool to_ssrc(const char *word, uint32_t *out_ssrc)
{
    guint64 value = 0;
    if (!g_ascii_string_to_unsigned(word, 10, 1, UINT32_MAX, &value, NULL)) {
        return false; /* 0 is allowed by RFC 5576, used by nobody, and means "none" here */
    }
    *out_ssrc = (uint32_t)value;
    return true;
}

/* ---- transport ---- */

static bool on_ufrag(SdpReader *reader, GError **error)
{
    reader->media->transport.ufrag = reader->value;
    return true;
}

static bool on_pwd(SdpReader *reader, GError **error)
{
    reader->media->transport.pwd = reader->value;
    return true;
}

static bool on_setup(SdpReader *reader, GError **error)
{
    static const struct {
        const char *name;
        SdpSetup setup;
    } setups[] = {
            {"actpass", SDP_SETUP_ACTPASS},
            {"active", SDP_SETUP_ACTIVE},
            {"passive", SDP_SETUP_PASSIVE},
            {"holdconn", SDP_SETUP_HOLDCONN},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(setups); i++) {
        if (g_ascii_strcasecmp(reader->value, setups[i].name) == 0) {
            reader->media->transport.setup = setups[i].setup;
            return true;
        }
    }
    return sdp_reader_fail(reader, SDP_READER_SYNTAX,
            "a=setup is none of actpass, active, passive, holdconn", error);
}

static bool read_digest(const char *text, SdpFingerprint *fingerprint)
{
    for (size_t i = 0; i < fingerprint->digest_size; i++) {
        const char *pair = text + 3 * i;
        const bool is_last = i + 1 == fingerprint->digest_size;
        if (!g_ascii_isxdigit(pair[0]) || !g_ascii_isxdigit(pair[1]) ||
                pair[2] != (is_last ? '\0' : ':')) {
            return false;
        }
        fingerprint->digest[i] =
                (uint8_t)(g_ascii_xdigit_value(pair[0]) << 4 | g_ascii_xdigit_value(pair[1]));
    }
    return true;
}

static bool add_fingerprint(SdpReader *reader, const SdpFingerprint *fingerprint, GError **error)
{
    SdpTransport *transport = &reader->media->transport;
    if (!reader->own_fingerprints) {
        transport->fingerprint_count = 0; /* a media's own replace the session's */
        reader->own_fingerprints = true;
    }
    if (transport->fingerprint_count == SDP_FINGERPRINTS_MAX) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many fingerprints", error);
    }
    transport->fingerprints[transport->fingerprint_count++] = *fingerprint;
    return true;
}

static bool on_fingerprint(SdpReader *reader, GError **error)
{
    static const struct {
        const char *name;
        size_t size;
    } hashes[] = {
            {"sha-1", 20},
            {"sha-224", 28},
            {"sha-256", 32},
            {"sha-384", 48},
            {"sha-512", 64},
    };
    const char *name = sdp_reader_word(reader);
    const char *digest = sdp_reader_word(reader);

    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        if (g_ascii_strcasecmp(name, hashes[i].name) != 0) {
            continue;
        }
        SdpFingerprint fingerprint = {.hash = hashes[i].name, .digest_size = hashes[i].size};
        if (!read_digest(digest, &fingerprint)) {
            return sdp_reader_fail(
                    reader, SDP_READER_SYNTAX, "a=fingerprint is not as long as its hash", error);
        }
        return add_fingerprint(reader, &fingerprint, error);
    }
    return true; /* a hash that we do not know */
}

static bool on_candidate(SdpReader *reader, GError **error)
{
    Sdp *sdp = reader->sdp;
    if (sdp->candidate_count == SDP_CANDIDATES_MAX) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many candidates", error);
    }
    sdp->candidates[sdp->candidate_count++] = reader->value;
    return true;
}

static bool on_end_of_candidates(SdpReader *reader, GError **error)
{
    reader->sdp->end_of_candidates = true;
    return true;
}

static bool on_ice_options(SdpReader *reader, GError **error)
{
    for (const char *word = sdp_reader_word(reader); *word != '\0';
            word = sdp_reader_word(reader)) {
        reader->sdp->trickle |= strcmp(word, "trickle") == 0;
    }
    return true;
}

static bool on_ice_lite(SdpReader *reader, GError **error)
{
    reader->sdp->ice_lite = true;
    return true;
}

/* ---- session ---- */

static bool on_group(SdpReader *reader, GError **error)
{
    const char *semantics = sdp_reader_word(reader);
    if (strcmp(semantics, "BUNDLE") == 0 && *reader->sdp->bundle == '\0') {
        reader->sdp->bundle = reader->value;
    }
    return true;
}

static bool on_allow_mixed(SdpReader *reader, GError **error)
{
    reader->sdp->extmap_allow_mixed = true;
    return true;
}

/* ---- media ---- */

static bool on_mid(SdpReader *reader, GError **error)
{
    if (*reader->value == '\0' || strchr(reader->value, ' ') != NULL) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=mid is empty or more than one word", error);
    }
    reader->media->mid = reader->value;
    return true;
}

static bool on_content(SdpReader *reader, GError **error)
{
    reader->media->content = reader->value;
    return true;
}

static bool on_floor_control(SdpReader *reader, GError **error)
{
    reader->media->floor_control = reader->value;
    return true;
}

static bool on_floor(SdpReader *reader, GError **error)
{
    reader->media->floor = reader->value;
    return true;
}

static bool on_sendrecv(SdpReader *reader, GError **error)
{
    reader->media->direction = SDP_SENDRECV;
    return true;
}

static bool on_sendonly(SdpReader *reader, GError **error)
{
    reader->media->direction = SDP_SENDONLY;
    return true;
}

static bool on_recvonly(SdpReader *reader, GError **error)
{
    reader->media->direction = SDP_RECVONLY;
    return true;
}

static bool on_inactive(SdpReader *reader, GError **error)
{
    reader->media->direction = SDP_INACTIVE;
    return true;
}

static bool on_rtcp_mux(SdpReader *reader, GError **error)
{
    reader->media->rtcp_mux = true;
    return true;
}

/* "5001", "5001 IN IP4 10.0.0.1": another address than that of the media is not followed. */
static bool on_rtcp(SdpReader *reader, GError **error)
{
    if (!sdp_reader_number(sdp_reader_word(reader), UINT16_MAX, &reader->media->rtcp_port)) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=rtcp does not begin with a port", error);
    }
    return true;
}

static bool on_crypto(SdpReader *reader, GError **error)
{
    SdpMedia *media = reader->media;
    if (media->crypto_count < SDP_CRYPTOS_MAX) {
        media->cryptos[media->crypto_count++] = reader->value;
    }
    return true;
}

static bool on_rtcp_rsize(SdpReader *reader, GError **error)
{
    reader->media->rtcp_rsize = true;
    return true;
}

static bool on_bundle_only(SdpReader *reader, GError **error)
{
    reader->media->bundle_only = true;
    return true;
}

/* "96 VP8/90000", "111 opus/48000/2" */
static bool on_rtpmap(SdpReader *reader, GError **error)
{
    unsigned payload_type = 0;
    unsigned clock_hz = 0;
    unsigned channels = 1;
    const char *number = sdp_reader_word(reader);
    char *encoding = sdp_reader_word(reader);
    const char *name = strsep(&encoding, "/");
    const char *clock = strsep(&encoding, "/");

    if (!sdp_reader_number(number, PAYLOAD_TYPE_MAX, &payload_type) || name == NULL ||
            *name == '\0' || clock == NULL || !sdp_reader_number(clock, CLOCK_HZ_MAX, &clock_hz) ||
            clock_hz == 0 ||
            (encoding != NULL && !sdp_reader_number(encoding, CHANNELS_MAX, &channels))) {
        return sdp_reader_fail(reader, SDP_READER_SYNTAX,
                "a=rtpmap is not \"number name/clock[/channels]\"", error);
    }
    SdpCodec *codec = sdp_reader_codec(reader, payload_type);
    if (codec != NULL) {
        codec->name = name;
        codec->clock_hz = clock_hz;
        codec->channels = channels;
    }
    return true;
}

static bool on_fmtp(SdpReader *reader, GError **error)
{
    unsigned payload_type = 0;
    if (!sdp_reader_number(sdp_reader_word(reader), PAYLOAD_TYPE_MAX, &payload_type)) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=fmtp does not begin with a payload type", error);
    }
    SdpCodec *codec = sdp_reader_codec(reader, payload_type);
    if (codec != NULL) {
        codec->format = reader->value;
    }
    return true;
}

static unsigned feedback_bit(const char *text)
{
    static const struct {
        const char *text;
        unsigned bit;
    } known[] = {
            {"nack", SDP_FEEDBACK_NACK},
            {"nack pli", SDP_FEEDBACK_PLI},
            {"ccm fir", SDP_FEEDBACK_FIR},
            {"ccm tmmbr", SDP_FEEDBACK_TMMBR},
            {"transport-cc", SDP_FEEDBACK_TRANSPORT_CC},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(text, known[i].text) == 0) {
            return known[i].bit;
        }
    }
    return 0;
}

static bool on_rtcp_fb(SdpReader *reader, GError **error)
{
    unsigned payload_type = 0;
    const char *number = sdp_reader_word(reader);
    const unsigned bit = feedback_bit(reader->value);

    if (strcmp(number, "*") == 0) {
        const size_t index = reader->media == &reader->session
                ? SDP_MEDIA_MAX
                : (size_t)(reader->media - reader->sdp->media);
        reader->feedback_all[index] |= bit;
        return true;
    }
    if (!sdp_reader_number(number, PAYLOAD_TYPE_MAX, &payload_type)) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=rtcp-fb does not begin with a payload type", error);
    }
    SdpCodec *codec = sdp_reader_codec(reader, payload_type);
    if (codec != NULL) {
        codec->feedback |= bit;
    }
    return true;
}

static bool read_extension_direction(const char *name, SdpDirection *out_direction)
{
    for (int i = SDP_SENDRECV; i <= SDP_INACTIVE; i++) {
        if (strcmp(name, sdp_description_direction((SdpDirection)i)) == 0) {
            *out_direction = (SdpDirection)i;
            return true;
        }
    }
    return false;
}

/* "4 urn:ietf:params:rtp-hdrext:sdes:mid", "4/recvonly urn:..." */
static bool on_extmap(SdpReader *reader, GError **error)
{
    SdpMedia *media = reader->media;
    SdpExtension extension = {.direction = SDP_SENDRECV};
    char *number = sdp_reader_word(reader);
    const char *id = strsep(&number, "/");

    extension.uri = sdp_reader_word(reader);
    if (!sdp_reader_number(id, UINT16_MAX, &extension.id) || *extension.uri == '\0' ||
            (number != NULL && !read_extension_direction(number, &extension.direction))) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=extmap is not \"id[/direction] uri\"", error);
    }
    if (extension.id == 0 || extension.id > EXTENSION_ID_MAX) {
        return true; /* RFC 8285, 7: 4096 and above are offered to be chosen from; nobody does */
    }
    if (media->extension_count == SDP_EXTENSIONS_MAX) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many header extensions", error);
    }
    media->extensions[media->extension_count++] = extension;
    return true;
}

/* The source with this SSRC, new or known; NULL if there is no room. */
static SdpSource *take_source(SdpMedia *media, uint32_t ssrc)
{
    for (size_t i = 0; i < media->source_count; i++) {
        if (media->sources[i].ssrc == ssrc) {
            return &media->sources[i];
        }
    }
    if (media->source_count == SDP_SOURCES_MAX) {
        return NULL;
    }
    media->sources[media->source_count] = (SdpSource){.ssrc = ssrc};
    return &media->sources[media->source_count++];
}

static bool on_ssrc(SdpReader *reader, GError **error)
{
    uint32_t ssrc = 0;
    if (!to_ssrc(sdp_reader_word(reader), &ssrc)) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=ssrc does not begin with an SSRC", error);
    }
    if (take_source(reader->media, ssrc) == NULL) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many sources", error);
    }
    return true;
}

static bool on_ssrc_group(SdpReader *reader, GError **error)
{
    uint32_t ssrc = 0;
    uint32_t rtx_ssrc = 0;
    if (strcmp(sdp_reader_word(reader), "FID") != 0) {
        return true;
    }
    if (!to_ssrc(sdp_reader_word(reader), &ssrc) || !to_ssrc(sdp_reader_word(reader), &rtx_ssrc) ||
            ssrc == rtx_ssrc) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "a=ssrc-group:FID does not name two sources", error);
    }
    SdpSource *source = take_source(reader->media, ssrc);
    SdpSource *rtx = take_source(reader->media, rtx_ssrc);
    if (source == NULL || rtx == NULL) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many sources", error);
    }
    source->rtx_ssrc = rtx_ssrc;
    rtx->is_rtx = true;
    return true;
}

static const struct {
    const char *name;
    AttributeHandler *handle;
} attributes[] = {
        {"bundle-only", on_bundle_only},
        {"candidate", on_candidate},
        {"content", on_content},
        {"crypto", on_crypto},
        {"end-of-candidates", on_end_of_candidates},
        {"extmap", on_extmap},
        {"extmap-allow-mixed", on_allow_mixed},
        {"fingerprint", on_fingerprint},
        {"floorctrl", on_floor_control},
        {"floorid", on_floor},
        {"fmtp", on_fmtp},
        {"group", on_group},
        {"ice-lite", on_ice_lite},
        {"ice-options", on_ice_options},
        {"ice-pwd", on_pwd},
        {"ice-ufrag", on_ufrag},
        {"inactive", on_inactive},
        {"mid", on_mid},
        {"recvonly", on_recvonly},
        {"rtcp", on_rtcp},
        {"rtcp-fb", on_rtcp_fb},
        {"rtcp-mux", on_rtcp_mux},
        {"rtcp-rsize", on_rtcp_rsize},
        {"rtpmap", on_rtpmap},
        {"sendonly", on_sendonly},
        {"sendrecv", on_sendrecv},
        {"setup", on_setup},
        {"ssrc", on_ssrc},
        {"ssrc-group", on_ssrc_group},
};

bool sdp_attribute_read(SdpReader *reader, GError **error)
{
    char *name = reader->value;
    char *end = name + strcspn(name, ":");
    reader->value = *end == '\0' ? end : end + 1;
    *end = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if (strcmp(name, attributes[i].name) == 0) {
            return attributes[i].handle(reader, error);
        }
    }
    return true;
}
