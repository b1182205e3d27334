/**
 * tick_clock: an even beat on the monotonic clock, for the threads that mix.
 *
 * A beat is never moved by how long the work took: waiting is until an absolute time. A thread that is a
 * few beats late does them one after the other; one that is later still skips what nobody could hear.
 *
 * Units       microseconds of the monotonic clock.
 * Ownership   a plain value.
 * Thread      the thread that waits.
 * Errors      none.
 * Memory      none.
 */
#ifndef MCU_ROOM_TICK_CLOCK_H
#define MCU_ROOM_TICK_CLOCK_H

#include <stdint.h>

enum { TICK_CLOCK_BEHIND_MAX = 5 }; /**< beats that are made up for; more are skipped */

typedef struct TickClock {
    int64_t period_us;
    int64_t offset_us; /**< how long after its beat a tick is: it may be moved, the beats are not */
    int64_t due_us;    /**< the beat that tick_clock_wait() returned for */
    int64_t late_us;   /**< how late it returned */
    uint64_t skipped;  /**< beats that never were */
} TickClock;

/** The first beat comes one period from now. */
TickClock tick_clock_start(int64_t period_us, int64_t now_us);

/** Sleeps until the tick of the next beat. @return  how many periods later it is than the one before: 1, or more if some were skipped */
int64_t tick_clock_wait(TickClock *clock);

/** The same without sleeping, for a time that is given: which beat is next, seen from now? */
int64_t tick_clock_advance(TickClock *clock, int64_t now_us);

#endif
