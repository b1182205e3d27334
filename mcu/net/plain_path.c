#include "mcu/net/plain_path.h"

#include "mcu/net/srtp_session.h"
#include "mcu/wire/packet_kind.h"

#include <gio/gio.h>

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

enum {
    DATAGRAM_MAX = 2048,
    READS_MAX = 32, /* in a row; then it is others' turn */
    PAYLOAD_TYPE_BITS = 0x7f,
};

typedef struct Place {
    struct sockaddr_storage at;
    socklen_t size;
} Place;

struct PlainPath {
    /* set at creation, then constant */
    NetLoop *loop;
    const DtlsIdentity *identity;
    PeerTransportStats *stats;
    const PlainPathEvents *events;
    void *user_data;
    GSocket *socket;
    uint16_t port;
    GSource *source; /* has the loop poll the socket; it is the reader that reads */
    NetReader *reader;
    NetTimer *dtls_timer;

    PlainPeer peer;
    bool has_peer;
    bool rtcp_only;
    Place said;        /* by the peer's description */
    SendTarget target; /* where it is sent now */
    bool latched;
    int64_t latched_us;
    SrtpSession *srtp;
    DtlsSession *dtls;
};

/* ---- places ---- */

static bool to_place(const char *address, uint16_t port, Place *ret_place)
{
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string(address, port);
    if (place == NULL) {
        return false;
    }
    ret_place->size = (socklen_t)g_socket_address_get_native_size(place);
    return g_socket_address_to_native(place, &ret_place->at, sizeof ret_place->at, NULL);
}

static bool is_same_machine(
        const struct sockaddr_storage *one, const struct sockaddr_storage *other)
{
    if (one->ss_family != other->ss_family) {
        return false;
    }
    if (one->ss_family == AF_INET) {
        return ((const struct sockaddr_in *)one)->sin_addr.s_addr ==
                ((const struct sockaddr_in *)other)->sin_addr.s_addr;
    }
    return memcmp(&((const struct sockaddr_in6 *)one)->sin6_addr,
                   &((const struct sockaddr_in6 *)other)->sin6_addr, sizeof(struct in6_addr)) == 0;
}

/* 0.0.0.0 in a description: on hold, and nowhere else than before. */
static bool is_nowhere(const struct sockaddr_storage *place)
{
    return place->ss_family == AF_INET
            ? ((const struct sockaddr_in *)place)->sin_addr.s_addr == INADDR_ANY
            : IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)place)->sin6_addr);
}

static uint16_t port_of(const struct sockaddr_storage *place)
{
    return place->ss_family == AF_INET ? ((const struct sockaddr_in *)place)->sin_port
                                       : ((const struct sockaddr_in6 *)place)->sin6_port;
}

static bool is_same_place(const struct sockaddr_storage *one, const struct sockaddr_storage *other)
{
    return is_same_machine(one, other) && port_of(one) == port_of(other);
}

static void send_to(PlainPath *path, const struct sockaddr_storage *to, socklen_t size)
{
    send_batch_forget(net_loop_batch(path->loop), &path->target);
    path->target.to = *to;
    path->target.to_size = size;
    path->target.one_by_one = false;
}

/* ---- DTLS ---- */

static void send_dtls(const uint8_t *datagram, size_t size, void *user_data)
{
    PlainPath *path = user_data;
    if (path->target.to_size > 0 && size <= SEND_BATCH_ONE_MAX) {
        memcpy(send_batch_room(net_loop_batch(path->loop), &path->target), datagram, size);
        send_batch_put(net_loop_batch(path->loop), size);
    }
}

static void follow_dtls(PlainPath *path)
{
    net_timer_arm(path->dtls_timer, dtls_session_due_us(path->dtls));
    switch (dtls_session_state(path->dtls)) {
    case DTLS_HANDSHAKE:
        return;
    case DTLS_CONNECTED:
        if (path->srtp == NULL) {
            path->srtp = srtp_session_new(dtls_session_keys(path->dtls));
        }
        return;
    case DTLS_CLOSED:
        path->events->failed(PEER_TRANSPORT_CLOSED, path->user_data);
        return;
    case DTLS_FAILED:
    case DTLS_WRONG_FINGERPRINT:
        path->events->failed(PEER_TRANSPORT_DTLS_FAILED, path->user_data);
        return;
    }
}

