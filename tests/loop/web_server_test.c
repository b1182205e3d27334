#include "tests/loop/web_fixture.h"

#include <gio/gio.h>

#include <string.h>

static void assert_body(const WebReply *reply, const char *text)
{
    g_byte_array_append(reply->body, (const guint8 *)"", 1);
    g_assert_cmpstr((const char *)reply->body->data, ==, text);
}

static void assert_header(const WebReply *reply, const char *name, const char *value)
{
    g_autofree char *got = web_reply_header(reply, name);

    g_assert_cmpstr(got, ==, value);
}

/* One connection, kept alive through all of it. */
static void ask_everything(WebFixture *fixture)
{
    static const struct {
        const char *method;
        const char *path;
        const char *lines;
        const char *body;
        unsigned status;
        const char *answer;
    } cases[] = {
            {"GET", "/echo/ab?q=a%26b+c", "Authorization: Bearer t0k\r\n", NULL, 200,
                    "GET code=ab more=(null) q=a&b c peer=127.0.0.1 tls=%d auth=t0k body=0\n"},
            {"POST", "/echo/%C3%A1+", "", "12345", 200,
                    "POST code=\xc3\xa1  more=(null) q=(null) peer=127.0.0.1 tls=%d auth=(null) "
                    "body=5\n"},
            {"POST", "/echo/ab", "", "", 200,
                    "POST code=ab more=(null) q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"PATCH", "/echo/ab/s1", "", "1234", 200,
                    "PATCH code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=4\n"},
            {"PATCH", "/echo/ab/s1", "", "", 200,
                    "PATCH code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"DELETE", "/echo/ab/s1", "", NULL, 200,
                    "DELETE code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=0\n"},
            {"DELETE", "/echo/ab/s1", "", "123", 200,
                    "DELETE code=ab more=s1 q=(null) peer=127.0.0.1 tls=%d auth=(null) body=3\n"},
            {"HEAD", "/echo/ab", "", NULL, 200, ""},
            {"GET", "/later", "", NULL, 200, "late\n"},
            {"POST", "/later", "", "123", 200, "late\n"},
            {"GET", "/nowhere", "", NULL, 404,
                    "{\"type\":\"about:blank\",\"title\":\"Không tìm thấy nội dung tại địa chỉ "
                    "này.\",\"status\":404,\"code\":\"not_found\",\"detail\":\"There is nothing at "
                    "this address.\"}\n"},
            {"GET", "/ws", "", NULL, 426,
                    "{\"type\":\"about:blank\",\"title\":\"Địa chỉ này chỉ dùng cho kết nối "
                    "WebSocket.\",\"status\":426,\"code\":\"websocket_only\",\"detail\":\"This "
                    "address is a WebSocket.\"}\n"},
            {"DELETE", "/echo/ab", "", NULL, 405,
                    "{\"type\":\"about:blank\",\"title\":\"Địa chỉ này không hỗ trợ thao tác vừa "
                    "yêu cầu.\",\"status\":405,\"code\":\"bad_method\",\"detail\":\"This address "
                    "does not know this method.\"}\n"},
            {"OPTIONS", "/echo/ab/s1", "", NULL, 204, ""},
            {"GET", "/", "", NULL, 200, "<!doctype html>"},
    };
    const bool tls = fixture->secure.ca_path == NULL;
    g_autoptr(WebClient) client = web_client_new(tls ? &fixture->plain : &fixture->secure);

    g_assert_nonnull(client);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s %s", cases[i].method, cases[i].path);
        g_auto(WebReply) reply = web_client_ask(
                client, cases[i].method, cases[i].path, cases[i].lines, cases[i].body);
        g_autofree char *answer = g_strdup(cases[i].answer);
        char *flag = strstr(answer, "%d");
        if (flag != NULL) {
            memmove(flag + 1, flag + 2, strlen(flag + 2) + 1);
            *flag = tls ? '0' : '1';
        }
        g_assert_cmpuint(reply.status, ==, cases[i].status);
        assert_body(&reply, answer);
        assert_header(&reply, "Connection", "keep-alive");
        assert_header(&reply, "X-Content-Type-Options", "nosniff");
        assert_header(&reply, "Strict-Transport-Security", tls ? NULL : "max-age=31536000");
    }
}

