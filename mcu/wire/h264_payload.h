/**
 * h264_payload: H.264 in RTP packets (RFC 6184), of the packetization modes 0 and 1.
 *
 *      single unit                 | unit |
 *      STAP-A, mode 1, 5.7.1       | 24 | size | unit | size | unit | …
 *      FU-A, mode 1, 5.8           | 28 | S E type | part of a unit |
 *
 * What is unpacked is joined to a byte stream (Annex B) by putting the pieces of all packets one behind the other.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the bytes.
 * Thread      any: no state.
 * Errors      false for a payload that is not of these kinds, or is cut off.
 * Memory      none.
 */
#ifndef MCU_WIRE_H264_PAYLOAD_H
#define MCU_WIRE_H264_PAYLOAD_H

#include "mcu/wire/h264_stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    H264_PART_HEADER_SIZE = 2, /**< of FU-A: indicator and header */
};

/** How much a payload may grow: a unit of 1 byte has a size of 2 in STAP-A, and a start code of 4 in the stream. */
#define H264_UNPACKED_MAX(payload_size) ((payload_size) / 3 * 5 + 8)

typedef struct H264Unpacked {
    size_t size;     /**< of the piece of byte stream; may be 0 */
    bool sps;        /**< it has one: a picture that needs nothing older begins here or soon */
    bool starts_idr; /**< it has the beginning of an IDR picture's first slice */
} H264Unpacked;

/** @param buffer  of at least H264_UNPACKED_MAX(size) bytes */
bool h264_payload_unpack(
        const uint8_t *payload, size_t size, uint8_t *buffer, H264Unpacked *out_unpacked);

/** How many payloads a unit makes, of at most `max` bytes: 1 is the unit itself, more are FU-A. */
size_t h264_payload_parts(const H264Nal *nal, size_t max);

/**
 * Writes one of several FU-A payloads; all but the last are of the same size.
 *
 * @param buffer  of h264_payload_parts()' `max` bytes
 * @return        its size
 */
size_t h264_payload_write_part(const H264Nal *nal, size_t part, size_t parts, uint8_t *buffer);

#endif
