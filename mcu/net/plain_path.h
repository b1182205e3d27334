/**
 * plain_path: one UDP socket to one peer without ICE: it sends where the peer said, or where it is heard from.
 *
 * A peer behind a NAT says an address at which nobody reaches it, so the first valid packet's source is taken in
 * its place ("latching"). With keys any authentic packet moves it. In the clear the first source keeps the place but
 * for PLAIN_PATH_LATCH_US, in which the address that was said may still take it over; later others are strangers
 * until another description comes, or whoever finds the port would get the sound of the meeting (RTP Bleed).
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows the loop, the identity and the counters, which outlive it; packets in events are lent.
 * Thread      the network loop, all of it.
 * Errors      GError of G_IO_ERROR when no socket can be had; per packet, the counters.
 * Memory      the socket, a dtls_session and an srtp_session.
 */
#ifndef MCU_NET_PLAIN_PATH_H
#define MCU_NET_PLAIN_PATH_H

#include "mcu/net/peer_transport.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PLAIN_PATH_LATCH_US = 2000000,
    PLAIN_PEER_TYPES_MAX = 4,
    PLAIN_PEER_ADDRESS_MAX = 45,
};

typedef struct PlainPath PlainPath;

typedef enum PlainSecurity {
    PLAIN_SECURITY_NONE,
    PLAIN_SECURITY_KEYS, /**< said in the description */
    PLAIN_SECURITY_DTLS,
} PlainSecurity;

/** What the peer's description says of one medium. */
typedef struct PlainPeer {
    bool used;
    bool sends; /**< it is not on hold: something is to be heard from it; never of a camera */
    char address[PLAIN_PEER_ADDRESS_MAX + 1]; /**< IP literal */
    uint16_t port;
    uint16_t rtcp_port; /**< the same as `port`: both on one */
    size_t type_count;
    uint8_t types[PLAIN_PEER_TYPES_MAX]; /**< payload types that it may send */
    PlainSecurity security;
    DtlsSrtpKeys keys;  /**< PLAIN_SECURITY_KEYS */
    DtlsRole dtls_role; /**< PLAIN_SECURITY_DTLS, as the next two */
    size_t fingerprint_count;
    DtlsFingerprint fingerprints[DTLS_FINGERPRINTS_MAX];
} PlainPeer;

typedef struct PlainPathEvents {
    void (*rtp)(PlainPath *path, const uint8_t *packet, size_t size, int64_t now_us,
            void *user_data); /**< valid, decrypted */
    void (*rtcp)(
            PlainPath *path, const uint8_t *packet, size_t size, int64_t now_us, void *user_data);
    void (*failed)(PeerTransportEnd why, void *user_data); /**< of DTLS; from the loop's timer */
} PlainPathEvents;

typedef struct PlainPathConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *address; /**< IP literal of this machine */
    uint16_t port;       /**< 0: any */
    PeerTransportStats *stats;
} PlainPathConfig;

PlainPath *plain_path_new(const PlainPathConfig *config, const PlainPathEvents *events,
        void *user_data, GError **error);

/** NULL is allowed. */
void plain_path_free(PlainPath *path);

/** Where it listens. */
uint16_t plain_path_port(const PlainPath *path);

/** Says who the peer is, or that it moved. The same address and keys as before change nothing. */
void plain_path_set_peer(PlainPath *path, const PlainPeer *peer, bool rtcp_only);

/** Whether it knows where to send, and has the keys. */
bool plain_path_is_open(const PlainPath *path);

/** Encrypts a copy and sends it. @return whether it was taken; else it is counted */
bool plain_path_send(PlainPath *path, const uint8_t *packet, size_t size, bool rtcp);

/** Whether packets came from there, and from where, for describing it. Free it. */
char *plain_path_describe(const PlainPath *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlainPath, plain_path_free)

#endif
