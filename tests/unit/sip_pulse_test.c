#include "signaling/sip/sip_pulse.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

enum { INTERVAL_S = 60 };

static void test_a_device_that_answers(void)
{
    SipPulse pulse;

    sip_pulse_init(&pulse, 7 * SECOND_US, 2 * SECOND_US);
    g_assert_cmpint(sip_pulse_reach(&pulse), ==, SIP_REACH_UNKNOWN);
    g_assert_cmpint(pulse.due_us, ==, 9 * SECOND_US);
    sip_pulse_answered(&pulse, 10 * SECOND_US, INTERVAL_S);
    g_assert_cmpint(sip_pulse_reach(&pulse), ==, SIP_REACH_YES);
    g_assert_cmpint(pulse.due_us, ==, 70 * SECOND_US);
}

static void test_a_device_that_goes(void)
{
    SipPulse pulse;

    sip_pulse_init(&pulse, 0, 0);
    sip_pulse_answered(&pulse, 0, INTERVAL_S);
    for (unsigned i = 1; i < SIP_PULSE_MISSED_MAX; i++) {
        g_assert_false(sip_pulse_missed(&pulse, 100 * SECOND_US, INTERVAL_S));
        g_assert_cmpint(sip_pulse_reach(&pulse), ==, SIP_REACH_NO);
        g_assert_cmpint(pulse.due_us, ==, (100 + SIP_PULSE_AGAIN_S) * SECOND_US);
    }
    /* one answer, and it begins anew */
    sip_pulse_answered(&pulse, 0, INTERVAL_S);
    g_assert_cmpint(sip_pulse_reach(&pulse), ==, SIP_REACH_YES);
    for (unsigned i = 1; i < SIP_PULSE_MISSED_MAX; i++) {
        g_assert_false(sip_pulse_missed(&pulse, 100 * SECOND_US, INTERVAL_S));
    }
    g_assert_true(sip_pulse_missed(&pulse, 100 * SECOND_US, INTERVAL_S));
}

/* It may be called all the same: a firewall that swallows the one lets the other through. */
static void test_a_device_that_never_answers(void)
{
    SipPulse pulse;

    sip_pulse_init(&pulse, 0, 0);
    for (unsigned i = 1; i <= 3 * SIP_PULSE_MISSED_MAX; i++) {
        g_assert_false(sip_pulse_missed(&pulse, 100 * SECOND_US, INTERVAL_S));
        g_assert_cmpint(sip_pulse_reach(&pulse), ==, SIP_REACH_NO);
    }
    g_assert_cmpint(pulse.due_us, ==, (100 + INTERVAL_S) * SECOND_US);
}

static void test_an_interval_shorter_than_the_patience(void)
{
    SipPulse pulse;

    sip_pulse_init(&pulse, 0, 0);
    g_assert_false(sip_pulse_missed(&pulse, 0, 1));
    g_assert_cmpint(pulse.due_us, ==, SECOND_US);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_pulse/a_device_that_answers", test_a_device_that_answers);
    g_test_add_func("/sip_pulse/a_device_that_goes", test_a_device_that_goes);
    g_test_add_func("/sip_pulse/a_device_that_never_answers", test_a_device_that_never_answers);
    g_test_add_func("/sip_pulse/an_interval_shorter_than_the_patience",
            test_an_interval_shorter_than_the_patience);
    return g_test_run();
}
