#include "tests/loop/sip_scene.h"

#include <string.h>

static const char meeting_uri[] = "sip:giao-ban@127.0.0.1";
static const char offer[] = SIP_SCENE_THEIRS;
static const char answer_of_mcu[] = SIP_SCENE_OURS;

/* Sends the INVITE, its challenge answered, and waits until the floor above has it. */
static void begin(SipScene *scene, const char *sdp)
{
    SipDevice *device = &scene->device;

    g_autofree char *contact = g_strdup_printf("Contact: <sip:903@127.0.0.1:%u>\r\n", device->port);
    g_autofree char *trying = sip_device_prove(device, "INVITE", meeting_uri, contact, sdp);
    g_assert_cmpint(sip_device_status(trying), ==, 100);
    sip_scene_expect(
            scene, sdp != NULL ? "903 calls giao-ban;" : "903 calls giao-ban without an offer;");
}

static void connect_call(SipScene *scene)
{
    begin(scene, offer);
    sip_server_answer(scene->server, scene->call, answer_of_mcu);
    g_autofree char *answer = sip_device_final(&scene->device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_cmpstr(sip_device_body(answer), ==, answer_of_mcu);
    g_autofree char *contact = sip_device_header(answer, "Contact", 0);
    g_autofree char *own = g_strdup_printf("<sip:giaoban@127.0.0.1:%u;transport=%s>",
            sip_server_port(scene->server), scene->device.tcp ? "tcp" : "udp");
    g_assert_cmpstr(contact, ==, own);
    sip_device_ack(&scene->device, answer, meeting_uri, NULL);
}

static void expect_status(SipScene *scene, int status)
{
    g_autofree char *answer = sip_device_final(&scene->device);
    g_test_message("%s", answer);
    g_assert_cmpint(sip_device_status(answer), ==, status);
}

static void test_a_device_calls_and_hangs_up(const void *data)
{
    SipScene scene;

    sip_scene_init(&scene, GPOINTER_TO_INT(data) != 0);
    connect_call(&scene);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    sip_device_ask(&scene.device, "BYE", meeting_uri, NULL, NULL);
    expect_status(&scene, 200);
    sip_scene_expect(&scene, "ended: the device has hung up;");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_device_ask(&scene.device, "BYE", meeting_uri, NULL, NULL);
    expect_status(&scene, 481);
    sip_scene_clear(&scene);
}

static void test_we_hang_up(const void *data)
{
    SipScene scene;

    sip_scene_init(&scene, GPOINTER_TO_INT(data) != 0);
    connect_call(&scene);
    sip_device_ask(&scene.device, "OPTIONS", meeting_uri, NULL, NULL); /* after the ACK */
    expect_status(&scene, 200);
    sip_server_end(scene.server, scene.call, "removed \"by\" the chair");
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(bye, "BYE sip:903@127.0.0.1"));
    sip_device_accept(&scene.device, bye);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_server_end(scene.server, scene.call, "again");
    g_assert_cmpstr(scene.said->str, ==, "");
    sip_scene_clear(&scene);
}

static void test_refused(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    begin(&scene, offer);
    sip_server_refuse(
            scene.server, scene.call, 480, "Cuoc hop chua mo", 399, "Cuộc họp \"chưa\" mở");
    g_autofree char *answer = sip_device_final(&scene.device);
    g_autofree char *warning = sip_device_header(answer, "Warning", 0);
    g_assert_true(g_str_has_prefix(answer, "SIP/2.0 480 Cuoc hop chua mo\r\n"));
    g_assert_cmpstr(warning, ==, "399 giaoban \"Cuộc họp 'chưa' mở\"");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_server_answer(scene.server, scene.call, answer_of_mcu); /* too late: nothing */
    sip_scene_clear(&scene);
}

