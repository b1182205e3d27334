#include "mcu/wire/sdp_text.h"

#include <string.h>

G_DEFINE_QUARK(sdp - text - error - quark, sdp_text_error)

enum {
    PAYLOAD_TYPE_MAX = 127,
    EXTENSION_ID_MAX = 255,
    CLOCK_HZ_MAX = 1000000,
    CHANNELS_MAX = 255,
    BANDWIDTH_BPS_MAX = 1000000000,
};

typedef struct Parser {
    Sdp *sdp;
    SdpMedia session; /* what session-level lines say of each m-line to come */
    SdpMedia *media;  /* the m-line that attributes are of: &session before the first */
    bool own_fingerprints;
    unsigned feedback_all[SDP_MEDIA_MAX + 1]; /* a=rtcp-fb:* by m-line; the last is the session's */
    unsigned line;
} Parser;

typedef bool AttributeHandler(Parser *parser, char *value, GError **error);

static bool fail(const Parser *parser, SdpTextError code, const char *what, GError **error)
{
    g_set_error(error, SDP_TEXT_ERROR, (int)code, "SDP line %u: %s", parser->line, what);
    return false;
}

static bool fail_syntax(const Parser *parser, const char *what, GError **error)
{
    return fail(parser, SDP_TEXT_ERROR_SYNTAX, what, error);
}

/* The next word before a space, "" at the end. */
static char *take_word(char **cursor)
{
    while (*cursor != NULL && **cursor == ' ') {
        ++*cursor;
    }
    char *word = strsep(cursor, " ");
    if (*cursor == NULL) {
        *cursor = word == NULL ? NULL : word + strlen(word);
    }
    return word;
}

static bool to_number(const char *word, unsigned max, unsigned *out_value)
{
    guint64 value = 0;
    if (!g_ascii_string_to_unsigned(word, 10, 0, max, &value, NULL)) {
        return false;
    }
    *out_value = (unsigned)value;
    return true;
}

static bool to_ssrc(const char *word, uint32_t *out_ssrc)
{
    guint64 value = 0;
    if (!g_ascii_string_to_unsigned(word, 10, 1, UINT32_MAX, &value, NULL)) {
        return false; /* 0 is allowed by RFC 5576, used by nobody, and means "none" here */
    }
    *out_ssrc = (uint32_t)value;
    return true;
}

static SdpCodec *find_codec(SdpMedia *media, unsigned payload_type)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        if (media->codecs[i].payload_type == payload_type) {
            return &media->codecs[i];
        }
    }
    return NULL;
}

/* ---- transport ---- */

static bool on_ufrag(Parser *parser, char *value, GError **error)
{
    parser->media->transport.ufrag = value;
    return true;
}

static bool on_pwd(Parser *parser, char *value, GError **error)
{
    parser->media->transport.pwd = value;
    return true;
}

static bool on_setup(Parser *parser, char *value, GError **error)
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
        if (g_ascii_strcasecmp(value, setups[i].name) == 0) {
            parser->media->transport.setup = setups[i].setup;
            return true;
        }
    }
    return fail_syntax(parser, "a=setup is none of actpass, active, passive, holdconn", error);
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

static bool add_fingerprint(Parser *parser, const SdpFingerprint *fingerprint, GError **error)
{
    SdpTransport *transport = &parser->media->transport;
    if (!parser->own_fingerprints) {
        transport->fingerprint_count = 0; /* a media's own replace the session's */
        parser->own_fingerprints = true;
    }
    if (transport->fingerprint_count == SDP_FINGERPRINTS_MAX) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many fingerprints", error);
    }
    transport->fingerprints[transport->fingerprint_count++] = *fingerprint;
    return true;
}

static bool on_fingerprint(Parser *parser, char *value, GError **error)
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
    const char *name = take_word(&value);
    const char *digest = take_word(&value);

    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        if (g_ascii_strcasecmp(name, hashes[i].name) != 0) {
            continue;
        }
        SdpFingerprint fingerprint = {.hash = hashes[i].name, .digest_size = hashes[i].size};
        if (!read_digest(digest, &fingerprint)) {
            return fail_syntax(parser, "a=fingerprint is not as long as its hash", error);
        }
        return add_fingerprint(parser, &fingerprint, error);
    }
    return true; /* a hash that we do not know */
}

