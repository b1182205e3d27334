/* SIP over TLS: the doors, and what is behind them. */
#include "signaling/http/tls_authority.h"
#include "signaling/sip/sip_link.h"
#include "signaling/sip/sip_server.h"
#include "tests/loop/sip_device.h"

#include <glib/gstdio.h>

#include <string.h>

static const char password[] = "mat-khau-903";
static const char registrar_uri[] = "sip:127.0.0.1";
static const char meeting_uri[] = "sip:giao-ban@127.0.0.1";
static const char offer[] = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n";

typedef struct Scene {
    char *folder;
    TlsAuthority *authority;
    SipServer *server;
    char *ha1[SIP_DIGEST_ALGORITHMS];
    uint64_t call;
    bool ended;
    bool closed; /* nobody else is let in */
} Scene;

static bool on_admit(const char *address, void *user_data)
{
    const Scene *scene = user_data;
    g_assert_cmpstr(address, ==, "127.0.0.1");
    return !scene->closed;
}

static const char *on_ha1(const char *site, SipDigestAlgorithm algorithm, void *user_data)
{
    const Scene *scene = user_data;
    return g_str_equal(site, "903") ? scene->ha1[algorithm] : NULL;
}

static void on_refused(
        const char *address, const char *method, const char *site, const char *why, void *user_data)
{
}

static void on_registered(const char *site, bool is, const char *address, void *user_data)
{
    g_assert_cmpstr(address, ==, "127.0.0.1");
}

static void on_invited(uint64_t call, const SipInvitation *invitation, void *user_data)
{
    Scene *scene = user_data;
    g_assert_cmpstr(invitation->address, ==, "127.0.0.1");
    scene->call = call;
    sip_server_answer(scene->server, call, offer);
}

static void on_ended(uint64_t call, const char *why, void *user_data)
{
    Scene *scene = user_data;
    g_assert_cmpuint(call, ==, scene->call);
    scene->ended = true;
}

static void on_nothing(uint64_t call, const char *text, void *user_data)
{
}

static char *new_folder(TlsAuthority **ret_authority)
{
    static const char *const names[] = {"127.0.0.1", NULL};
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("giaoban-sip-tls-XXXXXX", &error);

    g_assert_no_error(error);
    *ret_authority = tls_authority_new(folder, names, g_get_real_time() / G_USEC_PER_SEC, &error);
    g_assert_no_error(error);
    return folder;
}

static void remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name = NULL;

    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void add_tls(Scene *scene, bool legacy)
{
    g_autoptr(GError) error = NULL;
    const bool added = sip_server_add_tls(scene->server,
            &(SipTlsConfig){.address = "127.0.0.1",
                    .certificate_path = tls_authority_certificate_path(scene->authority),
                    .key_path = tls_authority_key_path(scene->authority),
                    .legacy = legacy},
            &error);
    g_assert_no_error(error);
    g_assert_true(added);
}

static void scene_init(Scene *scene)
{
    static const SipServerEvents events = {
            .admit = on_admit,
            .ha1 = on_ha1,
            .refused = on_refused,
            .registered = on_registered,
    };
    static const SipCallEvents calls = {
            .invited = on_invited,
            .offered = on_nothing,
            .answered = on_nothing,
            .ended = on_ended,
    };
    g_autoptr(GError) error = NULL;

    *scene = (Scene){0};
    scene->folder = new_folder(&scene->authority);
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        scene->ha1[i] = sip_digest_ha1((SipDigestAlgorithm)i, "903", "giaoban", password);
    }
    scene->server = sip_server_new(&(SipServerConfig){.address = "127.0.0.1",
                                           .realm = "giaoban",
                                           .calls = &calls,
                                           .calls_data = scene},
            &events, scene, &error);
    g_assert_no_error(error);
    add_tls(scene, false);
}

static void scene_clear(Scene *scene)
{
    sip_server_free(scene->server);
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        g_free(scene->ha1[i]);
    }
    tls_authority_free(scene->authority);
    remove_folder(scene->folder);
    g_free(scene->folder);
}

static bool connect_device(Scene *scene, SipDevice *device, bool legacy, int version_max)
{
    return sip_device_init_tls(
            device, sip_server_tls_port(scene->server, legacy), version_max, "903", password);
}

