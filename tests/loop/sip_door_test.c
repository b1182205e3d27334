/* Connections by TCP: how many there are, and for how long. */
#include "signaling/sip/sip_door.h"

#include "tests/loop/sip_scene.h"

#include <string.h>

enum { FLOOD = SIP_DOOR_ADDRESS_MAX + 150 };

static const char hello[] = "OPTIONS sip:127.0.0.1 SIP/2.0\r\n";

static GSocket *connect_one(const SipScene *scene)
{
    g_autoptr(GSocketAddress) server =
            g_inet_socket_address_new_from_string("127.0.0.1", sip_server_port(scene->server));
    g_autoptr(GError) error = NULL;
    GSocket *socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

    (void)g_socket_connect(socket, server, NULL, &error);
    g_assert_no_error(error);
    g_socket_set_blocking(socket, FALSE);
    return socket;
}

static bool is_closed(GSocket *socket)
{
    char bytes[512];
    g_autoptr(GError) error = NULL;
    gssize size = 0;

    while ((size = g_socket_receive(socket, bytes, sizeof(bytes), NULL, &error)) > 0) {
        g_assert_cmpint(size, >, 0);
    }
    return !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static void expect_closed(GSocket *socket)
{
    while (!is_closed(socket)) {
        g_main_context_iteration(NULL, FALSE);
    }
}

static void expect_answer(SipDevice *device)
{
    sip_device_ask(device, "OPTIONS", "sip:127.0.0.1", NULL, NULL);
    g_autofree char *answer = sip_device_final(device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

static unsigned descriptors(void)
{
    g_autoptr(GDir) dir = g_dir_open("/proc/self/fd", 0, NULL);
    unsigned count = 0;

    while (g_dir_read_name(dir) != NULL) {
        count++;
    }
    return count;
}

/* Who has shown its password stays; of the others the oldest make room. */
static void test_a_flood(void)
{
    static const char contact[] = "Contact: <sip:903@127.0.0.1;transport=tcp>\r\n";
    SipScene scene;
    SipDevice next;

    sip_scene_init(&scene, true);
    g_autofree char *registered =
            sip_device_prove(&scene.device, "REGISTER", "sip:127.0.0.1", contact, NULL);
    g_assert_cmpint(sip_device_status(registered), ==, 200);
    const unsigned before = descriptors();
    g_autoptr(GPtrArray) flood = g_ptr_array_new_with_free_func(g_object_unref);
    for (int i = 0; i < FLOOD; i++) {
        g_ptr_array_add(flood, connect_one(&scene));
        /* who has said something may be silent for longer than this takes */
        g_assert_cmpint(
                g_socket_send(g_ptr_array_index(flood, i), "\r\n\r\n", 4, NULL, NULL), ==, 4);
        g_main_context_iteration(NULL, FALSE);
    }
    /* one at a time the first ones go */
    for (int i = 0; i < FLOOD - SIP_DOOR_ADDRESS_MAX; i++) {
        expect_closed(g_ptr_array_index(flood, i));
    }
    sip_device_init(&next, sip_server_port(scene.server), true, "903", "mat-khau-903");
    expect_answer(&next);
    expect_answer(&scene.device);
    /* ours of each, and of those that are held, the server's and the two ends inside of the machine */
    while (descriptors() > before + FLOOD + 1 + 3 * SIP_DOOR_ADDRESS_MAX) {
        g_main_context_iteration(NULL, TRUE); /* the library closes its ends */
    }
    unsigned open = 0;
    for (int i = 0; i < FLOOD; i++) {
        open += is_closed(g_ptr_array_index(flood, i)) ? 0 : 1;
    }
    g_assert_cmpuint(open, ==, SIP_DOOR_ADDRESS_MAX - 2);
    sip_device_clear(&next);
    sip_scene_clear(&scene);
}

typedef struct Dawdler {
    const char *said;
    int64_t after_us;
} Dawdler;

static const Dawdler silent = {"", SIP_LINK_HANDSHAKE_US};
static const Dawdler slow = {hello, SIP_LINK_MESSAGE_US};
static const Dawdler endless = {
        "OPTIONS sip:127.0.0.1 SIP/2.0\r\nContent-Length: 60000\r\n\r\n", SIP_LINK_MESSAGE_US};
static const Dawdler idle = {"\r\n\r\n", SIP_LINK_SILENT_US};

static void test_who_takes_too_long(const void *data)
{
    const Dawdler *dawdler = data;
    SipScene scene;

    sip_scene_init(&scene, true);
    g_autoptr(GSocket) socket = connect_one(&scene);
    g_assert_cmpint(g_socket_send(socket, dawdler->said, strlen(dawdler->said), NULL, NULL), >=, 0);
    expect_answer(&scene.device);
    expect_answer(&scene.device); /* what was said before is there */
    sip_server_tick(scene.server, g_get_monotonic_time() + dawdler->after_us - G_USEC_PER_SEC);
    expect_answer(&scene.device);
    g_assert_false(is_closed(socket));
    sip_server_tick(scene.server, g_get_monotonic_time() + dawdler->after_us + G_USEC_PER_SEC);
    expect_closed(socket);
    sip_scene_clear(&scene);
}

static void test_a_device_may_be_silent(void)
{
    static const char contact[] = "Contact: <sip:903@127.0.0.1;transport=tcp>\r\n";
    SipScene scene;

    sip_scene_init(&scene, true);
    g_free(sip_device_prove(&scene.device, "REGISTER", "sip:127.0.0.1", contact, NULL));
    sip_server_tick(scene.server, g_get_monotonic_time() + 2 * (int64_t)SIP_LINK_SILENT_US);
    expect_answer(&scene.device);
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_door/a_flood", test_a_flood);
    g_test_add_data_func("/sip_door/who_takes_too_long/silent", &silent, test_who_takes_too_long);
    g_test_add_data_func("/sip_door/who_takes_too_long/slow", &slow, test_who_takes_too_long);
    g_test_add_data_func("/sip_door/who_takes_too_long/endless", &endless, test_who_takes_too_long);
    g_test_add_data_func("/sip_door/who_takes_too_long/idle", &idle, test_who_takes_too_long);
    g_test_add_func("/sip_door/a_device_may_be_silent", test_a_device_may_be_silent);
    return g_test_run();
}
