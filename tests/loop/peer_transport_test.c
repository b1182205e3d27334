#include "mcu/net/peer_transport.h"

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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/peer_transport/connects", test_connects);
    return g_test_run();
}
