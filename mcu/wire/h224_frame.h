/**
 * h224_frame: one frame of H.224 in an RTP packet (RFC 4573, H.323 Annex Q): who of the devices' small programs says
 * what to its like. Number 0 of them (CME) says which there are; number 1 (H.281) moves cameras.
 *
 *      00 61|71  03  00 00 00 00  cc     c0     …
 *      Q.922     UI  all to all   who    whole  what it says
 *
 * HDLC sends the lowest bit of a byte first, and some devices keep that order in their packets: all bytes are mirrored
 * then. Both are read; whoever answers writes as the other does.
 *
 * Units       sizes are bytes.
 * Ownership   a plain value.
 * Thread      any: no state.
 * Errors      false for what is no whole frame: parts of long ones too, which neither program needs.
 * Memory      fixed.
 */
#ifndef MCU_WIRE_H224_FRAME_H
#define MCU_WIRE_H224_FRAME_H

#include "mcu/wire/byte_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    H224_DATA_MAX = 254,                     /* H.224, 10: an information field is 260 bytes */
    H224_FRAME_SIZE_MAX = H224_DATA_MAX + 9, /* with what is before it */
};

typedef enum H224Client {
    H224_CLIENT_CME = 0,
    H224_CLIENT_H281 = 1,
} H224Client;

typedef struct H224Frame {
    bool mirrored;
    uint8_t client; /**< H224Client, or another */
    size_t size;
    uint8_t data[H224_DATA_MAX];
} H224Frame;

bool h224_frame_read(const uint8_t *payload, size_t size, H224Frame *out_frame);
void h224_frame_write(const H224Frame *frame, ByteWriter *writer);

#endif
