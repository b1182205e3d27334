#include "tests/loop/test_peer.h"

#include <string.h>

enum { PATIENCE_US = 60000000 };

static void note(TestPeer *peer)
{
    g_cond_broadcast(&peer->changed);
    g_mutex_unlock(&peer->lock);
}

static void on_connected(void *user_data)
{
    TestPeer *peer = user_data;

    g_mutex_lock(&peer->lock);
    g_assert_false(peer->connected);
    peer->connected = true;
    note(peer);
}

static void on_rtp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    TestPeer *peer = user_data;

    g_mutex_lock(&peer->lock);
    if (peer->rtp < TEST_PEER_INBOX_MAX) {
        peer->inbox[peer->rtp].size = size;
        memcpy(peer->inbox[peer->rtp].bytes, packet, MIN(size, TEST_PEER_PACKET_MAX));
    }
    peer->rtp++;
    note(peer);
    if (peer->on_rtp != NULL) {
        peer->on_rtp(peer);
    }
}

static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    TestPeer *peer = user_data;

    g_mutex_lock(&peer->lock);
    peer->rtcp++;
    note(peer);
}

static void on_quiet(bool quiet, void *user_data)
{
    TestPeer *peer = user_data;

    g_mutex_lock(&peer->lock);
    g_assert_true(peer->quiet != quiet);
    peer->quiet = quiet;
    note(peer);
}

static void on_closed(PeerTransportEnd why, void *user_data)
{
    TestPeer *peer = user_data;

    g_mutex_lock(&peer->lock);
    g_assert_false(peer->closed);
    peer->closed = true;
    peer->why = why;
    note(peer);
}

PeerTransportConfig test_peer_config(NetLoop *loop, const DtlsIdentity *identity, bool controlling)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};

    return (PeerTransportConfig){
            .loop = loop,
            .identity = identity,
            .addresses = addresses,
            .controlling = controlling,
            .dtls_role = DTLS_PASSIVE,
    };
}

typedef struct NewTask {
    TestPeer *peer;
    const PeerTransportConfig *config;
} NewTask;

static void new_task(void *data)
{
    static const PeerTransportEvents events = {.connected = on_connected,
            .rtp = on_rtp,
            .rtcp = on_rtcp,
            .quiet = on_quiet,
            .closed = on_closed};
    NewTask *task = data;
    g_autoptr(GError) error = NULL;

    task->peer->transport = peer_transport_new(task->config, &events, task->peer, &error);
    g_assert_no_error(error);
    g_assert_nonnull(task->peer->transport);
}

TestPeer *test_peer_new(const PeerTransportConfig *config)
{
    TestPeer *peer = g_new0(TestPeer, 1);

    g_mutex_init(&peer->lock);
    g_cond_init(&peer->changed);
    peer->loop = config->loop;
    net_loop_call_wait(config->loop, new_task, &(NewTask){.peer = peer, .config = config});
    return peer;
}

static void free_task(void *data)
{
    TestPeer *peer = data;

    g_clear_pointer(&peer->transport, peer_transport_free);
}

void test_peer_free_transport(TestPeer *peer)
{
    net_loop_call_wait(peer->loop, free_task, peer);
}

void test_peer_free(TestPeer *peer)
{
    if (peer == NULL) {
        return;
    }
    test_peer_free_transport(peer);
    g_mutex_clear(&peer->lock);
    g_cond_clear(&peer->changed);
    g_free(peer);
}

/* What goes from one peer to the other, copied between the two loops. */
typedef struct Description {
    TestPeer *peer;
    PeerSetup setup;
    char *ufrag;
    char *pwd;
    char **candidates;
    bool candidates_hidden;
    DtlsFingerprint fingerprint;
} Description;

static void read_local_task(void *data)
{
    Description *description = data;
    const PeerTransportLocal *local = peer_transport_local(description->peer->transport);

    description->ufrag = g_strdup(local->ufrag);
    description->pwd = g_strdup(local->pwd);
    description->candidates = g_strdupv((char **)local->candidates);
    g_assert_true(dtls_fingerprint_parse(local->fingerprint, &description->fingerprint));
}

static void set_remote_task(void *data)
{
    Description *description = data;
    g_autoptr(GError) error = NULL;

    peer_transport_set_remote(description->peer->transport,
            &(PeerTransportRemote){
                    .ufrag = description->ufrag,
                    .pwd = description->pwd,
                    .setup = description->setup,
                    .fingerprints = &description->fingerprint,
                    .fingerprint_count = 1,
                    .candidates = description->candidates_hidden
                            ? NULL
                            : (const char *const *)description->candidates,
            },
            &error);
    g_assert_no_error(error);
}

