#include "signaling/app/presence_keeper.h"

#include "signaling/meeting/site_name.h"
#include "signaling/report/attendance_csv.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/report/csv_writer.h"
#include "signaling/store/attendance_archive.h"
#include "signaling/store/meeting_events.h"
#include "tests/fakes/attendance_fixture.h"
#include "tests/fakes/test_database.h"

#include <string.h>

/* The whole way of attendance, from what the media server says of each leg to the table, by a clock of its own. */
typedef struct Scene {
    TestDatabase place;
    Store *store;
    ProceedingsDesk *desk;
    PresenceKeeper *keeper;
    const char *meeting;
    int64_t now_us;
    unsigned answered;
} Scene;

static int64_t on_now(void *user_data)
{
    return ((const Scene *)user_data)->now_us;
}

static void on_look(GArray *sites, void *user_data)
{
    static char identities[FIXTURE_SITES][SITE_IDENTITY_BYTES_MAX];
    (void)user_data;

    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        g_autofree char *identity = site_name_code_identity(fixture_sites[i].code);
        (void)g_strlcpy(identities[i], identity, sizeof identities[i]);
        const ProceedingsSite site = {.identity = identities[i], .present = true};
        g_array_append_val(sites, site);
    }
}

static void on_applied(ProceedingsVerb verb, const json_t *event, void *user_data)
{
    (void)verb;
    (void)event;
    (void)user_data;
}

static const ProceedingsDeskEvents desk_events = {
        .look = on_look, .applied = on_applied, .now_us = on_now};

static bool replay(const MeetingEvent *row, void *user_data)
{
    json_t *event = json_loads(row->detail, 0, NULL);
    proceedings_desk_replay(user_data, event);
    json_decref(event);
    return true;
}

/* A server: the first one, or one that takes the meeting up again after another was killed. */
static void serve(Scene *scene)
{
    GError *error = NULL;
    int64_t pulse_us = 0;

    scene->store = store_new(scene->place.folder, scene->place.url, &error);
    g_assert_no_error(error);
    scene->desk = proceedings_desk_new(&(ProceedingsDeskConfig){.store = scene->store,
                                               .meeting = scene->meeting,
                                               .attendance = attendance_rules_usual},
            &desk_events, scene);
    Database *database = test_database_open(&scene->place);
    g_assert_true(meeting_events_each(database, scene->meeting, 0, replay, scene->desk, NULL));
    g_assert_true(attendance_pulse_read(database, scene->meeting, &pulse_us, NULL));
    database_close(database);
    scene->keeper = presence_keeper_new(&(PresenceKeeperConfig){.store = scene->store,
            .desk = scene->desk,
            .meeting = scene->meeting,
            .attendance = attendance_rules_usual});
    presence_keeper_restore(scene->keeper, pulse_us);
}

static void fall(Scene *scene)
{
    store_free(scene->store);
    proceedings_desk_free(scene->desk);
    presence_keeper_free(scene->keeper);
}

static void scene_init(Scene *scene)
{
    *scene = (Scene){.meeting = FIXTURE_MEETING};
    test_database_init(&scene->place);
    Database *database = test_database_open(&scene->place);
    fixture_plan_meeting(database);
    database_close(database);
    serve(scene);
}

static void scene_clear(Scene *scene)
{
    fall(scene);
    test_database_clear(&scene->place);
}

static void on_done(const GError *error, void *user_data)
{
    Scene *scene = user_data;
    g_assert_no_error(error);
    scene->answered++;
}

static void command(Scene *scene, ProceedingsVerb verb, const char *site)
{
    const ProceedingsActor chair = {
            .identity = "account:chutoa", .name = "Chủ tọa", .role = ROLE_CHAIR};
    const unsigned before = scene->answered;

    proceedings_desk_run(
            scene->desk, &chair, &(ProceedingsCommand){.verb = verb, .site = site}, on_done, scene);
    while (scene->answered == before) {
        g_main_context_iteration(NULL, TRUE);
    }
}

