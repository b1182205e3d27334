/**
 * rtp_packet: the header of an RTP packet (RFC 3550, 5.1), read from and written to bytes.
 *
 * Units       sizes and offsets are bytes; RTP time is ticks of the payload's clock.
 * Ownership   borrows the packet; a header holds offsets into it, no pointers.
 * Thread      any: no state.
 * Errors      false for a packet that is not RTP version 2 or whose lengths contradict each other.
 * Memory      none.
 */
#ifndef MCU_WIRE_RTP_PACKET_H
#define MCU_WIRE_RTP_PACKET_H

#include "mcu/wire/byte_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTP_HEADER_SIZE = 12,
    RTP_CSRCS_MAX = 15,
    RTP_PACKET_SIZE_MAX =
            1500, /**< what a buffer for one packet must hold; larger ones are not sent */
};

typedef struct RtpHeader {
    uint8_t payload_type; /**< 0 to 127 */
    bool marker;
    uint16_t sequence;
    uint32_t timestamp_ticks;
    uint32_t ssrc;
    size_t csrc_count; /**< 0 to RTP_CSRCS_MAX; the sources themselves are read with rtp_packet_csrc() */

    /* Where the parts lie; set by reading, ignored by writing. */
    uint16_t extension_profile; /**< 0xbede or 0x100x, see rtp_extension; 0 with size 0 for none */
    size_t extension_offset;    /**< of the block's content, behind its four bytes of header */
    size_t extension_size;
    size_t payload_offset;
    size_t payload_size; /**< without padding; 0 in a packet of padding only */
    size_t padding_size; /**< 0 to 255, with the byte that counts them */
} RtpHeader;

/** Reads a packet's header and finds its parts. */
bool rtp_packet_read(const uint8_t *packet, size_t size, RtpHeader *out_header);

/** The source number `index` (0 to csrc_count - 1) of a packet that was read. */
uint32_t rtp_packet_csrc(const uint8_t *packet, const RtpHeader *header, size_t index);

/**
 * Writes version, payload type, marker, sequence, timestamp and SSRC; no sources, no padding.
 *
 * @param has_extension  a header extension follows: write it next with rtp_extension_write()
 */
void rtp_packet_write(const RtpHeader *header, bool has_extension, ByteWriter *writer);

/* One field of a packet that is written already, of at least RTP_HEADER_SIZE bytes. */
void rtp_packet_set_payload_type(uint8_t *packet, uint8_t payload_type);
void rtp_packet_set_marker(uint8_t *packet, bool marker);
void rtp_packet_set_sequence(uint8_t *packet, uint16_t sequence);
void rtp_packet_set_timestamp(uint8_t *packet, uint32_t timestamp_ticks);
void rtp_packet_set_ssrc(uint8_t *packet, uint32_t ssrc);

#endif