static bool on_candidate(Parser *parser, char *value, GError **error)
{
    Sdp *sdp = parser->sdp;
    if (sdp->candidate_count == SDP_CANDIDATES_MAX) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many candidates", error);
    }
    sdp->candidates[sdp->candidate_count++] = value;
    return true;
}

static bool on_end_of_candidates(Parser *parser, char *value, GError **error)
{
    parser->sdp->end_of_candidates = true;
    return true;
}

static bool on_ice_options(Parser *parser, char *value, GError **error)
{
    for (const char *word = take_word(&value); word != NULL && *word != '\0';
            word = take_word(&value)) {
        parser->sdp->trickle |= strcmp(word, "trickle") == 0;
    }
    return true;
}

static bool on_ice_lite(Parser *parser, char *value, GError **error)
{
    parser->sdp->ice_lite = true;
    return true;
}

/* ---- session ---- */

static bool on_group(Parser *parser, char *value, GError **error)
{
    const char *semantics = take_word(&value);
    if (strcmp(semantics, "BUNDLE") == 0 && *parser->sdp->bundle == '\0') {
        parser->sdp->bundle = value;
    }
    return true;
}

static bool on_allow_mixed(Parser *parser, char *value, GError **error)
{
    parser->sdp->extmap_allow_mixed = true;
    return true;
}

/* ---- media ---- */

static bool on_mid(Parser *parser, char *value, GError **error)
{
    if (*value == '\0' || strchr(value, ' ') != NULL) {
        return fail_syntax(parser, "a=mid is empty or more than one word", error);
    }
    parser->media->mid = value;
    return true;
}

static bool on_content(Parser *parser, char *value, GError **error)
{
    parser->media->content = value;
    return true;
}

static bool on_sendrecv(Parser *parser, char *value, GError **error)
{
    parser->media->direction = SDP_SENDRECV;
    return true;
}

static bool on_sendonly(Parser *parser, char *value, GError **error)
{
    parser->media->direction = SDP_SENDONLY;
    return true;
}

static bool on_recvonly(Parser *parser, char *value, GError **error)
{
    parser->media->direction = SDP_RECVONLY;
    return true;
}

static bool on_inactive(Parser *parser, char *value, GError **error)
{
    parser->media->direction = SDP_INACTIVE;
    return true;
}

static bool on_rtcp_mux(Parser *parser, char *value, GError **error)
{
    parser->media->rtcp_mux = true;
    return true;
}

static bool on_rtcp_rsize(Parser *parser, char *value, GError **error)
{
    parser->media->rtcp_rsize = true;
    return true;
}

static bool on_bundle_only(Parser *parser, char *value, GError **error)
{
    parser->media->bundle_only = true;
    return true;
}

/* "96 VP8/90000", "111 opus/48000/2" */
static bool on_rtpmap(Parser *parser, char *value, GError **error)
{
    unsigned payload_type = 0;
    unsigned clock_hz = 0;
    unsigned channels = 1;
    const char *number = take_word(&value);
    char *encoding = take_word(&value);
    const char *name = strsep(&encoding, "/");
    const char *clock = strsep(&encoding, "/");

    if (!to_number(number, PAYLOAD_TYPE_MAX, &payload_type) || name == NULL || *name == '\0' ||
            clock == NULL || !to_number(clock, CLOCK_HZ_MAX, &clock_hz) || clock_hz == 0 ||
            (encoding != NULL && !to_number(encoding, CHANNELS_MAX, &channels))) {
        return fail_syntax(parser, "a=rtpmap is not \"number name/clock[/channels]\"", error);
    }
    SdpCodec *codec = find_codec(parser->media, payload_type);
    if (codec != NULL) {
        codec->name = name;
        codec->clock_hz = clock_hz;
        codec->channels = channels;
    }
    return true;
}

static bool on_fmtp(Parser *parser, char *value, GError **error)
{
    unsigned payload_type = 0;
    if (!to_number(take_word(&value), PAYLOAD_TYPE_MAX, &payload_type)) {
        return fail_syntax(parser, "a=fmtp does not begin with a payload type", error);
    }
    SdpCodec *codec = find_codec(parser->media, payload_type);
    if (codec != NULL) {
        codec->format = value;
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
            {"transport-cc", SDP_FEEDBACK_TRANSPORT_CC},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(text, known[i].text) == 0) {
            return known[i].bit;
        }
    }
    return 0;
}

