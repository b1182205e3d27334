#include "signaling/app/demo_province.h"
#include "signaling/meeting/record.h"
#include "signaling/store/database_open.h"
#include "tests/loop/office_guest.h"

#include <string.h>

#define MINUTES "/api/v1/meetings/GB-03/minutes"
#define MEETING                                                                                    \
    "{\"code\":\"GB-03\",\"title\":\"Họp giao ban tháng 3\",\"unit\":\"903\",\"form\":"         \
    "\"in_person\",\"start\":\"%s\",\"nosecret\":true,\"chair_name\":"                             \
    "\"Đại biểu 01\",\"chair_account\":\"chu_toa.903\",\"secretary_name\":\"Đại biểu 02\"}"

#define HOUR_US INT64_C(3600000000)

/* The office of a district: a meeting in person, held, whose secretary is named in it. */
typedef struct Office {
    TestServer test;
    OfficeGuest secretary;
    OfficeGuest chair;
    OfficeGuest clerk;
    OfficeGuest other; /* secretary of another district */
} Office;

static void fill(const TestServer *test)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", &error);

    g_assert_true(database_begin(database, &error));
    (void)demo_province_fill(database, &error);
    g_assert_no_error(error);
    g_assert_true(database_commit(database, &error));
}

static void office_init(Office *office)
{
    test_server_init(&office->test, NULL);
    fill(&office->test);
    office->secretary = office_guest_new(&office->test, "thu_ky", "903");
    office->chair = office_guest_new(&office->test, "chu_toa", "903");
    office->clerk = office_guest_new(&office->test, "van_thu", "903");
    office->other = office_guest_new(&office->test, "thu_ky", "904");
    g_autofree char *start = record_time_text(g_get_real_time() - HOUR_US);
    g_autofree char *meeting = g_strdup_printf(MEETING, start);
    json_decref(office_guest_json(&office->secretary, "POST", "/api/v1/meetings", meeting, 201));
    json_decref(office_guest_json(&office->secretary, "POST", "/api/v1/meetings/GB-03/state",
            "{\"state\":\"ended\",\"reason\":\"\"}", 200));
}

static void office_clear(Office *office)
{
    office_guest_clear(&office->secretary);
    office_guest_clear(&office->chair);
    office_guest_clear(&office->clerk);
    office_guest_clear(&office->other);
    test_server_clear(&office->test);
}

/* Asks; the answer must have this status, and (unless NULL) this code or text in it. */
static void expect(const OfficeGuest *guest, const char *method, const char *path, const char *body,
        unsigned status, const char *says)
{
    HttpReply reply = office_guest_ask(guest, method, path, body);
    g_autofree char *text = office_guest_text(&reply);

    g_test_message("%s %s %s: %u %s", method, path, body != NULL ? body : "", reply.status, text);
    g_assert_cmpuint(reply.status, ==, status);
    g_assert_true(says == NULL || strstr(text, says) != NULL);
    http_reply_clear(&reply);
}

static void write_draft(const Office *office)
{
    expect(&office->secretary, "PUT", MINUTES,
            "{\"version\":0,\"agency\":\"UBND huyện Hòn Đất\",\"symbol\":\"UBND\","
            "\"secretary_name\":\"Đại biểu 02\",\"opened\":\"2018-03-28T01:00:00Z\","
            "\"closed\":\"2018-03-28T03:27:00Z\",\"conclusions\":[{\"text\":\"Giao Phòng A\"}],"
            "\"speeches\":[{\"site\":\"Sóc Sơn\",\"text\":\"Đã nói\"}]}",
            200, "\"version\":1");
}

/* ---- the way of a paper ---- */

