#include "signaling/app/event_lines.h"

#include "signaling/store/meeting_events.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static void append(Database *database, const char *kind, const char *detail)
{
    const MeetingEvent event = {.meeting = "demo",
            .time_us = G_USEC_PER_SEC,
            .actor = "site:a",
            .kind = kind,
            .detail = detail};
    g_assert_true(meeting_events_append(database, &event, false, NULL));
}

static void test_a_secret_vote_stays_secret(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_autoptr(GString) lines = g_string_new(NULL);

    append(database, "vote_open", "{\"secret\":true}");
    append(database, "vote", "{\"site\":\"site:a\",\"choice\":\"against\"}");
    append(database, "vote_open", "{\"secret\":false}");
    append(database, "vote", "{\"site\":\"site:a\",\"choice\":\"for\"}");
    g_assert_true(event_lines_add(database, "demo", 0, lines, NULL));
    g_auto(GStrv) each = g_strsplit(lines->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(each), ==, 5);
    g_assert_nonnull(strstr(each[1], "\"time\":\"1970-01-01T00:00:01Z\""));
    g_assert_null(strstr(each[1], "against"));
    g_assert_nonnull(strstr(each[3], "\"choice\":\"for\""));
    g_string_truncate(lines, 0);
    g_assert_true(event_lines_add(database, "demo", 4, lines, NULL));
    g_assert_cmpstr(lines->str, ==, "");
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/event_lines/a_secret_vote_stays_secret", test_a_secret_vote_stays_secret);
    return g_test_run();
}
