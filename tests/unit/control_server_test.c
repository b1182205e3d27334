#include "mcu/control/control_server.h"

#include "mcu/api/json_rpc.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include <string.h>

/* A server in a folder of its own, and what it told. */
typedef struct Desk {
    char *folder;
    char *path;
    ControlServer *server;
    GString *lines; /* each with a bar behind it */
    int present;    /* controllers that came, less those that went */
} Desk;

static void on_line(const char *line, size_t size, void *user_data)
{
    const Desk *desk = user_data;
    g_string_append_len(desk->lines, line, (gssize)size);
    g_string_append_c(desk->lines, '|');
}

static void on_controller(bool present, void *user_data)
{
    Desk *desk = user_data;
    desk->present += present ? 1 : -1;
}

static const ControlServerEvents events = {.line = on_line, .controller = on_controller};

static Desk *desk_new(void)
{
    Desk *desk = g_new0(Desk, 1);
    desk->folder = g_dir_make_tmp("control-XXXXXX", NULL);
    desk->path = g_build_filename(desk->folder, "sock", NULL);
    desk->lines = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    desk->server = control_server_new(desk->path, &events, desk, &error);
    g_assert_no_error(error);
    return desk;
}

static void desk_free(Desk *desk)
{
    control_server_free(desk->server);
    g_assert_false(g_file_test(desk->path, G_FILE_TEST_EXISTS));
    g_assert_cmpint(g_rmdir(desk->folder), ==, 0);
    g_string_free(desk->lines, TRUE);
    g_free(desk->path);
    g_free(desk->folder);
    g_free(desk);
}

static GSocket *connect_to(const Desk *desk)
{
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(desk->path);
    GSocket *socket = g_socket_new(
            G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
    g_assert_true(g_socket_connect(socket, address, NULL, NULL));
    g_socket_set_timeout(socket, 10);
    return socket;
}

static void send_text(GSocket *socket, const char *text)
{
    g_assert_cmpint(
            g_socket_send(socket, text, strlen(text), NULL, NULL), ==, (gssize)strlen(text));
}

static void wait_for_lines(const Desk *desk, const char *expected)
{
    while (strlen(desk->lines->str) < strlen(expected)) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(desk->lines->str, ==, expected);
}

static void test_lines_go_both_ways_once(void)
{
    Desk *desk = desk_new();
    control_server_send(desk->server, g_strdup("to nobody\n"));
    g_autoptr(GSocket) controller = connect_to(desk);
    send_text(controller, "one\ntw");
    wait_for_lines(desk, "one|");
    send_text(controller, "o\n");
    wait_for_lines(desk, "one|two|");
    control_server_send(desk->server, g_strdup("hello\n"));
    control_server_send(desk->server, g_strdup("again\n"));
    char answer[64] = "";
    gssize size = 0;
    while (size < (gssize)strlen("hello\nagain\n")) {
        size += g_socket_receive(
                controller, answer + size, sizeof answer - 1 - (gsize)size, NULL, NULL);
    }
    g_assert_cmpstr(answer, ==, "hello\nagain\n");
    desk_free(desk);
}

static void test_the_newest_controller_wins(void)
{
    Desk *desk = desk_new();
    g_autoptr(GSocket) old = connect_to(desk);
    send_text(old, "old\n");
    wait_for_lines(desk, "old|");
    g_autoptr(GSocket) new = connect_to(desk);
    send_text(new, "new\n");
    wait_for_lines(desk, "old|new|");
    g_assert_cmpint(desk->present, ==, 1);
    char byte = 0;
    g_assert_cmpint(g_socket_receive(old, &byte, 1, NULL, NULL), ==, 0); /* closed */
    desk_free(desk);
}

static void test_an_endless_line_is_dropped(void)
{
    Desk *desk = desk_new();
    g_autoptr(GSocket) controller = connect_to(desk);
    g_socket_set_blocking(controller, FALSE);
    static char fill[65536];
    memset(fill, 'x', sizeof fill);
    while (desk->present == 0) {
        g_main_context_iteration(NULL, TRUE);
    }
    while (desk->present == 1) {
        (void)g_socket_send(controller, fill, sizeof fill, NULL, NULL);
        g_main_context_iteration(NULL, FALSE);
    }
    g_assert_cmpstr(desk->lines->str, ==, "");
    desk_free(desk);
}

static void test_one_who_does_not_read_is_dropped(void)
{
    Desk *desk = desk_new();
    g_autoptr(GSocket) controller = connect_to(desk);
    send_text(controller, "hello\n");
    wait_for_lines(desk, "hello|");
    size_t sent = 0;
    while (control_server_has_controller(desk->server)) {
        g_assert_cmpuint(sent, <, (size_t)4 * CONTROL_OUT_BYTES_MAX);
        control_server_send(desk->server, g_strnfill(65536, 'x'));
        sent += 65536;
    }
    desk_free(desk);
}

static void test_takes_over_a_dead_socket_only(void)
{
    Desk *desk = desk_new();
    g_autoptr(GError) error = NULL;
    g_assert_null(control_server_new(desk->path, &events, desk, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
    g_autofree char *dead = g_build_filename(desk->folder, "dead", NULL);
    g_assert_true(g_file_set_contents(dead, "", 0, NULL));
    control_server_free(control_server_new(dead, &events, desk, NULL));
    g_assert_false(g_file_test(dead, G_FILE_TEST_EXISTS));
    desk_free(desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/control_server/lines_go_both_ways_once", test_lines_go_both_ways_once);
    g_test_add_func("/control_server/the_newest_controller_wins", test_the_newest_controller_wins);
    g_test_add_func("/control_server/an_endless_line_is_dropped", test_an_endless_line_is_dropped);
    g_test_add_func("/control_server/one_who_does_not_read_is_dropped",
            test_one_who_does_not_read_is_dropped);
    g_test_add_func(
            "/control_server/takes_over_a_dead_socket_only", test_takes_over_a_dead_socket_only);
    return g_test_run();
}
