#include "signaling/app/rest_call.h"

#include <glib/gstdio.h>

#include <string.h>
#include <unistd.h>

static const char *const param_names[] = {"code", NULL};
static const char *const query_names[] = {"limit", "q", NULL};

static RestCall *make_call(const char *host)
{
    static const char *const query[] = {"limit=50", "other=1", "quiet=1", NULL};
    g_autoptr(HttpRequest) request = http_request_new(&(HttpRequestParts){.id = 7,
            .path = "/",
            .peer = "192.0.2.1",
            .query = query,
            .headers = {[HTTP_HEADER_HOST] = host}});

    http_request_set_param(request, "code", "903", 3);
    return rest_call_new(&(RestCallParts){.request = request,
            .param_names = param_names,
            .query_names = query_names,
            .body = json_pack("{s:i}", "a", 1),
            .now_us = 5});
}

static void test_what_was_asked(void)
{
    static const struct {
        const char *host;
        const char *told;
    } hosts[] = {{"hop.tinh.example:8443", "hop.tinh.example:8443"},
            {"[2001:db8::1]", "[2001:db8::1]"}, {"<b>", ""}, {NULL, ""}};

    for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
        g_autoptr(RestCall) call = make_call(hosts[i].host);
        g_assert_cmpstr(rest_host(call), ==, hosts[i].told);
    }
    g_autoptr(RestCall) call = make_call(NULL);
    g_assert_cmpstr(rest_param(call, "code"), ==, "903");
    g_assert_cmpstr(rest_query(call, "limit"), ==, "50");
    g_assert_null(rest_query(call, "other"));            /* the route does not name it */
    g_assert_cmpstr(rest_query(call, "quiet"), ==, "1"); /* every route knows it */
    g_assert_cmpint(rest_query_number(call, "limit", 10, 1, 100), ==, 50);
    g_assert_cmpint(rest_query_number(call, "limit", 10, 1, 20), ==, 20);
    g_assert_cmpint(rest_query_number(call, "q", 10, 1, 20), ==, 10);
    g_assert_cmpint(json_integer_value(json_object_get(rest_body(call), "a")), ==, 1);
    g_assert_cmpint(rest_actor(call)->role, ==, ROLE_COUNT);
    g_assert_cmpuint(rest_call_request_id(call), ==, 7);
}

