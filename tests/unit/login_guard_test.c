#include "signaling/client/login_guard.h"

static const int64_t second_us = G_USEC_PER_SEC;

static void test_wrong_tries_are_few(void)
{
    g_autoptr(LoginGuard) guard = login_guard_new();
    int64_t now_us = 1000 * second_us;

    for (unsigned i = 0; i < LOGIN_GUARD_WRONG; i++) {
        g_assert_true(login_guard_admit(guard, "192.0.2.1", now_us));
        login_guard_note_wrong(guard, "192.0.2.1", now_us);
        now_us += second_us / 2;
    }
    g_assert_false(login_guard_admit(guard, "192.0.2.1", now_us));
    g_assert_true(login_guard_admit(guard, "192.0.2.2", now_us));
    now_us += LOGIN_GUARD_WRONG_EACH_S * second_us;
    g_assert_true(login_guard_admit(guard, "192.0.2.1", now_us));
    login_guard_note_wrong(guard, "192.0.2.1", now_us);
    g_assert_false(login_guard_admit(guard, "192.0.2.1", now_us));
}

static void test_a_flood_of_right_ones_is_slowed_too(void)
{
    g_autoptr(LoginGuard) guard = login_guard_new();

    for (unsigned i = 0; i < LOGIN_GUARD_TRIES; i++) {
        g_assert_true(login_guard_admit(guard, "192.0.2.1", second_us));
    }
    g_assert_false(login_guard_admit(guard, "192.0.2.1", second_us));
    g_assert_true(login_guard_admit(guard, "192.0.2.1", 2 * second_us));
}

static void test_unknown_names_look_like_known_ones(void)
{
    g_autoptr(LoginGuard) guard = login_guard_new();

    for (int64_t left = 4; left >= 0; left--) {
        g_assert_false(login_guard_is_spent(guard, "nobody", 5));
        g_assert_cmpint(login_guard_note_unknown(guard, "nobody", 5), ==, left);
    }
    g_assert_true(login_guard_is_spent(guard, "nobody", 5));
    g_assert_cmpint(login_guard_note_unknown(guard, "nobody", 5), ==, 0);
    g_assert_false(login_guard_is_spent(guard, "other", 5));
}

static void test_names_are_bounded(void)
{
    g_autoptr(LoginGuard) guard = login_guard_new();

    for (unsigned i = 0; i <= LOGIN_GUARD_KEYS_MAX; i++) {
        g_autofree char *name = g_strdup_printf("name%u", i);
        g_assert_cmpint(login_guard_note_unknown(guard, name, 5), ==, 4);
    }
    g_assert_cmpint(login_guard_note_unknown(guard, "name0", 5), ==, 4); /* it was forgotten */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/login_guard/wrong_tries", test_wrong_tries_are_few);
    g_test_add_func("/login_guard/floods", test_a_flood_of_right_ones_is_slowed_too);
    g_test_add_func("/login_guard/unknown_names", test_unknown_names_look_like_known_ones);
    g_test_add_func("/login_guard/bounds", test_names_are_bounded);
    return g_test_run();
}