static void test_from_the_draft_to_the_signed_file(void)
{
    Office office;
    office_init(&office);
    const OfficeGuest *secretary = &office.secretary;
    const OfficeGuest *clerk = &office.clerk;

    expect(secretary, "GET", MINUTES, NULL, 200, "\"version\":0");
    expect(secretary, "GET", MINUTES, NULL, 200, "\"chair_name\":\"Đại biểu 01\"");
    write_draft(&office);
    expect(secretary, "PUT", MINUTES, "{\"version\":0,\"title\":\"Của người khác\"}", 409,
            "\"changed\"");
    expect(clerk, "POST", MINUTES "/signed?name=a.pdf", "%PDF-1.7", 409, "bad_state");
    expect(secretary, "POST", MINUTES "/state", "{\"version\":1,\"state\":\"submitted\"}", 200,
            "submitted");
    expect(secretary, "PUT", MINUTES, "{\"version\":2,\"title\":\"x\"}", 409, "frozen");
    expect(&office.chair, "POST", MINUTES "/state", "{\"version\":2,\"state\":\"draft\"}", 422,
            "incomplete");
    expect(&office.chair, "POST", MINUTES "/state",
            "{\"version\":2,\"state\":\"draft\",\"reason\":\"Thiếu kết luận\"}", 200,
            "Thiếu kết luận");
    expect(secretary, "POST", MINUTES "/state", "{\"version\":3,\"state\":\"submitted\"}", 200, "");
    expect(&office.chair, "POST", MINUTES "/state", "{\"version\":4,\"state\":\"approved\"}", 200,
            "approved");
    expect(clerk, "POST", MINUTES "/state", "{\"version\":5,\"state\":\"issued\"}", 422,
            "incomplete");
    expect(clerk, "POST", MINUTES "/signed?name=a.pdf", "MZ", 422, "PDF");
    expect(clerk, "POST", MINUTES "/signed?name=..%2Fa.pdf", "%PDF-1.7\n", 422, "name");
    expect(clerk, "POST", MINUTES "/signed?name=Bien-ban.pdf", "%PDF-1.7\n", 200,
            "0716f9264c9fe19f5d7455276107f3ddcc1d3497f63d60689a73558ae8a1bf5e");
    expect(clerk, "POST", MINUTES "/signed?name=b.pdf", "%PDF-1.8\n", 409, "frozen");
    expect(secretary, "GET", MINUTES "/signed", NULL, 200, "%PDF-1.7");
    expect(clerk, "POST", MINUTES "/state", "{\"version\":6,\"state\":\"issued\",\"number\":5}",
            200, "05/BB-UBND");
    expect(clerk, "GET", "/api/v1/meetings/GB-03/minutes.json", NULL, 200, "\"so\":5");
    office_clear(&office);
}

