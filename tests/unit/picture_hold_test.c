#include "mcu/room/picture_hold.h"

static void put(PictureHold *hold, uint32_t number, int64_t due_us)
{
    const AssembledFrame frame = {
            .data = g_bytes_new_static("frame", 5),
            .timestamp_ticks = number,
    };
    picture_hold_put(hold, &frame, due_us);
}

/* The number of the next frame, 0 for none. */
static uint32_t take(PictureHold *hold, int64_t now_us)
{
    AssembledFrame frame;
    if (!picture_hold_take(hold, now_us, &frame)) {
        return 0;
    }
    g_bytes_unref(frame.data);
    return frame.timestamp_ticks;
}

static void test_gives_what_is_due_in_order(void)
{
    g_autoptr(PictureHold) hold = picture_hold_new();
    g_assert_cmpint(picture_hold_due_us(hold), ==, INT64_MAX);
    g_assert_cmpuint(take(hold, INT64_MAX), ==, 0);
    put(hold, 1, 100);
    put(hold, 2, 90); /* came with the sound's delay growing shorter */
    put(hold, 3, 200);
    g_assert_cmpint(picture_hold_due_us(hold), ==, 100);
    g_assert_cmpuint(take(hold, 99), ==, 0);
    g_assert_cmpuint(take(hold, 100), ==, 1);
    g_assert_cmpuint(take(hold, 100), ==, 2);
    g_assert_cmpuint(take(hold, 100), ==, 0);
    g_assert_cmpint(picture_hold_due_us(hold), ==, 200);
}

static void test_holds_no_more_than_it_may(void)
{
    g_autoptr(PictureHold) hold = picture_hold_new();
    for (uint32_t number = 1; number <= PICTURE_HOLD_MAX; number++) {
        put(hold, number, 1000);
        g_assert_cmpuint(take(hold, 0), ==, 0);
    }
    for (uint32_t number = PICTURE_HOLD_MAX + 1; number < 10 * PICTURE_HOLD_MAX; number++) {
        put(hold, number, 1000);
        g_assert_cmpuint(take(hold, 0), ==, number - PICTURE_HOLD_MAX);
        g_assert_cmpuint(take(hold, 0), ==, 0);
    }
}

static void test_what_is_due_at_once_does_not_wait(void)
{
    g_autoptr(PictureHold) hold = picture_hold_new();
    for (uint32_t number = 1; number < 100; number++) {
        put(hold, number, number);
        g_assert_cmpuint(take(hold, number), ==, number);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_hold/gives_what_is_due_in_order", test_gives_what_is_due_in_order);
    g_test_add_func("/picture_hold/holds_no_more_than_it_may", test_holds_no_more_than_it_may);
    g_test_add_func("/picture_hold/what_is_due_at_once_does_not_wait",
            test_what_is_due_at_once_does_not_wait);
    return g_test_run();
}
