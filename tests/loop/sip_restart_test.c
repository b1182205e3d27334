#include "tests/loop/office_guest.h"
#include "tests/loop/room_guest.h"
#include "tests/loop/sip_hall.h"

#include <string.h>

static const char demo[] = "sip:demo@127.0.0.1";
static const char offer[] = "v=0\r\ns=an offer\r\n";
static const char calls[] = "/api/v1/meetings/demo/calls";

static void connect_call(SipHall *hall)
{
    g_autofree char *answer = sip_device_call(&hall->device, demo, NULL, offer);

    g_assert_cmpint(sip_device_status(answer), ==, 200);
    sip_device_ack(&hall->device, answer, demo, NULL);
    sip_hall_expect_joins(hall, "joined connected");
    sip_device_ask(&hall->device, "OPTIONS", demo, NULL, NULL); /* the ACK was read before */
    g_free(sip_device_final(&hall->device));
}

static void expect_status(SipHall *hall, int status)
{
    g_autofree char *answer = sip_device_final(&hall->device);
    g_test_message("%s", answer);
    g_assert_cmpint(sip_device_status(answer), ==, status);
}

static char *hear(SipHall *hall, const char *method)
{
    for (;;) {
        char *request = sip_device_hear(&hall->device);
        if (g_str_has_prefix(request, method)) {
            return request;
        }
        g_free(request);
    }
}

static char *folder_of(const SipHall *hall, const char *name)
{
    return g_build_filename(hall->test.folder, "run", name, NULL);
}

/* The only file there, or NULL. */
static char *only_note(const SipHall *hall, const char *name)
{
    g_autofree char *folder = folder_of(hall, name);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *first = g_dir_read_name(listing);
    char *path = first != NULL ? g_build_filename(folder, first, NULL) : NULL;

    g_assert_null(g_dir_read_name(listing));
    return path;
}

static void expect_no_note(const SipHall *hall)
{
    g_assert_null(only_note(hall, "sip-calls"));
}

/* @param part  in which the member is; NULL: the note itself */
static void rewrite_note_in(const SipHall *hall, const char *folder, const char *part,
        const char *member, json_t *value)
{
    g_autofree char *path = only_note(hall, folder);
    json_t *note = json_load_file(path, 0, NULL);
    json_t *object = part != NULL ? json_object_get(note, part) : note;

    g_assert_cmpint(json_object_set_new(object, member, value), ==, 0);
    g_assert_cmpint(json_dump_file(note, path, 0), ==, 0);
    json_decref(note);
}

static void rewrite_note(const SipHall *hall, const char *part, const char *member, json_t *value)
{
    rewrite_note_in(hall, "sip-calls", part, member, value);
}

