/**
 * login_sessions: who is logged in. A row says which account, since when, and when somebody was last there; its key is the
 * hash of what the browser holds, so the database lets nobody in. A restart of the server ends no session.
 *
 * Units       times are µs since 1970, UTC.
 * Ownership   login_session_clear() frees a record's texts.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as database.h.
 */
#ifndef SIGNALING_STORE_LOGIN_SESSIONS_H
#define SIGNALING_STORE_LOGIN_SESSIONS_H

#include "signaling/store/database.h"

typedef struct LoginSession {
    char *session; /**< the key */
    char *account;
    char *address; /**< from which it was begun */
    int64_t created_us;
    int64_t seen_us;
} LoginSession;

void login_session_clear(LoginSession *session);

bool login_sessions_add(Database *database, const LoginSession *session, GError **error);

/** @param ret_session  all zero when there is none; cleared by the caller */
bool login_sessions_find(
        Database *database, const char *session, LoginSession *ret_session, GError **error);

/** Somebody is there. */
bool login_sessions_touch(Database *database, const char *session, int64_t now_us, GError **error);

bool login_sessions_remove(Database *database, const char *session, GError **error);

/** All of an account but one. @param except  its key; "" for none */
bool login_sessions_remove_of(
        Database *database, const char *account, const char *except, GError **error);

/** Those in which nobody was seen since then. */
bool login_sessions_remove_older(Database *database, int64_t seen_before_us, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LoginSession, login_session_clear)

#endif
