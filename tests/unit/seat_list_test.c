#include "mcu/room/seat_list.h"

enum { HOLD_US = 30000000 };

static void take(
        SeatList *list, const char *identity, int64_t order, uint32_t leg, uint32_t replaced)
{
    uint32_t was = 99;
    g_assert_nonnull(seat_list_take(list, identity, identity, order, leg, &was));
    g_assert_cmpuint(was, ==, replaced);
}

static char *order_of(const SeatList *list)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < seat_list_count(list); i++) {
        g_string_append(names, seat_list_at(list, i)->identity);
    }
    return g_string_free(names, FALSE);
}

static void assert_order(const SeatList *list, const char *expected)
{
    g_autofree char *names = order_of(list);
    g_assert_cmpstr(names, ==, expected);
}

static void test_keeps_the_official_order(void)
{
    g_autoptr(SeatList) list = seat_list_new();
    take(list, "c", 3, 1, 0);
    take(list, "a", 1, 2, 0);
    take(list, "x", 2, 3, 0);
    take(list, "y", 2, 4, 0);
    take(list, "z", -1, 5, 0);
    assert_order(list, "zaxyc");
    g_assert_cmpint(seat_list_place(list, 3), ==, 2);
    g_assert_cmpint(seat_list_place(list, 0), ==, SEAT_NOWHERE);
    g_assert_cmpint(seat_list_place(list, 9), ==, SEAT_NOWHERE);
}

static void test_a_returning_site_finds_its_place(void)
{
    g_autoptr(SeatList) list = seat_list_new();
    take(list, "a", 0, 1, 0);
    take(list, "b", 0, 2, 0);
    take(list, "c", 0, 3, 0);
    seat_list_lose(seat_list_find(list, 1), 1000);
    assert_order(list, "abc");
    g_assert_null(seat_list_find(list, 1));
    take(list, "a", 0, 4, 0);
    assert_order(list, "abc");
    take(list, "b", 0, 5, 2); /* the newest device wins */
    assert_order(list, "abc");
    g_assert_null(seat_list_find(list, 2));
}

static void test_a_lost_seat_is_held_for_its_time(void)
{
    g_autoptr(SeatList) list = seat_list_new();
    take(list, "a", 0, 1, 0);
    take(list, "b", 0, 2, 0);
    seat_list_lose(seat_list_find(list, 1), 1000);
    g_assert_cmpuint(seat_list_expire(list, HOLD_US, 1000 + HOLD_US - 1), ==, 0);
    assert_order(list, "ab");
    g_assert_cmpuint(seat_list_expire(list, HOLD_US, 1000 + HOLD_US), ==, 1);
    assert_order(list, "b");
    seat_list_leave(list, seat_list_find(list, 2));
    assert_order(list, "");
}

static void test_has_an_end(void)
{
    g_autoptr(SeatList) list = seat_list_new();
    uint32_t replaced = 0;
    for (uint32_t i = 1; i <= SEAT_LIST_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("%u", i);
        g_assert_nonnull(seat_list_take(list, identity, "", 0, i, &replaced));
    }
    g_assert_null(seat_list_take(list, "one more", "", 0, SEAT_LIST_MAX + 1, &replaced));
    take(list, "7", 0, SEAT_LIST_MAX + 1, 7); /* one that has a seat comes in all the same */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/seat_list/keeps_the_official_order", test_keeps_the_official_order);
    g_test_add_func(
            "/seat_list/a_returning_site_finds_its_place", test_a_returning_site_finds_its_place);
    g_test_add_func(
            "/seat_list/a_lost_seat_is_held_for_its_time", test_a_lost_seat_is_held_for_its_time);
    g_test_add_func("/seat_list/has_an_end", test_has_an_end);
    return g_test_run();
}