/* What a media server would say now of a site's leg. */
static void report(
        Scene *scene, const char *code, const char *name, const FixtureSpan *spans, size_t count)
{
    g_autofree char *identity = site_name_code_identity(code);
    const Participant participant = {.identity = identity, .name = name, .role = ROLE_SITE};
    ApiLegQuality quality = {.idle_ms = -1};

    for (size_t i = 0; i < count && spans[i].to_us != 0 && spans[i].from_us <= scene->now_us; i++) {
        const int64_t last_us = MIN(spans[i].to_us, scene->now_us);
        if (i > 0) {
            quality.pause_ms = (spans[i].from_us - spans[i - 1].to_us) / 1000;
        }
        quality.idle_ms = (scene->now_us - last_us) / 1000;
        quality.flow_ms = (scene->now_us - spans[i].from_us) / 1000;
    }
    presence_keeper_report(scene->keeper, &participant, &quality, scene->now_us);
}

static void tick(Scene *scene)
{
    presence_keeper_tick(scene->keeper, scene->now_us);
    while (presence_keeper_is_busy(scene->keeper)) {
        g_main_context_iteration(NULL, TRUE);
    }
}

static void report_fixture(Scene *scene)
{
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        report(scene, fixture_sites[i].code, fixture_sites[i].name, fixture_sites[i].spans,
                FIXTURE_SPANS_MAX);
    }
}

static void run_floors(Scene *scene)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixture_floors); i++) {
        g_autofree char *site = site_name_code_identity(fixture_floors[i].code);
        if (scene->now_us == fixture_floors[i].span.from_us) {
            command(scene, PROCEEDINGS_FLOOR, site);
        } else if (scene->now_us == fixture_floors[i].span.to_us) {
            command(scene, PROCEEDINGS_FLOOR, "");
        }
    }
}

/* @param away  between their ends there is no server */
static void run_fixture(Scene *scene, const FixtureSpan *away, size_t count)
{
    size_t next = 0;

    for (scene->now_us = FIXTURE_AT(6, 59, 0); scene->now_us <= FIXTURE_CLOSED_US;
            scene->now_us += G_USEC_PER_SEC) {
        if (next < count && scene->now_us == away[next].from_us) {
            fall(scene);
            scene->now_us = away[next++].to_us;
            serve(scene);
        }
        report_fixture(scene);
        tick(scene);
        if (scene->now_us == FIXTURE_OPENED_US) {
            command(scene, PROCEEDINGS_BEGIN, NULL);
        }
        run_floors(scene);
    }
    scene->now_us = FIXTURE_CLOSED_US;
    command(scene, PROCEEDINGS_END, NULL);
}

/* Columns 10 to 15 of the specification's table: so_lan_mat to co; and how often and how long it had the floor. */
static const struct {
    const char *code;
    const char *figures;
    const char *floor;
} expected[FIXTURE_SITES] = {
        {"KG-000", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"899", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"900", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"902", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"903", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"904", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"905", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"906", "1,0,8700,100.00,Có mặt,", "1,250"},
        {"907", "0,0,7800,89.66,Có mặt,Vào muộn", "0,0"},
        {"908", "0,0,7380,84.83,Có mặt,Rời sớm", "0,0"},
        {"909", "1,720,7980,91.72,Có mặt,Gián đoạn", "1,300"},
        {"910", "0,0,8700,100.00,Có mặt,", "0,0"},
        {"911", "0,0,8700,100.00,Có mặt,", "2,450"},
        {"912", "3,330,8370,96.21,Có mặt,Gián đoạn", "0,0"},
        {"913", "0,0,0,0.00,Vắng mặt,", "0,0"},
        {"914", "0,0,0,0.00,Vắng mặt,chỉ kết nối phiên thử", "0,0"},
};

static char *span_text(int64_t time_us)
{
    const int second = (int)((time_us - FIXTURE_DAY_US) / G_USEC_PER_SEC);
    return g_strdup_printf(
            "2018-03-28T%02d:%02d:%02d+07:00", second / 3600, second / 60 % 60, second % 60);
}

