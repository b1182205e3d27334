/**
 * plain_transport: the way of packets to and from hardware, which knows no ICE: a port pair for each medium.
 *
 *      sound    port n ── RTP ── plain_path ──┐
 *               port n + 1 ── RTCP ── ...   ──┤ latched, decrypted ──> rtp(), rtcp(), with the medium
 *      picture  port m, port m + 1          ──┤
 *      camera   port k, port k + 1          ──┤
 *      slides   port l, port l + 1          ──┘
 *
 * Its functions are those of peer_transport, with the medium in place of one way for all. A peer that is not heard
 * of for liveness_us is gone, but not while all of its media are on hold.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows what it is given for the call, but for the loop and the identity, which must outlive it;
 *             packets in events are lent for the call.
 * Thread      the network loop, all of it. Events come from there, and never from inside a call.
 * Errors      GError of PLAIN_TRANSPORT_ERROR; per packet, counters.
 * Memory      that of two plain_paths a medium.
 */
#ifndef MCU_NET_PLAIN_TRANSPORT_H
#define MCU_NET_PLAIN_TRANSPORT_H

#include "mcu/net/peer_transport.h"
#include "mcu/net/plain_path.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PlainTransport PlainTransport;

#define PLAIN_TRANSPORT_ERROR (plain_transport_error_quark())
GQuark plain_transport_error_quark(void);

typedef enum PlainTransportError {
    PLAIN_TRANSPORT_ERROR_PORTS,   /**< no pair is left */
    PLAIN_TRANSPORT_ERROR_ADDRESS, /**< none of ours is of the peer's kind */
} PlainTransportError;

/** What goes on one pair. */
typedef enum PlainMedium {
    PLAIN_SOUND,
    PLAIN_PICTURE,
    PLAIN_CAMERA, /**< the way to its camera */
    PLAIN_SLIDES,
    PLAIN_MEDIA,
} PlainMedium;

typedef struct PlainTransportEvents {
    void (*heard)(void *user_data); /**< once: the first valid packet came, RTP or RTCP */
    void (*rtp)(PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us,
            void *user_data);
    void (*rtcp)(PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us,
            void *user_data);
    void (*closed)(PeerTransportEnd why, void *user_data); /**< once; what is left is to free it */
} PlainTransportEvents;

typedef struct PlainTransportConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *const *addresses; /**< NULL-terminated IP literals, one of which is listened on */
    uint16_t port_min;            /**< 0 with port_max 0: any ports */
    uint16_t port_max;
    const char *toward;  /**< the peer's address, to choose ours by; NULL or "": the first one */
    int64_t liveness_us; /**< 0 for PEER_TRANSPORT_LIVENESS_US */
} PlainTransportConfig;

/** Opens all pairs. @return  NULL with an error (PLAIN_TRANSPORT_ERROR_PORTS: this node is full) */
PlainTransport *plain_transport_new(const PlainTransportConfig *config,
        const PlainTransportEvents *events, void *user_data, GError **error);

/** Allowed in any event. NULL is allowed. */
void plain_transport_free(PlainTransport *transport);

/** Where it listens, for the description; RTCP is on the port behind. */
const char *plain_transport_address(const PlainTransport *transport);
uint16_t plain_transport_port(const PlainTransport *transport, PlainMedium medium);

/** Says who the peer is; again when it moves, holds or resumes. */
void plain_transport_set_peers(PlainTransport *transport, const PlainPeer peers[PLAIN_MEDIA]);

/** Encrypts a copy and sends it. @return whether it was taken; else it is counted */
bool plain_transport_send_rtp(
        PlainTransport *transport, PlainMedium medium, const uint8_t *packet, size_t size);
bool plain_transport_send_rtcp(
        PlainTransport *transport, PlainMedium medium, const uint8_t *packet, size_t size);

/** Whether something can be sent, and, with it, whether the peer was heard. */
bool plain_transport_is_open(const PlainTransport *transport);

/** Of all media together; `connected` is whether the peer was heard. */
PeerTransportStats plain_transport_stats(const PlainTransport *transport);

/** One line on its state. Free it. */
char *plain_transport_describe(const PlainTransport *transport);

/** Random bytes for keys. */
void plain_transport_make_key(uint8_t *key, size_t size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlainTransport, plain_transport_free)

#endif
