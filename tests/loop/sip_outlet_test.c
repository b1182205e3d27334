/* Devices that we call by a connection of ours: TLS by OpenSSL at the other end, and TCP. */
#include "signaling/http/tls_authority.h"
#include "signaling/meeting/site_redial.h"
#include "signaling/sip/sip_link.h"
#include "tests/loop/sip_scene.h"

#include <glib/gstdio.h>

#include <string.h>

static const char contact[] = "Contact: <sip:903@127.0.0.1;transport=tls>\r\n";

/* A room's device that waits to be called. */
typedef struct Room {
    char *folder;
    TlsAuthority *authority;
    SSL_CTX *context; /* NULL: TCP */
    GSocket *listener;
    uint16_t port;
    char *uri;
    SipScene scene;
    SipDevice device;
} Room;

static char *path_in(const Room *room, const char *name)
{
    return g_build_filename(room->folder, name, NULL);
}

static void make_certificate(Room *room)
{
    static const char *const names[] = {"127.0.0.1", "localhost", NULL};
    g_autoptr(GError) error = NULL;

    room->folder = g_dir_make_tmp("giaoban-sip-outlet-XXXXXX", &error);
    g_assert_no_error(error);
    room->authority =
            tls_authority_new(room->folder, names, g_get_real_time() / G_USEC_PER_SEC, &error);
    g_assert_no_error(error);
    g_autofree char *ca = path_in(room, "authority.pem");
    g_assert_true(g_file_set_contents(ca, tls_authority_pem(room->authority), -1, NULL));
}

static void listen_for_calls(Room *room, uint16_t port)
{
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", port);

    room->listener =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
    g_assert_true(g_socket_bind(room->listener, any, TRUE, NULL));
    g_assert_true(g_socket_listen(room->listener, NULL));
    g_socket_set_blocking(room->listener, FALSE);
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(room->listener, NULL);
    room->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own));
}

static void room_init(Room *room, const char *host, const char *transport)
{
    *room = (Room){0};
    make_certificate(room);
    listen_for_calls(room, 0);
    room->uri = g_strdup_printf("sip:903@%s:%u;transport=%s", host, room->port, transport);
    if (g_str_equal(transport, "tls")) {
        room->context = SSL_CTX_new(TLS_server_method());
        g_assert_cmpint(SSL_CTX_use_certificate_chain_file(
                                room->context, tls_authority_certificate_path(room->authority)),
                ==, 1);
        g_assert_cmpint(SSL_CTX_use_PrivateKey_file(room->context,
                                tls_authority_key_path(room->authority), SSL_FILETYPE_PEM),
                ==, 1);
    }
}

/* @param ca  whether the room's authority is known */
static void begin_server(Room *room, bool ca, bool any, const char *pins)
{
    g_autofree char *path = path_in(room, "authority.pem");
    g_autoptr(GError) error = NULL;

    sip_scene_init_server(&room->scene,
            &(SipTrustConfig){.ca_path = ca ? path : NULL, .any = any, .pins_path = pins});
    if (room->context == NULL) {
        return;
    }
    g_assert_true(sip_server_add_tls(room->scene.server,
            &(SipTlsConfig){.address = "127.0.0.1",
                    .certificate_path = tls_authority_certificate_path(room->authority),
                    .key_path = tls_authority_key_path(room->authority)},
            &error));
}

static void room_clear(Room *room)
{
    g_autoptr(GDir) dir = g_dir_open(room->folder, 0, NULL);
    const char *name = NULL;

    if (room->device.socket != NULL) {
        sip_device_clear(&room->device);
    }
    sip_scene_clear(&room->scene);
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = path_in(room, name);
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(room->folder), ==, 0);
    tls_authority_free(room->authority);
    SSL_CTX_free(room->context);
    g_clear_object(&room->listener);
    g_free(room->folder);
    g_free(room->uri);
}

