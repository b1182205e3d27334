#include "mcu/wire/byte_writer.h"

#include <glib.h>

#include <string.h>

ByteWriter byte_writer(uint8_t *data, size_t capacity)
{
    g_assert(data != NULL || capacity == 0);
    return (ByteWriter){.data = data, .capacity = capacity};
}

/* The place of the next `size` bytes, or NULL when they do not fit. */
static uint8_t *claim(ByteWriter *writer, size_t size)
{
    if (writer->full || size > writer->capacity - writer->size) {
        writer->full = true;
        return NULL;
    }
    uint8_t *place = writer->data + writer->size;
    writer->size += size;
    return place;
}

static void write_number(ByteWriter *writer, uint64_t value, size_t size)
{
    uint8_t *place = claim(writer, size);
    if (place == NULL) {
        return;
    }
    for (size_t i = size; i > 0; i--) {
        place[i - 1] = (uint8_t)value;
        value >>= 8;
    }
}

void byte_writer_u8(ByteWriter *writer, uint8_t value)
{
    write_number(writer, value, 1);
}

void byte_writer_u16(ByteWriter *writer, uint16_t value)
{
    write_number(writer, value, 2);
}

void byte_writer_u24(ByteWriter *writer, uint32_t value)
{
    write_number(writer, value, 3);
}

void byte_writer_u32(ByteWriter *writer, uint32_t value)
{
    write_number(writer, value, 4);
}

void byte_writer_u64(ByteWriter *writer, uint64_t value)
{
    write_number(writer, value, 8);
}

void byte_writer_bytes(ByteWriter *writer, const void *bytes, size_t size)
{
    if (size == 0) {
        return;
    }
    uint8_t *place = claim(writer, size);
    if (place != NULL) {
        memcpy(place, bytes, size);
    }
}

void byte_writer_zeros(ByteWriter *writer, size_t size)
{
    if (size == 0) {
        return;
    }
    uint8_t *place = claim(writer, size);
    if (place != NULL) {
        memset(place, 0, size);
    }
}

void byte_writer_put_u16(ByteWriter *writer, size_t offset, uint16_t value)
{
    if (writer->full) {
        return;
    }
    g_assert(offset + 2 <= writer->size);
    writer->data[offset] = (uint8_t)(value >> 8);
    writer->data[offset + 1] = (uint8_t)value;
}

void byte_writer_rewind(ByteWriter *writer, size_t size)
{
    g_assert(size <= writer->size);
    writer->size = size;
    writer->full = false;
}
