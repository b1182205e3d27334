#include "mcu/rtp/media_clock.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

static void test_ntp_time(void)
{
    const MediaClock clock = media_clock(5 * SECOND_US, 1700000000 * SECOND_US + 250000);
    const uint64_t origin = (UINT64_C(1700000000) + 2208988800U) << 32;

    g_assert_cmpuint(media_clock_ntp(&clock, 5 * SECOND_US), ==, origin + (1U << 30));
    g_assert_cmpuint(media_clock_ntp(&clock, 5 * SECOND_US + 500000), ==, origin + (3U << 30));
    g_assert_cmpuint(media_clock_ntp(&clock, 4 * SECOND_US + 750000), ==, origin);
}

static void test_rtp_time(void)
{
    static const struct {
        const char *why;
        uint32_t clock_hz;
        int64_t since_us;
        uint32_t ticks;
    } cases[] = {
            {"the origin", 90000, 0, 0},
            {"a picture", 90000, 40000, 3600},
            {"a sound tick", 48000, 20000, 960},
            {"a day of sound wraps", 48000, 86400 * SECOND_US, (uint32_t)(86400ULL * 48000)},
            {"a year of pictures", 90000, INT64_C(31536000) * SECOND_US,
                    (uint32_t)(31536000ULL * 90000)},
            {"before the origin", 48000, -20000, UINT32_MAX - 959},
    };
    const MediaClock clock = media_clock(77, 0);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(media_clock_ticks(&clock, cases[i].clock_hz, 77 + cases[i].since_us), ==,
                cases[i].ticks);
    }
}

static void test_round_trip(void)
{
    static const struct {
        const char *why;
        int64_t away_us;    /* since our report left */
        uint32_t delay_ntp; /* that the peer kept it */
        int64_t low_us;
        int64_t high_us;
    } cases[] = {
            {"at once", 0, 0, 0, 20},
            {"100 ms on the way", 100000, 0, 99980, 100000},
            {"100 ms on the way, 1 s there", 1100000, 65536, 99980, 100020},
            {"a little less than nothing is rounding", 1000000, 65536 + 300, 0, 0},
            {"much less is nonsense", 1000000, 2 * 65536, -1, -1},
            {"more than 30 s is nonsense", 31 * SECOND_US, 0, -1, -1},
    };
    const MediaClock clock = media_clock(0, 1700000000 * SECOND_US);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const uint32_t last_sr = (uint32_t)(media_clock_ntp(&clock, 0) >> 16);
        const int64_t round_trip_us =
                media_clock_round_trip_us(&clock, last_sr, cases[i].delay_ntp, cases[i].away_us);
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(round_trip_us, >=, cases[i].low_us);
        g_assert_cmpint(round_trip_us, <=, cases[i].high_us);
    }
    g_assert_cmpint(media_clock_round_trip_us(&clock, 0, 0, SECOND_US), ==, -1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/media_clock/ntp_time", test_ntp_time);
    g_test_add_func("/media_clock/rtp_time", test_rtp_time);
    g_test_add_func("/media_clock/round_trip", test_round_trip);
    return g_test_run();
}
