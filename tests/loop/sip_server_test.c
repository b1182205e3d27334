#include "signaling/sip/sip_server.h"

#include "tests/loop/sip_device.h"

#include <string.h>

static const char registrar_uri[] = "sip:127.0.0.1";
static const char password[] = "mat-khau-903";

typedef struct Scene {
    SipServer *server;
    GString *said; /* what the server told the floor above */
    unsigned admitted_max;
    unsigned admitted;
    char *ha1[SIP_DIGEST_ALGORITHMS];
} Scene;

static bool on_admit(const char *address, void *user_data)
{
    Scene *scene = user_data;
    g_assert_cmpstr(address, ==, "127.0.0.1");
    return scene->admitted++ < scene->admitted_max;
}

static const char *on_ha1(const char *site, SipDigestAlgorithm algorithm, void *user_data)
{
    const Scene *scene = user_data;
    return g_str_equal(site, "903") ? scene->ha1[algorithm] : NULL;
}

static void on_refused(
        const char *address, const char *method, const char *site, const char *why, void *user_data)
{
    const Scene *scene = user_data;
    g_string_append_printf(scene->said, "%s %s %s;", method, site, why);
}

static void on_registered(const char *site, bool is, const char *address, void *user_data)
{
    const Scene *scene = user_data;
    g_assert_cmpstr(address, ==, "127.0.0.1");
    g_string_append_printf(scene->said, "%s %s;", site, is ? "there" : "gone");
}

static void scene_init(Scene *scene)
{
    static const SipServerEvents events = {
            .admit = on_admit,
            .ha1 = on_ha1,
            .refused = on_refused,
            .registered = on_registered,
    };
    g_autoptr(GError) error = NULL;

    *scene = (Scene){.said = g_string_new(NULL), .admitted_max = G_MAXUINT};
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        scene->ha1[i] = sip_digest_ha1((SipDigestAlgorithm)i, "903", "giaoban", password);
    }
    scene->server = sip_server_new(
            &(SipServerConfig){.address = "127.0.0.1", .realm = "giaoban", .sha256 = true}, &events,
            scene, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(sip_server_port(scene->server), >, 0);
}

static void scene_clear(Scene *scene)
{
    sip_server_free(scene->server);
    g_string_free(scene->said, TRUE);
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        g_free(scene->ha1[i]);
    }
}

static void expect(SipDevice *device, const char *method, const char *more, int status)
{
    g_autofree char *answer = sip_device_prove(device, method, registrar_uri, more, NULL);
    g_test_message("%s", answer);
    g_assert_cmpint(sip_device_status(answer), ==, status);
}

/* Silence is what comes before the answer to the next question. */
static void expect_silence(SipDevice *device)
{
    sip_device_ask(device, "OPTIONS", registrar_uri, NULL, NULL);
    g_autofree char *answer = sip_device_hear(device);
    g_autofree char *cseq = sip_device_header(answer, "CSeq", 0);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_true(g_str_has_suffix(cseq, " OPTIONS"));
}

