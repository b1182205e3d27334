#include "mcu/wire/rtp_packet.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

/*
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |                           timestamp                           |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |           synchronization source (SSRC) identifier            |
 *     +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 *     |      contributing sources, the extension block, payload ...   |
 */
enum {
    VERSION_2 = 0x80,
    VERSION_MASK = 0xc0,
    PADDING_BIT = 0x20,
    EXTENSION_BIT = 0x10,
    CSRC_COUNT_MASK = 0x0f,
    MARKER_BIT = 0x80,
    PAYLOAD_TYPE_MASK = 0x7f,
    CSRC_SIZE = 4,
    WORD_SIZE = 4,
};

static bool read_extension(ByteReader *reader, RtpHeader *header)
{
    uint16_t words = 0;
    if (!byte_reader_u16(reader, &header->extension_profile) || !byte_reader_u16(reader, &words)) {
        return false;
    }
    header->extension_offset = reader->offset;
    header->extension_size = (size_t)words * WORD_SIZE;
    return byte_reader_skip(reader, header->extension_size);
}

static bool read_payload(const ByteReader *reader, bool has_padding, RtpHeader *header)
{
    const size_t left = byte_reader_left(reader);
    if (has_padding) {
        /* RFC 3550, 5.1: the last octet counts the padding, itself included. */
        const size_t padding = left > 0 ? reader->data[reader->size - 1] : 0;
        if (padding == 0 || padding > left) {
            return false;
        }
        header->padding_size = padding;
    }
    header->payload_offset = reader->offset;
    header->payload_size = left - header->padding_size;
    return true;
}

bool rtp_packet_read(const uint8_t *packet, size_t size, RtpHeader *out_header)
{
    ByteReader reader = byte_reader(packet, size);
    RtpHeader header = {0};
    uint8_t first = 0;
    uint8_t second = 0;

    if (!byte_reader_u8(&reader, &first) || !byte_reader_u8(&reader, &second) ||
            (first & VERSION_MASK) != VERSION_2) {
        return false;
    }
    header.marker = (second & MARKER_BIT) != 0;
    header.payload_type = second & PAYLOAD_TYPE_MASK;
    header.csrc_count = first & CSRC_COUNT_MASK;
    if (!byte_reader_u16(&reader, &header.sequence) ||
            !byte_reader_u32(&reader, &header.timestamp_ticks) ||
            !byte_reader_u32(&reader, &header.ssrc) ||
            !byte_reader_skip(&reader, header.csrc_count * CSRC_SIZE)) {
        return false;
    }
    if ((first & EXTENSION_BIT) != 0 && !read_extension(&reader, &header)) {
        return false;
    }
    if (!read_payload(&reader, (first & PADDING_BIT) != 0, &header)) {
        return false;
    }
    *out_header = header;
    return true;
}

uint32_t rtp_packet_csrc(const uint8_t *packet, const RtpHeader *header, size_t index)
{
    g_assert(index < header->csrc_count);
    ByteReader reader = byte_reader(packet, RTP_HEADER_SIZE + header->csrc_count * CSRC_SIZE);
    uint32_t csrc = 0;
    reader.offset = RTP_HEADER_SIZE + index * CSRC_SIZE;
    const bool is_there = byte_reader_u32(&reader, &csrc);
    g_assert(is_there);
    return csrc;
}

void rtp_packet_write(const RtpHeader *header, bool has_extension, ByteWriter *writer)
{
    g_assert(header->payload_type <= PAYLOAD_TYPE_MASK);
    byte_writer_u8(writer, (uint8_t)(VERSION_2 | (has_extension ? EXTENSION_BIT : 0)));
    byte_writer_u8(writer, (uint8_t)((header->marker ? MARKER_BIT : 0) | header->payload_type));
    byte_writer_u16(writer, header->sequence);
    byte_writer_u32(writer, header->timestamp_ticks);
    byte_writer_u32(writer, header->ssrc);
}

void rtp_packet_set_payload_type(uint8_t *packet, uint8_t payload_type)
{
    packet[1] = (uint8_t)((packet[1] & MARKER_BIT) | (payload_type & PAYLOAD_TYPE_MASK));
}

void rtp_packet_set_marker(uint8_t *packet, bool marker)
{
    packet[1] = (uint8_t)((packet[1] & PAYLOAD_TYPE_MASK) | (marker ? MARKER_BIT : 0));
}

static void put_u32(uint8_t *place, uint32_t value)
{
    for (size_t i = 4; i > 0; i--) {
        place[i - 1] = (uint8_t)value;
        value >>= 8;
    }
}

void rtp_packet_set_sequence(uint8_t *packet, uint16_t sequence)
{
    packet[2] = (uint8_t)(sequence >> 8);
    packet[3] = (uint8_t)sequence;
}

void rtp_packet_set_timestamp(uint8_t *packet, uint32_t timestamp_ticks)
{
    put_u32(packet + 4, timestamp_ticks);
}

void rtp_packet_set_ssrc(uint8_t *packet, uint32_t ssrc)
{
    put_u32(packet + 8, ssrc);
}
