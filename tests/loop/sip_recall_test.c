#include "tests/loop/sip_scene.h"

#include <string.h>

static const char contact[] = "Contact: <sip:903@127.0.0.1>\r\n";
static const char device_uri[] = "sip:903@127.0.0.1";
static const char server_uri[] = "sip:127.0.0.1";

/* Waits for a request of this method; retransmissions of others are passed over. Free with g_free(). */
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

static void register_device(SipScene *scene)
{
    g_autofree char *answer =
            sip_device_prove(&scene->device, "REGISTER", server_uri, contact, NULL);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
}

/* Calls the device by the way on which it came. @return its INVITE; free with g_free() */
static char *call_device(SipScene *scene)
{
    SipBinding binding;

    if (sip_server_find(scene->server, "903", &binding, 1) == 0) {
        register_device(scene);
    }
    g_assert_cmpuint(sip_server_find(scene->server, "903", &binding, 1), ==, 1);
    scene->call = sip_server_call(scene->server,
            &(SipCallOrder){.uri = device_uri,
                    .route = binding.source,
                    .caller = "giao-ban",
                    .name = "Họp \"giao ban\""});
    g_assert_cmpuint(scene->call, !=, 0);
    return hear_request(scene, "INVITE ");
}

/* A parameter of the first Via. Free with g_free(). */
static char *branch_of(const char *message)
{
    g_autofree char *via = sip_device_header(message, "Via", 0);
    g_auto(GStrv) parts = g_strsplit(via, ";", -1);

    for (size_t i = 1; parts[i] != NULL; i++) {
        if (g_str_has_prefix(parts[i], "branch=")) {
            return g_strdup(parts[i]);
        }
    }
    g_assert_not_reached();
}

static char *sent_by_of(const char *message)
{
    g_autofree char *via = sip_device_header(message, "Via", 0);
    return g_strndup(via, strcspn(via, ";"));
}

static char *number_of(const char *message)
{
    g_autofree char *cseq = sip_device_header(message, "CSeq", 0);
    return g_strndup(cseq, strcspn(cseq, " "));
}

static char *uri_of(const char *request)
{
    g_auto(GStrv) line = g_strsplit(request, " ", 3);
    return g_strdup(line[1]);
}

static char *from_of(const char *message)
{
    return sip_device_header(message, "From", 0);
}

static char *call_id_of(const char *message)
{
    return sip_device_header(message, "Call-ID", 0);
}

static char *to_of(const char *message)
{
    return sip_device_header(message, "To", 0);
}

/* RFC 3261, 9.1 and 17.1.1.3: what these have in common. */
static void expect_same(const char *invite, const char *other)
{
    static char *(*const parts[])(const char *) = {
            uri_of, branch_of, sent_by_of, number_of, from_of, call_id_of};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *one = parts[i](invite);
        g_autofree char *two = parts[i](other);
        g_assert_cmpstr(one, ==, two);
    }
}

/* The CANCEL of this INVITE; it is told so. */
static void take_cancel(SipScene *scene, const char *invite)
{
    g_autofree char *cancel = hear_request(scene, "CANCEL ");
    g_autofree char *to = to_of(invite);
    g_autofree char *same = to_of(cancel);

    expect_same(invite, cancel);
    g_assert_cmpstr(to, ==, same); /* no device has put its tag there */
    sip_device_accept(&scene->device, cancel);
}

/* It stops to ring, and is confirmed. */
static void stop_ringing(SipScene *scene, const char *invite)
{
    sip_device_answer(&scene->device, invite, "487 Request Terminated", NULL, NULL);
    g_autofree char *ack = hear_request(scene, "ACK ");
    g_autofree char *tagged = to_of(ack);
    expect_same(invite, ack);
    g_assert_nonnull(strstr(tagged, ";tag=t"));
}

static void test_it_is_taken_back(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 1);
    sip_scene_restart_ringing(&scene);
    take_cancel(&scene, invite);
    stop_ringing(&scene, invite);
    sip_scene_expect_recalled(&scene, "it rings no more;");
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 0);
    stop_ringing(&scene, invite); /* the ACK was lost */
    g_assert_cmpstr(scene.recalled->str, ==, "");
    sip_scene_clear(&scene);
}

/* A server that is stopped takes it back itself, but hears no answer: the next one does so again, and the next. */
static void test_more_than_once(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    sip_device_answer(&scene.device, invite, "180 Ringing", NULL, NULL);
    sip_scene_expect(&scene, "ringing;");
    for (int i = 0; i < 2; i++) {
        sip_scene_restart_ringing(&scene);
        g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 1);
    }
    for (int i = 0; i < 3; i++) {
        take_cancel(&scene, invite);
    }
    stop_ringing(&scene, invite);
    sip_scene_expect_recalled(&scene, "it rings no more;");
    sip_scene_clear(&scene);
}

