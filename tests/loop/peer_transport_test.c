#include "mcu/net/peer_transport.h"

#include "mcu/net/ice_agent.h"
#include "tests/loop/test_peer.h"

#include <string.h>

typedef struct Pair {
    NetLoop *loop;
    DtlsIdentity *identity;
    TestPeer *offerer;
    TestPeer *answerer;
} Pair;

static void pair_init(Pair *pair, int64_t liveness_us)
{
    g_autoptr(GError) error = NULL;

    pair->loop = net_loop_new("pair");
    pair->identity = dtls_identity_new(&error);
    g_assert_no_error(error);
    PeerTransportConfig offerer = test_peer_config(pair->loop, pair->identity, true);
    PeerTransportConfig answerer = test_peer_config(pair->loop, pair->identity, false);
    offerer.liveness_us = liveness_us;
    answerer.liveness_us = liveness_us;
    pair->offerer = test_peer_new(&offerer);
    pair->answerer = test_peer_new(&answerer);
}

static void pair_clear(Pair *pair)
{
    test_peer_free(pair->offerer);
    test_peer_free(pair->answerer);
    net_loop_free(pair->loop);
    dtls_identity_free(pair->identity);
}

static void pair_connect(Pair *pair, PeerSetup answerer_setup)
{
    test_peer_join(pair->offerer, pair->answerer, answerer_setup);
    test_peer_wait(pair->offerer, test_peer_is_connected, 1);
    test_peer_wait(pair->answerer, test_peer_is_connected, 1);
}