static void test_papers_and_their_notice(void)
{
    Office office;
    office_init(&office);
    write_draft(&office);

    HttpReply page =
            office_guest_ask(&office.clerk, "GET", "/api/v1/meetings/GB-03/minutes.html", NULL);
    g_autofree char *html = office_guest_text(&page);
    g_assert_cmpuint(page.status, ==, 200);
    g_assert_nonnull(strstr(html, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    g_assert_nonnull(strstr(html, "Đã nói"));
    const char *policy = http_reply_header(&page, "Content-Security-Policy");
    g_assert_nonnull(strstr(policy, "default-src 'none'"));
    http_reply_clear(&page);

    /* Whose papers these are says where they are signed, and by whom; the invitation has it too. */
    {
        g_auto(OfficeGuest) admin = office_guest_new(&office.test, "quan_tri", "91");
        expect(&admin, "PATCH", "/api/v1/units/903",
                "{\"town\":\"Hòn Đất\",\"signer_title\":\"TL. CHỦ TỊCH\"}", 200, "Hòn Đất");
    }
    expect(&office.clerk, "GET", "/api/v1/meetings/GB-03/invitation", NULL, 200, "TL. CHỦ TỊCH<");
    expect(&office.clerk, "GET", "/api/v1/meetings/GB-03/invitation", NULL, 200, "Hòn Đất, ngày");
    expect(&office.clerk, "GET", "/api/v1/meetings/GB-03/notice.html", NULL, 200, "Hòn Đất, ngày");

    expect(&office.chair, "GET", "/api/v1/meetings/GB-03/minutes.rtf", NULL, 200,
            "\\paperw11906\\paperh16838");
    HttpReply notice =
            office_guest_ask(&office.clerk, "GET", "/api/v1/meetings/GB-03/notice.html", NULL);
    g_autofree char *text = office_guest_text(&notice);
    g_assert_nonnull(strstr(text, "Giao Phòng A"));
    g_assert_null(strstr(text, "Đã nói"));
    http_reply_clear(&notice);

    /* Due until it is issued, and that only of what was approved. */
    expect(&office.secretary, "GET", "/api/v1/conclusion-notices", NULL, 200, "GB-03");
    expect(&office.clerk, "POST", "/api/v1/meetings/GB-03/notice",
            "{\"version\":1,\"number\":\"07/TB-UBND\"}", 409, "bad_state");
    json_decref(office_guest_json(&office.secretary, "POST", MINUTES "/state",
            "{\"version\":1,\"state\":\"submitted\"}", 200));
    json_decref(office_guest_json(&office.chair, "POST", MINUTES "/state",
            "{\"version\":2,\"state\":\"approved\"}", 200));
    expect(&office.clerk, "POST", "/api/v1/meetings/GB-03/notice",
            "{\"version\":3,\"number\":\"07/TB-UBND\"}", 200, "07/TB-UBND");
    json_t *due = office_guest_json(&office.clerk, "GET", "/api/v1/conclusion-notices", NULL, 200);
    g_assert_cmpuint(json_array_size(json_object_get(due, "items")), ==, 0);
    json_decref(due);
    office_clear(&office);
}

static void test_each_keeps_to_his_own(void)
{
    Office office;
    office_init(&office);
    write_draft(&office);
    const char *body = "{\"version\":1,\"title\":\"x\"}";

    expect(&office.chair, "PUT", MINUTES, body, 403, "forbidden");
    expect(&office.clerk, "PUT", MINUTES, body, 403, "forbidden");
    expect(&office.other, "GET", MINUTES, NULL, 404, NULL);
    expect(&office.other, "PUT", MINUTES, body, 404, NULL);
    expect(&office.clerk, "POST", MINUTES "/state", "{\"version\":1,\"state\":\"submitted\"}", 403,
            "forbidden");
    expect(&office.secretary, "POST", MINUTES "/state", "{\"version\":1,\"state\":\"approved\"}",
            403, "forbidden");
    expect(&office.secretary, "POST", MINUTES "/state", "{\"version\":1,\"state\":\"x\"}", 422,
            "state");
    expect(&office.secretary, "POST", MINUTES "/fill", "{}", 422, "version");
    expect(&office.secretary, "POST", MINUTES "/fill", "{\"version\":1}", 200, "Đã nói");
    expect(&office.secretary, "GET", "/api/v1/meetings/nobody/minutes", NULL, 404, NULL);
    office_clear(&office);
}

static void test_holidays_are_data(void)
{
    static const char path[] = "/api/v1/holidays";
    Office office;
    office_init(&office);
    {
        g_auto(OfficeGuest) admin = office_guest_new(&office.test, "quan_tri", "91");
        expect(&admin, "PUT", path, "{\"items\":[{\"day\":\"2027-13-01\"}]}", 422, "day");
        expect(&admin, "PUT", path, "{\"items\":[{\"day\":\"09-02\"},{\"day\":\"09-02\"}]}", 422,
                "items");
        expect(&admin, "PUT", path, "{}", 422, "items");
        expect(&office.clerk, "PUT", path, "{\"items\":[]}", 403, "forbidden");
        expect(&admin, "PUT", path,
                "{\"items\":[{\"day\":\"2027-02-08\",\"name\":\"Tết Nguyên đán\"},"
                "{\"day\":\"+2026-08-22\"}]}",
                200, "Tết Nguyên đán");
        expect(&admin, "GET", path, NULL, 200, "2027-02-08"); /* as their page does */
        expect(&office.secretary, "GET", path, NULL, 200, "+2026-08-22");
        expect(&admin, "PUT", path, "{\"items\":[]}", 200, NULL);
    }
    office_clear(&office);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/minutes_api/S-48/from_the_draft_to_the_signed_file",
            test_from_the_draft_to_the_signed_file);
    g_test_add_func("/minutes_api/S-10/papers_and_their_notice", test_papers_and_their_notice);
    g_test_add_func("/minutes_api/each_keeps_to_his_own", test_each_keeps_to_his_own);
    g_test_add_func("/minutes_api/S-10/holidays_are_data", test_holidays_are_data);
    return g_test_run();
}
