#include "signaling/http/http_router.h"

static unsigned answered_status;
static const char *called;

static void take_answer(uint64_t id, HttpResponse *response, void *user_data)
{
    answered_status = http_response_status(response);
    http_response_free(response);
}

static void on_any(HttpRequest *request, void *user_data)
{
    called = user_data;
    http_request_answer(request, http_response_new(204));
}

static HttpRequest *make_request(HttpMethod method, const char *path)
{
    return http_request_new(&(HttpRequestParts){
            .id = 1,
            .method = method,
            .path = path,
            .peer = "192.0.2.1",
            .answer = take_answer,
    });
}

static HttpRouter *make_router(void)
{
    HttpRouter *router = http_router_new();

    http_router_add(router, HTTP_GET, "/", on_any, (void *)"home");
    http_router_add(router, HTTP_POST, "/whip/{code}", on_any, (void *)"publish");
    http_router_add(router, HTTP_OPTIONS, "/whip/{code}", on_any, (void *)"options");
    http_router_add(router, HTTP_PATCH, "/whip/{code}/{session}", on_any, (void *)"trickle");
    http_router_add(router, HTTP_DELETE, "/whip/{code}/{session}", on_any, (void *)"leave");
    http_router_add(router, HTTP_GET, "/assets/special", on_any, (void *)"special");
    http_router_add(router, HTTP_GET, "/assets/*", on_any, (void *)"asset");
    return router;
}

static void test_finds_the_handler(void)
{
    static const struct {
        HttpMethod method;
        const char *path;
        const char *handler; /* NULL: refused with the status */
        unsigned status;
        const char *allow;
    } cases[] = {
            {HTTP_GET, "/", "home", 0, NULL},
            {HTTP_HEAD, "/", "home", 0, NULL},
            {HTTP_POST, "/", NULL, 405, "GET, HEAD, OPTIONS"},
            {HTTP_OPTIONS, "/", NULL, 204, "GET, HEAD, OPTIONS"},
            {HTTP_POST, "/whip/ab", "publish", 0, NULL},
            {HTTP_OPTIONS, "/whip/ab", "options", 0, NULL},
            {HTTP_GET, "/whip/ab", NULL, 405, "POST, OPTIONS"},
            {HTTP_POST, "/whip/", NULL, 404, NULL},
            {HTTP_POST, "/whip", NULL, 404, NULL},
            {HTTP_POST, "/whip/ab/", NULL, 404, NULL},
            {HTTP_PATCH, "/whip/ab/s1", "trickle", 0, NULL},
            {HTTP_DELETE, "/whip/ab/s1", "leave", 0, NULL},
            {HTTP_PUT, "/whip/ab/s1", NULL, 405, "PATCH, DELETE, OPTIONS"},
            {HTTP_PATCH, "/whip/ab/s1/more", NULL, 404, NULL},
            {HTTP_GET, "/assets/special", "special", 0, NULL},
            {HTTP_GET, "/assets/a/b.js", "asset", 0, NULL},
            {HTTP_GET, "/assets/", "asset", 0, NULL},
            {HTTP_GET, "/assets", NULL, 404, NULL},
            {HTTP_GET, "/Assets/a", NULL, 404, NULL},
            {HTTP_GET, "//", NULL, 404, NULL},
    };
    g_autoptr(HttpRouter) router = make_router();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s %s", http_method_name(cases[i].method), cases[i].path);
        g_autoptr(HttpRequest) request = make_request(cases[i].method, cases[i].path);
        g_autoptr(HttpResponse) refusal = http_router_refuse(router, request);
        if (cases[i].handler == NULL) {
            g_assert_nonnull(refusal);
            g_assert_cmpuint(http_response_status(refusal), ==, cases[i].status);
            g_assert_cmpstr(http_response_header(refusal, "allow"), ==, cases[i].allow);
            continue;
        }
        g_assert_null(refusal);
        http_router_dispatch(router, request);
        g_assert_cmpstr(called, ==, cases[i].handler);
        g_assert_cmpuint(answered_status, ==, 204);
    }
}

static void test_hands_parameters_over(void)
{
    g_autoptr(HttpRequest) one = make_request(HTTP_GET, "/whip/họp giao ban/s1");
    g_assert_true(http_router_match("/whip/{code}/{session}", http_request_path(one), one));
    g_assert_cmpstr(http_request_param(one, "code"), ==, "họp giao ban");
    g_assert_cmpstr(http_request_param(one, "session"), ==, "s1");
    g_assert_null(http_request_param(one, "other"));

    g_autoptr(HttpRequest) rest = make_request(HTTP_GET, "/assets/a/b.js");
    g_assert_true(http_router_match("/assets/*", http_request_path(rest), rest));
    g_assert_cmpstr(http_request_param(rest, "*"), ==, "a/b.js");

    g_autoptr(HttpRequest) none = make_request(HTTP_GET, "/whip/ab/s1/more");
    g_assert_false(http_router_match("/whip/{code}/{session}", http_request_path(none), none));
    g_assert_null(http_request_param(none, "code"));
}

static HttpResponse *check_code(HttpRequest *request, void *user_data)
{
    return g_strcmp0(http_request_param(request, "code"), user_data) == 0 ? NULL
                                                                          : http_response_new(403);
}

static void test_looks_at_heads(void)
{
    g_autoptr(HttpRouter) router = http_router_new();
    static const struct {
        const char *path;
        int64_t body_size;
        unsigned status; /* 0: lets it in */
    } cases[] = {
            {"/plain", HTTP_ROUTE_BODY_MAX, 0},
            {"/plain", HTTP_ROUTE_BODY_MAX + 1, 413},
            {"/checked/ab", HTTP_ROUTE_BODY_MAX + 1, 0},
            {"/checked/cd", 1, 403},
    };

    http_router_add(router, HTTP_POST, "/plain", on_any, (void *)"plain");
    http_router_add_route(
            router, &(HttpRoute){HTTP_POST, "/checked/{code}", on_any, check_code, (void *)"ab"});
    g_assert_cmpstr(http_router_route(router, 1)->pattern, ==, "/checked/{code}");
    g_assert_null(http_router_route(router, 2));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = make_request(HTTP_POST, cases[i].path);
        http_request_set_body_size(request, cases[i].body_size);
        g_autoptr(HttpResponse) refusal = http_router_refuse(router, request);
        g_assert_cmpuint(refusal != NULL ? http_response_status(refusal) : 0, ==, cases[i].status);
        if (refusal == NULL) {
            http_router_dispatch(router, request);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_router/finds_the_handler", test_finds_the_handler);
    g_test_add_func("/http_router/hands_parameters_over", test_hands_parameters_over);
    g_test_add_func("/http_router/looks_at_heads", test_looks_at_heads);
    return g_test_run();
}