static void test_connects(void)
{
    static const struct {
        const char *why;
        PeerSetup answer;
    } cases[] = {
            {"the answerer is passive: we choose the profile", PEER_SETUP_PASSIVE},
            {"the answerer is active: our first flight is small", PEER_SETUP_ACTIVE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Pair pair;
        g_test_message("%s", cases[i].why);
        pair_init(&pair, 0);
        pair_connect(&pair, cases[i].answer);
        g_assert_true(test_peer_send_rtp(pair.offerer, 1, 1, 1200));
        g_assert_true(test_peer_send_rtcp(pair.offerer, 1));
        g_assert_true(test_peer_send_rtp(pair.answerer, 2, 1, 12));
        test_peer_wait(pair.answerer, test_peer_has_rtp, 1);
        test_peer_wait(pair.answerer, test_peer_has_rtcp, 1);
        test_peer_wait(pair.offerer, test_peer_has_rtp, 1);
        g_assert_cmpuint(pair.answerer->inbox[0].size, ==, 1200);
        g_assert_cmpuint(pair.answerer->inbox[0].bytes[1199], ==, (uint8_t)1199);
        g_assert_cmpuint(pair.offerer->inbox[0].size, ==, 12);
        pair_clear(&pair);
    }
}

static void test_refuses_another_certificate(void)
{
    Pair pair;
    g_autoptr(DtlsIdentity) somebody = dtls_identity_new(NULL);

    pair_init(&pair, 0);
    test_peer_set_remote(
            pair.answerer, pair.offerer, PEER_SETUP_ANY, dtls_identity_fingerprint(somebody));
    test_peer_set_remote(pair.offerer, pair.answerer, PEER_SETUP_PASSIVE, NULL);
    test_peer_wait(pair.answerer, test_peer_is_closed, 1);
    g_assert_cmpint(pair.answerer->why, ==, PEER_TRANSPORT_DTLS_FAILED);
    g_assert_false(pair.answerer->connected);
    g_assert_false(test_peer_send_rtp(pair.answerer, 1, 1, 100));
    g_assert_cmpuint(test_peer_stats(pair.answerer).unsent_early, ==, 1);
    pair_clear(&pair);
}

static void test_hears_the_good_bye(void)
{
    Pair pair;

    pair_init(&pair, 0);
    pair_connect(&pair, PEER_SETUP_PASSIVE);
    test_peer_free_transport(pair.offerer);
    test_peer_wait(pair.answerer, test_peer_is_closed, 1);
    g_assert_cmpint(pair.answerer->why, ==, PEER_TRANSPORT_CLOSED);
    pair_clear(&pair);
}

/* libnice never notices a dead peer; nothing but this timer does. */
static void test_ends_when_nothing_comes(void)
{
    Pair pair;

    pair_init(&pair, 900000);
    pair_connect(&pair, PEER_SETUP_PASSIVE);
    test_peer_wait(pair.answerer, test_peer_is_quiet, 1);
    g_assert_true(test_peer_send_rtcp(pair.offerer, 1));
    test_peer_wait(pair.answerer, test_peer_is_quiet, 0);
    test_peer_wait(pair.answerer, test_peer_is_closed, 1);
    g_assert_cmpint(pair.answerer->why, ==, PEER_TRANSPORT_TIMEOUT);
    test_peer_wait(pair.offerer, test_peer_is_closed, 1);
    pair_clear(&pair);
}

static void test_ends_when_nobody_comes(void)
{
    Pair pair;

    pair_init(&pair, 300000);
    test_peer_wait(pair.answerer, test_peer_is_closed, 1); /* never told who its peer is */
    g_assert_cmpint(pair.answerer->why, ==, PEER_TRANSPORT_TIMEOUT);
    g_assert_false(pair.answerer->quiet);
    pair_clear(&pair);
}

static void free_inside_event(TestPeer *peer)
{
    g_clear_pointer(&peer->transport, peer_transport_free);
}

static void test_may_be_freed_in_an_event(void)
{
    Pair pair;

    pair_init(&pair, 0);
    pair.answerer->on_rtp = free_inside_event;
    pair_connect(&pair, PEER_SETUP_PASSIVE);
    for (uint16_t i = 0; i < 20; i++) {
        test_peer_send_rtp(pair.offerer, 1, i, 100);
    }
    test_peer_wait(
            pair.offerer, test_peer_is_closed, 1); /* the good-bye of the one that was freed */
    g_assert_cmpuint(pair.answerer->rtp, ==, 1);
    pair_clear(&pair);
}

static void restart_task(void *data)
{
    peer_transport_restart_ice(((TestPeer *)data)->transport);
}

static void test_restarts_ice(void)
{
    Pair pair;

    pair_init(&pair, 0);
    pair_connect(&pair, PEER_SETUP_PASSIVE);
    for (unsigned round = 1; round <= 3; round++) {
        net_loop_call_wait(pair.loop, restart_task, pair.offerer);
        g_assert_true(test_peer_send_rtp(
                pair.offerer, 1, (uint16_t)(2 * round), 100)); /* while it searches */
        test_peer_join(pair.offerer, pair.answerer, PEER_SETUP_PASSIVE);
        g_assert_true(test_peer_send_rtp(pair.offerer, 1, (uint16_t)(2 * round + 1), 100));
        g_assert_true(test_peer_send_rtp(pair.answerer, 2, (uint16_t)round, 100));
        test_peer_wait(pair.answerer, test_peer_has_rtp, 2 * round);
        test_peer_wait(pair.offerer, test_peer_has_rtp, round);
    }
    pair_clear(&pair);
}

/* As with Chrome, whose ClientHello comes before a pair is chosen: here even before the answerer knows of it. */
static void test_holds_what_comes_too_early(void)
{
    Pair pair;

    pair_init(&pair, 0);
    test_peer_set_remote(pair.offerer, pair.answerer, PEER_SETUP_PASSIVE, NULL);
    const int64_t began_us = g_get_monotonic_time();
    while (test_peer_stats(pair.answerer).held == 0) {
        g_assert_cmpint(g_get_monotonic_time(), <, began_us + 60000000);
    }
    test_peer_set_remote(pair.answerer, pair.offerer, PEER_SETUP_ANY, NULL);
    test_peer_wait(pair.offerer, test_peer_is_connected, 1);
    test_peer_wait(pair.answerer, test_peer_is_connected, 1);
    g_assert_cmpuint(test_peer_stats(pair.answerer).held, ==, 0);
    pair_clear(&pair);
}

typedef struct RemoteTask {
    TestPeer *peer;
    PeerTransportRemote remote;
    GError *error;
    bool done;
} RemoteTask;

static void remote_task(void *data)
{
    RemoteTask *task = data;

    task->done = peer_transport_set_remote(task->peer->transport, &task->remote, &task->error);
}

static void test_refuses_bad_remotes(void)
{
    static const char pwd[] = "0123456789012345678901";
    static const struct {
        const char *why;
        const char *ufrag;
        const char *pwd;
        size_t fingerprints;
        size_t fingerprint_size;
    } cases[] = {
            {"no ufrag", NULL, pwd, 1, 32},
            {"a short ufrag", "abc", pwd, 1, 32},
            {"a ufrag with a line's end", "abcd\r\n", pwd, 1, 32},
            {"no pwd", "abcd", NULL, 1, 32},
            {"a short pwd", "abcd", "012345678901234567890", 1, 32},
            {"no fingerprint", "abcd", pwd, 0, 32},
            {"a fingerprint of the wrong size", "abcd", pwd, 1, 20},
    };
    Pair pair;
    const DtlsFingerprint good = {.hash = "sha-256", .bytes = {1}, .size = 32};

    pair_init(&pair, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        DtlsFingerprint fingerprint = good;
        RemoteTask task = {
                .peer = pair.answerer, .remote = {.ufrag = cases[i].ufrag, .pwd = cases[i].pwd}};
        g_test_message("%s", cases[i].why);
        fingerprint.size = cases[i].fingerprint_size;
        task.remote.fingerprints = &fingerprint;
        task.remote.fingerprint_count = cases[i].fingerprints;
        net_loop_call_wait(pair.loop, remote_task, &task);
        g_assert_false(task.done);
        g_assert_nonnull(task.error);
        g_clear_error(&task.error);
    }
    pair_connect(&pair, PEER_SETUP_PASSIVE); /* and none of these did harm */

    RemoteTask other = {.peer = pair.answerer,
            .remote = {
                    .ufrag = "other", .pwd = pwd, .fingerprints = &good, .fingerprint_count = 1}};
    net_loop_call_wait(pair.loop, remote_task, &other);
    g_assert_error(other.error, PEER_TRANSPORT_ERROR, PEER_TRANSPORT_ERROR_FINGERPRINT);
    g_clear_error(&other.error);
    pair_clear(&pair);
}

typedef struct CandidateTask {
    TestPeer *peer;
    unsigned taken;
} CandidateTask;

static void candidates_task(void *data)
{
    CandidateTask *task = data;

    for (unsigned i = 1; i <= 2 * 100; i++) {
        g_autofree char *text = g_strdup_printf(
                "candidate:%u 1 udp %u 127.0.0.9 %u typ host", i, 1000 + i, 1000 + i);
        task->taken += peer_transport_add_candidate(task->peer->transport, text);
    }
    g_assert_true(peer_transport_add_candidate(task->peer->transport,
            "candidate:1 1 udp 99 5b9a3b6c-1111-4e3e-8b6e-000000000000.local 5000 typ host"));
    g_assert_false(peer_transport_add_candidate(
            task->peer->transport, "candidate:1 1 udp 0 127.0.0.1 5000 typ host"));
    g_assert_true(peer_transport_add_candidate(task->peer->transport, ""));
}

static void test_bounds_the_candidates(void)
{
    Pair pair;

    pair_init(&pair, 0);
    test_peer_join(pair.offerer, pair.answerer, PEER_SETUP_PASSIVE);
    CandidateTask task = {.peer = pair.answerer};
    net_loop_call_wait(pair.loop, candidates_task, &task);
    g_assert_cmpuint(task.taken, ==, 99); /* one had come with the offer */
    test_peer_wait(pair.answerer, test_peer_is_connected, 1);
    pair_clear(&pair);
}

/* A peer behind mDNS names gives nothing that can be used: its own checks show the way. */
static void test_connects_without_candidates(void)
{
    Pair pair;

    pair_init(&pair, 0);
    pair.offerer->hides_candidates = true;
    pair_connect(&pair, PEER_SETUP_PASSIVE);
    pair_clear(&pair);
}

typedef struct NewTask {
    PeerTransportConfig config;
    GError *error;
} NewTask;

static void new_fails_task(void *data)
{
    static const PeerTransportEvents events = {0};
    NewTask *task = data;

    g_assert_null(peer_transport_new(&task->config, &events, NULL, &task->error));
}

static void test_tells_when_it_cannot_listen(void)
{
    static const char *const no_address[] = {"no address", NULL};
    static const char *const not_ours[] = {"192.0.2.1", NULL};
    Pair pair;

    pair_init(&pair, 0);
    const uint16_t taken = test_peer_port(pair.answerer);
    NewTask task = {.config = test_peer_config(pair.loop, pair.identity, false)};
    task.config.port_min = taken;
    task.config.port_max = taken;
    net_loop_call_wait(pair.loop, new_fails_task, &task);
    g_assert_error(task.error, ICE_AGENT_ERROR, ICE_AGENT_ERROR_PORTS);
    g_clear_error(&task.error);

    task.config.addresses = not_ours;
    net_loop_call_wait(pair.loop, new_fails_task, &task);
    g_assert_nonnull(task.error);
    g_clear_error(&task.error);

    task.config.addresses = no_address;
    net_loop_call_wait(pair.loop, new_fails_task, &task);
    g_assert_error(task.error, ICE_AGENT_ERROR, ICE_AGENT_ERROR_ADDRESS);
    g_clear_error(&task.error);
    pair_clear(&pair);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/peer_transport/connects", test_connects);
    g_test_add_func(
            "/peer_transport/connects_without_candidates", test_connects_without_candidates);
    g_test_add_func(
            "/peer_transport/refuses_another_certificate", test_refuses_another_certificate);
    g_test_add_func("/peer_transport/hears_the_good_bye", test_hears_the_good_bye);
    g_test_add_func("/peer_transport/ends_when_nothing_comes", test_ends_when_nothing_comes);
    g_test_add_func("/peer_transport/ends_when_nobody_comes", test_ends_when_nobody_comes);
    g_test_add_func("/peer_transport/may_be_freed_in_an_event", test_may_be_freed_in_an_event);
    g_test_add_func("/peer_transport/restarts_ice", test_restarts_ice);
    g_test_add_func("/peer_transport/holds_what_comes_too_early", test_holds_what_comes_too_early);
    g_test_add_func("/peer_transport/refuses_bad_remotes", test_refuses_bad_remotes);
    g_test_add_func("/peer_transport/bounds_the_candidates", test_bounds_the_candidates);
    g_test_add_func(
            "/peer_transport/tells_when_it_cannot_listen", test_tells_when_it_cannot_listen);
    return g_test_run();
}
