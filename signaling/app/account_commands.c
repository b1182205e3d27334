#include "signaling/app/account_commands.h"

#include "signaling/client/password_hash.h"
#include "signaling/client/password_rules.h"
#include "signaling/store/accounts.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/database_open.h"
#include "signaling/store/login_sessions.h"
#include "signaling/store/record_sql.h"

enum { PASSWORD_LENGTH = 14 };

G_DEFINE_QUARK(account - command - error - quark, account_command_error)

static Database *open_database(const Settings *settings, GError **error)
{
    return database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);
}

static bool end(Database *database, bool good, GError **error)
{
    if (good) {
        return database_commit(database, error);
    }
    if (database_in_transaction(database)) {
        database_rollback(database);
    }
    return false;
}

static bool audit(Database *database, const char *action, const char *username, GError **error)
{
    g_autofree char *object = g_strconcat("account:", username, NULL);
    return audit_append(database,
            &(AuditEntry){.action = action, .object = object, .source = "giaoban user"}, error);
}

static bool role_of(const char *text, Role *ret_role)
{
    return role_from_code(text, ret_role) || role_from_name(text, ret_role);
}

static bool fill(const AccountWish *wish, Account *account, GError **error)
{
    Role role = ROLE_COUNT;
    g_autofree char *username = account_username(wish->username != NULL ? wish->username : "");
    json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s}", "username", username, "name",
            wish->name != NULL ? wish->name : username, "role",
            wish->role != NULL && role_of(wish->role, &role) ? role_code(role) : "", "unit",
            wish->unit != NULL ? wish->unit : "", "site", wish->site != NULL ? wish->site : "");

    if (json == NULL) {
        g_set_error_literal(
                error, ACCOUNT_COMMAND_ERROR, ACCOUNT_COMMAND_ERROR_VALUE, "names are UTF-8");
        return false;
    }
    const bool good = record_read_json(&account_type, json, false, account, error);
    json_decref(json);
    return good;
}

static char *told(const char *username, const char *password)
{
    return g_strdup_printf("account %s %s\n", username, password);
}

static char *add(Database *database, const AccountWish *wish, GError **error)
{
    g_auto(Account) account = {0};
    g_autofree char *password = password_rules_generate(PASSWORD_LENGTH);

    record_init(&account_type, &account);
    if (!fill(wish, &account, error)) {
        return NULL;
    }
    account.must_change = !wish->keeps;
    g_free(account.hash);
    account.hash = password_hash_make(password);
    const bool good = database_begin(database, error) &&
            accounts_add(database, &account, g_get_real_time(), error) &&
            audit(database, "account.create", account.username, error);
    return end(database, good, error) ? told(account.username, password) : NULL;
}

char *account_command_create(const Settings *settings, const AccountWish *wish, GError **error)
{
    g_autoptr(Database) database = open_database(settings, error);
    return database != NULL ? add(database, wish, error) : NULL;
}

static bool find(Database *database, const char *username, Account *account, GError **error)
{
    bool found = false;

    record_init(&account_type, account);
    if (!accounts_find(database, username, account, &found, error)) {
        return false;
    }
    if (!found) {
        g_set_error(error, ACCOUNT_COMMAND_ERROR, ACCOUNT_COMMAND_ERROR_UNKNOWN,
                "there is no account %s; `giaoban user list` shows all", username);
    }
    return found;
}

char *account_command_reset(const Settings *settings, const char *username, GError **error)
{
    g_auto(Account) account = {0};
    g_autoptr(Database) database = open_database(settings, error);

    if (database == NULL || !find(database, username, &account, error)) {
        return NULL;
    }
    g_autofree char *password = password_rules_generate(PASSWORD_LENGTH);
    g_autofree char *hash = password_hash_make(password);
    const bool good = database_begin(database, error) &&
            accounts_set_password(
                    database, account.username, hash, true, g_get_real_time(), error) &&
            accounts_set_totp(database, account.username, "", 0, error) &&
            login_sessions_remove_of(database, account.username, "", error) &&
            audit(database, "account.reset", account.username, error);
    return end(database, good, error) ? told(account.username, password) : NULL;
}

bool account_command_unlock(const Settings *settings, const char *username, GError **error)
{
    g_auto(Account) account = {0};
    g_autoptr(Database) database = open_database(settings, error);

    if (database == NULL || !find(database, username, &account, error)) {
        return false;
    }
    const bool good = database_begin(database, error) &&
            accounts_unlock(database, account.username, g_get_real_time(), error) &&
            audit(database, "account.unlock", account.username, error);
    return end(database, good, error);
}

static const char *what_keeps_it_out(const Account *account)
{
    if (account->disabled) {
        return "disabled";
    }
    return account->locked_until > g_get_real_time() ? "locked" : "";
}

static void append_line(const void *record, void *user_data)
{
    const Account *account = record;
    g_string_append_printf(user_data, "%s\t%s\t%s\t%s\t%s\n", account->username,
            account_role_words[account->role], account->unit, account->name,
            what_keeps_it_out(account));
}

char *account_command_list(const Settings *settings, GError **error)
{
    g_autoptr(Database) database = open_database(settings, error);
    g_autoptr(GString) out = g_string_new(NULL);

    if (database == NULL ||
            !record_each(database, &account_type, "ORDER BY username", DATABASE_NO_VALUES,
                    append_line, out, error)) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *account_command_first(const Settings *settings, GError **error)
{
    g_autoptr(Database) database = open_database(settings, error);
    int64_t count = 0;

    if (database == NULL || !accounts_count(database, &count, error)) {
        return NULL;
    }
    return count > 0 ? g_strdup("")
                     : add(database,
                               &(AccountWish){.username = FIRST_ADMIN,
                                       .name = "Quản trị hệ thống",
                                       .role = "quan_tri"},
                               error);
}
