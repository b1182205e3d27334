#include "signaling/app/account_commands.h"
#include "signaling/app/demo_province.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/database_open.h"
#include "tests/loop/http_ask.h"

#include <jansson.h>

#include <string.h>

/* A browser that has logged in. */
typedef struct Browser {
    TestServer *test;
    char *cookie;
    char *csrf;
} Browser;

static void browser_clear(Browser *browser)
{
    g_free(browser->cookie);
    g_free(browser->csrf);
    *browser = (Browser){0};
}

static HttpReply send(
        Browser *browser, const char *method, const char *path, const char *type, const char *body)
{
    return http_ask(browser->test,
            &(HttpAsk){.method = method,
                    .path = path,
                    .type = body != NULL ? type : NULL,
                    .body = body != NULL ? body : "",
                    .cookie = browser->cookie,
                    .csrf = browser->csrf});
}

static json_t *json_of(const HttpReply *reply)
{
    gsize size = 0;
    const char *text = g_bytes_get_data(reply->body, &size);
    return json_loadb(text != NULL ? text : "", size, 0, NULL);
}

static void log_in(Browser *browser, const char *told)
{
    g_auto(GStrv) words = g_strsplit(told, " ", 3);
    json_t *login = json_pack("{s:s, s:s}", "username", words[1], "password", g_strchomp(words[2]));
    char *body = json_dumps(login, 0);
    HttpReply reply = send(browser, "POST", "/api/v1/login", "application/json", body);
    json_t *answer = json_of(&reply);
    const char *sent = http_reply_header(&reply, "Set-Cookie");

    g_assert_cmpuint(reply.status, ==, 200);
    browser->cookie = g_strndup(sent, strcspn(sent, ";"));
    browser->csrf = g_strdup(json_string_value(json_object_get(answer, "csrf")));
    json_decref(answer);
    json_decref(login);
    free(body);
    http_reply_clear(&reply);
}

static Browser make_account(TestServer *test, const char *role, const char *unit, const char *site)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *username = g_strconcat(role, ".", unit, NULL);
    g_autofree char *told = account_command_create(test->settings,
            &(AccountWish){
                    .username = username, .role = role, .unit = unit, .site = site, .keeps = true},
            &error);
    Browser browser = {.test = test};

    g_assert_no_error(error);
    log_in(&browser, told);
    return browser;
}

static void fill(const TestServer *test)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", &error);

    g_assert_true(database_begin(database, &error));
    (void)demo_province_fill(database, &error);
    g_assert_no_error(error);
    g_assert_true(database_commit(database, &error));
}

typedef struct Row {
    const char *method;
    const char *path;
    const char *body;
    unsigned status;
    const char *field; /* of a 422; NULL for none */
} Row;

static void expect(Browser *browser, const Row *row, const char *type)
{
    HttpReply reply = send(browser, row->method, row->path, type, row->body);

    g_autofree char *shown = g_utf8_make_valid(row->body != NULL ? row->body : "", -1);
    g_test_message("%s %s %s", row->method, row->path, shown);
    g_assert_cmpuint(reply.status, ==, row->status);
    if (row->field != NULL) {
        json_t *problem = json_of(&reply);
        g_assert_cmpstr(json_string_value(json_object_get(problem, "field")), ==, row->field);
        json_decref(problem);
    }
    http_reply_clear(&reply);
}

static void expect_all(Browser *browser, const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        expect(browser, &rows[i], "application/json");
    }
}

static size_t items_at(Browser *browser, const char *path)
{
    HttpReply reply = send(browser, "GET", path, NULL, NULL);
    json_t *list = json_of(&reply);
    const size_t items = json_array_size(json_object_get(list, "items"));

    g_assert_cmpuint(reply.status, ==, 200);
    json_decref(list);
    http_reply_clear(&reply);
    return items;
}

#define UNIT(code, parent)                                                                         \
    "{\"code\":\"" code "\",\"name\":\"N\",\"kind\":\"so\",\"parent\":\"" parent "\"}"