static void test_a_device_registers(const void *data)
{
    const bool tcp = GPOINTER_TO_INT(data) != 0;
    Scene scene;
    SipDevice device;
    SipBinding found;

    scene_init(&scene);
    sip_device_init(&device, sip_server_port(scene.server), tcp, "903", password);
    static const char contact[] =
            "Contact: <sip:903@192.0.2.7:5060>;expires=120\r\nUser-Agent: Codec/1\r\n";
    expect(&device, "REGISTER", contact, 200);
    g_assert_cmpuint(sip_server_find(scene.server, "903", &found, 1), ==, 1);
    g_assert_cmpstr(found.uri, ==, "sip:903@192.0.2.7:5060");
    g_assert_cmpstr(found.device, ==, "Codec/1");
    g_autofree char *source = g_strdup_printf("sip:127.0.0.1:%u;transport=udp", device.port);
    /* a connection is seen by the library from inside of this machine */
    g_assert_true(tcp ? g_str_has_suffix(found.source, ";transport=tcp")
                      : g_str_equal(found.source, source));
    SipSeenDevice seen;
    g_assert_cmpuint(sip_server_devices(scene.server, "903", &seen, 1), ==, 1);
    g_assert_cmpstr(seen.name, ==, "Codec/1");
    g_assert_cmpstr(seen.address, ==, "127.0.0.1");
    g_assert_cmpstr(seen.transport, ==, tcp ? "TCP" : "UDP");
    g_assert_cmpint(seen.until_us - seen.since_us, ==, (gint64)120 * G_USEC_PER_SEC);
    g_assert_cmpint(seen.reach, ==, SIP_REACH_UNKNOWN);

    /* what is known, again, too often, away */
    g_autofree char *list = sip_device_prove(&device, "REGISTER", registrar_uri, NULL, NULL);
    g_autofree char *listed = sip_device_header(list, "Contact", 0);
    g_assert_true(g_str_has_prefix(listed, "<sip:903@192.0.2.7:5060>;expires=1"));
    expect(&device, "REGISTER", contact, 200);
    expect(&device, "REGISTER", "Contact: <sip:903@192.0.2.7:5060>;expires=59\r\n", 423);
    expect(&device, "REGISTER", "Contact: <tel:903>\r\n", 400);
    expect(&device, "REGISTER", "Contact: *\r\n", 400);
    expect(&device, "REGISTER", "Contact: *\r\nExpires: 0\r\n", 200);
    g_assert_cmpuint(sip_server_find(scene.server, "903", &found, 1), ==, 0);
    g_assert_cmpstr(scene.said->str, ==, "903 there;903 gone;");
    expect(&device, "REGISTER", contact, 200);
    sip_server_forget(scene.server, "903");
    g_assert_cmpuint(sip_server_find(scene.server, "903", &found, 1), ==, 0);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_both_algorithms_are_offered(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    sip_device_init(&device, sip_server_port(scene.server), false, "903", password);
    sip_device_ask(&device, "REGISTER", registrar_uri, NULL, NULL);
    g_autofree char *challenge = sip_device_hear(&device);
    g_autofree char *first = sip_device_header(challenge, "WWW-Authenticate", 0);
    g_assert_nonnull(strstr(first, "SHA-256")); /* RFC 8760, 2.6: what is preferred comes first */
    sip_device_note_challenge(&device, challenge, SIP_DIGEST_SHA256);
    expect(&device, "REGISTER", NULL, 200);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_a_wrong_password(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    sip_device_init(&device, sip_server_port(scene.server), false, "903", "khac");
    expect(&device, "REGISTER", "Contact: <sip:903@192.0.2.7>\r\n", 403);
    g_assert_cmpstr(scene.said->str, ==, "REGISTER 903 password;");
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_what_was_sent_once_does_not_serve_again(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    sip_device_init(&device, sip_server_port(scene.server), false, "903", password);
    expect(&device, "REGISTER", NULL, 200);
    device.nc--; /* somebody who listened sends the same count */
    g_autofree char *proof = sip_device_authorization(&device, "REGISTER", registrar_uri);
    sip_device_ask(&device, "REGISTER", registrar_uri, proof, NULL);
    g_autofree char *answer = sip_device_hear(&device);
    g_autofree char *again = sip_device_header(answer, "WWW-Authenticate", 0);
    g_assert_cmpint(sip_device_status(answer), ==, 401);
    g_assert_nonnull(strstr(again, "stale=true"));
    /* the same proof for another method is none */
    g_autofree char *other = sip_device_authorization(&device, "OPTIONS", registrar_uri);
    sip_device_ask(&device, "REGISTER", registrar_uri, other, NULL);
    g_autofree char *refused = sip_device_hear(&device);
    g_assert_cmpint(sip_device_status(refused), ==, 403);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_scanners_hear_nothing(void)
{
    static const struct {
        const char *user;
        const char *method;
        const char *uri;
        const char *more;
        const char *said;
    } rows[] = {
            {"100", "REGISTER", "sip:127.0.0.1", NULL, "REGISTER 100 unknown;"},
            {"100", "INVITE", "sip:900972592577660@127.0.0.1", NULL, "INVITE 100 unknown;"},
            {"100", "OPTIONS", "sip:100@127.0.0.1", NULL, "OPTIONS 100 unknown;"},
            {"903", "REGISTER", "sip:127.0.0.1", "User-Agent: friendly-scanner\r\n",
                    "REGISTER 903 scan;"},
            {"100", "SUBSCRIBE", "sip:100@127.0.0.1", NULL, "SUBSCRIBE 100 unknown;"},
    };
    Scene scene;

    scene_init(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipDevice device;
        g_string_truncate(scene.said, 0);
        sip_device_init(&device, sip_server_port(scene.server), false, rows[i].user, "");
        sip_device_ask(&device, rows[i].method, rows[i].uri, rows[i].more, NULL);
        expect_silence(&device);
        g_assert_cmpstr(scene.said->str, ==, rows[i].said);
        sip_device_clear(&device);
    }
    /* a connection proves an address: there is an answer, and it is no */
    SipDevice device;
    sip_device_init(&device, sip_server_port(scene.server), true, "100", "");
    sip_device_ask(&device, "REGISTER", registrar_uri, NULL, NULL);
    g_autofree char *answer = sip_device_hear(&device);
    g_assert_cmpint(sip_device_status(answer), ==, 403);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_a_flood_is_dropped(void)
{
    Scene scene;
    SipDevice device;

    scene_init(&scene);
    scene.admitted_max = 3;
    sip_device_init(&device, sip_server_port(scene.server), false, "903", password);
    for (int i = 0; i < 50; i++) {
        sip_device_ask(&device, "REGISTER", registrar_uri, NULL, NULL);
    }
    while (scene.admitted < 50) {
        g_main_context_iteration(NULL, TRUE);
    }
    scene.admitted = 0;
    for (int i = 0; i < 3; i++) {
        g_autofree char *answer = sip_device_hear(&device);
        g_assert_cmpint(sip_device_status(answer), ==, 401);
    }
    expect_silence(&device);
    sip_device_clear(&device);
    scene_clear(&scene);
}

static void test_a_port_that_is_taken(void)
{
    static const SipServerEvents none = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    g_autoptr(GSocket) other =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

    g_assert_true(g_socket_bind(other, any, FALSE, NULL));
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(other, NULL);
    const uint16_t port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own));
    g_assert_null(sip_server_new(
            &(SipServerConfig){.address = "127.0.0.1", .port = port, .realm = "giaoban"}, &none,
            NULL, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/sip_server/a_device_registers/udp", NULL, test_a_device_registers);
    g_test_add_data_func(
            "/sip_server/a_device_registers/tcp", GINT_TO_POINTER(1), test_a_device_registers);
    g_test_add_func("/sip_server/both_algorithms_are_offered", test_both_algorithms_are_offered);
    g_test_add_func("/sip_server/a_wrong_password", test_a_wrong_password);
    g_test_add_func("/sip_server/what_was_sent_once_does_not_serve_again",
            test_what_was_sent_once_does_not_serve_again);
    g_test_add_func("/sip_server/scanners_hear_nothing", test_scanners_hear_nothing);
    g_test_add_func("/sip_server/a_flood_is_dropped", test_a_flood_is_dropped);
    g_test_add_func("/sip_server/a_port_that_is_taken", test_a_port_that_is_taken);
    return g_test_run();
}