static void expect_registered(SipDevice *device)
{
    g_autofree char *answer = sip_device_prove(device, "REGISTER", registrar_uri,
            "Contact: <sip:903@127.0.0.1;transport=tls>\r\n", NULL);
    g_autofree char *via = sip_device_header(answer, "Via", 0);
    g_autofree char *port = g_strdup_printf("rport=%u", device->port);

    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_true(g_str_has_prefix(via, "SIP/2.0/TLS 127.0.0.1:"));
    g_assert_nonnull(strstr(via, port)); /* where it is seen, not where the door stands */
}

static void test_a_device_registers_and_calls(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    g_assert_true(connect_device(&scene, &device, false, TLS1_3_VERSION));
    expect_registered(&device);
    g_autofree char *answer = sip_device_call(&device, meeting_uri, NULL, offer);
    g_autofree char *contact = sip_device_header(answer, "Contact", 0);
    g_autofree char *own = g_strdup_printf(
            "<sip:giaoban@127.0.0.1:%u;transport=tls>", sip_server_tls_port(scene.server, false));
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_cmpstr(contact, ==, own);
    sip_device_ack(&device, answer, meeting_uri, NULL);
    sip_device_ask(&device, "OPTIONS", meeting_uri, NULL, NULL); /* after the ACK */
    g_autofree char *there = sip_device_final(&device);
    g_assert_cmpint(sip_device_status(there), ==, 200);
    sip_server_end(scene.server, scene.call, "over");
    g_autofree char *bye = sip_device_hear(&device);
    g_autofree char *via = sip_device_header(bye, "Via", 0);
    g_assert_true(g_str_has_prefix(bye, "BYE sip:903@127.0.0.1"));
    g_assert_true(g_str_has_prefix(via, "SIP/2.0/TLS "));
    sip_device_accept(&device, bye);
    sip_device_clear(&device);
    scene_clear(&scene);
}

/* RFC 3261, 12.1.1 */
static void test_a_safe_name_gets_a_safe_contact(void)
{
    static const char uri[] = "sips:giao-ban@127.0.0.1";
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    g_assert_true(connect_device(&scene, &device, false, TLS1_2_VERSION));
    g_autofree char *answer = sip_device_call(&device, uri, NULL, offer);
    g_autofree char *contact = sip_device_header(answer, "Contact", 0);
    g_assert_true(g_str_has_prefix(contact, "<sips:giaoban@127.0.0.1:"));
    sip_device_ack(&device, answer, uri, NULL);
    sip_device_ask(&device, "BYE", uri, NULL, NULL);
    g_autofree char *over = sip_device_final(&device);
    g_assert_cmpint(sip_device_status(over), ==, 200);
    g_assert_true(scene.ended);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_what_is_too_weak(void)
{
    Scene scene;
    SipDevice old;
    SipDevice same;

    scene_init(&scene);
    g_assert_cmpuint(
            sip_server_tls_port(scene.server, true), ==, 0); /* not unless it is asked for */
    g_assert_false(connect_device(&scene, &old, false, TLS1_1_VERSION));
    sip_device_clear(&old);
    add_tls(&scene, true);
    g_assert_true(connect_device(&scene, &same, true, TLS1_VERSION));
    g_assert_cmpstr(SSL_get_version(same.ssl), ==, "TLSv1");
    expect_registered(&same);
    sip_device_clear(&same);
    scene_clear(&scene);
}

static char *serial_of(const SipDevice *device)
{
    X509 *certificate = SSL_get1_peer_certificate(device->ssl);
    const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate);
    BIGNUM *number = ASN1_INTEGER_to_BN(serial, NULL);
    char *hex = BN_bn2hex(number);
    char *text = g_strdup(hex);

    OPENSSL_free(hex);
    BN_free(number);
    X509_free(certificate);
    return text;
}

