#include "signaling/report/attendance_freeze.h"

#include "signaling/store/meeting_events.h"
#include "tests/fakes/attendance_fixture.h"
#include "tests/fakes/test_database.h"

static void write_event(Database *database, const char *kind, int64_t time_us, const char *detail)
{
    const MeetingEvent row = {.meeting = FIXTURE_MEETING,
            .time_us = time_us,
            .actor = "account:thuky",
            .kind = kind,
            .detail = detail};
    g_assert_true(meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, NULL));
}

/* What is said afterwards stands beside the frozen file, which stays as it was to the byte; so do its rules. */
static void test_freeze(void)
{
    const AttendanceRules rules = {.merge_gap_us = 7000000};
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fixture_plan_meeting(database);
    g_assert_true(attendance_freeze(database, FIXTURE_MEETING, &rules, FIXTURE_OPENED_US, NULL));
    g_assert_true(meeting_book_open(database, FIXTURE_MEETING, FIXTURE_OPENED_US, NULL));
    g_assert_true(meeting_book_close(database, FIXTURE_MEETING, FIXTURE_CLOSED_US, NULL));
    g_assert_true(attendance_freeze(database, FIXTURE_MEETING, &rules, FIXTURE_CLOSED_US, NULL));
    g_autofree char *first =
            attendance_file(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US, NULL);
    write_event(database, "correct", FIXTURE_CLOSED_US + 1,
            "{\"kind\":\"correct\",\"time_us\":1522207620000001,\"actor\":\"account:thuky\","
            "\"site\":\"899\",\"field\":\"present\",\"value\":\"7\",\"note\":\"\"}");
    g_assert_true(attendance_freeze(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US + 2, NULL));
    g_autofree char *second =
            attendance_file(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US + 2, NULL);
    g_assert_cmpstr(first, ==, second);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, first, -1);
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US + 2, NULL);
    g_assert_true(report->frozen);
    g_assert_cmpstr(report->sha256, ==, sha256);
    g_assert_cmpint(report->rules.merge_gap_us, ==, 7000000);
    const AttendanceRow *row = g_ptr_array_index(report->rows, 1);
    g_assert_cmpuint(row->corrections->len, ==, 1);
    const AttendanceCorrection *correction = g_ptr_array_index(row->corrections, 0);
    g_assert_true(correction->after_freeze);
    g_assert_cmpint(report->people_present, ==, 7);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_freeze/S-49/freeze", test_freeze);
    return g_test_run();
}
