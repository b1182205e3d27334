#include "signaling/report/line_report.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/site_name.h"
#include "signaling/report/document_html.h"
#include "signaling/store/line_log.h"
#include "tests/fakes/attendance_fixture.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static const int64_t now_us = FIXTURE_CLOSED_US;

static void with_database(void (*test)(Database *database))
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fixture_plan_meeting(database);
    test(database);
    database_close(database);
    test_database_clear(&place);
}

static void sample(
        Database *database, const char *identity, int64_t time_us, double in_kbps, double out_kbps)
{
    const LineRecord record = {
            .meeting = (char *)"m",
            .identity = (char *)identity,
            .name = (char *)"n",
            .sample = {.time_us = time_us,
                    .readings = 300,
                    .spans = {[LINE_IN_BPS] = {in_kbps * 1000, 0},
                            [LINE_OUT_BPS] = {out_kbps * 1000, 0}}},
    };
    g_assert_true(line_log_append(database, &record, NULL));
}

static LineReport *measure(Database *database, const char *unit, const char *site, int64_t days)
{
    g_autoptr(GError) error = NULL;
    size_t next = 0;
    LineReport *report = line_report_begin(database,
            &(LineReportChoice){.unit = unit, .site = site, .days = days, .now_us = now_us},
            &error);

    g_assert_no_error(error);
    while (next < report->rows->len) {
        g_assert_true(line_report_measure(database, report, &next, 5, &error));
    }
    return report;
}

static const LineReportRow *row_of(const LineReport *report, const char *code)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const LineReportRow *row = g_ptr_array_index(report->rows, i);
        if (g_str_equal(row->code, code)) {
            return row;
        }
    }
    g_assert_not_reached();
}

/* A hundred samples, 1 to 100 kbit/s: the 95th is what 95 % of them do not exceed. */
static void check_percentile(Database *database)
{
    g_autofree char *by_name = site_name_identity("Tân Hiệp");

    g_assert_true(database_script(database,
            "UPDATE sites SET rate_cap_kbps = 106 WHERE code = '903';"
            "UPDATE sites SET rate_cap_kbps = 105 WHERE code = '904'",
            NULL));
    for (int i = 1; i <= 100; i++) {
        const int64_t time_us = now_us - i * CIVIL_SECOND_US;
        sample(database, "code:903", time_us, i, 1);
        sample(database, i % 2 == 0 ? by_name : "code:904", time_us, 1, i);
        sample(database, "code:905", time_us, i, i);
    }
    sample(database, "code:903", now_us - 8 * CIVIL_DAY_US, 100000, 100000); /* too old */
    sample(database, "code:903", now_us, 100000, 100000);                    /* not yet */
    g_autoptr(LineReport) report = measure(database, "91", NULL, 7);

    g_assert_cmpuint(report->rows->len, ==, FIXTURE_SITES);
    g_assert_cmpfloat(row_of(report, "903")->in_kbps, ==, 95);
    g_assert_cmpfloat(row_of(report, "903")->out_kbps, ==, 1);
    g_assert_false(row_of(report, "903")->over); /* 89,6 % */
    g_assert_cmpint(row_of(report, "904")->samples, ==, 100);
    g_assert_true(row_of(report, "904")->over); /* 90,5 % */
    g_assert_false(row_of(report, "905")->over);
    g_assert_cmpint(row_of(report, "913")->samples, ==, 0);

    g_autoptr(Document) document = line_report_document(report);
    g_autofree char *page = document_html(document);
    g_autofree char *csv = line_report_csv(report);
    json_t *json = line_report_json(report);
    g_assert_nonnull(strstr(page, "<b>90,5%</b>"));
    g_assert_nonnull(strstr(page, "Vượt 90% dung lượng"));
    g_assert_nonnull(strstr(csv, "\r\n904,Tân Hiệp,105,100,1.00,95.00,90.48,1,"));
    g_assert_nonnull(strstr(csv, "\r\n905,Châu Thành,0,100,95.00,95.00,0.00,0,Chưa khai báo"));
    g_assert_nonnull(strstr(csv, "\r\n913,U Minh Thượng,0,0,0.00,0.00,0.00,0,Không có số liệu"));
    g_assert_cmpuint(json_array_size(json_object_get(json, "items")), ==, FIXTURE_SITES);
    json_decref(json);
}

static void test_percentile(void)
{
    with_database(check_percentile);
}

static void check_choice(Database *database)
{
    g_autoptr(LineReport) district = measure(database, "903", NULL, 7);
    g_autoptr(LineReport) site = measure(database, "904", "904", 1000);
    g_autoptr(LineReport) all = measure(database, "", NULL, 0);

    g_assert_cmpuint(district->rows->len, ==, 1);
    g_assert_cmpuint(site->rows->len, ==, 1);
    g_assert_cmpint(site->days, ==, LINE_REPORT_DAYS_MAX);
    g_assert_cmpuint(all->rows->len, ==, FIXTURE_SITES);
    g_assert_cmpint(all->days, ==, 1);
}

static void test_choice(void)
{
    with_database(check_choice);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_report/percentile", test_percentile);
    g_test_add_func("/line_report/choice", test_choice);
    return g_test_run();
}
