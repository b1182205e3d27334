/**
 * red_payload: sound with copies of earlier sound in one packet (RFC 2198).
 *
 *     1 | type 7 | earlier by 14 | size 10  …  0 | type 7  copy  …  copy  sound
 *     └─ of each copy, the oldest first ─┘
 *
 * Units       sizes are bytes; `earlier_ticks` counts ticks of the stream's clock.
 * Ownership   what is read points into the bytes that it was read from.
 * Thread      any: no state.
 * Errors      false for what is cut off, has too many blocks, or holds anything but one payload type.
 * Memory      none.
 */
#ifndef MCU_WIRE_RED_PAYLOAD_H
#define MCU_WIRE_RED_PAYLOAD_H

#include "mcu/wire/byte_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RED_COPIES_MAX = 31, /**< libwebrtc takes 32 blocks */
    RED_EARLIER_TICKS_MAX = (1 << 14) - 1,
    RED_COPY_BYTES_MAX = (1 << 10) - 1,
};

typedef struct RedBlock {
    uint32_t earlier_ticks; /**< than the packet's own time; 0 for the sound itself */
    const uint8_t *data;
    size_t size; /**< 0: nothing of that time */
} RedBlock;

typedef struct RedPayload {
    size_t copies;
    RedBlock copy[RED_COPIES_MAX]; /**< as they come, the oldest first */
    RedBlock sound;
} RedPayload;

/** @param type  the payload type that all blocks must have */
bool red_payload_read(const uint8_t *payload, size_t size, uint8_t type, RedPayload *out_red);

/** Copies must be within the maxima. What does not fit is told by the writer. */
void red_payload_write(const RedPayload *red, uint8_t type, ByteWriter *writer);

#endif
