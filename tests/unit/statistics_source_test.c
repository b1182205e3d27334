#include "signaling/report/statistics_source.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/report/attendance_report.h"
#include "signaling/report/document_html.h"
#include "signaling/report/statistics_form.h"
#include "signaling/report/statistics_targets.h"
#include "tests/fakes/attendance_events.h"
#include "tests/fakes/test_database.h"

#include <string.h>

enum { MEETINGS = 12, STEP = 5 };

static const int64_t month_us = 30 * CIVIL_DAY_US;

static void with_database(void (*test)(Database *database))
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    test(database);
    database_close(database);
    test_database_clear(&place);
}

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    g_assert_true(civil_day_from_text(text, &day));
    return day;
}

static Statistics *ask(Database *database, const char *unit, const char *from, const char *to)
{
    g_autoptr(GError) error = NULL;
    const StatisticsQuestion question = {.unit = unit,
            .from_day = day_of(from),
            .to_day = day_of(to),
            .now_us = FIXTURE_CLOSED_US};
    Statistics *statistics = statistics_source_begin(database, &question, &error);
    size_t next = 0;

    g_assert_no_error(error);
    while (next < statistics_meetings(statistics)) {
        g_assert_true(statistics_source_attendance(
                database, statistics, &next, STEP, FIXTURE_CLOSED_US, &error));
    }
    return statistics;
}

/* One more meeting like the known one, `n` months later; site n is away, site n + 1 comes an hour late. */
static void hold(Database *database, int n)
{
    const int64_t later_us = n * month_us;
    const char *codes[FIXTURE_SITES + 1] = {NULL};
    g_autofree char *code = g_strdup_printf("m-%02d", n);
    g_auto(MeetingPlan) plan = {0};
    g_autofree char *unknown = NULL;

    record_init(&meeting_plan_type, &plan);
    fixture_set(&plan.code, code);
    fixture_set(&plan.title, "Họp");
    fixture_set(&plan.relation, n % 2 == 0 ? "tinh_huyen" : "tw_tinh");
    fixture_set(&plan.unit, n < 10 ? "91" : "903");
    plan.form = n == 11 ? MEETING_IN_PERSON : MEETING_ONLINE;
    plan.state = MEETING_TRIAL;
    plan.start_us = FIXTURE_AT(8, 0, 0) + later_us;
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        codes[i] = fixture_sites[i].code;
    }
    g_assert_true(meeting_book_add(database, &plan, NULL));
    g_assert_true(meeting_book_set_sites(database, code, codes, &unknown, NULL));
    for (int i = 0; i < FIXTURE_SITES; i++) {
        if (i != n + 1) {
            fixture_media(database, code, &fixture_sites[i], true,
                    FIXTURE_AT(i == n + 2 ? 9 : 7, 0, 0) + later_us);
        }
    }
    g_assert_true(meeting_book_open(database, code, FIXTURE_OPENED_US + later_us, NULL));
    g_assert_true(meeting_book_close(database, code, FIXTURE_CLOSED_US + later_us, NULL));
}

