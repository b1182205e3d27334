#include "config/product_version.h"
#include "signaling/app/account_commands.h"
#include "signaling/client/totp.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/database_open.h"
#include "tests/loop/http_ask.h"
#include "tests/loop/test_directory.h"

#include <jansson.h>

#include <string.h>

static const char good_password[] = "Mật khẩu 1!";

/* A browser with its cookie. */
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

static void keep_cookie(Browser *browser, const HttpReply *reply)
{
    const char *sent = http_reply_header(reply, "Set-Cookie");

    if (sent == NULL) {
        return;
    }
    g_assert_true(g_str_has_prefix(sent, "__Host-giaoban="));
    g_assert_nonnull(strstr(sent, "; Path=/; Secure; HttpOnly; SameSite=Strict"));
    g_free(browser->cookie);
    browser->cookie = g_strndup(sent, strcspn(sent, ";"));
}

/* @return the answer as JSON, or NULL for none; its CSRF token is kept */
static json_t *ask(Browser *browser, const char *method, const char *path, const char *body,
        unsigned *ret_status)
{
    HttpReply reply = http_ask(browser->test,
            &(HttpAsk){.method = method,
                    .path = path,
                    .type = g_str_equal(method, "GET") ? NULL : "application/json",
                    .body = body != NULL ? body : "",
                    .cookie = browser->cookie,
                    .csrf = browser->csrf});
    gsize size = 0;
    const char *text = g_bytes_get_data(reply.body, &size);
    json_t *json = json_loadb(text != NULL ? text : "", size, 0, NULL);

    *ret_status = reply.status;
    keep_cookie(browser, &reply);
    const char *csrf = json_string_value(json_object_get(json, "csrf"));
    if (csrf != NULL) {
        g_free(browser->csrf);
        browser->csrf = g_strdup(csrf);
    }
    http_reply_clear(&reply);
    return json;
}

/* @param code  the problem's word, or NULL */
static void expect(Browser *browser, const char *method, const char *path, const char *body,
        unsigned status, const char *code)
{
    unsigned got = 0;
    json_t *json = ask(browser, method, path, body, &got);

    g_test_message("%s %s", method, path);
    g_assert_cmpuint(got, ==, status);
    if (code != NULL) {
        g_assert_cmpstr(json_string_value(json_object_get(json, "code")), ==, code);
        g_assert_cmpstr(json_string_value(json_object_get(json, "title")), !=, NULL);
    }
    json_decref(json);
}

static char *login_body(const char *username, const char *password, const char *totp)
{
    json_t *json =
            json_pack("{s:s, s:s, s:s*}", "username", username, "password", password, "totp", totp);
    char *text = json_dumps(json, 0);
    char *body = g_strdup(text);
    free(text);
    json_decref(json);
    return body;
}

static void log_in(Browser *browser, const char *username, const char *password, unsigned status,
        const char *code)
{
    g_autofree char *body = login_body(username, password, NULL);
    expect(browser, "POST", "/api/v1/login", body, status, code);
}

static void change_password(
        Browser *browser, const char *old, const char *new, unsigned status, const char *code)
{
    json_t *json = json_pack("{s:s, s:s}", "old", old, "new", new);
    char *text = json_dumps(json, 0);
    expect(browser, "POST", "/api/v1/password", text, status, code);
    free(text);
    json_decref(json);
}

/* An account that has been through its first login. */
static void make_account(TestServer *test, const char *username, const char *role, Browser *browser)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *told = account_command_create(
            test->settings, &(AccountWish){.username = username, .role = role}, &error);
    g_assert_no_error(error);
    g_auto(GStrv) words = g_strsplit(g_strchomp(told), " ", 3);

    *browser = (Browser){.test = test};
    log_in(browser, username, words[2], 200, NULL);
    expect(browser, "GET", "/api/v1/hosts", NULL, 403, "must_change");
    change_password(browser, words[2], good_password, 204, NULL);
}

static int64_t number(const TestServer *test, const char *sql)
{
    g_autoptr(Database) database = database_open(test->folder, "", NULL);
    int64_t found = -1;
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &found, NULL));
    return found;
}

static void run(const TestServer *test, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", NULL);
    database_run(database, sql, DATABASE_NO_VALUES, NULL, &error);
    g_assert_no_error(error);
}

