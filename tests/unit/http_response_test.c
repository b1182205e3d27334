#include "signaling/http/http_response.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void test_writes_its_head(void)
{
    g_autoptr(HttpResponse) response = http_response_new_text(404, "Không có");
    http_response_set_header(response, "Location", "/a\r\nSet-Cookie: x");
    http_response_set_header(response, "X-One", "1");
    http_response_set_header(response, "x-one", "2");
    g_autoptr(GString) head = http_response_format_head(response, (HttpResponseHead){.hsts = true});

    g_assert_true(g_str_has_prefix(head->str, "HTTP/1.1 404 Not Found\r\n"));
    g_assert_true(g_str_has_suffix(head->str, "Connection: close\r\n\r\n"));
    g_assert_nonnull(strstr(head->str, "\r\nLocation: /a??Set-Cookie: x\r\n"));
    g_assert_nonnull(strstr(head->str, "\r\nX-One: 2\r\n"));
    g_assert_null(strstr(head->str, "x-one"));
    g_assert_nonnull(strstr(head->str, "\r\nContent-Length: 11\r\n"));
    g_assert_nonnull(strstr(head->str, "\r\nContent-Security-Policy: default-src 'self'; "));
    g_assert_nonnull(strstr(head->str, "\r\nReferrer-Policy: no-referrer\r\n"));
    g_assert_nonnull(strstr(head->str, "\r\nPermissions-Policy: camera=(self), "));
    g_assert_nonnull(strstr(head->str, "\r\nStrict-Transport-Security: "));
}

static void test_a_policy_of_its_own_stands_alone(void)
{
    g_autoptr(HttpResponse) response = http_response_new(200);
    http_response_set_header(response, "Content-Security-Policy", "default-src 'none'");
    g_autoptr(GString) head = http_response_format_head(response, (HttpResponseHead){0});
    const char *found = strstr(head->str, "\r\nContent-Security-Policy: default-src 'none'\r\n");

    g_assert_nonnull(found);
    g_assert_null(strstr(found + 3, "Content-Security-Policy"));
    g_assert_nonnull(strstr(head->str, "\r\nX-Content-Type-Options: nosniff\r\n"));
}

static void test_says_no_length_without_a_body(void)
{
    static const unsigned statuses[] = {204, 304};

    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        g_autoptr(HttpResponse) response = http_response_new(statuses[i]);
        g_autoptr(GString) head =
                http_response_format_head(response, (HttpResponseHead){.keep_alive = true});
        g_assert_null(strstr(head->str, "Content-Length"));
        g_assert_null(strstr(head->str, "Strict-Transport"));
        g_assert_true(g_str_has_suffix(head->str, "Connection: keep-alive\r\n\r\n"));
    }
}

static void test_reads_a_part_of_a_file(void)
{
    g_autofree char *path = NULL;
    const int fd = g_file_open_tmp("response-XXXXXX", &path, NULL);
    char buffer[8] = "";

    g_assert_cmpint(write(fd, "0123456789", 10), ==, 10);
    g_autoptr(HttpResponse) response = http_response_new(206);
    http_response_take_file(response, fd, 3, 5);
    g_assert_cmpint(http_response_size(response), ==, 5);
    g_assert_cmpint(http_response_read(response, 0, buffer, sizeof buffer), ==, 5);
    g_assert_cmpmem(buffer, 5, "34567", 5);
    g_assert_cmpint(http_response_read(response, 4, buffer, sizeof buffer), ==, 1);
    g_assert_cmpint(http_response_read(response, 5, buffer, sizeof buffer), ==, 0);

    /* It became shorter after its size was promised. */
    g_assert_cmpint(truncate(path, 2), ==, 0);
    g_assert_cmpint(http_response_read(response, 0, buffer, sizeof buffer), ==, -1);
    g_unlink(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http_response/writes_its_head", test_writes_its_head);
    g_test_add_func(
            "/http_response/says_no_length_without_a_body", test_says_no_length_without_a_body);
    g_test_add_func("/http_response/policy_of_its_own", test_a_policy_of_its_own_stands_alone);
    g_test_add_func("/http_response/reads_a_part_of_a_file", test_reads_a_part_of_a_file);
    return g_test_run();
}
