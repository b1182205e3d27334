#include "signaling/store/attendance_archive.h"

#include "tests/fakes/test_database.h"

static void test_frozen_once(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    AttendanceFrozen first = {.time_us = 7,
            .rules = {.merge_gap_us = 1, .late_grace_us = 2, .early_grace_us = 3, .min_share = 0.5},
            .sha256 = (char *)"abc",
            .csv = (char *)"một\r\n"};
    g_auto(AttendanceFrozen) found = {0};
    bool is_there = true;

    g_assert_true(attendance_archive_find(database, "demo", &found, &is_there, NULL));
    g_assert_false(is_there);
    g_assert_true(attendance_archive_add(database, "demo", &first, NULL));
    first.csv = (char *)"hai\r\n";
    g_assert_true(attendance_archive_add(database, "Demo", &first, NULL));
    g_assert_true(attendance_archive_find(database, "DEMO", &found, &is_there, NULL));
    g_assert_true(is_there);
    g_assert_cmpint(found.time_us, ==, 7);
    g_assert_cmpint(found.rules.early_grace_us, ==, 3);
    g_assert_cmpfloat(found.rules.min_share, ==, 0.5);
    g_assert_cmpstr(found.sha256, ==, "abc");
    g_assert_cmpstr(found.csv, ==, "một\r\n");
    /* Not even by hand. */
    g_assert_false(database_run(
            database, "UPDATE attendance_frozen SET csv = ''", DATABASE_NO_VALUES, NULL, NULL));
    database_close(database);
    test_database_clear(&place);
}

static void test_pulse(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    int64_t time_us = -1;

    g_assert_true(attendance_pulse_read(database, "demo", &time_us, NULL));
    g_assert_cmpint(time_us, ==, 0);
    g_assert_true(attendance_pulse_write(database, "demo", 5, NULL));
    g_assert_true(attendance_pulse_write(database, "DEMO", 10, NULL));
    g_assert_true(attendance_pulse_write(database, "other", 1, NULL));
    g_assert_true(attendance_pulse_read(database, "demo", &time_us, NULL));
    g_assert_cmpint(time_us, ==, 10);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_archive/frozen_once", test_frozen_once);
    g_test_add_func("/attendance_archive/pulse", test_pulse);
    return g_test_run();
}
