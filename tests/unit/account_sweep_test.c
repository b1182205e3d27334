#include "signaling/app/account_sweep.h"

#include "signaling/store/audit_log.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static const int64_t day_us = INT64_C(86400) * G_USEC_PER_SEC;
static const int64_t now_us = INT64_C(1800000000) * G_USEC_PER_SEC;

static void add(Database *database, const char *username, int64_t days_ago)
{
    g_autoptr(GError) error = NULL;
    g_auto(Account) account = {0};

    record_init(&account_type, &account);
    g_free(account.username);
    account.username = g_strdup(username);
    g_free(account.name);
    account.name = g_strdup(username);
    g_assert_true(account_set_role(&account, ROLE_OPERATOR));
    g_assert_true(accounts_add(database, &account, now_us - days_ago * day_us, &error));
}

static bool is_disabled(Database *database, const char *username, int64_t *ret_swept)
{
    g_auto(Account) account = {0};
    bool found = false;

    record_init(&account_type, &account);
    g_assert_true(accounts_find(database, username, &account, &found, NULL));
    g_assert_true(found);
    *ret_swept = account.swept;
    return account.disabled;
}

static void append(const AuditEntry *entry, void *user_data)
{
    g_string_append_printf(user_data, "%s %s%s ", entry->action, entry->object, entry->detail);
}

static unsigned sweep(Database *database, int64_t at_us)
{
    g_autoptr(GError) error = NULL;
    unsigned closed = 0;

    g_assert_true(database_begin(database, &error));
    g_assert_true(account_sweep_run(database, 45 * day_us, at_us, &closed, &error));
    g_assert_true(database_commit(database, &error));
    g_assert_no_error(error);
    return closed;
}

static void test_closes_what_nobody_uses(void)
{
    TestDatabase place;
    int64_t swept = 0;
    g_autoptr(GString) log = g_string_new(NULL);
    test_database_init(&place);
    Database *database = test_database_open(&place);
    add(database, "edge", 45);
    add(database, "over", 46);
    add(database, "off", 100);
    add(database, "new", 1);
    g_assert_true(database_script(
            database, "UPDATE accounts SET disabled = 1 WHERE username = 'off'", NULL));

    g_assert_cmpuint(sweep(database, now_us), ==, 1);
    g_assert_false(is_disabled(database, "edge", &swept)); /* its 45 days end just now */
    g_assert_false(is_disabled(database, "new", &swept));
    g_assert_true(is_disabled(database, "over", &swept));
    g_assert_cmpint(swept, ==, now_us);
    g_assert_true(is_disabled(database, "off", &swept)); /* somebody's decision stays that */
    g_assert_cmpint(swept, ==, 0);
    g_assert_cmpuint(sweep(database, now_us), ==, 0); /* once is enough */
    g_assert_true(audit_each(database, &(AuditFilter){0}, append, log, NULL));
    g_assert_cmpstr(log->str, ==, "account.sweep account:over{\"unused_days\":45} ");

    /* Unlocking opens what the sweep has closed, and nothing else. */
    g_assert_true(accounts_unlock(database, "over", now_us, NULL));
    g_assert_true(accounts_unlock(database, "off", now_us, NULL));
    g_assert_false(is_disabled(database, "over", &swept));
    g_assert_cmpint(swept, ==, 0);
    g_assert_true(is_disabled(database, "off", &swept));
    g_assert_cmpuint(sweep(database, now_us), ==, 0);
    database_close(database);
    test_database_clear(&place);
}

static void test_the_first_sweep_is_at_once(void)
{
    TestDatabase place;
    int64_t swept = 0;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    add(database, "over", 0);
    g_assert_true(database_script(database, "UPDATE accounts SET active = 1", NULL));
    Store *store = store_new(place.folder, place.url, NULL);
    AccountSweep *sweeps = account_sweep_new(store, &(SecurityProfile){.unused_us = day_us});
    store_free(store); /* what was submitted is done */
    account_sweep_free(sweeps);
    g_assert_true(is_disabled(database, "over", &swept));
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/account_sweep/closes_what_nobody_uses", test_closes_what_nobody_uses);
    g_test_add_func("/account_sweep/the_first_sweep_is_at_once", test_the_first_sweep_is_at_once);
    return g_test_run();
}
