#include "signaling/store/line_check_log.h"

#include "tests/fakes/test_database.h"

static LineCheckRecord record_of(const char *identity, int64_t time_us)
{
    return (LineCheckRecord){
            .meeting = (char *)"thu",
            .identity = (char *)identity,
            .name = (char *)identity,
            .time_us = time_us,
            .level = (char *)"good",
            .detail = (char *)"{}",
    };
}

static void on_row(const LineCheckRecord *record, void *user_data)
{
    g_string_append_printf(
            user_data, "%s@%d:%s ", record->identity, (int)record->time_us, record->level);
}

static void test_the_newest_of_each_site(void)
{
    TestDatabase place;
    test_database_init(&place);
    Store *store = store_new(place.folder, place.url, NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    int64_t rows = 0;

    for (int i = 1; i <= LINE_CHECK_LOG_MAX + 5; i++) {
        const LineCheckRecord record = record_of("b", i);
        line_check_log_submit(store, &record);
    }
    LineCheckRecord other = record_of("a", 7);
    line_check_log_submit(store, &other);
    other.meeting = (char *)"khac";
    other.time_us = 8;
    line_check_log_submit(store, &other);
    store_free(store);

    Database *database = test_database_open(&place);
    g_assert_true(line_check_log_latest(database, "THU", on_row, lines, NULL));
    g_autofree char *expected = g_strdup_printf("a@7:good b@%d:good ", LINE_CHECK_LOG_MAX + 5);
    g_assert_cmpstr(lines->str, ==, expected);
    g_string_truncate(lines, 0);
    g_assert_true(line_check_log_of_site(database, "thu", "b", on_row, lines, NULL));
    g_assert_true(g_str_has_prefix(lines->str, "b@55:good b@54:good "));
    g_assert_true(g_str_has_suffix(lines->str, "b@6:good "));
    g_string_truncate(lines, 0);
    g_assert_true(line_check_log_of_site(database, "thu", "c", on_row, lines, NULL));
    g_assert_cmpstr(lines->str, ==, "");
    g_assert_true(
            database_number(database, "SELECT count(*) FROM line_checks", NULL, 0, 0, &rows, NULL));
    g_assert_cmpint(rows, ==, LINE_CHECK_LOG_MAX + 2);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_check_log/S-23/the_newest_of_each_site", test_the_newest_of_each_site);
    return g_test_run();
}
