#include "signaling/app/roll_runner.h"

static void test_what_is_known_of_a_site(void)
{
    static const struct {
        RollSigns signs;
        RollAnswer expected;
        const char *reason;
    } rows[] = {
            {{0}, ROLL_NO_ANSWER, "it is not here"},
            {{.picture = true, .sound = true}, ROLL_NO_ANSWER,
                    "an old report of a leg that is gone"},
            {{.connected = true}, ROLL_NO_ANSWER, "a line without anything on it"},
            {{.connected = true, .picture = true, .sound = true}, ROLL_PRESENT,
                    "its microphone is off: nothing has to be heard"},
            {{.connected = true, .picture = true, .sound = true, .open = true}, ROLL_PICTURE_ONLY,
                    "an open microphone of which nothing was heard"},
            {{.connected = true, .picture = true, .sound = true, .open = true, .heard = true},
                    ROLL_PRESENT, "seen and heard"},
            {{.connected = true, .picture = true}, ROLL_PICTURE_ONLY, "no sound packets"},
            {{.connected = true, .sound = true}, ROLL_SOUND_ONLY, "no camera"},
            {{.connected = true, .sound = true, .open = true}, ROLL_NO_ANSWER,
                    "neither seen nor heard"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].reason);
        g_assert_cmpint(roll_runner_judge(&rows[i].signs), ==, rows[i].expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll_runner/what_is_known_of_a_site", test_what_is_known_of_a_site);
    return g_test_run();
}
