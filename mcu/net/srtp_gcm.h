/**
 * srtp_gcm: AES-GCM for SRTP and SRTCP (RFC 7714), one direction of one peer, by OpenSSL.
 *
 * Debian builds libsrtp on NSS, whose locks and lists cost more than the cipher, and more with each peer: with 160
 * peers 5 µs a packet against 0.6 here. The other profile, which no browser chooses, stays with libsrtp.
 *
 * A nonce is made of SSRC and packet number. The same number again must be the very same packet, as a plain
 * retransmission is: with anything changed it would give the key for the tags away.
 *
 * Units       sizes are bytes.
 * Ownership   works in the caller's buffer; copies the key. Streams are values of the caller's.
 * Thread      none of its own and no lock: one thread at a time.
 * Errors      per packet: SrtpResult; then nothing has changed in the stream.
 * Memory      two cipher contexts.
 */
#ifndef MCU_NET_SRTP_GCM_H
#define MCU_NET_SRTP_GCM_H

#include "mcu/net/replay_window.h"

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

enum {
    SRTP_GCM_SALT = 12,
    /* What encryption adds behind a packet: 16 bytes of tag, for RTCP 4 of the index. AES-CM adds less. */
    SRTP_TRAILER_MAX = 20,
};

typedef struct SrtpGcm SrtpGcm;

typedef enum SrtpResult {
    SRTP_OK,
    SRTP_UNAUTHENTICATED, /**< not from the peer, or broken on the way */
    SRTP_REPLAYED,        /**< had before, or too old to tell: ordinary with retransmissions */
    SRTP_SSRC_REFUSED,    /**< one stream too many */
    SRTP_MALFORMED,       /**< no packet of this kind */
} SrtpResult;

/** What is kept of one SSRC. Start it as {0}. */
typedef struct SrtpGcmStream {
    ReplayWindow rtp; /**< by packet index: roll-over counter and sequence number */
    ReplayWindow rtcp;
    uint32_t rtcp_index; /**< of the last packet that was sent */
} SrtpGcmStream;

/** Never NULL. @param key  of 16 or 32 bytes, and SRTP_GCM_SALT bytes of salt behind it */
SrtpGcm *srtp_gcm_new(const uint8_t *key, size_t key_size);
void srtp_gcm_free(SrtpGcm *gcm);

/** In place; SRTP_TRAILER_MAX bytes must be free behind the packet. */
SrtpResult srtp_gcm_protect_rtp(SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size);
SrtpResult srtp_gcm_protect_rtcp(
        SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size);

/** In place. On failure the content of the packet is undefined. */
SrtpResult srtp_gcm_unprotect_rtp(
        SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size);
SrtpResult srtp_gcm_unprotect_rtcp(
        SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SrtpGcm, srtp_gcm_free)

#endif
