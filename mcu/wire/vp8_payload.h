/**
 * vp8_payload: the descriptor before VP8 in an RTP packet (RFC 7741, 4.2) and the first bytes of a VP8 frame.
 *
 * Units       sizes are bytes, pictures are pixels.
 * Ownership   borrows the bytes.
 * Thread      any: no state.
 * Errors      size 0 or false for bytes that end too soon.
 * Memory      none.
 */
#ifndef MCU_WIRE_VP8_PAYLOAD_H
#define MCU_WIRE_VP8_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VP8_DESCRIPTOR_SIZE_MAX = 6,
    VP8_PICTURE_ID_MASK =
            0x7fff, /**< 15 bits, always written so: some decoders take a change of width for a jump */
};

typedef struct Vp8Descriptor {
    bool partition_start;    /**< the packet begins a partition; with index 0 it begins the frame */
    uint8_t partition_index; /**< 0 to 7 */
    bool non_reference;      /**< no other frame needs this one */

    bool has_picture_id;
    uint16_t picture_id;   /**< 15 bits; 7 bits if `short_picture_id` */
    bool short_picture_id; /**< read only */

    bool has_tl0_picture_index;
    uint8_t tl0_picture_index;

    bool has_temporal_id;
    uint8_t temporal_id; /**< 0 to 3 */
    bool layer_sync;     /**< depends on the base layer only */

    bool has_key_index;
    uint8_t key_index; /**< 5 bits */
} Vp8Descriptor;

typedef struct Vp8FrameHeader {
    bool key;
    bool shown;
    uint16_t width_px; /**< 0 unless `key` */
    uint16_t height_px;
} Vp8FrameHeader;

/** Reads the descriptor at the start of an RTP payload. @return its size, or 0 if the payload is not VP8 */
size_t vp8_payload_read(const uint8_t *payload, size_t size, Vp8Descriptor *out_descriptor);

/** Writes a descriptor into VP8_DESCRIPTOR_SIZE_MAX bytes. @return its size */
size_t vp8_payload_write(const Vp8Descriptor *descriptor, uint8_t *buffer);

/** Whether a packet with this descriptor begins a frame. */
bool vp8_payload_starts_frame(const Vp8Descriptor *descriptor);

/** Reads the header of a frame (RFC 6386, 9.1) from its first bytes, ten of them for a key frame. */
bool vp8_payload_read_frame(const uint8_t *frame, size_t size, Vp8FrameHeader *out_header);

#endif
