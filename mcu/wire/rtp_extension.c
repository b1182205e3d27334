#include "mcu/wire/rtp_extension.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

#include <string.h>

/*
 *     one-byte form, 0xbede        two-byte form, 0x100 and four free bits
 *      0 1 2 3 4 5 6 7              0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7
 *     +-+-+-+-+-+-+-+-+            +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |  ID   | len-1 | data ...   |       ID      |    length     | data ...
 *     +-+-+-+-+-+-+-+-+            +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
enum {
    PROFILE_ONE_BYTE = 0xbede,
    PROFILE_TWO_BYTE = 0x1000,
    PROFILE_TWO_BYTE_MASK = 0xfff0,
    ID_PADDING = 0,
    ID_STOP = 15, /* RFC 8285, 4.2: one-byte form only; processing stops there */
    WORD_SIZE = 4,
    VOICE_BIT = 0x80,
    LEVEL_MASK = 0x7f,
    SEND_TIME_MASK = 0xffffff,
};

static const char *const uris[RTP_EXTENSION_KINDS] = {
        [RTP_EXTENSION_MID] = "urn:ietf:params:rtp-hdrext:sdes:mid",
        [RTP_EXTENSION_TRANSPORT_SEQUENCE] =
                "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
        [RTP_EXTENSION_AUDIO_LEVEL] = "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        [RTP_EXTENSION_SEND_TIME] = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
};

typedef struct Element {
    uint8_t id;
    const uint8_t *data;
    size_t size;
} Element;

const char *rtp_extension_uri(RtpExtensionKind kind)
{
    g_assert(kind < RTP_EXTENSION_KINDS);
    return uris[kind];
}

bool rtp_extension_from_uri(const char *uri, RtpExtensionKind *out_kind)
{
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        if (strcmp(uri, uris[i]) == 0) {
            *out_kind = (RtpExtensionKind)i;
            return true;
        }
    }
    return false;
}

static bool is_two_byte(uint16_t profile)
{
    return (profile & PROFILE_TWO_BYTE_MASK) == PROFILE_TWO_BYTE;
}

/* The next element behind any padding; false at the end or where the block makes no sense. */
static bool next_element(ByteReader *reader, uint16_t profile, Element *out_element)
{
    uint8_t first = ID_PADDING;
    do {
        if (!byte_reader_u8(reader, &first)) {
            return false;
        }
    } while (first == ID_PADDING);

    Element element = {.id = first};
    if (is_two_byte(profile)) {
        uint8_t length = 0;
        if (!byte_reader_u8(reader, &length)) {
            return false;
        }
        element.size = length;
    } else {
        element.id = first >> 4;
        element.size = (size_t)(first & 0x0f) + 1;
        if (element.id == ID_STOP) {
            return false;
        }
    }
    if (!byte_reader_bytes(reader, element.size, &element.data)) {
        return false;
    }
    *out_element = element;
    return true;
}

static void take_mid(const Element *element, RtpExtensionValues *values)
{
    if (element->size == 0 || element->size > RTP_MID_SIZE_MAX ||
            memchr(element->data, '\0', element->size) != NULL) {
        return;
    }
    memcpy(values->mid, element->data, element->size);
    values->mid[element->size] = '\0';
    values->has_mid = true;
}

static void take_element(
        const Element *element, const RtpExtensionIds *ids, RtpExtensionValues *values)
{
    if (element->id == 0) {
        return; /* 0x0n in the one-byte form: padding with a length, not an element (RFC 8285, 4.2) */
    }
    if (element->id == ids->id[RTP_EXTENSION_MID]) {
        take_mid(element, values);
    } else if (element->id == ids->id[RTP_EXTENSION_TRANSPORT_SEQUENCE] && element->size >= 2) {
        values->transport_sequence = (uint16_t)(element->data[0] << 8 | element->data[1]);
        values->has_transport_sequence = true;
    } else if (element->id == ids->id[RTP_EXTENSION_AUDIO_LEVEL] && element->size >= 1) {
        values->voice = (element->data[0] & VOICE_BIT) != 0;
        values->audio_level_dbov = element->data[0] & LEVEL_MASK;
        values->has_audio_level = true;
    } else if (element->id == ids->id[RTP_EXTENSION_SEND_TIME] && element->size == 3) {
        ByteReader reader = byte_reader(element->data, element->size);
        values->has_send_time = byte_reader_u24(&reader, &values->send_time);
    }
}

static bool has_known_form(const RtpHeader *header)
{
    return header->extension_size > 0 &&
            (header->extension_profile == PROFILE_ONE_BYTE ||
                    is_two_byte(header->extension_profile));
}

