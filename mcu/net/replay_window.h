/**
 * replay_window: which of the latest packets have come, so that none is taken twice (RFC 3711, 3.3.2).
 *
 * Units       indices count packets.
 * Ownership   a plain value.
 * Thread      none of its own and no lock.
 * Errors      nothing fails.
 * Memory      fixed: one bit for each of REPLAY_WINDOW_SIZE packets.
 */
#ifndef MCU_NET_REPLAY_WINDOW_H
#define MCU_NET_REPLAY_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /* RFC 3711 asks for 64 at least; a retransmission over a long path comes some hundred packets late. */
    REPLAY_WINDOW_SIZE = 1024,
};

/** Start it as {0}. */
typedef struct ReplayWindow {
    bool started;
    uint64_t highest;
    uint64_t seen[REPLAY_WINDOW_SIZE / 64]; /**< the bit of an index is index modulo the size */
} ReplayWindow;

/** Whether a packet is new: not seen, and not too old to tell. */
bool replay_window_is_new(const ReplayWindow *window, uint64_t index);

/** Remembers a packet that was new, once it is known to be authentic. */
void replay_window_add(ReplayWindow *window, uint64_t index);

#endif