static void ask_everything_plain(WebFixture *fixture)
{
    fixture->secure.ca_path = NULL;
    ask_everything(fixture);
    fixture->secure.ca_path = fixture->ca_path;
}

static void test_answers(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, ask_everything);
    web_fixture_run_with(&(WebServerConfig){0}, ask_everything_plain);
}

/* ---- what is refused ---- */

static WebReply ask_once(const WebClientTarget *target, const char *request)
{
    g_autoptr(WebClient) client = web_client_new(target);

    g_assert_nonnull(client);
    web_client_write(client, request, strlen(request));
    return web_client_reply(client, false);
}

static void ask_badly(WebFixture *fixture)
{
    static const struct {
        const char *why;
        const char *request;
        unsigned status; /* 0: closed without a word */
    } cases[] = {
            {"no length", "POST /echo/a HTTP/1.1\r\nHost: a\r\n\r\n", 411},
            {"chunks",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n0\r\n\r\n",
                    411},
            {"chunks and a length",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
                    "chunked\r\n\r\nabc",
                    411},
            {"two lengths",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: "
                    "4\r\n\r\nabc",
                    400},
            {"a negative length", "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                    400},
            {"a word for a length",
                    "GET /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n", 400},
            {"one byte too many",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n\r\n", 413},
            {"an absurd length",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: "
                    "99999999999999999999999\r\n\r\n",
                    413},
            {"no path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 403},
            {"an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 403},
            {"a tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 0},
            {"no HTTP", "hello there\r\n\r\n", 403},
            {"a wrong escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 403},
            {"climbing out", "GET /assets/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404},
            {"climbing out, escaped",
                    "GET /assets/%2e%2e%2f%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404},
            {"a NUL", "GET /assets/app-1.js%00x HTTP/1.1\r\nHost: a\r\n\r\n", 0},
            {"hidden", "GET /assets/.hidden HTTP/1.1\r\nHost: a\r\n\r\n", 404},
            {"h2c", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_auto(WebReply) plain = ask_once(&fixture->plain, cases[i].request);
        g_assert_cmpuint(plain.status, ==, cases[i].status);
        g_auto(WebReply) secure = ask_once(&fixture->secure, cases[i].request);
        g_assert_cmpuint(secure.status, ==, cases[i].status);
    }
}

static void test_refuses_what_is_wrong(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, ask_badly);
}

/* The answer must not be lost to a reset, though nobody wants the body that is still coming. */
static void send_far_too_much(WebFixture *fixture)
{
    enum { BODY = 4000000 };
    g_autofree char *body = g_malloc0(BODY);
    g_autoptr(WebClient) client = web_client_new(&fixture->plain);

    web_client_print(
            client, "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", BODY);
    g_assert_true(web_client_write(client, body, BODY));
    g_auto(WebReply) reply = web_client_reply(client, false);
    g_assert_cmpuint(reply.status, ==, 413);
    assert_header(&reply, "Connection", "close");
    g_assert_cmpuint(web_client_read(client, body, 1), ==, 0);
}

static void send_after_continue(WebFixture *fixture)
{
    g_autofree char *body = g_strnfill(262144, 'x');
    g_autoptr(WebClient) client = web_client_new(&fixture->secure);

    web_client_print(client,
            "POST /echo/a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            "Content-Length: 262144\r\n\r\n");
    g_auto(WebReply) go_on = web_client_reply(client, true);
    g_assert_cmpuint(go_on.status, ==, 100);
    g_assert_true(web_client_write(client, body, 262144));
    g_auto(WebReply) reply = web_client_reply(client, false);
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_nonnull(g_strstr_len((char *)reply.body->data, reply.body->len, "body=262144"));
}

static void test_takes_large_bodies(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, send_far_too_much);
    web_fixture_run_with(&(WebServerConfig){0}, send_after_continue);
}

static void send_long_heads(WebFixture *fixture)
{
    g_autoptr(WebClient) client = web_client_new(&fixture->secure);
    g_autofree char *cookie = g_strnfill(5000, 'c');
    g_autofree char *lines = g_strdup_printf("Cookie: %s\r\n", cookie);
    g_auto(WebReply) fine = web_client_ask(client, "GET", "/echo/a", lines, NULL);
    g_assert_cmpuint(fine.status, ==, 200);

    g_autofree char *huge = g_strnfill(20000, 'c');
    g_autofree char *too_long = g_strdup_printf("Cookie: %s\r\n", huge);
    g_auto(WebReply) cut = web_client_ask(client, "GET", "/echo/a", too_long, NULL);
    g_assert_cmpuint(cut.status, ==, 0);
}

static void test_takes_heads_of_16_kb(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, send_long_heads);
}

/* CVE-2025-11677: a second request of one connection, with an upgrade that nobody knows. */
static void upgrade_to_nothing(WebFixture *fixture)
{
    for (int i = 0; i < 5; i++) {
        g_autoptr(WebClient) client = web_client_new(&fixture->plain);
        g_auto(WebReply) first = web_client_ask(client, "GET", "/echo/a", "", NULL);
        g_assert_cmpuint(first.status, ==, 200);
        g_auto(WebReply) second = web_client_ask(
                client, "GET", "/echo/a", "Connection: Upgrade\r\nUpgrade: foo\r\n", NULL);
        g_assert_cmpuint(second.status, ==, 403);
        g_autofree char *rest = web_client_read_all(client);
        g_assert_cmpstr(rest, ==, "");
    }
    g_autoptr(WebClient) fresh = web_client_new(&fixture->plain);
    g_auto(WebReply) first = web_client_ask(
            fresh, "GET", "/echo/a", "Connection: Upgrade\r\nUpgrade: foo\r\n", NULL);
    g_assert_cmpuint(first.status, ==, 403);
}

static void test_survives_unknown_upgrades(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, upgrade_to_nothing);
}

/* ---- one after the other ---- */

/*
 * What comes with a request, behind it, is not read: the first answer is given, then the connection
 * is closed. libwebsockets would loop for ever, or take one request's bytes for another's body.
 */
static void send_ahead(WebFixture *fixture)
{
    static const struct {
        const char *why;
        const char *text;
        const char *begin;
    } cases[] = {
            {"two without a body",
                    "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\nGET /echo/b HTTP/1.1\r\n\r\n",
                    "GET code=a"},
            {"a body behind",
                    "GET /later HTTP/1.1\r\nHost: a\r\n\r\n"
                    "POST /echo/b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / "
                    "HTTP/1.1\r\n",
                    "late"},
            {"half a body behind",
                    "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n"
                    "POST /echo/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
                    "GET code=a"},
            {"behind a body",
                    "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                    "GET /echo/b HTTP/1.1\r\nHost: a\r\n\r\n",
                    "POST code=a"},
            {"behind a body, answered later",
                    "POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                    "POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab",
                    "late"},
    };
    const WebClientTarget *targets[] = {&fixture->plain, &fixture->secure};

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i / 2].why);
        g_autoptr(WebClient) client = web_client_new(targets[i % 2]);
        g_assert_true(web_client_write(client, cases[i / 2].text, strlen(cases[i / 2].text)));
        g_auto(WebReply) reply = web_client_reply(client, false);
        const char *begin = cases[i / 2].begin;
        g_assert_cmpuint(reply.status, ==, 200);
        g_assert_cmpmem(reply.body->data, strlen(begin), begin, strlen(begin));
        g_autofree char *rest = web_client_read_all(client);
        g_assert_cmpstr(rest, ==, "");
    }
}

static void test_closes_behind_what_was_sent_ahead(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, send_ahead);
}

/* ---- files ---- */

static void ask_for_parts(WebFixture *fixture)
{
    static const struct {
        const char *lines;
        unsigned status;
        const char *body;
        const char *range;
    } cases[] = {
            {"", 200, "0123456789", NULL},
            {"Range: bytes=2-4\r\n", 206, "234", "bytes 2-4/10"},
            {"Range: bytes=7-\r\n", 206, "789", "bytes 7-9/10"},
            {"Range: bytes=-1\r\n", 206, "9", "bytes 9-9/10"},
            {"Range: bytes=10-\r\n", 416,
                    "{\"type\":\"about:blank\",\"title\":\"Tệp không có phần được yêu cầu.\","
                    "\"status\":416,\"code\":\"bad_range\",\"detail\":\"The file is shorter.\"}\n",
                    "bytes */10"},
            {"Range: bytes=0-0,5-6\r\n", 200, "0123456789", NULL},
            {"Range: bytes=2-4\r\nIf-Range: \"other\"\r\n", 200, "0123456789", NULL},
            {"Accept-Encoding: gzip, br\r\n", 200, "brotli", NULL},
            {"Accept-Encoding: gzip, br;q=0\r\n", 200, "0123456789", NULL},
    };
    g_autoptr(WebClient) client = web_client_new(&fixture->secure);
    g_autofree char *etag = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].lines);
        g_auto(WebReply) reply =
                web_client_ask(client, "GET", "/assets/app-1.js", cases[i].lines, NULL);
        g_assert_cmpuint(reply.status, ==, cases[i].status);
        assert_body(&reply, cases[i].body);
        assert_header(&reply, "Content-Range", cases[i].range);
        if (reply.status == 200) {
            assert_header(&reply, "Cache-Control", "public, max-age=31536000, immutable");
            assert_header(&reply, "Content-Type", "text/javascript; charset=utf-8");
        }
        if (etag == NULL) {
            etag = web_reply_header(&reply, "ETag");
        }
    }
    g_autofree char *same = g_strdup_printf("If-None-Match: \"x\", %s\r\n", etag);
    g_auto(WebReply) unchanged = web_client_ask(client, "GET", "/assets/app-1.js", same, NULL);
    g_assert_cmpuint(unchanged.status, ==, 304);
    g_autofree char *if_range = g_strdup_printf("Range: bytes=0-1\r\nIf-Range: %s\r\n", etag);
    g_auto(WebReply) part = web_client_ask(client, "GET", "/assets/app-1.js", if_range, NULL);
    g_assert_cmpuint(part.status, ==, 206);
    g_auto(WebReply) head = web_client_ask(client, "HEAD", "/assets/app-1.js", "", NULL);
    assert_header(&head, "Content-Length", "10");
    g_auto(WebReply) page = web_client_ask(client, "GET", "/", "", NULL);
    assert_header(&page, "Cache-Control", "no-cache");
}