/* An administrator of one district, who must not reach anything beside it. */
static void test_a_district_keeps_to_itself(void)
{
    static const Row rows[] = {
            {"POST", "/api/v1/units", UNIT("n1", "903"), 201, NULL},
            {"POST", "/api/v1/units", UNIT("n1", "903"), 422, "code"},
            {"POST", "/api/v1/units", UNIT("n2", "904"), 422, "parent"},
            {"POST", "/api/v1/units", UNIT("n2", ""), 422, "parent"},
            {"POST", "/api/v1/units", UNIT("../n", "903"), 422, "code"},
            {"POST", "/api/v1/units", "[]", 422, NULL},
            {"POST", "/api/v1/units", "{", 400, NULL},
            {"GET", "/api/v1/units/904", NULL, 404, NULL},
            {"GET", "/api/v1/units/nobody", NULL, 404, NULL},
            {"PATCH", "/api/v1/units/904", "{\"name\":\"N\"}", 404, NULL},
            {"PATCH", "/api/v1/units/n1", "{\"parent\":\"91\"}", 422, "parent"},
            {"PATCH", "/api/v1/units/n1", "{\"code\":\"n3\"}", 422, "code"},
            {"PATCH", "/api/v1/units/n1", "{\"kind\":\"unknown\"}", 422, "kind"},
            {"PATCH", "/api/v1/units/903", "{\"name\":\"N\"}", 200, NULL},
            {"POST", "/api/v1/units/903/retire", "{\"valid_to\":\"2025-06-30T17:00:00Z\"}", 422,
                    "valid_to"},
            {"POST", "/api/v1/units/n1/retire",
                    "{\"valid_to\":\"2025-06-30T17:00:00Z\",\"successor\":\"903\"}", 200, NULL},
            {"POST", "/api/v1/sites", "{\"code\":\"s\",\"unit\":\"904\",\"name\":\"S\"}", 422,
                    "unit"},
            {"POST", "/api/v1/sites", "{\"code\":\"s\",\"unit\":\"903\",\"name\":\"S\"}", 201,
                    NULL},
            {"PATCH", "/api/v1/sites/904", "{\"name\":\"S\"}", 404, NULL},
            {"POST", "/api/v1/sites/904/pin", NULL, 404, NULL},
            {"POST", "/api/v1/sites/s/handover", "{\"unit\":\"904\"}", 422, "unit"},
            {"POST", "/api/v1/sites/s/handover", "{\"unit\":\"30817\"}", 200, NULL},
            {"GET", "/api/v1/audit?limit=0", NULL, 200, NULL},
            {"GET", "/api/v1/audit?from=yesterday", NULL, 422, "from"},
            {"GET", "/api/v1/audit/verify", NULL, 200, NULL},
    };
    TestServer test;
    test_server_init(&test, NULL);
    fill(&test);
    Browser admin = make_account(&test, "quan_tri", "903", "");
    Browser other = make_account(&test, "quan_tri", "904", "");

    expect_all(&admin, rows, G_N_ELEMENTS(rows));
    g_assert_cmpuint(items_at(&admin, "/api/v1/units?q=hon+dat&limit=5"), ==, 5);
    g_assert_cmpuint(items_at(&admin, "/api/v1/units?under=904"), ==, 0);
    g_assert_cmpuint(items_at(&admin, "/api/v1/sites"), ==, 16);
    g_assert_cmpuint(items_at(&admin, "/api/v1/audit"), >, 4);
    g_assert_cmpuint(items_at(&other, "/api/v1/audit"), ==, 1); /* its own login */
    browser_clear(&admin);
    browser_clear(&other);
    test_server_clear(&test);
}

#define WORD(code, name) "{\"code\":\"" code "\",\"name\":\"" name "\",\"position\":7}"

