#include "signaling/store/audit_log.h"

#include "tests/fakes/test_database.h"

#include <string.h>

#define DAY_US INT64_C(1000)

static void append(Database *database, int64_t time_us, const char *object)
{
    g_autoptr(GError) error = NULL;
    const AuditEntry entry = {.time_us = time_us,
            .account = "quantri",
            .role = "quan_tri",
            .source = "192.0.2.7",
            .action = "unit.create",
            .object = object,
            .detail = "{\"name\":\"Hòn Đất\"}"};
    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_append(database, &entry, &error));
    g_assert_no_error(error);
    g_assert_true(database_commit(database, NULL));
}

static Database *open_log(TestDatabase *place, int rows)
{
    test_database_init(place);
    Database *database = test_database_open(place);

    for (int i = 1; i <= rows; i++) {
        g_autofree char *object = g_strdup_printf("unit:%d", i);
        append(database, i * DAY_US, object);
    }
    return database;
}

static void spoil(Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;
    (void)database_script(database, "{allow_change audit_log}", &error);
    (void)database_script(database, sql, &error);
    g_assert_no_error(error);
    g_assert_true(database_script(database, "{append_only audit_log}", &error));
}

static void append_object(const AuditEntry *entry, void *user_data)
{
    g_string_append_printf(user_data, "%s ", entry->object);
}

static void test_what_an_ill_wisher_does_shows(void)
{
    static const struct {
        const char *sql;
        int64_t broken_row;
        const char *reason;
    } rows[] = {
            {"SELECT 1", 0, "nothing"},
            {"UPDATE audit_log SET account = 'x' WHERE id = 3", 3, "another account"},
            {"UPDATE audit_log SET time_us = 1 WHERE id = 1", 1, "another time, in the first"},
            {"UPDATE audit_log SET detail = '' WHERE id = 5", 5, "a detail less, in the last"},
            {"UPDATE audit_log SET hash = 'x' WHERE id = 2", 2, "another hash"},
            {"DELETE FROM audit_log WHERE id = 4", 4, "one out of the middle"},
            {"DELETE FROM audit_log WHERE id = 1", 1, "the first"},
            {"DELETE FROM audit_log WHERE id = 5", 5, "the last"},
            {"DELETE FROM audit_log", 1, "all"},
            {"DELETE FROM audit_log WHERE id = 4; UPDATE audit_log SET id = 4 WHERE id = 5", 4,
                    "one out, and the next in its place"},
            {"INSERT INTO audit_log SELECT 6, time_us, account, role, source, target, action, "
             "object,"
             " detail, hash FROM audit_log WHERE id = 5",
                    6, "one more"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TestDatabase place;
        AuditVerdict verdict;
        Database *database = open_log(&place, 5);
        g_test_message("%s", rows[i].reason);
        spoil(database, rows[i].sql);
        g_assert_true(audit_verify(database, &verdict, NULL));
        g_assert_cmpint(verdict.broken_row, ==, rows[i].broken_row);
        g_assert_cmpint(verdict.rows, ==, rows[i].broken_row == 0 ? 5 : rows[i].broken_row - 1);
        g_assert_cmpint(strlen(verdict.reason) > 0, ==, rows[i].broken_row != 0);
        database_close(database);
        test_database_clear(&place);
    }
}

static void test_the_program_cannot_change_it(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    Database *database = open_log(&place, 1);

    g_assert_false(
            database_run(database, "DELETE FROM audit_log", DATABASE_NO_VALUES, NULL, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    g_assert_false(database_run(
            database, "UPDATE audit_log SET account = ''", DATABASE_NO_VALUES, NULL, NULL));
    database_close(database);
    test_database_clear(&place);
}

static void test_a_row_goes_with_its_change(void)
{
    TestDatabase place;
    AuditVerdict verdict;
    Database *database = open_log(&place, 2);
    const AuditEntry entry = {.action = "unit.create"};

    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_append(database, &entry, NULL));
    database_rollback(database);
    append(database, 3, "unit:3");
    g_assert_true(audit_verify(database, &verdict, NULL));
    g_assert_cmpint(verdict.broken_row, ==, 0);
    g_assert_cmpint(verdict.rows, ==, 3);
    database_close(database);
    test_database_clear(&place);
}

static void test_questions(void)
{
    static const struct {
        AuditFilter filter;
        const char *found;
        const char *reason;
    } rows[] = {
            {{0}, "unit:4 unit:3 unit:2 unit:1 ", "all"},
            {{.from_us = 2 * DAY_US, .to_us = 4 * DAY_US}, "unit:3 unit:2 ", "a span of time"},
            {{.before = 3}, "unit:2 unit:1 ", "the next page"},
            {{.limit = 1}, "unit:4 ", "a short page"},
            {{.text = "UNIT:3"}, "unit:3 ", "an object, in another case"},
            {{.text = "Hòn Đất", .limit = 2}, "unit:4 unit:3 ", "a word of the detail"},
            {{.text = "%"}, "", "no pattern"},
            {{.text = "'"}, "", "no way out of the question"},
    };
    TestDatabase place;
    Database *database = open_log(&place, 4);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) found = g_string_new(NULL);
        g_test_message("%s", rows[i].reason);
        g_assert_true(audit_list(database, &rows[i].filter, append_object, found, NULL));
        g_assert_cmpstr(found->str, ==, rows[i].found);
    }
    database_close(database);
    test_database_clear(&place);
}