static void test_serves_parts_of_files(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, ask_for_parts);
}

/* ---- TLS ---- */

static void choose_protocol(WebFixture *fixture)
{
    WebClientTarget target = fixture->secure;

    target.alpn = "http/1.1";
    g_autoptr(WebClient) first = web_client_new(&target);
    g_autofree char *chosen = web_client_alpn(first);
    g_assert_cmpstr(chosen, ==, "http/1.1");

    target.alpn = "h2";
    g_autoptr(WebClient) second = web_client_new(&target);
    g_autofree char *none = second != NULL ? web_client_alpn(second) : NULL;
    g_assert_cmpstr(none, ==, NULL);
}

static void test_speaks_http_1_only(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, choose_protocol);
}

static void come_from_elsewhere(WebFixture *fixture)
{
    WebClientTarget target = {.port = fixture->plain.port, .address = fixture->other_address};
    g_autoptr(WebClient) client = web_client_new(&target);
    g_autofree char *ours = g_strdup_printf("https://test.example:%u/echo/a", target.port);

    g_auto(WebReply) page = web_client_ask(client, "GET", "/echo/%C3%A1%20b?q=1%262&r", "", NULL);
    g_assert_cmpuint(page.status, ==, 301);
    assert_header(&page, "Location", "https://test.example:8443/echo/%C3%A1%20b?q=1%262&r");
    g_auto(WebReply) post = web_client_ask(client, "POST", "/echo/a", "", "abc");
    g_assert_cmpuint(post.status, ==, 308);

    g_autoptr(WebClient) socket = web_client_new(&target);
    g_assert_cmpuint(web_client_upgrade(socket, "/ws", ""), ==, 403);
    target.ca_path = fixture->ca_path;
    g_autoptr(WebClient) secure = web_client_new(&target);
    g_auto(WebReply) fine = web_client_ask(secure, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(fine.status, ==, 200);

    target = (WebClientTarget){.port = web_server_redirect_port(fixture->server)};
    g_autoptr(WebClient) second_port = web_client_new(&target);
    g_auto(WebReply) sent = web_client_ask(second_port, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(sent.status, ==, 301);
    assert_header(&sent, "Location", ours);
    g_auto(WebReply) bad = ask_once(&target, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
    g_assert_cmpuint(bad.status, ==, 400);
}

static void test_sends_others_to_https(void)
{
    WebFixture fixture;

    web_fixture_open(&fixture, &(WebServerConfig){.redirect_port = web_free_port()});
    if (fixture.other_address == NULL) {
        g_test_fail_printf("No address but loopback: run it in tests/e2e/in_namespace.");
    } else {
        web_fixture_run(&fixture, come_from_elsewhere);
    }
    web_fixture_close(&fixture);
}

static void see_the_new_certificate(WebFixture *fixture)
{
    g_autoptr(WebClient) old = web_client_new(&fixture->secure);
    g_autofree char *before = web_client_serial(old);

    web_fixture_renew(fixture);
    g_autoptr(WebClient) fresh = web_client_new(&fixture->secure);
    g_autofree char *after = web_client_serial(fresh);
    g_assert_cmpstr(before, !=, after);
    g_auto(WebReply) reply = web_client_ask(old, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(reply.status, ==, 200);
}

static void test_reloads_its_certificate(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, see_the_new_certificate);
}

/* ---- starting and stopping ---- */

static void test_says_why_it_cannot_start(void)
{
    g_autoptr(HttpRouter) router = http_router_new();
    g_autoptr(GSocketListener) other = g_socket_listener_new();
    const guint16 taken = g_socket_listener_add_any_inet_port(other, NULL, NULL);
    g_autoptr(GError) error = NULL;

    WebServerConfig config = {.router = router, .port = taken};
    g_assert_null(web_server_new(&config, &error));
    g_assert_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_LISTEN);
    g_clear_error(&error);

    config = (WebServerConfig){.router = router, .address = "192.0.2.1"};
    g_assert_null(web_server_new(&config, &error));
    g_assert_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_LISTEN);
    g_clear_error(&error);

    config = (WebServerConfig){.router = router, .certificate_path = "/nonexistent"};
    g_assert_null(web_server_new(&config, &error));
    g_assert_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_CERTIFICATE);
}

