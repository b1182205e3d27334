/**
 * dtls_identity: the certificate that this process shows to its peers, self-signed, new at each start.
 *
 * Units       none.
 * Ownership   a session that began keeps what it needs of it; a peer_transport borrows it.
 * Thread      made by one; afterwards only read, by any.
 * Errors      GError of DTLS_IDENTITY_ERROR, if the crypto library cannot give a key.
 * Memory      one key and one certificate.
 */
#ifndef MCU_NET_DTLS_IDENTITY_H
#define MCU_NET_DTLS_IDENTITY_H

#include <glib.h>

typedef struct DtlsIdentity DtlsIdentity;
struct ssl_ctx_st;

#define DTLS_IDENTITY_ERROR (dtls_identity_error_quark())
GQuark dtls_identity_error_quark(void);

/** Makes a P-256 key and a certificate for 30 days: renew it for new peers before, old ones go on. */
DtlsIdentity *dtls_identity_new(GError **error);

/** NULL is allowed. */
void dtls_identity_free(DtlsIdentity *identity);

/** The value of an SDP fingerprint line, "sha-256 AB:CD:…". Lives as long as the identity. */
const char *dtls_identity_fingerprint(const DtlsIdentity *identity);

/** For dtls_session only: OpenSSL's context. Borrowed. */
struct ssl_ctx_st *dtls_identity_context(const DtlsIdentity *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DtlsIdentity, dtls_identity_free)

#endif
