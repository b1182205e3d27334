/* Who dials no meeting, or has no password: the voice that asks, the keys that answer, the meeting that follows. */
#include "signaling/client/password_hash.h"
#include "signaling/sip/sip_digest.h"
#include "signaling/store/database_open.h"
#include "tests/loop/sip_device.h"
#include "tests/loop/test_server.h"

#include <string.h>

static const char password[] = "mat-khau-903";
static const char pin[] = "24681357";
static const char name[] = "Điểm cầu Hòn Đất";
static const char server_uri[] = "sip:127.0.0.1";
static const char demo_uri[] = "sip:demo@127.0.0.1";
static const char demo_keys[] = "3366#";
static const char offer[] = "v=0\r\ns=an offer\r\n";

typedef struct Scene {
    TestServer test;
    SipDevice device;
} Scene;

static void add_site(const TestServer *test)
{
    g_autofree char *sha256 = sip_digest_ha1(SIP_DIGEST_SHA256, "903", "giaoban", password);
    g_autofree char *md5 = sip_digest_ha1(SIP_DIGEST_MD5, "903", "giaoban", password);
    g_autofree char *hash = password_hash_make(pin);
    g_autofree char *sql = g_strdup_printf(
            "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
            "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash, "
            "sip_ha1_sha256, sip_ha1_md5) VALUES ('903', 'u', $1, '', 1, 'direct', '', 512, '', "
            "'', '', 0, 1, '%s', '%s', '%s')",
            hash, sha256, md5);
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(test->folder, "", NULL);

    database_run(database, sql, DATABASE_VALUES(database_text(name)), NULL, &error);
    g_assert_no_error(error);
}

static void scene_init(Scene *scene, const char *user)
{
    static const char *const sets[] = {
            "sip.address=127.0.0.1", "sip.port=0", "sip.tls_port=0", "sip.dial_in=all", NULL};

    test_server_init(&scene->test, sets);
    add_site(&scene->test);
    test_server_restart(&scene->test);
    sip_device_init(&scene->device, server_sip_port(scene->test.server), false, user, password);
}

static void scene_clear(Scene *scene)
{
    sip_device_clear(&scene->device);
    test_server_clear(&scene->test);
}

static char *contact_of(const SipDevice *device)
{
    return g_strdup_printf("Contact: <sip:%s@127.0.0.1:%u>\r\n", device->user, device->port);
}

/* Without a password. The last answer is the final one. */
static char *call_as_stranger(SipDevice *device, const char *uri)
{
    g_autofree char *contact = contact_of(device);

    sip_device_ask(device, "INVITE", uri, contact, offer);
    return sip_device_final(device);
}

static void expect_lobby(SipDevice *device, const char *answer, const char *uri)
{
    g_test_message("%s", answer);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    g_assert_nonnull(strstr(sip_device_body(answer), "s=answer dial-in-"));
    sip_device_ack(device, answer, uri, NULL);
}

/* @return what came next: an answer, or the server's own request */
static char *press(SipDevice *device, char key)
{
    g_autofree char *body = g_strdup_printf("Signal=%c\r\nDuration=100\r\n", key);
    sip_device_ask(device, "INFO", server_uri, "Content-Type: application/dtmf-relay\r\n", body);
    return sip_device_hear(device);
}

static void type(SipDevice *device, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        g_autofree char *answer = press(device, *keys);
        g_assert_cmpint(sip_device_status(answer), ==, 200);
    }
}

/* Types the same again and again, since what is typed while an entry is looked at counts for nothing. */
static void type_until_it_hangs_up(SipDevice *device, const char *keys)
{
    for (size_t i = 0;; i = (i + 1) % strlen(keys)) {
        g_autofree char *message = press(device, keys[i]);
        if (g_str_has_prefix(message, "BYE ")) {
            sip_device_accept(device, message);
            return;
        }
        g_assert_cmpint(sip_device_status(message), ==, 200);
    }
}

/* It is asked for its offer anew, and its answer comes in the ACK. */
static void follow(Scene *scene)
{
    SipDevice *device = &scene->device;
    g_autofree char *invite = sip_device_hear(device);
    g_autofree char *contact = contact_of(device);

    g_assert_true(g_str_has_prefix(invite, "INVITE "));
    g_assert_cmpstr(sip_device_body(invite), ==, "");
    sip_device_answer(device, invite, "200 OK", contact, offer);
    g_autofree char *ack = sip_device_hear(device);
    g_assert_true(g_str_has_prefix(ack, "ACK "));
    g_assert_true(g_str_has_prefix(sip_device_body(ack), "v=0\r\ns=answer "));
    g_assert_null(strstr(sip_device_body(ack), "dial-in"));
    for (;;) {
        g_autofree char *joins = test_server_joins(&scene->test, name);
        if (g_str_equal(joins, "joined connected")) {
            return;
        }
        g_main_context_iteration(NULL, TRUE);
    }
}

static void test_a_stranger_becomes_a_site(void)
{
    Scene scene;

    scene_init(&scene, "anonymous");
    g_autofree char *answer = call_as_stranger(&scene.device, server_uri);
    expect_lobby(&scene.device, answer, server_uri);
    type(&scene.device, demo_keys);
    type(&scene.device, "903#");
    type(&scene.device, pin);
    type(&scene.device, "#");
    follow(&scene);
    /* and has its keys there */
    sip_device_ask(&scene.device, "BYE", server_uri, NULL, NULL);
    g_autofree char *over = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(over), ==, 200);
    scene_clear(&scene);
}

