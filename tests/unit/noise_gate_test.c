#include "mcu/media/noise_gate.h"

#include <glib.h>

enum { SECOND = 50 }; /* frames */

static float run(NoiseGate *gate, uint8_t level_dbov, unsigned frames)
{
    bool voice = false;
    float gain = gate->gain;
    for (unsigned i = 0; i < frames; i++) {
        gain = noise_gate_update(gate, level_dbov, &voice);
    }
    return gain;
}

static void test_tells_voices_from_rooms(void)
{
    static const struct {
        const char *why;
        uint8_t room_dbov, then_dbov;
        bool open;
    } cases[] = {
            {"a silent room", 127, 127, false},
            {"a quiet room", 65, 65, false},
            {"a fan", 48, 48, false},
            {"a voice in a quiet room", 65, 30, true},
            {"a soft voice in a quiet room", 70, 55, true},
            {"hardly anything", 127, NOISE_GATE_NEVER_DBOV + 1, false},
            {"a voice beside a fan", 48, 35, true},
            {"the fan gets up a little", 50, 45, false},
            {"a steady tone is never a room", 15, 15, true},
            {"nor a soft one", NOISE_GATE_ALWAYS_DBOV, NOISE_GATE_ALWAYS_DBOV, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        NoiseGate gate = NOISE_GATE_INIT;
        g_test_message("%s", cases[i].why);
        run(&gate, cases[i].room_dbov, 60 * SECOND);
        const float gain = run(&gate, cases[i].then_dbov, 2);
        g_assert_true(cases[i].open == (gain == 1.0F));
    }
}

static void test_opens_at_once_and_closes_late(void)
{
    NoiseGate gate = NOISE_GATE_INIT;
    run(&gate, 65, 10 * SECOND);
    g_assert_cmpfloat(gate.gain, <, 0.2);
    g_assert_true(run(&gate, 30, 1) == 1.0F);
    g_assert_true(run(&gate, 65, 20) == 1.0F); /* the pause between two words */
    const float closing = run(&gate, 65, 8);
    g_assert_cmpfloat(closing, <, 1.0);
    g_assert_cmpfloat(closing, >, 0.3); /* not with a step */
    g_assert_cmpfloat(run(&gate, 65, SECOND), <, 0.2);
    g_assert_cmpfloat(gate.gain, >, 0.1); /* and never wholly */
}

static void test_does_not_flutter_at_its_edge(void)
{
    NoiseGate gate = NOISE_GATE_INIT;
    unsigned changes = 0;
    bool voice = false;
    run(&gate, 65, 60 * SECOND);
    for (unsigned i = 0; i < 10 * SECOND; i++) {
        const float before = gate.gain;
        const float after = noise_gate_update(&gate, i % 2 == 0 ? 55 : 58, &voice);
        changes += (before == 1.0F) != (after == 1.0F);
    }
    g_assert_cmpuint(changes, ==, 2); /* open, and shut once it is known that this is the room */
}

static void test_speech_is_not_taken_for_the_room(void)
{
    NoiseGate gate = NOISE_GATE_INIT;
    for (int sentence = 0; sentence < 60; sentence++) {
        g_assert_true(run(&gate, 42, SECOND) == 1.0F);
        run(&gate, 65, 10);
    }
}

static void test_is_opened_for_a_site_that_comes(void)
{
    NoiseGate gate = NOISE_GATE_INIT;
    run(&gate, 50, 60 * SECOND);
    noise_gate_open(&gate);
    g_assert_true(run(&gate, 58, 1) == 1.0F);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/noise_gate/tells_voices_from_rooms", test_tells_voices_from_rooms);
    g_test_add_func(
            "/noise_gate/opens_at_once_and_closes_late", test_opens_at_once_and_closes_late);
    g_test_add_func("/noise_gate/does_not_flutter_at_its_edge", test_does_not_flutter_at_its_edge);
    g_test_add_func(
            "/noise_gate/speech_is_not_taken_for_the_room", test_speech_is_not_taken_for_the_room);
    g_test_add_func(
            "/noise_gate/is_opened_for_a_site_that_comes", test_is_opened_for_a_site_that_comes);
    return g_test_run();
}
