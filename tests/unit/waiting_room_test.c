#include "signaling/meeting/waiting_room.h"

static bool enter(WaitingRoom *room, const char *identity, uint64_t session, uint64_t *ret_replaced)
{
    return waiting_room_enter(room,
            &(WaitingSite){
                    .identity = identity, .name = identity, .session = session, .since_us = 5},
            ret_replaced);
}

static void test_they_wait_in_the_order_of_coming(void)
{
    g_autoptr(WaitingRoom) room = waiting_room_new();
    uint64_t replaced = 9;

    g_assert_true(enter(room, "site:a", 1, &replaced));
    g_assert_cmpuint(replaced, ==, 0);
    g_assert_true(enter(room, "site:b", 2, &replaced));
    g_assert_true(enter(room, "site:a", 3, &replaced)); /* another device of the same site */
    g_assert_cmpuint(replaced, ==, 1);
    g_assert_cmpuint(waiting_room_size(room), ==, 2);
    g_assert_cmpstr(waiting_room_nth(room, 0).identity, ==, "site:a");
    g_assert_cmpuint(waiting_room_nth(room, 0).session, ==, 3);
    g_assert_false(waiting_room_session_gone(room, 1)); /* the older one does not count any more */
    g_assert_cmpuint(waiting_room_leave(room, "site:a"), ==, 3);
    g_assert_cmpuint(waiting_room_leave(room, "site:a"), ==, 0);
    g_assert_true(waiting_room_session_gone(room, 2));
    g_assert_cmpuint(waiting_room_size(room), ==, 0);
}

static void test_a_full_room_takes_no_more(void)
{
    g_autoptr(WaitingRoom) room = waiting_room_new();
    uint64_t replaced = 0;

    for (uint64_t i = 1; i <= WAITING_ROOM_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("site:%d", (int)i);
        g_assert_true(enter(room, identity, i, &replaced));
    }
    g_assert_false(enter(room, "site:one more", 1000, &replaced));
    g_assert_true(enter(room, "site:1", 1000, &replaced));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/waiting_room/they_wait_in_the_order_of_coming",
            test_they_wait_in_the_order_of_coming);
    g_test_add_func("/waiting_room/a_full_room_takes_no_more", test_a_full_room_takes_no_more);
    return g_test_run();
}
