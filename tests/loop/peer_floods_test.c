#include "tests/loop/hostile_peer.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FLOOD = 5000, HALF = 2500, MEDIA_WANTED = 50 };

typedef struct Stranger {
    int fd;
    struct sockaddr_in to;
} Stranger;

static Stranger stranger_new(uint16_t port)
{
    Stranger stranger = {
            .fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
            .to = {.sin_family = AF_INET,
                    .sin_port = htons(port),
                    .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}},
    };
    g_assert_cmpint(stranger.fd, >=, 0);
    return stranger;
}

static void stranger_send(const Stranger *stranger, const uint8_t *bytes, size_t size)
{
    sendto(stranger->fd, bytes, size, 0, (const struct sockaddr *)&stranger->to,
            sizeof stranger->to);
}

static void fill_randomly(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)g_test_rand_int();
    }
}

/* Anything at all, from no bytes to more than an Ethernet frame. */
static size_t make_noise(uint8_t *bytes, size_t room)
{
    const size_t size = (size_t)g_test_rand_int_range(0, (int)room);

    fill_randomly(bytes, size);
    return size;
}

/* A binding request that libnice parses: right length and cookie, wrong or no integrity. */
static size_t make_stun(uint8_t *bytes, size_t room)
{
    static const uint8_t start[] = {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42};
    const size_t attributes = 4 * (size_t)g_test_rand_int_range(0, 40);

    fill_randomly(bytes, 20 + attributes);
    memcpy(bytes, start, sizeof start);
    bytes[0] = (uint8_t)g_test_rand_int_range(0, 2);
    bytes[3] = (uint8_t)attributes;
    if (attributes >= 8) { /* the first attribute is a known one, of a length that may lie */
        bytes[20] = 0;
        bytes[21] = (uint8_t)g_test_rand_int_range(0, 0x30);
        bytes[22] = 0;
    }
    return 20 + attributes;
}

static size_t make_dtls(uint8_t *bytes, size_t room)
{
    const size_t body = (size_t)g_test_rand_int_range(0, 200);

    fill_randomly(bytes, 13 + body);
    bytes[0] = (uint8_t)g_test_rand_int_range(20, 64);
    bytes[1] = 0xfe;
    bytes[2] = 0xfd;
    bytes[11] = 0;
    bytes[12] = (uint8_t)body;
    return 13 + body;
}

static size_t make_srtp(uint8_t *bytes, size_t room)
{
    const size_t size = (size_t)g_test_rand_int_range(1, 200);

    fill_randomly(bytes, size);
    bytes[0] = 0x80;
    return size;
}

typedef size_t (*MakePacket)(uint8_t *bytes, size_t room);

static const struct {
    const char *what;
    MakePacket make;
} floods[] = {{"noise", make_noise}, {"STUN", make_stun}, {"DTLS", make_dtls}, {"SRTP", make_srtp}};

typedef struct Scene {
    NetLoop *loop;
    DtlsIdentity *identity;
    TestPeer *victim;
} Scene;

static void scene_init_with(Scene *scene, int64_t liveness_us)
{
    scene->loop = net_loop_new("flood");
    scene->identity = dtls_identity_new(NULL);
    g_assert_nonnull(scene->identity);
    PeerTransportConfig config = test_peer_config(scene->loop, scene->identity, false);
    config.liveness_us = liveness_us;
    scene->victim = test_peer_new(&config);
}

static void scene_init(Scene *scene)
{
    scene_init_with(scene, 0);
}

static bool scene_victim_closed(Scene *scene)
{
    g_mutex_lock(&scene->victim->lock);
    const bool closed = scene->victim->closed;
    g_mutex_unlock(&scene->victim->lock);
    return closed;
}

static void scene_clear(Scene *scene)
{
    test_peer_free(scene->victim);
    net_loop_free(scene->loop);
    dtls_identity_free(scene->identity);
}

/* A flood from an address that ICE knows nothing of: before, while and after the peer connects. */
static void test_strangers_are_not_heard(void)
{
    for (size_t kind = 0; kind < G_N_ELEMENTS(floods); kind++) {
        Scene scene;
        uint8_t bytes[1600];
        g_test_message("%s", floods[kind].what);
        scene_init(&scene);
        const PeerTransportConfig config = test_peer_config(scene.loop, scene.identity, true);
        TestPeer *friendly = test_peer_new(&config);
        const Stranger stranger = stranger_new(test_peer_port(scene.victim));
        for (int i = 0; i < FLOOD; i++) {
            stranger_send(&stranger, bytes, floods[kind].make(bytes, sizeof bytes));
            if (i == HALF) {
                test_peer_join(friendly, scene.victim, PEER_SETUP_PASSIVE);
            }
        }
        test_peer_wait(friendly, test_peer_is_connected, 1);
        test_peer_wait(scene.victim, test_peer_is_connected, 1);
        uint16_t sequence = 0;
        do { /* until enough have come: a full socket buffer drops the friend's packets too */
            stranger_send(&stranger, bytes, floods[kind].make(bytes, sizeof bytes));
            g_assert_true(test_peer_send_rtp(friendly, 1, sequence++, 200));
        } while (test_peer_stats(scene.victim).rtp < MEDIA_WANTED);
        g_assert_cmpuint(test_peer_stats(scene.victim).unauthenticated, ==, 0);
        close(stranger.fd);
        test_peer_free(friendly);
        scene_clear(&scene);
    }
}

