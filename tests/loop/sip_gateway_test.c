#include "tests/bots/bot_call.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/sip_hall.h"

#include <string.h>

static const char demo[] = "sip:demo@127.0.0.1";
static const char offer[] = "v=0\r\ns=an offer\r\n";

/* The last final answer to a call. */
static char *call(SipHall *scene, const char *uri, const char *sdp)
{
    char *answer = sip_device_call(&scene->device, uri, NULL, sdp);

    while (sip_device_status(answer) < 200) {
        g_free(answer);
        answer = sip_device_hear(&scene->device);
    }
    return answer;
}

static void connect_call(SipHall *scene)
{
    g_autofree char *answer = call(scene, demo, offer);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_true(g_str_has_prefix(sip_device_body(answer), "v=0\r\ns=answer "));
    sip_device_ack(&scene->device, answer, demo, NULL);
}

/* A device that is called into a meeting which a chair leads. */
static RoomClient *scene_init_call(SipHall *scene)
{
    sip_hall_init(scene, "");
    RoomClient *chair = room_guest_new(&scene->test, "chair", ROLE_CHAIR, NULL);
    connect_call(scene);
    room_client_wait_state(chair, "code:903", "connected");
    return chair;
}

static void scene_clear_call(SipHall *scene, RoomClient *chair)
{
    room_client_free(chair);
    sip_hall_clear(scene);
}

static char *expect_bye(SipHall *scene)
{
    char *bye = sip_device_hear(&scene->device);
    g_assert_true(g_str_has_prefix(bye, "BYE "));
    return bye;
}

static void expect_refusal(SipHall *scene, const char *uri, const char *sdp, const char *line)
{
    g_autofree char *answer = call(scene, uri, sdp);
    g_autofree char *warning = sip_device_header(answer, "Warning", 0);

    g_test_message("%s", answer);
    g_assert_true(g_str_has_prefix(answer, line));
    g_assert_nonnull(warning);
    sip_device_ask(&scene->device, "ACK", uri, NULL, NULL);
}

static void test_a_device_is_a_site(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    sip_hall_expect_joins(&scene, "joined connected");
    /* held and taken up again, and what cannot be taken */
    sip_device_ask(&scene.device, "INVITE", demo, "Contact: <sip:903@127.0.0.1>\r\n", offer);
    g_autofree char *held = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(held), ==, 200);
    sip_device_ack(&scene.device, held, demo, NULL);
    sip_device_ask(
            &scene.device, "INVITE", demo, "Contact: <sip:903@127.0.0.1>\r\n", "s=no-codec\r\n");
    g_autofree char *refused = sip_device_final(&scene.device);
    g_autofree char *warning = sip_device_header(refused, "Warning", 0);
    g_assert_true(g_str_has_prefix(refused, "SIP/2.0 488 Khong co bo ma hoa chung\r\n"));
    g_assert_true(g_str_has_prefix(warning, "305 giaoban \""));
    sip_device_ask(&scene.device, "ACK", demo, NULL, NULL);
    sip_device_ask(&scene.device, "BYE", demo, NULL, NULL);
    g_autofree char *bye = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(bye), ==, 200);
    json_decref(room_client_wait(chair, "site_gone"));
    sip_hall_expect_joins(&scene, "joined connected left");
    scene_clear_call(&scene, chair);
}

/* A device that calls into a meeting which is recorded is told first, and the chair sees that it knows. */
static void test_a_device_is_told_that_it_is_recorded(void)
{
    SipHall scene;
    sip_hall_init(&scene, "");
    RoomClient *chair = room_guest_new(&scene.test, "chair", ROLE_CHAIR, NULL);
    room_client_send_text(chair, "{\"type\":\"record\",\"action\":\"begin\",\"id\":1}");
    json_decref(room_client_wait(chair, "done"));
    g_autofree char *answer = call(&scene, demo, offer);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_nonnull(strstr(sip_device_body(answer), "a=notice:spoken\r\n"));
    sip_device_ack(&scene.device, answer, demo, NULL);
    json_t *told = room_client_wait(chair, "record_told");
    g_assert_cmpstr(room_message_text(told, "site"), ==, "code:903");
    g_assert_cmpstr(room_message_text(told, "how"), ==, "spoken");
    json_decref(told);
    scene_clear_call(&scene, chair);
}

