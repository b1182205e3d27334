#include "signaling/http/http_request.h"

static HttpRequest *request_with(HttpHeader header, const char *value)
{
    HttpRequestParts parts = {.path = "/", .peer = "192.0.2.1"};

    parts.headers[header] = value;
    return http_request_new(&parts);
}

static void test_compares_types(void)
{
    static const struct {
        const char *sent;
        bool same;
    } cases[] = {
            {"application/sdp", true},
            {"Application/SDP", true},
            {"application/sdp; charset=utf-8", true},
            {"application/sdp;charset=utf-8", true},
            {"application/sdpx", false},
            {"application/sd", false},
            {"", false},
            {NULL, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = request_with(HTTP_HEADER_CONTENT_TYPE, cases[i].sent);
        g_assert_true(http_request_has_type(request, "application/sdp") == cases[i].same);
    }
}

static void test_finds_the_bearer(void)
{
    static const struct {
        const char *sent;
        const char *token;
    } cases[] = {
            {"Bearer abc.def", "abc.def"},
            {"bearer   abc", "abc"},
            {"Bearer ", NULL},
            {"Bearer", NULL},
            {"Basic abc", NULL},
            {NULL, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = request_with(HTTP_HEADER_AUTHORIZATION, cases[i].sent);
        g_assert_cmpstr(http_request_bearer(request), ==, cases[i].token);
    }
}

static void test_reads_accepted_codings(void)
{
    static const struct {
        const char *sent;
        bool br;
    } cases[] = {
            {"br", true},
            {"gzip, deflate, br", true},
            {"gzip,br;q=0.5", true},
            {"br; q=0", false},
            {"br;q=0.000", false},
            {"br;q=0.001", true},
            {"brotli", false},
            {"gzip", false},
            {",,", false},
            {"", false},
            {NULL, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = request_with(HTTP_HEADER_ACCEPT_ENCODING, cases[i].sent);
        g_test_message("%s", cases[i].sent);
        g_assert_true(http_request_accepts_coding(request, "br") == cases[i].br);
    }
}

static void test_reads_lists_of_tags(void)
{
    static const struct {
        const char *sent;
        bool listed;
    } cases[] = {
            {"\"a-1\"", true},
            {"W/\"a-1\"", true},
            {"\"b\", \"a-1\"", true},
            {"\"b\",W/\"a-1\" , \"c\"", true},
            {"*", true},
            {"\"a-12\"", false},
            {"\"b\"", false},
            {"a-1", false},
            {"", false},
            {NULL, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(HttpRequest) request = request_with(HTTP_HEADER_IF_NONE_MATCH, cases[i].sent);
        g_test_message("%s", cases[i].sent);
        g_assert_true(http_request_etag_listed(request, HTTP_HEADER_IF_NONE_MATCH, "\"a-1\"") ==
                cases[i].listed);
    }
}

static void test_writes_its_target_again(void)
{
    static const char *const query[] = {"q=a&b c", "flag", "x=\r\ny", NULL};
    g_autoptr(HttpRequest) request = http_request_new(&(HttpRequestParts){
            .path = "/họp/a b\r\n?",
            .query = query,
    });
    g_autofree char *target = http_request_target(request);

    g_assert_cmpstr(target, ==, "/h%E1%BB%8Dp/a%20b%0D%0A%3F?q=a%26b%20c&flag&x=%0D%0Ay");
    g_assert_cmpstr(http_request_query(request, "q"), ==, "a&b c");
    g_assert_null(http_request_query(request, "flag"));
    g_assert_null(http_request_query(request, "fl"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_request/compares_types", test_compares_types);
    g_test_add_func("/http_request/finds_the_bearer", test_finds_the_bearer);
    g_test_add_func("/http_request/reads_accepted_codings", test_reads_accepted_codings);
    g_test_add_func("/http_request/reads_lists_of_tags", test_reads_lists_of_tags);
    g_test_add_func("/http_request/writes_its_target_again", test_writes_its_target_again);
    return g_test_run();
}
