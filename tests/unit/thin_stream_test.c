#include "signaling/http/thin_stream.h"

#include <glib.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

static void test_prepare(void)
{
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int paces_evenly = 0;
    socklen_t size = sizeof paces_evenly;

    thin_stream_prepare(connection);

    g_assert_cmpint(
            getsockopt(connection, IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, &paces_evenly, &size), ==,
            0);
    g_assert_cmpint(paces_evenly, ==, 1);
    close(connection);
}

static void test_others_are_left_alone(void)
{
    int pair[2];

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
    thin_stream_prepare(pair[0]);
    thin_stream_prepare(-1);
    g_assert_cmpint(write(pair[0], "a", 1), ==, 1);
    close(pair[0]);
    close(pair[1]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/thin_stream/asks_at_an_even_pace", test_prepare);
    g_test_add_func("/thin_stream/others_are_left_alone", test_others_are_left_alone);
    return g_test_run();
}
