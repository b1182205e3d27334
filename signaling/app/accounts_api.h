/**
 * accounts_api: accounts over HTTP, for administrators; unlocking for operators too.
 *
 *   GET, POST   /api/v1/accounts
 *   GET, PATCH  /api/v1/accounts/{username}
 *   POST        /api/v1/accounts/{username}/unlock, …/reset
 *   GET         /api/v1/hosts          who can be named as chair or secretary
 *
 * A password is made by the server, told once, and must be changed at the first login.
 *
 * Units       in the names.
 * Ownership   none.
 * Thread      the main loop's; works: the store's.
 * Errors      problems.
 * Memory      ACCOUNTS_LIST_MAX accounts an answer.
 */
#ifndef SIGNALING_APP_ACCOUNTS_API_H
#define SIGNALING_APP_ACCOUNTS_API_H

#include "signaling/app/rest.h"
#include "signaling/app/security_profile.h"

enum { ACCOUNTS_LIST_MAX = 2000, ACCOUNT_PASSWORD_LENGTH = 14 };

/** @param profile  must outlive the routes */
void accounts_api_add_routes(Rest *rest, const SecurityProfile *profile);

#endif
