#include "signaling/app/demo_province.h"
#include "signaling/meeting/record.h"
#include "signaling/store/database_open.h"
#include "signaling/store/meeting_events.h"
#include "tests/loop/office_guest.h"

#include <string.h>

#define PATH "/api/v1/meetings/GB-04"
#define MEETING                                                                                    \
    "{\"code\":\"GB-04\",\"title\":\"Giao ban huyện với các xã\",\"unit\":\"903\",\"form\":" \
    "\"online\",\"start\":\"%s\",\"nosecret\":true,\"chair_account\":\"chu_toa.903\","             \
    "\"sites\":[\"30817\",\"30820\"]}"
#define CORRECTION(field, value)                                                                   \
    "{\"site\":\"30820\",\"field\":\"" field "\",\"value\":\"" value "\",\"note\":\"đếm lại\"}"

#define HOUR_US INT64_C(3600000000)

/* The office of a district with a meeting of two communes that has been held. */
typedef struct Office {
    TestServer test;
    OfficeGuest secretary;
    OfficeGuest chair;
    OfficeGuest clerk;
    OfficeGuest operator;
    OfficeGuest other; /* secretary of another district */
} Office;

static Database *open_database(const TestServer *test)
{
    g_autoptr(GError) error = NULL;
    Database *database = database_open(test->folder, "", &error);
    g_assert_no_error(error);
    return database;
}

static void fill(const TestServer *test)
{
    g_autoptr(Database) database = open_database(test);

    g_assert_true(database_begin(database, NULL));
    (void)demo_province_fill(database, NULL);
    g_assert_true(database_commit(database, NULL));
}

static void office_init(Office *office)
{
    test_server_init(&office->test, NULL);
    fill(&office->test);
    office->secretary = office_guest_new(&office->test, "thu_ky", "903");
    office->chair = office_guest_new(&office->test, "chu_toa", "903");
    office->clerk = office_guest_new(&office->test, "van_thu", "903");
    office->operator= office_guest_new(&office->test, "van_hanh", "91");
    office->other = office_guest_new(&office->test, "thu_ky", "904");
    g_autofree char *start = record_time_text(g_get_real_time() + HOUR_US);
    g_autofree char *meeting = g_strdup_printf(MEETING, start);
    json_decref(office_guest_json(&office->secretary, "POST", "/api/v1/meetings", meeting, 201));
}

static void lead_to(const Office *office, const char *state)
{
    g_autofree char *body = g_strdup_printf("{\"state\":\"%s\"}", state);
    json_decref(office_guest_json(&office->secretary, "POST", PATH "/state", body, 200));
}

static void office_clear(Office *office)
{
    office_guest_clear(&office->secretary);
    office_guest_clear(&office->chair);
    office_guest_clear(&office->clerk);
    office_guest_clear(&office->operator);
    office_guest_clear(&office->other);
    test_server_clear(&office->test);
}

static void expect(const OfficeGuest *guest, const char *path, const char *body, unsigned status,
        const char *says)
{
    HttpReply reply = office_guest_ask(guest, "POST", path, body);
    g_autofree char *text = office_guest_text(&reply);

    g_test_message("%s %s: %u %s", path, body, reply.status, text);
    g_assert_cmpuint(reply.status, ==, status);
    g_assert_true(says == NULL || strstr(text, says) != NULL);
    http_reply_clear(&reply);
}

static char *file_of(const OfficeGuest *guest)
{
    HttpReply reply = office_guest_ask(guest, "GET", PATH "/attendance.csv", NULL);
    char *text = office_guest_text(&reply);
    g_assert_cmpuint(reply.status, ==, 200);
    http_reply_clear(&reply);
    return text;
}

static const json_t *row_of(const json_t *report, const char *site)
{
    const json_t *rows = json_object_get(report, "rows");

    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (g_str_equal(json_string_value(json_object_get(row, "site")), site)) {
            return row;
        }
    }
    return NULL;
}

static const char *text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

