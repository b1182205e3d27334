/**
 * rtcp_twcc: transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1):
 * which packets of a transport arrived, and when.
 *
 * Units       arrival times are microseconds on the receiver's clock, in steps of 250; on the wire they wrap
 *             after RTCP_TWCC_WRAP_US (about 12 days).
 * Ownership   borrows the packet; the feedback is a plain value.
 * Thread      any: no state.
 * Errors      false for a packet of another kind, one that ends too soon or reports on too many packets.
 * Memory      none; one feedback reports on at most RTCP_TWCC_PACKETS_MAX packets.
 */
#ifndef MCU_WIRE_RTCP_TWCC_H
#define MCU_WIRE_RTCP_TWCC_H

#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtcp_packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTCP_TWCC_PACKETS_MAX = 1024
}; /* at 1000 packets a second and a feedback each 100 ms: ten times enough */

#define RTCP_TWCC_NOT_RECEIVED INT64_MIN
#define RTCP_TWCC_WRAP_US      (INT64_C(64000) << 24) /* 24 bits that count 64 ms */

typedef struct RtcpTwcc {
    uint32_t sender_ssrc;
    uint32_t media_ssrc;
    uint16_t
            base_sequence; /**< of the first packet reported on; the others follow it, over the wrap */
    uint8_t feedback_count; /**< counts feedback packets, wraps at 255 */
    size_t count;           /**< 1 to RTCP_TWCC_PACKETS_MAX */

    /** When each arrived, or RTCP_TWCC_NOT_RECEIVED. As read: 0 to RTCP_TWCC_WRAP_US and a little beyond. */
    int64_t arrival_us[RTCP_TWCC_PACKETS_MAX];
} RtcpTwcc;

/** Reads the feedback. Times within one feedback may be subtracted; between two see rtcp_twcc_elapsed_us(). */
bool rtcp_twcc_read(const RtcpItem *item, RtcpTwcc *out_feedback);

/** The time from one arrival to another of the same sender, across the wrap. */
int64_t rtcp_twcc_elapsed_us(int64_t from_us, int64_t to_us);

/**
 * Appends a feedback packet. Arrival times are any monotonic clock's, not negative; duplicates and order are the
 * caller's to sort out before: one entry for each sequence number from the base on.
 *
 * @return  how many of the `count` packets it reports on. Fewer, when the arrivals lie further apart than the
 *          format can say (8.19 s) or the buffer ends: report on the rest in a packet of its own. 0 if not even
 *          the first fits; then nothing was written.
 */
size_t rtcp_twcc_write(const RtcpTwcc *feedback, ByteWriter *writer);

#endif