static void count_entry(const AuditEntry *entry, void *user_data)
{
    g_assert_cmpint(entry->id, ==, ++*(int64_t *)user_data);
}

static void test_many_rows_come_in_order(void)
{
    TestDatabase place;
    const AuditFilter all = {0};
    int64_t rows = 0;
    Database *database = open_log(&place, 0);

    g_assert_true(database_begin(database, NULL));
    for (int i = 0; i < 2 * AUDIT_PAGE; i++) {
        const AuditEntry entry = {.action = "test"};
        g_assert_true(audit_append(database, &entry, NULL));
    }
    g_assert_true(database_commit(database, NULL));
    g_assert_true(audit_each(database, &all, count_entry, &rows, NULL));
    g_assert_cmpint(rows, ==, INT64_C(2) * AUDIT_PAGE);
    database_close(database);
    test_database_clear(&place);
}

static void keep_detail(const AuditEntry *entry, void *user_data)
{
    json_t *row = audit_to_json(entry);
    g_string_assign(user_data, json_string_value(json_object_get(row, "action")));
    g_string_append_printf(user_data, " %d", (int)json_is_object(json_object_get(row, "detail")));
    json_decref(row);
}

static void test_long_and_broken_texts(void)
{
    TestDatabase place;
    AuditVerdict verdict;
    const AuditFilter all = {0};
    Database *database = open_log(&place, 0);
    g_autofree char *detail = g_strnfill(AUDIT_DETAIL_MAX + 1, 'x');
    g_autofree char *action = g_strnfill(AUDIT_TEXT_MAX - 1, 'a');
    g_autofree char *wide = g_strconcat(action, "ệ", NULL);
    const AuditEntry entry = {.action = wide, .object = "\xff", .detail = detail};

    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_append(database, &entry, NULL));
    g_assert_true(database_commit(database, NULL));
    g_autoptr(GString) seen = g_string_new(NULL);
    g_assert_true(audit_list(database, &all, keep_detail, seen, NULL));
    g_autofree char *expected = g_strconcat(action, " 1", NULL);
    g_assert_cmpstr(seen->str, ==, expected);
    g_assert_true(audit_verify(database, &verdict, NULL));
    g_assert_cmpint(verdict.broken_row, ==, 0);
    database_close(database);
    test_database_clear(&place);
}

static void test_old_rows_are_taken_out(void)
{
    TestDatabase place;
    AuditVerdict verdict;
    const AuditEntry who = {.time_us = 9 * DAY_US, .account = "quantri"};
    int64_t removed = 0;
    Database *database = open_log(&place, 5);

    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_prune(database, 4 * DAY_US, &who, &removed, NULL));
    g_assert_cmpint(removed, ==, 3);
    g_assert_true(audit_prune(database, 4 * DAY_US, &who, &removed, NULL));
    g_assert_cmpint(removed, ==, 0);
    g_assert_true(database_commit(database, NULL));
    g_assert_true(audit_verify(database, &verdict, NULL));
    g_assert_cmpint(verdict.broken_row, ==, 0);
    g_assert_cmpint(verdict.anchored_row, ==, 3);
    g_assert_cmpint(verdict.rows, ==, 3); /* 4, 5, and that it was done */

    /* However far it goes, the last row stays. */
    g_assert_true(database_begin(database, NULL));
    g_assert_true(audit_prune(database, G_MAXINT64, &who, &removed, NULL));
    g_assert_cmpint(removed, ==, 2);
    g_assert_true(database_commit(database, NULL));
    g_assert_true(audit_verify(database, &verdict, NULL));
    g_assert_cmpint(verdict.broken_row, ==, 0);
    g_assert_cmpint(verdict.rows, ==, 2);

    spoil(database, "UPDATE audit_log SET account = 'x' WHERE id = 7");
    g_autoptr(GError) error = NULL;
    g_assert_true(database_begin(database, NULL));
    g_assert_false(audit_prune(database, G_MAXINT64, &who, &removed, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    database_rollback(database);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/audit_log/S-46/what_an_ill_wisher_does_shows", test_what_an_ill_wisher_does_shows);
    g_test_add_func("/audit_log/the_program_cannot_change_it", test_the_program_cannot_change_it);
    g_test_add_func("/audit_log/a_row_goes_with_its_change", test_a_row_goes_with_its_change);
    g_test_add_func("/audit_log/questions", test_questions);
    g_test_add_func("/audit_log/many_rows_come_in_order", test_many_rows_come_in_order);
    g_test_add_func("/audit_log/long_and_broken_texts", test_long_and_broken_texts);
    g_test_add_func("/audit_log/old_rows_are_taken_out", test_old_rows_are_taken_out);
    return g_test_run();
}