/* As if nothing had been: keys, a new offer, and it hangs up. */
static void test_the_device_goes_on(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    expect_no_note(&hall);
    connect_call(&hall);
    sip_hall_restart(&hall, false);
    RoomClient *chair = room_guest_new(&hall.test, "chair", ROLE_CHAIR, NULL);
    sip_device_ask(&hall.device, "INVITE", demo, "Contact: <sip:903@127.0.0.1>\r\n", offer);
    g_autofree char *answer = sip_device_final(&hall.device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    sip_device_ack(&hall.device, answer, demo, NULL);
    sip_device_ask(&hall.device, "INFO", demo, "Content-Type: application/dtmf-relay\r\n",
            "Signal=5\r\nDuration=100\r\n");
    expect_status(&hall, 200);
    sip_device_ask(&hall.device, "BYE", demo, NULL, NULL);
    expect_status(&hall, 200);
    json_decref(room_client_wait(chair, "site_gone"));
    sip_hall_expect_joins(&hall, "joined connected left");
    expect_no_note(&hall);
    room_client_free(chair);
    sip_hall_clear(&hall);
}

static void test_it_is_sent_away(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    sip_hall_restart(&hall, false);
    sip_hall_restart(&hall, false);
    RoomClient *chair = room_guest_new(&hall.test, "chair", ROLE_CHAIR, NULL);
    room_client_send_text(chair, "{\"type\":\"drop\",\"site\":\"code:903\"}");
    g_autofree char *bye = hear(&hall, "BYE ");
    sip_device_accept(&hall.device, bye);
    sip_hall_expect_joins(&hall, "joined connected left");
    expect_no_note(&hall);
    room_client_free(chair);
    sip_hall_clear(&hall);
}

/* It may come before the meeting is there again. */
static void test_it_hangs_up_meanwhile(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    sip_hall_restart(&hall, false);
    sip_device_ask(&hall.device, "BYE", demo, NULL, NULL);
    expect_status(&hall, 200);
    sip_hall_expect_joins(&hall, "joined connected left");
    expect_no_note(&hall);
    sip_hall_clear(&hall);
}

/* Its media server went too: it is asked for an offer for the next one. */
static void test_without_its_leg(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    sip_hall_restart(&hall, true);
    g_autofree char *invite = hear(&hall, "INVITE ");
    sip_device_answer(&hall.device, invite, "200 OK", "Contact: <sip:903@127.0.0.1>\r\n", offer);
    g_autofree char *ack = hear(&hall, "ACK ");
    g_assert_true(g_str_has_prefix(sip_device_body(ack), "v=0\r\ns=answer "));
    sip_hall_expect_joins(&hall, "joined connected left joined connected");
    sip_device_ask(&hall.device, "BYE", demo, NULL, NULL);
    expect_status(&hall, 200);
    sip_hall_expect_joins(&hall, "joined connected left joined connected left");
    sip_hall_clear(&hall);
}

/* The device is told where there is nothing to go on with. */
static void test_without_its_meeting(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    rewrite_note(&hall, "call", "meeting", json_string("nowhere"));
    sip_hall_restart(&hall, true);
    g_autofree char *bye = hear(&hall, "BYE ");
    sip_device_accept(&hall.device, bye);
    expect_no_note(&hall);
    sip_hall_clear(&hall);
}

static void test_without_its_site(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    rewrite_note(&hall, "call", "site", json_string("904"));
    sip_hall_restart(&hall, false);
    g_autofree char *bye = hear(&hall, "BYE ");
    expect_no_note(&hall);
    sip_hall_clear(&hall);
}

/* What cannot be read is not believed; the rest of the house goes on. */
static void test_a_broken_note(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    connect_call(&hall);
    rewrite_note(&hall, "dialog", "target", json_string("sip:903@127.0.0.1>\r\nX: y"));
    sip_hall_restart(&hall, false);
    expect_no_note(&hall);
    sip_device_ask(&hall.device, "BYE", demo, NULL, NULL);
    expect_status(&hall, 481);
    sip_hall_clear(&hall);
}

static void register_device(SipHall *hall, SipDevice *device)
{
    g_autofree char *where = g_strdup_printf("Contact: <sip:903@192.0.2.7:%u>\r\n", device->port);
    g_autofree char *answer = sip_device_prove(device, "REGISTER", "sip:127.0.0.1", where, NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

static void dial(SipHall *hall)
{
    g_auto(OfficeGuest) office = office_guest_new(&hall->test, "van_hanh", "");
    json_decref(office_guest_json(&office, "POST", calls, "{\"site\":\"903\"}", 202));
}

/* It has not registered again, and is called all the same: the one whose way still leads to it. */
static void test_who_is_registered_is_called(void)
{
    SipHall hall;
    SipDevice other;

    sip_hall_init(&hall, "");
    sip_device_init(&other, server_sip_port(hall.test.server), true, "903", SIP_HALL_PASSWORD);
    register_device(&hall, &hall.device);
    register_device(&hall, &other);
    sip_hall_restart(&hall, false);
    dial(&hall);
    g_autofree char *invite = hear(&hall, "INVITE sip:903@192.0.2.7");
    sip_device_answer(&hall.device, invite, "486 Busy Here", NULL, NULL);
    g_free(hear(&hall, "ACK "));
    sip_device_clear(&other);
    sip_hall_clear(&hall);
}

/* Of the one site that is called: how often it was, and that it will be again. */
static void expect_tries(const OfficeGuest *office, int tries)
{
    json_t *list = office_guest_json(office, "GET", calls, NULL, 200);
    const json_t *item = json_array_get(json_object_get(list, "items"), 0);

    g_assert_cmpstr(room_message_text(item, "state"), ==, "waiting");
    g_assert_cmpint(json_integer_value(json_object_get(item, "tries")), ==, tries);
    json_decref(list);
}

/* The call that the server has died with is taken back before the device is called again. @return the second INVITE */
static char *hear_taken_back(SipHall *hall, const char *invite)
{
    g_autofree char *first = sip_device_header(invite, "Call-ID", 0);
    g_autofree char *via = sip_device_header(invite, "Via", 0);

    for (bool taken_back = false;;) { /* the INVITE may have been sent twice, and the CANCEL too */
        char *next = sip_device_hear(&hall->device);
        g_autofree char *call = sip_device_header(next, "Call-ID", 0);
        if (g_str_has_prefix(next, "CANCEL ")) {
            g_autofree char *same = sip_device_header(next, "Via", 0);
            g_assert_cmpstr(call, ==, first);
            g_assert_cmpuint(strcspn(via, ";"), ==, strcspn(same, ";"));
            g_assert_cmpint(strncmp(via, same, strcspn(via, ";")), ==, 0);
            taken_back = true;
            sip_device_accept(&hall->device, next);
            sip_device_answer(&hall->device, invite, "487 Request Terminated", NULL, NULL);
        } else if (g_str_has_prefix(next, "INVITE ") && !g_str_equal(call, first)) {
            g_assert_true(taken_back);
            return next;
        }
        g_free(next);
    }
}

/* Who rings when the server dies is told so, and called by the next one, until it is not wanted any more. */
static void test_who_is_called_is_called_again(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    register_device(&hall, &hall.device);
    g_auto(OfficeGuest) office = office_guest_new(&hall.test, "van_hanh", "");
    json_decref(office_guest_json(&office, "POST", calls, "{\"site\":\"903\"}", 202));
    g_autofree char *invite = hear(&hall, "INVITE ");
    sip_hall_restart(&hall, false);
    g_autofree char *next = hear_taken_back(&hall, invite);
    sip_device_answer(&hall.device, next, "486 Busy Here", NULL, NULL);
    g_free(hear(&hall, "ACK "));
    g_assert_null(only_note(&hall, "sip-rings"));
    expect_tries(&office, 1);
    sip_hall_restart(&hall, false);
    RoomClient *chair = room_guest_new(&hall.test, "chair", ROLE_CHAIR, NULL); /* it runs again */
    expect_tries(&office, 1);
    g_autofree char *note = only_note(&hall, "sip-dials");
    g_assert_nonnull(note);
    json_decref(office_guest_json(&office, "DELETE", "/api/v1/meetings/demo/calls/903", NULL, 204));
    g_assert_null(only_note(&hall, "sip-dials"));
    room_client_free(chair);
    sip_hall_clear(&hall);
}

/* What cannot be read is not believed: the device is called again all the same, and the rest of the house goes on. */
static void test_a_broken_ring(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    register_device(&hall, &hall.device);
    dial(&hall);
    g_autofree char *invite = hear(&hall, "INVITE ");
    rewrite_note_in(&hall, "sip-rings", NULL, "branch", json_string("z9hG4bKa\r\nX: y"));
    sip_hall_restart(&hall, false);
    g_assert_null(only_note(&hall, "sip-rings"));
    g_autofree char *first = sip_device_header(invite, "Call-ID", 0);
    for (bool again = false; !again;) {
        g_autofree char *next = sip_device_hear(&hall.device);
        g_autofree char *call = sip_device_header(next, "Call-ID", 0);
        g_assert_true(g_str_has_prefix(next, "INVITE "));
        again = !g_str_equal(call, first);
        if (again) {
            sip_device_answer(&hall.device, next, "486 Busy Here", NULL, NULL);
        }
    }
    g_free(hear(&hall, "ACK "));
    sip_hall_clear(&hall);
}

/* Nobody rings still for what was begun long ago. */
static void test_an_old_ring(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    register_device(&hall, &hall.device);
    dial(&hall);
    g_free(hear(&hall, "INVITE "));
    rewrite_note_in(&hall, "sip-rings", NULL, "begun_us", json_integer(1));
    sip_hall_restart(&hall, false);
    g_assert_null(only_note(&hall, "sip-rings"));
    sip_hall_clear(&hall);
}

/* The device is called, and is in the meeting. @param more  of its 200 */
static void take_dialled_call(SipHall *hall, const char *more)
{
    g_autofree char *headers =
            g_strconcat("Contact: <sip:903@127.0.0.1>\r\nAllow: INVITE, UPDATE\r\n", more, NULL);

    register_device(hall, &hall->device);
    dial(hall);
    g_autofree char *invite = hear(hall, "INVITE ");
    sip_device_answer(&hall->device, invite, "200 OK", headers, offer);
    g_free(hear(hall, "ACK "));
    sip_hall_expect_joins(hall, "joined connected");
    g_assert_null(only_note(hall, "sip-rings")); /* it is up: another note tells of it */
}

/* The session has run out meanwhile, which was for the device to refresh: it is told so, and called again. */
static void test_a_session_that_has_run_out(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    take_dialled_call(&hall, "Session-Expires: 90;refresher=uas\r\n");
    rewrite_note(&hall, "dialog", "refreshed_us", json_integer(1));
    sip_hall_restart(&hall, false);
    g_autofree char *bye = hear(&hall, "BYE ");
    sip_device_accept(&hall.device, bye);
    g_autofree char *again = hear(&hall, "INVITE ");
    g_autofree char *before = sip_device_header(bye, "Call-ID", 0);
    g_autofree char *after = sip_device_header(again, "Call-ID", 0);
    g_assert_cmpstr(before, !=, after);
    sip_hall_expect_joins(&hall, "joined connected left");
    sip_hall_clear(&hall);
}

/* The same, where it is for us to refresh: the call goes on. */
static void test_a_session_that_can_be_refreshed(void)
{
    SipHall hall;

    sip_hall_init(&hall, "");
    take_dialled_call(&hall, "Session-Expires: 90;refresher=uac\r\n");
    rewrite_note(&hall, "dialog", "refreshed_us", json_integer(1));
    sip_hall_restart(&hall, false);
    g_autofree char *update = hear(&hall, "UPDATE ");
    sip_device_accept(&hall.device, update);
    sip_device_ask(&hall.device, "BYE", demo, NULL, NULL);
    expect_status(&hall, 200);
    sip_hall_expect_joins(&hall, "joined connected left");
    sip_hall_clear(&hall);
}

/* Who had another password, or has gone, is not called. */
static void test_who_is_registered_no_more(void)
{
    g_autofree char *md5 = sip_digest_ha1(SIP_DIGEST_MD5, "903", "giaoban", "khac");
    SipHall hall;

    sip_hall_init(&hall, "");
    register_device(&hall, &hall.device);
    sip_hall_run(&hall, "UPDATE sites SET sip_ha1_md5 = $1 WHERE code = '903'", md5);
    sip_hall_restart(&hall, false);
    g_assert_null(only_note(&hall, "sip-sites"));
    g_free(hall.device.password);
    g_clear_pointer(&hall.device.nonce, g_free);
    hall.device.password = g_strdup("khac");
    register_device(&hall, &hall.device);
    g_autofree char *note = only_note(&hall, "sip-sites");
    g_assert_nonnull(note);
    g_autofree char *gone = sip_device_prove(
            &hall.device, "REGISTER", "sip:127.0.0.1", "Contact: *\r\nExpires: 0\r\n", NULL);
    g_assert_cmpint(sip_device_status(gone), ==, 200);
    g_assert_null(only_note(&hall, "sip-sites"));
    sip_hall_clear(&hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_restart/the_device_goes_on", test_the_device_goes_on);
    g_test_add_func("/sip_restart/it_is_sent_away", test_it_is_sent_away);
    g_test_add_func("/sip_restart/it_hangs_up_meanwhile", test_it_hangs_up_meanwhile);
    g_test_add_func("/sip_restart/without_its_leg", test_without_its_leg);
    g_test_add_func("/sip_restart/without_its_meeting", test_without_its_meeting);
    g_test_add_func("/sip_restart/without_its_site", test_without_its_site);
    g_test_add_func("/sip_restart/a_broken_note", test_a_broken_note);
    g_test_add_func("/sip_restart/who_is_registered_is_called", test_who_is_registered_is_called);
    g_test_add_func(
            "/sip_restart/who_is_called_is_called_again", test_who_is_called_is_called_again);
    g_test_add_func("/sip_restart/a_broken_ring", test_a_broken_ring);
    g_test_add_func("/sip_restart/an_old_ring", test_an_old_ring);
    g_test_add_func("/sip_restart/a_session_that_has_run_out", test_a_session_that_has_run_out);
    g_test_add_func(
            "/sip_restart/a_session_that_can_be_refreshed", test_a_session_that_can_be_refreshed);
    g_test_add_func("/sip_restart/who_is_registered_no_more", test_who_is_registered_no_more);
    return g_test_run();
}