static GSocket *take_connection(Room *room)
{
    GSocket *socket = NULL;

    while ((socket = g_socket_accept(room->listener, NULL, NULL)) == NULL) {
        g_main_context_iteration(NULL, FALSE);
    }
    g_socket_set_blocking(socket, FALSE);
    return socket;
}

/* @return false: the server has gone away */
static bool shake(SSL *ssl)
{
    int result = 0;

    while ((result = SSL_accept(ssl)) <= 0 && SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ) {
        g_main_context_iteration(NULL, FALSE);
    }
    return result == 1;
}

/* The server's connection, as the device has it. */
static void take_line(Room *room)
{
    GSocket *socket = take_connection(room);
    SSL *ssl = NULL;

    if (room->context != NULL) {
        ssl = SSL_new(room->context);
        (void)SSL_set_fd(ssl, g_socket_get_fd(socket));
        g_assert_true(shake(ssl));
    }
    sip_device_init_called(&room->device, socket, ssl);
}

static void call_room(Room *room, const char *route)
{
    SipScene *scene = &room->scene;

    scene->call = sip_server_call(scene->server,
            &(SipCallOrder){
                    .uri = room->uri, .route = route, .caller = "giao-ban", .name = "Giao ban"});
    g_assert_cmpuint(scene->call, !=, 0);
}

