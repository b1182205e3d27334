#include "tests/loop/sip_scene.h"

#include <string.h>

static const char contact[] = "Contact: <sip:903@127.0.0.1>\r\n";
enum { CALLS_MAX = 2000 }; /* as sip_call_desk.h has it, which shows types of the library */

static const char device_uri[] = "sip:903@127.0.0.1";

/* Calls the device by the way on which it came. @return its INVITE; free with g_free() */
static char *call_device(SipScene *scene, const char *uri)
{
    SipBinding binding;

    if (scene->device.tag == NULL) { /* it has never been heard of */
        g_free(sip_device_prove(&scene->device, "REGISTER", "sip:127.0.0.1", contact, NULL));
    }
    g_assert_cmpuint(sip_server_find(scene->server, "903", &binding, 1), ==, 1);
    scene->call = sip_server_call(scene->server,
            &(SipCallOrder){.uri = uri,
                    .route = binding.source,
                    .caller = "giao-ban",
                    .name = "Họp \"giao ban\""});
    g_assert_cmpuint(scene->call, !=, 0);
    char *invite = sip_device_hear(&scene->device);
    g_assert_true(g_str_has_prefix(invite, "INVITE sip:903@"));
    return invite;
}

/* Answers an INVITE of the server's with an offer, and has it confirmed. */
static void take_call(SipScene *scene, const char *invite)
{
    sip_device_answer(&scene->device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(scene, "offered;");
    sip_server_answer(scene->server, scene->call, SIP_SCENE_OURS);
    g_autofree char *ack = sip_device_hear(&scene->device);
    g_assert_true(g_str_has_prefix(ack, "ACK "));
    g_assert_cmpstr(sip_device_body(ack), ==, SIP_SCENE_OURS);
}

static void connect_call(SipScene *scene)
{
    g_autofree char *invite = call_device(scene, device_uri);
    take_call(scene, invite);
}

/* Waits for a request of this method; retransmissions of others are passed over. */
static char *hear_request(SipScene *scene, const char *method)
{
    for (;;) {
        char *request = sip_device_hear(&scene->device);
        if (g_str_has_prefix(request, method)) {
            return request;
        }
        g_free(request);
    }
}

static void expect_no_calls(SipScene *scene)
{
    while (sip_server_calls(scene->server) > 0) {
        g_main_context_iteration(NULL, TRUE);
    }
}

static void pass_request(SipScene *scene, const char *method)
{
    g_free(hear_request(scene, method));
}

static void test_a_device_is_called(const void *data)
{
    SipScene scene;

    sip_scene_init(&scene, GPOINTER_TO_INT(data) != 0);
    g_autofree char *invite = call_device(&scene, device_uri);
    g_autofree char *from = sip_device_header(invite, "From", 0);
    g_autofree char *require = sip_device_header(invite, "Require", 0);
    g_autofree char *supported = sip_device_header(invite, "Supported", 0);
    g_assert_true(g_str_has_prefix(from, "\"Họp  giao ban \" <sip:giao-ban@127.0.0.1"));
    g_assert_cmpstr(sip_device_body(invite), ==, "");
    g_assert_null(require);
    g_assert_cmpstr(supported, ==, "timer");
    sip_device_answer(&scene.device, invite, "180 Ringing", NULL, NULL);
    sip_scene_expect(&scene, "ringing;");
    /* sound before the answer is nobody's */
    sip_device_answer(&scene.device, invite, "183 Session Progress", NULL, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "ringing;");
    take_call(&scene, invite);
    /* a 200 that comes again is confirmed again */
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    g_autofree char *again = hear_request(&scene, "ACK ");
    g_assert_cmpstr(sip_device_body(again), ==, SIP_SCENE_OURS);
    sip_device_ask(&scene.device, "BYE", "sip:giao-ban@127.0.0.1", NULL, NULL);
    g_autofree char *bye = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(bye), ==, 200);
    sip_scene_expect(&scene, "ended: the device has hung up;");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

typedef struct Asker {
    const char *status;
    const char *challenge; /* its header */
    const char *proof;     /* ours */
} Asker;

static const Asker askers[] = {
        {"401 Unauthorized", "WWW-Authenticate", "Authorization"},
        {"407 Proxy Authentication Required", "Proxy-Authenticate", "Proxy-Authorization"},
};

/* Challenges an INVITE. @return the next one; free with g_free() */
static char *challenge(
        SipScene *scene, const char *invite, const Asker *asker, const char *realm, int nonce)
{
    g_autofree char *header = g_strdup_printf(
            "%s: Digest realm=\"%s\", nonce=\"n%d\", algorithm=MD5, qop=\"auth\"\r\n",
            asker->challenge, realm, nonce);

    sip_device_answer(&scene->device, invite, asker->status, header, NULL);
    g_autofree char *ack = hear_request(scene, "ACK ");
    return g_str_equal(realm, "tong-dai") && nonce <= 2 ? hear_request(scene, "INVITE ") : NULL;
}

static void expect_proof(const char *request, const char *header, const char *nonce)
{
    g_autofree char *proof = sip_device_header(request, header, 0);
    g_auto(GStrv) line = g_strsplit(request, " ", 3);
    g_autofree char *ha1 = sip_digest_ha1(SIP_DIGEST_MD5, "giaoban", "tong-dai", "mat-khau");
    g_auto(SipCredentials) credentials = {0};

    g_assert_nonnull(proof);
    g_test_message("%s", proof);
    g_auto(GStrv) params = g_strsplit(proof + strlen("Digest "), ", ", -1);
    g_assert_true(sip_credentials_read((const char *const *)params, &credentials));
    g_assert_cmpstr(credentials.nonce, ==, nonce);
    g_assert_true(sip_digest_fits(&credentials, "INVITE", ha1));
    if (g_str_has_prefix(request, "INVITE ")) {
        g_assert_cmpstr(credentials.uri, ==, line[1]);
    }
}

static void test_a_trunk_asks_who_we_are(const void *data)
{
    const Asker *asker = data;
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    g_assert_null(sip_device_header(invite, asker->proof, 0));
    g_autofree char *proved = challenge(&scene, invite, asker, "tong-dai", 1);
    expect_proof(proved, asker->proof, "n1");
    g_autofree char *anew = challenge(&scene, proved, asker, "tong-dai", 2);
    expect_proof(anew, asker->proof, "n2");
    sip_device_answer(&scene.device, anew, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    g_autofree char *ack = hear_request(&scene, "ACK ");
    expect_proof(ack, asker->proof, "n2");
    sip_scene_clear(&scene);
}

static void test_a_trunk_that_does_not_know_us(const void *data)
{
    const Asker *asker = data;
    g_autofree char *said = g_strdup_printf("refused %.3s;", asker->status);
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    g_assert_null(challenge(&scene, invite, asker, "khac", 1));
    sip_scene_expect(&scene, said);
    /* it asks for ever */
    g_autofree char *other = call_device(&scene, device_uri);
    g_autofree char *second = challenge(&scene, other, asker, "tong-dai", 1);
    g_autofree char *third = challenge(&scene, second, asker, "tong-dai", 2);
    g_assert_null(challenge(&scene, third, asker, "tong-dai", 3));
    sip_scene_expect(&scene, said);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

static void test_we_hang_up(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_server_end(scene.server, scene.call, "removed");
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(bye, "BYE sip:903@127.0.0.1"));
    sip_device_accept(&scene.device, bye);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    g_assert_cmpstr(scene.said->str, ==, "");
    sip_scene_clear(&scene);
}

static void test_it_does_not_come(void)
{
    static const struct {
        const char *status;
        const char *said;
    } rows[] = {
            {"486 Busy Here", "refused 486;"}, {"603 Decline", "refused 603;"},
            {"480 Temporarily Unavailable", "refused 480;"}, {"401 Unauthorized", "refused 401;"},
            {"302 Moved Temporarily", "refused 302;"},
            {"200 OK", "refused 488;"}, /* without an offer */
    };
    SipScene scene;

    sip_scene_init(&scene, false);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *invite = call_device(&scene, device_uri);
        sip_device_answer(&scene.device, invite, rows[i].status, NULL, NULL);
        g_autofree char *ack = sip_device_hear(&scene.device);
        g_assert_true(g_str_has_prefix(ack, "ACK "));
        sip_scene_expect(&scene, rows[i].said);
        g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    }
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(bye, "BYE "));
    sip_scene_clear(&scene);
}

