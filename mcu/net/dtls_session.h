/**
 * dtls_session: the DTLS handshake with one peer over datagrams, for the SRTP keys (RFC 5764) and nothing else.
 *
 * A machine: it is fed datagrams, hands out datagrams, and says when it wants to be called again. It calls
 * nothing but send, and send may not call back into it.
 *
 * Units       times are microseconds of the monotonic clock; datagrams are at most 1200 bytes of payload.
 * Ownership   borrows what it is fed and what the config points to; copies the fingerprints.
 * Thread      none of its own and no lock: one thread at a time, the peer's network loop.
 * Errors      what the peer does wrong ends the session: see DtlsState. Bad records are dropped silently.
 * Memory      a peer can make it gather one handshake message: at most some 20 kB, ten in a row.
 */
#ifndef MCU_NET_DTLS_SESSION_H
#define MCU_NET_DTLS_SESSION_H

#include "mcu/net/dtls_identity.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DTLS_DATAGRAM_MAX =
            1200, /**< what we send: fits every tunnel with the IPv6 minimum MTU of 1280 */
    DTLS_FINGERPRINTS_MAX = 8,       /**< lines of one peer that are kept */
    DTLS_FINGERPRINT_BYTES_MAX = 64, /**< SHA-512 */
    DTLS_HANDSHAKE_MAX_US = 20000000,
    SRTP_KEY_BYTES_MAX = 46,
};

typedef struct DtlsSession DtlsSession;

typedef enum DtlsRole {
    DTLS_PASSIVE, /**< server: we choose the SRTP profile. The default */
    DTLS_ACTIVE,  /**< client: our first flight fits one small datagram */
} DtlsRole;

typedef enum DtlsState {
    DTLS_HANDSHAKE,
    DTLS_CONNECTED,         /**< the fingerprint matched and the keys are there */
    DTLS_CLOSED,            /**< the peer said good-bye */
    DTLS_FAILED,            /**< no handshake: not understood, refused, or no answer for 20 s */
    DTLS_WRONG_FINGERPRINT, /**< somebody else answered */
} DtlsState;

/** A hash of the peer's certificate, as its SDP promised. */
typedef struct DtlsFingerprint {
    char hash[12]; /**< "sha-256", "sha-384" or "sha-512", any letter case */
    uint8_t bytes[DTLS_FINGERPRINT_BYTES_MAX];
    size_t size;
} DtlsFingerprint;

typedef enum SrtpProfile {
    SRTP_PROFILE_NONE,
    SRTP_PROFILE_AES128_CM_SHA1_80,
    SRTP_PROFILE_AES128_CM_SHA1_32, /**< never by DTLS: of keys in a description */
    SRTP_PROFILE_AEAD_AES_128_GCM,
    SRTP_PROFILE_AEAD_AES_256_GCM,
} SrtpProfile;

/** What the handshake gave: a master key and its salt, one after the other, for each direction. */
typedef struct DtlsSrtpKeys {
    SrtpProfile profile;
    size_t size; /**< bytes of each */
    uint8_t local[SRTP_KEY_BYTES_MAX];
    uint8_t remote[SRTP_KEY_BYTES_MAX];
} DtlsSrtpKeys;

typedef struct DtlsSessionConfig {
    const DtlsIdentity *identity;
    DtlsRole role;
    const DtlsFingerprint *fingerprints;
    size_t fingerprint_count; /**< 1 to DTLS_FINGERPRINTS_MAX; one match is enough */
    void (*send)(const uint8_t *datagram, size_t size, void *user_data);
    void *user_data;
} DtlsSessionConfig;

/** Reads "sha-256 AB:CD:…", the value of an SDP line. False if it is none, or of a hash that is not accepted. */
bool dtls_fingerprint_parse(const char *text, DtlsFingerprint *out_fingerprint);

/** Whether a hash is one that is trusted and the size is right for it. SHA-1 is not. */
bool dtls_fingerprint_valid(const DtlsFingerprint *fingerprint);

/** Never NULL. In the active role the first flight leaves with dtls_session_start(). */
DtlsSession *dtls_session_new(const DtlsSessionConfig *config);

/** Sends nothing. NULL is allowed. */
void dtls_session_free(DtlsSession *session);

/** Begins, now that there is a way to the peer. */
DtlsState dtls_session_start(DtlsSession *session, int64_t now_us);

/** Takes one datagram that came. */
DtlsState dtls_session_receive(
        DtlsSession *session, const uint8_t *datagram, size_t size, int64_t now_us);

/** Says good-bye to the peer, if connected. */
void dtls_session_close(DtlsSession *session);

/** When dtls_session_tick() wants to be called; INT64_MAX for never. Asked after each call. */
int64_t dtls_session_due_us(const DtlsSession *session);
DtlsState dtls_session_tick(DtlsSession *session, int64_t now_us);

DtlsState dtls_session_state(const DtlsSession *session);

/** The keys, once connected; NULL before. */
const DtlsSrtpKeys *dtls_session_keys(const DtlsSession *session);

/** "DTLSv1.2, ECDHE-ECDSA-AES128-GCM-SHA256", or "" before it is known. For the log. */
const char *dtls_session_describe(DtlsSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DtlsSession, dtls_session_free)

#endif
