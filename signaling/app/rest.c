#include "signaling/app/rest.h"

#include "config/log.h"
#include "signaling/app/http_problem.h"
#include "signaling/client/password_rules.h"

#include <string.h>

LOG_TOPIC("rest");

enum { COOKIE_BYTES = 32, TEXT_BYTES_MAX = 1000, JSON_NESTING_MAX = 32 };

typedef struct Row {
    Rest *rest;
    const RestRoute *route;
    void *user_data;
    char *params[REST_ROUTE_PARAMS_MAX + 1];
} Row;

struct Rest {
    /* set at creation, then constant */
    RestConfig config;
    GThreadPool *workers;

    /* main thread only */
    WebServer *web_server;
    GPtrArray *rows; /* of Row */
    GSource *wake;   /* made ready by workers */

    GAsyncQueue *laboured; /* of Labour, from the workers */
};

/* A call on its way through a worker. */
typedef struct Labour {
    RestCall *call;
    RestLabour labour;
    RestWork next;
} Labour;

/* One stage of a call, on its way through the store. */
typedef struct Stage {
    RestCall *call;
    RestWork work;
    bool first;
    bool good; /* set by the work */
} Stage;

static void submit(Rest *rest, RestCall *call, RestWork work, bool first);

/* ---- cookies and tokens ---- */

char *rest_new_cookie(Rest *rest)
{
    g_autofree char *random = token_key_random_text(COOKIE_BYTES);
    return token_key_sign(rest->config.key, "session", random);
}

bool rest_cookie_is_ours(const Rest *rest, const char *cookie)
{
    g_autofree char *payload = token_key_open(rest->config.key, "session", cookie);
    return payload != NULL;
}

char *rest_session_key(const char *cookie)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, cookie, -1);
}

char *rest_csrf_token(const Rest *rest, const char *cookie)
{
    g_autofree char *session = rest_session_key(cookie);
    return token_key_sign(rest->config.key, "csrf", session);
}

static bool csrf_fits(const Rest *rest, const char *cookie, const char *token)
{
    g_autofree char *session = rest_session_key(cookie);
    g_autofree char *payload =
            token != NULL ? token_key_open(rest->config.key, "csrf", token) : NULL;
    return g_strcmp0(payload, session) == 0;
}

/* ---- what a head tells ---- */

static HttpResponse *refuse(unsigned status, const char *code, const char *title)
{
    HttpResponse *response = http_problem_new(status, code, title, NULL);
    http_response_set_header(response, "Cache-Control", "no-store");
    return response;
}

static char *read_cookie(const Rest *rest, const HttpRequest *request)
{
    g_autofree char *cookie = http_request_cookie(request, REST_COOKIE);
    return cookie != NULL && rest_cookie_is_ours(rest, cookie) ? g_steal_pointer(&cookie) : NULL;
}

static bool is_clean(const char *text)
{
    if (text == NULL) {
        return true;
    }
    if (strlen(text) > TEXT_BYTES_MAX || !g_utf8_validate(text, -1, NULL)) {
        return false;
    }
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_iscntrl(g_utf8_get_char(at))) {
            return false;
        }
    }
    return true;
}

static bool texts_are_clean(const Row *row, const HttpRequest *request)
{
    for (char *const *name = row->params; *name != NULL; name++) {
        if (!is_clean(http_request_param(request, *name))) {
            return false;
        }
    }
    for (const char *const *name = row->route->query; name != NULL && *name != NULL; name++) {
        if (!is_clean(http_request_query(request, *name))) {
            return false;
        }
    }
    return true;
}

