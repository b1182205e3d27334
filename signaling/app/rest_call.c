#include "signaling/app/rest_call.h"

#include "signaling/http/http_range.h"
#include "signaling/http/range_file.h"

#include <string.h>
#include <unistd.h>

enum { RETRY_AFTER_S = 5, HOST_MAX = 260 };

typedef struct Hook {
    RestHook call;
    void *user_data;
} Hook;

typedef struct Pair {
    char *name;
    char *value;
} Pair;

struct RestCall {
    bool held;       /* main thread: the answer waits */
    gint references; /* atomic */

    /* set at creation, then constant */
    void *owner;
    const void *route;
    void *user_data;
    uint64_t request_id;
    GArray *params; /* of Pair, as the next */
    GArray *queries;
    json_t *body;
    GBytes *bytes;
    char *cookie;
    char *address;
    char *host;
    int64_t now_us;
    char *range; /* as the headers say, or NULL */
    char *if_range;
    char *if_none_match;

    /* whoever has the call in hand */
    RestActor actor;
    unsigned status; /* 0: no answer yet */
    GBytes *answer;
    char *type;
    int file; /* the answer, or -1 */
    char *file_name;
    char *etag;
    GArray *headers; /* of Pair */
    GArray *hooks;
    RestLabour labour;
    RestWork next;
    void *data;
    GDestroyNotify free_data;
};

static void pair_clear(void *data)
{
    Pair *pair = data;
    g_free(pair->name);
    g_free(pair->value);
}

static GArray *pairs_new(void)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    g_array_set_clear_func(pairs, pair_clear);
    return pairs;
}

static void pairs_add(GArray *pairs, const char *name, const char *value)
{
    const Pair pair = {g_strdup(name), g_strdup(value)};
    g_array_append_val(pairs, pair);
}

static const char *pairs_find(const GArray *pairs, const char *name)
{
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        if (g_str_equal(pair->name, name)) {
            return pair->value;
        }
    }
    return NULL;
}

static void drop_file(RestCall *call)
{
    if (call->file >= 0) {
        close(call->file);
        call->file = -1;
    }
}

