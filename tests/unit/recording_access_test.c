#include "signaling/store/recording_access.h"

#include "tests/fakes/recording_shelf.h"
#include "tests/fakes/test_database.h"

/* Somebody fetches a part. @return whether it is another visit */
static bool fetch(Database *database, int64_t time_us, const char *account, const char *whom)
{
    RecordingAccess access = {
            .recording = 1,
            .time_us = time_us,
            .account = (char *)account,
            .name = (char *)"",
            .unit = (char *)"91",
            .address = (char *)"192.0.2.1",
            .kind = RECORDING_ACCESS_VIEW,
            .whom = (char *)whom,
    };
    bool other = false;

    g_assert_true(recording_access_note(database, &access, &other, NULL));
    return other;
}

static void list_access(const void *record, void *user_data)
{
    const RecordingAccess *access = record;
    g_string_append_printf(user_data, "%s %d;", access->account,
            (int)((access->until_us - access->time_us) / SHELF_MINUTE_US));
}

static void test_a_visit_is_one_row(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_autoptr(GString) all = g_string_new(NULL);
    const int64_t start_us = SHELF_START_US;

    g_assert_true(fetch(database, start_us, "vanthu", ""));
    g_assert_false(fetch(database, start_us + 1, "vanthu", ""));
    g_assert_true(fetch(database, start_us + 1, "thuky", ""));
    g_assert_true(fetch(database, start_us + 2, "thuky", "Sở Tư pháp")); /* for somebody else */
    g_assert_false(fetch(database, start_us + 30 * SHELF_MINUTE_US, "vanthu", ""));
    g_assert_false(fetch(database, start_us + 90 * SHELF_MINUTE_US, "vanthu", ""));
    g_assert_true(fetch(database, start_us + 90 * SHELF_MINUTE_US + RECORDING_ACCESS_VISIT_US + 1,
            "vanthu", ""));
    g_assert_true(recording_access_each(database, 1, 0, list_access, all, NULL));
    g_assert_cmpstr(all->str, ==, "vanthu 0;thuky 0;thuky 0;vanthu 90;");
    g_string_truncate(all, 0);
    g_assert_true(recording_access_each(database, 1, 2, list_access, all, NULL));
    g_assert_cmpstr(all->str, ==, "vanthu 90;");
    database_close(database);
    test_database_clear(&place);
}

static void test_links_are_found_by_their_key(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    RecordingShare share;

    record_init(&recording_share_type, &share);
    shelf_set(&share.key, "abc");
    shelf_set(&share.agency, "Sở Tư pháp");
    g_assert_true(record_insert(database, &recording_share_type, &share, NULL));
    record_clear(&recording_share_type, &share);
    record_init(&recording_share_type, &share);
    g_assert_true(recording_share_find(database, "abd", &share, NULL));
    g_assert_cmpint(share.id, ==, 0);
    g_assert_true(recording_share_find(database, "abc", &share, NULL));
    g_assert_cmpstr(share.agency, ==, "Sở Tư pháp");
    record_clear(&recording_share_type, &share);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_access/S-53/a_visit_is_one_row", test_a_visit_is_one_row);
    g_test_add_func(
            "/recording_access/links_are_found_by_their_key", test_links_are_found_by_their_key);
    return g_test_run();
}