static bool on_rtcp_fb(Parser *parser, char *value, GError **error)
{
    unsigned payload_type = 0;
    const char *number = take_word(&value);
    const unsigned bit = feedback_bit(value);

    if (strcmp(number, "*") == 0) {
        const size_t index = parser->media == &parser->session
                ? SDP_MEDIA_MAX
                : (size_t)(parser->media - parser->sdp->media);
        parser->feedback_all[index] |= bit;
        return true;
    }
    if (!to_number(number, PAYLOAD_TYPE_MAX, &payload_type)) {
        return fail_syntax(parser, "a=rtcp-fb does not begin with a payload type", error);
    }
    SdpCodec *codec = find_codec(parser->media, payload_type);
    if (codec != NULL) {
        codec->feedback |= bit;
    }
    return true;
}

static bool read_extension_direction(const char *name, SdpDirection *out_direction)
{
    for (int i = SDP_SENDRECV; i <= SDP_INACTIVE; i++) {
        if (strcmp(name, sdp_text_direction((SdpDirection)i)) == 0) {
            *out_direction = (SdpDirection)i;
            return true;
        }
    }
    return false;
}

/* "4 urn:ietf:params:rtp-hdrext:sdes:mid", "4/recvonly urn:..." */
static bool on_extmap(Parser *parser, char *value, GError **error)
{
    SdpMedia *media = parser->media;
    SdpExtension extension = {.direction = SDP_SENDRECV};
    char *number = take_word(&value);
    const char *id = strsep(&number, "/");

    extension.uri = take_word(&value);
    if (!to_number(id, UINT16_MAX, &extension.id) || *extension.uri == '\0' ||
            (number != NULL && !read_extension_direction(number, &extension.direction))) {
        return fail_syntax(parser, "a=extmap is not \"id[/direction] uri\"", error);
    }
    if (extension.id == 0 || extension.id > EXTENSION_ID_MAX) {
        return true; /* RFC 8285, 7: 4096 and above are offered to be chosen from; nobody does */
    }
    if (media->extension_count == SDP_EXTENSIONS_MAX) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many header extensions", error);
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

static bool on_ssrc(Parser *parser, char *value, GError **error)
{
    uint32_t ssrc = 0;
    if (!to_ssrc(take_word(&value), &ssrc)) {
        return fail_syntax(parser, "a=ssrc does not begin with an SSRC", error);
    }
    if (take_source(parser->media, ssrc) == NULL) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many sources", error);
    }
    return true;
}

