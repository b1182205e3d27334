/**
 * login_api: logging in and out; and for every other call: who asks.
 *
 *   POST /api/v1/login     the password is checked on a worker thread (argon2id, or a directory)
 *   GET  /api/v1/session
 *   POST /api/v1/logout
 *
 * Strangers get a try count that is the same for names that no account has. A lock keeps new logins out; who is logged
 * in stays.
 *
 * Units       times are µs.
 * Ownership   what the configuration names must outlive it.
 * Thread      the main loop's; login_api_check(): the store's.
 * Errors      problems with codes: bad_login, locked, unused, disabled, totp_needed, bad_totp, too_many, no_session, idle.
 * Memory      LoginGuard's.
 */
#ifndef SIGNALING_APP_LOGIN_API_H
#define SIGNALING_APP_LOGIN_API_H

#include "signaling/app/rest.h"
#include "signaling/app/security_profile.h"
#include "signaling/client/directory_bind.h"

typedef struct LoginApi LoginApi;

typedef struct LoginApiConfig {
    const SecurityProfile *profile;
    const DirectoryConfig *directory;
} LoginApiConfig;

LoginApi *login_api_new(const LoginApiConfig *config);

/** After the store. NULL is allowed. */
void login_api_free(LoginApi *api);

void login_api_add_routes(LoginApi *api, Rest *rest);

/** RestLogin; user_data is the LoginApi. */
bool login_api_check(RestCall *call, Database *database, void *user_data, GError **error);

/**
 * The same for who comes by another way, such as a WebSocket.
 *
 * @param session    rest_session_key() of the cookie
 * @param ret_actor  cleared by the caller with rest_actor_clear(); its role is ROLE_COUNT when the session does not count
 */
bool login_api_find(LoginApi *api, Database *database, const char *session, int64_t now_us,
        RestActor *ret_actor, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LoginApi, login_api_free)

#endif