static void test_the_office_keeps_its_words(void)
{
    static const Row rows[] = {
            {"POST", "/api/v1/meeting-kinds", WORD("hop_bat_thuong", "Họp bất thường"), 201, NULL},
            {"POST", "/api/v1/meeting-kinds", WORD("hop_bat_thuong", "x"), 422, "code"},
            {"POST", "/api/v1/meeting-kinds", WORD("../x", "x"), 422, "code"},
            {"POST", "/api/v1/meeting-kinds", WORD("x", ""), 422, "name"},
            {"PATCH", "/api/v1/meeting-kinds/hop_bat_thuong", "{\"name\":\"Họp khẩn\"}", 200, NULL},
            {"PATCH", "/api/v1/meeting-kinds/hop_bat_thuong", "{\"code\":\"y\"}", 422, "code"},
            {"PATCH", "/api/v1/meeting-kinds/nothing", "{\"name\":\"x\"}", 404, NULL},
            {"DELETE", "/api/v1/meeting-kinds/hop_bat_thuong", NULL, 204, NULL},
            {"DELETE", "/api/v1/meeting-kinds/hop_bat_thuong", NULL, 404, NULL},
            {"POST", "/api/v1/relations", WORD("lien_tinh", "Liên tỉnh"), 201, NULL},
            {"DELETE", "/api/v1/relations/lien_tinh", NULL, 204, NULL},
            {"POST", "/api/v1/unit-kinds", WORD("khu", "Khu"), 201, NULL},
            {"PATCH", "/api/v1/unit-kinds/khu", "{\"position\":3}", 200, NULL},
            {"DELETE", "/api/v1/unit-kinds/huyen", NULL, 409, NULL}, /* there are some */
            {"DELETE", "/api/v1/unit-kinds/khu", NULL, 204, NULL},
    };
    static const Row refused[] = {
            {"GET", "/api/v1/relations", NULL, 200, NULL},
            {"POST", "/api/v1/relations", WORD("x", "X"), 403, NULL},
            {"PATCH", "/api/v1/relations/tinh_xa", "{\"name\":\"X\"}", 403, NULL},
            {"DELETE", "/api/v1/relations/tinh_xa", NULL, 403, NULL},
            {"GET", "/api/v1/webhooks", NULL, 403, NULL},
    };
    TestServer test;
    test_server_init(
            &test, (const char *const[]){"webhook.urls=http://127.0.0.1:1/x?token=t", NULL});
    fill(&test);
    Browser admin = make_account(&test, "quan_tri", "91", "");
    Browser secretary = make_account(&test, "thu_ky", "91", "");

    const size_t kinds = items_at(&admin, "/api/v1/meeting-kinds");
    expect_all(&admin, rows, G_N_ELEMENTS(rows));
    expect_all(&secretary, refused, G_N_ELEMENTS(refused));
    g_assert_cmpuint(items_at(&admin, "/api/v1/meeting-kinds"), ==, kinds);
    /* Beside the words, the settings hold who is told of what is done; what is secret in an address stays so. */
    HttpReply webhooks = send(&admin, "GET", "/api/v1/webhooks", NULL, NULL);
    g_assert_true(http_reply_has(&webhooks, "\"http://127.0.0.1:1/x\""));
    g_assert_true(http_reply_has(&webhooks, "\"waiting\":0"));
    http_reply_clear(&webhooks);
    browser_clear(&admin);
    browser_clear(&secretary);
    test_server_clear(&test);
}

/* More rows than one page: the export goes page by page, whole and in order. */
static void test_the_log_goes_out_whole(void)
{
    enum { ROWS = 2 * AUDIT_PAGE + 5 };
    TestServer test;
    g_autoptr(GError) error = NULL;
    test_server_init(&test, NULL);
    fill(&test);
    Browser admin = make_account(&test, "quan_tri", "91", "");
    Database *database = database_open(test.folder, "", &error);
    g_assert_true(database_begin(database, &error));
    for (int i = 0; i < ROWS; i++) {
        g_assert_true(audit_append(database,
                &(AuditEntry){.account = "quan_tri.91", .action = "test.row", .object = "x"},
                &error));
    }
    g_assert_true(database_commit(database, &error));
    database_close(database);

    HttpReply reply = send(&admin, "GET", "/api/v1/audit.jsonl?q=test.row", NULL, NULL);
    gsize size = 0;
    const char *bytes = g_bytes_get_data(reply.body, &size);
    g_autofree char *text = g_strndup(bytes, size);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    json_int_t last = 0;
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_cmpuint(g_strv_length(lines), ==, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        json_t *row = json_loads(lines[i], 0, NULL);
        const json_int_t id = json_integer_value(json_object_get(row, "id"));
        g_assert_true(i == 0 || id == last + 1);
        last = id;
        json_decref(row);
    }
    g_assert_nonnull(http_reply_header(&reply, "Content-Disposition"));
    http_reply_clear(&reply);
    HttpReply told = send(&admin, "GET", "/api/v1/audit?q=audit.export", NULL, NULL);
    g_assert_true(http_reply_has(&told, "\"rows\":2005"));
    http_reply_clear(&told);
    browser_clear(&admin);
    test_server_clear(&test);
}

