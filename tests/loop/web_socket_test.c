#include "tests/loop/web_fixture.h"

#include <string.h>

enum { MESSAGE_MAX = 256 * 1024 };

static WebClient *open_socket(const WebClientTarget *target)
{
    g_autoptr(WebClient) client = web_client_new(target);

    g_assert_nonnull(client);
    g_assert_cmpuint(web_client_upgrade(client, "/ws", ""), ==, 101);
    g_auto(WebFrame) hello = web_client_next_frame(client);
    g_assert_cmpuint(hello.opcode, ==, 1);
    g_assert_cmpmem(hello.bytes->data, hello.bytes->len, "hello", 5);
    return g_steal_pointer(&client);
}

static void expect_text(WebClient *client, const char *text, size_t size)
{
    g_auto(WebFrame) frame = web_client_next_frame(client);

    g_assert_cmpuint(frame.opcode, ==, 1);
    g_assert_cmpmem(frame.bytes->data, frame.bytes->len, text, size);
}

static void expect_close(WebClient *client, unsigned code)
{
    g_auto(WebFrame) frame = web_client_next_frame(client);

    g_assert_cmpuint(frame.opcode, ==, 8);
    g_assert_cmpuint(frame.code, ==, code);
}

/* libwebsockets hands over pieces of 4 kB: 9000 bytes are three of them. */
static void echo_sizes(WebFixture *fixture)
{
    static const size_t sizes[] = {0, 1, 125, 126, 4095, 4096, 4097, 9000, 65536, MESSAGE_MAX};
    const WebClientTarget *targets[] = {&fixture->plain, &fixture->secure};
    g_autofree char *text = g_malloc(MESSAGE_MAX);

    for (size_t i = 0; i < MESSAGE_MAX; i++) {
        text[i] = (char)('a' + i % 26);
    }
    for (size_t t = 0; t < G_N_ELEMENTS(targets); t++) {
        g_autoptr(WebClient) client = open_socket(targets[t]);
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            g_test_message("%zu bytes", sizes[i]);
            g_assert_true(web_client_frame(client, true, 1, text, sizes[i]));
            expect_text(client, text, sizes[i]);
        }
        g_assert_true(web_client_frame(client, false, 1, text, 5000));
        g_assert_true(web_client_frame(client, true, 9, "ping", 4));
        g_assert_true(web_client_frame(client, false, 0, text + 5000, 1));
        g_assert_true(web_client_frame(client, true, 0, text + 5001, 4999));
        g_auto(WebFrame) pong = web_client_next_frame(client);
        g_assert_cmpuint(pong.opcode, ==, 10);
        expect_text(client, text, 10000);
        g_assert_true(web_client_frame(client, true, 8, "\x03\xe8", 2));
        expect_close(client, 1000);
    }
}

static void test_puts_messages_together(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, echo_sizes);
}

static void break_each_rule(WebFixture *fixture)
{
    g_autofree char *big = g_strnfill(MESSAGE_MAX + 1, 'b');
    g_autoptr(WebClient) one = open_socket(&fixture->secure);
    g_assert_true(web_client_frame(one, true, 1, big, MESSAGE_MAX + 1));
    expect_close(one, 1009);

    g_autoptr(WebClient) parts = open_socket(&fixture->plain);
    g_assert_true(web_client_frame(parts, false, 1, big, MESSAGE_MAX));
    g_assert_true(web_client_frame(parts, true, 0, big, 1));
    expect_close(parts, 1009);

    g_autoptr(WebClient) binary = open_socket(&fixture->secure);
    g_assert_true(web_client_frame(binary, true, 2, "1234", 4));
    expect_close(binary, 1003);

    g_autoptr(WebClient) not_text = open_socket(&fixture->secure);
    g_assert_true(web_client_frame(not_text, true, 1, "\xff\xfe", 2));
    expect_close(not_text, 1007);

    g_autoptr(WebClient) asked = open_socket(&fixture->plain);
    g_assert_true(web_client_frame(asked, true, 1, "close me", 8));
    expect_text(asked, "bye", 3);
    expect_close(asked, 4001);
}

static void test_closes_with_the_right_code(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, break_each_rule);
}

static void send_too_many(WebFixture *fixture)
{
    g_autoptr(WebClient) client = open_socket(&fixture->plain);
    unsigned echoed = 0;
    unsigned code = 0;

    for (int i = 0; i < 200; i++) {
        web_client_frame(client, true, 1, "x", 1);
    }
    while (code == 0) {
        g_auto(WebFrame) frame = web_client_next_frame(client);
        g_assert_cmpuint(frame.opcode, !=, 0);
        echoed += frame.opcode == 1;
        code = frame.code;
    }
    g_assert_cmpuint(code, ==, 1008);
    g_assert_cmpuint(echoed, >=, 40); /* the fixture allows 20 a second and twice as many at once */
    g_assert_cmpuint(echoed, <, 200);
}

static void test_bounds_the_rate(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, send_too_many);
}

