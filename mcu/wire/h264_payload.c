#include "mcu/wire/h264_payload.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

#include <string.h>

/* RFC 6184, table 1: the types of packets, in the place of a unit's. */
enum {
    TYPE_UNIT_MAX = 23,
    TYPE_STAP_A = 24,
    TYPE_FU_A = 28,

    FORBIDDEN_BIT = 0x80, /* H.264, 7.3.1 */
    HEADER_MASK = 0xe0,   /* forbidden_zero_bit and nal_ref_idc */
    START_BIT = 0x80,     /* of FU-A's second byte, as END_BIT */
    END_BIT = 0x40,
    FIRST_SLICE_BIT = 0x80, /* first_mb_in_slice is 0: in Exp-Golomb, a single 1 */
};

static void append(uint8_t *buffer, H264Unpacked *unpacked, const void *bytes, size_t size)
{
    memcpy(buffer + unpacked->size, bytes, size);
    unpacked->size += size;
}

/* A unit begins: all of it, or its first part. */
static void begin_unit(
        uint8_t *buffer, H264Unpacked *unpacked, uint8_t header, const uint8_t *rest, size_t size)
{
    const unsigned type = header & H264_NAL_TYPE_MASK;
    append(buffer, unpacked, h264_start_code, sizeof h264_start_code);
    append(buffer, unpacked, &header, 1);
    append(buffer, unpacked, rest, size);
    unpacked->sps = unpacked->sps || type == H264_NAL_SPS;
    unpacked->starts_idr = unpacked->starts_idr ||
            (type == H264_NAL_IDR && size > 0 && (rest[0] & FIRST_SLICE_BIT) != 0);
}

static bool is_unit(uint8_t header)
{
    const unsigned type = header & H264_NAL_TYPE_MASK;
    return type >= 1 && type <= TYPE_UNIT_MAX;
}

static bool unpack_aggregate(ByteReader *reader, uint8_t *buffer, H264Unpacked *unpacked)
{
    while (byte_reader_left(reader) > 0) {
        uint16_t size = 0;
        const uint8_t *unit = NULL;
        if (!byte_reader_u16(reader, &size) || size == 0 ||
                !byte_reader_bytes(reader, size, &unit) || !is_unit(unit[0])) {
            return false;
        }
        begin_unit(buffer, unpacked, unit[0], unit + 1, (size_t)size - 1);
    }
    return unpacked->size > 0;
}

static bool unpack_part(
        ByteReader *reader, uint8_t indicator, uint8_t *buffer, H264Unpacked *unpacked)
{
    uint8_t header = 0;
    if (!byte_reader_u8(reader, &header) || byte_reader_left(reader) == 0 ||
            !is_unit(header & H264_NAL_TYPE_MASK)) {
        return false;
    }
    const uint8_t *rest = reader->data + reader->offset;
    const size_t size = byte_reader_left(reader);
    if ((header & START_BIT) == 0) {
        append(buffer, unpacked, rest, size);
        return true;
    }
    if ((header & END_BIT) != 0) {
        return false; /* RFC 6184, 5.8: it is not both */
    }
    const uint8_t first = (uint8_t)((indicator & HEADER_MASK) | (header & H264_NAL_TYPE_MASK));
    begin_unit(buffer, unpacked, first, rest, size);
    return true;
}

bool h264_payload_unpack(
        const uint8_t *payload, size_t size, uint8_t *buffer, H264Unpacked *out_unpacked)
{
    ByteReader reader = byte_reader(payload, size);
    H264Unpacked unpacked = {0};
    uint8_t first = 0;
    bool good = false;

    if (!byte_reader_u8(&reader, &first) || (first & FORBIDDEN_BIT) != 0) {
        return false;
    }
    const unsigned type = first & H264_NAL_TYPE_MASK;
    if (type == TYPE_STAP_A) {
        good = unpack_aggregate(&reader, buffer, &unpacked);
    } else if (type == TYPE_FU_A) {
        good = unpack_part(&reader, first, buffer, &unpacked);
    } else if (is_unit(first)) {
        begin_unit(buffer, &unpacked, first, payload + 1, size - 1);
        good = true;
    }
    if (good) {
        *out_unpacked = unpacked;
    }
    return good;
}

size_t h264_payload_parts(const H264Nal *nal, size_t max)
{
    g_assert(nal->size > 0 && max > H264_PART_HEADER_SIZE);
    const size_t room = max - H264_PART_HEADER_SIZE;
    return nal->size <= max ? 1 : (nal->size - 1 + room - 1) / room;
}

size_t h264_payload_write_part(const H264Nal *nal, size_t part, size_t parts, uint8_t *buffer)
{
    g_assert(parts > 1 && part < parts);
    const size_t rest = nal->size - 1; /* the first byte goes into indicator and header */
    const size_t share = (rest + parts - 1) / parts;
    const size_t from = MIN(share * part, rest);
    const size_t to = MIN(from + share, rest);
    const uint8_t ends = (uint8_t)((part == 0 ? START_BIT : 0) | (part + 1 == parts ? END_BIT : 0));

    buffer[0] = (uint8_t)((nal->data[0] & HEADER_MASK) | TYPE_FU_A);
    buffer[1] = (uint8_t)(ends | (nal->data[0] & H264_NAL_TYPE_MASK));
    memcpy(buffer + H264_PART_HEADER_SIZE, nal->data + 1 + from, to - from);
    return H264_PART_HEADER_SIZE + to - from;
}