static HttpResponse *check_login(const Row *row, const HttpRequest *request)
{
    const HttpMethod method = http_request_method(request);
    g_autofree char *cookie = read_cookie(row->rest, request);

    if (cookie == NULL) {
        return refuse(401, "no_session", "Vui lòng đăng nhập.");
    }
    if (method != HTTP_GET && method != HTTP_HEAD &&
            !csrf_fits(row->rest, cookie, http_request_header(request, HTTP_HEADER_X_CSRF_TOKEN))) {
        return refuse(403, "bad_csrf", "Trang đã cũ. Vui lòng tải lại trang rồi thử lại.");
    }
    return NULL;
}

static HttpResponse *check_head(HttpRequest *request, void *user_data)
{
    const Row *row = user_data;
    const RestRoute *route = row->route;
    const size_t body_max = route->body_max != 0 ? route->body_max : HTTP_ROUTE_BODY_MAX;
    HttpResponse *refusal = route->open ? NULL : check_login(row, request);

    if (refusal != NULL) {
        return refusal;
    }
    if (http_request_body_size(request) > (int64_t)body_max) {
        return refuse(413, "too_large", "Nội dung gửi lên quá lớn.");
    }
    if (!texts_are_clean(row, request)) {
        return refuse(400, "bad_text", "Địa chỉ chứa ký tự không hợp lệ hoặc quá dài.");
    }
    if (rest_route_takes_json(route) && http_request_body_size(request) > 0 &&
            !http_request_has_type(request, "application/json")) {
        return refuse(415, "bad_type", "Kiểu nội dung gửi lên không đúng.");
    }
    return NULL;
}

/* ---- running ---- */

static void respond(RestCall *call)
{
    Rest *rest = rest_call_owner(call);
    HttpResponse *response = rest_call_response(call);

    if (rest->web_server != NULL) {
        (void)web_server_answer(rest->web_server, rest_call_request_id(call), response);
    } else {
        http_response_free(response);
    }
}

void rest_release(RestCall *call)
{
    respond(call);
    rest_call_unref(call);
}

static void explain(RestCall *call, const GError *error)
{
    if (error->domain == RECORD_ERROR) {
        (void)rest_bad_field(call, record_error_field(error), error->message);
    } else if (error->domain == PASSWORD_ERROR) {
        (void)rest_bad_field(call, "password", error->message);
    } else if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_EXISTS)) {
        (void)rest_problem(call, 409, "exists", "Mã này đã được dùng.", NULL);
    } else if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING)) {
        (void)rest_not_found(call);
    } else if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED)) {
        (void)rest_problem(call, 409, "refused",
                "Không lưu được: dữ liệu liên quan đến nội dung không tồn tại hoặc đang được dùng.",
                NULL);
    } else {
        const RestRoute *route = rest_call_route(call);
        log_error("%s %s failed: %s.", http_method_name(route->method), route->pattern,
                error->message);
        (void)rest_problem(call, 503, "store_failed",
                "Máy chủ chưa ghi được dữ liệu. Vui lòng thử lại.", NULL);
    }
}

static bool check_actor(RestCall *call)
{
    const RestRoute *route = rest_call_route(call);
    const RestActor *actor = rest_actor(call);

    if (actor->must_change && route->permission != PERMISSION_ACCOUNT_OWN) {
        return rest_problem(
                call, 403, "must_change", "Vui lòng đổi mật khẩu ở lần đăng nhập đầu tiên.", NULL);
    }
    if (actor->must_enrol && route->permission != PERMISSION_ACCOUNT_OWN) {
        return rest_problem(call, 403, "must_enrol",
                "Vui lòng cài đặt xác thực hai lớp cho tài khoản quản trị.", NULL);
    }
    return permission_allows(actor->role, route->permission) || rest_forbidden(call);
}

static bool on_store(Database *database, void *data, GError **error)
{
    Stage *stage = data;
    RestCall *call = stage->call;
    const Rest *rest = rest_call_owner(call);
    const RestRoute *route = rest_call_route(call);
    g_autoptr(GError) fault = NULL;

    stage->good = !stage->first || route->open ||
            (rest->config.login(call, database, rest->config.login_data, &fault) &&
                    check_actor(call));
    stage->good = stage->good && stage->work(call, database, &fault);
    if (!stage->good && fault != NULL) {
        explain(call, fault);
    }
    (void)error; /* a refusal is no failure of the store */
    return stage->good;
}

