#include "signaling/http/http_router.h"

#include <string.h>

struct HttpRouter {
    GArray *routes; /* of HttpRoute */
};

HttpRouter *http_router_new(void)
{
    HttpRouter *router = g_new0(HttpRouter, 1);

    router->routes = g_array_new(FALSE, FALSE, sizeof(HttpRoute));
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
    http_router_add_route(router,
            &(HttpRoute){.method = method,
                    .pattern = pattern,
                    .handler = handler,
                    .user_data = user_data});
}

void http_router_add_route(HttpRouter *router, const HttpRoute *route)
{
    g_assert(route->pattern[0] == '/' && route->handler != NULL);
    g_array_append_vals(router->routes, route, 1);
}

const HttpRoute *http_router_route(const HttpRouter *router, size_t n)
{
    return n < router->routes->len ? &g_array_index(router->routes, HttpRoute, n) : NULL;
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

static const HttpRoute *find_route(const HttpRouter *router, HttpMethod method, const char *path)
{
    for (guint i = 0; i < router->routes->len; i++) {
        const HttpRoute *route = &g_array_index(router->routes, HttpRoute, i);
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

static HttpResponse *check_head(const HttpRoute *route, HttpRequest *request)
{
    if (route->check != NULL) {
        http_router_match(route->pattern, http_request_path(request), request);
        return route->check(request, route->user_data);
    }
    return http_request_body_size(request) > HTTP_ROUTE_BODY_MAX
            ? http_response_new_text(413, "The body is too large.")
            : NULL;
}

HttpResponse *http_router_refuse(const HttpRouter *router, HttpRequest *request)
{
    const char *path = http_request_path(request);
    const HttpRoute *route = find_route(router, http_request_method(request), path);

    if (route != NULL) {
        return check_head(route, request);
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
    const HttpRoute *route = find_route(router, http_request_method(request), path);

    g_assert(route != NULL);
    if (route->check == NULL) {
        http_router_match(route->pattern, path, request);
    }
    route->handler(request, route->user_data);
}
