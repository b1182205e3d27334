#include "signaling/store/login_sessions.h"

void login_session_clear(LoginSession *session)
{
    g_free(session->session);
    g_free(session->account);
    g_free(session->address);
    *session = (LoginSession){0};
}

bool login_sessions_add(Database *database, const LoginSession *session, GError **error)
{
    return database_run(database,
            "INSERT INTO login_sessions (session, account, address, created_us, seen_us) "
            "VALUES ($1, $2, $3, $4, $5)",
            DATABASE_VALUES(database_text(session->session), database_text(session->account),
                    database_text(session->address), database_int(session->created_us),
                    database_int(session->seen_us)),
            NULL, error);
}

bool login_sessions_find(
        Database *database, const char *session, LoginSession *ret_session, GError **error)
{
    g_autoptr(GError) fault = NULL;
    LoginSession found = {0};
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT account, address, created_us, seen_us FROM login_sessions WHERE session = $1",
            DATABASE_VALUES(database_text(session)), error);

    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        found = (LoginSession){
                .session = g_strdup(session),
                .account = g_strdup(database_rows_text(rows, 0)),
                .address = g_strdup(database_rows_text(rows, 1)),
                .created_us = database_rows_int(rows, 2),
                .seen_us = database_rows_int(rows, 3),
        };
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *ret_session = found;
    return true;
}

bool login_sessions_touch(Database *database, const char *session, int64_t now_us, GError **error)
{
    return database_run(database, "UPDATE login_sessions SET seen_us = $2 WHERE session = $1",
            DATABASE_VALUES(database_text(session), database_int(now_us)), NULL, error);
}

bool login_sessions_remove(Database *database, const char *session, GError **error)
{
    return database_run(database, "DELETE FROM login_sessions WHERE session = $1",
            DATABASE_VALUES(database_text(session)), NULL, error);
}

bool login_sessions_remove_of(
        Database *database, const char *account, const char *except, GError **error)
{
    return database_run(database, "DELETE FROM login_sessions WHERE account = $1 AND session <> $2",
            DATABASE_VALUES(database_text(account), database_text(except)), NULL, error);
}

bool login_sessions_remove_older(Database *database, int64_t seen_before_us, GError **error)
{
    return database_run(database, "DELETE FROM login_sessions WHERE seen_us < $1",
            DATABASE_VALUES(database_int(seen_before_us)), NULL, error);
}
