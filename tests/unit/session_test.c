#include "signaling/client/session.h"

static void test_goes_through_its_states(void)
{
    g_autoptr(Session) session = session_new(5, "192.0.2.1", 0);

    g_assert_cmpuint(session_id(session), ==, 5);
    g_assert_cmpint(session_state(session), ==, SESSION_GREETING);
    g_assert_null(session_identity(session));
    session_look_up(session);
    session_refuse(session);
    session_look_up(session);
    g_assert_cmpint(session_state(session), ==, SESSION_LOOKING_UP);
    session_wait(session, "other"); /* it may wait, and come by another way */
    g_assert_false(session_is_overdue(session, INT64_MAX));
    session_look_up(session);
    session_enter(
            session, "demo", &(SessionSelf){.identity = "site:a", .name = "A", .role = ROLE_CHAIR});
    g_assert_cmpint(session_state(session), ==, SESSION_INSIDE);
    g_assert_cmpstr(session_meeting(session), ==, "demo");
    g_assert_cmpstr(session_identity(session), ==, "site:a");
    g_assert_cmpint(session_role(session), ==, ROLE_CHAIR);
    g_assert_false(session_is_overdue(session, SESSION_HELLO_US + 1));
}

static void test_owes_a_hello(void)
{
    g_autoptr(Session) session = session_new(1, "192.0.2.1", 100);

    g_assert_false(session_is_overdue(session, 100 + SESSION_HELLO_US));
    g_assert_true(session_is_overdue(session, 101 + SESSION_HELLO_US));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/session/goes_through_its_states", test_goes_through_its_states);
    g_test_add_func("/session/owes_a_hello", test_owes_a_hello);
    return g_test_run();
}
