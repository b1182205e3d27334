#include "mcu/rtp/queue_drain.h"

#include <glib.h>

enum { NARROW_BPS = 300000, LONG_BYTES = 30000, SHORT_BYTES = 7000, BETWEEN_BYTES = 12000 };

#define SECOND INT64_C(1000000)

static void test_waits_for_a_long_queue(void)
{
    QueueDrain drain = {0};
    int64_t now_us = SECOND;

    /* A lot on its way alone is no reason: lines are long as well. */
    g_assert_false(queue_drain_update(&drain, 0, LONG_BYTES, NARROW_BPS, now_us));
    g_assert_false(queue_drain_update(&drain, 1, BETWEEN_BYTES, NARROW_BPS, now_us));
    g_assert_true(queue_drain_update(&drain, 2, LONG_BYTES, NARROW_BPS, now_us));
    now_us += SECOND / 2;
    g_assert_true(queue_drain_update(&drain, 2, BETWEEN_BYTES, NARROW_BPS, now_us));
    g_assert_false(queue_drain_update(&drain, 2, SHORT_BYTES, NARROW_BPS, now_us));
    /* The same fall does not make it wait again. */
    g_assert_false(queue_drain_update(&drain, 2, LONG_BYTES, NARROW_BPS, now_us));
    g_assert_true(queue_drain_update(&drain, 3, LONG_BYTES, NARROW_BPS, now_us));
}

static void test_a_receiver_that_is_silent(void)
{
    QueueDrain drain = {0};
    g_assert_true(queue_drain_update(&drain, 1, LONG_BYTES, NARROW_BPS, 0));
    g_assert_true(queue_drain_update(&drain, 1, LONG_BYTES, NARROW_BPS, QUEUE_DRAIN_MAX_US - 1));
    g_assert_false(queue_drain_update(&drain, 1, LONG_BYTES, NARROW_BPS, QUEUE_DRAIN_MAX_US));
    g_assert_true(queue_drain_update(&drain, 2, LONG_BYTES, 0, 3 * SECOND)); /* no division by it */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/queue_drain/waits_for_a_long_queue", test_waits_for_a_long_queue);
    g_test_add_func("/queue_drain/a_receiver_that_is_silent", test_a_receiver_that_is_silent);
    return g_test_run();
}