static void test_first_login(void)
{
    TestServer test;
    Browser admin;
    Browser stranger = {.test = &test};

    test_server_init(&test, NULL);
    make_account(&test, "quantri", "quan_tri", &admin);
    change_password(&admin, good_password, "abc", 422, "bad_field");
    change_password(&admin, good_password, good_password, 422, "bad_field");
    change_password(&admin, "Wrong pass 1!", "Other pass 1!", 422, "bad_password");
    expect(&admin, "GET", "/api/v1/accounts", NULL, 200, NULL);
    expect(&stranger, "GET", "/api/v1/accounts", NULL, 401, "no_session");
    g_assert_cmpint(number(&test, "SELECT COUNT(*) FROM login_sessions"), ==, 1);
    g_assert_cmpint(
            number(&test, "SELECT COUNT(*) FROM accounts WHERE hash LIKE '$argon2id$%'"), ==, 1);
    g_assert_cmpint(number(&test,
                            "SELECT COUNT(*) FROM audit_log WHERE action IN ('account.create', "
                            "'login', 'password.change') AND object = 'account:quantri'"),
            ==, 3);
    browser_clear(&admin);
    test_server_clear(&test);
}

static void test_the_token_and_the_cookie_belong_together(void)
{
    TestServer test;
    Browser first;
    Browser second;
    static const char body[] = "{\"text\":\"x\"}";

    test_server_init(&test, NULL);
    make_account(&test, "mot", "quan_tri", &first);
    make_account(&test, "hai", "quan_tri", &second);
    expect(&first, "PUT", "/api/v1/texts/rules", body, 200, NULL);
    Browser mixed = {.test = &test, .cookie = first.cookie, .csrf = second.csrf};
    expect(&mixed, "PUT", "/api/v1/texts/rules", body, 403, "bad_csrf");
    mixed.csrf = NULL;
    expect(&mixed, "PUT", "/api/v1/texts/rules", body, 403, "bad_csrf");
    mixed = (Browser){.test = &test, .cookie = (char *)"__Host-giaoban=forged.forged"};
    expect(&mixed, "GET", "/api/v1/session", NULL, 401, "no_session");
    expect(&first, "POST", "/api/v1/logout", NULL, 204, NULL);
    expect(&first, "GET", "/api/v1/session", NULL, 401, "no_session");
    browser_clear(&first);
    browser_clear(&second);
    test_server_clear(&test);
}

static void sees_alerts(Browser *browser)
{
    static const char *const kinds[] = {"locked_account", "failed_logins", "refused_site"};
    unsigned status = 0;
    json_t *alerts = ask(browser, "GET", "/api/v1/alerts", NULL, &status);
    char *text = json_dumps(alerts, 0);

    g_assert_cmpuint(status, ==, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_assert_nonnull(strstr(text, kinds[i]));
    }
    g_assert_cmpstr(json_string_value(json_object_get(alerts, "version")), ==, product_version);
    free(text);
    json_decref(alerts);
}

static void test_locks(void)
{
    TestServer test;
    Browser admin;
    Browser operator;
    Browser user;
    Browser stranger = {.test = &test};

    test_server_init(&test, NULL);
    make_account(&test, "quantri", "quan_tri", &admin);
    make_account(&test, "vanhanh", "van_hanh", &operator);
    make_account(&test, "thuky", "thu_ky", &user);
    for (int i = 0; i < 4; i++) {
        log_in(&stranger, "thuky", "wrong", 401, "bad_login");
    }
    log_in(&stranger, "ThuKy", "wrong", 423, "locked");
    log_in(&stranger, "thuky", good_password, 423, "locked");
    /* who is in stays in */
    expect(&user, "GET", "/api/v1/hosts", NULL, 200, NULL);
    /* a name that nobody has is answered alike */
    for (int i = 0; i < 4; i++) {
        log_in(&stranger, "nobody", "wrong", 401, "bad_login");
    }
    log_in(&stranger, "nobody", "wrong", 423, "locked");
    log_in(&stranger, "nobody", "wrong", 423, "locked");

    expect(&stranger, "POST", "/api/v1/site-entry", "{\"site\":\"hondat\",\"pin\":\"0000\"}", 401,
            "bad_pin");
    sees_alerts(&admin);
    sees_alerts(&operator);
    expect(&user, "GET", "/api/v1/alerts", NULL, 403, "forbidden");

    expect(&user, "POST", "/api/v1/accounts/thuky/unlock", NULL, 403, "forbidden");
    expect(&admin, "POST", "/api/v1/accounts/thuky/unlock", NULL, 204, NULL);
    log_in(&stranger, "thuky", good_password, 200, NULL);
    browser_clear(&admin);
    browser_clear(&operator);
    browser_clear(&user);
    browser_clear(&stranger);
    test_server_clear(&test);
}

static int64_t number_of(TestServer *test, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", &error);
    int64_t number = -1;

    g_assert_no_error(error);
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &number, &error));
    return number;
}

