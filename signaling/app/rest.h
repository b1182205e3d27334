/**
 * rest: /api/v1: the tables of all resources, served: who asks, whether the role may, the work on the store's thread, the
 * answer once it is on disk.
 *
 * Of every request, before its body is read: the cookie's signature (http_cookie, token_key), the CSRF token of everything
 * that changes something, the size. Then, in the transaction of the work itself: the session and the account as they are
 * now, idle lock, first-login change, the permission. How far the permission reaches is the work's to ask
 * (rest_scope.h).
 *
 * Units       times are µs.
 * Ownership   tables are kept by reference; the store, router and key must outlive it.
 * Thread      the main loop's, but for works and labours (rest_call.h).
 * Errors      statuses with problems in Vietnamese (RFC 9457).
 * Memory      the calls under way: the web server's and the store's bounds; REST_LABOURS_MAX on the worker threads.
 */
#ifndef SIGNALING_APP_REST_H
#define SIGNALING_APP_REST_H

#include "signaling/app/rest_route.h"
#include "signaling/client/token_key.h"
#include "signaling/http/http_router.h"
#include "signaling/http/web_server.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/store.h"

#define REST_COOKIE "__Host-giaoban"

enum {
    REST_WORKERS =
            1, /**< passwords take memory and time: not more at once than the meetings can spare */
    REST_LABOURS_MAX = 64, /**< that wait for a worker, then 503 */
};

typedef struct Rest Rest;

/**
 * Finds out who the call's cookie belongs to. On the store thread; a refusal is the call's answer.
 *
 * @return false: refused, or failed with an error
 */
typedef bool (*RestLogin)(RestCall *call, Database *database, void *user_data, GError **error);

typedef struct RestConfig {
    Store *store;
    HttpRouter *router;
    const TokenKey *key;
    RestLogin login;
    void *login_data;
} RestConfig;

Rest *rest_new(const RestConfig *config);

/** Waits for the labours under way; the store must be gone. NULL is allowed. */
void rest_free(Rest *rest);

/** Where to answer, once it runs; NULL before it goes. */
void rest_set_web_server(Rest *rest, WebServer *web_server);

/** Serves these; rows without a work are only described. @param user_data  for rest_user_data() */
void rest_add(Rest *rest, const RestRoute *routes, size_t count, void *user_data);

/** All rows, in their order. @return NULL behind the last */
const RestRoute *rest_route(const Rest *rest, size_t n);

/** All routes of the router, also those that others serve. @return NULL behind the last */
const HttpRoute *rest_served(const Rest *rest, size_t n);

/** A new value for the cookie, signed. Free with g_free(). */
char *rest_new_cookie(Rest *rest);

/** What stands in the database for a cookie's value: its SHA-256. Free with g_free(). */
char *rest_session_key(const char *cookie);

/** The CSRF token that belongs to a cookie's value. Free with g_free(). */
char *rest_csrf_token(const Rest *rest, const char *cookie);

/** Whether a cookie's value was given out by this installation; the database says whether it still counts. */
bool rest_cookie_is_ours(const Rest *rest, const char *cookie);

/** One row of the audit log about this call, in its transaction. @param detail  taken; NULL for none */
bool rest_audit(RestCall *call, Database *database, const char *action, const char *object,
        json_t *detail, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rest, rest_free)

#endif