static void labour_on(Rest *rest, RestCall *call, RestLabour labour, RestWork next)
{
    if (labour == NULL) {
        submit(rest, call, next, false);
        return;
    }
    if (g_thread_pool_unprocessed(rest->workers) >= REST_LABOURS_MAX) {
        (void)rest_problem(call, 503, "busy", "Máy chủ đang bận. Vui lòng thử lại.", NULL);
        respond(call);
        return;
    }
    Labour *task = g_new(Labour, 1);
    *task = (Labour){rest_call_ref(call), labour, next};
    g_thread_pool_push(rest->workers, task, NULL);
}

static void on_stored(void *data, const GError *error, void *user_data)
{
    const Stage *stage = data;
    RestCall *call = stage->call;
    Rest *rest = user_data;
    RestLabour labour = NULL;
    RestWork next = NULL;

    if (error != NULL) {
        explain(call, error);
    }
    if (error != NULL || !stage->good) {
        rest_call_undo(call);
    } else if (rest_call_take_next(call, &labour, &next)) {
        labour_on(rest, call, labour, next);
        return;
    }
    rest_call_run_hooks(call);
    if (!rest_call_is_held(call)) {
        respond(call);
    }
}

static void stage_free(void *data)
{
    Stage *stage = data;
    rest_call_unref(stage->call);
    g_free(stage);
}

static void submit(Rest *rest, RestCall *call, RestWork work, bool first)
{
    Stage *stage = g_new(Stage, 1);

    *stage = (Stage){rest_call_ref(call), work, first, false};
    if (!store_submit(rest->config.store, on_store, on_stored, stage, stage_free, rest)) {
        (void)rest_problem(call, 503, "busy", "Máy chủ đang bận. Vui lòng thử lại.", NULL);
        respond(call);
    }
}

/* ---- workers ---- */

static void on_worker(gpointer data, gpointer user_data)
{
    Labour *task = data;
    Rest *rest = user_data;

    task->labour(task->call);
    g_async_queue_push(rest->laboured, task);
    g_source_set_ready_time(rest->wake, 0);
}

static void labour_free(Labour *task)
{
    rest_call_unref(task->call);
    g_free(task);
}

static gboolean take_laboured(gpointer data)
{
    Rest *rest = data;
    Labour *task = NULL;

    g_source_set_ready_time(rest->wake, -1);
    while ((task = g_async_queue_try_pop(rest->laboured)) != NULL) {
        submit(rest, task->call, task->next, false);
        labour_free(task);
    }
    return G_SOURCE_CONTINUE;
}

static gboolean wake_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    return callback(user_data);
}

/* ---- requests ---- */

/* Counted before it is parsed: brackets outside of strings. */
static bool nests_too_deep(const char *text, size_t size)
{
    unsigned depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < size && depth <= JSON_NESTING_MAX; i++) {
        if (in_string) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '"') {
                in_string = false;
            }
        } else if (text[i] == '"') {
            in_string = true;
        } else if (text[i] == '[' || text[i] == '{') {
            depth++;
        } else if ((text[i] == ']' || text[i] == '}') && depth > 0) {
            depth--;
        }
    }
    return depth > JSON_NESTING_MAX;
}

/* @return false for what is no JSON; no body at all is none */
static bool read_body(const RestRoute *route, HttpRequest *request, json_t **ret_body)
{
    gsize size = 0;
    const char *text = g_bytes_get_data(http_request_body(request), &size);

    if (!rest_route_takes_json(route) || size == 0) {
        return true;
    }
    *ret_body = nests_too_deep(text, size) ? NULL
                                           : json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    return *ret_body != NULL;
}

