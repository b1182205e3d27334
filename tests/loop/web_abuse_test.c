#include "signaling/http/address_limit.h"
#include "tests/loop/web_fixture.h"

#include <string.h>

/* Short times, so that what must be cut is cut soon; nothing here depends on how soon. */
static const HttpTimes hasty = {
        .head_us = 400000,
        .idle_us = 400000,
        .body_us = 400000,
        .answer_us = 400000,
        .write_us = 400000,
};

static void expect_end(WebClient *client)
{
    g_autofree char *rest = web_client_read_all(client);

    g_assert_cmpstr(rest, ==, "");
}

static void be_slow(WebFixture *fixture)
{
    WebClientTarget half_tls = fixture->plain;
    g_autoptr(WebClient) nothing = web_client_new(&fixture->plain);
    g_autoptr(WebClient) half_a_hello = web_client_new(&half_tls);
    g_autoptr(WebClient) half_a_head = web_client_new(&fixture->secure);
    g_autoptr(WebClient) half_a_body = web_client_new(&fixture->secure);
    g_autoptr(WebClient) idle = web_client_new(&fixture->plain);

    web_client_write(half_a_hello, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    web_client_print(half_a_head, "GET / HTTP/1.1\r\nHost: ");
    web_client_print(
            half_a_body, "POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    g_auto(WebReply) reply = web_client_ask(idle, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(reply.status, ==, 200);
    expect_end(nothing);
    expect_end(half_a_hello);
    expect_end(half_a_head);
    expect_end(half_a_body);
    expect_end(idle);
}

/* A byte now and then does not help: the time counts for the whole head. */
static void trickle(WebFixture *fixture)
{
    g_autoptr(WebClient) client = web_client_new(&fixture->plain);
    const gint64 give_up_us = g_get_monotonic_time() + INT64_C(60000000);

    web_client_print(client, "GET / HTTP/1.1\r\nHost: ");
    while (web_client_write(client, "a", 1)) {
        g_assert_cmpint(g_get_monotonic_time(), <, give_up_us);
        g_usleep(10000); /* the trickle itself, not a wait */
    }
}

static void test_cuts_the_slow(void)
{
    web_fixture_run_with(&(WebServerConfig){.times = hasty}, be_slow);
    web_fixture_run_with(&(WebServerConfig){.times = hasty}, trickle);
}

static void wait_for_a_handler(WebFixture *fixture)
{
    g_autoptr(WebClient) client = web_client_new(&fixture->secure);
    g_auto(WebReply) reply = web_client_ask(client, "GET", "/never", "", NULL);
    g_assert_cmpuint(reply.status, ==, 504);
    g_auto(WebReply) next = web_client_ask(client, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(next.status, ==, 200);
}

static void leave_a_handler(WebFixture *fixture)
{
    for (int i = 0; i < 10; i++) {
        g_autoptr(WebClient) client = web_client_new(&fixture->plain);
        web_client_print(client, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    g_autoptr(WebClient) client = web_client_new(&fixture->plain);
    g_auto(WebReply) reply = web_client_ask(client, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(reply.status, ==, 200);
}

static void test_outlives_its_handlers(void)
{
    web_fixture_run_with(&(WebServerConfig){.times = hasty}, wait_for_a_handler);
    web_fixture_run_with(&(WebServerConfig){0}, leave_a_handler);
}

/* A large answer that is not read, alone and with more requests behind it. */
static void refuse_to_read(WebFixture *fixture)
{
    WebClientTarget target = fixture->plain;
    char byte = 0;

    target.receive_buffer = 4096;
    g_autoptr(WebClient) silent = web_client_new(&target);
    g_autoptr(WebClient) pushing = web_client_new(&target);
    web_client_print(silent, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    web_client_print(pushing, "GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /big HTTP/1.1\r\n");
    while (web_fixture_stats(fixture).cut_connections < 2) {
        g_thread_yield();
    }
    while (web_client_read(silent, &byte, 1) == 1 || web_client_read(pushing, &byte, 1) == 1) {
        ; /* what was on its way; then the end */
    }
}

static void test_cuts_who_does_not_read(void)
{
    web_fixture_run_with(&(WebServerConfig){.times = hasty}, refuse_to_read);
}

static void come_too_often(WebFixture *fixture)
{
    g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func((GDestroyNotify)web_client_free);

    for (int i = 0; i < 3; i++) {
        g_ptr_array_add(clients, web_client_new(&fixture->secure));
        g_assert_nonnull(g_ptr_array_index(clients, (guint)i));
    }
    g_assert_null(web_client_new(&fixture->secure));
    g_ptr_array_set_size(clients, 2);
    g_autoptr(WebClient) again = NULL;
    for (int i = 0; again == NULL && i < 200; i++) {
        again = web_client_new(&fixture->secure); /* once the server saw the other one's end */
    }
    g_assert_nonnull(again);
}

/* Those that are too many of their address are told so, and served as soon as they are not. */
static void come_in_excess(WebFixture *fixture)
{
    g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func((GDestroyNotify)web_client_free);

    for (int i = 0; i < 3 + ADDRESS_LIMIT_TOLD; i++) {
        g_ptr_array_add(clients, web_client_new(&fixture->secure));
        g_assert_nonnull(g_ptr_array_index(clients, (guint)i));
    }
    g_assert_null(web_client_new(&fixture->secure));
    WebClient *first = g_ptr_array_index(clients, 0);
    WebClient *last = g_ptr_array_index(clients, clients->len - 1);
    g_auto(WebReply) served = web_client_ask(first, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(served.status, ==, 200);
    g_auto(WebReply) refused = web_client_ask(last, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(refused.status, ==, 429);
    g_auto(WebReply) asked = web_client_ask(first, "GET", "/ws", "", NULL);
    g_assert_cmpuint(asked.status, ==, 429); /* what the next WebSocket would be told */
    g_ptr_array_remove_range(clients, 0, ADDRESS_LIMIT_TOLD);
    unsigned status = 429;
    while (status == 429) { /* until the server saw the others' end */
        g_auto(WebReply) reply = web_client_ask(last, "GET", "/echo/a", "", NULL);
        status = reply.status;
    }
    g_assert_cmpuint(status, ==, 200);
    g_auto(WebReply) full = web_client_ask(last, "GET", "/ws", "", NULL);
    g_assert_cmpuint(full.status, ==, 429); /* three are there: the next would be one too many */
    g_ptr_array_remove_range(clients, 0, 1);
    while (status != 426) { /* until the server saw its end */
        g_auto(WebReply) reply = web_client_ask(last, "GET", "/ws", "", NULL);
        g_assert_true(reply.status == 426 || reply.status == 429);
        status = reply.status;
    }
}

static void come_too_fast(WebFixture *fixture)
{
    unsigned served = 0;

    for (int i = 0; i < 20; i++) {
        g_autoptr(WebClient) client = web_client_new(&fixture->secure);
        served += client != NULL;
    }
    g_assert_cmpuint(served, >=, 4);
    g_assert_cmpuint(served, <, 20);
    g_assert_cmpuint(web_fixture_stats(fixture).refused_connections, ==, 20 - served);
}

static void test_bounds_each_address(void)
{
    web_fixture_run_with(&(WebServerConfig){.connections_per_address_max = 3}, come_in_excess);
    web_fixture_run_with(&(WebServerConfig){.connections_max = 3}, come_too_often);
    web_fixture_run_with(&(WebServerConfig){.connects_per_address_per_s = 1}, come_too_fast);
}

/* Rubbish of many kinds; afterwards it serves as before. */
static void send_rubbish(WebFixture *fixture)
{
    GRand *rand = g_rand_new_with_seed(7);

    for (int i = 0; i < 300; i++) {
        g_autoptr(WebClient) client =
                web_client_new(i % 3 == 0 ? &fixture->secure : &fixture->plain);
        g_autofree uint8_t *bytes = g_malloc(600);
        const size_t size = (size_t)g_rand_int_range(rand, 1, 600);
        if (i % 3 == 2) {
            web_client_upgrade(client, "/ws", "");
        }
        for (size_t n = 0; n < size; n++) {
            bytes[n] = (uint8_t)g_rand_int_range(rand, 0, 256);
        }
        web_client_write(client, i % 2 == 0 ? "GET " : "\x16\x03", i % 2 == 0 ? 4 : 2);
        web_client_write(client, bytes, size);
    }
    g_rand_free(rand);
    g_autoptr(WebClient) client = web_client_new(&fixture->secure);
    g_auto(WebReply) reply = web_client_ask(client, "GET", "/echo/a", "", NULL);
    g_assert_cmpuint(reply.status, ==, 200);
}

static void test_survives_rubbish(void)
{
    web_fixture_run_with(&(WebServerConfig){.connects_per_address_per_s = 1000}, send_rubbish);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web_abuse/cuts_the_slow", test_cuts_the_slow);
    g_test_add_func("/web_abuse/outlives_its_handlers", test_outlives_its_handlers);
    g_test_add_func("/web_abuse/cuts_who_does_not_read", test_cuts_who_does_not_read);
    g_test_add_func("/web_abuse/bounds_each_address", test_bounds_each_address);
    g_test_add_func("/web_abuse/survives_rubbish", test_survives_rubbish);
    return g_test_run();
}
