#include "mcu/wire/packet_kind.h"

/*
 * RFC 7983, 7: the first byte.
 *
 *     [0..3]     STUN          [16..19]  ZRTP          [20..63]  DTLS
 *     [64..79]   TURN channel  [128..191] RTP and RTCP
 */
enum { STUN_LAST = 3, DTLS_FIRST = 20, DTLS_LAST = 63, RTP_FIRST = 128, RTP_LAST = 191 };

/* RFC 5761, 4: RTP payload types 64..95 are not used, so that the second byte 192..223 means RTCP. */
enum { RTCP_TYPE_FIRST = 192, RTCP_TYPE_LAST = 223 };

PacketKind packet_kind(const uint8_t *packet, size_t size)
{
    if (size < 2) {
        return PACKET_OTHER;
    }
    if (packet[0] <= STUN_LAST) {
        return PACKET_STUN;
    }
    if (packet[0] >= DTLS_FIRST && packet[0] <= DTLS_LAST) {
        return PACKET_DTLS;
    }
    if (packet[0] >= RTP_FIRST && packet[0] <= RTP_LAST) {
        return packet[1] >= RTCP_TYPE_FIRST && packet[1] <= RTCP_TYPE_LAST ? PACKET_RTCP
                                                                           : PACKET_RTP;
    }
    return PACKET_OTHER;
}
