#include "mcu/net/peer_transport.h"

#include "mcu/net/ice_agent.h"
#include "mcu/net/srtp_session.h"
#include "mcu/wire/packet_kind.h"

#include <string.h>

enum {
    HELD_BYTES_MAX = 1500,
    LIVENESS_CHECKS = 30,        /* in a liveness time */
    QUIET_PART = 3,              /* of it: then the peer is called quiet */
    WATCH_PART = 15,             /* of it: then we look for its connectivity checks, too */
    NO_PATH_GRACE_US = 15000000, /* candidates that trickle in late still help */
    PICTURES_WAIT_US = 10000,    /* after the line was full, only sound for so long */
};

G_STATIC_ASSERT(PEER_TRANSPORT_PACKET_MAX + SRTP_TRAILER_MAX <= SEND_BATCH_ONE_MAX);

typedef struct HeldDatagram {
    size_t size;
    uint8_t bytes[HELD_BYTES_MAX];
} HeldDatagram;

struct PeerTransport {
    /* set at creation, then constant */
    NetLoop *loop;
    const DtlsIdentity *identity;
    PeerTransportEvents events;
    void *user_data;
    int64_t liveness_us;

    IceAgent *ice;
    DtlsSession *dtls;
    SrtpSession *srtp; /* NULL until the handshake is done */
    NetTimer *dtls_timer;
    NetTimer *life_timer;
    char *fingerprint;
    PeerTransportLocal local;

    bool remote_known;
    DtlsRole dtls_role;
    DtlsFingerprint fingerprints[DTLS_FINGERPRINTS_MAX];
    size_t fingerprint_count;

    HeldDatagram *held; /* PEER_TRANSPORT_HELD_MAX of them, while there is no way */
    size_t held_count;

    int64_t no_path_since_us; /* 0: there is one, or it is still searched */
    int64_t pictures_from_us;
    bool quiet;
    bool ended;
    PeerTransportStats stats;
};

G_DEFINE_QUARK(peer - transport - error, peer_transport_error)

static void end(PeerTransport *transport, PeerTransportEnd why)
{
    if (transport->ended) {
        return;
    }
    transport->ended = true;
    transport->stats.connected = false;
    net_timer_arm(transport->life_timer, INT64_MAX);
    net_timer_arm(transport->dtls_timer, INT64_MAX);
    if (transport->events.closed != NULL) {
        transport->events.closed(why, transport->user_data); /* may free the transport */
    }
}

/* DTLS */

static void send_dtls(const uint8_t *datagram, size_t size, void *user_data)
{
    PeerTransport *transport = user_data;

    ice_agent_send(transport->ice, datagram, size); /* what is lost is sent again */
}

/* After any call into the DTLS session; last, as it may end the transport. */
static void follow_dtls(PeerTransport *transport)
{
    net_timer_arm(transport->dtls_timer, dtls_session_due_us(transport->dtls));
    switch (dtls_session_state(transport->dtls)) {
    case DTLS_HANDSHAKE:
        return;
    case DTLS_CONNECTED:
        if (transport->srtp == NULL) {
            transport->srtp = srtp_session_new(dtls_session_keys(transport->dtls));
            transport->stats.connected = true;
            transport->stats.last_received_us = net_loop_now_us(transport->loop);
            if (transport->events.connected != NULL) {
                transport->events.connected(transport->user_data);
            }
        }
        return;
    case DTLS_CLOSED:
        end(transport, PEER_TRANSPORT_CLOSED);
        return;
    case DTLS_FAILED:
    case DTLS_WRONG_FINGERPRINT:
        end(transport, PEER_TRANSPORT_DTLS_FAILED);
        return;
    }
}

/* Begins when both are there, a way and the peer's fingerprint: a flight that is sent before is lost, and it
 * takes OpenSSL's timer, not the peer's repetition, to send it again. */
