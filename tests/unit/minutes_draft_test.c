#include "signaling/report/minutes_draft.h"

#include "signaling/meeting/minutes.h"
#include "signaling/meeting/site_name.h"
#include "signaling/report/operation_log.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/minutes_table.h"
#include "signaling/store/record_sql.h"
#include "tests/fakes/attendance_fixture.h"
#include "tests/fakes/test_database.h"

#include <stdlib.h>
#include <string.h>

static void say(Database *database, const char *kind, int64_t time_us, json_t *more)
{
    json_t *event = json_pack("{s:s, s:I, s:s}", "kind", kind, "time_us", (json_int_t)time_us,
            "actor", "account:thuky");
    json_object_update(event, more);
    char *detail = json_dumps(event, JSON_COMPACT);
    const MeetingEvent row = {.meeting = FIXTURE_MEETING,
            .time_us = time_us,
            .actor = "account:thuky",
            .kind = kind,
            .detail = detail};
    g_assert_true(meeting_events_append(database, &row, false, NULL));
    free(detail);
    json_decref(event);
    json_decref(more);
}

static void media(Database *database, const char *identity, bool on, int64_t at_us)
{
    say(database, "media", at_us,
            json_pack("{s:[{s:s, s:s, s:s, s:b, s:b, s:I}]}", "changes", "site", identity, "name",
                    "", "how", "browser", "chair", 0, "on", on, "at_us", (json_int_t)at_us));
}

static void connect_all(Database *database)
{
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        g_autofree char *identity = site_name_code_identity(fixture_sites[i].code);
        for (size_t n = 0; n < FIXTURE_SPANS_MAX && fixture_sites[i].spans[n].to_us != 0; n++) {
            media(database, identity, true, fixture_sites[i].spans[n].from_us);
            media(database, identity, false, fixture_sites[i].spans[n].to_us);
        }
    }
}

static void give_floors(Database *database)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixture_floors); i++) {
        g_autofree char *site = site_name_code_identity(fixture_floors[i].code);
        const int64_t from_us = fixture_floors[i].span.from_us;
        say(database, "floor", from_us, json_pack("{s:s}", "site", site));
        say(database, "floor", from_us + 1, json_pack("{s:s, s:i}", "site", site, "limit_s", 60));
        say(database, "floor", fixture_floors[i].span.to_us, json_pack("{s:s}", "site", ""));
    }
}

static void hold_vote(Database *database)
{
    json_t *voters = json_array();
    for (size_t i = 0; i < 14; i++) {
        g_autofree char *site = site_name_code_identity(fixture_sites[i].code);
        json_array_append_new(voters, json_string(site));
    }
    say(database, "vote_open", FIXTURE_AT(10, 0, 0),
            json_pack("{s:O, s:s, s:i, s:b}", "sites", voters, "text", "Thông qua quy chế",
                    "quorum_percent", 0, "secret", 0));
    for (size_t i = 0; i < 13; i++) {
        say(database, "vote", FIXTURE_AT(10, 0, 1),
                json_pack("{s:s, s:s}", "site", json_string_value(json_array_get(voters, i)),
                        "choice", "for"));
    }
    say(database, "vote_close", FIXTURE_AT(10, 1, 0), json_object());
    json_decref(voters);
}

static void hold_meeting(Database *database)
{
    const AgendaItem agenda[] = {
            {.title = (char *)"Khai mạc", .speaker_unit = (char *)""},
            {.title = (char *)"Báo cáo tình hình kinh tế - xã hội",
                    .speaker_unit = (char *)"Sở Kế hoạch và Đầu tư"},
            {.title = (char *)"Thảo luận", .speaker_unit = (char *)""},
            {.title = (char *)"Phát biểu kết luận", .speaker_unit = (char *)""},
    };
    g_assert_true(
            meeting_book_set_agenda(database, FIXTURE_MEETING, agenda, G_N_ELEMENTS(agenda), NULL));
    connect_all(database);
    say(database, "delegate", FIXTURE_AT(8, 0, 0),
            json_pack("{s:s, s:i, s:s, s:s, s:s, s:s}", "site", "code:KG-000", "position", 1,
                    "name", "Đại biểu 07", "title", "Giám đốc", "unit", "Sở Nội vụ", "how",
                    "in_person"));
    say(database, "begin", FIXTURE_OPENED_US, json_object());
    say(database, "agenda", FIXTURE_AT(8, 5, 0),
            json_pack("{s:i, s:s}", "number", 1, "text", "Khai mạc"));
    say(database, "agenda", FIXTURE_AT(8, 10, 0),
            json_pack("{s:i, s:s}", "number", 2, "text", "Báo cáo"));
    say(database, "agenda", FIXTURE_AT(9, 0, 0),
            json_pack("{s:i, s:s}", "number", 2, "text", "Báo cáo (tiếp)"));
    give_floors(database);
    hold_vote(database);
    g_assert_true(meeting_book_open(database, FIXTURE_MEETING, FIXTURE_OPENED_US, NULL));
    g_assert_true(meeting_book_close(database, FIXTURE_MEETING, FIXTURE_CLOSED_US, NULL));
}

