#include "signaling/report/attendance_report.h"

#include "signaling/meeting/site_name.h"
#include "signaling/store/line_log.h"
#include "signaling/store/meeting_events.h"
#include "tests/fakes/attendance_fixture.h"
#include "tests/fakes/test_database.h"

static void write_event(Database *database, int64_t time_us, json_t *event)
{
    char *detail = json_dumps(event, JSON_COMPACT);
    const MeetingEvent row = {
            .meeting = FIXTURE_MEETING,
            .time_us = time_us,
            .actor = "account:thuky",
            .kind = json_string_value(json_object_get(event, "kind")),
            .detail = detail,
    };
    g_assert_true(meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, NULL));
    free(detail);
    json_decref(event);
}

static json_t *event_of(const char *kind, int64_t time_us, json_t *more)
{
    json_t *event = json_pack("{s:s, s:I, s:s}", "kind", kind, "time_us", (json_int_t)time_us,
            "actor", "account:thuky");
    json_object_update(event, more);
    json_decref(more);
    return event;
}

static void say(Database *database, const char *kind, int64_t time_us, json_t *more)
{
    write_event(database, time_us, event_of(kind, time_us, more));
}

static void media(Database *database, const char *identity, bool chair, bool on, int64_t at_us)
{
    say(database, "media", at_us,
            json_pack("{s:[{s:s, s:s, s:s, s:b, s:b, s:I}]}", "changes", "site", identity, "name",
                    "Ai đó", "how", "browser", "chair", chair, "on", on, "at_us",
                    (json_int_t)at_us));
}

static void hold_session(Database *database)
{
    g_assert_true(meeting_book_open(database, FIXTURE_MEETING, FIXTURE_OPENED_US, NULL));
    g_assert_true(meeting_book_close(database, FIXTURE_MEETING, FIXTURE_CLOSED_US, NULL));
}

static AttendanceReport *load(Database *database, int64_t now_us)
{
    GError *error = NULL;
    AttendanceReport *report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, now_us, &error);
    g_assert_no_error(error);
    return report;
}

static AttendanceRow *row_of(const AttendanceReport *report, const char *code)
{
    for (guint i = 0; i < report->rows->len; i++) {
        AttendanceRow *row = g_ptr_array_index(report->rows, i);
        if (g_str_equal(row->code, code)) {
            return row;
        }
    }
    g_assert_not_reached();
}

static void with_meeting(void (*test)(Database *database))
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fixture_plan_meeting(database);
    test(database);
    database_close(database);
    test_database_clear(&place);
}

static void check_heading(Database *database)
{
    g_autoptr(AttendanceReport) report = load(database, FIXTURE_CLOSED_US);

    g_assert_cmpstr(report->kind, ==, "Họp giao ban");
    g_assert_cmpstr(report->form, ==, "Trực tuyến");
    g_assert_cmpstr(report->relation, ==, "Tỉnh – huyện");
    g_assert_cmpstr(report->agency, ==, "UBND tỉnh (điểm cầu trung tâm)");
    g_assert_cmpstr(report->parent_agency, ==, "");
    g_assert_cmpstr(report->invite_no, ==, "05/GM-UBND");
    g_assert_cmpstr(report->central_site, ==, "UBND tỉnh (điểm cầu trung tâm)");
    g_assert_cmpint(report->opened_us, ==, 0);
    g_assert_cmpuint(report->rows->len, ==, FIXTURE_SITES);
    g_assert_cmpint(report->convened, ==, 15);
    g_assert_cmpint(report->present, ==, 0);
    g_assert_true(row_of(report, "KG-000")->central);
    g_assert_cmpstr(row_of(report, "900")->unit_kind, ==, "Thị xã");
    g_assert_cmpstr(row_of(report, "900")->block, ==, "Nhà nước");
    g_assert_cmpint(row_of(report, "900")->position, ==, 2);
}

static void test_heading(void)
{
    with_meeting(check_heading);
}