/* Second lines of the row of 30820: how many, and what the last one says. */
static void check_lines(const Office *office, size_t count, const char *value, bool after_freeze)
{
    json_t *report = office_guest_json(&office->clerk, "GET", PATH "/attendance", NULL, 200);
    const json_t *row = row_of(report, "30820");
    const json_t *lines = json_object_get(row, "corrections");
    const json_t *last = json_array_get(lines, count - 1);

    g_assert_cmpuint(json_array_size(lines), ==, count);
    g_assert_cmpstr(text_of(last, "value"), ==, value);
    g_assert_cmpstr(text_of(last, "account"), ==, "account:thu_ky.903");
    g_assert_cmpstr(text_of(last, "note"), ==, "đếm lại");
    g_assert_cmpuint(strlen(text_of(last, "time")), >=, strlen("2018-03-28T08:02:00Z"));
    g_assert_true(json_is_true(json_object_get(last, "after_freeze")) == after_freeze);
    g_assert_true(json_is_null(json_object_get(json_object_get(row, "first_said"), "present")));
    json_decref(report);
}

/* Whose they are, and what they may hold. */
static void test_who_may_correct_what(void)
{
    Office office;
    office_init(&office);
    const OfficeGuest *secretary = &office.secretary;
    const char *good = CORRECTION("present", "12");

    expect(secretary, PATH "/attendance/confirm", "{}", 409, "bad_state"); /* not opened */
    lead_to(&office, "trial");
    lead_to(&office, "live");
    expect(&office.clerk, PATH "/attendance/corrections", good, 403, "forbidden");
    expect(&office.operator, PATH "/attendance/corrections", good, 403, "forbidden");
    expect(&office.other, PATH "/attendance/corrections", good, 404, NULL);
    expect(&office.clerk, PATH "/attendance/confirm", "{}", 403, "forbidden");
    expect(&office.other, PATH "/attendance/confirm", "{}", 404, NULL);
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "-1"), 422, "value");
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "100001"), 422,
            "Số liệu đính chính");
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "=1+1"), 422, "value");
    expect(secretary, PATH "/attendance/corrections", CORRECTION("presence_s", "1"), 422, "field");
    expect(secretary, PATH "/attendance/corrections",
            "{\"site\":\"30823\",\"field\":\"note\",\"value\":\"x\"}", 422, "Điểm cầu");
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "100000"), 204, NULL);
    expect(&office.chair, PATH "/attendance/corrections", CORRECTION("note", "=HYPERLINK(1)"), 204,
            NULL);
    json_t *report = office_guest_json(secretary, "GET", PATH "/attendance", NULL, 200);
    g_assert_cmpuint(
            json_array_size(json_object_get(row_of(report, "30820"), "corrections")), ==, 2);
    g_assert_cmpuint(
            json_array_size(json_object_get(row_of(report, "30817"), "corrections")), ==, 0);
    json_decref(report);
    office_clear(&office);
}

/* What is corrected later stands beside the frozen file, whose bytes and hash stay what they were; the chain holds all. */
static void test_the_frozen_file_stays(void)
{
    Office office;
    office_init(&office);
    const OfficeGuest *secretary = &office.secretary;

    lead_to(&office, "trial");
    lead_to(&office, "live");
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "11"), 204, NULL);
    check_lines(&office, 1, "11", false);
    lead_to(&office, "ended");
    g_autofree char *frozen = file_of(&office.clerk);
    g_assert_nonnull(strstr(frozen, ",11,"));
    expect(secretary, PATH "/attendance/corrections", CORRECTION("present", "12"), 204, NULL);
    expect(secretary, PATH "/attendance/confirm", "{}", 204, NULL);
    check_lines(&office, 2, "12", true);

    g_autofree char *after = file_of(&office.clerk);
    g_assert_cmpstr(after, ==, frozen);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, frozen, -1);
    json_t *report = office_guest_json(secretary, "GET", PATH "/attendance", NULL, 200);
    g_assert_cmpstr(text_of(report, "sha256"), ==, hash);
    g_assert_cmpstr(
            text_of(json_object_get(report, "confirmed"), "account"), ==, "account:thu_ky.903");
    json_decref(report);

    g_autoptr(Database) database = open_database(&office.test);
    int64_t rows = 0;
    int64_t broken = 0;
    g_assert_true(meeting_events_verify(database, "GB-04", &rows, &broken, NULL));
    g_assert_cmpint(broken, ==, 0);
    g_assert_cmpint(rows, >=, 3);
    office_clear(&office);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_api/S-29/who_may_correct_what", test_who_may_correct_what);
    g_test_add_func("/attendance_api/S-49/the_frozen_file_stays", test_the_frozen_file_stays);
    return g_test_run();
}
