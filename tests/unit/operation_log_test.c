#include "signaling/report/operation_log.h"

#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"
#include "signaling/store/line_log.h"
#include "signaling/store/record_sql.h"
#include "tests/fakes/attendance_events.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static void with_database(void (*test)(Database *database))
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fixture_plan_meeting(database);
    fixture_hold_meeting(database);
    test(database);
    database_close(database);
    test_database_clear(&place);
}

static OperationLog *load(Database *database)
{
    GError *error = NULL;
    OperationLog *log =
            operation_log_load(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US, &error);
    g_assert_no_error(error);
    return log;
}

static void expect(const OperationLog *log, guint n, int64_t time_us, const char *site,
        const char *symptom, int64_t end_us)
{
    g_assert_cmpuint(n, <, log->incidents->len);
    const OperationIncident *incident = g_ptr_array_index(log->incidents, n);
    g_assert_cmpstr(incident->site, ==, site);
    g_assert_cmpstr(incident->symptom, ==, symptom);
    g_assert_cmpint(incident->time_us, ==, time_us);
    g_assert_cmpint(incident->end_us, ==, end_us);
}

static void fault(Database *database, const char *site, const char *what, bool on, int64_t time_us)
{
    fixture_say(database, FIXTURE_MEETING, time_us,
            json_pack("{s:s, s:s, s:s, s:b}", "kind", "watch", "site", site, "what", what, "on",
                    (int)on));
}

/* Losses in the session, and faults; what happened at the trial or after the end is none. */
static void check_what_the_server_saw(Database *database)
{
    fault(database, "code:903", "black", true, FIXTURE_AT(8, 35, 0));
    fault(database, "code:903", "silent", true, FIXTURE_AT(8, 36, 0));
    fault(database, "code:903", "black", false, FIXTURE_AT(8, 37, 0));
    fault(database, "", "overload", true, FIXTURE_AT(8, 38, 0));
    fault(database, "", "overload", false, FIXTURE_AT(8, 38, 20));
    g_autoptr(OperationLog) log = load(database);

    expect(log, 0, FIXTURE_AT(8, 30, 0), "Kiên Hải", "Mất kết nối", FIXTURE_AT(8, 31, 30));
    expect(log, 1, FIXTURE_AT(8, 35, 0), "Hòn Đất", "Hình đen", FIXTURE_AT(8, 37, 0));
    expect(log, 2, FIXTURE_AT(8, 36, 0), "Hòn Đất", "Micro mở nhưng không có tiếng", 0);
    expect(log, 3, FIXTURE_AT(8, 38, 0), "Máy chủ", "Máy chủ quá tải, giảm bớt hình",
            FIXTURE_AT(8, 38, 20));
    expect(log, 4, FIXTURE_AT(8, 40, 0), "An Minh", "Mất kết nối", FIXTURE_AT(8, 52, 0));
    expect(log, 5, FIXTURE_AT(9, 5, 0), "Kiên Hải", "Mất kết nối", FIXTURE_AT(9, 9, 0));
    expect(log, 6, FIXTURE_AT(9, 10, 0), "Giồng Riềng", "Mất kết nối", FIXTURE_AT(9, 10, 20));
    expect(log, 7, FIXTURE_AT(9, 40, 0), "Kiên Hải", "Mất kết nối", FIXTURE_AT(9, 40, 25));
    expect(log, 8, FIXTURE_AT(10, 5, 0), "An Biên", "Mất kết nối, không kết nối lại", 0);
    g_assert_cmpuint(log->incidents->len, ==, 9);
}

static void test_what_the_server_saw(void)
{
    with_database(check_what_the_server_saw);
}

static void sample(Database *database, int64_t time_us, double bps, double loss)
{
    const LineRecord record = {
            .meeting = (char *)FIXTURE_MEETING,
            .identity = (char *)"code:903",
            .name = (char *)"Hòn Đất",
            .sample = {.time_us = time_us,
                    .readings = 300,
                    .spans = {[LINE_IN_BPS] = {bps, bps},
                            [LINE_OUT_BPS] = {2 * bps, 2 * bps},
                            [LINE_LOSS_IN_PERCENT] = {loss, loss},
                            [LINE_RTT_MS] = {40, 50}}},
    };
    g_assert_true(line_log_append(database, &record, NULL));
}

