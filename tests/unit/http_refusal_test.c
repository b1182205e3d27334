#include "signaling/http/http_refusal.h"

#include <string.h>

static void test_whoever_asked_can_use_it(void)
{
    static const struct {
        unsigned status;
        const char *accept;
        const char *type;
        const char *part;
    } rows[] = {
            {404, NULL, "application/problem+json",
                    "\"title\":\"Không tìm thấy nội dung tại địa chỉ này.\",\"status\":404,"
                    "\"code\":\"not_found\",\"detail\":\"In short.\"}"},
            {413, "*/*", "application/problem+json", "\"code\":\"too_large\""},
            {405, "application/json", "application/problem+json", "\"code\":\"bad_method\""},
            {404, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8",
                    "<h1>Không tìm thấy nội dung tại địa chỉ này.</h1>"},
            {429, "text/html", "text/html; charset=utf-8", "quá nhiều kết nối"},
            {411, "text/html", "text/html; charset=utf-8", "<html lang=\"vi\">"},
            {599, NULL, "text/plain; charset=utf-8", "In short."}, /* nothing better is known */
            {200, "text/html", "text/plain; charset=utf-8", "In short."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(HttpResponse) response = http_response_new_text(rows[i].status, "In short.");
        http_refusal_dress(response, rows[i].accept);
        gsize size = 0;
        const char *bytes = g_bytes_get_data(http_response_body(response), &size);
        g_autofree char *text = g_strndup(bytes, size);
        g_assert_cmpstr(http_response_header(response, "Content-Type"), ==, rows[i].type);
        g_assert_nonnull(strstr(text, rows[i].part));
        g_assert_cmpint(http_response_size(response), ==, (gint64)size);
    }
}

/* What a handler has put together is its own affair. */
static void test_answers_of_handlers_stay(void)
{
    g_autoptr(GBytes) body = g_bytes_new_static("{}", 2);
    g_autoptr(HttpResponse) response = http_response_new_bytes(404, "application/json", body);

    http_refusal_dress(response, "text/html");
    g_assert_cmpstr(http_response_header(response, "Content-Type"), ==, "application/json");
    g_assert_true(g_bytes_equal(http_response_body(response), body));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_refusal/whoever_asked_can_use_it", test_whoever_asked_can_use_it);
    g_test_add_func("/http_refusal/answers_of_handlers_stay", test_answers_of_handlers_stay);
    return g_test_run();
}
