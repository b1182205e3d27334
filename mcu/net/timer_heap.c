#include "mcu/net/timer_heap.h"

/* A binary heap; entries[0] is unused so that place 0 can mean "nowhere". */
struct TimerHeap {
    GPtrArray *entries;
};

static TimerHeapEntry *at(const TimerHeap *heap, size_t place)
{
    return g_ptr_array_index(heap->entries, place);
}

static void put(TimerHeap *heap, size_t place, TimerHeapEntry *entry)
{
    g_ptr_array_index(heap->entries, place) = entry;
    entry->place = place;
}

static size_t last_place(const TimerHeap *heap)
{
    return heap->entries->len - 1;
}

static void move_up(TimerHeap *heap, TimerHeapEntry *entry)
{
    size_t place = entry->place;

    while (place > 1 && at(heap, place / 2)->due_us > entry->due_us) {
        put(heap, place, at(heap, place / 2));
        place /= 2;
    }
    put(heap, place, entry);
}

static void move_down(TimerHeap *heap, TimerHeapEntry *entry)
{
    const size_t last = last_place(heap);
    size_t place = entry->place;

    while (2 * place <= last) {
        size_t child = 2 * place;
        if (child < last && at(heap, child + 1)->due_us < at(heap, child)->due_us) {
            child++;
        }
        if (at(heap, child)->due_us >= entry->due_us) {
            break;
        }
        put(heap, place, at(heap, child));
        place = child;
    }
    put(heap, place, entry);
}

TimerHeap *timer_heap_new(void)
{
    TimerHeap *heap = g_new0(TimerHeap, 1);

    heap->entries = g_ptr_array_new();
    g_ptr_array_add(heap->entries, NULL);
    return heap;
}

void timer_heap_free(TimerHeap *heap)
{
    if (heap == NULL) {
        return;
    }
    for (size_t place = 1; place < heap->entries->len; place++) {
        at(heap, place)->place = 0;
    }
    g_ptr_array_unref(heap->entries);
    g_free(heap);
}

void timer_heap_set(TimerHeap *heap, TimerHeapEntry *entry, int64_t due_us)
{
    entry->due_us = due_us;
    if (entry->place == 0) {
        g_ptr_array_add(heap->entries, entry);
        entry->place = last_place(heap);
    }
    move_up(heap, entry);
    move_down(heap, entry);
}

void timer_heap_remove(TimerHeap *heap, TimerHeapEntry *entry)
{
    const size_t place = entry->place;

    if (place == 0) {
        return;
    }
    g_assert(at(heap, place) == entry);
    TimerHeapEntry *last = at(heap, last_place(heap));
    g_ptr_array_set_size(heap->entries, (int)last_place(heap));
    entry->place = 0;
    if (last != entry) {
        put(heap, place, last);
        move_up(heap, last);
        move_down(heap, last);
    }
}

TimerHeapEntry *timer_heap_first(const TimerHeap *heap)
{
    return last_place(heap) == 0 ? NULL : at(heap, 1);
}