static void test_it_is_elsewhere(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *moved = g_strdup_printf(
            "Contact: <tel:903>, <sip:903@127.0.0.1:%u;x=1?Subject=a>\r\n", scene.device.port);
    g_autofree char *first = call_device(&scene, device_uri);
    g_autofree char *invite = g_strdup(first);
    /* twice, and no third time */
    for (int i = 0; i < 2; i++) {
        sip_device_answer(&scene.device, invite, "302 Moved Temporarily", moved, NULL);
        g_free(invite);
        invite = hear_request(&scene, "INVITE ");
        g_assert_nonnull(strstr(invite, ";x=1 SIP/2.0\r\n"));
        g_assert_null(strstr(invite, "Subject"));
    }
    sip_device_answer(&scene.device, invite, "302 Moved Temporarily", moved, NULL);
    sip_scene_expect(&scene, "refused 302;");
    sip_scene_clear(&scene);
}

/* The clock is the test's. */
static void test_nobody_answers(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    sip_device_answer(&scene.device, invite, "180 Ringing", NULL, NULL);
    sip_scene_expect(&scene, "ringing;");
    const int64_t now_us = g_get_monotonic_time();
    sip_server_tick(scene.server, now_us + INT64_C(55) * G_USEC_PER_SEC);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    sip_server_tick(scene.server, now_us + INT64_C(61) * G_USEC_PER_SEC);
    sip_scene_expect(&scene, "refused 408;");
    g_autofree char *cancel = hear_request(&scene, "CANCEL ");
    sip_device_accept(&scene.device, cancel);
    sip_device_answer(&scene.device, invite, "487 Request Terminated", NULL, NULL);
    pass_request(&scene, "ACK ");
    expect_no_calls(&scene);
    sip_scene_clear(&scene);
}