/* What the kernel holds already still comes; then the end, with its reason. */
static void read_too_slowly(WebFixture *fixture)
{
    WebClientTarget target = fixture->plain;
    unsigned code = 0;

    target.receive_buffer = 8192;
    g_autoptr(WebClient) client = open_socket(&target);
    g_assert_true(web_client_frame(client, true, 1, "flood me", 8));
    while (code == 0) {
        g_auto(WebFrame) frame = web_client_next_frame(client);
        g_assert_cmpuint(frame.opcode, !=, 0);
        code = frame.code;
    }
    g_assert_cmpuint(code, ==, 1013);
}

static void test_drops_who_does_not_read(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, read_too_slowly);
}

static void come_from_pages(WebFixture *fixture)
{
    static const struct {
        const char *why;
        const char *path;
        const char *lines;
        unsigned status;
    } cases[] = {
            {"a program", "/ws", "", 101},
            {"our page", "/ws", "Origin: https://test.example:8443\r\n", 101},
            {"our page, plain, in capitals", "/ws", "Origin: HTTP://TEST.example:8443\r\n", 101},
            {"another port", "/ws", "Origin: https://test.example\r\n", 403},
            {"another host", "/ws", "Origin: https://evil.example:8443\r\n", 403},
            {"a longer host", "/ws", "Origin: https://test.example:8443.evil.example\r\n", 403},
            {"no host", "/ws", "Origin: null\r\n", 403},
            {"another path", "/other", "", 404},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autoptr(WebClient) client = web_client_new(&fixture->secure);
        g_assert_cmpuint(
                web_client_upgrade(client, cases[i].path, cases[i].lines), ==, cases[i].status);
    }
}

static void test_checks_the_origin(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, come_from_pages);
}

static void offer_compression(WebFixture *fixture)
{
    g_autoptr(WebClient) client = web_client_new(&fixture->plain);
    g_auto(WebReply) reply = web_client_ask(client, "GET", "/ws",
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n",
            NULL);
    g_autofree char *extensions = web_reply_header(&reply, "Sec-WebSocket-Extensions");

    g_assert_cmpuint(reply.status, ==, 101);
    g_assert_cmpstr(extensions, ==, NULL);
}

static void test_takes_no_compression(void)
{
    web_fixture_run_with(&(WebServerConfig){0}, offer_compression);
}

/* After silence a ping; after silence to that, the end. */
static void be_silent(WebFixture *fixture)
{
    g_autoptr(WebClient) client = open_socket(&fixture->secure);
    g_auto(WebFrame) ping = web_client_next_frame(client);
    g_assert_cmpuint(ping.opcode, ==, 9);
    g_assert_true(web_client_frame(client, true, 10, ping.bytes->data, ping.bytes->len));
    g_auto(WebFrame) second = web_client_next_frame(client);
    g_assert_cmpuint(second.opcode, ==, 9);
    g_auto(WebFrame) end = web_client_next_frame(client);
    g_assert_true(end.opcode == 0 || end.opcode == 8);
}

static void test_pings_the_silent(void)
{
    web_fixture_run_with(&(WebServerConfig){.ping_s = 1, .hangup_s = 2}, be_silent);
}

static unsigned open_files(void)
{
    g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
    unsigned count = 0;

    while (g_dir_read_name(folder) != NULL) {
        count++;
    }
    return count;
}

/* Sockets come and go, some without a word; nothing stays. */
static void come_and_go(WebFixture *fixture)
{
    enum { ROUNDS = 400 };
    const unsigned before = open_files();

    for (int i = 0; i < ROUNDS; i++) {
        g_autoptr(WebClient) client = open_socket(i % 4 == 0 ? &fixture->secure : &fixture->plain);
        if (i % 2 == 0) {
            web_client_frame(client, true, 8, "\x03\xe8", 2);
        }
    }
    while (web_fixture_stats(fixture).connections > 0) {
        g_thread_yield();
    }
    g_assert_cmpint(g_atomic_int_get(&fixture->closed), ==, ROUNDS);
    g_assert_cmpuint(open_files(), ==, before);
}

static void test_forgets_who_left(void)
{
    web_fixture_run_with(&(WebServerConfig){.connects_per_address_per_s = 1000}, come_and_go);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web_socket/puts_messages_together", test_puts_messages_together);
    g_test_add_func("/web_socket/closes_with_the_right_code", test_closes_with_the_right_code);
    g_test_add_func("/web_socket/bounds_the_rate", test_bounds_the_rate);
    g_test_add_func("/web_socket/drops_who_does_not_read", test_drops_who_does_not_read);
    g_test_add_func("/web_socket/checks_the_origin", test_checks_the_origin);
    g_test_add_func("/web_socket/takes_no_compression", test_takes_no_compression);
    g_test_add_func("/web_socket/pings_the_silent", test_pings_the_silent);
    g_test_add_func("/web_socket/forgets_who_left", test_forgets_who_left);
    return g_test_run();
}
