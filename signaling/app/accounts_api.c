#include "signaling/app/accounts_api.h"

#include "signaling/app/rest_scope.h"
#include "signaling/client/password_hash.h"
#include "signaling/client/password_rules.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/store/accounts.h"
#include "signaling/store/login_sessions.h"
#include "signaling/store/record_sql.h"

#include <stddef.h>
#include <string.h>

/* From one stage to the next: an account whose password is being made. */
typedef struct NewPassword {
    Account account;
    char *password;
    char *hash;
} NewPassword;

static void new_password_free(void *data)
{
    NewPassword *new_password = data;
    account_clear(&new_password->account);
    g_free(new_password->password);
    g_free(new_password->hash);
    g_free(new_password);
}

static NewPassword *new_password_of(RestCall *call)
{
    NewPassword *new_password = g_new0(NewPassword, 1);
    record_init(&account_type, &new_password->account);
    rest_set_data(call, new_password, new_password_free);
    return new_password;
}

static void make_password(RestCall *call)
{
    NewPassword *new_password = rest_data(call);
    const SecurityProfile *profile = rest_user_data(call);

    new_password->password =
            password_rules_generate(MAX(profile->password_length, ACCOUNT_PASSWORD_LENGTH));
    new_password->hash = password_hash_make(new_password->password);
}

static bool audit(RestCall *call, Database *database, const char *action, const char *username,
        json_t *detail, GError **error)
{
    g_autofree char *object = g_strconcat("account:", username, NULL);
    return rest_audit(call, database, action, object, detail, error);
}

static json_t *to_json(const RestCall *call, const Account *account)
{
    json_t *json = record_to_json(&account_type, account);
    (void)json_object_set_new(
            json, "locked", json_boolean(account->locked_until > rest_now_us(call)));
    return json;
}

/* ---- reading ---- */

typedef struct Listing {
    const RestCall *call;
    json_t *items;
} Listing;

static void append(const void *record, void *user_data)
{
    const Listing *listing = user_data;
    json_array_append_new(listing->items, to_json(listing->call, record));
}

/* "%" and "_" are letters like others in what somebody types. */
static char *pattern_of(const char *typed)
{
    g_autofree char *folded = text_fold(typed != NULL ? typed : "");
    GString *pattern = g_string_new("%");

    for (const char *at = folded; *at != '\0'; at++) {
        if (strchr("%_\\", *at) != NULL) {
            g_string_append_c(pattern, '\\');
        }
        g_string_append_c(pattern, *at);
    }
    g_string_append_c(pattern, '%');
    return g_string_free(pattern, FALSE);
}

#define BELOW_OF_OWN " AND unit IN " REST_UNITS_BELOW("$1")
#define FOUND                                                                                      \
    "(name_fold LIKE $2 ESCAPE '\\' OR username LIKE $2 ESCAPE '\\') AND ($3 = '' OR unit = $3)"
#define FIRST " ORDER BY username LIMIT $4"

