#include "mcu/net/send_batch.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

/* A socket that receives, and a target that sends to it. */
typedef struct Line {
    GSocket *receiver;
    SendTarget target;
    SendFailure why;
    size_t unsent;
    size_t unsent_bytes;
} Line;

static void on_failed(SendFailure why, size_t packets, size_t bytes, void *user_data)
{
    Line *line = user_data;
    line->why = why;
    line->unsent += packets;
    line->unsent_bytes += bytes;
}

static GSocket *open_socket(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new(loopback, 0);
    GSocket *socket = g_socket_new(
            G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
    g_assert_no_error(error);
    g_socket_set_blocking(socket, FALSE);
    g_socket_bind(socket, any, FALSE, &error);
    g_assert_no_error(error);
    return socket;
}

static void line_init(Line *line)
{
    g_autoptr(GError) error = NULL;

    *line = (Line){.receiver = open_socket()};
    line->target = (SendTarget){.socket = open_socket(),
            .to_size = sizeof(struct sockaddr_in),
            .failed = on_failed,
            .user_data = line};
    g_autoptr(GSocketAddress) address = g_socket_get_local_address(line->receiver, &error);
    g_assert_no_error(error);
    g_assert_true(
            g_socket_address_to_native(address, &line->target.to, sizeof line->target.to, &error));
}

static void line_clear(Line *line)
{
    g_object_unref(line->receiver);
    g_object_unref(line->target.socket);
}

/* Datagram n is filled with the byte n. */
static void put(SendBatch *batch, SendTarget *target, size_t n, size_t size)
{
    memset(send_batch_room(batch, target), (int)(n & 0xff), size);
    send_batch_put(batch, size);
}

static void assert_next(Line *line, size_t n, size_t size)
{
    uint8_t bytes[SEND_BATCH_ONE_MAX + 1];
    const gssize got = g_socket_receive(line->receiver, (char *)bytes, sizeof bytes, NULL, NULL);

    g_assert_cmpint(got, ==, (gssize)size);
    g_assert_cmpuint(bytes[0], ==, n & 0xff);
    g_assert_cmpuint(bytes[size - 1], ==, n & 0xff);
}

static void assert_nothing(Line *line)
{
    char byte;
    g_assert_cmpint(g_socket_receive(line->receiver, &byte, 1, NULL, NULL), ==, -1);
}

static void test_keeps_sizes_and_order(void)
{
    static const struct {
        const char *why;
        size_t sizes[6];
        size_t count;
    } cases[] = {
            {"one", {500}, 1},
            {"a picture: alike, the last smaller", {1000, 1000, 1000, 400}, 4},
            {"sound behind a picture", {1000, 1000, 400, 120}, 4},
            {"growing: none can go with the next", {100, 200, 300}, 3},
            {"the largest there are", {SEND_BATCH_ONE_MAX, SEND_BATCH_ONE_MAX, 1}, 3},
            {"two pictures", {900, 900, 30, 900, 900, 31}, 6},
    };

    for (size_t one_by_one = 0; one_by_one < 2; one_by_one++) {
        for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
            g_autoptr(SendBatch) batch = send_batch_new();
            Line line;
            g_test_message("%s", cases[i].why);
            line_init(&line);
            line.target.one_by_one = one_by_one == 1;
            for (size_t n = 0; n < cases[i].count; n++) {
                put(batch, &line.target, n, cases[i].sizes[n]);
            }
            assert_nothing(&line);
            send_batch_flush(batch);
            for (size_t n = 0; n < cases[i].count; n++) {
                assert_next(&line, n, cases[i].sizes[n]);
            }
            assert_nothing(&line);
            g_assert_cmpuint(line.unsent, ==, 0);
            line_clear(&line);
        }
    }
}

static void test_more_than_it_holds(void)
{
    static const struct {
        const char *why;
        size_t count, size;
    } cases[] = {
            {"one packet more than it holds", SEND_BATCH_PACKETS + 1, 10},
            {"some bytes more than it holds", SEND_BATCH_BYTES / 1200 + 1, 1200},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SendBatch) batch = send_batch_new();
        Line line;
        g_test_message("%s", cases[i].why);
        line_init(&line);
        for (size_t n = 0; n < cases[i].count; n++) {
            put(batch, &line.target, n, cases[i].size);
        }
        assert_next(&line, 0, cases[i].size); /* left when there was no more room */
        send_batch_flush(batch);
        for (size_t n = 1; n < cases[i].count; n++) {
            assert_next(&line, n, cases[i].size);
        }
        assert_nothing(&line);
        line_clear(&line);
    }
}

static void test_another_target_sends_what_was_there(void)
{
    g_autoptr(SendBatch) batch = send_batch_new();
    Line one;
    Line other;

    line_init(&one);
    line_init(&other);
    put(batch, &one.target, 1, 100);
    put(batch, &other.target, 2, 200);
    assert_next(&one, 1, 100);
    assert_nothing(&other);
    send_batch_forget(batch, &one.target); /* has nothing here any more */
    assert_nothing(&other);
    send_batch_forget(batch, &other.target);
    assert_next(&other, 2, 200);
    line_clear(&one);
    line_clear(&other);
}

static void test_room_that_is_left_sends_nothing(void)
{
    g_autoptr(SendBatch) batch = send_batch_new();
    Line line;

    line_init(&line);
    g_assert_nonnull(send_batch_room(batch, &line.target));
    send_batch_flush(batch);
    assert_nothing(&line);
    put(batch, &line.target, 7, 70);
    g_assert_nonnull(send_batch_room(batch, &line.target));
    send_batch_flush(batch);
    assert_next(&line, 7, 70);
    assert_nothing(&line);
    send_batch_forget(batch, &line.target);
    line_clear(&line);
}

static void test_tells_what_did_not_leave(void)
{
    g_autoptr(SendBatch) batch = send_batch_new();
    Line line;

    line_init(&line);
    g_assert_true(g_socket_close(line.target.socket, NULL));
    put(batch, &line.target, 0, 100);
    put(batch, &line.target, 1, 50);
    send_batch_flush(batch);
    g_assert_cmpuint(line.unsent, ==, 2);
    g_assert_cmpuint(line.unsent_bytes, ==, 150);
    g_assert_cmpint(line.why, ==, SEND_BROKEN);
    send_batch_flush(batch);
    g_assert_cmpuint(line.unsent, ==, 2);
    line_clear(&line);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/send_batch/keeps_sizes_and_order", test_keeps_sizes_and_order);
    g_test_add_func("/send_batch/more_than_it_holds", test_more_than_it_holds);
    g_test_add_func("/send_batch/another_target_sends_what_was_there",
            test_another_target_sends_what_was_there);
    g_test_add_func(
            "/send_batch/room_that_is_left_sends_nothing", test_room_that_is_left_sends_nothing);
    g_test_add_func("/send_batch/tells_what_did_not_leave", test_tells_what_did_not_leave);
    return g_test_run();
}
