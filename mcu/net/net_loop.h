/**
 * net_loop: one thread with a main context of its own, on which a number of peers live.
 *
 * What they send leaves together before the loop waits (send_batch). The loop of many peers rests for up to 2 ms
 * between its rounds: measured with 160 peers, that saves a tenth of the MCU's processor time. Calls, timers and
 * readers are looked after without a round of the main context, which is for libraries' sources alone.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a call's data belongs to the call once it was posted; timers belong to who made them.
 * Thread      net_loop_new(), net_loop_free(), net_loop_call(), net_loop_call_wait(), net_loop_stats(): any
 *             but the loop's own. All the rest, timers too: the loop's thread, and it is checked.
 * Errors      nothing fails; a handler that held the loop too long is counted and logged.
 * Memory      calls waiting are not bounded: they are control, not media. Media goes through a net_queue.
 */
#ifndef MCU_NET_NET_LOOP_H
#define MCU_NET_NET_LOOP_H

#include "mcu/net/send_batch.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct NetLoop NetLoop;
typedef struct NetTimer NetTimer;
typedef struct NetReader NetReader;

typedef void (*NetLoopFunc)(void *data);
typedef void (*NetTimerFunc)(int64_t now_us, void *data);
typedef bool (*NetReadFunc)(void *data); /**< @return whether nothing is left to be read */

typedef struct NetLoopStats {
    uint64_t rounds;     /**< times the loop woke up */
    int64_t busy_max_us; /**< the longest it was away from waiting */
    uint64_t slow;       /**< rounds over 50 ms: something blocked the loop */
    uint64_t calls;      /**< calls that were run */
} NetLoopStats;

/** Starts the thread. @param name  at most 15 letters are shown by tools; never NULL */
NetLoop *net_loop_new(const char *name);

/**
 * Runs what was posted, waits until all that hold the loop have let go, and ends the thread.
 * Free every peer before, or this waits for ever. NULL is allowed.
 */
void net_loop_free(NetLoop *loop);

/** Runs fn(data) on the loop, after all that was posted before. */
void net_loop_call(NetLoop *loop, NetLoopFunc fn, void *data);

/** The same, and returns when it has run. For tests and for setting up: it blocks the caller. */
void net_loop_call_wait(NetLoop *loop, NetLoopFunc fn, void *data);

/** Aborts if this is not the loop's thread. */
void net_loop_assert_current(const NetLoop *loop);

/** The time now. */
int64_t net_loop_now_us(const NetLoop *loop);

/** For libraries that bring sources of their own. Borrowed. */
GMainContext *net_loop_context(NetLoop *loop);

/** Says that a library may have brought a source, in a call, a timer or a reader: the loop does not see it by itself. */
void net_loop_sources_changed(NetLoop *loop);

/** Of the loop's thread; what is in it leaves before the loop waits. Borrowed. */
SendBatch *net_loop_batch(NetLoop *loop);

/** Says that something still needs the loop to run, e.g. sockets that close asynchronously. */
void net_loop_hold(NetLoop *loop);
void net_loop_release(NetLoop *loop);

/** What happened since the start. */
NetLoopStats net_loop_stats(NetLoop *loop);

/**
 * Makes a timer. A period of 0 makes one that rests until net_timer_arm().
 * A periodic timer that is late skips what it missed; it may be freed from inside its function.
 */
NetTimer *net_timer_new(NetLoop *loop, int64_t period_us, NetTimerFunc fn, void *data);
void net_timer_free(NetTimer *timer);

/**
 * Lets the timer run at a time, once more after which its period counts. INT64_MAX stops it. The time that it is told
 * is never before one that a call or a reader saw.
 */
void net_timer_arm(NetTimer *timer, int64_t due_us);

/**
 * Reads a descriptor that a library polls on the loop's context, before the library does; what it leaves there is
 * the library's. Of two readers of a descriptor the later counts: a library may close one, and its number comes again.
 * It may be freed from inside its function.
 */
NetReader *net_reader_new(NetLoop *loop, int fd, NetReadFunc fn, void *data);
void net_reader_free(NetReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetLoop, net_loop_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetTimer, net_timer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetReader, net_reader_free)

#endif