static void on_request(HttpRequest *request, void *user_data)
{
    Row *row = user_data;
    json_t *body = NULL;

    if (!read_body(row->route, request, &body)) {
        http_request_answer(request,
                refuse(400, "bad_json", "Nội dung gửi lên không đọc được (JSON không hợp lệ)."));
        return;
    }
    g_autofree char *cookie = read_cookie(row->rest, request);
    g_autoptr(RestCall) call = rest_call_new(&(RestCallParts){
            .request = request,
            .param_names = (const char *const *)row->params,
            .query_names = row->route->query,
            .cookie = cookie,
            .body = body,
            .now_us = g_get_real_time(),
            .owner = row->rest,
            .route = row->route,
            .user_data = row->user_data,
    });
    submit(row->rest, call, row->route->work, true);
}

static void row_free(gpointer data)
{
    Row *row = data;
    for (char **name = row->params; *name != NULL; name++) {
        g_free(*name);
    }
    g_free(row);
}

void rest_add(Rest *rest, const RestRoute *routes, size_t count, void *user_data)
{
    for (size_t i = 0; i < count; i++) {
        Row *row = g_new0(Row, 1);
        row->rest = rest;
        row->route = &routes[i];
        row->user_data = user_data;
        rest_route_param_names(row->route, row->params);
        g_ptr_array_add(rest->rows, row);
        if (row->route->work != NULL) {
            http_router_add_route(rest->config.router,
                    &(HttpRoute){.method = row->route->method,
                            .pattern = row->route->pattern,
                            .handler = on_request,
                            .check = check_head,
                            .user_data = row});
        }
    }
}

const RestRoute *rest_route(const Rest *rest, size_t n)
{
    return n < rest->rows->len ? ((const Row *)g_ptr_array_index(rest->rows, n))->route : NULL;
}

const HttpRoute *rest_served(const Rest *rest, size_t n)
{
    return http_router_route(rest->config.router, n);
}

Rest *rest_new(const RestConfig *config)
{
    static GSourceFuncs wake_functions = {.dispatch = wake_dispatch};
    Rest *rest = g_new0(Rest, 1);

    rest->config = *config;
    rest->rows = g_ptr_array_new_with_free_func(row_free);
    rest->laboured = g_async_queue_new();
    rest->workers = g_thread_pool_new(on_worker, rest, REST_WORKERS, FALSE, NULL);
    rest->wake = g_source_new(&wake_functions, sizeof(GSource));
    g_source_set_callback(rest->wake, take_laboured, rest, NULL);
    g_source_attach(rest->wake, g_main_context_get_thread_default());
    return rest;
}

void rest_free(Rest *rest)
{
    Labour *task = NULL;

    if (rest == NULL) {
        return;
    }
    g_thread_pool_free(rest->workers, FALSE, TRUE);
    g_source_destroy(rest->wake);
    g_source_unref(rest->wake);
    while ((task = g_async_queue_try_pop(rest->laboured)) != NULL) {
        labour_free(task);
    }
    g_async_queue_unref(rest->laboured);
    g_ptr_array_unref(rest->rows);
    g_free(rest);
}

void rest_set_web_server(Rest *rest, WebServer *web_server)
{
    rest->web_server = web_server;
}

bool rest_audit(RestCall *call, Database *database, const char *action, const char *object,
        json_t *detail, GError **error)
{
    const RestActor *actor = rest_actor(call);
    char *text = detail != NULL ? json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS) : NULL;

    json_decref(detail);
    const bool good = audit_append(database,
            &(AuditEntry){
                    .time_us = rest_now_us(call),
                    .account = actor->account,
                    .role = actor->role < ROLE_COUNT ? role_code(actor->role) : "",
                    .source = rest_address(call),
                    .target = rest_host(call),
                    .action = action,
                    .object = object,
                    .detail = text != NULL ? text : "{}",
            },
            error);
    free(text);
    return good;
}
