#include "mcu/wire/vp8_payload.h"

#include "mcu/wire/byte_reader.h"
#include "mcu/wire/byte_writer.h"

/*
 *       0 1 2 3 4 5 6 7
 *      +-+-+-+-+-+-+-+-+
 *      |X|R|N|S|R| PID | (required)
 *      +-+-+-+-+-+-+-+-+
 *    X:|I|L|T|K| RSV   | (if X)
 *      +-+-+-+-+-+-+-+-+
 *    I:|M| PictureID   | (if I, and its second byte if M)
 *      +-+-+-+-+-+-+-+-+
 *    L:|   TL0PICIDX   | (if L)
 *      +-+-+-+-+-+-+-+-+
 *  T/K:|TID|Y| KEYIDX  | (if T or K)
 *      +-+-+-+-+-+-+-+-+
 */
enum {
    EXTENDED_BIT = 0x80,
    NON_REFERENCE_BIT = 0x20,
    START_BIT = 0x10,
    PARTITION_MASK = 0x07,

    PICTURE_ID_BIT = 0x80,
    TL0_BIT = 0x40,
    TEMPORAL_BIT = 0x20,
    KEY_INDEX_BIT = 0x10,

    LONG_PICTURE_ID_BIT = 0x80,
    TEMPORAL_SHIFT = 6,
    SYNC_BIT = 0x20,
    KEY_INDEX_MASK = 0x1f,

    SIZE_MASK = 0x3fff, /* RFC 6386, 9.1: 14 bits of size, 2 bits of scaling hint */
};

static bool read_picture_id(ByteReader *reader, Vp8Descriptor *descriptor)
{
    uint8_t first = 0;
    uint8_t second = 0;
    if (!byte_reader_u8(reader, &first)) {
        return false;
    }
    descriptor->has_picture_id = true;
    descriptor->picture_id = first & 0x7f;
    descriptor->short_picture_id = (first & LONG_PICTURE_ID_BIT) == 0;
    if (descriptor->short_picture_id) {
        return true;
    }
    if (!byte_reader_u8(reader, &second)) {
        return false;
    }
    descriptor->picture_id = (uint16_t)(descriptor->picture_id << 8 | second);
    return true;
}

static bool read_extended(ByteReader *reader, Vp8Descriptor *descriptor)
{
    uint8_t flags = 0;
    uint8_t layers = 0;
    if (!byte_reader_u8(reader, &flags)) {
        return false;
    }
    if ((flags & PICTURE_ID_BIT) != 0 && !read_picture_id(reader, descriptor)) {
        return false;
    }
    if ((flags & TL0_BIT) != 0) {
        descriptor->has_tl0_picture_index = true;
        if (!byte_reader_u8(reader, &descriptor->tl0_picture_index)) {
            return false;
        }
    }
    if ((flags & (TEMPORAL_BIT | KEY_INDEX_BIT)) != 0) {
        if (!byte_reader_u8(reader, &layers)) {
            return false;
        }
        descriptor->has_temporal_id = (flags & TEMPORAL_BIT) != 0;
        descriptor->has_key_index = (flags & KEY_INDEX_BIT) != 0;
        if (descriptor->has_temporal_id) {
            descriptor->temporal_id = layers >> TEMPORAL_SHIFT;
            descriptor->layer_sync = (layers & SYNC_BIT) != 0;
        }
        if (descriptor->has_key_index) {
            descriptor->key_index = layers & KEY_INDEX_MASK;
        }
    }
    return true;
}

size_t vp8_payload_read(const uint8_t *payload, size_t size, Vp8Descriptor *out_descriptor)
{
    ByteReader reader = byte_reader(payload, size);
    Vp8Descriptor descriptor = {0};
    uint8_t first = 0;

    if (!byte_reader_u8(&reader, &first)) {
        return 0;
    }
    descriptor.partition_start = (first & START_BIT) != 0;
    descriptor.partition_index = first & PARTITION_MASK;
    descriptor.non_reference = (first & NON_REFERENCE_BIT) != 0;
    if ((first & EXTENDED_BIT) != 0 && !read_extended(&reader, &descriptor)) {
        return 0;
    }
    if (byte_reader_left(&reader) == 0) {
        return 0; /* RFC 7741, 4.2: a descriptor is followed by at least one byte of VP8 */
    }
    *out_descriptor = descriptor;
    return reader.offset;
}

static uint8_t extended_flags(const Vp8Descriptor *descriptor)
{
    return (uint8_t)((descriptor->has_picture_id ? PICTURE_ID_BIT : 0) |
            (descriptor->has_tl0_picture_index ? TL0_BIT : 0) |
            (descriptor->has_temporal_id ? TEMPORAL_BIT : 0) |
            (descriptor->has_key_index ? KEY_INDEX_BIT : 0));
}

size_t vp8_payload_write(const Vp8Descriptor *descriptor, uint8_t *buffer)
{
    ByteWriter writer = byte_writer(buffer, VP8_DESCRIPTOR_SIZE_MAX);
    const uint8_t flags = extended_flags(descriptor);

    byte_writer_u8(&writer,
            (uint8_t)((flags != 0 ? EXTENDED_BIT : 0) |
                    (descriptor->non_reference ? NON_REFERENCE_BIT : 0) |
                    (descriptor->partition_start ? START_BIT : 0) |
                    (descriptor->partition_index & PARTITION_MASK)));
    if (flags == 0) {
        return writer.size;
    }
    byte_writer_u8(&writer, flags);
    if (descriptor->has_picture_id) {
        byte_writer_u16(&writer,
                (uint16_t)(LONG_PICTURE_ID_BIT << 8 |
                        (descriptor->picture_id & VP8_PICTURE_ID_MASK)));
    }
    if (descriptor->has_tl0_picture_index) {
        byte_writer_u8(&writer, descriptor->tl0_picture_index);
    }
    if (descriptor->has_temporal_id || descriptor->has_key_index) {
        byte_writer_u8(&writer,
                (uint8_t)((descriptor->temporal_id & 3) << TEMPORAL_SHIFT |
                        (descriptor->layer_sync ? SYNC_BIT : 0) |
                        (descriptor->key_index & KEY_INDEX_MASK)));
    }
    return writer.size;
}

bool vp8_payload_starts_frame(const Vp8Descriptor *descriptor)
{
    return descriptor->partition_start && descriptor->partition_index == 0;
}

bool vp8_payload_read_frame(const uint8_t *frame, size_t size, Vp8FrameHeader *out_header)
{
    static const uint8_t start_code[] = {0x9d, 0x01, 0x2a};
    enum { TAG_SIZE = 3, INTER_BIT = 0x01, SHOWN_BIT = 0x10 };

    if (size < TAG_SIZE) {
        return false;
    }
    Vp8FrameHeader header = {
            .key = (frame[0] & INTER_BIT) == 0,
            .shown = (frame[0] & SHOWN_BIT) != 0,
    };
    if (header.key) {
        const uint8_t *code = frame + TAG_SIZE;
        if (size < TAG_SIZE + sizeof start_code + 4 || code[0] != start_code[0] ||
                code[1] != start_code[1] || code[2] != start_code[2]) {
            return false;
        }
        /* The only little-endian numbers of this folder. */
        header.width_px = (uint16_t)((code[3] | code[4] << 8) & SIZE_MASK);
        header.height_px = (uint16_t)((code[5] | code[6] << 8) & SIZE_MASK);
    }
    *out_header = header;
    return true;
}
