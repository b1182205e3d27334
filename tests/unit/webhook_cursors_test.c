#include "signaling/store/webhook_cursors.h"

#include "signaling/store/audit_log.h"
#include "signaling/store/meeting_events.h"
#include "tests/fakes/test_database.h"

#include <string.h>

#define ARCHIVE "http://127.0.0.1:1/archive"

static const char *const urls[] = {ARCHIVE, NULL};

typedef struct Fixture {
    TestDatabase place;
    Database *database;
} Fixture;

static void fixture_init(Fixture *test)
{
    test_database_init(&test->place);
    test->database = test_database_open(&test->place);
}

static void fixture_clear(Fixture *test)
{
    database_close(test->database);
    test_database_clear(&test->place);
}

static void happen(Fixture *test, int64_t time_us, const char *detail)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(meeting_events_append(test->database,
            &(MeetingEvent){.meeting = "demo",
                    .time_us = time_us,
                    .actor = "site:a",
                    .kind = "lock",
                    .detail = detail},
            false, &error));
    g_assert_no_error(error);
}

static void audit(Fixture *test, int64_t time_us, const char *action)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(database_begin(test->database, &error));
    g_assert_true(audit_append(test->database,
            &(AuditEntry){.time_us = time_us,
                    .account = "thuky",
                    .action = action,
                    .object = "meeting:demo",
                    .detail = "{\"title\":\"Giao ban\"}"},
            &error));
    g_assert_true(database_commit(test->database, &error));
    g_assert_no_error(error);
}

static GPtrArray *next(Fixture *test)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *items = NULL;
    g_assert_true(webhook_cursors_next(test->database, ARCHIVE, &items, &error));
    g_assert_no_error(error);
    return items;
}

/* The ids of what comes next, joined. Free with g_free(). */
static char *next_ids(Fixture *test)
{
    g_autoptr(GPtrArray) items = next(test);
    GString *ids = g_string_new(NULL);

    for (guint i = 0; i < items->len; i++) {
        const WebhookItem *item = g_ptr_array_index(items, i);
        g_string_append_printf(ids, "%s ", item->id);
    }
    return g_string_free(ids, FALSE);
}

static int64_t waiting(Fixture *test)
{
    int64_t count = -1;
    g_assert_true(webhook_cursors_waiting(test->database, ARCHIVE, &count, NULL));
    return count;
}

static void test_begins_at_the_end_and_merges_by_time(void)
{
    Fixture test;
    fixture_init(&test);
    happen(&test, 1, "{}");
    g_assert_true(webhook_cursors_keep(test.database, urls, NULL));
    g_autofree char *none = next_ids(&test);
    g_assert_cmpstr(none, ==, ""); /* what was before is not told */

    happen(&test, 10, "{\"kind\":\"lock\"}");
    audit(&test, 9, "meeting.create");
    audit(&test, 11, "meeting.links"); /* of no concern */
    happen(&test, 8, "{}");            /* a clock went back: the log's order stays */
    audit(&test, 12, "meeting.state");
    g_autofree char *ids = next_ids(&test);
    g_assert_cmpstr(ids, ==, "audit-1 event-2 event-3 audit-3 ");
    g_assert_cmpint(waiting(&test), ==, 4);
    fixture_clear(&test);
}

static void test_moves_on_item_by_item(void)
{
    Fixture test;
    fixture_init(&test);
    g_assert_true(webhook_cursors_keep(test.database, urls, NULL));
    happen(&test, 1, "{\"kind\":\"lock\",\"on\":true}");
    audit(&test, 2, "meeting.change");
    GPtrArray *items = next(&test);
    const WebhookItem *first = g_ptr_array_index(items, 0);
    g_assert_cmpuint(items->len, ==, 2);
    g_assert_nonnull(strstr(first->body, "\"type\":\"event.lock\""));
    g_assert_nonnull(strstr(first->body, "\"data\":{\"kind\":\"lock\",\"on\":true}"));
    g_assert_nonnull(strstr(first->body, "\"meeting\":\"demo\""));
    g_assert_true(webhook_cursors_move(test.database, ARCHIVE, &first->after, NULL));
    g_ptr_array_unref(items);
    g_assert_true(webhook_cursors_keep(test.database, urls, NULL)); /* as a restart does */
    g_autofree char *left = next_ids(&test);
    g_assert_cmpstr(left, ==, "audit-1 ");
    fixture_clear(&test);
}

static void test_questions_have_a_bound_and_strangers_get_nothing(void)
{
    static const char *const nobody[] = {NULL};
    Fixture test;
    fixture_init(&test);
    g_assert_true(webhook_cursors_keep(test.database, urls, NULL));
    for (int i = 0; i <= WEBHOOK_ITEMS_MAX; i++) {
        happen(&test, i, "{}");
    }
    GPtrArray *items = next(&test);
    g_assert_cmpuint(items->len, ==, WEBHOOK_ITEMS_MAX);
    g_ptr_array_unref(items);
    g_assert_true(webhook_cursors_keep(test.database, nobody, NULL));
    g_autofree char *forgotten = next_ids(&test);
    g_assert_cmpstr(forgotten, ==, "");
    g_assert_cmpint(waiting(&test), ==, 0);
    fixture_clear(&test);
}

/* Rows of no concern are not looked through again and again. */
static void test_passes_over_what_nobody_wants(void)
{
    Fixture test;
    fixture_init(&test);
    g_assert_true(webhook_cursors_keep(test.database, urls, NULL));
    for (int i = 0; i <= 1000; i++) {
        audit(&test, i, "login");
    }
    g_autofree char *none = next_ids(&test);
    int64_t row = 0;
    g_assert_true(database_number(test.database, "SELECT audit FROM webhook_cursors",
            DATABASE_NO_VALUES, -1, &row, NULL));
    g_assert_cmpint(row, ==, 1001);
    audit(&test, 2000, "meeting.state");
    g_autofree char *ids = next_ids(&test);
    g_assert_cmpstr(ids, ==, "audit-1002 ");
    fixture_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/webhook_cursors/begins_at_the_end_and_merges_by_time",
            test_begins_at_the_end_and_merges_by_time);
    g_test_add_func("/webhook_cursors/moves_on_item_by_item", test_moves_on_item_by_item);
    g_test_add_func("/webhook_cursors/questions_have_a_bound_and_strangers_get_nothing",
            test_questions_have_a_bound_and_strangers_get_nothing);
    g_test_add_func(
            "/webhook_cursors/passes_over_what_nobody_wants", test_passes_over_what_nobody_wants);
    return g_test_run();
}