static bool on_ssrc_group(Parser *parser, char *value, GError **error)
{
    uint32_t ssrc = 0;
    uint32_t rtx_ssrc = 0;
    if (strcmp(take_word(&value), "FID") != 0) {
        return true;
    }
    if (!to_ssrc(take_word(&value), &ssrc) || !to_ssrc(take_word(&value), &rtx_ssrc) ||
            ssrc == rtx_ssrc) {
        return fail_syntax(parser, "a=ssrc-group:FID does not name two sources", error);
    }
    SdpSource *source = take_source(parser->media, ssrc);
    SdpSource *rtx = take_source(parser->media, rtx_ssrc);
    if (source == NULL || rtx == NULL) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many sources", error);
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
        {"end-of-candidates", on_end_of_candidates},
        {"extmap", on_extmap},
        {"extmap-allow-mixed", on_allow_mixed},
        {"fingerprint", on_fingerprint},
        {"fmtp", on_fmtp},
        {"group", on_group},
        {"ice-lite", on_ice_lite},
        {"ice-options", on_ice_options},
        {"ice-pwd", on_pwd},
        {"ice-ufrag", on_ufrag},
        {"inactive", on_inactive},
        {"mid", on_mid},
        {"recvonly", on_recvonly},
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

/* ---- lines ---- */

static bool on_attribute(Parser *parser, char *line, GError **error)
{
    char *value = line;
    const char *name = strsep(&value, ":");
    if (value == NULL) {
        value = line + strlen(line);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if (strcmp(name, attributes[i].name) == 0) {
            return attributes[i].handle(parser, value, error);
        }
    }
    return true;
}

static bool on_bandwidth(Parser *parser, char *line, GError **error)
{
    unsigned value = 0;
    char *number = line;
    const char *kind = strsep(&number, ":");
    if (number == NULL || !to_number(number, BANDWIDTH_BPS_MAX, &value)) {
        return fail_syntax(parser, "b= is not \"kind:number\"", error);
    }
    if (parser->media == &parser->session) {
        return true; /* a limit of the whole session says nothing of one stream */
    }
    if (strcmp(kind, "TIAS") == 0) {
        parser->media->bandwidth_bps = value;
    } else if (strcmp(kind, "AS") == 0 && parser->media->bandwidth_bps == 0) {
        parser->media->bandwidth_bps = MIN(value, BANDWIDTH_BPS_MAX / 1000) * 1000;
    }
    return true;
}

static bool read_payload_types(Parser *parser, const char *formats, GError **error)
{
    SdpMedia *media = parser->media;
    g_autofree char *copy = g_strdup(formats);
    char *cursor = copy;

    for (const char *word = take_word(&cursor); word != NULL && *word != '\0';
            word = take_word(&cursor)) {
        unsigned payload_type = 0;
        if (!to_number(word, PAYLOAD_TYPE_MAX, &payload_type)) {
            return fail_syntax(parser, "m= has a payload type that is not 0 to 127", error);
        }
        if (find_codec(media, payload_type) != NULL) {
            continue;
        }
        if (media->codec_count == SDP_CODECS_MAX) {
            return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many payload types", error);
        }
        media->codecs[media->codec_count++] = (SdpCodec){
                .payload_type = (uint8_t)payload_type,
                .name = "",
                .channels = 1,
                .format = "",
        };
    }
    return true;
}

/* "audio 9 UDP/TLS/RTP/SAVPF 111 63" */
static bool on_media(Parser *parser, char *line, GError **error)
{
    Sdp *sdp = parser->sdp;
    if (sdp->media_count == SDP_MEDIA_MAX) {
        return fail(parser, SDP_TEXT_ERROR_TOO_MUCH, "too many m-lines", error);
    }
    SdpMedia *media = &sdp->media[sdp->media_count++];
    *media = parser->session;
    parser->media = media;
    parser->own_fingerprints = false;

    media->kind_name = take_word(&line);
    char *port = take_word(&line);
    media->protocol = take_word(&line);
    media->formats = line;
    const char *first_port = strsep(&port, "/");
    if (*media->kind_name == '\0' || !to_number(first_port, UINT16_MAX, &media->port) ||
            *media->protocol == '\0' || *media->formats == '\0') {
        return fail_syntax(parser, "m= is not \"kind port protocol formats\"", error);
    }
    if (strcmp(media->kind_name, "audio") == 0) {
        media->kind = SDP_KIND_AUDIO;
    } else if (strcmp(media->kind_name, "video") == 0) {
        media->kind = SDP_KIND_VIDEO;
    }
    return strstr(media->protocol, "RTP/") == NULL ||
            read_payload_types(parser, media->formats, error);
}

static bool has_control_character(const char *line)
{
    for (const char *c = line; *c != '\0'; c++) {
        if (g_ascii_iscntrl(*c) && *c != '\t') {
            return true;
        }
    }
    return false;
}

static bool read_line(Parser *parser, char *line, GError **error)
{
    if (line[0] == '\0') {
        return true;
    }
    if (has_control_character(line)) {
        return fail_syntax(parser, "a control character", error);
    }
    if (!g_ascii_islower(line[0]) || line[1] != '=') {
        return fail_syntax(parser, "not \"letter=value\"", error);
    }
    switch (line[0]) {
    case 'a':
        return on_attribute(parser, line + 2, error);
    case 'b':
        return on_bandwidth(parser, line + 2, error);
    case 'm':
        return on_media(parser, line + 2, error);
    default:
        return true;
    }
}

static bool read_lines(Parser *parser, GError **error)
{
    char *rest = parser->sdp->text;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        parser->line++;
        const size_t size = strlen(line);
        if (size > 0 && line[size - 1] == '\r') {
            line[size - 1] = '\0';
        }
        if (parser->line == 1 && strcmp(line, "v=0") != 0) {
            return fail_syntax(parser, "a description begins with v=0", error);
        }
        if (!read_line(parser, line, error)) {
            return false;
        }
    }
    return true;
}

