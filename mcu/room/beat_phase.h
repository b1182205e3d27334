/**
 * beat_phase: when within its 20 ms the tick of the sound comes: soon after the packets of those who talk.
 *
 *      beats       |         |         |         even: what is sent is stamped with them
 *      packets          x         x         x    ready, a while after they came
 *      ticks              ^         ^         ^  each `offset` after its beat
 *
 * A tick that comes just before the packets are ready makes each of them wait for nearly 20 ms. Of several who talk the
 * mean wait counts. The offset moves so slowly that receivers take it for a clock that drifts, earlier rather than
 * later: so nobody who talks loses a packet.
 *
 * Units       microseconds.
 * Ownership   a plain value; zeroed memory is a fresh one.
 * Thread      one at a time: the sound thread.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_BEAT_PHASE_H
#define MCU_ROOM_BEAT_PHASE_H

#include <stdint.h>

enum {
    BEAT_PHASE_PERIOD_US = 20000,
    BEAT_PHASE_BIN_US = 1000,
    BEAT_PHASE_BINS = BEAT_PHASE_PERIOD_US / BEAT_PHASE_BIN_US,
    BEAT_PHASE_SPARE_US = 2000,       /* what is left for a packet to be later than it was */
    BEAT_PHASE_OFFSET_MAX_US = 20000, /* either way */
    BEAT_PHASE_STEP_US = 100,         /* a tick: 0.5 % */
    BEAT_PHASE_GAIN_US = 4000,        /* on average: less is not worth moving for */
    BEAT_PHASE_REVIEW_TICKS = 25,
    BEAT_PHASE_WAIT_MAX_US =
            26000, /* what waits longer is not for want of a tick: a jitter buffer shortens it */
};

typedef struct BeatPhase {
    double ready
            [BEAT_PHASE_BINS]; /**< how much was said lately that was ready then, after a beat */
    double said;               /**< their sum, in ticks */
    double waited_us;          /**< all of that together */
    int64_t offset_us;         /**< of the tick after its beat, now */
    int64_t target_us;         /**< where it moves to */
    unsigned ticks;            /**< since it was thought over */
} BeatPhase;

/**
 * Somebody's voice is in this tick.
 *
 * @param tick_us    after the tick's beat: now
 * @param waited_us  how long it has been ready; negative: not quite
 */
void beat_phase_note(BeatPhase *phase, int64_t tick_us, int64_t waited_us);

/** The end of a tick. @return the offset of the next one */
int64_t beat_phase_next(BeatPhase *phase);

#endif