static void on_dtls_due(int64_t now_us, void *data)
{
    PlainPath *path = data;
    if (path->dtls != NULL) {
        dtls_session_tick(path->dtls, now_us);
        follow_dtls(path);
    }
}

static void start_dtls(PlainPath *path)
{
    path->dtls = dtls_session_new(&(DtlsSessionConfig){
            .identity = path->identity,
            .role = path->peer.dtls_role,
            .fingerprints = path->peer.fingerprints,
            .fingerprint_count = path->peer.fingerprint_count,
            .send = send_dtls,
            .user_data = path,
    });
    dtls_session_start(path->dtls, net_loop_now_us(path->loop));
    net_timer_arm(path->dtls_timer, dtls_session_due_us(path->dtls));
}

/* ---- packets that come ---- */

static bool has_type(const PlainPeer *peer, const uint8_t *packet)
{
    for (size_t i = 0; i < peer->type_count; i++) {
        if (peer->types[i] == (packet[1] & PAYLOAD_TYPE_BITS)) {
            return true;
        }
    }
    return false;
}

static void latch(
        PlainPath *path, const struct sockaddr_storage *from, socklen_t size, int64_t now_us)
{
    if (!path->latched) {
        path->latched = true;
        path->latched_us = now_us;
    }
    if (!is_same_place(from, &path->target.to)) {
        send_to(path, from, size);
    }
}

/* In the clear: whether the source is the peer, as far as one can tell. */
static bool is_peer(const PlainPath *path, const struct sockaddr_storage *from, int64_t now_us)
{
    if (!path->latched || is_same_place(from, &path->target.to)) {
        return true;
    }
    return is_same_place(from, &path->said.at) && now_us - path->latched_us < PLAIN_PATH_LATCH_US;
}

static bool count_result(PlainPath *path, SrtpResult result)
{
    switch (result) {
    case SRTP_OK:
        return true;
    case SRTP_UNAUTHENTICATED:
        path->stats->unauthenticated++;
        return false;
    case SRTP_REPLAYED:
        path->stats->replayed++;
        return false;
    case SRTP_SSRC_REFUSED:
        path->stats->ssrc_refused++;
        return false;
    case SRTP_MALFORMED:
        path->stats->malformed++;
        return false;
    }
    return false;
}

/* Whether it is the peer's. Decrypts it in place. */
static bool admit(PlainPath *path, uint8_t *packet, size_t *size, const Place *from, bool rtcp,
        int64_t now_us)
{
    if (path->peer.security != PLAIN_SECURITY_NONE) {
        if (path->srtp == NULL) {
            path->stats->early++;
            return false;
        }
        return count_result(path,
                rtcp ? srtp_session_unprotect_rtcp(path->srtp, packet, size, now_us)
                     : srtp_session_unprotect_rtp(path->srtp, packet, size, now_us));
    }
    if (!rtcp && !has_type(&path->peer, packet)) {
        path->stats->malformed++;
        return false;
    }
    if (!is_peer(path, &from->at, now_us)) {
        path->stats->unauthenticated++;
        return false;
    }
    return true;
}

static void take_media(PlainPath *path, uint8_t *packet, size_t size, const Place *from, bool rtcp)
{
    const int64_t now_us = net_loop_now_us(path->loop);
    if (!admit(path, packet, &size, from, rtcp, now_us)) {
        return;
    }
    /* Of two kinds on one socket in the clear only RTP shows that it is the peer: RTCP has no payload type. */
    if (!rtcp || path->rtcp_only || path->srtp != NULL) {
        latch(path, &from->at, from->size, now_us);
    }
    path->stats->received_bytes += size;
    path->stats->last_received_us = now_us;
    if (rtcp) {
        path->stats->rtcp++;
        path->events->rtcp(path, packet, size, now_us, path->user_data);
    } else {
        path->stats->rtp++;
        path->events->rtp(path, packet, size, now_us, path->user_data);
    }
}

