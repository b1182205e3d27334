#include "signaling/app/password_api.h"

#include "signaling/client/password_hash.h"
#include "signaling/client/password_rules.h"
#include "signaling/client/totp.h"
#include "signaling/store/accounts.h"
#include "signaling/store/login_sessions.h"

#include <stddef.h>
#include <string.h>

#define ISSUER "Giao Ban"

enum { SECOND_US = 1000000 };

typedef struct PasswordRequest {
    char *old_password;
    char *new_password;
} PasswordRequest;

static const RecordField password_fields[] = {
        {.name = "old",
                .kind = RECORD_TEXT,
                .offset = offsetof(PasswordRequest, old_password),
                .flags = RECORD_REQUIRED,
                .max = PASSWORD_BYTES_MAX,
                .title = "Mật khẩu hiện tại"},
        {.name = "new",
                .kind = RECORD_TEXT,
                .offset = offsetof(PasswordRequest, new_password),
                .flags = RECORD_REQUIRED,
                .max = PASSWORD_BYTES_MAX,
                .title = "Mật khẩu mới"},
        {.name = NULL},
};

static const RecordType password_type = {
        .name = "password", .size = sizeof(PasswordRequest), .fields = password_fields};

/* From one stage to the next. */
typedef struct Change {
    PasswordRequest request;
    Account account;
    char **history; /* hashes, the one in use first */
    bool fits;
    bool repeats;
    char *hash;
} Change;

static void change_free(void *data)
{
    Change *change = data;
    record_clear(&password_type, &change->request);
    account_clear(&change->account);
    g_strfreev(change->history);
    g_free(change->hash);
    g_free(change);
}

static const SecurityProfile *profile_of(const RestCall *call)
{
    return rest_user_data(call);
}

static bool audit(RestCall *call, Database *database, const char *action, GError **error)
{
    g_autofree char *object = g_strconcat("account:", rest_actor(call)->account, NULL);
    return rest_audit(call, database, action, object, NULL, error);
}

static bool find_own(RestCall *call, Database *database, Account *account, GError **error)
{
    bool found = false;

    record_init(&account_type, account);
    return accounts_find(database, rest_actor(call)->account, account, &found, error) &&
            (found || rest_not_found(call));
}

static bool refuse_locked(RestCall *call)
{
    return rest_problem_more(call, 423, "locked",
            "Tài khoản đã bị khóa. Liên hệ quản trị hệ thống.",
            json_pack("{s:s}", "phone", profile_of(call)->phone));
}

static void compare(RestCall *call);
static bool store_password(RestCall *call, Database *database, GError **error);

static bool change_password(RestCall *call, Database *database, GError **error)
{
    const SecurityProfile *profile = profile_of(call);
    const unsigned count = security_profile_history(profile, rest_actor(call)->role);
    Change *change = g_new0(Change, 1);

    rest_set_data(call, change, change_free);
    record_init(&password_type, &change->request);
    if (!record_read_json(&password_type, rest_body(call), false, &change->request, error) ||
            !find_own(call, database, &change->account, error)) {
        return false;
    }
    if (change->account.login != ACCOUNT_BY_PASSWORD) {
        return rest_problem(call, 409, "by_directory",
                "Mật khẩu của tài khoản này do máy chủ danh bạ quản lý.", NULL);
    }
    if (change->account.locked_until > rest_now_us(call)) {
        return refuse_locked(call);
    }
    g_autoptr(GError) weak = NULL;
    if (!password_rules_check(change->request.new_password, change->account.username,
                profile->password_length, &weak)) {
        return rest_bad_field(call, "new", weak->message);
    }
    change->history = accounts_history(database, change->account.username, count, error);
    if (change->history == NULL) {
        return false;
    }
    rest_continue(call, compare, store_password);
    return true;
}

/* An administrator's new password is compared with ten old ones: seconds. */
static void compare(RestCall *call)
{
    Change *change = rest_data(call);
    const char *wanted = change->request.new_password;

    change->fits = password_hash_fits(change->account.hash, change->request.old_password);
    if (!change->fits) {
        return;
    }
    for (char **hash = change->history; *hash != NULL && !change->repeats; hash++) {
        change->repeats = password_hash_fits(*hash, wanted);
    }
    if (!change->repeats) {
        change->hash = password_hash_make(wanted);
    }
}