/* A flood from the peer itself, which has passed ICE, but does not say the right words. */
static void test_a_peer_without_keys_is_bounded(void)
{
    Scene scene;
    uint8_t bytes[1600];

    scene_init(&scene);
    HostilePeer *peer = hostile_peer_new(scene.victim, scene.identity, false);
    hostile_peer_wait(peer);
    for (int i = 0; i < FLOOD; i++) {
        hostile_peer_send(peer, bytes, floods[i % G_N_ELEMENTS(floods)].make(bytes, sizeof bytes));
    }
    const PeerTransportStats stats = test_peer_stats(scene.victim);
    g_assert_cmpuint(stats.held, <=, PEER_TRANSPORT_HELD_MAX);
    g_assert_cmpuint(stats.early, >, 0);
    g_assert_cmpuint(stats.malformed, >, 0);
    g_assert_false(scene.victim->connected);
    hostile_peer_free(peer);
    scene_clear(&scene);
}

/* A flood over the very connection that carries the media: nothing of it is believed, the media go on. */
static void test_floods_over_a_connection(void)
{
    Scene scene;
    uint8_t bytes[1600];

    scene_init(&scene);
    HostilePeer *peer = hostile_peer_new(scene.victim, scene.identity, true);
    hostile_peer_wait(peer);
    test_peer_wait(scene.victim, test_peer_is_connected, 1);
    for (int i = 0; i < FLOOD; i++) {
        hostile_peer_send(peer, bytes, floods[i % G_N_ELEMENTS(floods)].make(bytes, sizeof bytes));
    }
    uint16_t sequence = 0;
    do {
        hostile_peer_send_rtp(peer, 7, sequence++, 1);
    } while (test_peer_stats(scene.victim).rtp < MEDIA_WANTED);
    const PeerTransportStats stats = test_peer_stats(scene.victim);
    g_assert_true(stats.connected);
    g_assert_cmpuint(stats.unauthenticated, >, 0);
    g_assert_cmpuint(stats.malformed, >, 0);
    hostile_peer_free(peer);
    scene_clear(&scene);
}

static void test_replays_and_streams_are_counted(void)
{
    Scene scene;

    scene_init(&scene);
    HostilePeer *peer = hostile_peer_new(scene.victim, scene.identity, true);
    hostile_peer_wait(peer);
    test_peer_wait(scene.victim, test_peer_is_connected, 1);
    for (uint32_t ssrc = 1; ssrc <= 40; ssrc++) {
        hostile_peer_send_rtp(peer, ssrc, 1, 3);
    }
    hostile_peer_send_rtp(peer, 1, 2, 1);
    test_peer_wait(scene.victim, test_peer_has_rtp, 17);
    const PeerTransportStats stats = test_peer_stats(scene.victim);
    g_assert_cmpuint(stats.rtp, ==, 17);
    g_assert_cmpuint(stats.replayed, ==, 32);
    g_assert_cmpuint(stats.ssrc_refused, ==, 72);
    hostile_peer_free(peer);
    scene_clear(&scene);
}

enum { LIVENESS_US = 600000, LONGER_US = 1800000, CHECK_EACH_US = LIVENESS_US / 30 };

static void nothing_task(void *data)
{
}

/*
 * Sends checks for longer than a peer lives that is not heard of. @return false if this thread or the loop was once kept
 * from running for so long that the peer was right to leave; nothing is shown then
 */
static bool checks_keep_it(Scene *scene, HostilePeer *peer)
{
    const int64_t begun_us = g_get_monotonic_time();
    int64_t now_us = begun_us;
    int64_t silence_us = 0;

    while (now_us < begun_us + LONGER_US) {
        hostile_peer_send_check(peer);
        g_usleep(CHECK_EACH_US); /* the pace of the checks, not a wait */
        net_loop_call_wait(scene->loop, nothing_task, NULL);
        const int64_t last_us = now_us;
        now_us = g_get_monotonic_time();
        silence_us = MAX(silence_us, now_us - last_us);
    }
    if (silence_us > LIVENESS_US / 3 && scene_victim_closed(scene)) {
        return false;
    }
    g_assert_true(test_peer_stats(scene->victim).connected);
    g_assert_cmpuint(test_peer_stats(scene->victim).checks, >, 0);
    return true;
}

/* A page in the background that has muted all sends nothing but checks, and must not be thrown out. */
static void test_checks_alone_keep_a_peer(void)
{
    Scene scene;
    uint8_t bytes[1600];
    bool kept = false;

    for (int tries = 0; !kept; tries++) {
        g_assert_cmpint(tries, <, 10);
        scene_init_with(&scene, LIVENESS_US);
        HostilePeer *peer = hostile_peer_new(scene.victim, scene.identity, true);
        hostile_peer_wait(peer);
        test_peer_wait(scene.victim, test_peer_is_connected, 1);
        kept = checks_keep_it(&scene, peer);
        while (!scene_victim_closed(&scene)) { /* and false ones do not help */
            hostile_peer_send(peer, bytes, make_stun(bytes, sizeof bytes));
            g_usleep(CHECK_EACH_US);
        }
        g_assert_cmpint(scene.victim->why, ==, PEER_TRANSPORT_TIMEOUT);
        hostile_peer_free(peer);
        scene_clear(&scene);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/peer_floods/strangers_are_not_heard", test_strangers_are_not_heard);
    g_test_add_func(
            "/peer_floods/a_peer_without_keys_is_bounded", test_a_peer_without_keys_is_bounded);
    g_test_add_func("/peer_floods/floods_over_a_connection", test_floods_over_a_connection);
    g_test_add_func(
            "/peer_floods/replays_and_streams_are_counted", test_replays_and_streams_are_counted);
    g_test_add_func("/peer_floods/checks_alone_keep_a_peer", test_checks_alone_keep_a_peer);
    return g_test_run();
}
