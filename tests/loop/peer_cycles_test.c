#include "tests/loop/test_peer.h"

#include <stdio.h>

/* 400 peers come and go, 20 at a time. libnice leaks its sockets if it is let go too early. */
enum { ROUNDS = 20, PAIRS = 10, SLACK_KB = 16 * 1024 };

static unsigned open_files(void)
{
    g_autoptr(GDir) directory = g_dir_open("/proc/self/fd", 0, NULL);
    unsigned count = 0;

    g_assert_nonnull(directory);
    while (g_dir_read_name(directory) != NULL) {
        count++;
    }
    return count;
}

static long resident_kb(void)
{
    g_autofree char *status = NULL;
    long kb = 0;

    g_assert_true(g_file_get_contents("/proc/self/statm", &status, NULL, NULL));
    g_auto(GStrv) words = g_strsplit(status, " ", 3);
    kb = (long)g_ascii_strtoll(words[1], NULL, 10) * 4;
    return kb;
}

static void run_round(NetLoop *loop, const DtlsIdentity *identity)
{
    TestPeer *offerers[PAIRS];
    TestPeer *answerers[PAIRS];

    for (int i = 0; i < PAIRS; i++) {
        const PeerTransportConfig offerer = test_peer_config(loop, identity, true);
        const PeerTransportConfig answerer = test_peer_config(loop, identity, false);
        offerers[i] = test_peer_new(&offerer);
        answerers[i] = test_peer_new(&answerer);
        test_peer_join(offerers[i], answerers[i], PEER_SETUP_PASSIVE);
    }
    for (int i = 0; i < PAIRS; i++) {
        test_peer_wait(offerers[i], test_peer_is_connected, 1);
        test_peer_wait(answerers[i], test_peer_is_connected, 1);
        g_assert_true(test_peer_send_rtp(offerers[i], 1, 1, 1000));
        test_peer_wait(answerers[i], test_peer_has_rtp, 1);
    }
    for (int i = 0; i < PAIRS; i++) {
        test_peer_free(offerers[i]);
        test_peer_free(answerers[i]);
    }
}

static void test_nothing_is_left(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(DtlsIdentity) identity = dtls_identity_new(&error);
    unsigned warm_files = 0; /* the libraries open one or two for themselves at the first use */
    long warm_kb = 0;

    g_assert_no_error(error);
    for (int round = 0; round < ROUNDS; round++) {
        NetLoop *loop = net_loop_new("cycles");
        run_round(loop, identity);
        run_round(loop, identity); /* a second time on a loop that has been used */
        net_loop_free(loop);       /* returns when the last socket is closed */
        if (round == 0) {
            warm_files = open_files();
        }
        g_assert_cmpuint(open_files(), ==, warm_files);
        if (round == ROUNDS / 4) {
            warm_kb = resident_kb();
        }
    }
    g_test_message("%ld kB when warm, %ld kB at the end", warm_kb, resident_kb());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* these keep what was freed */
    g_assert_cmpint(resident_kb(), <=, warm_kb + SLACK_KB);
#endif
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/peer_cycles/nothing_is_left", test_nothing_is_left);
    return g_test_run();
}