static json_t *draft_of(Database *database)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(GError) error = NULL;
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    g_assert_true(meeting_book_find(database, FIXTURE_MEETING, &plan, &found, NULL));
    g_assert_true(found);
    json_t *draft = minutes_draft(database, &plan, FIXTURE_AT(11, 0, 0), &error);
    g_assert_no_error(error);
    return draft;
}

static const char *text_at(const json_t *draft, const char *list, size_t n, const char *member)
{
    const json_t *item = json_array_get(json_object_get(draft, list), n);
    const char *text = json_string_value(json_object_get(item, member));
    return text != NULL ? text : "(none)";
}

static int64_t number_at(const json_t *draft, const char *list, size_t n, const char *member)
{
    const json_t *item = json_array_get(json_object_get(draft, list), n);
    return json_integer_value(json_object_get(item, member));
}

static void expect_incident(
        const json_t *draft, size_t n, const char *time, const char *site, const char *text)
{
    g_assert_cmpstr(text_at(draft, "incidents", n, "time"), ==, time);
    g_assert_cmpstr(text_at(draft, "incidents", n, "site"), ==, site);
    g_assert_cmpstr(text_at(draft, "incidents", n, "text"), ==, text);
}

/*
 * In order of time: gaps over 30 s, and neither the one of 20 s, which is bridged, nor who left early; what people
 * entered; what the server saw for a minute, and nothing shorter.
 */
static void check_incidents(const json_t *draft)
{
    g_assert_cmpuint(json_array_size(json_object_get(draft, "incidents")), ==, 6);
    expect_incident(draft, 0, "2018-03-28T01:30:00Z", "Kiên Hải",
            "Mất kết nối từ 08 giờ 30 đến 08 giờ 31.");
    expect_incident(
            draft, 1, "2018-03-28T01:35:00Z", "Hòn Đất", "Hình đen từ 08 giờ 35 đến 08 giờ 37.");
    expect_incident(draft, 2, "2018-03-28T01:36:00Z", "Phú Quốc",
            "Micro hỏng. Nguyên nhân: hết pin. Xử lý: đổi micro.");
    expect_incident(
            draft, 3, "2018-03-28T01:40:00Z", "An Minh", "Mất kết nối từ 08 giờ 40 đến 08 giờ 52.");
    expect_incident(draft, 4, "2018-03-28T02:05:00Z", "Kiên Hải",
            "Mất kết nối từ 09 giờ 05 đến 09 giờ 09.");
    expect_incident(draft, 5, "2018-03-28T03:00:00Z", "Tân Hiệp",
            "Gây tiếng vang từ 10 giờ 00 đến khi kết thúc phiên họp.");
}

static void watch(Database *database, const char *site, const char *what, bool on, int64_t time_us)
{
    say(database, "watch", time_us,
            json_pack("{s:s, s:s, s:b}", "site", site, "what", what, "on", (int)on));
}

static void have_incidents(Database *database)
{
    g_auto(OperationIncident) incident = {0};

    watch(database, "code:903", "black", true, FIXTURE_AT(8, 35, 0));
    watch(database, "code:903", "black", false, FIXTURE_AT(8, 37, 0));
    watch(database, "code:903", "frozen", true, FIXTURE_AT(8, 40, 0));
    watch(database, "code:903", "frozen", false, FIXTURE_AT(8, 40, 59));
    watch(database, "code:904", "echo", true, FIXTURE_AT(10, 0, 0));
    record_init(&operation_incident_type, &incident);
    fixture_set(&incident.meeting, FIXTURE_MEETING);
    fixture_set(&incident.site, "Phú Quốc");
    fixture_set(&incident.symptom, "Micro hỏng.");
    fixture_set(&incident.cause, "hết pin");
    fixture_set(&incident.handling, "đổi micro");
    fixture_set(&incident.account, "vanhanh");
    incident.time_us = FIXTURE_AT(8, 36, 0);
    g_assert_true(record_insert(database, &operation_incident_type, &incident, NULL));
}

