/**
 * peer_transport: the encrypted way of packets to and from one peer: ICE, then DTLS, then SRTP.
 *
 *     socket ── ice_agent ──┬── DTLS ─ dtls_session ── keys ──┐
 *                           └── SRTP ─────────────── srtp_session ── rtp(), rtcp()
 *
 * The side that answers is controlled and passive; the side that offers is controlling and does what the answer
 * says. A peer that is not heard of for liveness_us is gone: libnice would never notice.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows what it is given for the call, but for the loop and the identity, which must outlive it;
 *             packets in events are lent for the call.
 * Thread      the network loop, all of it. Events come from there, and never from inside a call.
 * Errors      GError of PEER_TRANSPORT_ERROR or ICE_AGENT_ERROR for the offer's faults; per packet, counters.
 * Memory      before a way is found at most 8 datagrams are held; else what ice_agent, dtls_session and
 *             srtp_session say: some 0.15 MB with the sockets.
 */
#ifndef MCU_NET_PEER_TRANSPORT_H
#define MCU_NET_PEER_TRANSPORT_H

#include "mcu/net/dtls_identity.h"
#include "mcu/net/dtls_session.h"
#include "mcu/net/net_loop.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PEER_TRANSPORT_PACKET_MAX =
            1400,                /**< a plain packet to send; more would not pass an Ethernet */
    PEER_TRANSPORT_HELD_MAX = 8, /**< DTLS datagrams that came before a way was chosen */
    PEER_TRANSPORT_LIVENESS_US = 30000000,
};

typedef struct PeerTransport PeerTransport;

typedef enum PeerTransportError {
    PEER_TRANSPORT_ERROR_FINGERPRINT, /**< none that is accepted, or in a restart another one than before */
} PeerTransportError;

#define PEER_TRANSPORT_ERROR (peer_transport_error_quark())
GQuark peer_transport_error_quark(void);

typedef enum PeerTransportEnd {
    PEER_TRANSPORT_TIMEOUT,     /**< nothing authentic came for liveness_us */
    PEER_TRANSPORT_NO_PATH,     /**< ICE failed, and later candidates did not help */
    PEER_TRANSPORT_DTLS_FAILED, /**< no handshake, or another certificate than promised */
    PEER_TRANSPORT_CLOSED,      /**< the peer said good-bye */
} PeerTransportEnd;

typedef struct PeerTransportEvents {
    void (*connected)(void *user_data); /**< ICE, DTLS and keys are there */
    void (*rtp)(
            const uint8_t *packet, size_t size, int64_t now_us, void *user_data); /**< decrypted */
    void (*rtcp)(
            const uint8_t *packet, size_t size, int64_t now_us, void *user_data); /**< decrypted */
    void (*quiet)(bool quiet,
            void *user_data); /**< nothing came for a third of liveness_us; came again */
    void (*closed)(
            PeerTransportEnd why, void *user_data); /**< once; what is left to do is to free it */
} PeerTransportEvents;

typedef struct PeerTransportConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *const *addresses; /**< NULL-terminated IP literals to listen on */
    uint16_t port_min;            /**< 0 with port_max 0: any port */
    uint16_t port_max;
    bool controlling;    /**< the side that makes the offer */
    DtlsRole dtls_role;  /**< ours where the peer leaves it to us */
    int64_t liveness_us; /**< 0 for PEER_TRANSPORT_LIVENESS_US */
} PeerTransportConfig;

/** For our offer or answer. Strings live until the next ICE restart or the end. */
typedef struct PeerTransportLocal {
    const char *ufrag;
    const char *pwd;
    const char *const
            *candidates;     /**< NULL-terminated SDP values, "candidate:…": all there will be */
    const char *fingerprint; /**< SDP value, "sha-256 …" */
} PeerTransportLocal;

