#include "mcu/rtp/keyframe_gate.h"

#include <glib.h>

#define ROUND_TRIP_US (100 * INT64_C(1000))

static void test_opens_when_it_should(void)
{
    static const struct {
        const char *why;
        bool asked;
        bool joined;
        int64_t after_us; /* since the last key frame */
        bool due;
    } cases[] = {
            {"nobody asked", false, false, KEYFRAME_GATE_GAP_US, false},
            {"asked too soon", true, false, KEYFRAME_GATE_GAP_US - 1, false},
            {"asked", true, false, KEYFRAME_GATE_GAP_US, true},
            {"joiners wait for each other", false, true, KEYFRAME_GATE_JOIN_US - 1, false},
            {"a joiner", false, true, KEYFRAME_GATE_JOIN_US, true},
            {"a joiner goes before the rest", true, true, KEYFRAME_GATE_JOIN_US, true},
            {"asked before the last key frame could arrive", true, false, ROUND_TRIP_US - 1, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        KeyframeGate gate = {0};
        g_test_message("%s", cases[i].why);
        keyframe_gate_made(&gate, 0);
        if (cases[i].asked) {
            keyframe_gate_ask(&gate, ROUND_TRIP_US, cases[i].after_us);
        }
        if (cases[i].joined) {
            keyframe_gate_join(&gate);
        }
        g_assert_true(keyframe_gate_due(&gate, cases[i].after_us) == cases[i].due);
        keyframe_gate_made(&gate, cases[i].after_us);
        g_assert_false(keyframe_gate_due(&gate, cases[i].after_us + KEYFRAME_GATE_GAP_US));
    }
}

static void test_the_first_is_never_held_back(void)
{
    KeyframeGate gate = {0};
    g_assert_false(keyframe_gate_due(&gate, 5));
    keyframe_gate_ask(&gate, ROUND_TRIP_US, 5);
    g_assert_true(keyframe_gate_due(&gate, 5));
}

/* 160 receivers on a bad line, each asking each 300 ms: still one key frame a second. */
static void test_a_storm_makes_one_a_second(void)
{
    KeyframeGate gate = {0};
    int made = 0;
    for (int64_t now_us = 0; now_us < 10 * KEYFRAME_GATE_GAP_US; now_us += 40000) {
        for (int receiver = 0; receiver < 160; receiver++) {
            keyframe_gate_ask(&gate, 0, now_us);
        }
        if (keyframe_gate_due(&gate, now_us)) {
            keyframe_gate_made(&gate, now_us);
            made++;
        }
    }
    g_assert_cmpint(made, ==, 10);
    g_assert_cmpuint(gate.forced, ==, 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keyframe_gate/opens_when_it_should", test_opens_when_it_should);
    g_test_add_func(
            "/keyframe_gate/the_first_is_never_held_back", test_the_first_is_never_held_back);
    g_test_add_func("/keyframe_gate/a_storm_makes_one_a_second", test_a_storm_makes_one_a_second);
    return g_test_run();
}
