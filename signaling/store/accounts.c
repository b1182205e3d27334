#include "signaling/store/accounts.h"

#include "signaling/store/record_sql.h"

#include <stddef.h>

enum { EMAIL_MAX = 254 };

const char *const account_role_words[] = {
        "ky_thuat", "chu_toa", "thu_ky", "van_hanh", "quan_tri", "van_thu", NULL};

static const char *const login_words[] = {
        [ACCOUNT_BY_PASSWORD] = "password", [ACCOUNT_BY_LDAP] = "ldap", NULL};

#define AT(member) .offset = offsetof(Account, member)

static const RecordField fields[] = {
        {.name = "username",
                .kind = RECORD_TEXT,
                AT(username),
                .flags = RECORD_KEY | RECORD_REQUIRED | RECORD_CODE,
                .title = "Tên đăng nhập"},
        {.name = "unit", .kind = RECORD_TEXT, AT(unit), .flags = RECORD_CODE, .title = "Đơn vị"},
        {.name = "name",
                .kind = RECORD_TEXT,
                AT(name),
                .flags = RECORD_REQUIRED | RECORD_SEARCH,
                .max = ACCOUNT_NAME_MAX,
                .title = "Tên hiển thị"},
        {.name = "role",
                .kind = RECORD_WORD,
                AT(role),
                .flags = RECORD_REQUIRED,
                .words = account_role_words,
                .title = "Vai trò"},
        {.name = "site", .kind = RECORD_TEXT, AT(site), .flags = RECORD_CODE, .title = "Điểm cầu"},
        {.name = "email", .kind = RECORD_TEXT, AT(email), .max = EMAIL_MAX, .title = "Thư điện tử"},
        {.name = "login",
                .kind = RECORD_WORD,
                AT(login),
                .words = login_words,
                .title = "Cách đăng nhập"},
        {.name = "disabled", .kind = RECORD_FLAG, AT(disabled), .title = "Ngừng sử dụng"},
        {.name = "swept",
                .kind = RECORD_TIME,
                AT(swept),
                .flags = RECORD_READ_ONLY,
                .title = "Ngừng do không sử dụng"},
        {.name = "must_change",
                .kind = RECORD_FLAG,
                AT(must_change),
                .flags = RECORD_READ_ONLY,
                .title = "Phải đổi mật khẩu"},
        {.name = "totp",
                .kind = RECORD_FLAG,
                AT(totp),
                .flags = RECORD_READ_ONLY,
                .title = "Xác thực hai lớp"},
        {.name = "locked",
                .kind = RECORD_FLAG,
                AT(locked),
                .flags = RECORD_READ_ONLY | RECORD_COMPUTED,
                .title = "Đang bị khóa"},
        {.name = "created",
                .kind = RECORD_TIME,
                AT(created),
                .flags = RECORD_READ_ONLY,
                .title = "Ngày tạo"},
        {.name = "last_login",
                .kind = RECORD_TIME,
                AT(last_login),
                .flags = RECORD_READ_ONLY,
                .title = "Đăng nhập gần nhất"},
        {.name = "changed",
                .kind = RECORD_TIME,
                AT(changed),
                .flags = RECORD_READ_ONLY,
                .title = "Đổi mật khẩu gần nhất"},
        {.name = "locked_until",
                .kind = RECORD_TIME,
                AT(locked_until),
                .flags = RECORD_READ_ONLY,
                .title = "Khóa đến"},
        {.name = "active",
                .kind = RECORD_TIME,
                AT(active),
                .flags = RECORD_READ_ONLY,
                .title = "Sử dụng gần nhất"},
        {.name = "tries",
                .kind = RECORD_INTEGER,
                AT(tries),
                .flags = RECORD_SECRET,
                .title = "Số lần nhập sai"},
        {.name = "hash",
                .kind = RECORD_TEXT,
                AT(hash),
                .flags = RECORD_SECRET,
                .title = "Mật khẩu"},
        {.name = "totp_secret",
                .kind = RECORD_TEXT,
                AT(totp_secret),
                .flags = RECORD_SECRET,
                .title = "Mã xác thực"},
        {.name = "totp_pending",
                .kind = RECORD_TEXT,
                AT(totp_pending),
                .flags = RECORD_SECRET,
                .title = "Mã xác thực mới"},
        {.name = "totp_step",
                .kind = RECORD_INTEGER,
                AT(totp_step),
                .flags = RECORD_SECRET,
                .title = "Bước xác thực"},
        {.name = NULL},
};

const RecordType account_type = {
        .name = "account",
        .table = "accounts",
        .size = sizeof(Account),
        .fields = fields,
};

void account_clear(Account *account)
{
    record_clear(&account_type, account);
}

Role account_role(const Account *account)
{
    Role role = ROLE_SITE;
    const bool known = role_from_code(account_role_words[account->role], &role);

    g_assert(known);
    return role;
}

bool account_set_role(Account *account, Role role)
{
    for (int i = 0; account_role_words[i] != NULL; i++) {
        if (g_str_equal(account_role_words[i], role_code(role))) {
            account->role = i;
            return true;
        }
    }
    return false;
}

char *account_username(const char *typed)
{
    return g_ascii_strdown(typed, -1);
}

static bool add_to_history(
        Database *database, const char *username, const char *hash, int64_t now_us, GError **error)
{
    return database_run(database,
            "INSERT INTO password_history (account, hash, time_us) VALUES ($1, $2, $3)",
            DATABASE_VALUES(database_text(username), database_text(hash), database_int(now_us)),
            NULL, error);
}