static void test_the_meeting_was_dialled(void)
{
    Scene scene;

    scene_init(&scene, "anonymous");
    g_autofree char *answer = call_as_stranger(&scene.device, demo_uri);
    expect_lobby(&scene.device, answer, demo_uri);
    type(&scene.device, "903#");
    type(&scene.device, pin);
    type(&scene.device, "#");
    follow(&scene);
    scene_clear(&scene);
}

/* Its password says which site it is. */
static void test_a_site_dials_no_meeting(const void *data)
{
    const char *uri = data;
    Scene scene;

    scene_init(&scene, "903");
    g_autofree char *answer = sip_device_call(&scene.device, uri, NULL, offer);
    expect_lobby(&scene.device, answer, uri);
    type(&scene.device, demo_keys);
    follow(&scene);
    scene_clear(&scene);
}

static void test_guesses_end(void)
{
    Scene scene;

    scene_init(&scene, "anonymous");
    g_autofree char *answer = call_as_stranger(&scene.device, demo_uri);
    expect_lobby(&scene.device, answer, demo_uri);
    type(&scene.device, "904#1#"); /* of no site, and then of one */
    type_until_it_hangs_up(&scene.device, "903#11111111#");
    g_autofree char *joins = test_server_joins(&scene.test, name);
    g_assert_cmpstr(joins, ==, "");
    scene_clear(&scene);
}

static void test_no_meeting_fits(void)
{
    Scene scene;

    scene_init(&scene, "903");
    g_autofree char *answer = sip_device_call(&scene.device, server_uri, NULL, offer);
    expect_lobby(&scene.device, answer, server_uri);
    type(&scene.device, "#"); /* it is invited to none */
    type_until_it_hangs_up(&scene.device, "1#");
    scene_clear(&scene);
}

static void test_one_address_does_not_fill_the_lobby(void)
{
    enum { CALLERS = 9 };
    Scene scene;
    SipDevice others[CALLERS];
    unsigned taken = 0;

    scene_init(&scene, "anonymous");
    for (int i = 0; i < CALLERS; i++) {
        sip_device_init(
                &others[i], server_sip_port(scene.test.server), false, "anonymous", password);
        g_autofree char *answer = call_as_stranger(&others[i], server_uri);
        taken += sip_device_status(answer) == 200;
        if (i == CALLERS - 1) {
            g_assert_cmpint(sip_device_status(answer), ==, 503);
        }
        sip_device_ask(&others[i], "ACK", server_uri, NULL, NULL);
    }
    g_assert_cmpuint(taken, ==, CALLERS - 1);
    for (int i = 0; i < CALLERS; i++) {
        sip_device_clear(&others[i]);
    }
    scene_clear(&scene);
}

static void test_who_cannot_be_heard_is_told_why(void)
{
    static const struct {
        const char *sdp;
        const char *line;
        const char *warning;
    } cases[] = {
            {"s=no-codec\r\n", "SIP/2.0 488 Khong co bo ma hoa chung\r\n", "305 giaoban \""},
            {"s=no-address\r\n", "SIP/2.0 488 Khong gui duoc toi dia chi hinh tieng\r\n",
                    "301 giaoban \""},
            {"s=in-the-clear\r\n", "SIP/2.0 488 Phai ma hoa SRTP\r\n", "302 giaoban \""},
            {"s=bad-offer\r\n", "SIP/2.0 488 Khong doc duoc SDP\r\n", "399 giaoban \""},
    };
    Scene scene;

    scene_init(&scene, "anonymous");
    g_autofree char *contact = contact_of(&scene.device);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sip_device_ask(&scene.device, "INVITE", server_uri, contact, cases[i].sdp);
        g_autofree char *answer = sip_device_final(&scene.device);
        g_autofree char *warning = sip_device_header(answer, "Warning", 0);
        g_test_message("%s", answer);
        g_assert_true(g_str_has_prefix(answer, cases[i].line));
        g_assert_true(g_str_has_prefix(warning, cases[i].warning));
        sip_device_ask(&scene.device, "ACK", server_uri, NULL, NULL);
    }
    scene_clear(&scene);
}

static void test_hung_up_in_the_lobby(void)
{
    Scene scene;

    scene_init(&scene, "anonymous");
    g_autofree char *answer = call_as_stranger(&scene.device, demo_uri);
    expect_lobby(&scene.device, answer, demo_uri);
    type(&scene.device, "903#1"); /* while it is spoken to */
    sip_device_ask(&scene.device, "BYE", demo_uri, NULL, NULL);
    g_autofree char *over = sip_device_final(&scene.device);
    g_assert_cmpint(sip_device_status(over), ==, 200);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_menu/a_stranger_becomes_a_site", test_a_stranger_becomes_a_site);
    g_test_add_func("/sip_menu/the_meeting_was_dialled", test_the_meeting_was_dialled);
    g_test_add_data_func(
            "/sip_menu/a_site_dials_the_server", server_uri, test_a_site_dials_no_meeting);
    g_test_add_data_func("/sip_menu/a_site_dials_what_is_none", "sip:nowhere@127.0.0.1",
            test_a_site_dials_no_meeting);
    g_test_add_func("/sip_menu/guesses_end", test_guesses_end);
    g_test_add_func("/sip_menu/no_meeting_fits", test_no_meeting_fits);
    g_test_add_func("/sip_menu/one_address_does_not_fill_the_lobby",
            test_one_address_does_not_fill_the_lobby);
    g_test_add_func(
            "/sip_menu/who_cannot_be_heard_is_told_why", test_who_cannot_be_heard_is_told_why);
    g_test_add_func("/sip_menu/hung_up_in_the_lobby", test_hung_up_in_the_lobby);
    return g_test_run();
}
