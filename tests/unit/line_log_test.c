#include "signaling/store/line_log.h"

#include "tests/fakes/test_database.h"

static void on_line(const LineRecord *record, void *user_data)
{
    g_string_append_printf(user_data, "%s@%d:%.1f/%.1f:%.1f ", record->identity,
            (int)record->sample.time_us, record->sample.spans[LINE_IN_BPS].average,
            record->sample.spans[LINE_IN_BPS].maximum,
            record->sample.spans[LINE_JITTER_MS].maximum);
}

static void test_lines_come_back_by_site_and_time(void)
{
    static const struct {
        const char *meeting;
        const char *identity;
        int64_t time_us;
    } rows[] = {{"demo", "b", 1}, {"demo", "a", 2}, {"demo", "b", 3}, {"other", "a", 1},
            {"demo", "a", 1}};
    TestDatabase place;
    test_database_init(&place);
    Store *store = store_new(place.folder, place.url, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LineRecord record = {
                .meeting = (char *)rows[i].meeting,
                .identity = (char *)rows[i].identity,
                .name = (char *)"A",
                .sample = {.time_us = rows[i].time_us,
                        .spans = {[LINE_IN_BPS] = {1.5, 2.5}, [LINE_JITTER_MS] = {0, 7}}},
        };
        line_log_submit(store, &record);
    }
    store_free(store);
    Database *database = test_database_open(&place);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_assert_true(line_log_each(database, "DEMO", on_line, lines, NULL));
    g_assert_cmpstr(
            lines->str, ==, "a@1:1.5/2.5:7.0 a@2:1.5/2.5:7.0 b@1:1.5/2.5:7.0 b@3:1.5/2.5:7.0 ");
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/line_log/lines_come_back_by_site_and_time", test_lines_come_back_by_site_and_time);
    return g_test_run();
}
