#include "mcu/rtp/media_clock.h"

#include <glib.h>

#define NTP_TO_UNIX_S INT64_C(2208988800) /* RFC 5905: seconds from 1900 to 1970 */

#define ROUND_TRIP_MAX_US (INT64_C(30) * G_USEC_PER_SEC)

MediaClock media_clock(int64_t monotonic_us, int64_t wall_us)
{
    return (MediaClock){.origin_us = monotonic_us, .origin_wall_us = wall_us};
}

uint64_t media_clock_ntp(const MediaClock *clock, int64_t at_us)
{
    const int64_t wall_us = clock->origin_wall_us + (at_us - clock->origin_us);
    const uint64_t seconds = (uint64_t)(wall_us / G_USEC_PER_SEC + NTP_TO_UNIX_S);
    const uint64_t rest_us = (uint64_t)(wall_us % G_USEC_PER_SEC);
    return seconds << 32 | (rest_us << 32) / G_USEC_PER_SEC;
}

uint32_t media_clock_ticks(const MediaClock *clock, uint32_t clock_hz, int64_t at_us)
{
    const int64_t since_us = at_us - clock->origin_us;
    const int64_t ticks = since_us / G_USEC_PER_SEC * clock_hz +
            since_us % G_USEC_PER_SEC * clock_hz / G_USEC_PER_SEC;
    return (uint32_t)ticks;
}

int64_t media_clock_round_trip_us(
        const MediaClock *clock, uint32_t last_sr, uint32_t delay_since_last_sr, int64_t now_us)
{
    if (last_sr == 0) {
        return -1;
    }
    const uint32_t now = (uint32_t)(media_clock_ntp(clock, now_us) >> 16);
    const int32_t round_trip = (int32_t)(now - last_sr - delay_since_last_sr);
    if (round_trip < 0) {
        return round_trip > -655 ? 0 : -1; /* the peer's rounding, up to 10 ms */
    }
    const int64_t round_trip_us = (int64_t)round_trip * G_USEC_PER_SEC / 65536;
    return round_trip_us <= ROUND_TRIP_MAX_US ? round_trip_us : -1;
}