static void begin_dtls(PeerTransport *transport, int64_t now_us)
{
    transport->dtls = dtls_session_new(&(DtlsSessionConfig){
            .identity = transport->identity,
            .role = transport->dtls_role,
            .fingerprints = transport->fingerprints,
            .fingerprint_count = transport->fingerprint_count,
            .send = send_dtls,
            .user_data = transport,
    });
    dtls_session_start(transport->dtls, now_us);
    for (size_t i = 0; i < transport->held_count; i++) {
        dtls_session_receive(
                transport->dtls, transport->held[i].bytes, transport->held[i].size, now_us);
    }
    g_clear_pointer(&transport->held, g_free);
    transport->held_count = 0;
}

static void on_dtls_due(int64_t now_us, void *data)
{
    PeerTransport *transport = data;

    if (transport->dtls == NULL) {
        begin_dtls(transport, now_us);
    } else {
        dtls_session_tick(transport->dtls, now_us);
    }
    follow_dtls(transport);
}

/* By the timer, so that no event comes from inside a call. */
static void begin_dtls_if_possible(PeerTransport *transport)
{
    if (transport->dtls == NULL && !transport->ended && transport->remote_known &&
            ice_agent_has_path(transport->ice)) {
        net_timer_arm(transport->dtls_timer, net_loop_now_us(transport->loop));
    }
}

static void hold_dtls(PeerTransport *transport, const uint8_t *packet, size_t size)
{
    if (transport->held_count == PEER_TRANSPORT_HELD_MAX || size > HELD_BYTES_MAX) {
        transport->stats.early++;
        return;
    }
    if (transport->held == NULL) {
        transport->held = g_new(HeldDatagram, PEER_TRANSPORT_HELD_MAX);
    }
    HeldDatagram *slot = &transport->held[transport->held_count++];
    memcpy(slot->bytes, packet, size);
    slot->size = size;
}

/* Packets that come */

static bool count_result(PeerTransport *transport, SrtpResult result, size_t size, int64_t now_us)
{
    PeerTransportStats *stats = &transport->stats;

    switch (result) {
    case SRTP_OK:
        stats->received_bytes += size;
        stats->last_received_us = now_us;
        return true;
    case SRTP_UNAUTHENTICATED:
        stats->unauthenticated++;
        return false;
    case SRTP_REPLAYED:
        stats->replayed++;
        return false;
    case SRTP_SSRC_REFUSED:
        stats->ssrc_refused++;
        return false;
    case SRTP_MALFORMED:
        stats->malformed++;
        return false;
    }
    return false;
}

static void take_rtp(PeerTransport *transport, uint8_t *packet, size_t size)
{
    const int64_t now_us = net_loop_now_us(transport->loop);

    if (count_result(transport, srtp_session_unprotect_rtp(transport->srtp, packet, &size, now_us),
                size, now_us)) {
        transport->stats.rtp++;
        if (transport->events.rtp != NULL) {
            transport->events.rtp(packet, size, now_us, transport->user_data);
        }
    }
}

static void take_rtcp(PeerTransport *transport, uint8_t *packet, size_t size)
{
    const int64_t now_us = net_loop_now_us(transport->loop);

    if (count_result(transport, srtp_session_unprotect_rtcp(transport->srtp, packet, &size, now_us),
                size, now_us)) {
        transport->stats.rtcp++;
        if (transport->events.rtcp != NULL) {
            transport->events.rtcp(packet, size, now_us, transport->user_data);
        }
    }
}

static void take_dtls(PeerTransport *transport, const uint8_t *packet, size_t size)
{
    if (transport->dtls == NULL) {
        hold_dtls(transport, packet, size);
        return;
    }
    dtls_session_receive(transport->dtls, packet, size, net_loop_now_us(transport->loop));
    follow_dtls(transport);
}

static void on_packet(uint8_t *packet, size_t size, void *user_data)
{
    PeerTransport *transport = user_data;
    const PacketKind kind = packet_kind(packet, size);

    if (transport->ended) {
        return;
    }
    if ((kind == PACKET_RTP || kind == PACKET_RTCP) && transport->srtp == NULL) {
        transport->stats.early++;
        return;
    }
    switch (kind) {
    case PACKET_RTP:
        take_rtp(transport, packet, size);
        return;
    case PACKET_RTCP:
        take_rtcp(transport, packet, size);
        return;
    case PACKET_DTLS:
        take_dtls(transport, packet, size);
        return;
    case PACKET_STUN: /* libnice found it no valid STUN */
    case PACKET_OTHER:
        transport->stats.malformed++;
        return;
    }
}

