#include "tests/bots/sync_meter.h"

#include <glib.h>

#define SECOND INT64_C(1000000)
#define MIX_US (INT64_C(3900000000) * SECOND) /* its clock is far from the sender's */

static SyncMeter *measure(int64_t picture_us, int64_t sound_us, int64_t beep_after_us)
{
    SyncMeter *meter = g_new0(SyncMeter, 1);
    for (int64_t at_us = SECOND; at_us < 40 * SECOND; at_us += 2 * SECOND) {
        const int64_t beep_us = at_us + beep_after_us;
        sync_meter_seen(meter, SYNC_FLASH, at_us, MIX_US + at_us + picture_us, at_us + picture_us);
        sync_meter_seen(meter, SYNC_BEEP, beep_us, MIX_US + beep_us + sound_us, beep_us + sound_us);
    }
    return meter;
}

static void test_tells_the_error(void)
{
    static const struct {
        int64_t picture_us, sound_us, beep_after_us, error_us;
    } cases[] = {
            {30000, 30000, 0, 0},
            {30000, 30000, 900000, 0}, /* they need not begin together */
            {70000, 30000, 900000, 40000},
            {20000, 180000, 0, -160000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree SyncMeter *meter =
                measure(cases[i].picture_us, cases[i].sound_us, cases[i].beep_after_us);
        g_assert_cmpint(latency_samples_percentile(&meter->error, 50), ==, ABS(cases[i].error_us));
        g_assert_cmpint(
                latency_samples_percentile(&meter->signed_error, 95), ==, cases[i].error_us);
        /* Each flash after the meeting has settled. */
        g_assert_cmpuint(meter->error.count, ==, 20 - SYNC_METER_SETTLE_US / (2 * SECOND));
    }
}

static void test_needs_both(void)
{
    g_autofree SyncMeter *meter = g_new0(SyncMeter, 1);
    for (int64_t at_us = SECOND; at_us < 40 * SECOND; at_us += SECOND) {
        sync_meter_seen(meter, SYNC_FLASH, at_us, at_us, at_us);
    }
    g_assert_cmpuint(meter->error.count, ==, 0);
    sync_meter_seen(meter, SYNC_BEEP, 40 * SECOND, 40 * SECOND, 40 * SECOND);
    sync_meter_seen(meter, SYNC_FLASH, 42 * SECOND, 42 * SECOND, 42 * SECOND);
    g_assert_cmpuint(meter->error.count, ==, 1);
    sync_meter_seen(meter, SYNC_FLASH, 44 * SECOND, 44 * SECOND, 44 * SECOND);
    g_assert_cmpuint(meter->error.count, ==, 1); /* the beep is too old */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync_meter/tells_the_error", test_tells_the_error);
    g_test_add_func("/sync_meter/needs_both", test_needs_both);
    return g_test_run();
}
