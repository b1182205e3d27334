#include "mcu/wire/byte_reader.h"

#include <glib.h>

ByteReader byte_reader(const uint8_t *data, size_t size)
{
    g_assert(data != NULL || size == 0);
    return (ByteReader){.data = data, .size = size};
}

size_t byte_reader_left(const ByteReader *reader)
{
    return reader->size - reader->offset;
}

bool byte_reader_bytes(ByteReader *reader, size_t size, const uint8_t **out_bytes)
{
    if (size > byte_reader_left(reader)) {
        return false;
    }
    *out_bytes = size == 0 ? reader->data : reader->data + reader->offset;
    reader->offset += size;
    return true;
}

bool byte_reader_skip(ByteReader *reader, size_t size)
{
    const uint8_t *skipped = NULL;
    return byte_reader_bytes(reader, size, &skipped);
}

static bool read_number(ByteReader *reader, size_t size, uint64_t *out_value)
{
    const uint8_t *bytes = NULL;
    if (!byte_reader_bytes(reader, size, &bytes)) {
        return false;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
        value = value << 8 | bytes[i];
    }
    *out_value = value;
    return true;
}

bool byte_reader_u8(ByteReader *reader, uint8_t *out_value)
{
    uint64_t value = 0;
    if (!read_number(reader, 1, &value)) {
        return false;
    }
    *out_value = (uint8_t)value;
    return true;
}

bool byte_reader_u16(ByteReader *reader, uint16_t *out_value)
{
    uint64_t value = 0;
    if (!read_number(reader, 2, &value)) {
        return false;
    }
    *out_value = (uint16_t)value;
    return true;
}

bool byte_reader_u24(ByteReader *reader, uint32_t *out_value)
{
    uint64_t value = 0;
    if (!read_number(reader, 3, &value)) {
        return false;
    }
    *out_value = (uint32_t)value;
    return true;
}

bool byte_reader_u32(ByteReader *reader, uint32_t *out_value)
{
    uint64_t value = 0;
    if (!read_number(reader, 4, &value)) {
        return false;
    }
    *out_value = (uint32_t)value;
    return true;
}

bool byte_reader_u64(ByteReader *reader, uint64_t *out_value)
{
    return read_number(reader, 8, out_value);
}
