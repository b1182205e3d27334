#include "mcu/net/replay_window.h"

#include <glib.h>

enum { ROUNDS = 20000, SPAN = 3000 };

static void test_takes_each_once(void)
{
    static const struct {
        const char *why;
        uint64_t first;
        uint64_t second;
        bool is_new;
    } cases[] = {
            {"the same", 5, 5, false},
            {"the next", 5, 6, true},
            {"one before", 5, 4, true},
            {"the last in the window", 5000, 5000 - REPLAY_WINDOW_SIZE + 1, true},
            {"the first that is too old", 5000, 5000 - REPLAY_WINDOW_SIZE, false},
            {"a window further", 5000, 5000 + REPLAY_WINDOW_SIZE, true},
            {"index 0 first", 0, 0, false},
            {"far ahead", 0, UINT64_MAX, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        ReplayWindow window = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(replay_window_is_new(&window, cases[i].first));
        replay_window_add(&window, cases[i].first);
        g_assert_true(replay_window_is_new(&window, cases[i].second) == cases[i].is_new);
    }
}

/* Against the plain way: remember all. */
static void test_is_as_good_as_remembering_all(void)
{
    ReplayWindow window = {0};
    g_autofree bool *seen = g_new0(bool, ROUNDS + SPAN);
    uint64_t highest = 0;

    for (uint64_t round = 0; round < ROUNDS; round++) {
        const uint64_t index = round + (uint64_t)g_test_rand_int_range(0, SPAN);
        const bool too_old = index + REPLAY_WINDOW_SIZE <= highest;
        g_assert_true(replay_window_is_new(&window, index) == (!seen[index] && !too_old));
        if (!seen[index] && !too_old) {
            replay_window_add(&window, index);
            seen[index] = true;
            highest = MAX(highest, index);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/replay_window/takes_each_once", test_takes_each_once);
    g_test_add_func(
            "/replay_window/is_as_good_as_remembering_all", test_is_as_good_as_remembering_all);
    return g_test_run();
}