static void enter(Database *database, int64_t time_us, const char *symptom)
{
    g_auto(OperationIncident) incident = {0};

    record_init(&operation_incident_type, &incident);
    fixture_set(&incident.meeting, FIXTURE_MEETING);
    fixture_set(&incident.site, "Phú Quốc");
    fixture_set(&incident.symptom, symptom);
    fixture_set(&incident.cause, "=1+1");
    fixture_set(&incident.handling, "}{\\par đổi dây");
    fixture_set(&incident.account, "vanhanh");
    incident.time_us = time_us;
    g_assert_true(record_insert(database, &operation_incident_type, &incident, NULL));
}

static void check_what_people_write(Database *database)
{
    g_auto(OperationNotes) notes = {0};
    int64_t count = 0;

    record_init(&operation_notes_type, &notes);
    fixture_set(&notes.meeting, FIXTURE_MEETING);
    fixture_set(&notes.crew, "Kỹ thuật viên 01\nKỹ thuật viên 02");
    fixture_set(&notes.advice, "<script>alert(1)</script>");
    for (int i = 0; i < 2; i++) { /* the second in place of the first */
        g_assert_true(operation_log_write_notes(database, &notes, NULL));
    }
    enter(database, FIXTURE_AT(8, 30, 1), "Micro hỏng");
    sample(database, FIXTURE_AT(7, 30, 0), 1e6, 1);
    sample(database, FIXTURE_AT(7, 35, 0), 2e6, 2);
    sample(database, FIXTURE_AT(8, 5, 0), 9e6, 50); /* not in the trial any more */
    g_assert_true(operation_log_count(database, FIXTURE_MEETING, &count, NULL));
    g_assert_cmpint(count, ==, 1);

    g_autoptr(OperationLog) log = load(database);
    expect(log, 1, FIXTURE_AT(8, 30, 1), "Phú Quốc", "Micro hỏng", 0);
    const OperationTrial *trial = g_ptr_array_index(log->trials, 3);
    g_assert_cmpstr(trial->identity, ==, "code:903");
    g_assert_cmpint(trial->samples, ==, 2);
    g_assert_cmpfloat_with_epsilon(trial->in_kbps, 1500, 0.01);
    g_assert_cmpfloat_with_epsilon(trial->loss_percent, 1.5, 0.001);

    g_autoptr(Document) document = operation_log_document(log);
    g_autofree char *page = document_html(document);
    g_autofree char *rtf = document_rtf(document);
    g_autofree char *csv = operation_log_csv(log);
    json_t *json = operation_log_json(log);
    g_assert_nonnull(strstr(page, "NHẬT KÝ VẬN HÀNH PHIÊN HỌP"));
    g_assert_nonnull(strstr(page, "&lt;script&gt;"));
    g_assert_null(strstr(page, "<script"));
    g_assert_nonnull(strstr(page,
            "<td class=\"right\">1.500</td><td class=\"right\">3.000</td>"
            "<td class=\"right\">1,50%</td><td class=\"right\">40</td>"));
    g_assert_nonnull(strstr(rtf, "\\}\\{\\\\par "));
    g_assert_nonnull(strstr(csv,
            "\r\nsu_co,2018-03-28T08:30:01.000+07:00,Phú Quốc,Micro hỏng,'=1+1,}{\\par đổi "
            "dây,,vanhanh,"));
    g_assert_nonnull(strstr(csv,
            "\r\nsu_co,2018-03-28T08:40:00.000+07:00,An Minh,Mất kết "
            "nối,,,2018-03-28T08:52:00.000+07:00,he_thong,"));
    g_assert_cmpuint(json_array_size(json_object_get(json, "incidents")), ==, 7);
    json_decref(json);
}

static void test_what_people_write(void)
{
    with_database(check_what_people_write);
}

static void check_a_bound(Database *database)
{
    for (int i = 0; i < OPERATION_INCIDENTS_MAX; i++) {
        fault(database, "code:903", "black", i % 2 == 0, FIXTURE_AT(9, 0, 0) + i);
        fault(database, "code:904", "echo", i % 2 == 0, FIXTURE_AT(9, 0, 0) + i);
        fault(database, "code:905", "echo", i % 2 == 0, FIXTURE_AT(9, 0, 0) + i);
    }
    g_autoptr(OperationLog) log = load(database);
    g_assert_cmpuint(log->incidents->len, ==, OPERATION_INCIDENTS_MAX);
}

static void test_a_bound(void)
{
    with_database(check_a_bound);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/operation_log/what_the_server_saw", test_what_the_server_saw);
    g_test_add_func("/operation_log/what_people_write", test_what_people_write);
    g_test_add_func("/operation_log/bound", test_a_bound);
    return g_test_run();
}
