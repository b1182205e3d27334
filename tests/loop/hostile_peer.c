#include "tests/loop/hostile_peer.h"

#include "mcu/net/ice_agent.h"
#include "mcu/net/srtp_session.h"

#include <string.h>

enum { PATIENCE_US = 60000000, PACKET = 40 };

struct HostilePeer {
    TestPeer *victim;
    NetLoop *loop;
    const DtlsIdentity *identity;
    bool handshake;

    /* loop */
    IceAgent *ice;
    DtlsSession *dtls;
    NetTimer *timer;
    SrtpSession *srtp;
    DtlsFingerprint fingerprint; /* the victim's */

    /* under lock */
    GMutex lock;
    GCond changed;
    bool ready;
};

static void become_ready(HostilePeer *peer)
{
    g_mutex_lock(&peer->lock);
    peer->ready = true;
    g_cond_broadcast(&peer->changed);
    g_mutex_unlock(&peer->lock);
}

static void send_dtls(const uint8_t *datagram, size_t size, void *user_data)
{
    HostilePeer *peer = user_data;

    ice_agent_send(peer->ice, datagram, size);
}

static void follow(HostilePeer *peer)
{
    net_timer_arm(peer->timer, dtls_session_due_us(peer->dtls));
    if (dtls_session_state(peer->dtls) == DTLS_CONNECTED && peer->srtp == NULL) {
        peer->srtp = srtp_session_new(dtls_session_keys(peer->dtls));
        become_ready(peer);
    }
}

static void on_due(int64_t now_us, void *data)
{
    HostilePeer *peer = data;

    dtls_session_tick(peer->dtls, now_us);
    follow(peer);
}

static void on_selected(void *user_data)
{
    HostilePeer *peer = user_data;

    if (!peer->handshake) {
        become_ready(peer);
        return;
    }
    if (peer->dtls == NULL) {
        peer->dtls = dtls_session_new(&(DtlsSessionConfig){
                .identity = peer->identity,
                .role = DTLS_ACTIVE,
                .fingerprints = &peer->fingerprint,
                .fingerprint_count = 1,
                .send = send_dtls,
                .user_data = peer,
        });
        dtls_session_start(peer->dtls, net_loop_now_us(peer->loop));
        follow(peer);
    }
}

static void on_packet(uint8_t *packet, size_t size, void *user_data)
{
    HostilePeer *peer = user_data;

    if (peer->dtls != NULL && size > 0 && packet[0] >= 20 && packet[0] < 64) {
        dtls_session_receive(peer->dtls, packet, size, net_loop_now_us(peer->loop));
        follow(peer);
    }
}

static void join_task(void *data)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    static const IceAgentEvents events = {.selected = on_selected, .packet = on_packet};
    HostilePeer *peer = data;
    g_autoptr(GError) error = NULL;

    peer->timer = net_timer_new(peer->loop, 0, on_due, peer);
    peer->ice = ice_agent_new(
            &(IceAgentConfig){.loop = peer->loop, .addresses = addresses, .controlling = true},
            &events, peer, &error);
    g_assert_no_error(error);

    const IceAgentLocal *own = ice_agent_local(peer->ice);
    const PeerTransportLocal *theirs = peer_transport_local(peer->victim->transport);
    DtlsFingerprint fingerprint;
    g_assert_true(dtls_fingerprint_parse(dtls_identity_fingerprint(peer->identity), &fingerprint));
    g_assert_true(dtls_fingerprint_parse(theirs->fingerprint, &peer->fingerprint));
    ice_agent_set_remote(peer->ice, theirs->ufrag, theirs->pwd, &error);
    g_assert_no_error(error);
    for (size_t i = 0; theirs->candidates[i] != NULL; i++) {
        ice_agent_add_candidate(peer->ice, theirs->candidates[i]);
    }
    peer_transport_set_remote(peer->victim->transport,
            &(PeerTransportRemote){
                    .ufrag = own->ufrag,
                    .pwd = own->pwd,
                    .setup = PEER_SETUP_ACTIVE,
                    .fingerprints = &fingerprint,
                    .fingerprint_count = 1,
                    .candidates = own->candidates,
            },
            &error);
    g_assert_no_error(error);
}

HostilePeer *hostile_peer_new(TestPeer *victim, const DtlsIdentity *identity, bool handshake)
{
    HostilePeer *peer = g_new0(HostilePeer, 1);

    g_mutex_init(&peer->lock);
    g_cond_init(&peer->changed);
    peer->victim = victim;
    peer->loop = victim->loop;
    peer->identity = identity;
    peer->handshake = handshake;
    net_loop_call_wait(peer->loop, join_task, peer);
    return peer;
}

