#include "signaling/store/accounts.h"

#include "tests/fakes/test_database.h"

static const int64_t hour_us = INT64_C(3600) * G_USEC_PER_SEC;
static const int64_t now_us = INT64_C(1800000000) * G_USEC_PER_SEC;

typedef struct Fixture {
    TestDatabase place;
    Database *database;
} Fixture;

static void add(Fixture *fixture, const char *username)
{
    g_autoptr(GError) error = NULL;
    g_auto(Account) account = {0};

    record_init(&account_type, &account);
    g_free(account.username);
    account.username = g_strdup(username);
    g_free(account.name);
    account.name = g_strdup("Thư ký");
    g_free(account.hash);
    account.hash = g_strdup("first");
    g_assert_true(account_set_role(&account, ROLE_SECRETARY));
    accounts_add(fixture->database, &account, now_us, &error);
    g_assert_no_error(error);
}

static void fixture_init(Fixture *fixture)
{
    test_database_init(&fixture->place);
    fixture->database = test_database_open(&fixture->place);
    add(fixture, "ThuKy");
}

static void fixture_clear(Fixture *fixture)
{
    database_close(fixture->database);
    test_database_clear(&fixture->place);
}

static void find(const Fixture *fixture, Account *account)
{
    g_autoptr(GError) error = NULL;
    bool found = false;

    record_init(&account_type, account);
    g_assert_true(accounts_find(fixture->database, "THUKY", account, &found, &error));
    g_assert_no_error(error);
    g_assert_true(found);
}

