#include "tests/bots/frame_meter.h"

#include <glib.h>

enum { BASE = -2 }; /* disorder at the start makes numbers below 0; the window wraps there too */

static FrameMeter meter;

static void start(void)
{
    frame_meter_init(&meter, gap_meter(0, 60000));
}

/* Each letter is a packet: K, k begin a key frame; F, f another; m goes on. A dot behind ends it. */
static unsigned push(const char *stream, int64_t number, int64_t now_us)
{
    int64_t at = 0;
    for (const char *c = stream; *c != '\0'; c++) {
        if (*c == '.') {
            continue;
        }
        if (at++ == number) {
            const FramePacket packet = {.sequence = BASE + number,
                    .starts = *c != 'm',
                    .key = *c == 'K',
                    .ends = c[1] == '.'};
            return frame_meter_push(&meter, &packet, now_us);
        }
    }
    g_assert_not_reached();
}

static void test_shows(void)
{
    static const struct {
        const char *why;
        const char *stream;
        int order[12]; /* the packets as they come; ends with -1 */
        unsigned shown, keys, jumps;
        bool stuck;
    } cases[] = {
            {"one packet", "K.", {0, -1}, 1, 1, 0, false},
            {"no key frame", "F.F.", {0, 1, -1}, 0, 0, 0, true},
            {"in order", "Km.F.Fm.", {0, 1, 2, 3, 4, -1}, 3, 1, 0, false},
            {"half a picture", "KmF.", {0, -1}, 0, 0, 0, true},
            {"a key frame in reverse", "Kmm.", {2, 1, 0, -1}, 1, 1, 0, false},
            {"swapped", "K.F.F.", {0, 2, 1, -1}, 3, 1, 0, false},
            {"twice", "K.F.F.", {0, 1, 1, 0, 2, -1}, 3, 1, 0, false},
            {"lost", "K.F.F.F.", {0, 2, 3, -1}, 1, 1, 0, true},
            {"lost and sent again", "K.Fm.F.", {0, 2, 3, 1, -1}, 3, 1, 0, false},
            {"lost, then a key frame", "K.F.F.Km.F.", {0, 2, 3, 4, 5, -1}, 3, 2, 1, false},
            {"a key frame not whole", "K.F.F.Km.F.", {0, 2, 3, 5, -1}, 1, 1, 0, true},
            {"a key frame with its middle late", "K.F.Kmm.F.", {0, 2, 4, 5, 3, -1}, 3, 2, 1, false},
            {"a late one after the jump", "K.F.K.F.", {0, 2, 1, 3, -1}, 3, 2, 1, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        unsigned shown = 0;
        g_test_message("%s", cases[i].why);
        start();
        for (int j = 0; cases[i].order[j] >= 0; j++) {
            shown += push(cases[i].stream, cases[i].order[j], j + 1);
        }
        g_assert_cmpuint(shown, ==, cases[i].shown);
        g_assert_cmpuint(meter.shown.total, ==, cases[i].shown);
        g_assert_cmpuint(meter.keys, ==, cases[i].keys);
        g_assert_cmpuint(meter.jumps, ==, cases[i].jumps);
        g_assert_true((frame_meter_stuck_us(&meter, 1000) > 0) == cases[i].stuck);
    }
}

static void test_tells_how_long_it_is_stuck(void)
{
    start();
    push("K.F.F.", 0, 10);
    g_assert_cmpint(frame_meter_stuck_us(&meter, 20), ==, 0);
    push("K.F.F.", 2, 30);
    g_assert_cmpint(frame_meter_stuck_us(&meter, 70), ==, 40);
    push("K.F.F.", 1, 80);
    g_assert_cmpint(frame_meter_stuck_us(&meter, 90), ==, 0);
}

static void test_keeps_to_its_window(void)
{
    start();
    frame_meter_push(&meter, &(FramePacket){.starts = true, .key = true, .ends = true}, 1);
    /* Packet 1 never comes; the window passes over it, and over itself, and a key frame helps. */
    for (int64_t i = 2; i < (int64_t)3 * FRAME_METER_WINDOW; i++) {
        g_assert_cmpuint(frame_meter_push(&meter,
                                 &(FramePacket){.sequence = i, .starts = true, .ends = true}, i),
                ==, 0);
    }
    g_assert_cmpuint(
            frame_meter_push(&meter, &(FramePacket){.sequence = 1, .starts = true}, 2), ==, 0);
    const FramePacket key = {
            .sequence = (int64_t)3 * FRAME_METER_WINDOW, .starts = true, .key = true, .ends = true};
    g_assert_cmpuint(frame_meter_push(&meter, &key, 3), ==, 1);
    g_assert_cmpuint(meter.jumps, ==, 1);
}

static void test_begins_anew(void)
{
    start();
    push("K.F.F.", 0, 10);
    push("K.F.F.", 2, 20);
    frame_meter_restart(&meter);
    g_assert_cmpint(frame_meter_stuck_us(&meter, 30), ==, 0);
    frame_meter_push(&meter,
            &(FramePacket){.sequence = 5, .starts = true, .key = true, .ends = true}, 90010);
    g_assert_cmpuint(meter.shown.total, ==, 2);
    g_assert_cmpint(meter.shown.max_gap_us, ==, 90000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame_meter/shows", test_shows);
    g_test_add_func("/frame_meter/tells_how_long_it_is_stuck", test_tells_how_long_it_is_stuck);
    g_test_add_func("/frame_meter/keeps_to_its_window", test_keeps_to_its_window);
    g_test_add_func("/frame_meter/begins_anew", test_begins_anew);
    return g_test_run();
}
