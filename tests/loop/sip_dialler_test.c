#include "signaling/store/database_open.h"
#include "tests/loop/office_guest.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/sip_hall.h"

#include <string.h>

static const char calls[] = "/api/v1/meetings/demo/calls";
static const char demo[] = "sip:demo@127.0.0.1";
static const char offer[] = "v=0\r\ns=an offer\r\n";

typedef struct Scene {
    SipHall hall;
    OfficeGuest office;
    RoomClient *chair;
} Scene;

static void scene_init(Scene *scene)
{
    sip_hall_init(&scene->hall, "");
    scene->office = office_guest_new(&scene->hall.test, "van_hanh", "");
    scene->chair = room_guest_new(&scene->hall.test, "chair", ROLE_CHAIR, NULL);
}

static void scene_clear(Scene *scene)
{
    room_client_free(scene->chair);
    office_guest_clear(&scene->office);
    sip_hall_clear(&scene->hall);
}

static void register_device(SipDevice *device)
{
    g_autofree char *where = g_strdup_printf("Contact: <sip:903@192.0.2.7:%u>\r\n", device->port);
    g_autofree char *answer = sip_device_prove(device, "REGISTER", "sip:127.0.0.1", where, NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

static void ask(Scene *scene, const char *body, unsigned status)
{
    json_decref(office_guest_json(&scene->office, "POST", calls, body, status));
}

/* Of the one site that is called: its state and its reason, as they are now. */
static char *state_now(Scene *scene)
{
    json_t *list = office_guest_json(&scene->office, "GET", calls, NULL, 200);
    const json_t *item = json_array_get(json_object_get(list, "items"), 0);
    char *text = item == NULL ? g_strdup("")
                              : g_strconcat(room_message_text(item, "state"), " ",
                                        room_message_text(item, "reason"), NULL);
    json_decref(list);
    return text;
}

static gboolean set_flag(gpointer flag)
{
    *(bool *)flag = true;
    return G_SOURCE_REMOVE;
}

/* Who asks without a pause is put out as a flood. */
static void expect_state(Scene *scene, const char *wanted)
{
    for (;;) {
        g_autofree char *now = state_now(scene);
        bool passed = false;
        if (g_str_equal(now, wanted)) {
            return;
        }
        g_timeout_add(50, set_flag, &passed);
        while (!passed) {
            g_main_context_iteration(NULL, TRUE);
        }
    }
}

static char *hear(SipDevice *device, const char *method)
{
    for (;;) {
        char *request = sip_device_hear(device);
        if (g_str_has_prefix(request, method)) {
            return request;
        }
        g_free(request);
    }
}

/* It takes a call of the server's. */
static void take_call(SipDevice *device, const char *invite)
{
    g_autofree char *contact = g_strdup_printf("Contact: <sip:903@127.0.0.1:%u>\r\n", device->port);
    sip_device_answer(device, invite, "200 OK", contact, offer);
    g_autofree char *ack = hear(device, "ACK ");
    g_assert_true(g_str_has_prefix(sip_device_body(ack), "v=0\r\ns=answer "));
}

static void test_a_site_is_called(void)
{
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    ask(&scene, "{\"site\":\"903\"}", 202);
    g_autofree char *invite = hear(device, "INVITE ");
    g_autofree char *from = sip_device_header(invite, "From", 0);
    g_assert_nonnull(strstr(from, "<sip:demo@127.0.0.1:"));
    sip_device_answer(device, invite, "180 Ringing", NULL, NULL);
    expect_state(&scene, "ringing ");
    sip_hall_expect_joins(&scene.hall, ""); /* who only rings is nowhere */
    take_call(device, invite);
    room_client_wait_state(scene.chair, "code:903", "connected");
    expect_state(&scene, "connected ");
    ask(&scene, "{\"site\":\"903\"}", 409);
    sip_device_ask(device, "BYE", demo, NULL, NULL);
    g_autofree char *bye = sip_device_final(device);
    g_assert_cmpint(sip_device_status(bye), ==, 200);
    expect_state(&scene, "waiting hung_up");
    sip_hall_expect_joins(&scene.hall, "joined connected left");
    json_decref(office_guest_json(
            &scene.office, "DELETE", "/api/v1/meetings/demo/calls/903", NULL, 204));
    expect_state(&scene, "over stopped");
    scene_clear(&scene);
}

/* In the audit log, of what the server has done about calls by itself. */
static unsigned rows_of(const Scene *scene, const char *action, const char *detail)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(scene->hall.test.folder, "", &error);
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT detail FROM audit_log WHERE action = $1 AND object = 'meeting:demo'",
            DATABASE_VALUES(database_text(action)), &error);
    unsigned count = 0;

    g_assert_no_error(error);
    while (database_rows_next(rows, &error)) {
        count += strstr(database_rows_text(rows, 0), detail) != NULL ? 1 : 0;
    }
    g_assert_no_error(error);
    return count;
}

