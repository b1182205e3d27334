#include "signaling/app/demo_meetings.h"

#include "signaling/app/demo_province.h"
#include "signaling/app/demo_sites.h"
#include "signaling/report/operation_log.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/meeting_list.h"
#include "tests/fakes/test_database.h"

static const int64_t now_us = INT64_C(1795334400000000); /* 2026-11-22T08:00:00Z */

static int64_t number_of(Database *database, const char *sql)
{
    int64_t number = -1;
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

/* The meeting that is over has its table, as the specification's briefing has it, and a chain that holds. */
static void check_held(Database *database)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OperationLog) log =
            operation_log_load(database, "giaoban-thang", NULL, now_us, &error);
    int64_t rows = 0;
    int64_t broken = 0;

    g_assert_no_error(error);
    const AttendanceReport *report = log->report;
    g_assert_true(report->frozen);
    g_assert_cmpint(report->convened, ==, 15);
    g_assert_cmpint(report->present, ==, 13);
    g_assert_cmpint(report->late, ==, 1);
    g_assert_cmpint(report->early, ==, 1);
    g_assert_cmpint(report->broken, ==, 2);
    g_assert_cmpint(report->losses, ==, 5);
    g_assert_cmpint(report->people_present, >, 100);
    const OperationTrial *trial = g_ptr_array_index(log->trials, log->trials->len - 1);
    g_assert_cmpstr(trial->picture, ==, "Camera tắt");
    g_assert_true(meeting_events_verify(database, "giaoban-thang", &rows, &broken, &error));
    g_assert_cmpint(broken, ==, 0);
    g_assert_cmpint(rows, >, 50);
}

static void test_meetings_of_the_province(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const MeetingRecord running = {.code = (char *)DEMO_MEETING_CODE,
            .title = (char *)DEMO_MEETING_TITLE,
            .created_us = now_us};

    g_assert_true(meeting_list_add(database, &running, NULL));
    for (int i = 0; i < 2; i++) { /* the second adds nothing */
        g_autoptr(GError) error = NULL;
        g_assert_true(database_begin(database, NULL));
        g_assert_true(i > 0 || demo_province_fill(database, &error));
        g_assert_true(demo_meetings_seed(database, now_us, &error));
        g_assert_true(database_commit(database, &error));
        g_assert_no_error(error);
    }
    static const struct {
        const char *why;
        const char *sql;
        int64_t count;
    } cases[] = {
            {"all", "SELECT count(*) FROM meetings", 9},
            {"held in rooms", "SELECT count(*) FROM meetings WHERE form = 'in_person'", 3},
            {"running, to be entered",
                    "SELECT count(*) FROM meetings WHERE code = 'demo' AND state = 'live'", 1},
            {"its sites", "SELECT count(*) FROM meeting_sites WHERE meeting = 'demo'", DEMO_SITES},
            {"all sites of province and departments",
                    "SELECT count(*) FROM meeting_sites WHERE meeting = 'tong-ket-nam'", 36},
            {"communes", "SELECT count(*) FROM meeting_sites WHERE meeting = 'giaoban-hondat'", 14},
            {"an agenda", "SELECT count(*) FROM meeting_agenda WHERE meeting = 'giaoban-thang'", 8},
            {"one that is over was opened and closed",
                    "SELECT count(*) FROM meetings WHERE state = 'ended' AND opened > 0 AND closed "
                    "> opened",
                    4},
            {"its attendance is frozen",
                    "SELECT count(*) FROM attendance_frozen WHERE meeting = 'giaoban-thang'", 1},
            {"official order",
                    "SELECT meeting_sites.position FROM meeting_sites JOIN sites ON sites.code = "
                    "meeting_sites.site WHERE meeting = 'demo' AND sites.unit = '903'",
                    4},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(number_of(database, cases[i].sql), ==, cases[i].count);
    }
    check_held(database);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/demo_meetings/meetings_of_the_province", test_meetings_of_the_province);
    return g_test_run();
}