bool accounts_add(Database *database, Account *account, int64_t now_us, GError **error)
{
    char *username = account_username(account->username);

    g_free(account->username);
    account->username = username;
    account->created = now_us;
    account->active = now_us;
    account->changed = now_us;
    return record_insert(database, &account_type, account, error) &&
            add_to_history(database, username, account->hash, now_us, error);
}

bool accounts_find(
        Database *database, const char *username, Account *account, bool *ret_found, GError **error)
{
    g_autofree char *kept = account_username(username);

    return record_find(database, &account_type, database_text(kept), account, ret_found, error);
}

bool accounts_count(Database *database, int64_t *ret_count, GError **error)
{
    return database_number(
            database, "SELECT COUNT(*) FROM accounts", DATABASE_NO_VALUES, 0, ret_count, error);
}

bool accounts_note_wrong(Database *database, const char *username, const AccountLock *lock,
        int64_t now_us, int64_t *ret_left, GError **error)
{
    int64_t tries = 0;

    if (!database_number(database, "SELECT tries FROM accounts WHERE username = $1",
                DATABASE_VALUES(database_text(username)), 0, &tries, error)) {
        return false;
    }
    tries++;
    *ret_left = MAX(lock->tries_max - tries, 0);
    /* The tries of after the lock count anew. */
    return *ret_left > 0
            ? database_run(database, "UPDATE accounts SET tries = $2 WHERE username = $1",
                      DATABASE_VALUES(database_text(username), database_int(tries)), NULL, error)
            : database_run(database,
                      "UPDATE accounts SET tries = 0, locked_until = $2 "
                      "WHERE username = $1",
                      DATABASE_VALUES(
                              database_text(username), database_int(now_us + lock->lock_us)),
                      NULL, error);
}

bool accounts_note_login(
        Database *database, const char *username, int64_t totp_step, int64_t now_us, GError **error)
{
    return database_run(database,
            "UPDATE accounts SET tries = 0, locked_until = 0, last_login = $2, active = $2, "
            "totp_step = CASE WHEN $3 > 0 THEN $3 ELSE totp_step END WHERE username = $1",
            DATABASE_VALUES(database_text(username), database_int(now_us), database_int(totp_step)),
            NULL, error);
}

char **accounts_unused(Database *database, int64_t since_us, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT username FROM accounts WHERE disabled = 0 AND active < $1 ORDER BY username",
            DATABASE_VALUES(database_int(since_us)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        g_strv_builder_add(names, database_rows_text(rows, 0));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_strv_builder_end(names);
}

bool accounts_sweep_one(Database *database, const char *username, int64_t now_us, GError **error)
{
    return database_run(database,
            "UPDATE accounts SET disabled = 1, swept = $2 WHERE username = $1",
            DATABASE_VALUES(database_text(username), database_int(now_us)), NULL, error);
}

bool accounts_unlock(Database *database, const char *username, int64_t now_us, GError **error)
{
    return database_run(database,
            "UPDATE accounts SET tries = 0, locked_until = 0, active = $2,"
            " disabled = CASE WHEN swept > 0 THEN 0 ELSE disabled END, swept = 0"
            " WHERE username = $1",
            DATABASE_VALUES(database_text(username), database_int(now_us)), NULL, error);
}

static bool trim_history(Database *database, const char *username, GError **error)
{
    return database_run(database,
            "DELETE FROM password_history WHERE account = $1 AND id NOT IN "
            "(SELECT id FROM password_history WHERE account = $1 ORDER BY id DESC LIMIT $2)",
            DATABASE_VALUES(database_text(username), database_int(PASSWORD_HISTORY_MAX)), NULL,
            error);
}

bool accounts_set_password(Database *database, const char *username, const char *hash,
        bool must_change, int64_t now_us, GError **error)
{
    return database_run(database,
                   "UPDATE accounts SET hash = $2, must_change = $3, changed = $4, active = $4, "
                   "tries = 0, locked_until = 0 WHERE username = $1",
                   DATABASE_VALUES(database_text(username), database_text(hash),
                           database_int(must_change), database_int(now_us)),
                   NULL, error) &&
            add_to_history(database, username, hash, now_us, error) &&
            trim_history(database, username, error);
}

char **accounts_history(Database *database, const char *username, unsigned count, GError **error)
{
    g_autoptr(GStrvBuilder) hashes = g_strv_builder_new();
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT hash FROM password_history WHERE account = $1 ORDER BY id DESC LIMIT $2",
            DATABASE_VALUES(database_text(username), database_int(count)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        g_strv_builder_add(hashes, database_rows_text(rows, 0));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_strv_builder_end(hashes);
}

bool accounts_set_totp(
        Database *database, const char *username, const char *secret, int64_t step, GError **error)
{
    return database_run(database,
            "UPDATE accounts SET totp_secret = $2, totp = $3, totp_step = $4, totp_pending = '' "
            "WHERE username = $1",
            DATABASE_VALUES(database_text(username), database_text(secret),
                    database_int(secret[0] != '\0'), database_int(step)),
            NULL, error);
}

bool accounts_set_totp_pending(
        Database *database, const char *username, const char *secret, GError **error)
{
    return database_run(database, "UPDATE accounts SET totp_pending = $2 WHERE username = $1",
            DATABASE_VALUES(database_text(username), database_text(secret)), NULL, error);
}