static void wait_for_row(const Scene *scene, const char *action, const char *detail)
{
    while (rows_of(scene, action, detail) == 0) {
        g_main_context_iteration(NULL, FALSE);
    }
}

static void test_it_does_not_come(void)
{
    static const struct {
        const char *status;
        const char *state;
    } rows[] = {
            {"486 Busy Here", "waiting busy"},
            {"480 Temporarily Unavailable", "waiting no_answer"},
            {"603 Decline", "over declined"},
            {"404 Not Found", "over not_found"},
    };
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        ask(&scene, "{\"site\":\"903\"}", 202);
        g_autofree char *invite = hear(device, "INVITE ");
        sip_device_answer(device, invite, rows[i].status, NULL, NULL);
        expect_state(&scene, rows[i].state);
    }
    wait_for_row(&scene, "meeting.redial",
            "{\"site\":\"903\",\"reason\":\"busy\",\"tries\":1,\"after_s\":15}");
    wait_for_row(&scene, "meeting.redial", "\"reason\":\"no_answer\"");
    wait_for_row(&scene, "meeting.call_given_up", "\"reason\":\"declined\"");
    wait_for_row(&scene, "meeting.call_given_up", "\"reason\":\"not_found\"");
    sip_hall_expect_joins(&scene.hall, "");
    scene_clear(&scene);
}

/* The centre reads why, and nobody calls a device again that has to be set up first. */
static void test_what_it_offers_is_refused(void)
{
    static const struct {
        const char *offer;
        const char *state;
    } rows[] = {
            {"v=0\r\ns=no-codec\r\n", "over no_codec"},
            {"v=0\r\ns=no-address\r\n", "over no_address"},
            {"v=0\r\ns=in-the-clear\r\n", "over no_encryption"},
            {"v=0\r\ns=bad-offer\r\n", "over bad_offer"},
    };
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        ask(&scene, "{\"site\":\"903\"}", 202);
        g_autofree char *invite = hear(device, "INVITE ");
        g_autofree char *contact =
                g_strdup_printf("Contact: <sip:903@127.0.0.1:%u>\r\n", device->port);
        sip_device_answer(device, invite, "200 OK", contact, rows[i].offer);
        g_autofree char *bye = hear(device, "BYE "); /* a 200 cannot be refused any more */
        sip_device_answer(device, bye, "200 OK", NULL, NULL);
        expect_state(&scene, rows[i].state);
    }
    scene_clear(&scene);
}

/* A codec and its spare: both ring, the first that answers is it. */
static void test_two_devices_ring(void)
{
    Scene scene;
    SipDevice other;

    scene_init(&scene);
    sip_device_init(
            &other, server_sip_port(scene.hall.test.server), true, "903", SIP_HALL_PASSWORD);
    register_device(&scene.hall.device);
    register_device(&other);
    ask(&scene, "{\"site\":\"903\"}", 202);
    g_autofree char *first = hear(&scene.hall.device, "INVITE ");
    g_autofree char *second = hear(&other, "INVITE ");
    sip_device_answer(&scene.hall.device, first, "180 Ringing", NULL, NULL);
    expect_state(&scene, "ringing ");
    take_call(&other, second);
    g_autofree char *cancel = hear(&scene.hall.device, "CANCEL ");
    sip_device_accept(&scene.hall.device, cancel);
    sip_device_answer(&scene.hall.device, first, "487 Request Terminated", NULL, NULL);
    expect_state(&scene, "connected ");
    sip_device_clear(&other);
    scene_clear(&scene);
}

/* It is in the database, and then known to who calls: each question waits for what was asked before it. */
static void write_uri(Scene *scene, const char *uri)
{
    g_auto(OfficeGuest) admin = office_guest_new(&scene->hall.test, "quan_tri", "");
    g_autofree char *body = g_strdup_printf("{\"sip_uri\":\"%s\"}", uri);

    json_decref(office_guest_json(&admin, "POST", "/api/v1/units",
            "{\"code\":\"u\",\"name\":\"UBND huyện Hòn Đất\",\"kind\":\"huyen\",\"block\":"
            "\"nha_nuoc\",\"parent\":\"\"}",
            201));
    json_decref(office_guest_json(&admin, "PATCH", "/api/v1/sites/903", body, 200));
    json_decref(office_guest_json(
            &admin, "PATCH", "/api/v1/sites/903", "{\"sip_uri\":\"http://a\"}", 422));
    for (int i = 0; i < 3; i++) {
        g_free(state_now(scene));
    }
}