/* Whoever joins as the chair is in the central site; a typed name stands for the site convened, and says so. */
static void check_who(Database *database)
{
    g_autofree char *typed = site_name_identity("Hòn Đất");

    media(database, "site:chủ tọa", true, true, FIXTURE_AT(8, 1, 0));
    media(database, "code:KG-000", false, true, FIXTURE_AT(8, 30, 0));
    media(database, typed, false, true, FIXTURE_AT(8, 0, 0));
    media(database, "site:khách", false, true, FIXTURE_AT(8, 0, 0));
    hold_session(database);
    g_autoptr(AttendanceReport) report = load(database, FIXTURE_CLOSED_US);
    g_assert_cmpuint(report->rows->len, ==, FIXTURE_SITES + 1);
    const AttendanceRow *central = g_ptr_array_index(report->rows, 0);
    g_assert_cmpstr(central->code, ==, "KG-000");
    g_assert_cmpuint(central->spans->len, ==, 1);
    g_assert_false(central->by_name);
    g_assert_cmpint(central->figures.presence_us, ==, FIXTURE_CLOSED_US - FIXTURE_OPENED_US);
    g_assert_true(row_of(report, "903")->figures.present);
    g_assert_true(row_of(report, "903")->by_name);
    const AttendanceRow *guest = g_ptr_array_index(report->rows, FIXTURE_SITES);
    g_assert_false(guest->invited);
    g_assert_cmpstr(guest->name, ==, "Ai đó");
    g_assert_cmpint(report->convened, ==, 15);
    g_assert_cmpint(report->present, ==, 1);
}

static void test_who(void)
{
    with_meeting(check_who);
}

static json_t *heads(const char *site, int64_t convened, int64_t present, const char *technician)
{
    return json_pack("{s:s, s:I, s:I, s:i, s:i, s:s, s:s, s:s}", "site", site, "convened",
            (json_int_t)convened, "present", (json_int_t)present, "excused", 0, "unexcused", 0,
            "responsible", "", "technician", technician, "note", "");
}

/* The first that is said stands; what follows stands behind it. */
static void check_people(Database *database)
{
    char digits[ATTENDANCE_DIGITS_SIZE];

    say(database, "roll_mark", FIXTURE_AT(8, 3, 0),
            json_pack("{s:s, s:s}", "site", "code:903", "answer", "picture_only"));
    say(database, "heads", FIXTURE_AT(8, 4, 0), heads("code:903", 10, 8, ""));
    say(database, "heads", FIXTURE_AT(8, 5, 0), heads("code:903", 10, 9, "Kỹ thuật viên 01"));
    say(database, "correct", FIXTURE_AT(11, 0, 0),
            json_pack("{s:s, s:s, s:s, s:s}", "site", "903", "field", "present", "value", "7",
                    "note", "đếm lại"));
    say(database, "delegate", FIXTURE_AT(8, 6, 0),
            json_pack("{s:s, s:i, s:s, s:s}", "site", "code:903", "position", 2, "name",
                    "Đại biểu 02", "how", "online"));
    say(database, "delegate", FIXTURE_AT(8, 7, 0),
            json_pack("{s:s, s:i, s:s, s:s}", "site", "code:899", "position", 1, "name",
                    "Đại biểu 01", "how", "absent"));
    for (int i = 0; i < 2; i++) { /* written, and taken out again */
        say(database, "delegate", FIXTURE_AT(8, 7, 30 + i),
                json_pack("{s:s, s:i, s:s, s:s}", "site", "code:899", "position", 2, "name",
                        i == 0 ? "Đại biểu 04" : "", "how", "online"));
    }
    say(database, "delegate", FIXTURE_AT(8, 8, 0),
            json_pack("{s:s, s:i, s:s, s:s}", "site", "code:903", "position", 2, "name",
                    "Đại biểu 03", "how", "in_person"));
    hold_session(database);
    g_autoptr(AttendanceReport) report = load(database, FIXTURE_CLOSED_US);
    const AttendanceRow *row = row_of(report, "903");
    g_assert_cmpstr(attendance_row_roll(row), ==, "Có hình không tiếng");
    g_assert_cmpstr(attendance_row_roll(row_of(report, "904")), ==, "Chưa điểm danh");
    g_assert_cmpint(row->convened, ==, 10);
    g_assert_cmpint(row->present, ==, 8);
    g_assert_cmpint(attendance_row_people(row, ATTENDANCE_PRESENT), ==, 7);
    g_assert_cmpstr(row->technician, ==, "");
    g_assert_cmpstr(
            attendance_row_text(row, ATTENDANCE_TECHNICIAN, NULL, 0), ==, "Kỹ thuật viên 01");
    g_assert_cmpstr(attendance_row_text(row, ATTENDANCE_PRESENT, digits, sizeof digits), ==, "7");
    g_assert_cmpuint(row->corrections->len, ==, 3);
    const AttendanceCorrection *last = g_ptr_array_index(row->corrections, 2);
    g_assert_cmpstr(last->account, ==, "account:thuky");
    g_assert_cmpstr(last->note, ==, "đếm lại");
    g_assert_cmpint(report->people_convened, ==, 10);
    g_assert_cmpint(report->people_present, ==, 7);
    g_assert_cmpuint(report->delegates->len, ==, 2);
    const AttendanceDelegate *second = g_ptr_array_index(report->delegates, 1);
    g_assert_cmpstr(second->name, ==, "Đại biểu 03");
}