static void test_names_are_kept_in_lower_case(void)
{
    Fixture fixture;
    g_auto(Account) account = {0};
    g_auto(Account) other = {0};
    g_autoptr(GError) error = NULL;
    int64_t count = 0;
    bool found = true;

    fixture_init(&fixture);
    find(&fixture, &account);
    g_assert_cmpstr(account.username, ==, "thuky");
    g_assert_cmpint(account_role(&account), ==, ROLE_SECRETARY);
    g_assert_cmpint(account.created, ==, now_us);
    record_init(&account_type, &other);
    g_assert_true(accounts_find(fixture.database, "thuky2", &other, &found, NULL));
    g_assert_false(found);
    g_assert_false(accounts_add(fixture.database, &account, now_us, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_EXISTS);
    g_assert_true(accounts_count(fixture.database, &count, NULL));
    g_assert_cmpint(count, ==, 1);
    fixture_clear(&fixture);
}

static int64_t wrong(const Fixture *fixture, int64_t at_us)
{
    int64_t left = -1;
    const AccountLock lock = {.tries_max = 5, .lock_us = 12 * hour_us};

    g_assert_true(accounts_note_wrong(fixture->database, "thuky", &lock, at_us, &left, NULL));
    return left;
}

static int64_t locked_until(const Fixture *fixture)
{
    g_auto(Account) account = {0};
    find(fixture, &account);
    return account.locked_until;
}

static void test_the_fifth_wrong_try_locks(void)
{
    Fixture fixture;

    fixture_init(&fixture);
    for (int64_t left = 4; left > 0; left--) {
        g_assert_cmpint(wrong(&fixture, now_us), ==, left);
        g_assert_cmpint(locked_until(&fixture), ==, 0);
    }
    g_assert_cmpint(wrong(&fixture, now_us), ==, 0);
    g_assert_cmpint(locked_until(&fixture), ==, now_us + 12 * hour_us);
    /* once the time is over it counts from one again */
    g_assert_cmpint(wrong(&fixture, now_us + 13 * hour_us), ==, 4);
    fixture_clear(&fixture);
}

static void test_a_right_one_and_unlocking_begin_anew(void)
{
    Fixture fixture;

    fixture_init(&fixture);
    g_assert_cmpint(wrong(&fixture, now_us), ==, 4);
    g_assert_true(accounts_note_login(fixture.database, "thuky", 0, now_us + 1, NULL));
    for (int64_t left = 4; left >= 0; left--) {
        g_assert_cmpint(wrong(&fixture, now_us), ==, left);
    }
    g_assert_true(accounts_unlock(fixture.database, "thuky", now_us + 2, NULL));
    g_assert_cmpint(locked_until(&fixture), ==, 0);
    g_auto(Account) account = {0};
    find(&fixture, &account);
    g_assert_cmpint(account.last_login, ==, now_us + 1);
    g_assert_cmpint(account.active, ==, now_us + 2);
    g_assert_cmpint(account.tries, ==, 0);
    fixture_clear(&fixture);
}

static void test_old_passwords_are_remembered(void)
{
    Fixture fixture;

    fixture_init(&fixture);
    for (int i = 0; i < PASSWORD_HISTORY_MAX + 5; i++) {
        g_autofree char *hash = g_strdup_printf("hash%d", i);
        g_assert_true(accounts_set_password(
                fixture.database, "thuky", hash, i % 2 == 0, now_us + i, NULL));
    }
    g_auto(Account) account = {0};
    find(&fixture, &account);
    g_assert_cmpstr(account.hash, ==, "hash28");
    g_assert_true(account.must_change);
    g_assert_cmpint(account.changed, ==, now_us + 28);
    g_auto(GStrv) last = accounts_history(fixture.database, "thuky", 2, NULL);
    g_assert_cmpstr(last[0], ==, "hash28");
    g_assert_cmpstr(last[1], ==, "hash27");
    g_assert_null(last[2]);
    g_auto(GStrv) all = accounts_history(fixture.database, "thuky", 1000, NULL);
    g_assert_cmpuint(g_strv_length(all), ==, PASSWORD_HISTORY_MAX);
    fixture_clear(&fixture);
}

static void test_second_factor(void)
{
    Fixture fixture;
    g_auto(Account) account = {0};

    fixture_init(&fixture);
    g_assert_true(accounts_set_totp_pending(fixture.database, "thuky", "SECRET", NULL));
    find(&fixture, &account);
    g_assert_false(account.totp);
    g_assert_cmpstr(account.totp_pending, ==, "SECRET");
    account_clear(&account);
    g_assert_true(accounts_set_totp(fixture.database, "thuky", "SECRET", 100, NULL));
    g_assert_true(accounts_note_login(fixture.database, "thuky", 101, now_us, NULL));
    g_assert_true(accounts_note_login(fixture.database, "thuky", 0, now_us, NULL));
    find(&fixture, &account);
    g_assert_true(account.totp);
    g_assert_cmpstr(account.totp_pending, ==, "");
    g_assert_cmpint(account.totp_step, ==, 101);
    account_clear(&account);
    g_assert_true(accounts_set_totp(fixture.database, "thuky", "", 0, NULL));
    find(&fixture, &account);
    g_assert_false(account.totp);
    fixture_clear(&fixture);
}

static void test_secrets_stay_out_of_json(void)
{
    Fixture fixture;
    g_auto(Account) account = {0};

    fixture_init(&fixture);
    find(&fixture, &account);
    json_t *json = record_to_json(&account_type, &account);
    static const char *const secrets[] = {
            "hash", "tries", "totp_secret", "totp_pending", "totp_step"};
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        g_assert_null(json_object_get(json, secrets[i]));
    }
    json_decref(json);
    fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/accounts/names", test_names_are_kept_in_lower_case);
    g_test_add_func("/accounts/fifth_wrong_try_locks", test_the_fifth_wrong_try_locks);
    g_test_add_func("/accounts/begin_anew", test_a_right_one_and_unlocking_begin_anew);
    g_test_add_func("/accounts/old_passwords", test_old_passwords_are_remembered);
    g_test_add_func("/accounts/second_factor", test_second_factor);
    g_test_add_func("/accounts/secrets", test_secrets_stay_out_of_json);
    return g_test_run();
}
