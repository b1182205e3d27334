#include "signaling/store/database_migration.h"

#include "signaling/store/database_schema.h"
#include "tests/fakes/test_database.h"

static const char site_row[] =
        "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
        "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash) "
        "VALUES ('HD', '903', 'H', 'h', 1, 'wan', '', 0, '','','', 0, 1, '')";

/* Rows that a program of each form has written; index 0 is form 1. */
static const char *const written[] = {
        "INSERT INTO attendance_log VALUES (1, 1, 'demo', 'a', 'A', 'site', 'joined', 'bot', '')",
        "INSERT INTO line_log VALUES (7, 1, 'demo', 'a', 'A', 1, 0,0, 0,0, 0,0, 0,0, 0,0, 0,0)",
        "INSERT INTO meeting_kinds (code, name, position) VALUES ('x', 'X', 99)",
        "INSERT INTO audit_log VALUES (1, 1, 'a', '', '', '', 'x', '', '', '')",
        "INSERT INTO password_history (account, hash, time_us) VALUES ('a', 'x', 1)",
        "INSERT INTO meeting_events VALUES (1, 'demo', 1, 'a', 'x', '', '')",
        site_row,
        "INSERT INTO webhook_cursors VALUES ('http://127.0.0.1/', 3, 4)",
        "INSERT INTO operation_notes VALUES ('demo', '', '', '', 1, 'a')",
        "INSERT INTO attendance_frozen VALUES ('demo', 1, 2, 3, 4, 0, 'x', 'y')",
};

/* Form 3 gave a column another name. */
enum { PLANNED = 3 };
static const char meeting_before[] =
        "INSERT INTO meetings (code, title, created_us) VALUES ('demo', 'D', 1);";
static const char meeting_since[] =
        "INSERT INTO meetings (code, title, created) VALUES ('demo', 'D', 1);";

static int64_t number_of(Database *database, const char *sql)
{
    int64_t number = -1;
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

/* What a program of an earlier form wrote is still there after the steps to the newest. */
static void test_every_earlier_form_is_brought_up(void)
{
    for (int form = 1; form <= database_schema_newest(); form++) {
        TestDatabase place;
        g_autoptr(GError) error = NULL;
        test_database_init(&place);
        Database *old = test_database_open_raw(&place);
        g_assert_true(database_migrate_to(old, form, &error));
        g_assert_true(
                database_script(old, form < PLANNED ? meeting_before : meeting_since, &error));
        for (int i = 0; i < form && i < (int)G_N_ELEMENTS(written); i++) {
            g_assert_true(database_script(old, written[i], &error));
        }
        g_assert_no_error(error);
        database_close(old);

        Database *database = test_database_open(&place);
        int now = 0;
        g_assert_true(database->operations->read_form(database, &now, NULL));
        g_assert_cmpint(now, ==, database_schema_newest());
        g_assert_cmpint(
                number_of(database, "SELECT created FROM meetings WHERE code = 'DEMO'"), ==, 1);
        /* A meeting that could be entered still can. */
        g_assert_cmpint(
                number_of(database, "SELECT count(*) FROM meetings WHERE state = 'live'"), ==, 1);
        g_assert_cmpint(number_of(database, "SELECT count(*) FROM attendance_log"), ==, 1);
        g_assert_cmpint(number_of(database, "SELECT count(*) FROM line_log"), ==, form >= 2);
        g_assert_cmpint(number_of(database, "SELECT count(*) FROM audit_log"), ==, form >= 4);
        g_assert_cmpint(number_of(database, "SELECT count(*) FROM sites"), ==, form >= 7);
        g_assert_cmpint(number_of(database, "SELECT count(*) FROM webhook_cursors"), ==, form >= 8);
        database_close(database);
        test_database_clear(&place);
    }
}

static void test_a_newer_form_is_left_alone(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    g_assert_true(database->operations->write_form(database, 9999, NULL));
    database_close(database);
    g_assert_null(database_open(place.folder, place.url, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_NEWER);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/database_migration/S-07/every_earlier_form_is_brought_up",
            test_every_earlier_form_is_brought_up);
    g_test_add_func(
            "/database_migration/a_newer_form_is_left_alone", test_a_newer_form_is_left_alone);
    return g_test_run();
}
