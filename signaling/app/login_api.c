#include "signaling/app/login_api.h"

#include "config/log.h"
#include "signaling/app/rest_scope.h"
#include "signaling/client/login_guard.h"
#include "signaling/client/password_hash.h"
#include "signaling/client/password_rules.h"
#include "signaling/client/totp.h"
#include "signaling/store/accounts.h"
#include "signaling/store/login_sessions.h"
#include "signaling/store/page_texts.h"

#include <string.h>

LOG_TOPIC("login");

enum { TOUCH_US = 20 * G_USEC_PER_SEC, SECOND_US = 1000000 };

struct LoginApi {
    /* set at creation, then constant */
    LoginApiConfig config;

    /* store thread only */
    LoginGuard *guard;
};

/* ---- who asks ---- */

static bool is_alive(const LoginApi *api, const LoginSession *session, int64_t now_us)
{
    const SecurityProfile *profile = api->config.profile;

    return now_us - session->seen_us <= profile->idle_us &&
            now_us - session->created_us <= profile->session_us;
}

static void fill_actor(const LoginApi *api, const Account *account, const LoginSession *session,
        int64_t now_us, RestActor *actor)
{
    const SecurityProfile *profile = api->config.profile;
    const Role role = account_role(account);

    rest_actor_clear(actor);
    *actor = (RestActor){
            .account = g_strdup(account->username),
            .name = g_strdup(account->name),
            .unit = g_strdup(account->unit),
            .site = g_strdup(account->site),
            .session = g_strdup(session->session),
            .role = role,
            .must_change = account->login == ACCOUNT_BY_PASSWORD &&
                    (account->must_change ||
                            security_profile_is_old(profile, role, now_us - account->changed)),
            .must_enrol = profile->admin_totp && role == ROLE_ADMIN && !account->totp,
    };
}

typedef struct Found {
    RestActor *actor; /* filled in when the session counts */
    int64_t seen_us;
    bool idle; /* there was a session, but it has ended by itself */
} Found;

static bool find_actor(const LoginApi *api, Database *database, const char *key, int64_t now_us,
        Found *result, GError **error)
{
    g_auto(LoginSession) session = {0};
    g_auto(Account) account = {0};
    bool found = false;

    if (!login_sessions_find(database, key, &session, error)) {
        return false;
    }
    if (session.account == NULL) {
        return true;
    }
    record_init(&account_type, &account);
    if (!accounts_find(database, session.account, &account, &found, error)) {
        return false;
    }
    result->idle = !is_alive(api, &session, now_us);
    if (found && !account.disabled && !result->idle) {
        fill_actor(api, &account, &session, now_us, result->actor);
        result->seen_us = session.seen_us;
    }
    return true;
}

bool login_api_find(LoginApi *api, Database *database, const char *session, int64_t now_us,
        RestActor *ret_actor, GError **error)
{
    return find_actor(api, database, session, now_us, &(Found){.actor = ret_actor}, error);
}

bool login_api_check(RestCall *call, Database *database, void *user_data, GError **error)
{
    const LoginApi *api = user_data;
    const int64_t now_us = rest_now_us(call);
    g_autofree char *key = rest_session_key(rest_cookie(call));
    Found found = {.actor = rest_call_actor(call)};

    if (!find_actor(api, database, key, now_us, &found, error)) {
        return false;
    }
    if (found.idle) {
        return rest_problem(
                call, 401, "idle", "Phiên làm việc đã hết hạn do không thao tác.", NULL);
    }
    if (found.actor->role == ROLE_COUNT) {
        return rest_problem(call, 401, "no_session", "Vui lòng đăng nhập.", NULL);
    }
    /* A page that looks for news by itself is nobody being there. */
    return rest_query(call, "quiet") != NULL || now_us - found.seen_us < TOUCH_US ||
            login_sessions_touch(database, key, now_us, error);
}

/* ---- logging in ---- */

typedef struct LoginRequest {
    char *username;
    char *password;
    char *totp;
    int64_t notice; /* the version of the notice that was shown */
} LoginRequest;

static const RecordField login_fields[] = {
        {.name = "username",
                .kind = RECORD_TEXT,
                .offset = offsetof(LoginRequest, username),
                .flags = RECORD_REQUIRED,
                .max = RECORD_CODE_MAX,
                .title = "Tên đăng nhập"},
        {.name = "password",
                .kind = RECORD_TEXT,
                .offset = offsetof(LoginRequest, password),
                .flags = RECORD_REQUIRED,
                .max = PASSWORD_BYTES_MAX,
                .title = "Mật khẩu"},
        {.name = "totp",
                .kind = RECORD_TEXT,
                .offset = offsetof(LoginRequest, totp),
                .max = TOTP_DIGITS,
                .title = "Mã xác thực"},
        {.name = "notice",
                .kind = RECORD_INTEGER,
                .offset = offsetof(LoginRequest, notice),
                .max = INT32_MAX,
                .title = "Phiên bản thông báo"},
        {.name = NULL},
};