static void take_call(Room *room, const char *invite)
{
    SipScene *scene = &room->scene;

    sip_device_answer(&room->device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(scene, "offered;");
    sip_server_answer(scene->server, scene->call, SIP_SCENE_OURS);
    g_autofree char *ack = sip_device_hear(&room->device);
    g_assert_true(g_str_has_prefix(ack, "ACK "));
}

static void expect_bye(Room *room)
{
    g_autofree char *bye = sip_device_hear(&room->device);

    g_assert_true(g_str_has_prefix(bye, "BYE "));
    sip_device_accept(&room->device, bye);
}

/* The server dies while the device rings: the next one connects to it, and takes that back. */
static void test_it_rings_when_the_server_dies(const void *data)
{
    Room room;

    room_init(&room, "127.0.0.1", data);
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_autofree char *via = sip_device_header(invite, "Via", 0);
    g_autofree char *authority = path_in(&room, "authority.pem");
    g_assert_true(g_str_has_prefix(invite, "INVITE "));
    room.scene.trust.ca_path = authority;
    sip_scene_restart_ringing(&room.scene);
    sip_device_clear(&room.device);
    take_line(&room);
    g_autofree char *cancel = sip_device_hear(&room.device);
    g_autofree char *same = sip_device_header(cancel, "Via", 0);
    g_test_message("%s", cancel);
    g_assert_true(g_str_has_prefix(cancel, "CANCEL "));
    g_assert_cmpint(
            strncmp(via, same, strcspn(via, ";") + 1), ==, 0); /* with another socket's port */
    sip_device_accept(&room.device, cancel);
    sip_device_answer(&room.device, invite, "487 Request Terminated", NULL, NULL);
    g_autofree char *ack = sip_device_hear(&room.device);
    g_assert_true(g_str_has_prefix(ack, "ACK "));
    sip_scene_expect_recalled(&room.scene, "it rings no more;");
    room_clear(&room);
}

static void test_a_device_is_called(const void *data)
{
    const bool tls = g_str_equal(data, "tls");
    const char *word = tls ? "SIP/2.0/TLS " : "SIP/2.0/TCP ";
    g_autofree char *parameter = g_strdup_printf(";transport=%s>", (const char *)data);
    Room room;

    room_init(&room, "127.0.0.1", data);
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_autofree char *via = sip_device_header(invite, "Via", 0);
    g_autofree char *own = sip_device_header(invite, "Contact", 0);
    g_assert_true(g_str_has_prefix(invite, "INVITE sip:903@127.0.0.1:"));
    g_assert_true(g_str_has_prefix(via, word));
    g_assert_true(g_str_has_suffix(own, parameter));
    take_call(&room, invite);
    /* in the call both ask by the same connection */
    sip_device_ask(&room.device, "OPTIONS", "sip:giao-ban@127.0.0.1", NULL, NULL);
    g_autofree char *there = sip_device_final(&room.device);
    g_assert_cmpint(sip_device_status(there), ==, 200);
    sip_server_end(room.scene.server, room.scene.call, "over");
    expect_bye(&room);
    /* and the next call takes it again */
    call_room(&room, NULL);
    g_autofree char *again = sip_device_hear(&room.device);
    g_assert_true(g_str_has_prefix(again, "INVITE sip:903@127.0.0.1:"));
    sip_device_answer(&room.device, again, "486 Busy Here", NULL, NULL);
    sip_scene_expect(&room.scene, "refused 486;");
    g_assert_null(g_socket_accept(room.listener, NULL, NULL));
    g_assert_cmpstr(room.scene.unreached->str, ==, "");
    room_clear(&room);
}

/* RFC 3261, 26.2.2: to the device itself, and with its name (RFC 6066, 3). */
static void test_a_safe_name(void)
{
    Room room;

    room_init(&room, "localhost", "tls");
    g_free(room.uri);
    room.uri = g_strdup_printf("sips:903@localhost:%u", room.port);
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    take_line(&room);
    g_assert_cmpstr(
            SSL_get_servername(room.device.ssl, TLSEXT_NAMETYPE_host_name), ==, "localhost");
    g_autofree char *invite = sip_device_hear(&room.device);
    g_autofree char *own = sip_device_header(invite, "Contact", 0);
    g_assert_true(g_str_has_prefix(invite, "INVITE sips:903@localhost:"));
    g_assert_true(g_str_has_prefix(own, "<sips:giao-ban@127.0.0.1:"));
    take_call(&room, invite);
    sip_server_end(room.scene.server, room.scene.call, "over");
    expect_bye(&room);
    room_clear(&room);
}

/* Nothing of SIP goes to who is not believed. */
static void expect_refusal(Room *room, int status)
{
    g_autofree char *said = g_strdup_printf("refused %d;", status);
    char byte = 0;
    GSocket *socket = take_connection(room);
    g_autoptr(GSocket) held = socket;
    SSL *ssl = SSL_new(room->context);

    (void)SSL_set_fd(ssl, g_socket_get_fd(socket));
    (void)shake(ssl);
    sip_scene_expect(&room->scene, said);
    g_assert_cmpint(SSL_read(ssl, &byte, 1), <=, 0);
    g_assert_cmpuint(sip_server_calls(room->scene.server), ==, 0);
    SSL_free(ssl);
}

static char *fingerprint_of(const Room *room)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    GString *text = g_string_new(NULL);
    const X509 *certificate = SSL_CTX_get0_certificate(room->context);

    g_assert_cmpint(X509_digest(certificate, EVP_sha256(), digest, &size), ==, 1);
    for (unsigned i = 0; i < size; i++) {
        g_string_append_printf(text, "%s%02X", i > 0 ? ":" : "", digest[i]);
    }
    return g_string_free(text, FALSE);
}

static void test_a_certificate_nobody_knows(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, false, false, NULL);
    call_room(&room, NULL);
    expect_refusal(&room, REDIAL_STATUS_CERTIFICATE);
    /* what the operator needs to write it down */
    g_autofree char *pin = fingerprint_of(&room);
    g_auto(GStrv) pairs = g_strsplit(pin, ":", 0);
    g_autofree char *hex = g_strjoinv("", pairs);
    g_autofree char *small = g_ascii_strdown(hex, -1);
    g_assert_nonnull(strstr(room.scene.unreached->str, small));
    room_clear(&room);
}