/* The dialog that its 200 has begun is ended, and nobody sits in it. */
static void test_somebody_has_picked_up(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    sip_scene_restart_ringing(&scene);
    sip_device_answer(&scene.device, invite, "200 OK", "Contact: <sip:phong@127.0.0.1:5099>\r\n",
            SIP_SCENE_THEIRS);
    g_autofree char *ack = hear_request(&scene, "ACK ");
    g_autofree char *bye = hear_request(&scene, "BYE ");
    g_autofree char *invited = number_of(invite);
    g_autofree char *confirmed = number_of(ack);
    g_autofree char *ended = number_of(bye);
    g_autofree char *from = from_of(invite);
    g_autofree char *same = from_of(bye);
    g_autofree char *to = to_of(bye);
    g_assert_true(g_str_has_prefix(ack, "ACK sip:phong@127.0.0.1:5099 "));
    g_assert_true(g_str_has_prefix(bye, "BYE sip:phong@127.0.0.1:5099 "));
    g_assert_cmpstr(confirmed, ==, invited);
    g_assert_cmpuint(
            g_ascii_strtoull(ended, NULL, 10), ==, g_ascii_strtoull(invited, NULL, 10) + 1);
    g_assert_cmpstr(from, ==, same);
    g_assert_nonnull(strstr(to, ";tag=t"));
    sip_scene_expect_recalled(&scene, "it was answered meanwhile, and is hung up;");
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    g_free(hear_request(&scene, "ACK ")); /* the first was lost */
    sip_device_accept(&scene.device, bye);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

/* It was up, but the MCU's answer was still to come: there is no dialog yet that could go on. */
static void test_before_it_is_confirmed(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 1);
    sip_scene_restart_ringing(&scene);
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    g_free(hear_request(&scene, "ACK "));
    g_autofree char *bye = hear_request(&scene, "BYE ");
    sip_device_accept(&scene.device, bye);
    sip_scene_expect_recalled(&scene, "it was answered meanwhile, and is hung up;");
    sip_scene_clear(&scene);
}

/* Behind a proxy that stays in between. */
static void test_along_the_route(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    g_autofree char *wanted = g_strdup_printf("<sip:127.0.0.1:%u;lr>", scene.device.port);
    g_autofree char *more =
            g_strdup_printf("Contact: <sip:phong@192.0.2.7>\r\nRecord-Route: %s\r\n", wanted);
    sip_scene_restart_ringing(&scene);
    sip_device_answer(&scene.device, invite, "200 OK", more, SIP_SCENE_THEIRS);
    static const char *const methods[] = {"ACK sip:phong@192.0.2.7 ", "BYE sip:phong@192.0.2.7 "};
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        g_autofree char *request = hear_request(&scene, methods[i]);
        g_autofree char *route = sip_device_header(request, "Route", 0);
        g_assert_true(g_str_has_prefix(route, wanted));
    }
    sip_scene_clear(&scene);
}

/* Its connection is gone, and none can be made to it: it is told when it has come by another. */
static void test_by_another_connection(void)
{
    SipScene scene;

    sip_scene_init(&scene, true);
    g_autofree char *invite = call_device(&scene);
    sip_scene_restart_ringing(&scene);
    sip_device_reconnect(&scene.device, sip_server_port(scene.server));
    g_free(scene.device.call_id);
    scene.device.call_id = g_strdup("another-registration");
    g_clear_pointer(&scene.device.nonce, g_free);
    register_device(&scene);
    take_cancel(&scene, invite);
    stop_ringing(&scene, invite);
    sip_scene_expect_recalled(&scene, "it rings no more;");
    sip_scene_clear(&scene);
}

static void tick_after(SipScene *scene, int64_t seconds)
{
    sip_server_tick(scene->server, g_get_monotonic_time() + seconds * G_USEC_PER_SEC);
}

/* Nobody waits for ever for who does not answer, or does not come again. */
static void test_it_is_silent(const void *data)
{
    const bool tcp = GPOINTER_TO_INT(data) != 0;
    const char *how = tcp ? "it could not be told;" : "nothing was heard of it;";
    const int64_t last_s = tcp ? 180 : 64;
    SipScene scene;

    sip_scene_init(&scene, tcp);
    g_autofree char *invite = call_device(&scene);
    sip_scene_restart_ringing(&scene);
    tick_after(&scene, last_s / 2);
    g_assert_cmpstr(scene.recalled->str, ==, "");
    tick_after(&scene, last_s + 1);
    g_assert_cmpstr(scene.recalled->str, ==, how);
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 0);
    if (!tcp) { /* what comes still is nobody's */
        g_free(hear_request(&scene, "CANCEL "));
        sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
        sip_device_ask(&scene.device, "OPTIONS", server_uri, NULL, NULL);
        g_autofree char *next = sip_device_hear(&scene.device);
        g_assert_false(g_str_has_prefix(next, "ACK "));
    }
    sip_scene_clear(&scene);
}

