#include "signaling/app/join_guard.h"

static const TokenKey key = {.bytes = {5}};

static void test_tokens(void)
{
    g_autoptr(JoinGuard) guard = join_guard_new(&key);
    g_autofree char *good = auth_token_mint_named(&key, "demo", "a", ROLE_SITE, INT64_MAX, NULL);
    g_autofree char *old = auth_token_mint_named(&key, "demo", "a", ROLE_SITE, 1, NULL);
    g_auto(AuthToken) token = {0};
    AuthToken none = {0};

    g_assert_cmpint(join_guard_open_token(guard, "192.0.2.1", good, &token), ==, CLIENT_ERROR_NONE);
    g_assert_cmpstr(token.identity, ==, "site:a");
    g_assert_cmpint(
            join_guard_open_token(guard, "192.0.2.1", old, &none), ==, CLIENT_ERROR_EXPIRED_TOKEN);
    g_assert_cmpint(
            join_guard_open_token(guard, "192.0.2.1", "x", &none), ==, CLIENT_ERROR_BAD_TOKEN);
}

static void test_guessing_uses_itself_up(void)
{
    g_autoptr(JoinGuard) guard = join_guard_new(&key);
    AuthToken none = {0};
    int held = 0;

    /* Time passes meanwhile, and with it comes back a little; so many more than the burst. */
    for (int i = 0; i < 10 * JOIN_GUARD_FAILURE_BURST; i++) {
        held += join_guard_open_token(guard, "192.0.2.1", "x", &none) == CLIENT_ERROR_TOO_MANY;
    }
    g_assert_cmpint(held, >, 0);
    g_assert_cmpint(
            join_guard_open_token(guard, "192.0.2.2", "x", &none), ==, CLIENT_ERROR_BAD_TOKEN);
}

static void test_floods(void)
{
    g_autoptr(JoinGuard) guard = join_guard_new(&key);
    enum { TRIES = 10 * JOIN_GUARD_IDENTITY_BURST };
    int admitted = 0;

    for (int i = 0; i < TRIES; i++) {
        admitted += join_guard_admit(guard, "192.0.2.1", "site:a") == CLIENT_ERROR_NONE;
    }
    g_assert_cmpint(admitted, >=, 100); /* a hundred joins of one site are still let in */
    g_assert_cmpint(admitted, <, TRIES);
    g_assert_cmpint(join_guard_admit(guard, "192.0.2.2", "site:b"), ==, CLIENT_ERROR_NONE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/join_guard/tokens", test_tokens);
    g_test_add_func("/join_guard/guessing_uses_itself_up", test_guessing_uses_itself_up);
    g_test_add_func("/join_guard/floods", test_floods);
    return g_test_run();
}
