#include "mcu/net/timer_heap.h"

enum { ENTRIES = 200 };

static void test_gives_the_earliest_first(void)
{
    g_autoptr(TimerHeap) heap = timer_heap_new();
    TimerHeapEntry entries[ENTRIES] = {0};

    g_assert_null(timer_heap_first(heap));
    for (int i = 0; i < ENTRIES; i++) {
        timer_heap_set(heap, &entries[i], g_test_rand_int_range(0, 50));
    }
    int64_t last_us = 0;
    for (int i = 0; i < ENTRIES; i++) {
        TimerHeapEntry *first = timer_heap_first(heap);
        g_assert_cmpint(first->due_us, >=, last_us);
        last_us = first->due_us;
        timer_heap_remove(heap, first);
        g_assert_cmpuint(first->place, ==, 0);
    }
    g_assert_null(timer_heap_first(heap));
}

/* Against the plain way: look through all. */
static void test_moves_and_removals_keep_the_order(void)
{
    g_autoptr(TimerHeap) heap = timer_heap_new();
    TimerHeapEntry entries[ENTRIES] = {0};

    for (int round = 0; round < 5000; round++) {
        TimerHeapEntry *entry = &entries[g_test_rand_int_range(0, ENTRIES)];
        if (g_test_rand_bit()) {
            timer_heap_set(heap, entry, g_test_rand_int_range(0, 1000));
        } else {
            timer_heap_remove(heap, entry);
        }
        int64_t earliest_us = INT64_MAX;
        for (int i = 0; i < ENTRIES; i++) {
            if (entries[i].place != 0) {
                earliest_us = MIN(earliest_us, entries[i].due_us);
            }
        }
        const TimerHeapEntry *first = timer_heap_first(heap);
        g_assert_cmpint(first == NULL ? INT64_MAX : first->due_us, ==, earliest_us);
    }
}

static void test_forgets_its_entries(void)
{
    TimerHeap *heap = timer_heap_new();
    TimerHeapEntry entry = {0};

    timer_heap_remove(heap, &entry); /* was never in */
    timer_heap_set(heap, &entry, 5);
    timer_heap_free(heap);
    g_assert_cmpuint(entry.place, ==, 0);
    timer_heap_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/timer_heap/gives_the_earliest_first", test_gives_the_earliest_first);
    g_test_add_func("/timer_heap/moves_and_removals_keep_the_order",
            test_moves_and_removals_keep_the_order);
    g_test_add_func("/timer_heap/forgets_its_entries", test_forgets_its_entries);
    return g_test_run();
}