/* Answers that are not to the INVITE do nothing. */
static void test_what_is_not_meant(void)
{
    static const char *const changes[][2] = {
            {"CSeq: ", "CSeq: 9"}, {";tag=", ";tag=9"}, {" INVITE\r\n", " UPDATE\r\n"}};
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    sip_scene_restart_ringing(&scene);
    take_cancel(&scene, invite);
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_auto(GStrv) parts = g_strsplit(invite, changes[i][0], 2);
        g_autofree char *other = g_strjoinv(changes[i][1], parts);
        sip_device_answer(&scene.device, other, "200 OK", contact, SIP_SCENE_THEIRS);
    }
    stop_ringing(&scene, invite); /* nothing else was sent before */
    sip_scene_expect_recalled(&scene, "it rings no more;");
    sip_scene_clear(&scene);
}

/* What is written down is of the INVITE that rings, and nothing is left of one that does not. */
static void test_what_is_written_down(void)
{
    static const struct {
        const char *status;
        const char *said;
    } ends[] = {{"486 Busy Here", "refused 486;"}, {"603 Decline", "refused 603;"}};
    SipScene scene;

    sip_scene_init(&scene, false);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *invite = call_device(&scene);
        sip_device_answer(&scene.device, invite, ends[i].status, NULL, NULL);
        sip_scene_expect(&scene, ends[i].said);
        g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 0);
    }
    g_autofree char *moved =
            g_strdup_printf("Contact: <sip:khac@127.0.0.1:%u>\r\n", scene.device.port);
    g_autofree char *first = call_device(&scene);
    sip_device_answer(&scene.device, first, "302 Moved Temporarily", moved, NULL);
    g_autofree char *second = hear_request(&scene, "INVITE sip:khac@");
    sip_device_answer(&scene.device, second, "401 Unauthorized",
            "WWW-Authenticate: Digest realm=\"tong-dai\", nonce=\"n1\", algorithm=MD5\r\n", NULL);
    g_autofree char *third = hear_request(&scene, "INVITE sip:khac@");
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 1);
    sip_scene_restart_ringing(&scene);
    take_cancel(&scene, third);
    stop_ringing(&scene, third);
    sip_scene_expect_recalled(&scene, "it rings no more;");
    sip_scene_clear(&scene);
}

/* Who is up has a dialog that goes on instead. */
static void test_who_is_up_is_let_be(void)
{
    SipScene scene;

    sip_scene_init(&scene, false);
    g_autofree char *invite = call_device(&scene);
    sip_device_answer(&scene.device, invite, "200 OK", contact, SIP_SCENE_THEIRS);
    sip_scene_expect(&scene, "offered;");
    sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
    g_assert_cmpuint(g_hash_table_size(scene.rings), ==, 0);
    sip_scene_clear(&scene);
}

static void test_what_cannot_be_taken_back(void)
{
    SipScene scene;
    g_auto(SipRing) ring = {
            .call_id = g_strdup("a1"),
            .name = g_strdup("\"Họp\""),
            .local_uri = g_strdup("sip:@:"), /* looks like one, and is none */
            .local_tag = g_strdup("ours"),
            .remote_uri = g_strdup("sip:903@127.0.0.1"),
            .target = g_strdup("sip:903@127.0.0.1:9"),
            .way = g_strdup(""),
            .branch = g_strdup("z9hG4bKa"),
            .sent_by = g_strdup(""),
            .cseq = 1,
            .begun_us = 1,
    };

    sip_scene_init(&scene, false);
    g_assert_true(sip_ring_check(&ring, NULL));
    g_assert_false(sip_server_recall(scene.server, &ring));
    g_free(ring.local_uri);
    ring.local_uri = g_strdup("sip:demo@127.0.0.1");
    g_assert_true(sip_server_recall(scene.server, &ring));
    g_assert_false(sip_server_recall(scene.server, &ring)); /* it is already */
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_recall/it_is_taken_back", test_it_is_taken_back);
    g_test_add_func("/sip_recall/more_than_once", test_more_than_once);
    g_test_add_func("/sip_recall/somebody_has_picked_up", test_somebody_has_picked_up);
    g_test_add_func("/sip_recall/before_it_is_confirmed", test_before_it_is_confirmed);
    g_test_add_func("/sip_recall/along_the_route", test_along_the_route);
    g_test_add_func("/sip_recall/by_another_connection", test_by_another_connection);
    g_test_add_data_func("/sip_recall/it_is_silent/udp", GINT_TO_POINTER(0), test_it_is_silent);
    g_test_add_data_func("/sip_recall/it_is_silent/tcp", GINT_TO_POINTER(1), test_it_is_silent);
    g_test_add_func("/sip_recall/what_is_not_meant", test_what_is_not_meant);
    g_test_add_func("/sip_recall/what_is_written_down", test_what_is_written_down);
    g_test_add_func("/sip_recall/who_is_up_is_let_be", test_who_is_up_is_let_be);
    g_test_add_func("/sip_recall/what_cannot_be_taken_back", test_what_cannot_be_taken_back);
    return g_test_run();
}