static bool list(RestCall *call, Database *database, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_autofree char *pattern = pattern_of(rest_query(call, "q"));
    Listing listing = {call, json_array()};
    const DatabaseValue values[] = {database_text(actor->unit), database_text(pattern),
            database_text(rest_query(call, "unit")), database_int(ACCOUNTS_LIST_MAX)};
    const bool good = record_each(database, &account_type,
            actor->unit[0] == '\0' ? "WHERE $1 = '' AND " FOUND FIRST
                                   : "WHERE " FOUND BELOW_OF_OWN FIRST,
            values, G_N_ELEMENTS(values), append, &listing, error);

    if (!good) {
        json_decref(listing.items);
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", listing.items));
    return true;
}

/* The account of the path, if the actor's permission reaches it. */
static bool find(
        RestCall *call, Database *database, Permission permission, Account *account, GError **error)
{
    bool found = false;

    account_clear(account);
    record_init(&account_type, account);
    return accounts_find(database, rest_param(call, "username"), account, &found, error) &&
            (found || rest_not_found(call)) &&
            rest_need_unit(call, database, permission, account->unit, error);
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(Account) account = {0};

    if (!find(call, database, PERMISSION_ACCOUNT_READ, &account, error)) {
        return false;
    }
    rest_answer(call, 200, to_json(call, &account));
    return true;
}

static void append_host(const void *record, void *user_data)
{
    const Account *account = record;
    json_array_append_new(user_data,
            json_pack("{s:s, s:s, s:s, s:s}", "username", account->username, "name", account->name,
                    "role", account_role_words[account->role], "unit", account->unit));
}

static bool list_hosts(RestCall *call, Database *database, GError **error)
{
    const RestActor *actor = rest_actor(call);
    const bool below = permission_scope(actor->role, PERMISSION_MEETING_EDIT) == SCOPE_SUBTREE;
    const char *which = !below       ? "unit = $1"
            : actor->unit[0] == '\0' ? "$1 = ''"
                                     : "unit IN " REST_UNITS_BELOW("$1");
    g_autofree char *rest = g_strconcat("WHERE ", which,
            " AND disabled = 0 AND role IN ('chu_toa', 'thu_ky') ORDER BY username LIMIT $2", NULL);
    json_t *items = json_array();
    const DatabaseValue values[] = {database_text(actor->unit), database_int(ACCOUNTS_LIST_MAX)};
    const bool good = record_each(
            database, &account_type, rest, values, G_N_ELEMENTS(values), append_host, items, error);

    if (!good) {
        json_decref(items);
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", items));
    return true;
}

/* ---- changing ---- */

/* Only who stands above all units may give that place to others; every other unit must exist. */
static bool check_unit(RestCall *call, Database *database, const Account *account, GError **error)
{
    int64_t found = 1;

    if (account->unit[0] != '\0' &&
            !database_number(database, "SELECT COUNT(*) FROM units WHERE code = $1",
                    DATABASE_VALUES(database_text(account->unit)), 0, &found, error)) {
        return false;
    }
    bool reaches = false;
    if (!rest_reaches_unit(
                call, database, PERMISSION_ACCOUNT_EDIT, account->unit, &reaches, error)) {
        return false;
    }
    return (found > 0 && reaches) ||
            rest_bad_field(call, "unit", "Đơn vị: không có đơn vị này trong phạm vi quản lý.");
}

static bool store_new_account(RestCall *call, Database *database, GError **error)
{
    NewPassword *new_password = rest_data(call);
    Account *account = &new_password->account;

    account->must_change = account->login == ACCOUNT_BY_PASSWORD;
    g_free(account->hash);
    account->hash = account->must_change ? g_steal_pointer(&new_password->hash) : g_strdup("");
    if (!accounts_add(database, account, rest_now_us(call), error) ||
            !audit(call, database, "account.create", account->username, to_json(call, account),
                    error)) {
        return false;
    }
    json_t *answer = to_json(call, account);
    (void)json_object_set_new(
            answer, "password", json_string(account->must_change ? new_password->password : ""));
    rest_answer(call, 201, answer);
    return true;
}

static bool create(RestCall *call, Database *database, GError **error)
{
    NewPassword *new_password = new_password_of(call);

    if (!record_read_json(&account_type, rest_body(call), false, &new_password->account, error) ||
            !check_unit(call, database, &new_password->account, error)) {
        return false;
    }
    rest_continue(call, make_password, store_new_account);
    return true;
}

/* Who says whether it is in use has decided, whatever the sweep did; one that is opened counts as used from now. */
static void note_decision(const RestCall *call, Account *account, bool was_disabled)
{
    if (was_disabled == account->disabled) {
        return;
    }
    account->swept = 0;
    if (!account->disabled) {
        account->active = rest_now_us(call);
    }
}

static bool change(RestCall *call, Database *database, GError **error)
{
    g_auto(Account) account = {0};

    if (!find(call, database, PERMISSION_ACCOUNT_EDIT, &account, error)) {
        return false;
    }
    const bool was_disabled = account.disabled;
    if (!record_read_json(&account_type, rest_body(call), true, &account, error) ||
            !check_unit(call, database, &account, error)) {
        return false;
    }
    note_decision(call, &account, was_disabled);
    if (g_str_equal(account.username, rest_actor(call)->account) &&
            (account.disabled || account_role(&account) != ROLE_ADMIN)) {
        return rest_problem(call, 409, "own_account",
                "Không thể ngừng hoặc đổi vai trò của chính tài khoản đang dùng.", NULL);
    }
    if (!record_update(database, &account_type, &account, error) ||
            (account.disabled &&
                    !login_sessions_remove_of(database, account.username, "", error)) ||
            !audit(call, database, "account.change", account.username,
                    json_deep_copy(rest_body(call)), error)) {
        return false;
    }
    rest_answer(call, 200, to_json(call, &account));
    return true;
}

static bool unlock(RestCall *call, Database *database, GError **error)
{
    g_auto(Account) account = {0};

    if (!find(call, database, PERMISSION_ACCOUNT_UNLOCK, &account, error)) {
        return false;
    }
    if (account_role(&account) == ROLE_ADMIN && rest_actor(call)->role != ROLE_ADMIN) {
        return rest_forbidden(call);
    }
    rest_answer(call, 204, NULL);
    return accounts_unlock(database, account.username, rest_now_us(call), error) &&
            audit(call, database, "account.unlock", account.username, NULL, error);
}

static bool store_reset(RestCall *call, Database *database, GError **error)
{
    const NewPassword *new_password = rest_data(call);
    const char *username = new_password->account.username;

    rest_answer(call, 200, json_pack("{s:s}", "password", new_password->password));
    return accounts_set_password(
                   database, username, new_password->hash, true, rest_now_us(call), error) &&
            accounts_set_totp(database, username, "", 0, error) &&
            login_sessions_remove_of(database, username, "", error) &&
            audit(call, database, "account.reset", username, NULL, error);
}

static bool reset(RestCall *call, Database *database, GError **error)
{
    NewPassword *new_password = new_password_of(call);

    if (!find(call, database, PERMISSION_ACCOUNT_EDIT, &new_password->account, error)) {
        return false;
    }
    if (new_password->account.login != ACCOUNT_BY_PASSWORD) {
        return rest_problem(call, 409, "by_directory",
                "Mật khẩu của tài khoản này do máy chủ danh bạ quản lý.", NULL);
    }
    rest_continue(call, make_password, store_reset);
    return true;
}

/* ---- routes ---- */

static const char *const list_query[] = {"q", "unit", NULL};

static const char password_schema[] = "{\"type\":\"object\",\"required\":[\"password\"],"
                                      "\"additionalProperties\":false,\"properties\":{"
                                      "\"password\":{\"type\":\"string\"}}}";

static const char created_schema[] = "{\"required\":[\"password\"],\"properties\":{"
                                     "\"password\":{\"type\":\"string\"}}}";

static const char hosts_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"additionalProperties\":false,"
        "\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":"
        "[\"username\",\"name\",\"role\",\"unit\"],\"additionalProperties\":false,\"properties\":{"
        "\"username\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"},\"role\":{\"enum\":["
        "\"chu_toa\",\"thu_ky\"]},\"unit\":{\"type\":\"string\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/accounts",
                .permission = PERMISSION_ACCOUNT_READ,
                .work = list,
                .operation = "listAccounts",
                .summary = "Accounts of the own unit and those below, by name or user name",
                .answer = &account_type,
                .shape = REST_LIST,
                .query = list_query},
        {.method = HTTP_POST,
                .pattern = "/api/v1/accounts",
                .permission = PERMISSION_ACCOUNT_EDIT,
                .work = create,
                .operation = "createAccount",
                .summary = "A new account; its password is told once",
                .body = &account_type,
                .answer = &account_type,
                .shape = REST_ONE,
                .answer_schema = created_schema,
                .status = 201},
        {.method = HTTP_GET,
                .pattern = "/api/v1/accounts/{username}",
                .permission = PERMISSION_ACCOUNT_READ,
                .work = get,
                .operation = "getAccount",
                .summary = "One account",
                .answer = &account_type,
                .shape = REST_ONE},
        {.method = HTTP_PATCH,
                .pattern = "/api/v1/accounts/{username}",
                .permission = PERMISSION_ACCOUNT_EDIT,
                .work = change,
                .operation = "changeAccount",
                .summary = "Change name, unit, role, site or whether it may log in",
                .body = &account_type,
                .answer = &account_type,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/accounts/{username}/unlock",
                .permission = PERMISSION_ACCOUNT_UNLOCK,
                .work = unlock,
                .operation = "unlockAccount",
                .summary = "End a lock at once",
                .shape = REST_NOTHING},
        {.method = HTTP_POST,
                .pattern = "/api/v1/accounts/{username}/reset",
                .permission = PERMISSION_ACCOUNT_EDIT,
                .work = reset,
                .operation = "resetAccount",
                .summary = "A new password, told once; takes a second factor away",
                .shape = REST_OTHER,
                .answer_schema = password_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/hosts",
                .permission = PERMISSION_MEETING_EDIT,
                .work = list_hosts,
                .operation = "listHosts",
                .summary = "Who can be named as chair or secretary of a meeting",
                .shape = REST_OTHER,
                .answer_schema = hosts_schema},
};

void accounts_api_add_routes(Rest *rest, const SecurityProfile *profile)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)profile);
}