/* Whoever found a screen unlocked may not guess here either. */
static bool note_wrong(RestCall *call, Database *database, GError **error)
{
    int64_t left = 0;

    if (!accounts_note_wrong(database, rest_actor(call)->account, &profile_of(call)->lock,
                rest_now_us(call), &left, error)) {
        return false;
    }
    if (left <= 0) {
        (void)refuse_locked(call);
        return login_sessions_remove_of(database, rest_actor(call)->account, "", error) &&
                audit(call, database, "account.locked", error);
    }
    (void)rest_problem_more(call, 422, "bad_password", "Mật khẩu hiện tại không đúng.",
            json_pack("{s:s, s:I}", "field", "old", "tries_left", (json_int_t)left));
    return audit(call, database, "password.failed", error);
}

static bool store_password(RestCall *call, Database *database, GError **error)
{
    const Change *change = rest_data(call);
    const char *username = rest_actor(call)->account;

    if (!change->fits) {
        return note_wrong(call, database, error);
    }
    if (change->repeats) {
        return rest_bad_field(call, "new", "Mật khẩu mới phải khác các mật khẩu đã dùng.");
    }
    rest_answer(call, 204, NULL);
    return accounts_set_password(
                   database, username, change->hash, false, rest_now_us(call), error) &&
            login_sessions_remove_of(database, username, rest_actor(call)->session, error) &&
            audit(call, database, "password.change", error);
}

/* ---- second factor ---- */

typedef struct CodeRequest {
    char *code;
} CodeRequest;

static const RecordField code_fields[] = {
        {.name = "code",
                .kind = RECORD_TEXT,
                .offset = offsetof(CodeRequest, code),
                .flags = RECORD_REQUIRED,
                .max = TOTP_DIGITS,
                .title = "Mã xác thực"},
        {.name = NULL},
};

static const RecordType code_type = {
        .name = "code", .size = sizeof(CodeRequest), .fields = code_fields};

static bool refuse_enrolled(RestCall *call)
{
    return rest_problem(call, 409, "totp_there",
            "Tài khoản đã có xác thực hai lớp. Liên hệ quản trị hệ thống để cài đặt lại.", NULL);
}

static bool show_secret(RestCall *call, Database *database, GError **error)
{
    g_auto(Account) account = {0};
    g_autofree char *secret = totp_new_secret();

    if (!find_own(call, database, &account, error)) {
        return false;
    }
    if (account.totp) {
        return refuse_enrolled(call);
    }
    g_autofree char *uri = totp_uri(secret, ISSUER, account.username);
    rest_answer(call, 200, json_pack("{s:s, s:s}", "secret", secret, "uri", uri));
    return accounts_set_totp_pending(database, account.username, secret, error);
}

static bool confirm_secret(RestCall *call, Database *database, GError **error)
{
    g_auto(Account) account = {0};
    CodeRequest request = {0};
    int64_t step = 0;

    record_init(&code_type, &request);
    const bool read = record_read_json(&code_type, rest_body(call), false, &request, error);
    g_autofree char *code = g_steal_pointer(&request.code);
    if (!read || !find_own(call, database, &account, error)) {
        return false;
    }
    if (account.totp) {
        return refuse_enrolled(call);
    }
    if (!totp_check(account.totp_pending, code, rest_now_us(call) / SECOND_US, 0, &step)) {
        return rest_problem_more(call, 422, "bad_totp", "Mã xác thực không đúng.",
                json_pack("{s:s}", "field", "code"));
    }
    rest_answer(call, 204, NULL);
    return accounts_set_totp(database, account.username, account.totp_pending, step, error) &&
            audit(call, database, "account.totp", error);
}

static const char secret_schema[] =
        "{\"type\":\"object\",\"required\":[\"secret\",\"uri\"],\"additionalProperties\":false,"
        "\"properties\":{\"secret\":{\"type\":\"string\"},\"uri\":{\"type\":\"string\"}}}";

static const RestRoute routes[] = {
        {.method = HTTP_POST,
                .pattern = "/api/v1/password",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = change_password,
                .operation = "changePassword",
                .summary = "A new password for the own account; other sessions of it end",
                .body = &password_type,
                .shape = REST_NOTHING},
        {.method = HTTP_POST,
                .pattern = "/api/v1/totp",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = show_secret,
                .operation = "beginTotp",
                .summary = "A secret for the telephone; it counts once it is confirmed",
                .shape = REST_OTHER,
                .answer_schema = secret_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/totp/confirm",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = confirm_secret,
                .operation = "confirmTotp",
                .summary = "The first code of the telephone",
                .body = &code_type,
                .shape = REST_NOTHING},
};

void password_api_add_routes(Rest *rest, const SecurityProfile *profile)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)profile);
}