/* It answered while we took it back. */
static void test_taken_back_too_late(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    sip_device_answer(&scene.device, invite, "180 Ringing", NULL, NULL);
    sip_scene_expect(&scene, "ringing;");
    sip_server_end(scene.server, scene.call, "not wanted any more");
    pass_request(&scene, "CANCEL ");
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    pass_request(&scene, "ACK ");
    pass_request(&scene, "BYE ");
    g_assert_cmpstr(scene.said->str, ==, "");
    expect_no_calls(&scene);
    sip_scene_clear(&scene);
}

/* RFC 3261, 13.2.2.4: a 200 is confirmed even when nothing can come of it. */
static void test_its_offer_cannot_be_taken(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_refuse(
            scene.server, scene.call, 488, "Khong co bo ma hoa", 305, "Không có bộ mã hóa");
    pass_request(&scene, "ACK ");
    pass_request(&scene, "BYE ");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    g_assert_cmpstr(scene.said->str, ==, "");
    sip_scene_clear(&scene);
}

static void test_the_offer_is_asked_for_anew(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_server_ask_again(scene.server, scene.call);
    g_autofree char *invite = hear_request(&scene, "INVITE ");
    g_autofree char *to = sip_device_header(invite, "To", 0);
    g_assert_nonnull(strstr(to, "tag="));
    take_call(&scene, invite);
    /* it says no, and the call goes on */
    sip_server_ask_again(scene.server, scene.call);
    g_autofree char *second = hear_request(&scene, "INVITE ");
    sip_device_answer(&scene.device, second, "488 Not Acceptable Here", NULL, NULL);
    sip_scene_expect(&scene, "refused 488;");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    /* it knows of no such call */
    sip_server_ask_again(scene.server, scene.call);
    g_autofree char *third = hear_request(&scene, "INVITE ");
    sip_device_answer(&scene.device, third, "481 No Such Call", NULL, NULL);
    sip_scene_expect(&scene, "ended: the device does not answer;");
    sip_scene_clear(&scene);
}

/* RFC 3261, 14: both ask at once, and both wait for another time each. */
static void test_glare(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_server_ask_again(scene.server, scene.call);
    g_autofree char *invite = hear_request(&scene, "INVITE ");
    sip_device_ask(&scene.device, "INVITE", "sip:giao-ban@127.0.0.1", contact, SIP_SCENE_THEIRS);
    g_autofree char *pending = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(pending), ==, 491);
    sip_device_ask(&scene.device, "ACK", "sip:giao-ban@127.0.0.1", NULL, NULL);
    sip_device_answer(&scene.device, invite, "491 Request Pending", NULL, NULL);
    pass_request(&scene, "ACK ");
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(2) * G_USEC_PER_SEC);
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(4) * G_USEC_PER_SEC);
    g_autofree char *again = hear_request(&scene, "INVITE ");
    take_call(&scene, again);
    sip_scene_clear(&scene);
}

/* RFC 4028: who has no UPDATE is asked for what it has offered already. */
static void test_a_session_is_refreshed(void)
{
    static const char timed[] = "Contact: <sip:903@127.0.0.1>\r\nRequire: timer\r\n"
                                "Session-Expires: 90;refresher=uac\r\n";
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene, device_uri);
    sip_device_answer(&scene.device, invite, "200 OK", timed, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    pass_request(&scene, "ACK ");
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(46) * G_USEC_PER_SEC);
    g_autofree char *refresh = hear_request(&scene, "INVITE ");
    take_call(&scene, refresh);
    sip_scene_clear(&scene);
}

