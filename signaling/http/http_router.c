#include "signaling/http/http_router.h"

#include <string.h>

typedef struct Route {
    HttpMethod method;
    const char *pattern;
    HttpHandler handler;
    void *user_data;
} Route;

struct HttpRouter {
    GArray *routes; /* of Route */
};

HttpRouter *http_router_new(void)
{
    HttpRouter *router = g_new0(HttpRouter, 1);

    router->routes = g_array_new(FALSE, FALSE, sizeof(Route));
    return router;
}

void http_router_free(HttpRouter *router)
{
    if (router == NULL) {
        return;
    }
    g_array_unref(router->routes);
    g_free(router);
}

void http_router_add(HttpRouter *router, HttpMethod method, const char *pattern,
        HttpHandler handler, void *user_data)
{
    const Route route = {method, pattern, handler, user_data};

    g_assert(pattern[0] == '/' && handler != NULL);
    g_array_append_val(router->routes, route);
}

static bool is_name(const char *segment, size_t size)
{
    return size > 2 && segment[0] == '{' && segment[size - 1] == '}';
}

static void keep_param(
        HttpRequest *request, const char *name, size_t name_size, const char *value, size_t size)
{
    if (request != NULL) {
        g_autofree char *text = g_strndup(name, name_size);
        http_request_set_param(request, text, value, size);
    }
}

/* Without a request it only compares; with one, the caller knows that it will match. */
static bool match_segments(const char *pattern, const char *path, HttpRequest *request)
{
    while (*pattern == '/' && *path == '/') {
        const size_t expected = strcspn(++pattern, "/");
        const size_t size = strcspn(++path, "/");

        if (strcmp(pattern, "*") == 0) {
            keep_param(request, "*", 1, path, strlen(path));
            return true;
        }
        if (is_name(pattern, expected)) {
            if (size == 0) {
                return false;
            }
            keep_param(request, pattern + 1, expected - 2, path, size);
        } else if (size != expected || memcmp(pattern, path, size) != 0) {
            return false;
        }
        pattern += expected;
        path += size;
    }
    return *pattern == '\0' && *path == '\0';
}

bool http_router_match(const char *pattern, const char *path, HttpRequest *request)
{
    if (!match_segments(pattern, path, NULL)) {
        return false;
    }
    return request == NULL || match_segments(pattern, path, request);
}

static const Route *find_route(const HttpRouter *router, HttpMethod method, const char *path)
{
    for (guint i = 0; i < router->routes->len; i++) {
        const Route *route = &g_array_index(router->routes, Route, i);
        const bool answers =
                route->method == method || (route->method == HTTP_GET && method == HTTP_HEAD);
        if (answers && http_router_match(route->pattern, path, NULL)) {
            return route;
        }
    }
    return NULL;
}

/* The methods that the path knows, as an Allow header; NULL if it knows none. */
static char *allowed_methods(const HttpRouter *router, const char *path)
{
    g_autoptr(GString) allow = g_string_new(NULL);

    for (HttpMethod method = HTTP_GET; method < HTTP_METHODS; method++) {
        if (method == HTTP_OPTIONS || find_route(router, method, path) == NULL) {
            continue;
        }
        g_string_append_printf(allow, "%s, ", http_method_name(method));
    }
    if (allow->len == 0 && find_route(router, HTTP_OPTIONS, path) == NULL) {
        return NULL;
    }
    g_string_append(allow, http_method_name(HTTP_OPTIONS));
    return g_strdup(allow->str);
}

HttpResponse *http_router_refuse(const HttpRouter *router, const HttpRequest *request)
{
    const char *path = http_request_path(request);

    if (find_route(router, http_request_method(request), path) != NULL) {
        return NULL;
    }
    g_autofree char *allow = allowed_methods(router, path);
    if (allow == NULL) {
        return http_response_new_text(404, "There is nothing at this address.");
    }
    HttpResponse *response = http_request_method(request) == HTTP_OPTIONS
            ? http_response_new(204)
            : http_response_new_text(405, "This address does not know this method.");
    http_response_set_header(response, "Allow", allow);
    return response;
}

void http_router_dispatch(const HttpRouter *router, HttpRequest *request)
{
    const char *path = http_request_path(request);
    const Route *route = find_route(router, http_request_method(request), path);

    g_assert(route != NULL);
    http_router_match(route->pattern, path, request);
    route->handler(request, route->user_data);
}