static const RecordType login_type = {
        .name = "login", .size = sizeof(LoginRequest), .fields = login_fields};

/* From one stage to the next. */
typedef struct LoginTry {
    const LoginApi *api;
    LoginRequest request;
    Account account; /* as it was at the first stage */
    bool found;
    bool fits;
    bool unreachable; /* the directory */
} LoginTry;

static void login_try_free(void *data)
{
    LoginTry *try = data;
    record_clear(&login_type, &try->request);
    account_clear(&try->account);
    g_free(try);
}

static LoginApi *api_of(const RestCall *call)
{
    return rest_user_data(call);
}

/* @param account  NULL: nobody's */
static bool audit(RestCall *call, Database *database, const Account *account, const char *action,
        json_t *detail, GError **error)
{
    const char *username = account != NULL ? account->username : "";
    g_autofree char *object = g_strconcat("account:", username, NULL);
    char *text = detail != NULL ? json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS) : NULL;

    json_decref(detail);
    const bool good = audit_append(database,
            &(AuditEntry){
                    .time_us = rest_now_us(call),
                    .account = username,
                    .role = account != NULL ? account_role_words[account->role] : "",
                    .source = rest_address(call),
                    .target = rest_host(call),
                    .action = action,
                    .object = object,
                    .detail = text != NULL ? text : "{}",
            },
            error);
    free(text);
    return good;
}

static bool refuse_locked(RestCall *call)
{
    const char *phone = api_of(call)->config.profile->phone;
    g_autofree char *title = phone[0] != '\0'
            ? g_strdup_printf("Tài khoản đã bị khóa. Liên hệ quản trị hệ thống: %s.", phone)
            : g_strdup("Tài khoản đã bị khóa. Liên hệ quản trị hệ thống.");

    return rest_problem_more(call, 423, "locked", title, json_pack("{s:s}", "phone", phone));
}

static bool refuse_wrong(RestCall *call, const char *code, int64_t left)
{
    if (left <= 0) {
        return refuse_locked(call);
    }
    g_autofree char *title = g_str_equal(code, "bad_totp")
            ? g_strdup_printf("Mã xác thực không đúng. Còn %d lần thử.", (int)left)
            : g_strdup_printf("Tên đăng nhập hoặc mật khẩu không đúng. Còn %d lần thử.", (int)left);
    return rest_problem_more(
            call, 401, code, title, json_pack("{s:I}", "tries_left", (json_int_t)left));
}

static bool is_locked(const Account *account, int64_t now_us)
{
    return account->locked_until > now_us;
}

static void verify(RestCall *call);
static bool finish(RestCall *call, Database *database, GError **error);

static bool begin(RestCall *call, Database *database, GError **error)
{
    LoginApi *api = api_of(call);
    const int64_t now_us = rest_now_us(call);
    LoginTry *try = g_new0(LoginTry, 1);

    rest_set_data(call, try, login_try_free);
    try->api = api;
    record_init(&login_type, &try->request);
    record_init(&account_type, &try->account);
    if (!record_read_json(&login_type, rest_body(call), false, &try->request, error)) {
        return false;
    }
    if (!login_guard_admit(api->guard, rest_address(call), now_us)) {
        return rest_problem(call, 429, "too_many",
                "Quá nhiều lần đăng nhập từ địa chỉ này. Vui lòng thử lại sau ít phút.", NULL);
    }
    if (!accounts_find(database, try->request.username, &try->account, &try->found, error)) {
        return false;
    }
    if (try->found ? is_locked(&try->account, now_us)
                   : login_guard_is_spent(api->guard, try->request.username,
                             api->config.profile->lock.tries_max)) {
        return refuse_locked(call);
    }
    rest_continue(call, verify, finish);
    return true;
}

/* Takes as long for a name that nobody has. */
static void verify(RestCall *call)
{
    LoginTry *try = rest_data(call);
    g_autoptr(GError) error = NULL;

    if (!try->found || try->account.login == ACCOUNT_BY_PASSWORD) {
        try->fits = password_hash_fits(try->found ? try->account.hash : "", try->request.password);
    } else if (!directory_bind(try->api->config.directory, try->account.username,
                       try->request.password, &try->fits, &error)) {
        log_warning("The directory could not be asked: %s.", error->message);
        try->unreachable = true;
    }
}

