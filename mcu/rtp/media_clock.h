/**
 * media_clock: one clock for all streams of a mix: monotonic time to NTP time and to RTP time.
 *
 * Units       microseconds of the monotonic clock; NTP time is 32.32 fixed point seconds since 1900; RTP time is ticks.
 * Ownership   a plain value; constant after media_clock_init().
 * Thread      any.
 * Errors      nothing here fails.
 * Memory      none.
 *
 * The wall clock is read once, by the caller. If it is set later, our NTP times do not follow: receivers compare the
 * sound's and the picture's with each other, and only a common clock keeps lips and voice together.
 */
#ifndef MCU_RTP_MEDIA_CLOCK_H
#define MCU_RTP_MEDIA_CLOCK_H

#include <stdint.h>

enum { MEDIA_CLOCK_PICTURE_HZ = 90000 }; /**< RFC 7741, 4.1: "based on a 90-kHz clock" */

typedef struct MediaClock {
    int64_t origin_us;
    int64_t origin_wall_us; /**< since 1970 */
} MediaClock;

/** Ties the two clocks together: g_get_monotonic_time() and g_get_real_time() of the same moment. */
MediaClock media_clock(int64_t monotonic_us, int64_t wall_us);

uint64_t media_clock_ntp(const MediaClock *clock, int64_t at_us);

/** RTP time of a moment, wrapping: 0 at the origin. A stream adds its own random offset. */
uint32_t media_clock_ticks(const MediaClock *clock, uint32_t clock_hz, int64_t at_us);

/**
 * The round trip that a report block tells (RFC 3550, 6.4.1): now less when our report left less its stay there.
 *
 * @param last_sr  the middle 32 bits of the NTP time in our report; 0 for none
 * @return         -1 if the block tells none, or nonsense: more than 30 s
 */
int64_t media_clock_round_trip_us(
        const MediaClock *clock, uint32_t last_sr, uint32_t delay_since_last_sr, int64_t now_us);

#endif