static void test_sessions_end(void)
{
    TestServer test;
    Browser user;

    test_server_init(&test, NULL);
    make_account(&test, "thuky", "thu_ky", &user);
    test_server_restart(&test);
    expect(&user, "GET", "/api/v1/session", NULL, 200, NULL);
    run(&test, "UPDATE login_sessions SET seen_us = seen_us - 14 * 60000000");
    expect(&user, "GET", "/api/v1/session?quiet=1", NULL, 200, NULL);
    run(&test, "UPDATE login_sessions SET seen_us = seen_us - 2 * 60000000");
    expect(&user, "GET", "/api/v1/session", NULL, 401, "idle");
    log_in(&user, "thuky", good_password, 200, NULL);
    run(&test, "UPDATE login_sessions SET seen_us = seen_us - 14 * 60000000");
    expect(&user, "GET", "/api/v1/session", NULL, 200, NULL); /* somebody was there */
    run(&test, "UPDATE login_sessions SET seen_us = seen_us - 2 * 60000000");
    expect(&user, "GET", "/api/v1/session", NULL, 200, NULL);
    run(&test, "UPDATE accounts SET disabled = 1 WHERE username = 'thuky'");
    expect(&user, "GET", "/api/v1/session", NULL, 401, "no_session");
    log_in(&user, "thuky", good_password, 403, "disabled");
    run(&test, "UPDATE accounts SET disabled = 0, active = active - 46 * 86400000000");
    log_in(&user, "thuky", good_password, 423, "unused");
    test_server_restart(&test); /* sweeps: before anything else that is asked of the store */
    log_in(&user, "thuky", good_password, 423, "unused"); /* in the words of before */
    g_assert_cmpint(number_of(&test, "SELECT COUNT(*) FROM accounts WHERE disabled = 1"), ==, 1);
    g_assert_true(account_command_unlock(test.settings, "thuky", NULL));
    log_in(&user, "thuky", good_password, 200, NULL);
    browser_clear(&user);
    test_server_clear(&test);
}

/* The account is ours, the password is the directory's; one that is away is nobody's wrong try. */
static void test_a_directory_knows_the_password(void)
{
    static const char here[] = "Dung 123!";
    TestDirectory directory = {0};
    TestServer test;
    Browser user;

    test_directory_init(&directory);
    g_autofree char *url = g_strconcat("ldap.url=", directory.url, NULL);
    test_server_init(&test,
            (const char *const[]){
                    url, "ldap.user_dn=" TEST_DIRECTORY_USER_DN, "ldap.tls=off", NULL});
    make_account(&test, "thuky", "thu_ky", &user);
    run(&test, "UPDATE accounts SET login = 'ldap'");
    log_in(&user, "thuky", here, 200, NULL);
    expect(&user, "GET", "/api/v1/session", NULL, 200, NULL);
    expect(&user, "POST", "/api/v1/logout", NULL, 204, NULL);
    log_in(&user, "thuky", good_password, 401, "bad_login"); /* ours counts no more */
    log_in(&user, "thuky", "dung 123!", 401, "bad_login");
    log_in(&user, "vanthu", here, 401, "bad_login"); /* known to neither */
    g_assert_cmpint(number_of(&test, "SELECT tries FROM accounts"), ==, 2);
    test_directory_stop(&directory);
    log_in(&user, "thuky", here, 503, "directory");
    g_assert_cmpint(number_of(&test, "SELECT tries FROM accounts"), ==, 2);
    browser_clear(&user);
    test_server_clear(&test);
    test_directory_clear(&directory);
}

static void test_old_passwords(void)
{
    TestServer test;
    Browser admin;

    test_server_init(&test, NULL);
    make_account(&test, "quantri", "quan_tri", &admin);
    change_password(&admin, good_password, "Second one 2!", 204, NULL);
    change_password(&admin, "Second one 2!", good_password, 422, "bad_field");
    run(&test, "UPDATE accounts SET changed = changed - 61 * 86400000000");
    expect(&admin, "GET", "/api/v1/accounts", NULL, 403, "must_change");
    change_password(&admin, "Second one 2!", "Third one 3!", 204, NULL);
    expect(&admin, "GET", "/api/v1/accounts", NULL, 200, NULL);
    browser_clear(&admin);
    test_server_clear(&test);
}

static char *code_of(const char *secret, int64_t steps_on)
{
    return totp_code(secret, g_get_real_time() / G_USEC_PER_SEC / TOTP_STEP_S + steps_on);
}