/* The session's end ends every connection. */
static char *expected_spans(const FixtureSite *site)
{
    GString *list = g_string_new(NULL);
    g_autofree char *first = NULL;
    g_autofree char *last = NULL;

    for (size_t i = 0; i < FIXTURE_SPANS_MAX && site->spans[i].to_us != 0; i++) {
        g_autofree char *from = span_text(site->spans[i].from_us);
        g_autofree char *to = span_text(MIN(site->spans[i].to_us, FIXTURE_CLOSED_US));
        g_string_append_printf(list, "%s%s/%s", i > 0 ? "; " : "", from, to);
        first = first != NULL ? first : g_strdup(from);
        g_free(last);
        last = g_strdup(to);
    }
    g_autofree char *text = g_string_free(list, FALSE);
    return g_strdup_printf("%s,%s,%s", first != NULL ? first : "", last != NULL ? last : "", text);
}

static void check_csv(Scene *scene)
{
    Database *database = test_database_open(&scene->place);
    g_autofree char *csv =
            attendance_file(database, FIXTURE_MEETING, NULL, FIXTURE_AT(23, 0, 0), NULL);
    g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);

    g_assert_true(g_str_has_prefix(csv, CSV_BYTE_ORDER_MARK "stt,ma_diem_cau,diem_cau,"));
    g_assert_cmpuint(g_strv_length(lines), ==, 1 + FIXTURE_SITES + 1);
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        const FixtureSite *site = &fixture_sites[i];
        static const char *const kinds[] = {"UBND tỉnh", "Thành phố", "Thị xã", "Huyện"};
        g_autofree char *spans = expected_spans(site);
        g_autofree char *line = g_strdup_printf(
                "%zu,%s,%s,Nhà nước,%s,%s,%s,%s,Chưa điểm danh,,,,,,,%s,,,,", i, site->code,
                site->name, kinds[MIN(i, 3)], site->spans[0].to_us != 0 ? "WebRTC" : "", spans,
                expected[i].figures, expected[i].floor);
        g_assert_cmpstr(lines[i + 1], ==, line);
        g_assert_cmpstr(site->code, ==, expected[i].code);
    }
    database_close(database);
}

static void check_summary(Scene *scene)
{
    Database *database = test_database_open(&scene->place);
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_AT(23, 0, 0), NULL);
    int64_t rows = 0;
    int64_t broken = 0;

    g_assert_cmpint(report->convened, ==, 15);
    g_assert_cmpint(report->present, ==, 13);
    g_assert_cmpint(report->absent, ==, 2);
    g_assert_cmpint(report->late, ==, 1);
    g_assert_cmpint(report->early, ==, 1);
    g_assert_cmpint(report->broken, ==, 2);
    g_assert_cmpint(report->losses, ==, 5);
    g_assert_true(report->frozen);
    g_assert_true(meeting_events_verify(database, FIXTURE_MEETING, &rows, &broken, NULL));
    g_assert_cmpint(broken, ==, 0);
    g_assert_cmpint(rows, >, 20);
    database_close(database);
}

static void test_fixture(void)
{
    Scene scene;

    scene_init(&scene);
    run_fixture(&scene, NULL, 0);
    check_csv(&scene);
    check_summary(&scene);
    scene_clear(&scene);
}

/*
 * The server was killed twice for forty seconds, in which one site was lost and came back, and another left: the media
 * server went on, and the table is the same.
 */
static void test_killed(void)
{
    static const FixtureSpan away[] = {
            {FIXTURE_AT(9, 9, 50), FIXTURE_AT(9, 10, 30)},
            {FIXTURE_AT(10, 4, 40), FIXTURE_AT(10, 5, 20)},
    };
    Scene scene;

    scene_init(&scene);
    run_fixture(&scene, away, G_N_ELEMENTS(away));
    check_csv(&scene);
    check_summary(&scene);
    scene_clear(&scene);
}

