#include "signaling/sip/sip_server.h"
#include "tests/loop/sip_device.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)

enum { PING_S = 60 };

static const char password[] = "mat-khau-903";

typedef struct Scene {
    SipServer *server;
    SipDevice device;
    GString *said;  /* what the server told the floor above */
    int64_t now_us; /* as the server is told; nobody waits for it */
    char *md5;
} Scene;

static bool on_admit(const char *address, void *user_data)
{
    return true;
}

static const char *on_ha1(const char *site, SipDigestAlgorithm algorithm, void *user_data)
{
    const Scene *scene = user_data;
    return algorithm == SIP_DIGEST_MD5 ? scene->md5 : NULL;
}

static void on_registered(const char *site, bool is, const char *address, void *user_data)
{
    const Scene *scene = user_data;
    g_string_append_printf(scene->said, "%s %s;", site, is ? "there" : "gone");
}

static void on_reached(const char *site, bool is, void *user_data)
{
    const Scene *scene = user_data;
    g_string_append_printf(scene->said, "%s %s;", site, is ? "answers" : "is silent");
}

static void register_device(Scene *scene)
{
    g_autofree char *answer = sip_device_prove(&scene->device, "REGISTER", "sip:127.0.0.1",
            "Contact: <sip:903@192.0.2.7>;expires=3600\r\n", NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

static void scene_init(Scene *scene, bool tcp, unsigned ping_s)
{
    static const SipServerEvents events = {
            .admit = on_admit,
            .ha1 = on_ha1,
            .registered = on_registered,
            .reached = on_reached,
    };
    g_autoptr(GError) error = NULL;

    *scene = (Scene){.said = g_string_new(NULL), .now_us = g_get_monotonic_time()};
    scene->md5 = sip_digest_ha1(SIP_DIGEST_MD5, "903", "giaoban", password);
    scene->server = sip_server_new(
            &(SipServerConfig){.address = "127.0.0.1", .realm = "giaoban", .ping_s = ping_s},
            &events, scene, &error);
    g_assert_no_error(error);
    sip_device_init(&scene->device, sip_server_port(scene->server), tcp, "903", password);
    register_device(scene);
}

static void scene_clear(Scene *scene)
{
    sip_server_free(scene->server);
    sip_device_clear(&scene->device);
    g_string_free(scene->said, TRUE);
    g_free(scene->md5);
}

static void pass(Scene *scene, int64_t seconds)
{
    scene->now_us += seconds * SECOND_US;
    sip_server_tick(scene->server, scene->now_us);
}

static SipReach reach_of(const Scene *scene)
{
    SipSeenDevice device;
    g_assert_cmpuint(sip_server_devices(scene->server, "903", &device, 1), ==, 1);
    return device.reach;
}

static void expect(const Scene *scene, const char *said)
{
    g_assert_cmpstr(scene->said->str, ==, said);
    g_string_truncate(scene->said, 0);
}

/* The next question: one that comes again because nobody answered it is passed over. Free with g_free(). */
static char *hear_question(Scene *scene, const char *before)
{
    g_autofree char *old = before != NULL ? sip_device_header(before, "Call-ID", 0) : NULL;

    for (;;) {
        char *question = sip_device_hear(&scene->device);
        g_autofree char *call_id = sip_device_header(question, "Call-ID", 0);
        g_assert_true(g_str_has_prefix(question, "OPTIONS sip:903@192.0.2.7 "));
        if (g_strcmp0(call_id, old) != 0) {
            return question;
        }
        g_free(question);
    }
}

static void wait_for_reach(const Scene *scene, SipReach reach)
{
    while (reach_of(scene) != reach) {
        g_main_context_iteration(NULL, TRUE);
    }
}

/* Asked for the first time, and answered with this. */
static char *answer_first(Scene *scene, const char *status)
{
    g_assert_cmpint(reach_of(scene), ==, SIP_REACH_UNKNOWN);
    pass(scene, SIP_PULSE_FIRST_MAX_S);
    pass(scene, SIP_PULSE_FIRST_MAX_S);
    char *question = hear_question(scene, NULL);
    sip_device_answer(&scene->device, question, status, NULL, NULL);
    wait_for_reach(scene, SIP_REACH_YES);
    expect(scene, "903 there;");
    return question;
}

static void test_a_device_answers(const void *data)
{
    Scene scene;

    scene_init(&scene, GPOINTER_TO_INT(data) != 0, PING_S);
    g_autofree char *first = answer_first(&scene, "200 OK");
    pass(&scene, PING_S + 1);
    g_autofree char *second = hear_question(&scene, first);
    /* who registers again goes on being asked in the same rhythm */
    sip_device_answer(&scene.device, second, "486 Busy Here", NULL, NULL);
    register_device(&scene);
    g_assert_cmpint(reach_of(&scene), ==, SIP_REACH_YES);
    expect(&scene, "");
    scene_clear(&scene);
}

static void test_a_device_goes(void)
{
    Scene scene;
    SipBinding binding;

    scene_init(&scene, false, PING_S);
    g_autofree char *heard = answer_first(&scene, "200 OK");
    pass(&scene, PING_S + 1);
    for (int i = 1; i <= SIP_PULSE_MISSED_MAX; i++) {
        char *question = hear_question(&scene, heard);
        g_free(heard);
        heard = question;
        g_assert_cmpuint(sip_server_find(scene.server, "903", &binding, 1), ==, 1);
        pass(&scene, SIP_PULSE_ANSWER_S);
        expect(&scene, i == 1 ? "903 is silent;" : i < SIP_PULSE_MISSED_MAX ? "" : "903 gone;");
        pass(&scene, SIP_PULSE_AGAIN_S);
    }
    g_assert_cmpuint(sip_server_find(scene.server, "903", &binding, 1), ==, 0);
    register_device(&scene);
    expect(&scene, "903 there;");
    scene_clear(&scene);
}

static void test_a_device_comes_back(void)
{
    Scene scene;

    scene_init(&scene, false, PING_S);
    g_autofree char *first = answer_first(&scene, "501 Not Implemented");
    pass(&scene, PING_S + 1);
    g_autofree char *second = hear_question(&scene, first);
    pass(&scene, SIP_PULSE_ANSWER_S);
    g_assert_cmpint(reach_of(&scene), ==, SIP_REACH_NO);
    expect(&scene, "903 is silent;");
    pass(&scene, SIP_PULSE_AGAIN_S);
    g_autofree char *third = hear_question(&scene, second);
    sip_device_accept(&scene.device, third);
    wait_for_reach(&scene, SIP_REACH_YES);
    expect(&scene, "903 answers;");
    scene_clear(&scene);
}

/* Its binding stays: the question may be lost where a call is not. */
static void test_a_device_that_never_answers(void)
{
    Scene scene;

    scene_init(&scene, false, PING_S);
    pass(&scene, SIP_PULSE_FIRST_MAX_S);
    for (int i = 0; i < 2 * SIP_PULSE_MISSED_MAX; i++) {
        pass(&scene, PING_S);
        pass(&scene, SIP_PULSE_ANSWER_S);
    }
    g_assert_cmpint(reach_of(&scene), ==, SIP_REACH_NO);
    expect(&scene, "903 there;903 is silent;");
    scene_clear(&scene);
}

static void test_a_connection_that_is_gone(void)
{
    Scene scene;
    SipBinding binding;

    scene_init(&scene, true, PING_S);
    g_free(answer_first(&scene, "200 OK"));
    g_assert_true(g_socket_close(scene.device.socket, NULL));
    pass(&scene, PING_S + 1);
    for (int i = 0; i < SIP_PULSE_MISSED_MAX; i++) {
        g_assert_cmpuint(sip_server_find(scene.server, "903", &binding, 1), ==, 1);
        pass(&scene, SIP_PULSE_ANSWER_S);
        pass(&scene, SIP_PULSE_AGAIN_S);
    }
    g_assert_cmpuint(sip_server_find(scene.server, "903", &binding, 1), ==, 0);
    expect(&scene, "903 is silent;903 gone;");
    scene_clear(&scene);
}

static void test_nobody_is_asked(void)
{
    Scene scene;

    scene_init(&scene, false, 0);
    pass(&scene, SIP_PULSE_FIRST_MAX_S);
    pass(&scene, PING_S);
    g_assert_cmpint(reach_of(&scene), ==, SIP_REACH_UNKNOWN);
    /* what comes is the answer to what the device asks */
    sip_device_ask(&scene.device, "OPTIONS", "sip:127.0.0.1", NULL, NULL);
    g_autofree char *answer = sip_device_hear(&scene.device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/sip_keepalive/a_device_answers/udp", NULL, test_a_device_answers);
    g_test_add_data_func(
            "/sip_keepalive/a_device_answers/tcp", GINT_TO_POINTER(1), test_a_device_answers);
    g_test_add_func("/sip_keepalive/a_device_goes", test_a_device_goes);
    g_test_add_func("/sip_keepalive/a_device_comes_back", test_a_device_comes_back);
    g_test_add_func("/sip_keepalive/a_device_that_never_answers", test_a_device_that_never_answers);
    g_test_add_func("/sip_keepalive/a_connection_that_is_gone", test_a_connection_that_is_gone);
    g_test_add_func("/sip_keepalive/nobody_is_asked", test_nobody_is_asked);
    return g_test_run();
}