static const char *safe_host(const HttpRequest *request)
{
    const char *host = http_request_header(request, HTTP_HEADER_HOST);

    return host != NULL && strlen(host) < HOST_MAX &&
                    strspn(host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-_:[]") == strlen(host)
            ? host
            : "";
}

RestCall *rest_call_new(const RestCallParts *parts)
{
    RestCall *call = g_new0(RestCall, 1);
    const HttpRequest *request = parts->request;

    call->references = 1;
    call->owner = parts->owner;
    call->route = parts->route;
    call->user_data = parts->user_data;
    call->request_id = http_request_id(request);
    call->params = pairs_new();
    call->queries = pairs_new();
    for (const char *const *name = parts->param_names; *name != NULL; name++) {
        pairs_add(call->params, *name, http_request_param(request, *name));
    }
    for (const char *const *name = parts->query_names; name != NULL && *name != NULL; name++) {
        const char *value = http_request_query(request, *name);
        if (value != NULL) {
            pairs_add(call->queries, *name, value);
        }
    }
    const char *quiet = http_request_query(request, "quiet");
    if (quiet != NULL) {
        pairs_add(call->queries, "quiet", quiet);
    }
    call->body = parts->body;
    call->bytes = g_bytes_ref(http_request_body(request));
    call->cookie = g_strdup(parts->cookie);
    call->address = g_strdup(http_request_peer(request));
    call->host = g_strdup(safe_host(request));
    call->now_us = parts->now_us;
    call->range = g_strdup(http_request_header(request, HTTP_HEADER_RANGE));
    call->if_range = g_strdup(http_request_header(request, HTTP_HEADER_IF_RANGE));
    call->if_none_match = g_strdup(http_request_header(request, HTTP_HEADER_IF_NONE_MATCH));
    call->file = -1;
    call->actor.role = ROLE_COUNT;
    call->headers = pairs_new();
    call->hooks = g_array_new(FALSE, FALSE, sizeof(Hook));
    return call;
}

RestCall *rest_call_ref(RestCall *call)
{
    g_atomic_int_inc(&call->references);
    return call;
}

void rest_actor_clear(RestActor *actor)
{
    g_free(actor->account);
    g_free(actor->name);
    g_free(actor->unit);
    g_free(actor->site);
    g_free(actor->session);
    *actor = (RestActor){.role = ROLE_COUNT};
}

void rest_call_unref(RestCall *call)
{
    if (call == NULL || !g_atomic_int_dec_and_test(&call->references)) {
        return;
    }
    rest_set_data(call, NULL, NULL);
    g_array_unref(call->params);
    g_array_unref(call->queries);
    json_decref(call->body);
    g_bytes_unref(call->bytes);
    g_free(call->cookie);
    g_free(call->address);
    g_free(call->host);
    rest_actor_clear(&call->actor);
    drop_file(call);
    g_free(call->file_name);
    g_free(call->etag);
    g_free(call->range);
    g_free(call->if_range);
    g_free(call->if_none_match);
    g_clear_pointer(&call->answer, g_bytes_unref);
    g_free(call->type);
    g_array_unref(call->headers);
    g_array_unref(call->hooks);
    g_free(call);
}

uint64_t rest_call_request_id(const RestCall *call)
{
    return call->request_id;
}

void *rest_call_owner(const RestCall *call)
{
    return call->owner;
}

const void *rest_call_route(const RestCall *call)
{
    return call->route;
}

RestActor *rest_call_actor(RestCall *call)
{
    return &call->actor;
}

const RestActor *rest_actor(const RestCall *call)
{
    return &call->actor;
}

const char *rest_address(const RestCall *call)
{
    return call->address;
}

const char *rest_host(const RestCall *call)
{
    return call->host;
}

int64_t rest_now_us(const RestCall *call)
{
    return call->now_us;
}

const char *rest_param(const RestCall *call, const char *name)
{
    const char *value = pairs_find(call->params, name);
    g_assert(value != NULL); /* the route's pattern has no such name */
    return value;
}

const char *rest_query(const RestCall *call, const char *name)
{
    return pairs_find(call->queries, name);
}

int64_t rest_query_number(
        const RestCall *call, const char *name, int64_t fallback, int64_t min, int64_t max)
{
    const char *text = rest_query(call, name);
    char *end = NULL;

    if (text == NULL || *text == '\0') {
        return fallback;
    }
    const int64_t number = g_ascii_strtoll(text, &end, 10);
    return *end == '\0' ? CLAMP(number, min, max) : fallback;
}

const json_t *rest_body(const RestCall *call)
{
    return call->body;
}

GBytes *rest_bytes(const RestCall *call)
{
    return call->bytes;
}

void *rest_user_data(const RestCall *call)
{
    return call->user_data;
}

const char *rest_cookie(const RestCall *call)
{
    return call->cookie;
}

static void set_answer(RestCall *call, unsigned status, const char *type, GBytes *body)
{
    drop_file(call);
    call->status = status;
    g_free(call->type);
    call->type = g_strdup(type);
    g_clear_pointer(&call->answer, g_bytes_unref);
    call->answer = body;
}

static void answer_json(RestCall *call, unsigned status, const char *type, json_t *body)
{
    char *text = body != NULL ? json_dumps(body, JSON_COMPACT) : NULL;

    json_decref(body);
    set_answer(call, status, type,
            text != NULL ? g_bytes_new_with_free_func(text, strlen(text), free, text) : NULL);
}

void rest_answer(RestCall *call, unsigned status, json_t *body)
{
    answer_json(call, status, "application/json", body);
}

void rest_answer_bytes(RestCall *call, const char *type, GBytes *body, const char *file_name)
{
    set_answer(call, 200, type, g_bytes_ref(body));
    if (file_name != NULL) {
        /* RFC 6266, 4.3: the name in UTF-8, percent-encoded. */
        g_autofree char *name = g_uri_escape_string(file_name, NULL, FALSE);
        g_autofree char *value = g_strdup_printf("attachment; filename*=UTF-8''%s", name);
        rest_header(call, "Content-Disposition", value);
    }
}

void rest_answer_file(RestCall *call, int fd, const RestFile *file)
{
    set_answer(call, 200, file->type, NULL);
    call->file = fd;
    g_free(call->file_name);
    call->file_name = g_strdup(file->file_name);
    g_free(call->etag);
    call->etag = g_strdup(file->etag);
}

bool rest_wants_beginning(const RestCall *call)
{
    const HttpRange range = http_range_parse(call->range, INT64_MAX);
    return range.kind != HTTP_RANGE_PART || range.first == 0;
}

void rest_header(RestCall *call, const char *name, const char *value)
{
    pairs_add(call->headers, name, value);
}

bool rest_problem_more(
        RestCall *call, unsigned status, const char *code, const char *title, json_t *members)
{
    json_t *problem = json_pack("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title", title,
            "status", (int)status, "code", code);

    g_assert(problem != NULL);
    if (members != NULL) {
        json_object_update(problem, members);
        json_decref(members);
    }
    answer_json(call, status, "application/problem+json", problem);
    return false;
}

bool rest_problem(
        RestCall *call, unsigned status, const char *code, const char *title, const char *detail)
{
    return rest_problem_more(call, status, code, title,
            detail != NULL ? json_pack("{s:s}", "detail", detail) : NULL);
}

bool rest_bad_field(RestCall *call, const char *field, const char *title)
{
    return rest_problem_more(call, 422, "bad_field", title, json_pack("{s:s}", "field", field));
}

bool rest_not_found(RestCall *call)
{
    return rest_problem(call, 404, "not_found", "Không tìm thấy nội dung yêu cầu.", NULL);
}

bool rest_forbidden(RestCall *call)
{
    return rest_problem(
            call, 403, "forbidden", "Tài khoản không có quyền thực hiện thao tác này.", NULL);
}

void rest_after(RestCall *call, RestHook hook, void *user_data)
{
    const Hook entry = {hook, user_data};
    g_array_append_val(call->hooks, entry);
}

void rest_continue(RestCall *call, RestLabour labour, RestWork next)
{
    g_assert(next != NULL);
    call->labour = labour;
    call->next = next;
}

void rest_set_data(RestCall *call, void *data, GDestroyNotify free_data)
{
    if (call->free_data != NULL && call->data != NULL) {
        call->free_data(call->data);
    }
    call->data = data;
    call->free_data = free_data;
}

void *rest_data(const RestCall *call)
{
    return call->data;
}

bool rest_call_is_answered(const RestCall *call)
{
    return call->status != 0;
}

bool rest_call_take_next(RestCall *call, RestLabour *ret_labour, RestWork *ret_next)
{
    if (call->next == NULL) {
        return false;
    }
    *ret_labour = call->labour;
    *ret_next = call->next;
    call->labour = NULL;
    call->next = NULL;
    return true;
}

void rest_call_undo(RestCall *call)
{
    g_array_set_size(call->hooks, 0);
    call->labour = NULL;
    call->next = NULL;
}

void rest_hold(RestCall *call)
{
    call->held = true;
    (void)rest_call_ref(call);
}

bool rest_call_is_held(const RestCall *call)
{
    return call->held;
}

void rest_call_run_hooks(RestCall *call)
{
    for (guint i = 0; i < call->hooks->len; i++) {
        const Hook *hook = &g_array_index(call->hooks, Hook, i);
        hook->call(call, hook->user_data);
    }
    g_array_set_size(call->hooks, 0);
}

static HttpResponse *file_response(const RestCall *call)
{
    const RangeFileAsk ask = {call->range, call->if_range, call->if_none_match};
    const bool may_be_kept = call->etag != NULL;

    /* Each answer has a descriptor of its own, which goes with it. */
    return range_file_respond_to(may_be_kept ? &ask : &(RangeFileAsk){0}, dup(call->file),
            &(RangeFileInfo){
                    .content_type = call->type,
                    .cache_control = may_be_kept ? "private, no-cache" : "no-store",
                    .download_name = call->file_name,
                    .etag = call->etag,
            });
}

static HttpResponse *body_response(const RestCall *call, unsigned status)
{
    HttpResponse *response = call->answer != NULL
            ? http_response_new_bytes(status, call->type, call->answer)
            : http_response_new(status);

    http_response_set_header(response, "Cache-Control", "no-store");
    return response;
}

HttpResponse *rest_call_response(const RestCall *call)
{
    const unsigned status = call->status != 0 ? call->status : 500;
    HttpResponse *response = call->file >= 0 ? file_response(call) : body_response(call, status);

    if (status == 503 || status == 429) {
        g_autofree char *after = g_strdup_printf("%d", RETRY_AFTER_S);
        http_response_set_header(response, "Retry-After", after);
    }
    for (guint i = 0; i < call->headers->len; i++) {
        const Pair *pair = &g_array_index(call->headers, Pair, i);
        http_response_set_header(response, pair->name, pair->value);
    }
    return response;
}
