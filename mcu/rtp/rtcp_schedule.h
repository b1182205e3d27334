/**
 * rtcp_schedule: when a leg's next compound of reports is due.
 *
 * Units       microseconds of the monotonic clock.
 * Ownership   a plain value, held by the leg.
 * Thread      the leg's network loop.
 * Errors      nothing here fails.
 * Memory      none.
 */
#ifndef MCU_RTP_RTCP_SCHEDULE_H
#define MCU_RTP_RTCP_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/**
 * A report a second: the round trip, and with it all repetition, follows the line that fast. Beside 1 Mbit/s of media
 * its 100 bytes are far below the 5 % of RFC 3550, 6.2.
 */
#define RTCP_SCHEDULE_GAP_US (1000 * INT64_C(1000))

/** The first one comes sooner, so that sound and picture find together and the round trip is known. */
#define RTCP_SCHEDULE_FIRST_US (200 * INT64_C(1000))

typedef struct RtcpSchedule {
    int64_t due_us;
} RtcpSchedule;

/** @param phase_us  random, below RTCP_SCHEDULE_GAP_US: so that the legs of a room do not report all at once */
RtcpSchedule rtcp_schedule(int64_t phase_us, int64_t now_us);

/** Whether to send reports now; true counts as sent. After a pause of the loop there is one, not a burst. */
bool rtcp_schedule_due(RtcpSchedule *schedule, int64_t now_us);

#endif
