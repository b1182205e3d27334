#include "mcu/rtp/rtx.h"

#include "mcu/wire/rtp_packet.h"

#include <string.h>

enum { PADDING_BIT = 0x20 };

RtxVerdict rtx_restore(
        uint8_t *packet, size_t size, uint32_t ssrc, uint8_t payload_type, size_t *out_size)
{
    RtpHeader header;

    if (!rtp_packet_read(packet, size, &header)) {
        return RTX_MALFORMED;
    }
    if (header.payload_size < RTX_ORIGINAL_SIZE) {
        return RTX_PADDING;
    }
    uint8_t *payload = packet + header.payload_offset;
    const size_t rest = header.payload_size - RTX_ORIGINAL_SIZE;
    const uint16_t original = (uint16_t)(payload[0] << 8 | payload[1]);

    memmove(payload, payload + RTX_ORIGINAL_SIZE, rest);
    packet[0] &= (uint8_t)~PADDING_BIT;
    rtp_packet_set_sequence(packet, original);
    rtp_packet_set_ssrc(packet, ssrc);
    rtp_packet_set_payload_type(packet, payload_type);
    *out_size = header.payload_offset + rest;
    return RTX_RESTORED;
}