static WebClient *left_open[20];

static void leave_everything_open(WebFixture *fixture)
{
    for (size_t i = 0; i < G_N_ELEMENTS(left_open); i++) {
        left_open[i] = web_client_new(i % 2 == 0 ? &fixture->plain : &fixture->secure);
        if (i < 5) {
            g_assert_cmpuint(web_client_upgrade(left_open[i], "/ws", ""), ==, 101);
        } else if (i < 10) {
            web_client_print(left_open[i], "GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
        } else if (i < 15) {
            g_auto(WebReply) reply = web_client_ask(left_open[i], "GET", "/echo/a", "", NULL);
        } else {
            web_client_print(left_open[i], "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
        }
    }
    while (g_atomic_int_get(&fixture->opened) < 5) {
        g_thread_yield();
    }
}

static void test_stops_with_everything_open(void)
{
    for (int round = 0; round < 5; round++) {
        web_fixture_run_with(&(WebServerConfig){0}, leave_everything_open);
        for (size_t i = 0; i < G_N_ELEMENTS(left_open); i++) {
            g_clear_pointer(&left_open[i], web_client_free);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web_server/answers", test_answers);
    g_test_add_func("/web_server/refuses_what_is_wrong", test_refuses_what_is_wrong);
    g_test_add_func("/web_server/takes_large_bodies", test_takes_large_bodies);
    g_test_add_func("/web_server/takes_heads_of_16_kb", test_takes_heads_of_16_kb);
    g_test_add_func("/web_server/survives_unknown_upgrades", test_survives_unknown_upgrades);
    g_test_add_func("/web_server/closes_behind_what_was_sent_ahead",
            test_closes_behind_what_was_sent_ahead);
    g_test_add_func("/web_server/serves_parts_of_files", test_serves_parts_of_files);
    g_test_add_func("/web_server/speaks_http_1_only", test_speaks_http_1_only);
    g_test_add_func("/web_server/sends_others_to_https", test_sends_others_to_https);
    g_test_add_func("/web_server/reloads_its_certificate", test_reloads_its_certificate);
    g_test_add_func("/web_server/says_why_it_cannot_start", test_says_why_it_cannot_start);
    g_test_add_func("/web_server/stops_with_everything_open", test_stops_with_everything_open);
    return g_test_run();
}