void test_peer_set_remote(TestPeer *peer, TestPeer *other, PeerSetup setup, const char *fingerprint)
{
    Description description = {
            .peer = other, .setup = setup, .candidates_hidden = other->hides_candidates};

    net_loop_call_wait(other->loop, read_local_task, &description);
    if (fingerprint != NULL) {
        g_assert_true(dtls_fingerprint_parse(fingerprint, &description.fingerprint));
    }
    description.peer = peer;
    net_loop_call_wait(peer->loop, set_remote_task, &description);
    g_free(description.ufrag);
    g_free(description.pwd);
    g_strfreev(description.candidates);
}

void test_peer_join(TestPeer *offerer, TestPeer *answerer, PeerSetup answerer_setup)
{
    test_peer_set_remote(answerer, offerer,
            answerer_setup == PEER_SETUP_ACTIVE ? PEER_SETUP_PASSIVE : PEER_SETUP_ANY, NULL);
    test_peer_set_remote(offerer, answerer, answerer_setup, NULL);
}

void test_peer_wait(TestPeer *peer, TestPeerCondition condition, unsigned wanted)
{
    const int64_t until_us = g_get_monotonic_time() + PATIENCE_US;

    g_mutex_lock(&peer->lock);
    while (!condition(peer, wanted)) {
        if (!g_cond_wait_until(&peer->changed, &peer->lock, until_us)) {
            g_error("What the test waits for has not come: connected %d, closed %d, %u RTP, %u "
                    "RTCP",
                    peer->connected, peer->closed, peer->rtp, peer->rtcp);
        }
    }
    g_mutex_unlock(&peer->lock);
}

bool test_peer_is_connected(const TestPeer *peer, unsigned wanted)
{
    return peer->connected;
}

bool test_peer_is_closed(const TestPeer *peer, unsigned wanted)
{
    return peer->closed;
}

bool test_peer_is_quiet(const TestPeer *peer, unsigned wanted)
{
    return peer->quiet == (wanted != 0);
}

bool test_peer_has_rtp(const TestPeer *peer, unsigned wanted)
{
    return peer->rtp >= wanted;
}

bool test_peer_has_rtcp(const TestPeer *peer, unsigned wanted)
{
    return peer->rtcp >= wanted;
}

typedef struct SendTask {
    TestPeer *peer;
    uint32_t ssrc;
    uint16_t sequence;
    size_t size;
    bool rtcp;
    bool sent;
} SendTask;

static void put_u32(uint8_t *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> (24 - 8 * i));
    }
}

static void send_task(void *data)
{
    SendTask *task = data;
    uint8_t packet[TEST_PEER_PACKET_MAX] = {0x80, 96};

    if (task->rtcp) {
        packet[1] = 201; /* an empty receiver report */
        packet[3] = 1;
        put_u32(packet + 4, task->ssrc);
        task->sent = peer_transport_send_rtcp(task->peer->transport, packet, 8);
        return;
    }
    packet[2] = (uint8_t)(task->sequence >> 8);
    packet[3] = (uint8_t)task->sequence;
    put_u32(packet + 8, task->ssrc);
    for (size_t i = 12; i < task->size; i++) {
        packet[i] = (uint8_t)i;
    }
    task->sent =
            peer_transport_send_rtp(task->peer->transport, packet, task->size, PEER_PRIORITY_SOUND);
}

bool test_peer_send_rtp(TestPeer *peer, uint32_t ssrc, uint16_t sequence, size_t size)
{
    SendTask task = {.peer = peer, .ssrc = ssrc, .sequence = sequence, .size = size};

    net_loop_call_wait(peer->loop, send_task, &task);
    return task.sent;
}

bool test_peer_send_rtcp(TestPeer *peer, uint32_t ssrc)
{
    SendTask task = {.peer = peer, .ssrc = ssrc, .rtcp = true};

    net_loop_call_wait(peer->loop, send_task, &task);
    return task.sent;
}

typedef struct StatsTask {
    TestPeer *peer;
    PeerTransportStats stats;
} StatsTask;

static void stats_task(void *data)
{
    StatsTask *task = data;

    task->stats = peer_transport_stats(task->peer->transport);
}

PeerTransportStats test_peer_stats(TestPeer *peer)
{
    StatsTask task = {.peer = peer};

    net_loop_call_wait(peer->loop, stats_task, &task);
    return task.stats;
}

uint16_t test_peer_port(TestPeer *peer)
{
    Description description = {.peer = peer};

    net_loop_call_wait(peer->loop, read_local_task, &description);
    g_auto(GStrv) words =
            g_strsplit(description.candidates[0], " ", 8); /* foundation … address port typ host */
    const gint64 port = g_ascii_strtoll(words[5], NULL, 10);
    g_free(description.ufrag);
    g_free(description.pwd);
    g_strfreev(description.candidates);
    return (uint16_t)port;
}