/* a=rtcp-fb:* may come before the a=rtpmap of what it is said for. */
static void spread_feedback(Parser *parser)
{
    for (size_t m = 0; m < parser->sdp->media_count; m++) {
        SdpMedia *media = &parser->sdp->media[m];
        for (size_t c = 0; c < media->codec_count; c++) {
            media->codecs[c].feedback |=
                    parser->feedback_all[m] | parser->feedback_all[SDP_MEDIA_MAX];
        }
    }
}

Sdp *sdp_text_parse(const char *text, GError **error)
{
    const size_t size = strnlen(text, SDP_TEXT_SIZE_MAX + 1);
    if (size > SDP_TEXT_SIZE_MAX) {
        g_set_error(error, SDP_TEXT_ERROR, SDP_TEXT_ERROR_TOO_MUCH, "SDP of more than %d bytes",
                SDP_TEXT_SIZE_MAX);
        return NULL;
    }
    if (!g_utf8_validate_len(text, size, NULL)) {
        g_set_error(error, SDP_TEXT_ERROR, SDP_TEXT_ERROR_SYNTAX, "SDP that is not UTF-8");
        return NULL;
    }
    g_autoptr(Sdp) sdp = g_new0(Sdp, 1);
    sdp->text = g_strndup(text, size);
    sdp->bundle = "";
    sdp->media = g_new0(SdpMedia, SDP_MEDIA_MAX);

    g_autofree Parser *parser = g_new0(Parser, 1);
    parser->sdp = sdp;
    parser->media = &parser->session;
    parser->session = (SdpMedia){
            .kind = SDP_KIND_OTHER,
            .mid = "",
            .content = "",
            .transport = {.ufrag = "", .pwd = ""},
    };
    if (!read_lines(parser, error)) {
        return NULL;
    }
    spread_feedback(parser);
    return g_steal_pointer(&sdp);
}

void sdp_text_free(Sdp *sdp)
{
    if (sdp == NULL) {
        return;
    }
    g_free(sdp->media);
    g_free(sdp->text);
    g_free(sdp);
}

/* ---- questions ---- */

bool sdp_text_is_bundled(const Sdp *sdp, const char *mid)
{
    const size_t size = strlen(mid);
    for (const char *word = sdp->bundle; *word != '\0';) {
        word += strspn(word, " ");
        const size_t length = strcspn(word, " ");
        if (length > 0 && length == size && strncmp(word, mid, size) == 0) {
            return true;
        }
        word += length;
    }
    return false;
}

const SdpSource *sdp_text_main_source(const SdpMedia *media)
{
    for (size_t i = 0; i < media->source_count; i++) {
        if (!media->sources[i].is_rtx) {
            return &media->sources[i];
        }
    }
    return NULL;
}

bool sdp_text_format_number(const char *format, const char *key, unsigned *out_value)
{
    const size_t key_size = strlen(key);
    while (*format != '\0') {
        format += strspn(format, "; ");
        const size_t size = strcspn(format, "; ");
        if (size > key_size + 1 && g_ascii_strncasecmp(format, key, key_size) == 0 &&
                format[key_size] == '=') {
            g_autofree char *number = g_strndup(format + key_size + 1, size - key_size - 1);
            return to_number(number, UINT_MAX, out_value);
        }
        format += size;
    }
    return false;
}

const char *sdp_text_direction(SdpDirection direction)
{
    static const char *const names[] = {
            [SDP_SENDRECV] = "sendrecv",
            [SDP_SENDONLY] = "sendonly",
            [SDP_RECVONLY] = "recvonly",
            [SDP_INACTIVE] = "inactive",
    };
    return names[direction];
}

SdpDirection sdp_text_reversed(SdpDirection direction)
{
    if (direction == SDP_SENDONLY) {
        return SDP_RECVONLY;
    }
    return direction == SDP_RECVONLY ? SDP_SENDONLY : direction;
}
