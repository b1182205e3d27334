/**
 * rtx: retransmission packets (RFC 4588) made back into what was lost.
 *
 * Units       sizes are bytes.
 * Ownership   works in the caller's buffer.
 * Thread      any: no state.
 * Errors      a verdict; nothing was changed unless it is RTX_RESTORED.
 * Memory      none.
 *
 * The other way, rtp_sender writes them itself: a resent packet needs a transport-wide number of its own.
 */
#ifndef MCU_RTP_RTX_H
#define MCU_RTP_RTX_H

#include <stddef.h>
#include <stdint.h>

enum {
    RTX_ORIGINAL_SIZE = 2
}; /**< RFC 4588, 4: the original sequence number stands before the payload */

typedef enum RtxVerdict {
    RTX_RESTORED,
    RTX_PADDING, /**< nothing in it: browsers probe the line so; it counts for transport-cc only */
    RTX_MALFORMED, /**< not an RTP packet */
} RtxVerdict;

/**
 * Turns an RTX packet into the packet that it repeats: its SSRC, payload type and sequence number, without padding.
 *
 * @param ssrc          of the stream that it repairs
 * @param payload_type  what `apt` says in SDP
 */
RtxVerdict rtx_restore(
        uint8_t *packet, size_t size, uint32_t ssrc, uint8_t payload_type, size_t *out_size);

#endif