static void press(SipHall *scene, const char *signal)
{
    g_autofree char *body = g_strdup_printf("Signal=%s\r\nDuration=100\r\n", signal);
    sip_device_ask(&scene->device, "INFO", demo, "Content-Type: application/dtmf-relay\r\n", body);
    g_autofree char *answer = sip_device_final(&scene->device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

/* It has no page to press on: its keys are one. */
static void test_it_asks_to_speak_by_its_keys(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    press(&scene, "*");
    press(&scene, "5");
    for (bool asks = false; !asks;) {
        json_t *message = room_client_wait(chair, "proceedings");
        const json_t *queue = json_object_get(json_object_get(message, "state"), "queue");
        const json_t *first = json_array_get(queue, 0);
        asks = first != NULL && g_str_equal(room_message_text(first, "site"), "code:903");
        json_decref(message);
    }
    scene_clear_call(&scene, chair);
}

static void expect_outcome(RoomClient *chair, const char *command, int64_t id, const char *code)
{
    room_client_send_text(chair, command);
    json_t *outcome = room_client_wait_outcome(chair, id);
    const json_t *said = json_object_get(outcome, "code");
    g_assert_cmpstr(json_string_value(said), ==, code);
    json_decref(outcome);
}

/* By who leads the meeting, as far as the media server: it has no camera of its own. */
static void test_its_camera_is_moved(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    expect_outcome(chair, "{\"type\":\"camera\",\"site\":\"code:903\",\"move\":\"left\",\"id\":1}",
            1, NULL);
    json_decref(room_client_wait(chair, "speaker"));
    expect_outcome(chair,
            "{\"type\":\"camera_preset\",\"site\":\"code:903\",\"number\":3,\"action\":\"store\","
            "\"id\":2}",
            2, NULL);
    json_decref(room_client_wait(chair, "speaker"));
    expect_outcome(chair, "{\"type\":\"camera\",\"site\":\"code:904\",\"move\":\"stop\",\"id\":3}",
            3, "unknown_site");
    expect_outcome(chair,
            "{\"type\":\"camera_preset\",\"site\":\"nobody\",\"number\":0,\"action\":\"recall\","
            "\"id\":4}",
            4, "unknown_site");
    RoomClient *site = room_guest_new(&scene.test, "other", ROLE_SITE, NULL);
    expect_outcome(site, "{\"type\":\"camera\",\"site\":\"code:903\",\"move\":\"left\",\"id\":5}",
            5, "forbidden");
    room_client_free(site);
    scene_clear_call(&scene, chair);
}

static void say(SipHall *scene, const char *sdp)
{
    sip_device_ask(&scene->device, "INVITE", demo, "Contact: <sip:903@127.0.0.1>\r\n", sdp);
    g_autofree char *answer = sip_device_final(&scene->device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    sip_device_ack(&scene->device, answer, demo, NULL);
}

static void share(RoomClient *client, bool on)
{
    room_client_send(client, json_pack("{s:s, s:b}", "type", "share", "on", (int)on));
}

static void wait_presenter(RoomClient *client, const char *site)
{
    for (bool told = false; !told;) {
        json_t *message = room_client_wait(client, "share");
        told = g_str_equal(room_message_text(message, "site"), site);
        json_decref(message);
    }
}

/* Its slides are shown by the rules for its page. */
static void test_it_shows_slides(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    say(&scene, "s=asks-floor\r\n");
    wait_presenter(chair, "code:903");
    share(chair, false); /* the chair ends them */
    wait_presenter(chair, "");
    say(&scene, "s=asks-floor again\r\n");
    wait_presenter(chair, "code:903");
    say(&scene, "s=gives-floor\r\n");
    wait_presenter(chair, "");

    share(chair, true); /* and who comes second must wait */
    wait_presenter(chair, "site:chair");
    say(&scene, "s=asks-floor in vain\r\n");
    json_decref(room_client_wait(chair, "speaker"));
    scene_clear_call(&scene, chair);
}

static void test_without_an_offer(void)
{
    SipHall scene;

    sip_hall_init(&scene, "");
    g_autofree char *ours = call(&scene, demo, NULL);
    g_assert_cmpint(sip_device_status(ours), ==, 200);
    sip_device_ack(&scene.device, ours, demo, "s=no-codec\r\n");
    g_autofree char *bye = expect_bye(&scene);
    sip_hall_clear(&scene);
}

static void test_who_is_not_let_in(void)
{
    SipHall scene;

    sip_hall_init(&scene, "");
    sip_hall_run(&scene,
            "INSERT INTO meetings (code, title, created, state, start) VALUES ('later', $1, 0, "
            "'scheduled', 4000000000000000)",
            "Về sau");
    sip_hall_run(&scene,
            "INSERT INTO meetings (code, title, created, state, start) VALUES ('others', $1, 0, "
            "'live', 1)",
            "Của người khác");
    sip_hall_run(&scene, "INSERT INTO meeting_sites VALUES ('others', '904', $1, 1)", "");
    expect_refusal(&scene, "sip:nowhere@127.0.0.1", offer, "SIP/2.0 404 Khong tim thay cuoc hop");
    expect_refusal(&scene, "sip:later@127.0.0.1", offer, "SIP/2.0 480 Cuoc hop chua mo");
    expect_refusal(&scene, "sip:others@127.0.0.1", offer, "SIP/2.0 403 Diem cau khong duoc moi");
    expect_refusal(&scene, demo, "s=no-codec\r\n", "SIP/2.0 488 Khong co bo ma hoa chung");
    expect_refusal(
            &scene, demo, "s=no-address\r\n", "SIP/2.0 488 Khong gui duoc toi dia chi hinh tieng");
    expect_refusal(&scene, demo, "s=in-the-clear\r\n", "SIP/2.0 488 Phai ma hoa SRTP");
    expect_refusal(&scene, demo, "s=no-ports\r\n", "SIP/2.0 503 May chu dang ban");
    expect_refusal(&scene, "sip:127.0.0.1", offer, "SIP/2.0 404 Khong tim thay cuoc hop");
    sip_hall_clear(&scene);
}

static void test_a_site_calls_from_its_network(void)
{
    SipHall scene;

    sip_hall_init(&scene, "192.0.2.0/24");
    expect_refusal(&scene, demo, offer, "SIP/2.0 403 Sai mang ket noi");
    sip_hall_clear(&scene);
}

static void test_over_tls(void)
{
    SipHall scene;
    SipDevice safe;

    sip_hall_init(&scene, "");
    g_assert_true(sip_device_init_tls(&safe, server_sip_tls_port(scene.test.server), TLS1_3_VERSION,
            "903", SIP_HALL_PASSWORD));
    g_autofree char *answer = sip_device_call(&safe, demo, NULL, offer);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    sip_device_ack(&safe, answer, demo, NULL);
    sip_device_clear(&safe);
    sip_hall_clear(&scene);
}

static void test_sent_away(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    room_client_send_text(chair, "{\"type\":\"drop\",\"site\":\"code:903\"}");
    g_autofree char *bye = expect_bye(&scene);
    g_assert_true(g_str_has_prefix(bye, "BYE sip:903@127.0.0.1"));
    sip_device_accept(&scene.device, bye);
    sip_hall_expect_joins(&scene, "joined connected left");
    scene_clear_call(&scene, chair);
}

static void test_the_newest_call_wins(void)
{
    SipHall scene;
    SipDevice other;

    sip_hall_init(&scene, "");
    connect_call(&scene);
    sip_device_init(&other, server_sip_port(scene.test.server), true, "903", SIP_HALL_PASSWORD);
    g_autofree char *second = sip_device_call(&other, demo, NULL, offer);
    g_autofree char *bye = sip_device_hear(&scene.device);
    g_assert_cmpint(sip_device_status(second), ==, 200);
    g_assert_true(g_str_has_prefix(bye, "BYE "));
    sip_device_clear(&other);
    sip_hall_clear(&scene);
}

static void test_the_end_of_the_meeting(void)
{
    SipHall scene;

    RoomClient *chair = scene_init_call(&scene);
    room_client_send_text(chair, "{\"type\":\"begin\"}");
    room_client_send_text(chair, "{\"type\":\"end\"}");
    g_autofree char *bye = expect_bye(&scene);
    scene_clear_call(&scene, chair);
}

static void test_hung_up_on_the_way_in(void)
{
    SipHall scene;

    sip_hall_init(&scene, "");
    g_autofree char *trying = sip_device_prove(
            &scene.device, "INVITE", demo, "Contact: <sip:903@127.0.0.1>\r\n", offer);
    g_assert_cmpint(sip_device_status(trying), ==, 100);
    sip_device_ask(&scene.device, "CANCEL", demo, NULL, NULL);
    g_autofree char *cancelled = sip_device_final(&scene.device);
    g_autofree char *invite = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(cancelled), ==, 200);
    g_assert_cmpint(sip_device_status(invite), ==, 487);
    connect_call(&scene); /* its seat is free */
    sip_hall_clear(&scene);
}

/* As the bots of benches do. */
static void test_a_bot_calls(void)
{
    static const char *const accounts[] = {"903 mat-khau-903", NULL};
    SipHall scene;
    sip_hall_init(&scene, "");
    const BotCallConfig config = {
            .port = server_sip_port(scene.test.server),
            .tcp = true,
            .meeting = "demo",
            .accounts = accounts,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(BotCall) refused = bot_call_new(&config, 0);
    g_assert_null(bot_call_invite(refused, "s=no-codec\r\n", &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
    g_assert_nonnull(strstr(error->message, "488"));
    g_clear_error(&error);
    BotCall *call = bot_call_new(&config, 0);
    g_autofree char *answer = bot_call_invite(call, offer, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(answer, "v=0\r\ns=answer "));
    sip_hall_expect_joins(&scene, "joined left joined connected");
    bot_call_free(call);
    sip_hall_expect_joins(&scene, "joined left joined connected left");
    sip_hall_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_gateway/a_device_is_a_site", test_a_device_is_a_site);
    g_test_add_func("/sip_gateway/a_device_is_told_that_it_is_recorded",
            test_a_device_is_told_that_it_is_recorded);
    g_test_add_func("/sip_gateway/it_asks_to_speak_by_its_keys", test_it_asks_to_speak_by_its_keys);
    g_test_add_func("/sip_gateway/its_camera_is_moved", test_its_camera_is_moved);
    g_test_add_func("/sip_gateway/it_shows_slides", test_it_shows_slides);
    g_test_add_func("/sip_gateway/without_an_offer", test_without_an_offer);
    g_test_add_func("/sip_gateway/who_is_not_let_in", test_who_is_not_let_in);
    g_test_add_func(
            "/sip_gateway/a_site_calls_from_its_network", test_a_site_calls_from_its_network);
    g_test_add_func("/sip_gateway/over_tls", test_over_tls);
    g_test_add_func("/sip_gateway/sent_away", test_sent_away);
    g_test_add_func("/sip_gateway/the_newest_call_wins", test_the_newest_call_wins);
    g_test_add_func("/sip_gateway/the_end_of_the_meeting", test_the_end_of_the_meeting);
    g_test_add_func("/sip_gateway/hung_up_on_the_way_in", test_hung_up_on_the_way_in);
    g_test_add_func("/sip_gateway/a_bot_calls", test_a_bot_calls);
    return g_test_run();
}
