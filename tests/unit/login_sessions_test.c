#include "signaling/store/login_sessions.h"

#include "tests/fakes/test_database.h"

static void add(Database *database, const char *key, const char *account, int64_t seen_us)
{
    const LoginSession session = {.session = (char *)key,
            .account = (char *)account,
            .address = (char *)"192.0.2.1",
            .created_us = 1,
            .seen_us = seen_us};
    g_autoptr(GError) error = NULL;

    login_sessions_add(database, &session, &error);
    g_assert_no_error(error);
}

static int64_t seen(Database *database, const char *key)
{
    g_auto(LoginSession) session = {0};
    g_assert_true(login_sessions_find(database, key, &session, NULL));
    return session.account != NULL ? session.seen_us : -1;
}

static void test_comes_and_goes(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(LoginSession) session = {0};

    add(database, "k1", "thuky", 10);
    add(database, "k2", "thuky", 20);
    add(database, "k3", "vanthu", 30);
    g_assert_true(login_sessions_find(database, "k1", &session, NULL));
    g_assert_cmpstr(session.account, ==, "thuky");
    g_assert_cmpstr(session.address, ==, "192.0.2.1");
    g_assert_cmpint(session.created_us, ==, 1);
    g_assert_cmpint(seen(database, "k4"), ==, -1);

    g_assert_true(login_sessions_touch(database, "k1", 40, NULL));
    g_assert_cmpint(seen(database, "k1"), ==, 40);
    g_assert_true(login_sessions_remove_older(database, 30, NULL));
    g_assert_cmpint(seen(database, "k2"), ==, -1);
    g_assert_cmpint(seen(database, "k3"), ==, 30);

    add(database, "k2", "thuky", 50);
    g_assert_true(login_sessions_remove_of(database, "thuky", "k2", NULL));
    g_assert_cmpint(seen(database, "k1"), ==, -1);
    g_assert_cmpint(seen(database, "k2"), ==, 50);
    g_assert_cmpint(seen(database, "k3"), ==, 30);
    g_assert_true(login_sessions_remove(database, "k2", NULL));
    g_assert_cmpint(seen(database, "k2"), ==, -1);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/login_sessions/comes_and_goes", test_comes_and_goes);
    return g_test_run();
}
