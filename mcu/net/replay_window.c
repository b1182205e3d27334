#include "mcu/net/replay_window.h"

enum { WORD = 64 };

static bool is_seen(const ReplayWindow *window, uint64_t index)
{
    const uint64_t bit = index % REPLAY_WINDOW_SIZE;

    return (window->seen[bit / WORD] >> (bit % WORD) & 1) != 0;
}

static void set_seen(ReplayWindow *window, uint64_t index, bool seen)
{
    const uint64_t bit = index % REPLAY_WINDOW_SIZE;
    const uint64_t mask = UINT64_C(1) << (bit % WORD);

    if (seen) {
        window->seen[bit / WORD] |= mask;
    } else {
        window->seen[bit / WORD] &= ~mask;
    }
}

bool replay_window_is_new(const ReplayWindow *window, uint64_t index)
{
    if (!window->started || index > window->highest) {
        return true;
    }
    return window->highest - index < REPLAY_WINDOW_SIZE && !is_seen(window, index);
}

static void move_to(ReplayWindow *window, uint64_t index)
{
    if (index - window->highest >= REPLAY_WINDOW_SIZE) {
        for (uint64_t i = 0; i < REPLAY_WINDOW_SIZE / WORD; i++) {
            window->seen[i] = 0;
        }
    } else {
        for (uint64_t skipped = window->highest + 1; skipped < index; skipped++) {
            set_seen(window, skipped, false);
        }
    }
    window->highest = index;
}

void replay_window_add(ReplayWindow *window, uint64_t index)
{
    if (!window->started) {
        window->started = true;
        window->highest = index;
    } else if (index > window->highest) {
        move_to(window, index);
    }
    set_seen(window, index, true);
}