static void test_tables_and_pins(void)
{
    static const Row imports[] = {
            {"POST", "/api/v1/units/import?dry_run=1", "code,name\n903,New", 200, NULL},
            {"POST", "/api/v1/units/import", "\xff", 200, NULL},
            {"POST", "/api/v1/sites/import", "code,rate_cap_kbps\n903,512", 200, NULL},
    };
    TestServer test;
    test_server_init(&test, NULL);
    fill(&test);
    Browser admin = make_account(&test, "quan_tri", "91", "");

    for (size_t i = 0; i < G_N_ELEMENTS(imports); i++) {
        expect(&admin, &imports[i], "text/csv");
    }
    HttpReply table = send(&admin, "GET", "/api/v1/units.csv", NULL, NULL);
    gsize size = 0;
    const char *text = g_bytes_get_data(table.body, &size);
    g_autofree char *whole = g_strndup(text, size);
    g_assert_nonnull(strstr(whole, "\r\n903,UBND huyện Hòn Đất,")); /* a dry run writes nothing */
    http_reply_clear(&table);

    HttpReply pin = send(&admin, "POST", "/api/v1/sites/903/pin", NULL, NULL);
    HttpReply site = send(&admin, "GET", "/api/v1/sites/903", NULL, NULL);
    json_t *told = json_of(&pin);
    json_t *shown = json_of(&site);
    g_assert_cmpuint(strlen(json_string_value(json_object_get(told, "pin"))), ==, 8);
    g_assert_true(json_is_true(json_object_get(shown, "has_pin")));
    g_assert_null(json_object_get(shown, "pin_hash"));
    g_assert_cmpint(json_integer_value(json_object_get(shown, "rate_cap_kbps")), ==, 512);
    json_decref(told);
    json_decref(shown);
    http_reply_clear(&pin);
    http_reply_clear(&site);
    browser_clear(&admin);
    test_server_clear(&test);
}

static void test_others_see_what_they_may(void)
{
    static const Row refused[] = {
            {"GET", "/api/v1/units", NULL, 403, NULL},
            {"GET", "/api/v1/sites/904", NULL, 404, NULL},
            {"POST", "/api/v1/sites/903/pin", NULL, 403, NULL},
            {"GET", "/api/v1/audit", NULL, 403, NULL},
            {"GET", "/api/v1/site-groups", NULL, 403, NULL},
    };
    /* The demo's two groups are the province's: the district's first one is the third. */
    static const Row groups[] = {
            {"GET", "/api/v1/site-groups/1", NULL, 404, NULL},
            {"POST", "/api/v1/site-groups",
                    "{\"unit\":\"903\",\"name\":\"G\",\"sites\":[\"903\",\"30817\"]}", 201, NULL},
            {"POST", "/api/v1/site-groups", "{\"unit\":\"903\",\"name\":\"G\",\"sites\":[\"904\"]}",
                    422, "sites"},
            {"POST", "/api/v1/site-groups", "{\"unit\":\"91\",\"name\":\"G\",\"sites\":[]}", 422,
                    "unit"},
            {"PUT", "/api/v1/site-groups/3",
                    "{\"unit\":\"903\",\"name\":\"H\",\"sites\":[\"30817\"]}", 200, NULL},
            {"PUT", "/api/v1/site-groups/4", "{\"unit\":\"903\",\"name\":\"H\",\"sites\":[]}", 404,
                    NULL},
            {"GET", "/api/v1/site-groups/3", NULL, 200, NULL},
            {"DELETE", "/api/v1/site-groups/3", NULL, 204, NULL},
            {"GET", "/api/v1/site-groups/3", NULL, 404, NULL},
            {"POST", "/api/v1/units", UNIT("n1", "903"), 403, NULL},
    };
    TestServer test;
    test_server_init(&test, NULL);
    fill(&test);
    Browser technician = make_account(&test, "ky_thuat", "903", "903");
    Browser operator= make_account(&test, "van_hanh", "903", "");

    expect_all(&technician, refused, G_N_ELEMENTS(refused));
    g_assert_cmpuint(items_at(&technician, "/api/v1/sites"), ==, 1);
    expect_all(&operator, groups, G_N_ELEMENTS(groups));
    browser_clear(&technician);
    browser_clear(&operator);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/units_api/S-05/a_district_keeps_to_itself", test_a_district_keeps_to_itself);
    g_test_add_func("/units_api/the_office_keeps_its_words", test_the_office_keeps_its_words);
    g_test_add_func("/units_api/the_log_goes_out_whole", test_the_log_goes_out_whole);
    g_test_add_func("/units_api/tables_and_pins", test_tables_and_pins);
    g_test_add_func("/units_api/others_see_what_they_may", test_others_see_what_they_may);
    return g_test_run();
}
