/**
 * byte_writer: writes numbers in network order into a buffer of fixed size, and never past its end.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the buffer.
 * Thread      none of its own and no lock: a value on somebody's stack.
 * Errors      what does not fit is left out whole and remembered in `full`; ask once, at the end.
 * Memory      none.
 */
#ifndef MCU_WIRE_BYTE_WRITER_H
#define MCU_WIRE_BYTE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ByteWriter {
    uint8_t *data;
    size_t capacity;
    size_t size; /**< bytes written */
    bool full;   /**< something did not fit; nothing is written any more */
} ByteWriter;

/** A writer at the start of a buffer of `capacity` bytes. */
ByteWriter byte_writer(uint8_t *data, size_t capacity);

void byte_writer_u8(ByteWriter *writer, uint8_t value);
void byte_writer_u16(ByteWriter *writer, uint16_t value);
void byte_writer_u24(ByteWriter *writer, uint32_t value); /**< the low 24 bits */
void byte_writer_u32(ByteWriter *writer, uint32_t value);
void byte_writer_u64(ByteWriter *writer, uint64_t value);
void byte_writer_bytes(ByteWriter *writer, const void *bytes, size_t size);
void byte_writer_zeros(ByteWriter *writer, size_t size);

/** Overwrites two bytes that were written before, as a length field needs it. Nothing once `full`. */
void byte_writer_put_u16(ByteWriter *writer, size_t offset, uint16_t value);

/** Goes back to an earlier size, whatever happened since: a part that did not fit is taken out again. */
void byte_writer_rewind(ByteWriter *writer, size_t size);

#endif
