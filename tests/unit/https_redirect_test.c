#include "signaling/http/https_redirect.h"

static HttpRequest *make_request(HttpMethod method, const char *host)
{
    static const char *const query[] = {"m=1", NULL};
    return http_request_new(&(HttpRequestParts){
            .id = 1,
            .method = method,
            .path = "/phong",
            .query = query,
            .headers = {[HTTP_HEADER_HOST] = host},
            .peer = "192.0.2.1",
    });
}

static void test_where_to(void)
{
    static const struct {
        HttpMethod method;
        const char *host;
        uint16_t port;
        unsigned status;
        const char *location;
    } cases[] = {
            {HTTP_GET, "hop.vn", 0, 301, "https://hop.vn/phong?m=1"},
            {HTTP_HEAD, "hop.vn:8080", 0, 301, "https://hop.vn:8080/phong?m=1"},
            {HTTP_POST, "hop.vn", 0, 308, "https://hop.vn/phong?m=1"},
            {HTTP_DELETE, "hop.vn", 443, 308, "https://hop.vn:443/phong?m=1"},
            {HTTP_GET, "hop.vn:80", 8443, 301, "https://hop.vn:8443/phong?m=1"},
            {HTTP_GET, "[::1]:80", 8443, 301, "https://[::1]:8443/phong?m=1"},
            {HTTP_GET, "[::1]", 8443, 301, "https://[::1]:8443/phong?m=1"},
            {HTTP_GET, "[::1]:80", 0, 301, "https://[::1]:80/phong?m=1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = make_request(cases[i].method, cases[i].host);
        g_autoptr(HttpResponse) response = https_redirect(request, cases[i].port);
        g_assert_cmpuint(http_response_status(response), ==, cases[i].status);
        g_assert_cmpstr(http_response_header(response, "Location"), ==, cases[i].location);
    }
}

static void test_a_host_that_is_none(void)
{
    static const char *const hosts[] = {NULL, "", "a b", "a/b", "user@host", "a%0d%0ab", "a\"b",
            "h\xe1\xbb\x8dp.vn", "a?b", "a#b"};
    for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
        g_autoptr(HttpRequest) request = make_request(HTTP_GET, hosts[i]);
        g_autoptr(HttpResponse) response = https_redirect(request, 0);
        g_assert_cmpuint(http_response_status(response), ==, 400);
        g_assert_null(http_response_header(response, "Location"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/https_redirect/where_to", test_where_to);
    g_test_add_func("/https_redirect/a_host_that_is_none", test_a_host_that_is_none);
    return g_test_run();
}