/* A certificate of the right authority, for another name. */
static void test_a_certificate_of_somebody_else(void)
{
    Room room;

    room_init(&room, "127.0.0.2", "tls");
    g_free(room.uri);
    g_clear_object(&room.listener);
    room.uri = NULL;
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("0.0.0.0", 0);
    room.listener =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
    g_assert_true(g_socket_bind(room.listener, any, TRUE, NULL));
    g_assert_true(g_socket_listen(room.listener, NULL));
    g_socket_set_blocking(room.listener, FALSE);
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(room.listener, NULL);
    room.uri = g_strdup_printf("sip:903@127.0.0.2:%u;transport=tls",
            g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own)));
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    expect_refusal(&room, REDIAL_STATUS_CERTIFICATE);
    room_clear(&room);
}

static void test_a_certificate_that_is_written_down(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    g_autofree char *pins = path_in(&room, "pins");
    g_autofree char *pin = fingerprint_of(&room);
    g_autofree char *text = g_strdup_printf("# devices\n\n127.0.0.1 %s  Kiên Lương\n", pin);
    g_assert_true(g_file_set_contents(pins, text, -1, NULL));
    begin_server(&room, false, false, pins);
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_assert_true(g_str_has_prefix(invite, "INVITE "));
    room_clear(&room);
}

static void test_any_certificate(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, false, true, NULL);
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_assert_true(g_str_has_prefix(invite, "INVITE "));
    room_clear(&room);
}

static void test_no_tls_there(void)
{
    static const char answer[] = "SIP/2.0 400 Bad Request\r\n\r\n";
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    g_autoptr(GSocket) socket = take_connection(&room);
    g_assert_cmpint(g_socket_send(socket, answer, sizeof(answer) - 1, NULL, NULL), >, 0);
    g_autofree char *said = g_strdup_printf("refused %d;", REDIAL_STATUS_NO_TLS);
    sip_scene_expect(&room.scene, said);
    /* who says nothing at all is no better */
    call_room(&room, NULL);
    g_autoptr(GSocket) silent = take_connection(&room);
    while (room.scene.said->len == 0) {
        g_main_context_iteration(NULL, FALSE);
        sip_server_tick(
                room.scene.server, g_get_monotonic_time() + SIP_LINK_HANDSHAKE_US + G_USEC_PER_SEC);
    }
    sip_scene_expect(&room.scene, said);
    /* nor who is not there */
    g_clear_object(&room.listener);
    call_room(&room, NULL);
    sip_scene_expect(&room.scene, "refused 503;");
    g_assert_nonnull(strstr(room.scene.unreached->str, "127.0.0.1: "));
    room_clear(&room);
}

static void test_a_call_that_nobody_wants_any_more(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, true, false, NULL);
    call_room(&room, NULL);
    sip_server_end(room.scene.server, room.scene.call, "stopped");
    g_assert_cmpuint(sip_server_calls(room.scene.server), ==, 0);
    call_room(&room, NULL); /* by the connection that is being made already */
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_autofree char *from = sip_device_header(invite, "From", 0);
    g_assert_nonnull(from);
    g_assert_cmpuint(sip_server_calls(room.scene.server), ==, 1);
    room_clear(&room);
}

/* Its connection is closed in the call: another one is made, by which it is hung up on. */
static void test_a_connection_that_is_lost(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, true, false, NULL);
    g_autofree char *own =
            g_strdup_printf("Contact: <sip:903@127.0.0.1:%u;transport=tls>\r\n", room.port);
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    sip_device_answer(&room.device, invite, "200 OK", own, SIP_SCENE_THEIRS);
    sip_scene_expect(&room.scene, "offered;");
    sip_server_answer(room.scene.server, room.scene.call, SIP_SCENE_OURS);
    g_free(sip_device_hear(&room.device));
    SipDevice before = room.device;
    room.device = (SipDevice){0};
    sip_device_clear(&before);
    take_line(&room); /* the server comes by itself */
    sip_server_end(room.scene.server, room.scene.call, "over");
    expect_bye(&room);
    room_clear(&room);
}

