#include "signaling/report/operation_trials.h"

#include "signaling/store/line_check_log.h"
#include "signaling/store/line_log.h"
#include "tests/fakes/attendance_events.h"
#include "tests/fakes/test_database.h"

typedef struct Finding {
    const char *camera;
    const char *microphone;
    const char *echo;
} Finding;

static void check(Database *database, const char *site, const char *name, int64_t time_us,
        const Finding *finding)
{
    g_autofree char *detail = g_strdup_printf(
            "{\"camera\":{\"level\":\"good\",\"word\":\"%s\"},\"microphone\":{\"level\":\"good\","
            "\"word\":\"%s\"},\"echo\":{\"level\":\"good\",\"word\":\"%s\"},\"up_bps\":1500000,"
            "\"down_bps\":900000,\"loss_percent\":1.5,\"rtt_ms\":40}",
            finding->camera, finding->microphone, finding->echo);
    const LineCheckRecord record = {
            .meeting = (char *)FIXTURE_MEETING,
            .identity = (char *)site,
            .name = (char *)name,
            .time_us = time_us,
            .level = (char *)"good",
            .detail = detail,
    };
    g_assert_true(line_check_log_append(database, &record, NULL));
}

static void sample(Database *database, const char *site, int64_t time_us, double bps)
{
    const LineRecord record = {
            .meeting = (char *)FIXTURE_MEETING,
            .identity = (char *)site,
            .name = (char *)site,
            .sample = {.time_us = time_us,
                    .readings = 300,
                    .spans = {[LINE_IN_BPS] = {bps, bps}, [LINE_OUT_BPS] = {bps, bps}}},
    };
    g_assert_true(line_log_append(database, &record, NULL));
}

static GPtrArray *load(Database *database)
{
    GError *error = NULL;
    GPtrArray *trials = NULL;
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_CLOSED_US, &error);

    g_assert_no_error(error);
    g_assert_true(operation_trials_load(database, report, &trials, &error));
    g_assert_no_error(error);
    return trials;
}

static void expect(const GPtrArray *trials, guint n, const char *site, const char *picture,
        const char *sound, double in_kbps)
{
    g_assert_cmpuint(n, <, trials->len);
    const OperationTrial *trial = g_ptr_array_index(trials, n);
    g_assert_cmpstr(trial->site, ==, site);
    g_assert_cmpstr(trial->picture, ==, picture);
    g_assert_cmpstr(trial->sound, ==, sound);
    g_assert_cmpfloat_with_epsilon(trial->in_kbps, in_kbps, 0.01);
    g_assert_true(trial->measured == (in_kbps > 0));
}

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

/* In the official order; who was not tried is there as well, and what is no site of the list stands last. */
static void check_a_row_for_each_site(Database *database)
{
    static const Finding good = {"cam_ok", "mic_ok", "echo_ok"};
    static const Finding bad = {"cam_black", "mic_silent", "echo_unknown"};
    static const Finding echo = {"cam_unknown", "mic_ok", "echo_found"};
    static const Finding strange = {"<b>", "", "?"};

    check(database, "code:904", "cũ", FIXTURE_AT(7, 20, 0), &bad);
    check(database, "code:904", "mới", FIXTURE_AT(7, 30, 0), &good); /* mended */
    check(database, "code:903", "x", FIXTURE_AT(7, 30, 0), &bad);
    sample(database, "code:903", FIXTURE_AT(7, 30, 0), 2e6);
    sample(database, "code:903", FIXTURE_AT(8, 2, 0), 9e6); /* the session has begun */
    check(database, "code:899", "x", FIXTURE_AT(7, 30, 0), &echo);
    check(database, "name:khach", "Khách", FIXTURE_AT(7, 30, 0), &strange);
    sample(database, "code:905", FIXTURE_AT(7, 30, 0), 1e6); /* left before it was checked */
    check(database, "code:906", "x", FIXTURE_AT(8, 2, 0), &bad);

    g_autoptr(GPtrArray) trials = load(database);
    g_assert_cmpuint(
            trials->len, ==, FIXTURE_SITES); /* the central site was not tried; a guest was */
    expect(trials, 0, "TP. Rạch Giá", "Có hình", "Có tiếng vang", 1500);
    expect(trials, 1, "TX. Hà Tiên", "Chưa thử", "Chưa thử", 0);
    expect(trials, 3, "Hòn Đất", "Hình đen", "Không có tiếng", 2000);
    expect(trials, 4, "Tân Hiệp", "Tốt", "Tốt", 1500);
    expect(trials, 5, "Châu Thành", "", "", 1000);
    expect(trials, 6, "Giồng Riềng", "Chưa thử", "Chưa thử", 0);
    expect(trials, FIXTURE_SITES - 1, "Khách", "", "", 1500);
}

static void test_a_row_for_each_site(void)
{
    with_database(check_a_row_for_each_site);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/operation_trials/S-23/a_row_for_each_site", test_a_row_for_each_site);
    return g_test_run();
}
