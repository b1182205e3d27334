#include "mcu/wire/sdp_text.h"

#include "mcu/wire/sdp_attribute.h"
#include "mcu/wire/sdp_reader.h"

#include <string.h>

enum { PAYLOAD_TYPE_MAX = 127, BANDWIDTH_BPS_MAX = 1000000000 };

static bool on_bandwidth(SdpReader *reader, GError **error)
{
    unsigned value = 0;
    char *number = reader->value;
    const char *kind = strsep(&number, ":");
    if (number == NULL || !sdp_reader_number(number, BANDWIDTH_BPS_MAX, &value)) {
        return sdp_reader_fail(reader, SDP_READER_SYNTAX, "b= is not \"kind:number\"", error);
    }
    if (reader->media == &reader->session) {
        /* A limit of the whole session says nothing of one stream. */
        reader->sdp->bandwidth_bps =
                strcmp(kind, "TIAS") == 0 ? value : MIN(value, BANDWIDTH_BPS_MAX / 1000) * 1000;
        return true;
    }
    if (strcmp(kind, "TIAS") == 0) {
        reader->media->bandwidth_bps = value;
    } else if (strcmp(kind, "AS") == 0 && reader->media->bandwidth_bps == 0) {
        reader->media->bandwidth_bps = MIN(value, BANDWIDTH_BPS_MAX / 1000) * 1000;
    }
    return true;
}

/* "IN IP4 10.0.0.1", of multicast with "/ttl" behind it */
static bool on_connection(SdpReader *reader, GError **error)
{
    (void)sdp_reader_word(reader);
    (void)sdp_reader_word(reader);
    char *address = sdp_reader_word(reader);
    address[strcspn(address, "/")] = '\0';
    reader->media->address = address;
    return true;
}

static bool add_payload_type(SdpReader *reader, const char *word, GError **error)
{
    SdpMedia *media = reader->media;
    unsigned payload_type = 0;
    if (!sdp_reader_number(word, PAYLOAD_TYPE_MAX, &payload_type)) {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "m= has a payload type that is not 0 to 127", error);
    }
    if (sdp_reader_codec(reader, payload_type) != NULL) {
        return true;
    }
    if (media->codec_count == SDP_CODECS_MAX) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many payload types", error);
    }
    media->codecs[media->codec_count++] = (SdpCodec){
            .payload_type = (uint8_t)payload_type,
            .name = "",
            .channels = 1,
            .format = "",
    };
    return true;
}

static bool read_payload_types(SdpReader *reader, GError **error)
{
    for (const char *word = reader->media->format; *word != '\0'; word = sdp_reader_word(reader)) {
        if (!add_payload_type(reader, word, error)) {
            return false;
        }
    }
    return true;
}

/* "audio 9 UDP/TLS/RTP/SAVPF 111 63" */
static bool on_media(SdpReader *reader, GError **error)
{
    Sdp *sdp = reader->sdp;
    if (sdp->media_count == SDP_MEDIA_MAX) {
        return sdp_reader_fail(reader, SDP_READER_TOO_MUCH, "too many m-lines", error);
    }
    SdpMedia *media = &sdp->media[sdp->media_count++];
    *media = reader->session;
    reader->media = media;
    reader->own_fingerprints = false;

    media->kind_name = sdp_reader_word(reader);
    char *port = sdp_reader_word(reader);
    media->protocol = sdp_reader_word(reader);
    media->format = sdp_reader_word(reader);
    const char *first_port = strsep(&port, "/");
    if (*media->kind_name == '\0' || !sdp_reader_number(first_port, UINT16_MAX, &media->port) ||
            *media->protocol == '\0' || *media->format == '\0') {
        return sdp_reader_fail(
                reader, SDP_READER_SYNTAX, "m= is not \"kind port protocol formats\"", error);
    }
    if (strcmp(media->kind_name, "audio") == 0) {
        media->kind = SDP_KIND_AUDIO;
    } else if (strcmp(media->kind_name, "video") == 0) {
        media->kind = SDP_KIND_VIDEO;
    }
    return strstr(media->protocol, "RTP/") == NULL || read_payload_types(reader, error);
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

static bool read_line(SdpReader *reader, char *line, GError **error)
{
    if (line[0] == '\0') {
        return true;
    }
    if (has_control_character(line)) {
        return sdp_reader_fail(reader, SDP_READER_SYNTAX, "a control character", error);
    }
    if (!g_ascii_islower(line[0]) || line[1] != '=') {
        return sdp_reader_fail(reader, SDP_READER_SYNTAX, "not \"letter=value\"", error);
    }
    reader->value = line + 2;
    switch (line[0]) {
    case 'a':
        return sdp_attribute_read(reader, error);
    case 'b':
        return on_bandwidth(reader, error);
    case 'c':
        return on_connection(reader, error);
    case 'o':
        reader->sdp->origin = reader->value;
        return true;
    case 'm':
        return on_media(reader, error);
    default:
        return true;
    }
}

static bool read_lines(SdpReader *reader, GError **error)
{
    char *rest = reader->sdp->text;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        reader->line++;
        const size_t size = strlen(line);
        if (size > 0 && line[size - 1] == '\r') {
            line[size - 1] = '\0';
        }
        if (reader->line == 1 && strcmp(line, "v=0") != 0) {
            return sdp_reader_fail(
                    reader, SDP_READER_SYNTAX, "a description begins with v=0", error);
        }
        if (!read_line(reader, line, error)) {
            return false;
        }
    }
    return true;
}

/* a=rtcp-fb:* may come before the a=rtpmap of what it is said for. */
static void spread_feedback(SdpReader *reader)
{
    for (size_t m = 0; m < reader->sdp->media_count; m++) {
        SdpMedia *media = &reader->sdp->media[m];
        for (size_t c = 0; c < media->codec_count; c++) {
            media->codecs[c].feedback |=
                    reader->feedback_all[m] | reader->feedback_all[SDP_MEDIA_MAX];
        }
    }
}

Sdp *sdp_text_parse(const char *text, GError **error)
{
    const size_t size = strnlen(text, SDP_TEXT_SIZE_MAX + 1);
    if (size > SDP_TEXT_SIZE_MAX) {
        g_set_error(error, SDP_READER_ERROR, SDP_READER_TOO_MUCH, "SDP of more than %d bytes",
                SDP_TEXT_SIZE_MAX);
        return NULL;
    }
    if (!g_utf8_validate_len(text, size, NULL)) {
        g_set_error(error, SDP_READER_ERROR, SDP_READER_SYNTAX, "SDP that is not UTF-8");
        return NULL;
    }
    g_autoptr(Sdp) sdp = g_new0(Sdp, 1);
    sdp->text = g_strndup(text, size);
    sdp->bundle = "";
    sdp->origin = "";
    sdp->media = g_new0(SdpMedia, SDP_MEDIA_MAX);

    g_autofree SdpReader *reader = g_new0(SdpReader, 1);
    reader->sdp = sdp;
    reader->media = &reader->session;
    reader->session = (SdpMedia){
            .kind = SDP_KIND_OTHER,
            .mid = "",
            .content = "",
            .floor_control = "",
            .floor = "",
            .address = "",
            .transport = {.ufrag = "", .pwd = ""},
    };
    if (!read_lines(reader, error)) {
        return NULL;
    }
    spread_feedback(reader);
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