static void take(PlainPath *path, uint8_t *packet, size_t size, const Place *from)
{
    if (!path->has_peer) {
        path->stats->early++;
        return;
    }
    switch (packet_kind(packet, size)) {
    case PACKET_RTP:
        if (!path->rtcp_only) {
            take_media(path, packet, size, from, false);
        }
        return;
    case PACKET_RTCP:
        take_media(path, packet, size, from, true);
        return;
    case PACKET_DTLS:
        if (path->dtls != NULL) {
            if (!path->latched) { /* behind a NAT: our flights must find the way back */
                send_to(path, &from->at, from->size);
            }
            dtls_session_receive(path->dtls, packet, size, net_loop_now_us(path->loop));
            net_timer_arm(path->dtls_timer, net_loop_now_us(path->loop)); /* follows there */
        }
        return;
    case PACKET_STUN:
    case PACKET_OTHER:
        path->stats->malformed++;
        return;
    }
}

static bool on_readable(void *data)
{
    PlainPath *path = data;
    uint8_t packet[DATAGRAM_MAX];
    for (int i = 0; i < READS_MAX; i++) {
        Place from = {.size = sizeof from.at};
        const ssize_t size = recvfrom(g_socket_get_fd(path->socket), packet, sizeof packet,
                MSG_DONTWAIT, (struct sockaddr *)&from.at, &from.size);
        if (size < 0) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
        take(path, packet, (size_t)size, &from);
    }
    return true;
}

static gboolean on_source(GSocket *socket, GIOCondition condition, gpointer data)
{
    (void)on_readable(data);
    return G_SOURCE_CONTINUE;
}

/* ---- packets that go ---- */

static void on_unsent(SendFailure why, size_t packets, size_t bytes, void *user_data)
{
    PlainPath *path = user_data;
    PeerTransportStats *stats = path->stats;
    stats->sent -= MIN(packets, stats->sent);
    stats->sent_bytes -= MIN(bytes, stats->sent_bytes);
    if (why == SEND_BUSY) {
        stats->unsent_busy += packets;
    } else {
        stats->unsent_refused += packets; /* nobody listens there yet, say */
    }
}

bool plain_path_is_open(const PlainPath *path)
{
    return path->has_peer && path->target.to_size > 0 &&
            (path->peer.security == PLAIN_SECURITY_NONE || path->srtp != NULL);
}

bool plain_path_send(PlainPath *path, const uint8_t *packet, size_t size, bool rtcp)
{
    if (!plain_path_is_open(path)) {
        path->stats->unsent_early++;
        return false;
    }
    if (size > PEER_TRANSPORT_PACKET_MAX) {
        path->stats->unsent_refused++;
        return false;
    }
    uint8_t *room = send_batch_room(net_loop_batch(path->loop), &path->target);
    memcpy(room, packet, size);
    if (path->srtp != NULL &&
            (rtcp ? srtp_session_protect_rtcp(path->srtp, room, &size)
                  : srtp_session_protect_rtp(path->srtp, room, &size)) != SRTP_OK) {
        path->stats->unsent_refused++;
        return false;
    }
    send_batch_put(net_loop_batch(path->loop), size);
    path->stats->sent++;
    path->stats->sent_bytes += size;
    return true;
}

/* ---- the peer ---- */

static bool has_same_keys(const PlainPeer *one, const PlainPeer *other)
{
    if (one->security != other->security) {
        return false;
    }
    switch (one->security) {
    case PLAIN_SECURITY_NONE:
        return true;
    case PLAIN_SECURITY_KEYS:
        return one->keys.profile == other->keys.profile &&
                memcmp(one->keys.remote, other->keys.remote, sizeof one->keys.remote) == 0 &&
                memcmp(one->keys.local, other->keys.local, sizeof one->keys.local) == 0;
    case PLAIN_SECURITY_DTLS:
        return one->fingerprint_count == other->fingerprint_count &&
                memcmp(one->fingerprints[0].bytes, other->fingerprints[0].bytes,
                        sizeof one->fingerprints[0].bytes) == 0;
    }
    return false;
}

static void renew_keys(PlainPath *path)
{
    net_timer_arm(path->dtls_timer, INT64_MAX);
    g_clear_pointer(&path->srtp, srtp_session_free);
    g_clear_pointer(&path->dtls, dtls_session_free);
    if (path->peer.security == PLAIN_SECURITY_KEYS) {
        path->srtp = srtp_session_new(&path->peer.keys);
    }
}

