#include "signaling/sip/sip_session_timer.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

static void test_what_is_agreed(void)
{
    static const struct {
        SipTimerAsked asked;
        bool good;
        int64_t interval_s;
        bool ours;
        const char *why;
    } rows[] = {
            {{0}, true, 0, false, "it knows no timers"},
            {{.interval_s = 90}, true, 0, false, "a proxy added it, the device knows none"},
            {{.supported = true}, true, SIP_SESSION_S, false, "it proposes nothing"},
            {{.supported = true, .min_s = 3600}, true, 3600, false, "it wants longer ones"},
            {{.supported = true, .interval_s = 90}, true, 90, false, "the shortest"},
            {{.supported = true, .interval_s = 89}, false, 0, false, "too short"},
            {{.interval_s = 1}, false, 0, false, "too short, whoever added it"},
            {{.supported = true, .interval_s = 120, .we_refresh = true}, true, 120, true,
                    "we are to refresh"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipSessionTimer timer = {0};
        g_test_message("%s", rows[i].why);
        g_assert_true(sip_session_timer_agree(&timer, &rows[i].asked, 5) == rows[i].good);
        g_assert_cmpint(timer.interval_s, ==, rows[i].interval_s);
        g_assert_true(timer.ours == rows[i].ours);
    }
}

static void test_what_is_answered(void)
{
    SipSessionTimer timer = {0};

    sip_session_timer_answered(&timer, 600, true, 5);
    g_assert_cmpint(timer.interval_s, ==, 600);
    g_assert_true(timer.ours);
    sip_session_timer_answered(&timer, 1, false, 5); /* too short to live with */
    g_assert_cmpint(timer.interval_s, ==, SIP_SESSION_MIN_S);
    g_assert_false(timer.ours);
    sip_session_timer_answered(&timer, 0, true, 5);
    g_assert_cmpint(sip_session_timer_due(&timer, INT64_MAX / 2), ==, SIP_TIMER_NOTHING);
}

static void test_what_is_due(void)
{
    static const struct {
        SipSessionTimer timer;
        int64_t at_s;
        SipTimerDue due;
    } rows[] = {
            {{0}, 100000, SIP_TIMER_NOTHING},
            {{.interval_s = 90}, 59, SIP_TIMER_NOTHING},
            {{.interval_s = 90}, 60, SIP_TIMER_OVER}, /* a third before the end */
            {{.interval_s = 1800}, 1767, SIP_TIMER_NOTHING},
            {{.interval_s = 1800}, 1768, SIP_TIMER_OVER}, /* 32 s before the end */
            {{.interval_s = 120, .ours = true}, 59, SIP_TIMER_NOTHING},
            {{.interval_s = 120, .ours = true}, 60, SIP_TIMER_REFRESH},
            {{.interval_s = 120, .ours = true}, 88, SIP_TIMER_OVER},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipSessionTimer timer = rows[i].timer;
        g_assert_cmpint(sip_session_timer_due(&timer, rows[i].at_s * SECOND_US), ==, rows[i].due);
        sip_session_timer_refreshed(&timer, rows[i].at_s * SECOND_US);
        g_assert_cmpint(
                sip_session_timer_due(&timer, rows[i].at_s * SECOND_US), ==, SIP_TIMER_NOTHING);
    }
}

/* Who was away has some seconds; who was not has no less and no more. */
static void test_what_is_spared(void)
{
    const int64_t now_us = INT64_C(1000000000000);
    SipSessionTimer late = {.interval_s = 120, .since_us = 0};
    SipSessionTimer early = {.interval_s = 120, .since_us = now_us - INT64_C(10000000)};
    SipSessionTimer brief = {.interval_s = 3, .since_us = 0};

    sip_session_timer_spare(&late, 5, now_us);
    g_assert_cmpint(sip_session_timer_due(&late, now_us + 4999999), ==, SIP_TIMER_NOTHING);
    g_assert_cmpint(sip_session_timer_due(&late, now_us + 5000000), ==, SIP_TIMER_OVER);
    sip_session_timer_spare(&early, 5, now_us);
    g_assert_cmpint(early.since_us, ==, now_us - INT64_C(10000000));
    sip_session_timer_spare(&brief, 5, now_us);
    g_assert_cmpint(brief.since_us, ==, now_us);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_session_timer/what_is_agreed", test_what_is_agreed);
    g_test_add_func("/sip_session_timer/what_is_answered", test_what_is_answered);
    g_test_add_func("/sip_session_timer/what_is_due", test_what_is_due);
    g_test_add_func("/sip_session_timer/what_is_spared", test_what_is_spared);
    return g_test_run();
}
