#include "mcu/wire/h224_frame.h"

#include <string.h>

enum {
    HEADER_SIZE = 9,
    ADDRESS_LOW = 0x61,      /* Q.922: DLCI 6, of low priority */
    ADDRESS_HIGH = 0x71,     /* DLCI 7 */
    CONTROL_UI = 0x03,       /* Q.922: not numbered */
    CONTROL_MIRRORED = 0xc0, /* the same, seen from the other end */
    CLIENT_MASK = 0x7f,
    CLIENT_EXTENDED = 0x7e, /* from here on names are longer than a byte */
    WHOLE = 0xc0,           /* begins and ends here, segment 0 */
    WHOLE_MASK = 0xcf,      /* without C0 and C1, which say that it was sent again */
};

static uint8_t mirror(uint8_t byte)
{
    byte = (uint8_t)((byte & 0x0f) << 4 | byte >> 4);
    byte = (uint8_t)((byte & 0x33) << 2 | (byte & 0xcc) >> 2);
    return (uint8_t)((byte & 0x55) << 1 | (byte & 0xaa) >> 1);
}

static uint8_t seen(uint8_t byte, bool mirrored)
{
    return mirrored ? mirror(byte) : byte;
}

bool h224_frame_read(const uint8_t *payload, size_t size, H224Frame *out_frame)
{
    if (size < HEADER_SIZE || size > H224_FRAME_SIZE_MAX) {
        return false;
    }
    H224Frame frame = {.mirrored = payload[2] == CONTROL_MIRRORED, .size = size - HEADER_SIZE};
    const uint8_t address = seen(payload[1], frame.mirrored);
    if (payload[0] != 0 || (address != ADDRESS_LOW && address != ADDRESS_HIGH) ||
            seen(payload[2], frame.mirrored) != CONTROL_UI ||
            (seen(payload[8], frame.mirrored) & WHOLE_MASK) != WHOLE) {
        return false;
    }
    frame.client = seen(payload[7], frame.mirrored) & CLIENT_MASK;
    if (frame.client >= CLIENT_EXTENDED) {
        return false;
    }
    for (size_t i = 0; i < frame.size; i++) {
        frame.data[i] = seen(payload[HEADER_SIZE + i], frame.mirrored);
    }
    *out_frame = frame;
    return true;
}

void h224_frame_write(const H224Frame *frame, ByteWriter *writer)
{
    const uint8_t header[HEADER_SIZE] = {
            0, ADDRESS_HIGH, CONTROL_UI, 0, 0, 0, 0, frame->client, WHOLE};
    for (size_t i = 0; i < HEADER_SIZE; i++) {
        byte_writer_u8(writer, seen(header[i], frame->mirrored));
    }
    for (size_t i = 0; i < frame->size; i++) {
        byte_writer_u8(writer, seen(frame->data[i], frame->mirrored));
    }
}