void plain_path_set_peer(PlainPath *path, const PlainPeer *peer, bool rtcp_only)
{
    Place said = {0};
    net_loop_assert_current(path->loop);
    const bool keeps_keys = path->has_peer && has_same_keys(&path->peer, peer);
    path->peer = *peer;
    path->rtcp_only = rtcp_only;
    if (!to_place(peer->address, rtcp_only ? peer->rtcp_port : peer->port, &said)) {
        path->has_peer = false;
        return;
    }
    if (!is_nowhere(&said.at) &&
            (path->said.size == 0 || !is_same_place(&said.at, &path->said.at))) {
        path->said = said;
        path->latched = false;
        send_to(path, &said.at, said.size);
    }
    path->has_peer = true;
    if (!keeps_keys) {
        renew_keys(path);
    }
    if (peer->security == PLAIN_SECURITY_DTLS && path->dtls == NULL) {
        start_dtls(path);
    }
}

/* ---- life ---- */

static GSocket *open_socket(const PlainPathConfig *config, GError **error)
{
    g_autoptr(GSocketAddress) place =
            g_inet_socket_address_new_from_string(config->address, config->port);
    if (place == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no IP address",
                config->address);
        return NULL;
    }
    g_autoptr(GSocket) socket = g_socket_new(g_socket_address_get_family(place),
            G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);
    if (socket == NULL || !g_socket_bind(socket, place, false, error)) {
        return NULL;
    }
    g_socket_set_blocking(socket, false);
    return g_steal_pointer(&socket);
}

static uint16_t bound_port(GSocket *socket)
{
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(socket, NULL);
    return place != NULL ? g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place)) : 0;
}

PlainPath *plain_path_new(const PlainPathConfig *config, const PlainPathEvents *events,
        void *user_data, GError **error)
{
    net_loop_assert_current(config->loop);
    GSocket *socket = open_socket(config, error);
    if (socket == NULL) {
        return NULL;
    }
    PlainPath *path = g_new0(PlainPath, 1);
    path->loop = config->loop;
    path->identity = config->identity;
    path->stats = config->stats;
    path->events = events;
    path->user_data = user_data;
    path->socket = socket;
    path->port = bound_port(socket);
    path->target = (SendTarget){.socket = socket, .failed = on_unsent, .user_data = path};
    path->source = g_socket_create_source(socket, G_IO_IN, NULL);
    g_source_set_callback(path->source, G_SOURCE_FUNC(on_source), path, NULL);
    g_source_attach(path->source, net_loop_context(path->loop));
    net_loop_sources_changed(path->loop);
    path->reader = net_reader_new(path->loop, g_socket_get_fd(socket), on_readable, path);
    path->dtls_timer = net_timer_new(path->loop, 0, on_dtls_due, path);
    return path;
}

void plain_path_free(PlainPath *path)
{
    if (path == NULL) {
        return;
    }
    if (path->dtls != NULL) {
        dtls_session_close(path->dtls);
    }
    send_batch_forget(net_loop_batch(path->loop), &path->target);
    net_reader_free(path->reader);
    g_source_destroy(path->source);
    g_source_unref(path->source);
    net_loop_sources_changed(path->loop);
    net_timer_free(path->dtls_timer);
    srtp_session_free(path->srtp);
    dtls_session_free(path->dtls);
    g_object_unref(path->socket);
    g_free(path);
}

uint16_t plain_path_port(const PlainPath *path)
{
    return path->port;
}

char *plain_path_describe(const PlainPath *path)
{
    g_autoptr(GSocketAddress) to = path->target.to_size > 0
            ? g_socket_address_new_from_native((gpointer)&path->target.to, path->target.to_size)
            : NULL;
    g_autofree char *place =
            to != NULL ? g_socket_connectable_to_string(G_SOCKET_CONNECTABLE(to)) : NULL;
    return g_strdup_printf("%u to %s%s%s", path->port, place != NULL ? place : "nobody",
            path->latched ? ", heard" : "", path->srtp != NULL ? ", encrypted" : "");
}