static void test_cancelled(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    begin(&scene, offer);
    sip_device_ask(&scene.device, "CANCEL", meeting_uri, NULL, NULL);
    expect_status(&scene, 200);
    expect_status(&scene, 487);
    sip_scene_expect(&scene, "ended: cancelled;");
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

static void test_without_an_offer(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    begin(&scene, NULL);
    sip_server_answer(scene.server, scene.call, answer_of_mcu);
    g_autofree char *ours = sip_device_final(&scene.device);
    g_assert_cmpstr(sip_device_body(ours), ==, answer_of_mcu);
    sip_device_ack(&scene.device, ours, meeting_uri, offer);
    sip_scene_expect(&scene, "answered;");
    sip_scene_clear(&scene);
}

static void test_without_an_offer_and_an_answer(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    begin(&scene, NULL);
    sip_server_answer(scene.server, scene.call, answer_of_mcu);
    g_autofree char *ours = sip_device_final(&scene.device);
    sip_device_ack(&scene.device, ours, meeting_uri, NULL);
    sip_scene_expect(&scene, "ended: no answer to our offer;");
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(bye, "BYE "));
    sip_scene_clear(&scene);
}

static void test_offers_in_the_call(void)
{
    static const char contact[] = "Contact: <sip:903@127.0.0.1>\r\n";
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    for (int i = 0; i < 2; i++) {
        const char *method = i == 0 ? "INVITE" : "UPDATE";
        /* held, and the next one has to wait */
        sip_device_ask(&scene.device, method, meeting_uri, contact, offer);
        sip_scene_expect(&scene, "offered;");
        const unsigned cseq = scene.device.invite_cseq;
        sip_device_ask(&scene.device, "UPDATE", meeting_uri, contact, offer);
        expect_status(&scene, 500);
        scene.device.invite_cseq = cseq;
        sip_server_answer(scene.server, scene.call, answer_of_mcu);
        g_autofree char *answer = sip_device_final(&scene.device);
        g_assert_cmpint(sip_device_status(answer), ==, 200);
        if (i == 0) {
            sip_device_ack(&scene.device, answer, meeting_uri, NULL);
        }
        /* what cannot be taken leaves the call as it was */
        sip_device_ask(&scene.device, method, meeting_uri, contact, offer);
        sip_scene_expect(&scene, "offered;");
        sip_server_refuse(
                scene.server, scene.call, 488, "Khong co bo ma hoa", 305, "Không có bộ mã hóa");
        expect_status(&scene, 488);
        g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    }
    sip_device_ask(&scene.device, "INVITE", meeting_uri, contact, NULL);
    sip_scene_expect(&scene, "offered nothing;");
    sip_device_ask(&scene.device, "CANCEL", meeting_uri, NULL, NULL);
    expect_status(&scene, 200);
    expect_status(&scene, 487);
    sip_device_ask(&scene.device, "UPDATE", meeting_uri, contact, NULL); /* still there? */
    expect_status(&scene, 200);
    g_assert_cmpstr(scene.said->str, ==, "");
    sip_scene_clear(&scene);
}

static void test_keys_and_key_frames(void)
{
    static const char wish[] = "<media_control><vc_primitive><to_encoder><picture_fast_update/>"
                               "</to_encoder></vc_primitive></media_control>";
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_device_ask(&scene.device, "INFO", meeting_uri, "Content-Type: application/dtmf-relay\r\n",
            "Signal=*\r\nDuration=100\r\n");
    expect_status(&scene, 200);
    sip_scene_expect(&scene, "key *;");
    sip_device_ask(&scene.device, "INFO", meeting_uri,
            "Content-Type: application/media_control+xml\r\n", wish);
    expect_status(&scene, 200);
    sip_scene_expect(&scene, "fast update;");
    sip_device_ask(&scene.device, "INFO", meeting_uri, "Content-Type: text/plain\r\n", "hello");
    expect_status(&scene, 415);
    sip_device_ask(&scene.device, "REFER", meeting_uri, NULL, NULL);
    expect_status(&scene, 501);
    sip_server_fast_update(scene.server, scene.call);
    g_autofree char *info = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(info, "INFO "));
    g_assert_nonnull(strstr(info, "picture_fast_update"));
    sip_scene_clear(&scene);
}