static void expect_sums_of_reports(Database *database, const Statistics *statistics)
{
    int64_t sums[4] = {0};
    int64_t reports[4] = {0};
    const StatisticsUnit *unit = NULL;

    for (size_t n = 0; (unit = statistics_unit(statistics, n)) != NULL; n++) {
        sums[0] += unit->invited;
        sums[1] += unit->present;
        sums[2] += unit->absent;
        sums[3] += unit->late;
    }
    for (size_t n = 0; n < statistics_meetings(statistics); n++) {
        if (!statistics_is_in_person(statistics, n)) {
            g_autoptr(AttendanceReport) report = attendance_report_load(database,
                    statistics_meeting_code(statistics, n), NULL, FIXTURE_CLOSED_US, NULL);
            reports[0] += report->convened;
            reports[1] += report->present;
            reports[2] += report->absent;
            reports[3] += report->late;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        g_assert_cmpint(sums[i], ==, reports[i]);
        g_assert_cmpint(sums[i], >, 0);
    }
    g_assert_cmpint(statistics_sum(statistics, STATISTICS_ALL).sites, ==, reports[1]);
}

static void check_units_over_time(Database *database)
{
    fixture_plan_meeting(database);
    for (int n = 0; n < MEETINGS; n++) {
        hold(database, n);
    }
    g_autoptr(Statistics) all = ask(database, "", "2018-01-01", "2019-12-31");
    g_assert_cmpuint(statistics_meetings(all), ==, MEETINGS); /* the planned one was not held */
    expect_sums_of_reports(database, all);
    const StatisticsSum sum = statistics_sum(all, STATISTICS_ALL);
    g_assert_cmpint(sum.online, ==, MEETINGS - 1);
    g_assert_cmpint(sum.length_us, ==, INT64_C(8700000000) * MEETINGS);

    g_autoptr(Statistics) district = ask(database, "903", "2018-01-01", "2019-12-31");
    g_assert_cmpuint(statistics_meetings(district), ==, 2);
    g_assert_cmpstr(statistics_unit_name(district), ==, "Hòn Đất");
    g_autoptr(Statistics) day = ask(database, "91", "2018-03-28", "2018-03-28");
    g_assert_cmpuint(statistics_meetings(day), ==, 1);
    g_autoptr(Statistics) none = ask(database, "", "2018-03-29", "2018-04-26");
    g_assert_cmpuint(statistics_meetings(none), ==, 0);
}

static void test_units_over_time(void)
{
    with_database(check_units_over_time);
}

static void has(const char *text, const char *piece)
{
    if (strstr(text, piece) == NULL) {
        g_error("'%s' is not in:\n%s", piece, text);
    }
}

static void check_forms(Database *database)
{
    fixture_plan_meeting(database);
    fixture_hold_meeting(database);
    g_assert_true(database_script(
            database, "UPDATE units SET name = '=1+1<b>' WHERE code = '899'", NULL));
    g_autoptr(Statistics) statistics = ask(database, "91", "2018-01-01", "2018-03-31");
    g_autoptr(Document) document = statistics_document(statistics);
    g_autofree char *page = document_html(document);
    g_autofree char *csv = statistics_csv(statistics);
    json_t *json = statistics_json(statistics);
    json_t *total = json_object_get(json, "total");

    has(page, "<b>Từ ngày 01/01/2018 đến ngày 31/03/2018</b>");
    has(page,
            "Tỉnh – huyện</td><td class=\"right\">1</td><td class=\"right\">0</td>"
            "<td class=\"right\">0</td><td class=\"right\">1</td><td class=\"right\">2,4</td>"
            "<td class=\"right\">13</td><td class=\"right\">100,0%</td>");
    has(page, "Huyện – xã</td><td class=\"right\">0</td>");
    has(page, "từ 70%</td>");
    has(page, "trên 50%</td>");
    has(page, ">02/2018</td>");
    has(page, "=1+1&lt;b&gt;</td><td class=\"right\">1</td>");
    has(csv, "\r\nthang,tinh_huyen,,,2018-03,,,1,1,2.42,13,100.00,");
    has(csv, "\r\nquan_he_loai_hinh_thuc,huyen_xa,giao_ban,in_person,,,,0,0,0.00,0,,");
    has(csv, "\r\ndon_vi,,,,,899,'=1+1<b>,,,,,100.00,,,,1,1,0,0\r\n");
    has(csv, "\r\ndon_vi,,,,,913,U Minh Thượng,,,,,0.00,,,,1,0,1,0\r\n");
    g_assert_cmpint(json_integer_value(json_object_get(total, "meetings")), ==, 1);
    g_assert_cmpint(json_integer_value(json_object_get(total, "length_s")), ==, 8700);
    g_assert_cmpuint(json_array_size(json_object_get(json, "months")), ==, 3);
    json_decref(json);
    g_autoptr(GBytes) book = statistics_xlsx(statistics, NULL);
    g_assert_cmpuint(g_bytes_get_size(book), >, 5000);
}

static void test_forms(void)
{
    with_database(check_forms);
}

static json_t *target(const char *name, json_t *relations, json_t *threshold)
{
    return json_pack("[{s:s, s:o, s:o, s:b}]", "name", name, "relations", relations, "threshold",
            threshold, "strict", 1);
}

static void expect_refused(json_t *items)
{
    g_autoptr(GArray) targets = statistics_targets_new();
    g_assert_nonnull(statistics_targets_read(items, targets));
    json_decref(items);
}

static void check_targets(Database *database)
{
    g_autoptr(GArray) first = statistics_targets_new();
    g_autoptr(GArray) second = statistics_targets_new();
    g_autoptr(GArray) third = statistics_targets_new();
    json_t *items =
            target("Chỉ tiêu \"=1\"", json_pack("[s, s]", "tinh_xa", "noi_bo"), json_real(33.33));

    g_assert_true(statistics_targets_load(database, first, NULL));
    g_assert_cmpuint(first->len, ==, 2);
    g_assert_null(statistics_targets_read(items, second));
    g_assert_true(statistics_targets_replace(database, second, NULL));
    g_assert_true(statistics_targets_load(database, third, NULL));
    json_t *back = statistics_targets_json(third);
    g_assert_true(json_equal(items, back));
    json_decref(back);
    json_decref(items);

    expect_refused(json_object());
    expect_refused(json_pack("[{}]"));
    expect_refused(target("", json_pack("[s]", "a"), json_integer(50)));
    expect_refused(target("a\nb", json_pack("[s]", "a"), json_integer(50)));
    expect_refused(target("a", json_array(), json_integer(50)));
    expect_refused(target("a", json_pack("[s]", "a,b"), json_integer(50)));
    expect_refused(target("a", json_pack("[s, s]", "a", "a"), json_integer(50)));
    expect_refused(target("a", json_pack("[s]", "a"), json_integer(101)));
    expect_refused(target("a", json_pack("[s]", "a"), json_real(50.001)));
    expect_refused(target("a", json_pack("[s]", "a"), json_string("50")));
    json_t *many = json_array();
    for (int i = 0; i < STATISTICS_TARGETS_MAX + 1; i++) {
        json_t *one = target("a", json_pack("[s]", "a"), json_integer(50));
        json_array_append(many, json_array_get(one, 0));
        json_decref(one);
    }
    expect_refused(many);
}

static void test_targets(void)
{
    with_database(check_targets);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/statistics_source/S-36/units_over_time", test_units_over_time);
    g_test_add_func("/statistics_source/S-58/forms", test_forms);
    g_test_add_func("/statistics_source/S-02/targets_are_data", test_targets);
    return g_test_run();
}