static void leave_task(void *data)
{
    HostilePeer *peer = data;

    net_timer_free(peer->timer);
    ice_agent_free(peer->ice);
    dtls_session_free(peer->dtls);
    srtp_session_free(peer->srtp);
}

void hostile_peer_free(HostilePeer *peer)
{
    net_loop_call_wait(peer->loop, leave_task, peer);
    g_mutex_clear(&peer->lock);
    g_cond_clear(&peer->changed);
    g_free(peer);
}

void hostile_peer_wait(HostilePeer *peer)
{
    const int64_t until_us = g_get_monotonic_time() + PATIENCE_US;

    g_mutex_lock(&peer->lock);
    while (!peer->ready) {
        g_assert_true(g_cond_wait_until(&peer->changed, &peer->lock, until_us));
    }
    g_mutex_unlock(&peer->lock);
}

typedef struct SendTask {
    HostilePeer *peer;
    const uint8_t *bytes;
    size_t size;
    uint32_t ssrc;
    uint16_t sequence;
    unsigned times;
} SendTask;

static void send_task(void *data)
{
    SendTask *task = data;

    ice_agent_send(task->peer->ice, task->bytes, task->size);
}

void hostile_peer_send(HostilePeer *peer, const uint8_t *bytes, size_t size)
{
    net_loop_call_wait(
            peer->loop, send_task, &(SendTask){.peer = peer, .bytes = bytes, .size = size});
}

static void send_rtp_task(void *data)
{
    SendTask *task = data;
    uint8_t packet[PACKET + SRTP_TRAILER_MAX] = {
            0x80, 96, (uint8_t)(task->sequence >> 8), (uint8_t)task->sequence};
    size_t size = PACKET;

    for (int i = 0; i < 4; i++) {
        packet[8 + i] = (uint8_t)(task->ssrc >> (24 - 8 * i));
    }
    g_assert_cmpint(srtp_session_protect_rtp(task->peer->srtp, packet, &size), ==, SRTP_OK);
    srtp_session_end_outgoing(
            task->peer->srtp, task->ssrc); /* it wants to open more streams than we would */
    for (unsigned i = 0; i < task->times; i++) {
        ice_agent_send(task->peer->ice, packet, size);
    }
}

void hostile_peer_send_rtp(HostilePeer *peer, uint32_t ssrc, uint16_t sequence, unsigned times)
{
    net_loop_call_wait(peer->loop, send_rtp_task,
            &(SendTask){.peer = peer, .ssrc = ssrc, .sequence = sequence, .times = times});
}

/* A binding request with nothing in it but what proves who sends it. */
static void send_check_task(void *data)
{
    enum { HEADER = 20, INTEGRITY = 24 };
    HostilePeer *peer = data;
    const PeerTransportLocal *theirs = peer_transport_local(peer->victim->transport);
    g_autofree char *user =
            g_strdup_printf("%s:%s", theirs->ufrag, ice_agent_local(peer->ice)->ufrag);
    const size_t user_size = strlen(user);
    const size_t padded = (user_size + 3) / 4 * 4;
    const size_t before = HEADER + 4 + padded + 8;
    uint8_t check[256] = {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, [19] = (uint8_t)g_test_rand_int()};
    uint8_t *priority = check + HEADER + 4 + padded;
    uint8_t *integrity = check + before;
    gsize digest_size = 20;

    check[HEADER + 1] = 0x06;
    check[HEADER + 3] = (uint8_t)user_size;
    for (size_t i = 0; i < user_size; i++) {
        check[HEADER + 4 + i] = (uint8_t)user[i];
    }
    memcpy(priority, (const uint8_t[]){0, 0x24, 0, 4, 1, 2, 3, 4}, 8);
    check[3] = (uint8_t)(before + INTEGRITY - HEADER);
    memcpy(integrity, (const uint8_t[]){0, 0x08, 0, 20}, 4);
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, (const uint8_t *)theirs->pwd, strlen(theirs->pwd));
    g_hmac_update(hmac, check, (gssize)before);
    g_hmac_get_digest(hmac, integrity + 4, &digest_size);
    g_hmac_unref(hmac);
    ice_agent_send(peer->ice, check, before + INTEGRITY);
}

void hostile_peer_send_check(HostilePeer *peer)
{
    net_loop_call_wait(peer->loop, send_check_task, peer);
}