static bool note_wrong(
        RestCall *call, Database *database, const LoginTry *try, const char *code, GError **error)
{
    LoginApi *api = api_of(call);
    const SecurityProfile *profile = api->config.profile;
    const char *name = try->request.username;
    int64_t left = 0;

    login_guard_note_wrong(api->guard, rest_address(call), rest_now_us(call));
    if (!try->found) {
        left = login_guard_note_unknown(api->guard, name, profile->lock.tries_max);
    } else if (!accounts_note_wrong(database, try->account.username, &profile->lock,
                       rest_now_us(call), &left, error)) {
        return false;
    }
    log_warning("A login as %s from %s failed; %d tries are left.",
            try->found ? try->account.username : "an unknown name", rest_address(call), (int)left);
    (void)refuse_wrong(call, code, left);
    const Account *account = try->found ? &try->account : NULL;
    return audit(call, database, account, "login.failed", json_pack("{s:s}", "code", code),
                   error) &&
            (left > 0 || account == NULL ||
                    audit(call, database, account, "account.locked", NULL, error));
}

static json_t *session_json(
        const RestCall *call, Database *database, const char *cookie, GError **error);

static void set_cookie(RestCall *call, const char *value)
{
    g_autofree char *cookie = g_strdup_printf("%s=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s",
            REST_COOKIE, value, value[0] == '\0' ? "; Max-Age=0" : "");
    rest_header(call, "Set-Cookie", cookie);
}

static bool note_consent(RestCall *call, Database *database, const LoginTry *try, GError **error)
{
    return try->request.notice == 0 ||
            page_texts_note_consent(database, PAGE_TEXT_LOGIN, try->account.username,
                    try->request.notice, rest_now_us(call), error);
}

/* The old session of this browser, and those that nobody comes back to, go. */
static bool tidy(RestCall *call, Database *database, GError **error)
{
    const SecurityProfile *profile = api_of(call)->config.profile;
    const char *cookie = rest_cookie(call);
    g_autofree char *old = cookie != NULL ? rest_session_key(cookie) : NULL;

    return (old == NULL || login_sessions_remove(database, old, error)) &&
            login_sessions_remove_older(database, rest_now_us(call) - profile->session_us, error);
}

static bool let_in(RestCall *call, Database *database, const LoginTry *try, const Account *account,
        int64_t totp_step, GError **error)
{
    const int64_t now_us = rest_now_us(call);
    g_autofree char *cookie = rest_new_cookie(rest_call_owner(call));
    g_autofree char *key = rest_session_key(cookie);
    const LoginSession session = {.session = key,
            .account = account->username,
            .address = (char *)rest_address(call),
            .created_us = now_us,
            .seen_us = now_us};

    if (!tidy(call, database, error) ||
            !accounts_note_login(database, account->username, totp_step, now_us, error) ||
            !login_sessions_add(database, &session, error) ||
            !note_consent(call, database, try, error) ||
            !audit(call, database, account, "login",
                    try->request.notice != 0
                            ? json_pack("{s:I}", "notice", (json_int_t)try->request.notice)
                            : NULL,
                    error)) {
        return false;
    }
    fill_actor(api_of(call), account, &session, now_us, rest_call_actor(call));
    json_t *answer = session_json(call, database, cookie, error);
    if (answer == NULL) {
        return false;
    }
    set_cookie(call, cookie);
    rest_answer(call, 200, answer);
    return true;
}

static bool check_totp(RestCall *call, Database *database, const LoginTry *try,
        const Account *account, GError **error)
{
    int64_t step = 0;

    if (!account->totp) {
        return let_in(call, database, try, account, 0, error);
    }
    if (try->request.totp[0] == '\0') {
        return rest_problem(
                call, 401, "totp_needed", "Vui lòng nhập mã xác thực trên điện thoại.", NULL);
    }
    if (!totp_check(account->totp_secret, try->request.totp, rest_now_us(call) / SECOND_US,
                account->totp_step, &step)) {
        return note_wrong(call, database, try, "bad_totp", error);
    }
    return let_in(call, database, try, account, step, error);
}