/* The peer's life */

static void on_life_check(int64_t now_us, void *data)
{
    PeerTransport *transport = data;
    const int64_t silent_us = now_us - transport->stats.last_received_us;
    const bool quiet =
            transport->stats.connected && silent_us > transport->liveness_us / QUIET_PART;

    if (silent_us > transport->liveness_us) {
        end(transport, PEER_TRANSPORT_TIMEOUT);
        return;
    }
    if (transport->no_path_since_us != 0 && transport->srtp == NULL &&
            now_us - transport->no_path_since_us > NO_PATH_GRACE_US) {
        end(transport, PEER_TRANSPORT_NO_PATH);
        return;
    }
    /* A peer may live and send nothing but checks: a browser's page in the background, all muted. */
    ice_agent_watch_checks(transport->ice,
            transport->stats.connected && silent_us > transport->liveness_us / WATCH_PART);
    if (quiet != transport->quiet) {
        transport->quiet = quiet;
        if (transport->events.quiet != NULL) {
            transport->events.quiet(quiet, transport->user_data);
        }
    }
}

static void on_selected(void *user_data)
{
    PeerTransport *transport = user_data;

    transport->no_path_since_us = 0;
    begin_dtls_if_possible(transport);
}

static void on_checked(void *user_data)
{
    PeerTransport *transport = user_data;

    transport->stats.checks++;
    transport->stats.last_received_us = net_loop_now_us(transport->loop);
}

static void on_unsent(SendFailure why, size_t packets, size_t bytes, void *user_data)
{
    PeerTransport *transport = user_data;
    PeerTransportStats *stats = &transport->stats;

    stats->sent -= MIN(packets, stats->sent); /* of DTLS none was counted */
    stats->sent_bytes -= MIN(bytes, stats->sent_bytes);
    if (why == SEND_BUSY) {
        stats->unsent_busy += packets;
        transport->pictures_from_us = net_loop_now_us(transport->loop) + PICTURES_WAIT_US;
    } else {
        stats->unsent_refused += packets;
    }
}

static void on_failed(void *user_data)
{
    PeerTransport *transport = user_data;

    if (transport->no_path_since_us == 0) {
        transport->no_path_since_us = net_loop_now_us(transport->loop);
    }
}

static void read_local(PeerTransport *transport)
{
    const IceAgentLocal *ice = ice_agent_local(transport->ice);

    transport->local = (PeerTransportLocal){
            .ufrag = ice->ufrag,
            .pwd = ice->pwd,
            .candidates = ice->candidates,
            .fingerprint = transport->fingerprint,
    };
}

PeerTransport *peer_transport_new(const PeerTransportConfig *config,
        const PeerTransportEvents *events, void *user_data, GError **error)
{
    static const IceAgentEvents ice_events = {.selected = on_selected,
            .packet = on_packet,
            .unsent = on_unsent,
            .checked = on_checked,
            .failed = on_failed};

    net_loop_assert_current(config->loop);
    PeerTransport *transport = g_new0(PeerTransport, 1);
    transport->ice = ice_agent_new(
            &(IceAgentConfig){
                    .loop = config->loop,
                    .addresses = config->addresses,
                    .port_min = config->port_min,
                    .port_max = config->port_max,
                    .controlling = config->controlling,
            },
            &ice_events, transport, error);
    if (transport->ice == NULL) {
        g_free(transport);
        return NULL;
    }
    transport->loop = config->loop;
    transport->identity = config->identity;
    transport->events = *events;
    transport->user_data = user_data;
    transport->dtls_role = config->dtls_role;
    transport->liveness_us =
            config->liveness_us == 0 ? PEER_TRANSPORT_LIVENESS_US : config->liveness_us;
    transport->fingerprint = g_strdup(dtls_identity_fingerprint(config->identity));
    transport->stats.last_received_us = net_loop_now_us(transport->loop);
    transport->dtls_timer = net_timer_new(transport->loop, 0, on_dtls_due, transport);
    transport->life_timer = net_timer_new(transport->loop,
            MAX(transport->liveness_us / LIVENESS_CHECKS, 1), on_life_check, transport);
    read_local(transport);
    return transport;
}