/** What the peer's a=setup says. */
typedef enum PeerSetup {
    PEER_SETUP_ANY, /**< actpass: config.dtls_role decides */
    PEER_SETUP_ACTIVE,
    PEER_SETUP_PASSIVE,
} PeerSetup;

/** From the peer's offer or answer. */
typedef struct PeerTransportRemote {
    const char *ufrag;
    const char *pwd;
    PeerSetup setup;
    const DtlsFingerprint *fingerprints; /**< those with hashes that are not accepted are skipped */
    size_t fingerprint_count;
    const char *const
            *candidates; /**< NULL, or NULL-terminated SDP values; useless ones are skipped */
} PeerTransportRemote;

/** What goes first when the line cannot take all. */
typedef enum PeerPriority {
    PEER_PRIORITY_SOUND,
    PEER_PRIORITY_PICTURE,
} PeerPriority;

typedef struct PeerTransportStats {
    bool connected;
    int64_t last_received_us; /**< the last authentic packet; creation before */
    uint64_t sent;
    uint64_t sent_bytes;
    uint64_t unsent_early;   /**< to send before connected */
    uint64_t unsent_busy;    /**< dropped: the line could not take it */
    uint64_t unsent_refused; /**< dropped: too big, malformed, or the system refused */
    uint64_t rtp;
    uint64_t rtcp;
    uint64_t checks; /**< connectivity checks seen while nothing else came */
    uint64_t received_bytes;
    uint64_t unauthenticated;
    uint64_t replayed;
    uint64_t malformed;    /**< of no kind that belongs here */
    uint64_t ssrc_refused; /**< a seventeenth stream */
    uint64_t early;        /**< media before there were keys, DTLS over what is held */
    size_t held;           /**< DTLS datagrams that wait for a way */
} PeerTransportStats;

/** Opens the sockets. @return  NULL with an error (ICE_AGENT_ERROR_PORTS: this node is full) */
PeerTransport *peer_transport_new(const PeerTransportConfig *config,
        const PeerTransportEvents *events, void *user_data, GError **error);

/** Says good-bye and returns at once; allowed in any event. Sockets close soon after. NULL is allowed. */
void peer_transport_free(PeerTransport *transport);

const PeerTransportLocal *peer_transport_local(const PeerTransport *transport);

/** The role of DTLS that a=setup of our answer must say; decided by peer_transport_set_remote(). */
DtlsRole peer_transport_dtls_role(const PeerTransport *transport);

/**
 * Says who the peer is and begins to connect. Again with new credentials it is the peer's ICE restart: media and
 * keys go on, read peer_transport_local() again for the answer. On failure nothing has changed.
 */
bool peer_transport_set_remote(
        PeerTransport *transport, const PeerTransportRemote *remote, GError **error);

/** One more candidate, an SDP value; "" for no more. False if malformed or over the limit: to be counted. */
bool peer_transport_add_candidate(PeerTransport *transport, const char *candidate);

/** For the side that offers: new credentials for an offer that restarts ICE. */
void peer_transport_restart_ice(PeerTransport *transport);

/**
 * Encrypts a copy and sends it, at the latest before the loop waits. Allocates nothing.
 *
 * @return  whether it was taken. If not, or if it cannot leave then, it is counted and will not be sent later
 */
bool peer_transport_send_rtp(
        PeerTransport *transport, const uint8_t *packet, size_t size, PeerPriority priority);
bool peer_transport_send_rtcp(PeerTransport *transport, const uint8_t *packet, size_t size);

/** An outgoing stream has ended: its place, of 16, is free. Its SSRC is not used again with this peer. */
void peer_transport_end_stream(PeerTransport *transport, uint32_t ssrc);

PeerTransportStats peer_transport_stats(const PeerTransport *transport);

/** One line on its state. Free it. */
char *peer_transport_describe(const PeerTransport *transport);

/** "timeout", "failed", "dtls", "closed". */
const char *peer_transport_end_text(PeerTransportEnd why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PeerTransport, peer_transport_free)

#endif