/* Another process hangs up. */
static void test_after_a_restart(void)
{
    Room room;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, true, false, NULL);
    g_autofree char *own =
            g_strdup_printf("Contact: <sip:903@127.0.0.1:%u;transport=tls>\r\n", room.port);
    g_autofree char *ca = path_in(&room, "authority.pem");
    call_room(&room, NULL);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    sip_device_answer(&room.device, invite, "200 OK", own, SIP_SCENE_THEIRS);
    sip_scene_expect(&room.scene, "offered;");
    sip_server_answer(room.scene.server, room.scene.call, SIP_SCENE_OURS);
    g_free(sip_device_hear(&room.device));
    room.scene.trust.ca_path = ca;
    sip_scene_restart(&room.scene);
    sip_server_end(room.scene.server, room.scene.call, "over"); /* before there is a way */
    SipDevice before = room.device;
    room.device = (SipDevice){0};
    sip_device_clear(&before);
    take_line(&room);
    expect_bye(&room);
    room_clear(&room);
}

/* Who has closed the connection by which it has registered is called by one of ours. */
static void test_a_registered_device_that_has_closed(void)
{
    Room room;
    SipDevice registrant;
    SipBinding binding;

    room_init(&room, "127.0.0.1", "tls");
    begin_server(&room, true, false, NULL);
    g_assert_true(sip_device_init_tls(&registrant, sip_server_tls_port(room.scene.server, false),
            TLS1_3_VERSION, "903", "mat-khau-903"));
    g_autofree char *own = g_strdup_printf("Contact: <%s>\r\n", room.uri);
    g_autofree char *answer = sip_device_prove(&registrant, "REGISTER", "sip:127.0.0.1", own, NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_cmpuint(sip_server_find(room.scene.server, "903", &binding, 1), ==, 1);
    g_autofree char *route = g_strdup(binding.source);
    sip_device_clear(&registrant);
    SipSeenDevice seen;
    do { /* until the server has seen it */
        g_main_context_iteration(NULL, FALSE);
        g_assert_cmpuint(sip_server_devices(room.scene.server, "903", &seen, 1), ==, 1);
    } while (g_str_equal(seen.transport, "TLS"));
    call_room(&room, route);
    take_line(&room);
    g_autofree char *invite = sip_device_hear(&room.device);
    g_assert_true(g_str_has_prefix(invite, "INVITE "));
    room_clear(&room);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/sip_outlet/a_device_is_called/tls", "tls", test_a_device_is_called);
    g_test_add_data_func("/sip_outlet/a_device_is_called/tcp", "tcp", test_a_device_is_called);
    g_test_add_data_func("/sip_outlet/it_rings_when_the_server_dies/tls", "tls",
            test_it_rings_when_the_server_dies);
    g_test_add_data_func("/sip_outlet/it_rings_when_the_server_dies/tcp", "tcp",
            test_it_rings_when_the_server_dies);
    g_test_add_func("/sip_outlet/a_safe_name", test_a_safe_name);
    g_test_add_func("/sip_outlet/a_certificate_nobody_knows", test_a_certificate_nobody_knows);
    g_test_add_func(
            "/sip_outlet/a_certificate_of_somebody_else", test_a_certificate_of_somebody_else);
    g_test_add_func("/sip_outlet/a_certificate_that_is_written_down",
            test_a_certificate_that_is_written_down);
    g_test_add_func("/sip_outlet/any_certificate", test_any_certificate);
    g_test_add_func("/sip_outlet/no_tls_there", test_no_tls_there);
    g_test_add_func("/sip_outlet/a_call_that_nobody_wants_any_more",
            test_a_call_that_nobody_wants_any_more);
    g_test_add_func("/sip_outlet/a_connection_that_is_lost", test_a_connection_that_is_lost);
    g_test_add_func("/sip_outlet/after_a_restart", test_after_a_restart);
    g_test_add_func("/sip_outlet/a_registered_device_that_has_closed",
            test_a_registered_device_that_has_closed);
    return g_test_run();
}