/* Where its record says, or somebody who knows better. */
static void test_a_device_that_does_not_register(void)
{
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    g_autofree char *uri = g_strdup_printf("sip:phong@127.0.0.1:%u", device->port);
    g_autofree char *body = g_strdup_printf("{\"site\":\"903\",\"uri\":\"%s\"}", uri);
    ask(&scene, body, 202);
    g_autofree char *invite = hear(device, "INVITE sip:phong@127.0.0.1");
    sip_device_answer(device, invite, "603 Decline", NULL, NULL);
    expect_state(&scene, "over declined");
    /* neither registered nor written down: it may register soon */
    ask(&scene, "{\"site\":\"903\"}", 202);
    expect_state(&scene, "waiting unreachable");
    write_uri(&scene, uri);
    ask(&scene, "{\"site\":\"903\"}", 202);
    g_autofree char *again = hear(device, "INVITE sip:phong@127.0.0.1");
    take_call(device, again);
    room_client_wait_state(scene.chair, "code:903", "connected");
    scene_clear(&scene);
}

static void test_all_that_are_away(void)
{
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    json_t *none = office_guest_json(&scene.office, "POST", calls, "{\"all\":true}", 202);
    g_assert_cmpint(json_integer_value(json_object_get(none, "called")), ==, 0);
    json_decref(none);
    scene_clear(&scene);
}

/* Its time has come; nobody has pressed anything. */
static void test_a_meeting_calls_by_itself(void)
{
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    sip_hall_run(&scene.hall,
            "INSERT INTO meetings (code, title, created, state, start, calls) VALUES ('dung-gio', "
            "$1, 0, 'scheduled', 0, 1)",
            "Đúng giờ");
    sip_hall_run(&scene.hall, "INSERT INTO meeting_sites VALUES ('dung-gio', '903', $1, 1)", "");
    g_autofree char *now = g_strdup_printf("%" G_GINT64_FORMAT, g_get_real_time());
    sip_hall_run(&scene.hall,
            "UPDATE meetings SET start = CAST($1 AS BIGINT) WHERE code = 'dung-gio'", now);
    g_autofree char *invite = hear(device, "INVITE ");
    g_autofree char *from = sip_device_header(invite, "From", 0);
    g_assert_nonnull(strstr(from, "\"Đúng giờ\" <sip:dung-gio@"));
    take_call(device, invite);
    sip_hall_expect_joins(&scene.hall, "");
    scene_clear(&scene);
}

/* The device goes on in the next one. */
static void test_the_mcu_dies(void)
{
    Scene scene;
    SipDevice *device = &scene.hall.device;

    scene_init(&scene);
    register_device(device);
    ask(&scene, "{\"site\":\"903\"}", 202);
    g_autofree char *invite = hear(device, "INVITE ");
    take_call(device, invite);
    room_client_wait_state(scene.chair, "code:903", "connected");
    room_guest_play(scene.chair, "fake:die");
    g_autofree char *again = hear(device, "INVITE ");
    take_call(device, again);
    room_client_wait_state(scene.chair, "code:903", "connected");
    expect_state(&scene, "connected ");
    scene_clear(&scene);
}

static void test_what_cannot_be_asked(void)
{
    Scene scene;

    scene_init(&scene);
    ask(&scene, "{}", 422);
    ask(&scene, "{\"site\":\"999\"}", 409);
    ask(&scene, "{\"site\":\"903\",\"uri\":\"tel:113\"}", 422);
    ask(&scene, "{\"site\":\"903\",\"uri\":\"sip:a@b\\r\\nX: y\"}", 422);
    json_decref(office_guest_json(
            &scene.office, "POST", "/api/v1/meetings/none/calls", "{\"all\":true}", 404));
    json_decref(office_guest_json(
            &scene.office, "DELETE", "/api/v1/meetings/demo/calls/903", NULL, 404));
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_dialler/a_site_is_called", test_a_site_is_called);
    g_test_add_func("/sip_dialler/it_does_not_come", test_it_does_not_come);
    g_test_add_func("/sip_dialler/what_it_offers_is_refused", test_what_it_offers_is_refused);
    g_test_add_func("/sip_dialler/two_devices_ring", test_two_devices_ring);
    g_test_add_func(
            "/sip_dialler/a_device_that_does_not_register", test_a_device_that_does_not_register);
    g_test_add_func("/sip_dialler/all_that_are_away", test_all_that_are_away);
    g_test_add_func("/sip_dialler/a_meeting_calls_by_itself", test_a_meeting_calls_by_itself);
    g_test_add_func("/sip_dialler/the_mcu_dies", test_the_mcu_dies);
    g_test_add_func("/sip_dialler/what_cannot_be_asked", test_what_cannot_be_asked);
    return g_test_run();
}