RtpExtensionValues rtp_extension_read(
        const uint8_t *packet, const RtpHeader *header, const RtpExtensionIds *ids)
{
    RtpExtensionValues values = {0};
    Element element;

    if (!has_known_form(header)) {
        return values;
    }
    ByteReader reader = byte_reader(packet + header->extension_offset, header->extension_size);
    while (next_element(&reader, header->extension_profile, &element)) {
        take_element(&element, ids, &values);
    }
    return values;
}

bool rtp_extension_set_transport_sequence(
        uint8_t *packet, size_t size, const RtpExtensionIds *ids, uint16_t transport_sequence)
{
    const uint8_t id = ids->id[RTP_EXTENSION_TRANSPORT_SEQUENCE];
    RtpHeader header;
    Element element;

    if (id == 0 || !rtp_packet_read(packet, size, &header) || !has_known_form(&header)) {
        return false;
    }
    ByteReader reader = byte_reader(packet + header.extension_offset, header.extension_size);
    while (next_element(&reader, header.extension_profile, &element)) {
        if (element.id == id && element.size >= 2) {
            uint8_t *place = packet + header.extension_offset + reader.offset - element.size;
            place[0] = (uint8_t)(transport_sequence >> 8);
            place[1] = (uint8_t)transport_sequence;
            return true;
        }
    }
    return false;
}

static bool is_written(
        RtpExtensionKind kind, const RtpExtensionIds *ids, const RtpExtensionValues *values)
{
    const bool has[RTP_EXTENSION_KINDS] = {
            [RTP_EXTENSION_MID] = values->has_mid,
            [RTP_EXTENSION_TRANSPORT_SEQUENCE] = values->has_transport_sequence,
            [RTP_EXTENSION_AUDIO_LEVEL] = values->has_audio_level,
            [RTP_EXTENSION_SEND_TIME] = values->has_send_time,
    };
    return ids->id[kind] != 0 && has[kind];
}

bool rtp_extension_any(const RtpExtensionIds *ids, const RtpExtensionValues *values)
{
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        if (is_written((RtpExtensionKind)i, ids, values)) {
            return true;
        }
    }
    return false;
}

/* The bytes of one value; `data` has room for RTP_MID_SIZE_MAX. */
static size_t value_bytes(RtpExtensionKind kind, const RtpExtensionValues *values, uint8_t *data)
{
    ByteWriter writer = byte_writer(data, RTP_MID_SIZE_MAX);
    switch (kind) {
    case RTP_EXTENSION_MID:
        byte_writer_bytes(&writer, values->mid, strlen(values->mid));
        break;
    case RTP_EXTENSION_TRANSPORT_SEQUENCE:
        byte_writer_u16(&writer, values->transport_sequence);
        break;
    case RTP_EXTENSION_AUDIO_LEVEL:
        byte_writer_u8(&writer,
                (uint8_t)((values->voice ? VOICE_BIT : 0) |
                        MIN(values->audio_level_dbov, LEVEL_MASK)));
        break;
    case RTP_EXTENSION_SEND_TIME:
        byte_writer_u24(&writer, values->send_time & SEND_TIME_MASK);
        break;
    case RTP_EXTENSION_KINDS:
        break;
    }
    return writer.size;
}

void rtp_extension_write(
        const RtpExtensionIds *ids, const RtpExtensionValues *values, ByteWriter *writer)
{
    bool two_byte = false;
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        two_byte |= is_written((RtpExtensionKind)i, ids, values) &&
                (ids->id[i] > RTP_EXTENSION_ID_ONE_BYTE_MAX ||
                        (i == RTP_EXTENSION_MID && values->mid[0] == '\0'));
    }
    if (!rtp_extension_any(ids, values)) {
        return;
    }
    byte_writer_u16(writer, two_byte ? PROFILE_TWO_BYTE : PROFILE_ONE_BYTE);
    const size_t length_at = writer->size;
    byte_writer_u16(writer, 0);
    for (size_t i = 0; i < RTP_EXTENSION_KINDS; i++) {
        uint8_t data[RTP_MID_SIZE_MAX];
        if (!is_written((RtpExtensionKind)i, ids, values)) {
            continue;
        }
        const size_t size = value_bytes((RtpExtensionKind)i, values, data);
        if (two_byte) {
            byte_writer_u8(writer, ids->id[i]);
            byte_writer_u8(writer, (uint8_t)size);
        } else {
            byte_writer_u8(writer, (uint8_t)(ids->id[i] << 4 | (size - 1)));
        }
        byte_writer_bytes(writer, data, size);
    }
    const size_t content = writer->full ? 0 : writer->size - length_at - 2;
    const size_t words = (content + WORD_SIZE - 1) / WORD_SIZE;
    byte_writer_zeros(writer, words * WORD_SIZE - content);
    byte_writer_put_u16(writer, length_at, (uint16_t)words);
}
