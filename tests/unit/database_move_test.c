#include "signaling/store/database_move.h"

#include "signaling/store/audit_log.h"
#include "signaling/store/meeting_events.h"
#include "tests/fakes/test_database.h"

#include <string.h>

/* A database of SQLite with something in it, whatever the tests run on. */
typedef struct Source {
    TestDatabase place;
    Database *database;
} Source;

static void source_init(Source *source)
{
    static const char rows[] =
            "INSERT INTO meetings (code, title, created) VALUES ('Giao-Ban', 'Họp ''giao ban''', "
            "1);"
            "INSERT INTO line_log VALUES (7, 1, 'giao-ban', 'a', 'A', 1, 0.5,0, 0,0, 0,0, 0,0, 0,0,"
            " 0,0);"
            "INSERT INTO meeting_kinds (code, name, position) VALUES ('khac', 'Khác', 99);"
            "DELETE FROM meeting_kinds WHERE code = 'tap_huan';"
            "INSERT INTO site_groups (id, unit, name) VALUES (41, '91', 'G');"
            "DELETE FROM site_groups;";
    g_autoptr(GError) error = NULL;

    source->place =
            (TestDatabase){.folder = g_dir_make_tmp("move_XXXXXX", NULL), .url = g_strdup("")};
    source->database = test_database_open(&source->place);
    g_assert_true(database_begin(source->database, &error));
    g_assert_true(database_script(source->database, rows, &error));
    for (int i = 0; i < 20; i++) {
        g_assert_true(audit_append(source->database,
                &(AuditEntry){.account = "a", .action = "test.row", .object = "x"}, &error));
        g_assert_true(meeting_events_append(source->database,
                &(MeetingEvent){.meeting = "giao-ban",
                        .time_us = i,
                        .actor = "a",
                        .kind = "lock",
                        .detail = "{}"},
                false, &error));
    }
    g_assert_true(database_commit(source->database, &error));
    g_assert_no_error(error);
}

static void source_clear(Source *source)
{
    database_close(source->database);
    test_database_clear(&source->place);
}

static int64_t number_of(Database *database, const char *sql)
{
    int64_t number = -1;
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

static void test_everything_arrives(void)
{
    Source source;
    TestDatabase target;
    DatabaseMoveResult moved = {0};
    g_autoptr(GError) error = NULL;
    test_database_init(&target);
    g_assert_false(test_database_is_sqlite(&target)); /* the way leads to PostgreSQL */
    source_init(&source);
    Database *to = test_database_open(&target);
    g_assert_true(database_move(source.database, to, &moved, &error));
    g_assert_no_error(error);
    g_assert_cmpint(moved.audit_rows, ==, 20);
    g_assert_cmpint(moved.meetings, ==, 1);
    g_assert_cmpint(moved.tables, ==,
            number_of(source.database,
                    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                    "'sqlite!_%' ESCAPE '!'"));
    g_assert_cmpint(number_of(to, "SELECT count(*) FROM meetings WHERE code = 'GIAO-BAN'"), ==, 1);
    g_assert_cmpint(number_of(to, "SELECT id FROM line_log WHERE in_bps = 0.5"), ==, 7);
    /* Lists that come with the tables are as the office has made them. */
    g_assert_cmpint(number_of(to, "SELECT count(*) FROM meeting_kinds"), ==,
            number_of(source.database, "SELECT count(*) FROM meeting_kinds"));
    g_assert_cmpint(
            number_of(to, "SELECT count(*) FROM meeting_kinds WHERE code = 'tap_huan'"), ==, 0);
    /* What was counted goes on, also where the row has gone. */
    g_assert_cmpint(number_of(to,
                            "INSERT INTO site_groups (unit, name) VALUES ('91', 'H') RETURNING "
                            "id"),
            ==, 42);
    g_assert_true(database_begin(to, &error));
    g_assert_true(audit_append(to, &(AuditEntry){.action = "after"}, &error));
    g_assert_true(database_commit(to, &error));
    AuditVerdict verdict;
    g_assert_true(audit_verify(to, &verdict, &error));
    g_assert_cmpint(verdict.broken_row, ==, 0);
    g_assert_cmpint(verdict.rows, ==, 21);
    /* A second time would be too much. */
    g_assert_false(database_move(source.database, to, &moved, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    database_close(to);
    source_clear(&source);
    test_database_clear(&target);
}

static void test_a_broken_chain_stays_where_it_is(void)
{
    Source source;
    TestDatabase target;
    DatabaseMoveResult moved = {0};
    g_autoptr(GError) error = NULL;
    test_database_init(&target);
    g_assert_false(test_database_is_sqlite(&target)); /* the way leads to PostgreSQL */
    source_init(&source);
    Database *to = test_database_open(&target);
    g_assert_true(database_script(source.database,
            "DROP TRIGGER audit_log_keeps_values;"
            "UPDATE audit_log SET account = 'b' WHERE id = 7",
            &error));
    g_assert_false(database_move(source.database, to, &moved, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    g_assert_cmpint(number_of(to, "SELECT count(*) FROM audit_log"), ==, 0);
    g_assert_cmpint(number_of(to, "SELECT count(*) FROM meetings"), ==, 0);
    database_close(to);
    source_clear(&source);
    test_database_clear(&target);
}

static void test_there_is_only_one_way(void)
{
    Source source;
    DatabaseMoveResult moved = {0};
    g_autoptr(GError) error = NULL;
    source_init(&source);

    g_assert_false(database_move(source.database, source.database, &moved, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED);
    source_clear(&source);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/database_move/everything_arrives", test_everything_arrives);
    g_test_add_func("/database_move/a_broken_chain_stays_where_it_is",
            test_a_broken_chain_stays_where_it_is);
    g_test_add_func("/database_move/there_is_only_one_way", test_there_is_only_one_way);
    return g_test_run();
}