static void test_the_briefing_of_march(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    fixture_plan_meeting(database);
    hold_meeting(database);
    have_incidents(database);
    json_t *draft = draft_of(database);

    g_assert_cmpint(json_integer_value(json_object_get(draft, "sites")), ==, 15);
    g_assert_cmpint(json_integer_value(json_object_get(draft, "sites_present")), ==, 13);
    g_assert_cmpstr(
            json_string_value(json_object_get(draft, "opened")), ==, "2018-03-28T01:02:00Z");
    g_assert_cmpuint(json_array_size(json_object_get(draft, "absences")), ==, 2);
    g_assert_cmpstr(text_at(draft, "absences", 0, "site"), ==, "U Minh Thượng");
    g_assert_cmpstr(text_at(draft, "attendees", 0, "name"), ==, "Đại biểu 07");
    g_assert_cmpuint(json_array_size(json_object_get(draft, "reports")), ==, 1);
    g_assert_cmpstr(text_at(draft, "reports", 0, "unit"), ==, "Sở Kế hoạch và Đầu tư");
    g_assert_cmpstr(text_at(draft, "reports", 0, "time"), ==, "2018-03-28T01:10:00Z");
    g_assert_cmpuint(json_array_size(json_object_get(draft, "speeches")), ==, 4);
    g_assert_cmpstr(text_at(draft, "speeches", 0, "site"), ==, "Phú Quốc");
    g_assert_cmpstr(text_at(draft, "speeches", 0, "time"), ==, "2018-03-28T01:50:00Z");
    g_assert_cmpstr(text_at(draft, "speeches", 2, "site"), ==, "An Minh");
    g_assert_cmpint(number_at(draft, "votes", 0, "total"), ==, 14);
    g_assert_cmpint(number_at(draft, "votes", 0, "agree"), ==, 13);
    g_assert_cmpint(number_at(draft, "votes", 0, "abstain"), ==, 1);
    g_assert_null(json_object_get(draft, "conclusions"));
    check_incidents(draft);

    /* The record takes all of it. */
    g_auto(Minutes) minutes = {0};
    g_autoptr(GError) error = NULL;
    record_init(&minutes_type, &minutes);
    g_assert_true(minutes_take(&minutes, draft, &error));
    g_assert_no_error(error);
    g_assert_cmpint(minutes.closed_us, ==, FIXTURE_CLOSED_US);
    json_decref(draft);
    database_close(database);
    test_database_clear(&place);
}

/* Whom the unit's last minutes went to, and their symbol, are where the next ones begin. */
static void test_the_last_minutes_are_a_template(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(MeetingPlan) plan = {0};
    g_auto(Minutes) minutes = {0};
    g_autoptr(GError) error = NULL;
    fixture_plan_meeting(database);
    json_t *first = draft_of(database);
    g_assert_cmpstr(text_at(first, "recipients", 0, "text"), ==, "Thành phần dự họp");
    json_decref(first);

    record_init(&meeting_plan_type, &plan);
    fixture_set(&plan.code, "before");
    fixture_set(&plan.title, "Họp trước");
    fixture_set(&plan.unit, fixture_sites[0].unit);
    g_assert_true(meeting_book_add(database, &plan, NULL));
    g_assert_true(minutes_table_find(database, "before", &minutes, NULL));
    fixture_set(&minutes.symbol, "VPUB");
    fixture_set(
            &minutes.lists, "{\"recipients\":[{\"text\":\"TT. Tỉnh ủy\"},{\"text\":\"Các sở\"}]}");
    g_assert_true(minutes_table_write(database, &minutes, &error));
    g_assert_no_error(error);
    json_t *draft = draft_of(database);
    g_assert_cmpstr(json_string_value(json_object_get(draft, "symbol")), ==, "VPUB");
    g_assert_cmpstr(text_at(draft, "recipients", 1, "text"), ==, "Các sở");
    json_decref(draft);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/minutes_draft/the_briefing_of_march", test_the_briefing_of_march);
    g_test_add_func("/minutes_draft/S-56/the_last_minutes_are_a_template",
            test_the_last_minutes_are_a_template);
    return g_test_run();
}
