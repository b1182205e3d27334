#include "signaling/http/http_request.h"

#include "signaling/http/http_cookie.h"

#include <string.h>

enum { PARAMS_MAX = 4 };

typedef struct Param {
    char *name;
    char *value;
} Param;

struct HttpRequest {
    uint64_t id;
    HttpMethod method;
    char *path;
    char **query;
    char *headers[HTTP_HEADERS];
    char *peer;
    int64_t body_size;
    bool tls;
    bool loopback;
    HttpAnswerFunc answer;
    void *answer_data;
    GBytes *body;
    Param params[PARAMS_MAX];
    size_t param_count;
};

HttpRequest *http_request_new(const HttpRequestParts *parts)
{
    HttpRequest *request = g_new0(HttpRequest, 1);

    request->id = parts->id;
    request->method = parts->method;
    request->path = g_strdup(parts->path);
    request->query = g_strdupv((char **)parts->query);
    for (size_t i = 0; i < HTTP_HEADERS; i++) {
        request->headers[i] = g_strdup(parts->headers[i]);
    }
    request->peer = g_strdup(parts->peer);
    request->body_size = parts->body_size;
    request->tls = parts->tls;
    request->loopback = parts->loopback;
    request->answer = parts->answer;
    request->answer_data = parts->answer_data;
    request->body = g_bytes_new_static("", 0);
    return request;
}

void http_request_free(HttpRequest *request)
{
    if (request == NULL) {
        return;
    }
    g_free(request->path);
    g_strfreev(request->query);
    for (size_t i = 0; i < HTTP_HEADERS; i++) {
        g_free(request->headers[i]);
    }
    g_free(request->peer);
    g_bytes_unref(request->body);
    for (size_t i = 0; i < request->param_count; i++) {
        g_free(request->params[i].name);
        g_free(request->params[i].value);
    }
    g_free(request);
}

void http_request_answer(HttpRequest *request, HttpResponse *response)
{
    request->answer(request->id, response, request->answer_data);
}

uint64_t http_request_id(const HttpRequest *request)
{
    return request->id;
}

HttpMethod http_request_method(const HttpRequest *request)
{
    return request->method;
}

const char *http_request_path(const HttpRequest *request)
{
    return request->path;
}

const char *http_request_peer(const HttpRequest *request)
{
    return request->peer;
}

bool http_request_is_tls(const HttpRequest *request)
{
    return request->tls;
}

bool http_request_is_loopback(const HttpRequest *request)
{
    return request->loopback;
}

const char *http_request_header(const HttpRequest *request, HttpHeader header)
{
    return request->headers[header];
}

const char *http_request_query(const HttpRequest *request, const char *name)
{
    const size_t size = strlen(name);

    for (char **pair = request->query; pair != NULL && *pair != NULL; pair++) {
        if (strncmp(*pair, name, size) == 0 && (*pair)[size] == '=') {
            return *pair + size + 1;
        }
    }
    return NULL;
}

char *http_request_target(const HttpRequest *request)
{
    g_autoptr(GString) target = g_string_new(NULL);
    char separator = '?';

    g_string_append_uri_escaped(target, request->path, "/!$&'()*+,;=:@", FALSE);
    for (char **pair = request->query; pair != NULL && *pair != NULL; pair++) {
        g_string_append_c(target, separator);
        g_string_append_uri_escaped(target, *pair, "=/:@", FALSE);
        separator = '&';
    }
    return g_strdup(target->str);
}

const char *http_request_param(const HttpRequest *request, const char *name)
{
    for (size_t i = 0; i < request->param_count; i++) {
        if (strcmp(request->params[i].name, name) == 0) {
            return request->params[i].value;
        }
    }
    return NULL;
}

void http_request_set_param(HttpRequest *request, const char *name, const char *value, size_t size)
{
    g_assert(request->param_count < PARAMS_MAX);
    request->params[request->param_count++] = (Param){
            .name = g_strdup(name),
            .value = g_strndup(value, size),
    };
}

char *http_request_cookie(const HttpRequest *request, const char *name)
{
    return http_cookie_value(request->headers[HTTP_HEADER_COOKIE], name);
}

int64_t http_request_body_size(const HttpRequest *request)
{
    return request->body_size;
}

void http_request_set_body_size(HttpRequest *request, int64_t size)
{
    request->body_size = size;
}

GBytes *http_request_body(const HttpRequest *request)
{
    return request->body;
}

void http_request_take_body(HttpRequest *request, GBytes *body)
{
    g_bytes_unref(request->body);
    request->body = body;
}

bool http_request_has_type(const HttpRequest *request, const char *type)
{
    const char *sent = request->headers[HTTP_HEADER_CONTENT_TYPE];
    const size_t size = strlen(type);

    return sent != NULL && g_ascii_strncasecmp(sent, type, size) == 0 &&
            strchr("; \t", sent[size]) != NULL; /* strchr finds the final NUL too */
}

const char *http_request_bearer(const HttpRequest *request)
{
    const char *sent = request->headers[HTTP_HEADER_AUTHORIZATION];

    if (sent == NULL || g_ascii_strncasecmp(sent, "Bearer ", 7) != 0) {
        return NULL;
    }
    sent += 7 + strspn(sent + 7, " ");
    return *sent != '\0' ? sent : NULL;
}

/* RFC 9110, 12.4.2: q=0, with any number of zeros behind the point, means "not acceptable". */
static bool is_refused(const char *params)
{
    const char *weight = strstr(params, "q=");

    return weight != NULL && weight[2] == '0' &&
            strspn(weight + 3, ".0") == strcspn(weight + 3, "; ,");
}

bool http_request_accepts_coding(const HttpRequest *request, const char *coding)
{
    const char *sent = request->headers[HTTP_HEADER_ACCEPT_ENCODING];
    const size_t size = strlen(coding);

    while (sent != NULL && *sent != '\0') {
        sent += strspn(sent, " \t,");
        const size_t length = strcspn(sent, ",");
        g_autofree char *item = g_strndup(sent, length);
        if (g_ascii_strncasecmp(item, coding, size) == 0 && strchr("; \t", item[size]) != NULL) {
            return !is_refused(item + size);
        }
        sent += length;
    }
    return false;
}

bool http_request_etag_listed(const HttpRequest *request, HttpHeader header, const char *etag)
{
    return http_etag_listed(request->headers[header], etag);
}

bool http_etag_listed(const char *value, const char *etag)
{
    const char *sent = value;
    const size_t size = strlen(etag);

    while (sent != NULL && *sent != '\0') {
        sent += strspn(sent, " \t,");
        if (*sent == '*') {
            return true;
        }
        if (g_str_has_prefix(sent, "W/")) {
            sent += 2;
        }
        if (strncmp(sent, etag, size) == 0 && strchr(", \t", sent[size]) != NULL) {
            return true;
        }
        sent += strcspn(sent, ",");
    }
    return false;
}

const char *http_method_name(HttpMethod method)
{
    static const char *const names[HTTP_METHODS] = {
            [HTTP_GET] = "GET",
            [HTTP_HEAD] = "HEAD",
            [HTTP_POST] = "POST",
            [HTTP_PUT] = "PUT",
            [HTTP_PATCH] = "PATCH",
            [HTTP_DELETE] = "DELETE",
            [HTTP_OPTIONS] = "OPTIONS",
    };
    g_assert(method < HTTP_METHODS);
    return names[method];
}
