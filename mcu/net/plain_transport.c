#include "mcu/net/plain_transport.h"

#include <gio/gio.h>
#include <openssl/rand.h>

#include <string.h>

enum {
    LIVENESS_CHECKS = 30, /* in a liveness time */
    TRIES_MAX = 64,       /* of pairs, until one is free */
    PORT_FIRST = 16384,   /* where none are set: above what servers listen on */
    PORT_LAST = 65535,
};

typedef struct Pair {
    PlainPath *rtp;
    PlainPath *rtcp;
    PlainPeer peer;
} Pair;

struct PlainTransport {
    /* set at creation, then constant */
    NetLoop *loop;
    PlainTransportEvents events;
    void *user_data;
    int64_t liveness_us;
    char *address;

    Pair pairs[PLAIN_MEDIA];
    NetTimer *life_timer;
    bool has_peers;
    bool heard;
    bool ended;
    PeerTransportStats stats;
};

G_DEFINE_QUARK(plain - transport - error, plain_transport_error)

/* ---- our address ---- */

static GInetAddress *route_to(const char *toward)
{
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string(toward, 9);
    if (place == NULL) {
        return NULL;
    }
    g_autoptr(GSocket) socket = g_socket_new(g_socket_address_get_family(place),
            G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
    if (socket == NULL || !g_socket_connect(socket, place, NULL, NULL)) {
        return NULL; /* of UDP nothing is sent by that */
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(socket, NULL);
    return own != NULL ? g_object_ref(g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(own)))
                       : NULL;
}

/* The one that the system would take, if it is among ours; else the first of the peer's kind. */
static const char *choose_address(const PlainTransportConfig *config)
{
    if (config->toward == NULL || *config->toward == '\0') {
        return config->addresses[0];
    }
    const bool six = strchr(config->toward, ':') != NULL;
    const char *chosen = NULL;
    g_autoptr(GInetAddress) routed = route_to(config->toward);
    for (size_t i = 0; config->addresses[i] != NULL; i++) {
        g_autoptr(GInetAddress) own = g_inet_address_new_from_string(config->addresses[i]);
        if (own != NULL && routed != NULL && g_inet_address_equal(own, routed)) {
            return config->addresses[i];
        }
        if (chosen == NULL && six == (strchr(config->addresses[i], ':') != NULL)) {
            chosen = config->addresses[i];
        }
    }
    return chosen;
}

/* ---- what the paths tell ---- */

static PlainMedium medium_of(const PlainTransport *transport, const PlainPath *path)
{
    PlainMedium medium = PLAIN_SOUND;
    while (path != transport->pairs[medium].rtp && path != transport->pairs[medium].rtcp) {
        medium++;
        g_assert(medium < PLAIN_MEDIA); /* only these tell us anything */
    }
    return medium;
}

static void note_heard(PlainTransport *transport)
{
    if (!transport->heard) {
        transport->heard = true;
        transport->stats.connected = true;
        if (transport->events.heard != NULL) {
            transport->events.heard(transport->user_data);
        }
    }
}

static void on_rtp(
        PlainPath *path, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    PlainTransport *transport = user_data;
    note_heard(transport);
    if (transport->events.rtp != NULL) {
        transport->events.rtp(
                medium_of(transport, path), packet, size, now_us, transport->user_data);
    }
}

static void on_rtcp(
        PlainPath *path, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    PlainTransport *transport = user_data;
    note_heard(transport); /* all muted, it may send nothing else */
    if (transport->events.rtcp != NULL) {
        transport->events.rtcp(
                medium_of(transport, path), packet, size, now_us, transport->user_data);
    }
}

static void end(PlainTransport *transport, PeerTransportEnd why)
{
    if (transport->ended) {
        return;
    }
    transport->ended = true;
    transport->stats.connected = false;
    net_timer_arm(transport->life_timer, INT64_MAX);
    if (transport->events.closed != NULL) {
        transport->events.closed(why, transport->user_data); /* may free the transport */
    }
}

static void on_failed(PeerTransportEnd why, void *user_data)
{
    end(user_data, why);
}

static const PlainPathEvents path_events = {.rtp = on_rtp, .rtcp = on_rtcp, .failed = on_failed};

/* ---- port pairs ---- */

static bool open_path(PlainTransport *transport, const PlainTransportConfig *config, uint16_t port,
        PlainPath **ret_path)
{
    const PlainPathConfig path = {
            .loop = config->loop,
            .identity = config->identity,
            .address = transport->address,
            .port = port,
            .stats = &transport->stats,
    };
    *ret_path = plain_path_new(&path, &path_events, transport, NULL);
    return *ret_path != NULL;
}

/* RFC 3550, 11: RTP on an even port, RTCP on the next one. */
static bool open_pair(PlainTransport *transport, const PlainTransportConfig *config, Pair *pair)
{
    const int first = config->port_min != 0 ? config->port_min : PORT_FIRST;
    const int last = config->port_max != 0 ? config->port_max : PORT_LAST;
    const int pairs = (last + 1) / 2 - (first + 1) / 2;
    if (pairs < 1) {
        return false;
    }
    for (int i = 0; i < TRIES_MAX; i++) {
        const int at = (first + 1) / 2 + g_random_int_range(0, pairs);
        if (!open_path(transport, config, (uint16_t)(2 * at), &pair->rtp)) {
            continue;
        }
        if (open_path(transport, config, (uint16_t)(2 * at + 1), &pair->rtcp)) {
            return true;
        }
        g_clear_pointer(&pair->rtp, plain_path_free);
    }
    return false;
}

/* ---- the peer's life ---- */

static bool is_expected(const PlainTransport *transport)
{
    for (size_t i = 0; i < PLAIN_MEDIA; i++) {
        if (transport->pairs[i].peer.used && transport->pairs[i].peer.sends) {
            return true;
        }
    }
    return false;
}

static void on_life_check(int64_t now_us, void *data)
{
    PlainTransport *transport = data;
    if (transport->has_peers && is_expected(transport) &&
            now_us - transport->stats.last_received_us > transport->liveness_us) {
        end(transport, PEER_TRANSPORT_TIMEOUT);
    }
}

PlainTransport *plain_transport_new(const PlainTransportConfig *config,
        const PlainTransportEvents *events, void *user_data, GError **error)
{
    net_loop_assert_current(config->loop);
    const char *address = choose_address(config);
    if (address == NULL) {
        g_set_error(error, PLAIN_TRANSPORT_ERROR, PLAIN_TRANSPORT_ERROR_ADDRESS,
                "no address here can be reached from %s", config->toward);
        return NULL;
    }
    g_autoptr(PlainTransport) transport = g_new0(PlainTransport, 1);
    transport->loop = config->loop;
    transport->events = *events;
    transport->user_data = user_data;
    transport->address = g_strdup(address);
    transport->liveness_us =
            config->liveness_us == 0 ? PEER_TRANSPORT_LIVENESS_US : config->liveness_us;
    transport->stats.last_received_us = net_loop_now_us(config->loop);
    transport->life_timer = net_timer_new(transport->loop,
            MAX(transport->liveness_us / LIVENESS_CHECKS, 1), on_life_check, transport);
    for (size_t i = 0; i < PLAIN_MEDIA; i++) {
        if (!open_pair(transport, config, &transport->pairs[i])) {
            g_set_error(error, PLAIN_TRANSPORT_ERROR, PLAIN_TRANSPORT_ERROR_PORTS,
                    "no pair of UDP ports is left at %s", address);
            return NULL;
        }
    }
    return g_steal_pointer(&transport);
}

void plain_transport_free(PlainTransport *transport)
{
    if (transport == NULL) {
        return;
    }
    net_loop_assert_current(transport->loop);
    net_timer_free(transport->life_timer);
    for (size_t i = 0; i < PLAIN_MEDIA; i++) {
        plain_path_free(transport->pairs[i].rtp);
        plain_path_free(transport->pairs[i].rtcp);
    }
    g_free(transport->address);
    g_free(transport);
}

const char *plain_transport_address(const PlainTransport *transport)
{
    return transport->address;
}

uint16_t plain_transport_port(const PlainTransport *transport, PlainMedium medium)
{
    return plain_path_port(transport->pairs[medium].rtp);
}

void plain_transport_set_peers(PlainTransport *transport, const PlainPeer peers[PLAIN_MEDIA])
{
    net_loop_assert_current(transport->loop);
    const bool was_expected = transport->has_peers && is_expected(transport);
    transport->has_peers = true;
    for (size_t i = 0; i < PLAIN_MEDIA; i++) {
        Pair *pair = &transport->pairs[i];
        pair->peer = peers[i];
        if (pair->peer.used) {
            plain_path_set_peer(pair->rtp, &pair->peer, false);
        }
        if (pair->peer.used && pair->peer.rtcp_port != pair->peer.port) {
            plain_path_set_peer(pair->rtcp, &pair->peer, true);
        }
    }
    if (!was_expected) { /* from now on, not from the time of the hold */
        transport->stats.last_received_us = net_loop_now_us(transport->loop);
    }
}

bool plain_transport_send_rtp(
        PlainTransport *transport, PlainMedium medium, const uint8_t *packet, size_t size)
{
    net_loop_assert_current(transport->loop);
    const Pair *pair = &transport->pairs[medium];
    return pair->peer.used && plain_path_send(pair->rtp, packet, size, false);
}

bool plain_transport_send_rtcp(
        PlainTransport *transport, PlainMedium medium, const uint8_t *packet, size_t size)
{
    net_loop_assert_current(transport->loop);
    const Pair *pair = &transport->pairs[medium];
    const bool on_one = pair->peer.rtcp_port == pair->peer.port;
    return pair->peer.used && plain_path_send(on_one ? pair->rtp : pair->rtcp, packet, size, true);
}

bool plain_transport_is_open(const PlainTransport *transport)
{
    return transport->has_peers && !transport->ended;
}

PeerTransportStats plain_transport_stats(const PlainTransport *transport)
{
    net_loop_assert_current(transport->loop);
    return transport->stats;
}

char *plain_transport_describe(const PlainTransport *transport)
{
    const PeerTransportStats *stats = &transport->stats;
    g_autofree char *sound = plain_path_describe(transport->pairs[PLAIN_SOUND].rtp);
    g_autofree char *picture = plain_path_describe(transport->pairs[PLAIN_PICTURE].rtp);
    return g_strdup_printf("at %s sound %s; picture %s; out %" G_GUINT64_FORMAT
                           " (%" G_GUINT64_FORMAT " dropped), in %" G_GUINT64_FORMAT
                           " RTP, %" G_GUINT64_FORMAT " RTCP, %" G_GUINT64_FORMAT
                           " not the peer's, %" G_GUINT64_FORMAT " malformed",
            transport->address, sound, picture, stats->sent,
            stats->unsent_busy + stats->unsent_refused, stats->rtp, stats->rtcp,
            stats->unauthenticated, stats->malformed);
}

void plain_transport_make_key(uint8_t *key, size_t size)
{
    const int made = RAND_bytes(key, (int)size);
    g_assert(made == 1); /* else there is no encryption at all on this machine */
}