/* Both servers died at nine and nobody came back: what is known ends at the last pulse. */
static void test_all_dead(void)
{
    Scene scene;

    scene_init(&scene);
    for (scene.now_us = FIXTURE_AT(7, 58, 0); scene.now_us < FIXTURE_AT(9, 0, 0);
            scene.now_us += G_USEC_PER_SEC) {
        report_fixture(&scene);
        tick(&scene);
        if (scene.now_us == FIXTURE_OPENED_US) {
            command(&scene, PROCEEDINGS_BEGIN, NULL);
        }
    }
    fall(&scene);
    Database *database = test_database_open(&scene.place);
    g_autoptr(AttendanceReport) report =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_AT(11, 0, 0), NULL);
    const AttendanceRow *row = g_ptr_array_index(report->rows, 1);
    const int64_t last_us = row->figures.last_us;
    g_assert_cmpint(last_us, >, FIXTURE_AT(9, 0, 0) - INT64_C(2) * PRESENCE_KEEPER_PULSE_US);
    g_assert_cmpint(last_us, <, FIXTURE_AT(9, 0, 0));
    database_close(database);
    /* The next server says the same in the meeting's events, once its patience is over. */
    scene.now_us = FIXTURE_AT(11, 0, 0);
    serve(&scene);
    for (int i = 0; i < PRESENCE_KEEPER_PATIENCE + 2; i++) {
        scene.now_us += G_USEC_PER_SEC;
        tick(&scene);
    }
    command(&scene, PROCEEDINGS_END, NULL);
    database = test_database_open(&scene.place);
    g_autoptr(AttendanceReport) after =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_AT(12, 0, 0), NULL);
    row = g_ptr_array_index(after->rows, 1);
    g_assert_cmpint(row->figures.last_us, ==, last_us);
    database_close(database);
    scene_clear(&scene);
}

/* ---- 500 drops and returns ---- */

enum { RANDOM_SPANS_MAX = 40, RANDOM_SECONDS = 7200, MEDIA_SILENCE_S = 5 };

#define RANDOM_US(seconds) ((seconds)*INT64_C(1000000))

typedef struct RandomSite {
    FixtureSpan spans[RANDOM_SPANS_MAX];
    size_t count;
} RandomSite;

static unsigned make_random(RandomSite *site)
{
    int64_t at_us = FIXTURE_AT(8, 0, 0) + RANDOM_US(g_test_rand_int_range(1, 900));

    site->count = 0;
    while (site->count < RANDOM_SPANS_MAX) {
        const int64_t to_us = at_us + RANDOM_US(g_test_rand_int_range(1, 400));
        if (to_us >= FIXTURE_AT(8, 0, 0) + RANDOM_US(RANDOM_SECONDS)) {
            break;
        }
        site->spans[site->count++] = (FixtureSpan){.from_us = at_us, .to_us = to_us};
        /* Five seconds of silence are none; six are a loss. */
        at_us = to_us + RANDOM_US(g_test_rand_int_range(6, g_test_rand_bit() ? 34 : 200));
    }
    return (unsigned)(2 * site->count);
}

/* Second by second, and nothing but counting. */
static AttendanceFigures by_counting(const RandomSite *site, int64_t opened_us, int64_t closed_us)
{
    bool on[RANDOM_SECONDS + 1] = {false};
    AttendanceFigures figures = {0};
    const int opened = (int)((opened_us - FIXTURE_AT(8, 0, 0)) / G_USEC_PER_SEC);
    const int closed = (int)((closed_us - FIXTURE_AT(8, 0, 0)) / G_USEC_PER_SEC);

    for (size_t i = 0; i < site->count; i++) {
        for (int64_t t = site->spans[i].from_us; t < site->spans[i].to_us; t += G_USEC_PER_SEC) {
            on[(t - FIXTURE_AT(8, 0, 0)) / G_USEC_PER_SEC] = true;
        }
    }
    /* Who is silent for five seconds at the closing is still there. */
    for (int t = closed - 1; t >= closed - MEDIA_SILENCE_S && !on[t]; t--) {
        if (on[t - 1]) {
            for (int u = t; u < closed; u++) {
                on[u] = true;
            }
        }
    }
    for (int t = opened; t < closed; t++) {
        int back = t;
        while (back < closed && !on[back]) {
            back++;
        }
        const bool breaks = t > 0 && on[t - 1] && !on[t] && back < closed;
        if (breaks) {
            figures.losses++;
            figures.gap_us += back - t > 30 ? RANDOM_US(back - t) : 0;
        }
        for (int u = t; breaks && back - t <= 30 && u < back; u++) {
            on[u] = true;
        }
        figures.presence_us += on[t] ? G_USEC_PER_SEC : 0;
    }
    return figures;
}