static void test_nothing_is_there(void)
{
    static const char *const uris[] = {"sip:903@127.0.0.1:1", "sip:903@127.0.0.1:1;transport=tcp"};
    SipScene scene;

    sip_scene_init(&scene, false);
    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        scene.call = sip_server_call(
                scene.server, &(SipCallOrder){.uri = uris[i], .caller = "giao-ban", .name = ""});
        g_assert_cmpuint(scene.call, !=, 0);
        while (scene.said->len == 0) {
            g_main_context_iteration(NULL, TRUE);
        }
        g_assert_true(g_str_has_prefix(scene.said->str, "refused "));
        g_string_truncate(scene.said, 0);
    }
    g_assert_cmpuint(sip_server_call(scene.server,
                             &(SipCallOrder){.uri = "xyz", .caller = "giao-ban", .name = ""}),
            ==, 0);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

static void test_the_server_goes(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_free(call_device(&scene, device_uri));
    sip_scene_clear(&scene);
    sip_scene_init(&scene, true);
    connect_call(&scene);
    sip_server_ask_again(scene.server, scene.call);
    sip_scene_clear(&scene);
}

/* @return a socket that hears nothing; its port */
static GSocket *deaf_device(uint16_t *ret_port)
{
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    GSocket *socket =
            g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

    g_assert_true(g_socket_bind(socket, any, FALSE, NULL));
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(socket, NULL);
    *ret_port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own));
    return socket;
}

/* The device that comes beyond all is told when to come again. */
static void test_more_calls_than_there_may_be(void)
{
    uint16_t port = 0;
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autoptr(GSocket) deaf = deaf_device(&port);
    g_autofree char *uri = g_strdup_printf("sip:904@127.0.0.1:%u", port);
    const SipCallOrder order = {.uri = uri, .caller = "giao-ban", .name = "Giao ban"};
    for (int i = 0; i < CALLS_MAX; i++) {
        g_assert_cmpuint(sip_server_call(scene.server, &order), !=, 0);
    }
    g_assert_cmpuint(sip_server_call(scene.server, &order), ==, 0);
    g_autofree char *answer = sip_device_prove(
            &scene.device, "INVITE", "sip:giao-ban@127.0.0.1", contact, SIP_SCENE_THEIRS);
    g_autofree char *again = sip_device_header(answer, "Retry-After", 0);
    g_autofree char *warning = sip_device_header(answer, "Warning", 0);
    g_assert_true(g_str_has_prefix(answer, "SIP/2.0 503 Qua nhieu cuoc goi\r\n"));
    g_assert_cmpint(g_ascii_strtoll(again, NULL, 10), >, 0);
    g_assert_nonnull(strstr(warning, "quá nhiều cuộc gọi"));
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/sip_call_invite/a_device_is_called/udp", NULL, test_a_device_is_called);
    g_test_add_data_func(
            "/sip_call_invite/a_device_is_called/tcp", GINT_TO_POINTER(1), test_a_device_is_called);
    g_test_add_func("/sip_call_invite/we_hang_up", test_we_hang_up);
    g_test_add_func("/sip_call_invite/it_does_not_come", test_it_does_not_come);
    g_test_add_func("/sip_call_invite/it_is_elsewhere", test_it_is_elsewhere);
    g_test_add_func("/sip_call_invite/nobody_answers", test_nobody_answers);
    g_test_add_func("/sip_call_invite/taken_back_too_late", test_taken_back_too_late);
    g_test_add_func("/sip_call_invite/its_offer_cannot_be_taken", test_its_offer_cannot_be_taken);
    g_test_add_func(
            "/sip_call_invite/the_offer_is_asked_for_anew", test_the_offer_is_asked_for_anew);
    g_test_add_func("/sip_call_invite/glare", test_glare);
    g_test_add_func("/sip_call_invite/a_session_is_refreshed", test_a_session_is_refreshed);
    g_test_add_func("/sip_call_invite/nothing_is_there", test_nothing_is_there);
    g_test_add_func("/sip_call_invite/the_server_goes", test_the_server_goes);
    for (size_t i = 0; i < G_N_ELEMENTS(askers); i++) {
        g_autofree char *known =
                g_strdup_printf("/sip_call_invite/a_trunk_asks_who_we_are/%.3s", askers[i].status);
        g_autofree char *unknown = g_strdup_printf(
                "/sip_call_invite/a_trunk_that_does_not_know_us/%.3s", askers[i].status);
        g_test_add_data_func(known, &askers[i], test_a_trunk_asks_who_we_are);
        g_test_add_data_func(unknown, &askers[i], test_a_trunk_that_does_not_know_us);
    }
    g_test_add_func(
            "/sip_call_invite/more_calls_than_there_may_be", test_more_calls_than_there_may_be);
    return g_test_run();
}