/* RFC 4028. The clock is the test's: a session of 90 s ends 30 s early. */
static void test_sessions_run_out(void)
{
    static const char asked[] = "Contact: <sip:903@127.0.0.1>\r\nSupported: timer\r\n"
                                "Session-Expires: 90\r\n";
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_device_ask(&scene.device, "UPDATE", meeting_uri, asked, NULL);
    g_autofree char *answer = sip_device_final(&scene.device);
    g_autofree char *expires = sip_device_header(answer, "Session-Expires", 0);
    g_assert_cmpstr(expires, ==, "90;refresher=uac");
    sip_device_ask(&scene.device, "UPDATE", meeting_uri,
            "Contact: <sip:903@127.0.0.1>\r\nSupported: timer\r\nSession-Expires: 89\r\n", NULL);
    g_autofree char *brief = sip_device_final(&scene.device);
    g_autofree char *least = sip_device_header(brief, "Min-SE", 0);
    g_assert_cmpint(sip_device_status(brief), ==, 422);
    g_assert_cmpstr(least, ==, "90");
    const int64_t now_us = g_get_monotonic_time();
    sip_server_tick(scene.server, now_us + INT64_C(50) * G_USEC_PER_SEC);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    sip_server_tick(scene.server, now_us + INT64_C(61) * G_USEC_PER_SEC);
    sip_scene_expect(&scene, "ended: the session has run out;");
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(bye, "BYE "));
    sip_scene_clear(&scene);
}

static void test_we_refresh(void)
{
    static const char asked[] = "Contact: <sip:903@127.0.0.1>\r\nSupported: timer\r\n"
                                "Allow: INVITE, UPDATE\r\nSession-Expires: 90;refresher=uas\r\n";
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    sip_device_ask(&scene.device, "UPDATE", meeting_uri, asked, NULL);
    expect_status(&scene, 200);
    sip_server_tick(scene.server, g_get_monotonic_time() + INT64_C(46) * G_USEC_PER_SEC);
    g_autofree char *update = sip_device_hear(&scene.device);
    g_assert_true(g_str_has_prefix(update, "UPDATE "));
    sip_device_accept(&scene.device, update);
    sip_device_ask(&scene.device, "OPTIONS", meeting_uri, NULL, NULL); /* after the answer */
    expect_status(&scene, 200);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 1);
    sip_scene_clear(&scene);
}

static void test_what_cannot_be_a_call(void)
{
    static const struct {
        const char *more;
        const char *body;
        int status;
    } rows[] = {
            {"Require: 100rel\r\nContact: <sip:903@127.0.0.1>\r\n", offer, 420},
            {"", offer, 400},
            {"Contact: <sip:903@127.0.0.1>\r\nContent-Type: text/plain\r\n", "hello", 415},
    };
    SipScene scene;

    sip_scene_init(&scene, false);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *answer =
                sip_device_prove(&scene.device, "INVITE", meeting_uri, rows[i].more, rows[i].body);
        g_test_message("%s", answer);
        g_assert_cmpint(sip_device_status(answer), ==, rows[i].status);
        sip_device_ask(&scene.device, "ACK", meeting_uri, NULL, NULL);
    }
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    g_assert_cmpstr(scene.said->str, ==, "");
    sip_scene_clear(&scene);
}

static void test_the_server_goes_with_a_call(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    begin(&scene, offer);
    sip_scene_clear(&scene);
    sip_scene_init(&scene, true);
    connect_call(&scene);
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (int tcp = 0; tcp < 2; tcp++) {
        g_test_add_data_func(
                tcp != 0 ? "/sip_call/a_device_hangs_up/tcp" : "/sip_call/a_device_hangs_up/udp",
                GINT_TO_POINTER(tcp), test_a_device_calls_and_hangs_up);
        g_test_add_data_func(tcp != 0 ? "/sip_call/we_hang_up/tcp" : "/sip_call/we_hang_up/udp",
                GINT_TO_POINTER(tcp), test_we_hang_up);
    }
    g_test_add_func("/sip_call/refused", test_refused);
    g_test_add_func("/sip_call/cancelled", test_cancelled);
    g_test_add_func("/sip_call/without_an_offer", test_without_an_offer);
    g_test_add_func(
            "/sip_call/without_an_offer_and_an_answer", test_without_an_offer_and_an_answer);
    g_test_add_func("/sip_call/offers_in_the_call", test_offers_in_the_call);
    g_test_add_func("/sip_call/keys_and_key_frames", test_keys_and_key_frames);
    g_test_add_func("/sip_call/sessions_run_out", test_sessions_run_out);
    g_test_add_func("/sip_call/we_refresh", test_we_refresh);
    g_test_add_func("/sip_call/what_cannot_be_a_call", test_what_cannot_be_a_call);
    g_test_add_func("/sip_call/the_server_goes_with_a_call", test_the_server_goes_with_a_call);
    return g_test_run();
}