static void test_a_new_certificate(void)
{
    static const char *const names[] = {"127.0.0.1", "hop.tinh.vn", NULL};
    g_autoptr(GError) error = NULL;
    bool renewed = false;
    Scene scene;
    SipDevice before;
    SipDevice after;

    scene_init(&scene);
    g_assert_true(connect_device(&scene, &before, false, TLS1_3_VERSION));
    expect_registered(&before);
    g_assert_true(tls_authority_refresh(
            scene.authority, names, g_get_real_time() / G_USEC_PER_SEC, &renewed, &error));
    g_assert_true(renewed);
    g_assert_true(sip_server_reload_tls(scene.server, &error));
    g_assert_true(connect_device(&scene, &after, false, TLS1_3_VERSION));
    g_autofree char *old = serial_of(&before);
    g_autofree char *new = serial_of(&after);
    g_assert_cmpstr(old, !=, new);
    expect_registered(&before); /* its connection goes on */
    expect_registered(&after);
    g_assert_cmpint(g_unlink(tls_authority_key_path(scene.authority)), ==, 0);
    g_assert_false(sip_server_reload_tls(scene.server, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_FAILED);
    expect_registered(&after);
    sip_device_clear(&before);
    sip_device_clear(&after);
    scene_clear(&scene);
}

/* Turns the loop until the server has closed it. */
static void expect_closed(SipDevice *device)
{
    char byte = 0;

    while (g_socket_receive(device->socket, &byte, 1, NULL, NULL) < 0) {
        g_main_context_iteration(NULL, FALSE);
    }
}

static void test_who_says_nothing(void)
{
    Scene scene;
    SipDevice silent;

    scene_init(&scene);
    sip_device_init(&silent, sip_server_tls_port(scene.server, false), true, "903", password);
    g_source_destroy(silent.source);
    g_socket_set_blocking(silent.socket, FALSE);
    /* both are accepted by the server, the second after the first */
    SipDevice other;
    g_assert_true(connect_device(&scene, &other, false, TLS1_3_VERSION));
    expect_registered(&other);
    sip_server_tick(scene.server, g_get_monotonic_time() + SIP_LINK_HANDSHAKE_US + G_USEC_PER_SEC);
    expect_closed(&silent);
    expect_registered(&other);
    sip_device_clear(&silent);
    sip_device_clear(&other);
    scene_clear(&scene);
}

static void test_who_is_not_let_in(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    scene.closed = true;
    g_assert_false(connect_device(&scene, &device, false, TLS1_3_VERSION));
    sip_device_clear(&device);
    scene_clear(&scene);
}

/* A message in many pieces, and many messages in one. */
static void test_pieces(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    g_assert_true(connect_device(&scene, &device, false, TLS1_3_VERSION));
    g_autoptr(GString) many = g_string_new(NULL);
    for (unsigned i = 0; i < 200; i++) {
        g_string_append_printf(many,
                "OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bKp%u\r\n"
                "From: <sip:903@127.0.0.1>;tag=a\r\nTo: <sip:127.0.0.1>\r\nCall-ID: p%u@d\r\n"
                "CSeq: %u OPTIONS\r\nContent-Length: 0\r\n\r\n",
                i, i, i + 1);
    }
    const size_t cut = many->len / 2 + 7;
    g_autofree char *first = g_strndup(many->str, cut);
    sip_device_send(&device, first);
    sip_device_send(&device, many->str + cut);
    for (unsigned i = 0; i < 200; i++) {
        g_autofree char *answer = sip_device_final(&device);
        g_autofree char *via = sip_device_header(answer, "Via", 0);
        g_autofree char *branch = g_strdup_printf("branch=z9hG4bKp%u;", i);
        g_assert_nonnull(strstr(via, branch));
    }
    sip_device_clear(&device);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_tls/a_device_registers_and_calls", test_a_device_registers_and_calls);
    g_test_add_func(
            "/sip_tls/a_safe_name_gets_a_safe_contact", test_a_safe_name_gets_a_safe_contact);
    g_test_add_func("/sip_tls/what_is_too_weak", test_what_is_too_weak);
    g_test_add_func("/sip_tls/a_new_certificate", test_a_new_certificate);
    g_test_add_func("/sip_tls/who_says_nothing", test_who_says_nothing);
    g_test_add_func("/sip_tls/who_is_not_let_in", test_who_is_not_let_in);
    g_test_add_func("/sip_tls/pieces", test_pieces);
    return g_test_run();
}