static void test_people(void)
{
    with_meeting(check_people);
}

static void sample(Database *database, int64_t time_us, double bps, double loss, int64_t readings)
{
    const LineRecord record = {
            .meeting = (char *)FIXTURE_MEETING,
            .identity = (char *)"code:903",
            .name = (char *)"Hòn Đất",
            .sample = {.time_us = time_us,
                    .readings = readings,
                    .spans = {[LINE_IN_BPS] = {bps, bps}, [LINE_LOSS_IN_PERCENT] = {loss, loss}}},
    };
    g_assert_true(line_log_append(database, &record, NULL));
}

static void check_lines(Database *database)
{
    sample(database, FIXTURE_AT(7, 30, 0), 9e6, 50, 300); /* the trial */
    sample(database, FIXTURE_AT(8, 0, 0), 1e6, 1, 100);
    sample(database, FIXTURE_AT(8, 5, 0), 2e6, 3, 300);
    sample(database, FIXTURE_AT(10, 30, 0), 9e6, 50, 300); /* after the closing */
    hold_session(database);
    g_autoptr(AttendanceReport) report = load(database, FIXTURE_CLOSED_US);
    const AttendanceRow *row = row_of(report, "903");
    g_assert_cmpfloat_with_epsilon(row->kbps_mean, 1750, 0.01);
    g_assert_cmpfloat_with_epsilon(row->kbps_p95, 2000, 0.01);
    g_assert_cmpfloat_with_epsilon(row->loss_mean, 2.5, 0.001);
}

static void test_lines(void)
{
    with_meeting(check_lines);
}

static void check_floor(Database *database)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixture_floors); i++) {
        g_autofree char *site = site_name_code_identity(fixture_floors[i].code);
        say(database, "floor", fixture_floors[i].span.from_us, json_pack("{s:s}", "site", site));
        say(database, "floor", fixture_floors[i].span.to_us, json_pack("{s:s}", "site", ""));
    }
    say(database, "floor", FIXTURE_AT(10, 20, 0), json_pack("{s:s}", "site", "code:899"));
    hold_session(database);
    g_autoptr(AttendanceReport) report = load(database, FIXTURE_AT(11, 0, 0));
    g_assert_cmpint(row_of(report, "911")->floor_count, ==, 2);
    g_assert_cmpint(row_of(report, "911")->floor_us / G_USEC_PER_SEC, ==, 450);
    g_assert_cmpint(row_of(report, "906")->floor_us / G_USEC_PER_SEC, ==, 250);
    g_assert_cmpint(row_of(report, "909")->floor_us / G_USEC_PER_SEC, ==, 300);
    g_assert_cmpint(row_of(report, "899")->floor_us / G_USEC_PER_SEC, ==, 420); /* to the end */
}

static void test_floor(void)
{
    with_meeting(check_floor);
}

static void check_missing(Database *database)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(attendance_report_load(database, "nobody", NULL, FIXTURE_CLOSED_US, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
}

static void test_missing(void)
{
    with_meeting(check_missing);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_report/S-31/heading", test_heading);
    g_test_add_func("/attendance_report/who", test_who);
    g_test_add_func("/attendance_report/people", test_people);
    g_test_add_func("/attendance_report/lines", test_lines);
    g_test_add_func("/attendance_report/floor", test_floor);
    g_test_add_func("/attendance_report/missing", test_missing);
    return g_test_run();
}
