#include "tests/loop/sip_scene.h"

#include <string.h>

static const char meeting_uri[] = "sip:giao-ban@127.0.0.1";

static char *contact_of(const SipDevice *device)
{
    return g_strdup_printf("Contact: <sip:903@127.0.0.1:%u>\r\n", device->port);
}

/* A device calls, with these headers more. */
static void connect_call(SipScene *scene, const char *more)
{
    g_autofree char *contact = contact_of(&scene->device);
    g_autofree char *all = g_strconcat(contact, more, NULL);
    g_autofree char *trying =
            sip_device_prove(&scene->device, "INVITE", meeting_uri, all, SIP_SCENE_THEIRS);

    g_assert_cmpint(sip_device_status(trying), ==, 100);
    sip_scene_expect(scene, "903 calls giao-ban;");
    g_assert_false(sip_server_dialog(scene->server, scene->call, &(SipDialog){0}));
    sip_server_answer(scene->server, scene->call, SIP_SCENE_OURS);
    g_autofree char *answer = sip_device_final(&scene->device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_cmpuint(scene->settled, ==, 0);
    sip_device_ack(&scene->device, answer, meeting_uri, NULL);
    while (scene->settled == 0) {
        g_main_context_iteration(NULL, TRUE);
    }
}

static void expect_status(SipScene *scene, int status)
{
    g_autofree char *answer = sip_device_final(&scene->device);
    g_test_message("%s", answer);
    g_assert_cmpint(sip_device_status(answer), ==, status);
}

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

static uint32_t cseq_of(const char *message)
{
    g_autofree char *cseq = sip_device_header(message, "CSeq", 0);
    return (uint32_t)g_ascii_strtoull(cseq, NULL, 10);
}

/* What it asks is answered as before, and it hangs up. */
static void test_the_device_goes_on(const void *data)
{
    const bool tcp = GPOINTER_TO_INT(data) != 0;
    SipScene scene;

    sip_scene_init(&scene, tcp);
    connect_call(&scene, "");
    sip_scene_restart(&scene);
    if (tcp) {
        sip_device_reconnect(&scene.device, sip_server_port(scene.server));
    }
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    sip_device_ask(&scene.device, "INFO", meeting_uri, "Content-Type: application/dtmf-relay\r\n",
            "Signal=5\r\nDuration=100\r\n");
    expect_status(&scene, 200);
    sip_scene_expect(&scene, "key 5;");
    g_autofree char *contact = contact_of(&scene.device);
    sip_device_ask(&scene.device, "INVITE", meeting_uri, contact, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    g_autofree char *answer = sip_device_final(&scene.device);
    g_autofree char *own = sip_device_header(answer, "Contact", 0);
    g_autofree char *wanted = g_strdup_printf("<sip:giaoban@127.0.0.1:%u;transport=%s>",
            sip_server_port(scene.server), tcp ? "tcp" : "udp");
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_cmpstr(own, ==, wanted);
    sip_device_ack(&scene.device, answer, meeting_uri, NULL);
    sip_device_ask(&scene.device, "UPDATE", meeting_uri, contact, NULL);
    expect_status(&scene, 200);
    sip_device_ask(&scene.device, "BYE", meeting_uri, NULL, NULL);
    expect_status(&scene, 200);
    sip_scene_expect(&scene, "ended: the device has hung up;");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

/* By datagrams at once; a device whose connection is gone, when it has asked by another one. */
static void test_we_hang_up(const void *data)
{
    const bool tcp = GPOINTER_TO_INT(data) != 0;
    SipScene scene;

    sip_scene_init(&scene, tcp);
    connect_call(&scene, "");
    sip_server_fast_update(scene.server, scene.call);
    g_autofree char *info = hear_request(&scene, "INFO ");
    g_autofree char *from = sip_device_header(info, "From", 0);
    g_autofree char *to = sip_device_header(info, "To", 0);
    sip_scene_restart(&scene);
    if (tcp) {
        sip_device_reconnect(&scene.device, sip_server_port(scene.server));
        sip_device_ask(&scene.device, "OPTIONS", meeting_uri, NULL, NULL);
        expect_status(&scene, 200);
    }
    sip_server_end(scene.server, scene.call, "removed");
    g_autofree char *bye = hear_request(&scene, "BYE ");
    g_autofree char *same_from = sip_device_header(bye, "From", 0);
    g_autofree char *same_to = sip_device_header(bye, "To", 0);
    g_autofree char *line = g_strdup_printf("BYE sip:903@127.0.0.1:%u ", scene.device.port);
    g_assert_true(g_str_has_prefix(bye, line));
    g_assert_cmpstr(from, ==, same_from);
    g_assert_cmpstr(to, ==, same_to);
    g_assert_cmpuint(cseq_of(bye), >, cseq_of(info));
    sip_device_accept(&scene.device, bye);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

/* A third process does not ask with the numbers of the second. */
static void test_twice(void)
{
    SipScene scene;
    uint32_t last = 0;

    sip_scene_init(&scene, false);
    connect_call(&scene, "");
    for (int i = 0; i < 3; i++) {
        sip_server_fast_update(scene.server, scene.call);
        g_autofree char *info = hear_request(&scene, "INFO ");
        g_assert_cmpuint(cseq_of(info), >, last);
        last = cseq_of(info);
        sip_device_accept(&scene.device, info);
        sip_scene_restart(&scene);
    }
    sip_scene_clear(&scene);
}

/* What is written down is not so old that the next process would repeat a number. */
static void test_many_requests(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene, "");
    const unsigned before = scene.settled;
    for (int i = 0; i < 1000; i++) {
        sip_server_fast_update(scene.server, scene.call);
        g_autofree char *info = hear_request(&scene, "INFO ");
        sip_device_accept(&scene.device, info);
    }
    g_assert_cmpuint(scene.settled, ==, before + 2);
    sip_scene_clear(&scene);
}

/* We have called; the session's clock has gone on. */
static void test_our_own_call(void)
{
    static const char timed[] = "Contact: <sip:903@127.0.0.1>\r\nAllow: INVITE, UPDATE\r\n"
                                "Session-Expires: 90;refresher=uac\r\n";
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *route = g_strdup_printf("sip:127.0.0.1:%u;transport=udp", scene.device.port);
    scene.call = sip_server_call(scene.server,
            &(SipCallOrder){.uri = "sip:903@127.0.0.1",
                    .route = route,
                    .caller = "giao-ban",
                    .name = "Giao ban"});
    g_autofree char *invite = hear_request(&scene, "INVITE ");
    sip_device_answer(&scene.device, invite, "200 OK", timed, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    g_assert_cmpuint(scene.settled, ==, 0);
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    g_assert_cmpuint(scene.settled, ==, 1);
    g_free(hear_request(&scene, "ACK "));
    sip_scene_restart(&scene);
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(44) * G_USEC_PER_SEC);
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(46) * G_USEC_PER_SEC);
    g_autofree char *update = hear_request(&scene, "UPDATE ");
    sip_device_accept(&scene.device, update);
    sip_server_ask_again(scene.server, scene.call);
    g_autofree char *again = hear_request(&scene, "INVITE ");
    sip_device_answer(&scene.device, again, "200 OK", timed, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    g_free(hear_request(&scene, "ACK "));
    sip_scene_restart(&scene);
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(61) * G_USEC_PER_SEC);
    sip_scene_expect(&scene, "ended: the session has run out;");
    g_free(hear_request(&scene, "BYE "));
    sip_scene_clear(&scene);
}

/* Behind proxies: requests go along them, with what they have said of themselves. */
static void test_along_the_route(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *more = g_strdup_printf("Record-Route: <sip:127.0.0.1:%u;lr>\r\n"
                                            "Record-Route: <sip:192.0.2.9;lr>\r\n",
            scene.device.port);
    connect_call(&scene, more);
    sip_scene_restart(&scene);
    sip_server_end(scene.server, scene.call, "removed");
    g_autofree char *bye = hear_request(&scene, "BYE sip:903@127.0.0.1");
    g_autofree char *first = sip_device_header(bye, "Route", 0);
    g_autofree char *second = sip_device_header(bye, "Route", 1);
    g_autofree char *wanted = g_strdup_printf("<sip:127.0.0.1:%u;lr>", scene.device.port);
    g_test_message("%s", bye);
    g_assert_true(g_str_has_prefix(first, wanted));
    g_assert_nonnull(strstr(second != NULL ? second : first, "<sip:192.0.2.9;lr>"));
    sip_scene_clear(&scene);
}

static void test_what_cannot_be_taken_up(void)
{
    SipScene scene;
    g_auto(SipDialog) dialog = {0};

    sip_scene_init(&scene, false);
    connect_call(&scene, "");
    g_assert_true(sip_server_dialog(scene.server, scene.call, &dialog));
    g_assert_false(sip_server_dialog(scene.server, scene.call + 1, &(SipDialog){0}));
    sip_server_end(scene.server, scene.call, "removed");
    g_free(hear_request(&scene, "BYE "));
    g_free(dialog.remote_uri);
    dialog.remote_uri = g_strdup("sip:@:"); /* looks like one, and is none */
    g_assert_cmpuint(sip_server_restore(scene.server, &dialog), ==, 0);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (int tcp = 0; tcp < 2; tcp++) {
        g_test_add_data_func(tcp != 0 ? "/sip_restore/the_device_goes_on/tcp"
                                      : "/sip_restore/the_device_goes_on/udp",
                GINT_TO_POINTER(tcp), test_the_device_goes_on);
        g_test_add_data_func(
                tcp != 0 ? "/sip_restore/we_hang_up/tcp" : "/sip_restore/we_hang_up/udp",
                GINT_TO_POINTER(tcp), test_we_hang_up);
    }
    g_test_add_func("/sip_restore/twice", test_twice);
    g_test_add_func("/sip_restore/many_requests", test_many_requests);
    g_test_add_func("/sip_restore/our_own_call", test_our_own_call);
    g_test_add_func("/sip_restore/along_the_route", test_along_the_route);
    g_test_add_func("/sip_restore/what_cannot_be_taken_up", test_what_cannot_be_taken_up);
    return g_test_run();
}
