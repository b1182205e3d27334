#include "mcu/wire/red_payload.h"

#include "mcu/wire/byte_reader.h"

#include <glib.h>

enum {
    FOLLOWED_BIT = 0x80,
    TYPE_MASK = 0x7f,
    SIZE_BITS = 10,
};

/* @return  whether the headers are whole; `*out_red` then lacks the data */
static bool read_headers(ByteReader *reader, uint8_t type, RedPayload *out_red)
{
    uint8_t first = 0;
    while (byte_reader_u8(reader, &first) && (first & TYPE_MASK) == type) {
        uint32_t rest = 0;
        if ((first & FOLLOWED_BIT) == 0) {
            return true;
        }
        if (out_red->copies == RED_COPIES_MAX || !byte_reader_u24(reader, &rest)) {
            return false;
        }
        out_red->copy[out_red->copies++] = (RedBlock){
                .earlier_ticks = rest >> SIZE_BITS,
                .size = rest & RED_COPY_BYTES_MAX,
        };
    }
    return false;
}

bool red_payload_read(const uint8_t *payload, size_t size, uint8_t type, RedPayload *out_red)
{
    ByteReader reader = byte_reader(payload, size);
    RedPayload red = {0};
    if (!read_headers(&reader, type, &red)) {
        return false;
    }
    for (size_t i = 0; i < red.copies; i++) {
        if (!byte_reader_bytes(&reader, red.copy[i].size, &red.copy[i].data)) {
            return false;
        }
    }
    red.sound.size = byte_reader_left(&reader);
    if (!byte_reader_bytes(&reader, red.sound.size, &red.sound.data)) {
        return false;
    }
    *out_red = red;
    return true;
}

void red_payload_write(const RedPayload *red, uint8_t type, ByteWriter *writer)
{
    g_assert(red->copies <= RED_COPIES_MAX && type <= TYPE_MASK);

    for (size_t i = 0; i < red->copies; i++) {
        const RedBlock *copy = &red->copy[i];
        g_assert(copy->earlier_ticks <= RED_EARLIER_TICKS_MAX && copy->size <= RED_COPY_BYTES_MAX);
        byte_writer_u8(writer, FOLLOWED_BIT | type);
        byte_writer_u24(writer, copy->earlier_ticks << SIZE_BITS | (uint32_t)copy->size);
    }
    byte_writer_u8(writer, type);
    for (size_t i = 0; i < red->copies; i++) {
        byte_writer_bytes(writer, red->copy[i].data, red->copy[i].size);
    }
    byte_writer_bytes(writer, red->sound.data, red->sound.size);
}
