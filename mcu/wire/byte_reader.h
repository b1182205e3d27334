/**
 * byte_reader: reads numbers in network order out of bytes that came from a peer, and never past their end.
 *
 * Units       sizes and offsets are bytes.
 * Ownership   borrows the bytes; what it hands out points into them.
 * Thread      none of its own and no lock: a value on somebody's stack.
 * Errors      false when fewer bytes are left than were asked for; then nothing was read and nothing moved.
 * Memory      none.
 */
#ifndef MCU_WIRE_BYTE_READER_H
#define MCU_WIRE_BYTE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ByteReader {
    const uint8_t *data;
    size_t size;
    size_t offset; /**< of the next byte, at most `size` */
} ByteReader;

/** A reader at the first of `size` bytes; `data` may be NULL when `size` is 0. */
ByteReader byte_reader(const uint8_t *data, size_t size);

/** How many bytes are still unread. */
size_t byte_reader_left(const ByteReader *reader);

bool byte_reader_u8(ByteReader *reader, uint8_t *out_value);
bool byte_reader_u16(ByteReader *reader, uint16_t *out_value);
bool byte_reader_u24(ByteReader *reader, uint32_t *out_value);
bool byte_reader_u32(ByteReader *reader, uint32_t *out_value);
bool byte_reader_u64(ByteReader *reader, uint64_t *out_value);

/** The next `size` bytes, where they lie. */
bool byte_reader_bytes(ByteReader *reader, size_t size, const uint8_t **out_bytes);

bool byte_reader_skip(ByteReader *reader, size_t size);

#endif