static void test_second_factor(void)
{
    static const char *const sets[] = {"security.level=3", NULL};
    static const char long_password[] = "Rất dài 12 ký tự!";
    TestServer test;
    Browser admin = {.test = &test};
    unsigned status = 0;

    test_server_init(&test, sets);
    g_autofree char *told = account_command_first(test.settings, NULL);
    g_auto(GStrv) words = g_strsplit(g_strchomp(told), " ", 3);
    log_in(&admin, "quantri", words[2], 200, NULL);
    change_password(&admin, words[2], good_password, 422, "bad_field"); /* 12 at this level */
    change_password(&admin, words[2], long_password, 204, NULL);
    expect(&admin, "GET", "/api/v1/accounts", NULL, 403, "must_enrol");
    json_t *shown = ask(&admin, "POST", "/api/v1/totp", NULL, &status);
    g_assert_cmpuint(status, ==, 200);
    const char *secret = json_string_value(json_object_get(shown, "secret"));
    g_autofree char *first = code_of(secret, -1);
    g_autofree char *confirm = g_strdup_printf("{\"code\":\"%s\"}", first);
    expect(&admin, "POST", "/api/v1/totp/confirm", "{\"code\":\"000\"}", 422, "bad_totp");
    expect(&admin, "POST", "/api/v1/totp/confirm", confirm, 204, NULL);
    expect(&admin, "GET", "/api/v1/accounts", NULL, 200, NULL);
    expect(&admin, "POST", "/api/v1/totp", NULL, 409, "totp_there");

    log_in(&admin, "quantri", long_password, 401, "totp_needed");
    g_autofree char *code = code_of(secret, 1);
    g_autofree char *right = login_body("quantri", long_password, code);
    expect(&admin, "POST", "/api/v1/login", right, 200, NULL);
    expect(&admin, "POST", "/api/v1/login", right, 401, "bad_totp"); /* each only once */
    json_decref(shown);
    browser_clear(&admin);
    test_server_clear(&test);
}

static void test_accounts(void)
{
    TestServer test;
    Browser admin;
    Browser operator= {.test = &test};
    unsigned status = 0;

    test_server_init(&test, NULL);
    make_account(&test, "quantri", "quan_tri", &admin);
    make_account(&test, "vanhanh", "van_hanh", &operator);
    json_t *made = ask(&admin, "POST", "/api/v1/accounts",
            "{\"username\":\"Van.Thu\",\"name\":\"Văn thư\",\"role\":\"van_thu\"}", &status);
    g_assert_cmpuint(status, ==, 201);
    g_assert_cmpstr(json_string_value(json_object_get(made, "username")), ==, "van.thu");
    const char *password = json_string_value(json_object_get(made, "password"));
    Browser clerk = {.test = &test};
    log_in(&clerk, "van.thu", password, 200, NULL);
    expect(&admin, "PATCH", "/api/v1/accounts/van.thu", "{\"disabled\":true}", 200, NULL);
    expect(&clerk, "GET", "/api/v1/session", NULL, 401, "no_session");
    expect(&admin, "PATCH", "/api/v1/accounts/quantri", "{\"disabled\":true}", 409, "own_account");
    expect(&admin, "PATCH", "/api/v1/accounts/van.thu", "{\"hash\":\"x\"}", 422, "bad_field");
    expect(&admin, "POST", "/api/v1/accounts", "[]", 422, "bad_field");
    expect(&admin, "POST", "/api/v1/accounts", "{", 400, "bad_json");
    expect(&operator, "GET", "/api/v1/accounts", NULL, 200, NULL);
    expect(&operator, "POST", "/api/v1/accounts/van.thu/reset", NULL, 403, "forbidden");
    expect(&operator, "POST", "/api/v1/accounts/quantri/unlock", NULL, 403, "forbidden");
    expect(&operator, "POST", "/api/v1/accounts/van.thu/unlock", NULL, 204, NULL);
    expect(&admin, "POST", "/api/v1/accounts/nobody/reset", NULL, 404, "not_found");
    json_decref(made);
    browser_clear(&admin);
    browser_clear(&operator);
    browser_clear(&clerk);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/login_api/S-47/first_login", test_first_login);
    g_test_add_func("/login_api/token_and_cookie", test_the_token_and_the_cookie_belong_together);
    g_test_add_func("/login_api/S-42/locks", test_locks);
    g_test_add_func("/login_api/sessions_end", test_sessions_end);
    g_test_add_func(
            "/login_api/a_directory_knows_the_password", test_a_directory_knows_the_password);
    g_test_add_func("/login_api/old_passwords", test_old_passwords);
    g_test_add_func("/login_api/second_factor", test_second_factor);
    g_test_add_func("/login_api/accounts", test_accounts);
    return g_test_run();
}
