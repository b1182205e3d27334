/**
 * rtcp_reports: the compound that a leg sends regularly: what it sends (SR), what it receives (RR), its name (SDES).
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   borrows the streams.
 * Thread      the leg's network loop.
 * Errors      what does not fit is left out, and remembered in ByteWriter.full.
 * Memory      none.
 */
#ifndef MCU_RTP_RTCP_REPORTS_H
#define MCU_RTP_RTCP_REPORTS_H

#include "mcu/rtp/rtp_receiver.h"
#include "mcu/rtp/rtp_sender.h"
#include "mcu/wire/byte_writer.h"

#include <stddef.h>
#include <stdint.h>

typedef struct RtcpReportsStreams {
    RtpSender *const *senders;
    size_t sender_count;
    RtpReceiver *const
            *receivers; /**< the first RTCP_COUNT_MAX that received something are reported on */
    size_t receiver_count;
    uint32_t own_ssrc; /**< who reports while nothing is sent */
    const char *cname; /**< the same for sound and picture: browsers play them together by it */
} RtcpReportsStreams;

/** Appends an SR for each stream that is sent, or one RR, with the report blocks in the first; and the names. */
void rtcp_reports_write(const RtcpReportsStreams *streams, int64_t now_us, ByteWriter *writer);

#endif