void peer_transport_free(PeerTransport *transport)
{
    if (transport == NULL) {
        return;
    }
    net_loop_assert_current(transport->loop);
    if (transport->dtls != NULL) {
        dtls_session_close(transport->dtls);
    }
    net_timer_free(transport->dtls_timer);
    net_timer_free(transport->life_timer);
    ice_agent_free(transport->ice);
    dtls_session_free(transport->dtls);
    srtp_session_free(transport->srtp);
    g_free(transport->held);
    g_free(transport->fingerprint);
    g_free(transport);
}

const PeerTransportLocal *peer_transport_local(const PeerTransport *transport)
{
    return &transport->local;
}

DtlsRole peer_transport_dtls_role(const PeerTransport *transport)
{
    return transport->dtls_role;
}

static size_t accepted_fingerprints(
        const PeerTransportRemote *remote, DtlsFingerprint *out_accepted)
{
    size_t count = 0;

    for (size_t i = 0; i < remote->fingerprint_count && count < DTLS_FINGERPRINTS_MAX; i++) {
        if (dtls_fingerprint_valid(&remote->fingerprints[i])) {
            out_accepted[count++] = remote->fingerprints[i];
        }
    }
    return count;
}

static bool same_fingerprints(
        const PeerTransport *transport, const DtlsFingerprint *others, size_t count)
{
    if (count != transport->fingerprint_count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const DtlsFingerprint *own = &transport->fingerprints[i];
        if (own->size != others[i].size || g_ascii_strcasecmp(own->hash, others[i].hash) != 0 ||
                memcmp(own->bytes, others[i].bytes, own->size) != 0) {
            return false;
        }
    }
    return true;
}

bool peer_transport_set_remote(
        PeerTransport *transport, const PeerTransportRemote *remote, GError **error)
{
    DtlsFingerprint accepted[DTLS_FINGERPRINTS_MAX];

    net_loop_assert_current(transport->loop);
    const size_t count = accepted_fingerprints(remote, accepted);
    if (count == 0) {
        g_set_error_literal(error, PEER_TRANSPORT_ERROR, PEER_TRANSPORT_ERROR_FINGERPRINT,
                "No fingerprint of SHA-256 or stronger");
        return false;
    }
    if (transport->remote_known && !same_fingerprints(transport, accepted, count)) {
        g_set_error_literal(error, PEER_TRANSPORT_ERROR, PEER_TRANSPORT_ERROR_FINGERPRINT,
                "The fingerprint changed: that is another peer, not an ICE restart");
        return false;
    }
    if (!ice_agent_set_remote(transport->ice, remote->ufrag, remote->pwd, error)) {
        return false;
    }
    if (!transport->remote_known) {
        transport->remote_known = true;
        memcpy(transport->fingerprints, accepted, count * sizeof accepted[0]);
        transport->fingerprint_count = count;
        if (remote->setup != PEER_SETUP_ANY) {
            transport->dtls_role = remote->setup == PEER_SETUP_ACTIVE ? DTLS_PASSIVE : DTLS_ACTIVE;
        }
    }
    read_local(transport);
    for (size_t i = 0; remote->candidates != NULL && remote->candidates[i] != NULL; i++) {
        ice_agent_add_candidate(transport->ice, remote->candidates[i]);
    }
    begin_dtls_if_possible(transport);
    return true;
}

bool peer_transport_add_candidate(PeerTransport *transport, const char *candidate)
{
    net_loop_assert_current(transport->loop);
    return ice_agent_add_candidate(transport->ice, candidate);
}

void peer_transport_restart_ice(PeerTransport *transport)
{
    net_loop_assert_current(transport->loop);
    ice_agent_restart(transport->ice);
    read_local(transport);
}