static void test_answers(void)
{
    g_autoptr(RestCall) call = make_call(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static("a;b", 3);

    g_assert_false(rest_call_is_answered(call));
    g_assert_false(rest_bad_field(call, "name", "Tên: không được để trống."));
    g_autoptr(HttpResponse) problem = rest_call_response(call);
    g_assert_cmpuint(http_response_status(problem), ==, 422);
    json_t *json = json_loadb(g_bytes_get_data(http_response_body(problem), NULL),
            g_bytes_get_size(http_response_body(problem)), 0, NULL);
    g_assert_cmpstr(json_string_value(json_object_get(json, "field")), ==, "name");
    g_assert_cmpstr(json_string_value(json_object_get(json, "code")), ==, "bad_field");
    json_decref(json);

    rest_answer_bytes(call, "text/csv", bytes, "Điểm cầu.csv");
    g_autoptr(HttpResponse) file = rest_call_response(call);
    g_assert_cmpuint(http_response_status(file), ==, 200);
    g_assert_cmpstr(http_response_header(file, "Content-Disposition"), ==,
            "attachment; filename*=UTF-8''%C4%90i%E1%BB%83m%20c%E1%BA%A7u.csv");
    g_assert_cmpstr(http_response_header(file, "Cache-Control"), ==, "no-store");
    rest_answer(call, 204, NULL);
    g_autoptr(HttpResponse) empty = rest_call_response(call);
    g_assert_cmpuint(http_response_status(empty), ==, 204);
    g_assert_cmpint(http_response_size(empty), ==, 0);
}

/* A descriptor of a file of ten bytes that has no name. */
static int ten_bytes(void)
{
    char path[] = "/tmp/rest_call_XXXXXX";
    const int fd = g_mkstemp(path);
    g_assert_cmpint(write(fd, "0123456789", 10), ==, 10);
    (void)g_unlink(path);
    return fd;
}

static void test_files_and_parts_of_them(void)
{
    static const struct {
        const char *range;
        const char *if_range;
        const char *known;
        const char *etag;
        unsigned status;
        const char *body;
        bool beginning;
    } rows[] = {
            {NULL, NULL, NULL, "x", 200, "0123456789", true},
            {"bytes=2-4", NULL, NULL, "x", 206, "234", false},
            {"bytes=0-1", NULL, NULL, "x", 206, "01", true},
            {"bytes=-3", NULL, NULL, "x", 206, "789", false},
            {"bytes=10-", NULL, NULL, "x", 416, NULL, false},
            {"bytes=2-4", "\"x\"", NULL, "x", 206, "234", false},
            {"bytes=2-4", "\"old\"", NULL, "x", 200, "0123456789", false},
            {NULL, NULL, "\"a\", \"x\"", "x", 304, "", true},
            {NULL, NULL, "\"a\"", "x", 200, "0123456789", true},
            {"bytes=2-4", NULL, "*", NULL, 200, "0123456789", false}, /* made for this answer */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(HttpRequest) request = http_request_new(&(HttpRequestParts){.path = "/",
                .peer = "192.0.2.1",
                .headers = {[HTTP_HEADER_RANGE] = rows[i].range,
                        [HTTP_HEADER_IF_RANGE] = rows[i].if_range,
                        [HTTP_HEADER_IF_NONE_MATCH] = rows[i].known}});
        http_request_set_param(request, "code", "1", 1);
        g_autoptr(RestCall) call =
                rest_call_new(&(RestCallParts){.request = request, .param_names = param_names});
        char text[16] = "";

        rest_answer(call, 200, json_object()); /* what was to be answered before */
        rest_answer_file(call, ten_bytes(),
                &(RestFile){.type = "application/pdf", .file_name = "a", .etag = rows[i].etag});
        g_autoptr(HttpResponse) response = rest_call_response(call);
        g_assert_cmpuint(http_response_status(response), ==, rows[i].status);
        g_assert_cmpint(rest_wants_beginning(call), ==, rows[i].beginning);
        if (rows[i].body != NULL) {
            (void)http_response_read(response, 0, text, sizeof text);
            g_assert_cmpstr(text, ==, rows[i].body);
            g_assert_cmpstr(http_response_header(response, "Cache-Control"), ==,
                    rows[i].etag != NULL ? "private, no-cache" : "no-store");
        }
    }
}

static void note(RestCall *call, void *user_data)
{
    g_string_append(rest_data(call), user_data);
}

static void free_story(void *data)
{
    g_string_free(data, TRUE);
}

static bool go_on(RestCall *call, Database *database, GError **error)
{
    return true;
}

static void test_hooks_and_stages(void)
{
    g_autoptr(RestCall) call = make_call(NULL);
    GString *story = g_string_new(NULL);
    RestLabour labour = NULL;
    RestWork next = NULL;

    rest_set_data(call, story, free_story);
    rest_after(call, note, (void *)"a");
    rest_after(call, note, (void *)"b");
    rest_call_run_hooks(call);
    rest_call_run_hooks(call);
    g_assert_cmpstr(story->str, ==, "ab");
    rest_after(call, note, (void *)"c");
    rest_continue(call, NULL, go_on);
    rest_call_undo(call);
    rest_call_run_hooks(call);
    g_assert_cmpstr(story->str, ==, "ab");
    g_assert_false(rest_call_take_next(call, &labour, &next));
    rest_continue(call, NULL, go_on);
    g_assert_true(rest_call_take_next(call, &labour, &next));
    g_assert_true(next == go_on && labour == NULL);
    g_assert_false(rest_call_take_next(call, &labour, &next));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rest_call/what_was_asked", test_what_was_asked);
    g_test_add_func("/rest_call/answers", test_answers);
    g_test_add_func("/rest_call/files_and_parts_of_them", test_files_and_parts_of_them);
    g_test_add_func("/rest_call/hooks_and_stages", test_hooks_and_stages);
    return g_test_run();
}