/* Others may have tried at the same time: what counts is how the account is now. */
static bool finish(RestCall *call, Database *database, GError **error)
{
    const SecurityProfile *profile = api_of(call)->config.profile;
    const LoginTry *try = rest_data(call);
    g_auto(Account) account = {0};
    bool found = false;

    record_init(&account_type, &account);
    if (!accounts_find(database, try->request.username, &account, &found, error)) {
        return false;
    }
    if (try->unreachable) {
        return rest_problem(call, 503, "directory",
                "Chưa kết nối được máy chủ xác thực. Vui lòng thử lại.", NULL);
    }
    if (found && is_locked(&account, rest_now_us(call))) {
        return refuse_locked(call);
    }
    if (!try->fits || !found) {
        return note_wrong(call, database, try, "bad_login", error);
    }
    if (account.disabled && account.swept == 0) {
        return rest_problem(call, 403, "disabled", "Tài khoản đã ngừng sử dụng.", NULL);
    }
    if (account.swept > 0 || rest_now_us(call) - account.active > profile->unused_us) {
        return rest_problem_more(call, 423, "unused",
                "Tài khoản đã lâu không sử dụng. Liên hệ quản trị hệ thống để mở lại.",
                json_pack("{s:s}", "phone", profile->phone));
    }
    return check_totp(call, database, try, &account, error);
}

/* ---- the session ---- */

static json_t *session_json(
        const RestCall *call, Database *database, const char *cookie, GError **error)
{
    const RestActor *actor = rest_actor(call);
    const SecurityProfile *profile = api_of(call)->config.profile;
    g_autofree char *csrf = rest_csrf_token(rest_call_owner(call), cookie);
    g_autofree char *unit_name = rest_unit_name(database, actor->unit, error);

    if (unit_name == NULL) {
        return NULL;
    }
    return json_pack("{s:{s:s, s:s, s:s, s:s, s:s, s:s}, s:s, s:b, s:b, s:b, s:I, s:i}", "account",
            "username", actor->account, "name", actor->name, "role", role_code(actor->role), "unit",
            actor->unit, "unit_name", unit_name, "site", actor->site, "csrf", csrf, "must_change",
            (int)actor->must_change, "totp_needed", 0, "must_enrol", (int)actor->must_enrol,
            "idle_s", (json_int_t)(profile->idle_us / SECOND_US), "password_length",
            (int)profile->password_length);
}

static bool show_session(RestCall *call, Database *database, GError **error)
{
    json_t *answer = session_json(call, database, rest_cookie(call), error);

    if (answer == NULL) {
        return false;
    }
    rest_answer(call, 200, answer);
    return true;
}

static bool log_out(RestCall *call, Database *database, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_autofree char *object = g_strconcat("account:", actor->account, NULL);

    set_cookie(call, "");
    rest_answer(call, 204, NULL);
    return login_sessions_remove(database, actor->session, error) &&
            rest_audit(call, database, "logout", object, NULL, error);
}

static const char session_schema[] =
        "{\"type\":\"object\",\"required\":[\"account\",\"csrf\",\"must_change\",\"totp_needed\","
        "\"must_enrol\",\"idle_s\",\"password_length\"],\"additionalProperties\":false,"
        "\"properties\":{\"account\":{\"type\":\"object\",\"required\":[\"username\",\"name\","
        "\"role\",\"unit\",\"unit_name\",\"site\"],\"additionalProperties\":false,\"properties\":{"
        "\"username\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"},"
        "\"role\":{\"enum\":[\"ky_thuat\",\"chu_toa\",\"thu_ky\",\"van_hanh\",\"quan_tri\","
        "\"van_thu\"]},\"unit\":{\"type\":\"string\"},\"unit_name\":{\"type\":\"string\"},"
        "\"site\":{\"type\":\"string\"}}},"
        "\"csrf\":{\"type\":\"string\",\"minLength\":20},\"must_change\":{\"type\":\"boolean\"},"
        "\"totp_needed\":{\"type\":\"boolean\"},\"must_enrol\":{\"type\":\"boolean\"},"
        "\"idle_s\":{\"type\":\"integer\",\"minimum\":60},"
        "\"password_length\":{\"type\":\"integer\",\"minimum\":8}}}";

static const RestRoute routes[] = {
        {.method = HTTP_POST,
                .pattern = "/api/v1/login",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = begin,
                .operation = "login",
                .summary = "Log in; sets the session cookie",
                .body = &login_type,
                .shape = REST_OTHER,
                .answer_schema = session_schema,
                .open = true},
        {.method = HTTP_GET,
                .pattern = "/api/v1/session",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = show_session,
                .operation = "getSession",
                .summary = "Who is logged in",
                .shape = REST_OTHER,
                .answer_schema = session_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/logout",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = log_out,
                .operation = "logout",
                .summary = "End the session",
                .shape = REST_NOTHING},
};

LoginApi *login_api_new(const LoginApiConfig *config)
{
    LoginApi *api = g_new0(LoginApi, 1);
    api->config = *config;
    api->guard = login_guard_new();
    return api;
}

void login_api_free(LoginApi *api)
{
    if (api != NULL) {
        login_guard_free(api->guard);
        g_free(api);
    }
}

void login_api_add_routes(LoginApi *api, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), api);
}