/* Packets that go */

/* Pictures stand back for a while after the socket was full, so that there is room for sound. */
static bool must_wait(PeerTransport *transport, PeerPriority priority)
{
    if (priority == PEER_PRIORITY_SOUND || transport->pictures_from_us == 0) {
        return false;
    }
    if (net_loop_now_us(transport->loop) < transport->pictures_from_us) {
        return true;
    }
    transport->pictures_from_us = 0;
    return false;
}

typedef SrtpResult (*Protect)(SrtpSession *session, uint8_t *packet, size_t *size);

static bool refuse(PeerTransport *transport)
{
    transport->stats.unsent_refused++;
    return false;
}

/* Encrypts in the room from which it leaves. */
static bool send_encrypted(
        PeerTransport *transport, Protect protect, const uint8_t *packet, size_t size)
{
    if (!transport->stats.connected) {
        transport->stats.unsent_early++;
        return false;
    }
    uint8_t *room = size <= PEER_TRANSPORT_PACKET_MAX ? ice_agent_room(transport->ice) : NULL;
    if (room == NULL) {
        return refuse(transport);
    }
    memcpy(room, packet, size);
    if (protect(transport->srtp, room, &size) != SRTP_OK) {
        return refuse(transport);
    }
    ice_agent_put(transport->ice, size);
    transport->stats.sent++;
    transport->stats.sent_bytes += size;
    return true;
}

bool peer_transport_send_rtp(
        PeerTransport *transport, const uint8_t *packet, size_t size, PeerPriority priority)
{
    net_loop_assert_current(transport->loop);
    if (must_wait(transport, priority)) {
        transport->stats.unsent_busy++;
        return false;
    }
    return send_encrypted(transport, srtp_session_protect_rtp, packet, size);
}

bool peer_transport_send_rtcp(PeerTransport *transport, const uint8_t *packet, size_t size)
{
    net_loop_assert_current(transport->loop);
    return send_encrypted(transport, srtp_session_protect_rtcp, packet, size);
}

void peer_transport_end_stream(PeerTransport *transport, uint32_t ssrc)
{
    net_loop_assert_current(transport->loop);
    if (transport->srtp != NULL) {
        srtp_session_end_outgoing(transport->srtp, ssrc);
    }
}

PeerTransportStats peer_transport_stats(const PeerTransport *transport)
{
    net_loop_assert_current(transport->loop);
    PeerTransportStats stats = transport->stats;
    stats.held = transport->held_count;
    return stats;
}

char *peer_transport_describe(const PeerTransport *transport)
{
    const PeerTransportStats *stats = &transport->stats;
    g_autofree char *ice = ice_agent_describe(transport->ice);
    const DtlsSrtpKeys *keys = transport->dtls == NULL ? NULL : dtls_session_keys(transport->dtls);

    return g_strdup_printf("ICE %s; %s %s; %s%s; out %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT
                           " dropped), in %" G_GUINT64_FORMAT " RTP, %" G_GUINT64_FORMAT
                           " RTCP, %" G_GUINT64_FORMAT " not authentic, %" G_GUINT64_FORMAT
                           " replayed, %" G_GUINT64_FORMAT " malformed",
            ice, transport->dtls == NULL ? "no DTLS" : dtls_session_describe(transport->dtls),
            keys == NULL ? "no keys" : srtp_profile_name(keys->profile),
            transport->ended ? "ended" : (stats->connected ? "connected" : "connecting"),
            transport->quiet ? ", quiet" : "", stats->sent,
            stats->unsent_busy + stats->unsent_refused, stats->rtp, stats->rtcp,
            stats->unauthenticated, stats->replayed, stats->malformed);
}

const char *peer_transport_end_text(PeerTransportEnd why)
{
    static const char *const texts[] = {
            [PEER_TRANSPORT_TIMEOUT] = "timeout",
            [PEER_TRANSPORT_NO_PATH] = "failed",
            [PEER_TRANSPORT_DTLS_FAILED] = "dtls",
            [PEER_TRANSPORT_CLOSED] = "closed",
    };
    return texts[why];
}
