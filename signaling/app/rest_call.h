/**
 * rest_call: one request to /api/v1 under way: what was asked, who asks, and what shall be answered.
 *
 *   main: made ──▶ store: work ──▶ main: hooks, answer
 *                     └──▶ worker: labour ──▶ store: next work …       rest_continue()
 *
 * Units       times are µs since 1970.
 * Ownership   counted; what a getter gives lives as long as the call. Bodies given to an answer are taken.
 * Thread      whoever has it in hand, one after the other: main, store, worker.
 * Errors      a refusal is an answer: rest_problem() and its kin.
 * Memory      the request, its body as JSON, and the answer.
 */
#ifndef SIGNALING_APP_REST_CALL_H
#define SIGNALING_APP_REST_CALL_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"
#include "signaling/meeting/permission.h"
#include "signaling/store/database.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct RestCall RestCall;

/** Who asks. Texts are never NULL; all "" on routes that need no login. */
typedef struct RestActor {
    char *account;    /**< the user name */
    char *name;       /**< what people see */
    char *unit;       /**< its code; "" stands above all units */
    char *site;       /**< of a technician: the code of the site */
    char *session;    /**< the session's key in the database */
    Role role;        /**< ROLE_COUNT: nobody */
    bool must_change; /**< the password, before anything else */
    bool must_enrol;  /**< with a second factor, before anything else */
} RestActor;

/** On the store thread, in one transaction; sets the answer. @return false rolls back */
typedef bool (*RestWork)(RestCall *call, Database *database, GError **error);

/** On a worker thread: what takes long and needs no database. */
typedef void (*RestLabour)(RestCall *call);

/** On the main thread, after the commit and before the answer. */
typedef void (*RestHook)(RestCall *call, void *user_data);

/* ---- what was asked ---- */

const RestActor *rest_actor(const RestCall *call);

/** The client's IP address. */
const char *rest_address(const RestCall *call);

/** What the client calls this server; "" if it does not say so in a safe way. */
const char *rest_host(const RestCall *call);

/** When it came. */
int64_t rest_now_us(const RestCall *call);

/** What stood for {name} in the pattern: valid UTF-8 without control characters. */
const char *rest_param(const RestCall *call, const char *name);

/** A query parameter that the route names, or NULL; as clean as rest_param(). */
const char *rest_query(const RestCall *call, const char *name);

/** A whole number of the query, or `fallback`; what is out of range becomes the nearest. */
int64_t rest_query_number(
        const RestCall *call, const char *name, int64_t fallback, int64_t min, int64_t max);

/** The JSON body, NULL without one. */
const json_t *rest_body(const RestCall *call);

/** The body as it came. */
GBytes *rest_bytes(const RestCall *call);

/** What its table was added with. */
void *rest_user_data(const RestCall *call);

/** The value of the session cookie, its signature checked; NULL without one. */
const char *rest_cookie(const RestCall *call);

/* ---- what is answered ---- */

/** @param body  taken; NULL for none */
void rest_answer(RestCall *call, unsigned status, json_t *body);

/** @param file_name  to be saved under; NULL to be shown. @param body  stays the caller's */
void rest_answer_bytes(RestCall *call, const char *type, GBytes *body, const char *file_name);

/** How a file is answered; NULL for what does not apply. */
typedef struct RestFile {
    const char *type;
    const char *file_name; /**< to be saved under */
    const char *
            etag; /**< without quotes; with one, the client may keep the file and ask whether it still holds */
} RestFile;

/** Answers with a file, or the part that was asked for (range_file.h). @param fd  taken */
void rest_answer_file(RestCall *call, int fd, const RestFile *file);

/** Whether all of a file is asked for, or a part with its beginning: what else follows is the same visit. */
bool rest_wants_beginning(const RestCall *call);

/** One more header of the answer. */
void rest_header(RestCall *call, const char *name, const char *value);

/**
 * Refuses, as RFC 9457 has it.
 *
 * @param title   Vietnamese, for people
 * @param detail  English, for whoever writes a client; may be NULL
 * @return        false: `return rest_problem(…)` rolls back
 */
bool rest_problem(
        RestCall *call, unsigned status, const char *code, const char *title, const char *detail);

/** With further members. @param members  taken */
bool rest_problem_more(
        RestCall *call, unsigned status, const char *code, const char *title, json_t *members);

/** 422 about one member of the body. */
bool rest_bad_field(RestCall *call, const char *field, const char *title);

/** 404: also for what exists but lies out of reach. */
bool rest_not_found(RestCall *call);

/** 403 for what one may see but not do. */
bool rest_forbidden(RestCall *call);

/** Calls this on the main thread once the transaction is on disk; not after a rollback. In the order of asking. */
void rest_after(RestCall *call, RestHook hook, void *user_data);

/**
 * In a hook: the answer waits, since something on the main thread has to be done first. rest_release() follows, maybe
 * at once.
 */
void rest_hold(RestCall *call);

/** Sends the answer that was held. The main thread; the call is not to be touched afterwards. */
void rest_release(RestCall *call);

/** Instead of answering: commits, then `labour` on a worker thread (NULL: none), then `next` in a new transaction. */
void rest_continue(RestCall *call, RestLabour labour, RestWork next);

/** Something of the work's own, from one stage to the next. */
void rest_set_data(RestCall *call, void *data, GDestroyNotify free_data);
void *rest_data(const RestCall *call);

/* ---- for rest.c, which runs it ---- */

typedef struct RestCallParts {
    HttpRequest *request;           /**< copied from */
    const char *const *param_names; /**< NULL-terminated */
    const char *const *query_names; /**< NULL-terminated, or NULL */
    const char *cookie;             /**< opened already; NULL without one */
    json_t *body;                   /**< taken; NULL for none */
    int64_t now_us;
    void *owner;
    const void *route;
    void *user_data;
} RestCallParts;

RestCall *rest_call_new(const RestCallParts *parts);
RestCall *rest_call_ref(RestCall *call);
void rest_call_unref(RestCall *call);

uint64_t rest_call_request_id(const RestCall *call);
void *rest_call_owner(const RestCall *call);
const void *rest_call_route(const RestCall *call);

/** To be filled in. */
RestActor *rest_call_actor(RestCall *call);
void rest_actor_clear(RestActor *actor);

bool rest_call_is_answered(const RestCall *call);

/** Takes back what rest_continue() asked for. @return whether it did */
bool rest_call_take_next(RestCall *call, RestLabour *ret_labour, RestWork *ret_next);

/** Forgets hooks and what was to follow: the transaction is void. An answer stays. */
void rest_call_undo(RestCall *call);

/** Calls the hooks, once. */
void rest_call_run_hooks(RestCall *call);

/** Whether rest_hold() was called. */
bool rest_call_is_held(const RestCall *call);

/** The answer as a response; 500 if there is none. */
HttpResponse *rest_call_response(const RestCall *call);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RestCall, rest_call_unref)

#endif
