/**
 * timer_heap: the due times of many timers, the earliest first.
 *
 * Units       microseconds; which clock is the caller's business.
 * Ownership   borrows the entries, which sit inside the caller's timers.
 * Thread      none of its own and no lock: one thread at a time.
 * Errors      nothing fails.
 * Memory      one pointer an entry.
 */
#ifndef MCU_NET_TIMER_HEAP_H
#define MCU_NET_TIMER_HEAP_H

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

typedef struct TimerHeap TimerHeap;

/** One timer. Start it as {0}; it is in no heap then. */
typedef struct TimerHeapEntry {
    int64_t due_us;
    size_t place; /**< where it is in the heap, counted from 1; 0 for nowhere */
} TimerHeapEntry;

TimerHeap *timer_heap_new(void);

/** Forgets all entries. NULL is allowed. */
void timer_heap_free(TimerHeap *heap);

/** Puts an entry in, or moves it to another time. */
void timer_heap_set(TimerHeap *heap, TimerHeapEntry *entry, int64_t due_us);

/** Takes an entry out; allowed for one that is not in. */
void timer_heap_remove(TimerHeap *heap, TimerHeapEntry *entry);

/** The entry due first, or NULL. It stays in. */
TimerHeapEntry *timer_heap_first(const TimerHeap *heap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TimerHeap, timer_heap_free)

#endif
