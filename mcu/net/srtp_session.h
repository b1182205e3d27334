/**
 * srtp_session: encrypts and decrypts the RTP and RTCP of one peer (RFC 3711, RFC 7714).
 *
 * A session is never carried over to another DTLS handshake, and numbers of an outgoing stream never step back:
 * a jump of more than 32767 counts as a step back, and then that peer stays deaf. The same number again must be the
 * very same packet: AES-GCM with one nonce for two packets gives the key for the tags away.
 *
 * Units       sizes are bytes.
 * Ownership   works in the caller's buffer; copies the keys.
 * Thread      none of its own and no lock: one thread at a time, the peer's network loop.
 * Errors      per packet: SrtpResult. The caller counts.
 * Memory      for each stream 300 bytes, at most SRTP_SSRCS_MAX each way; of each way two ciphers of 1 kB.
 */
#ifndef MCU_NET_SRTP_SESSION_H
#define MCU_NET_SRTP_SESSION_H

#include "mcu/net/dtls_session.h"
#include "mcu/net/srtp_gcm.h"

#include <glib.h>

#include <stdint.h>

enum {
    SRTP_SSRCS_MAX = 16,         /**< streams of one peer that are open at once */
    SRTP_SSRC_IDLE_US = 5000000, /**< a stream silent for so long gives its place to a new one */
};

typedef struct SrtpSession SrtpSession;

/** Never NULL. @param keys  with a profile other than SRTP_PROFILE_NONE */
SrtpSession *srtp_session_new(const DtlsSrtpKeys *keys);
void srtp_session_free(SrtpSession *session);

/**
 * Encrypts a packet in place.
 *
 * @param packet  SRTP_TRAILER_MAX bytes must be free behind it
 * @param size    in: of the plain packet; out: of the encrypted one
 */
SrtpResult srtp_session_protect_rtp(SrtpSession *session, uint8_t *packet, size_t *size);
SrtpResult srtp_session_protect_rtcp(SrtpSession *session, uint8_t *packet, size_t *size);

/** Decrypts a packet in place. On failure its content is undefined. */
SrtpResult srtp_session_unprotect_rtp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us);
SrtpResult srtp_session_unprotect_rtcp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us);

/** Forgets an outgoing stream that has ended; its SSRC may not be used again in this session. */
void srtp_session_end_outgoing(SrtpSession *session, uint32_t ssrc);

/** "AEAD_AES_128_GCM" and so on. */
const char *srtp_profile_name(SrtpProfile profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SrtpSession, srtp_session_free)

#endif