static void test_random(void)
{
    Scene scene;
    RandomSite sites[FIXTURE_SITES];
    const int64_t opened_us = FIXTURE_AT(8, 0, 0);
    const int64_t closed_us = opened_us + RANDOM_US(RANDOM_SECONDS - 60);
    unsigned events = 0;

    scene_init(&scene);
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        events += make_random(&sites[i]);
    }
    g_assert_cmpuint(events, >=, 500);
    for (scene.now_us = opened_us; scene.now_us <= closed_us; scene.now_us += G_USEC_PER_SEC) {
        if (scene.now_us == opened_us) {
            command(&scene, PROCEEDINGS_BEGIN, NULL);
        }
        for (size_t i = 0; i < FIXTURE_SITES; i++) {
            report(&scene, fixture_sites[i].code, fixture_sites[i].name, sites[i].spans,
                    sites[i].count);
        }
        tick(&scene);
    }
    scene.now_us = closed_us;
    command(&scene, PROCEEDINGS_END, NULL);
    Database *database = test_database_open(&scene.place);
    g_autoptr(AttendanceReport) table =
            attendance_report_load(database, FIXTURE_MEETING, NULL, FIXTURE_AT(23, 0, 0), NULL);
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        const AttendanceRow *row = g_ptr_array_index(table->rows, i);
        const AttendanceFigures counted = by_counting(&sites[i], opened_us, closed_us);
        g_test_message("%s: %zu spans", row->code, sites[i].count);
        g_assert_cmpuint(row->figures.losses, ==, counted.losses);
        g_assert_cmpint(row->figures.gap_us, ==, counted.gap_us);
        g_assert_cmpint(row->figures.presence_us, ==, counted.presence_us);
    }
    database_close(database);
    scene_clear(&scene);
}

static void test_message(void)
{
    Scene scene;

    scene_init(&scene);
    for (scene.now_us = FIXTURE_AT(8, 51, 50); scene.now_us <= FIXTURE_AT(8, 52, 10);
            scene.now_us += G_USEC_PER_SEC) {
        report_fixture(&scene);
        tick(&scene);
        if (scene.now_us == FIXTURE_AT(8, 51, 55)) {
            command(&scene, PROCEEDINGS_BEGIN, NULL);
        }
    }
    g_autofree char *text = presence_keeper_message(scene.keeper, FIXTURE_AT(8, 52, 10));
    json_t *message = json_loads(text, 0, NULL);
    g_assert_cmpstr(json_string_value(json_object_get(message, "type")), ==, "attendance");
    g_assert_cmpuint(json_array_size(json_object_get(message, "sites")), ==, 14);
    json_decref(message);
    json_t *event = json_pack("{s:[{s:s}, {s:s}]}", "changes", "site", "code:909", "site", "?");
    g_autofree char *one = presence_keeper_change(scene.keeper, event, FIXTURE_AT(8, 52, 10));
    json_decref(event);
    g_assert_cmpstr(one, ==,
            "{\"type\":\"attendance\",\"now\":\"2018-03-28T01:52:10Z\",\"opened\":"
            "\"2018-03-28T01:51:55Z\",\"sites\":[{\"site\":\"code:909\",\"on\":true,\"since\":"
            "\"2018-03-28T01:52:00Z\",\"losses\":0,\"presence_s\":10}]}");
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    /* Thousands of small writes: not to a disk. */
    g_setenv("TMPDIR", "/dev/shm", FALSE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/presence_keeper/S-36/fixture_to_the_letter", test_fixture);
    g_test_add_func("/presence_keeper/S-21/killed", test_killed);
    g_test_add_func("/presence_keeper/all_dead", test_all_dead);
    g_test_add_func("/presence_keeper/500_random_events", test_random);
    g_test_add_func("/presence_keeper/message", test_message);
    return g_test_run();
}
