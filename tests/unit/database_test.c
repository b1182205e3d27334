#include "signaling/store/database.h"

#include "tests/fakes/test_database.h"

#include <string.h>

static Database *open_things(TestDatabase *place)
{
    GError *error = NULL;
    test_database_init(place);
    Database *database = test_database_open(place);
    (void)database_script(database,
            "CREATE TABLE things (id {id}, name TEXT {nocase} UNIQUE NOT NULL, weight DOUBLE "
            "PRECISION,"
            " bytes {blob}, other BIGINT REFERENCES things (id))",
            &error);
    g_assert_no_error(error);
    return database;
}

static bool add(Database *database, const char *name, GError **error)
{
    return database_run(database, "INSERT INTO things (name) VALUES ($1)",
            DATABASE_VALUES(database_text(name)), NULL, error);
}

static int64_t count(Database *database)
{
    int64_t number = -1;
    g_assert_true(database_number(
            database, "SELECT count(*) FROM things", DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

static void test_values_come_back(void)
{
    static const char bytes[] = {0, 1, '\\', '\'', (char)0xff};
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    Database *database = open_things(&place);

    /* The places are named out of order, and one is named twice. */
    g_assert_true(database_run(database,
            "INSERT INTO things (bytes, weight, name, id) VALUES ($4, $3, $2, $1)",
            DATABASE_VALUES(database_int(INT64_C(1) << 40), database_text("Hòn 'Đất' $1"),
                    database_real(0.1), database_blob(bytes, sizeof bytes)),
            NULL, &error));
    g_assert_no_error(error);
    DatabaseRows *rows = database_query(database,
            "SELECT id, name, weight, bytes, other FROM things WHERE id = $1 AND ($1 > 0)",
            DATABASE_VALUES(database_int(INT64_C(1) << 40)), &error);
    g_assert_no_error(error);
    g_assert_true(database_rows_next(rows, &error));
    g_assert_cmpint(database_rows_int(rows, 0), ==, INT64_C(1) << 40);
    g_assert_cmpstr(database_rows_text(rows, 1), ==, "Hòn 'Đất' $1");
    g_assert_cmpfloat(database_rows_real(rows, 2), ==, 0.1);
    GBytes *read = database_rows_blob(rows, 3);
    g_assert_cmpmem(g_bytes_get_data(read, NULL), g_bytes_get_size(read), bytes, sizeof bytes);
    g_bytes_unref(read);
    g_assert_cmpint(database_rows_int(rows, 4), ==, 0);
    g_assert_cmpstr(database_rows_text(rows, 4), ==, "");
    g_assert_false(database_rows_next(rows, &error));
    g_assert_no_error(error);
    database_rows_free(rows);
    database_close(database);
    test_database_clear(&place);
}

static void test_what_is_given_and_changed(void)
{
    TestDatabase place;
    Database *database = open_things(&place);
    int64_t first = 0;
    int64_t changed = -1;

    g_assert_true(database_number(database, "INSERT INTO things (name) VALUES ($1) RETURNING id",
            DATABASE_VALUES(database_text("a")), 0, &first, NULL));
    g_assert_cmpint(first, ==, 1);
    g_assert_true(add(database, "b", NULL));
    g_assert_true(database_run(database, "UPDATE things SET weight = $1",
            DATABASE_VALUES(database_null()), &changed, NULL));
    g_assert_cmpint(changed, ==, 2);
    g_assert_true(database_run(database, "DELETE FROM things WHERE name = $1",
            DATABASE_VALUES(database_text("c")), &changed, NULL));
    g_assert_cmpint(changed, ==, 0);
    database_close(database);
    test_database_clear(&place);
}

static void test_errors_have_kinds(void)
{
    static const struct {
        const char *sql;
        int code;
        const char *reason;
    } rows[] = {
            {"INSERT INTO things (name) VALUES ('A')", DATABASE_ERROR_EXISTS,
                    "another case is the same"},
            {"INSERT INTO things (name, other) VALUES ('x', 99)", DATABASE_ERROR_REFUSED,
                    "a reference to nothing"},
            {"INSERT INTO things (name) VALUES (NULL)", DATABASE_ERROR_REFUSED,
                    "nothing in a name"},
            {"INSERT INTO nowhere (name) VALUES ('x')", DATABASE_ERROR_FAILED, "no such table"},
            {"INSERT INTO", DATABASE_ERROR_FAILED, "no SQL"},
    };
    TestDatabase place;
    Database *database = open_things(&place);

    g_assert_true(add(database, "a", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        g_assert_false(database_run(database, rows[i].sql, DATABASE_NO_VALUES, NULL, &error));
        g_assert_error(error, DATABASE_ERROR, rows[i].code);
    }
    g_assert_cmpint(count(database), ==, 1);
    database_close(database);
    test_database_clear(&place);
}

static void test_transactions(void)
{
    TestDatabase place;
    Database *database = open_things(&place);

    g_assert_true(database_begin(database, NULL));
    g_assert_true(add(database, "a", NULL));
    database_rollback(database);
    g_assert_cmpint(count(database), ==, 0);

    g_assert_true(database_begin(database, NULL));
    g_assert_true(database_save(database, NULL));
    g_assert_true(add(database, "a", NULL));
    g_assert_true(database_release(database, NULL));
    g_assert_true(database_save(database, NULL));
    g_assert_true(add(database, "b", NULL));
    g_assert_false(add(database, "b", NULL));
    database_undo(database);
    g_assert_true(database_in_transaction(database));
    g_assert_true(database_commit(database, NULL));
    g_assert_false(database_in_transaction(database));
    g_assert_cmpint(count(database), ==, 1);

    Database *other = test_database_open(&place);
    g_assert_cmpint(count(other), ==, 1);
    database_close(other);
    database_close(database);
    test_database_clear(&place);
}

static void test_a_table_can_be_for_adding_only(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    Database *database = open_things(&place);

    g_assert_true(database_script(database, "{append_only things}", NULL));
    g_assert_true(add(database, "a", NULL));
    g_assert_false(database_run(
            database, "UPDATE things SET weight = 1", DATABASE_NO_VALUES, NULL, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_false(database_run(database, "DELETE FROM things", DATABASE_NO_VALUES, NULL, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    g_assert_true(database_script(database, "{allow_change things}", NULL));
    g_assert_true(database_run(database, "DELETE FROM things", DATABASE_NO_VALUES, NULL, NULL));
    database_close(database);
    test_database_clear(&place);
}

/* The same words as a statement that is under way. */
static void test_questions_inside_questions(void)
{
    static const char sql[] = "SELECT name FROM things ORDER BY name";
    TestDatabase place;
    Database *database = open_things(&place);
    unsigned pairs = 0;

    g_assert_true(add(database, "a", NULL) && add(database, "b", NULL));
    g_autoptr(DatabaseRows) outer = database_query(database, sql, DATABASE_NO_VALUES, NULL);
    while (database_rows_next(outer, NULL)) {
        g_autoptr(DatabaseRows) inner = database_query(database, sql, DATABASE_NO_VALUES, NULL);
        while (database_rows_next(inner, NULL)) {
            pairs++;
        }
    }
    g_assert_cmpuint(pairs, ==, 4);
    g_clear_pointer(&outer, database_rows_free);
    database_close(database);
    test_database_clear(&place);
}

static void test_no_database(void)
{
    TestDatabase place;
    g_autoptr(GError) error = NULL;
    test_database_init(&place);
    if (!test_database_is_sqlite(&place)) {
        g_assert_null(
                database_open(place.folder, "postgresql:///giaoban?host=/proc/nowhere", &error));
        g_assert_nonnull(error);
        test_database_clear(&place);
        return;
    }
    g_autofree char *path = g_build_filename(place.folder, "giaoban.db", NULL);

    g_assert_true(
            g_file_set_contents(path, "this is no database, but a long enough text", -1, NULL));
    g_assert_null(database_open(place.folder, NULL, &error));
    g_assert_nonnull(error);
    g_assert_null(database_open("/proc/nowhere", "", NULL));
    g_assert_null(database_open(place.folder, "mysql://somewhere", NULL));
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/database/values_come_back", test_values_come_back);
    g_test_add_func("/database/what_is_given_and_changed", test_what_is_given_and_changed);
    g_test_add_func("/database/errors_have_kinds", test_errors_have_kinds);
    g_test_add_func("/database/transactions", test_transactions);
    g_test_add_func(
            "/database/a_table_can_be_for_adding_only", test_a_table_can_be_for_adding_only);
    g_test_add_func("/database/questions_inside_questions", test_questions_inside_questions);
    g_test_add_func("/database/no_database", test_no_database);
    return g_test_run();
}
