/**
 * sip_trust: whose certificates are believed where we call a device by TLS: those that an authority has signed for that very
 * address or name, those that the operator has written down, or all.
 *
 * The room systems of a closed network have certificates that they have signed themselves. The operator's list (`pins`) has
 * one in each line: the device's address or name, and the SHA-256 of its certificate, with or without colons; what is
 * behind that, and behind #, is for people.
 *
 *     10.20.3.4   5F:0C:…:9A   # phòng họp Kiên Lương
 *
 * Units       none.
 * Ownership   the caller owns it.
 * Thread      the main loop's.
 * Errors      G_IO_ERROR: a file cannot be read, or a line of the list makes no sense.
 * Memory      SIP_PINS_MAX lines.
 */
#ifndef SIGNALING_SIP_SIP_TRUST_H
#define SIGNALING_SIP_SIP_TRUST_H

#include <glib.h>
#include <openssl/ssl.h>

#include <stdbool.h>

typedef struct SipTrust SipTrust;

enum { SIP_PINS_MAX = 5000, SIP_FINGERPRINT_SIZE = 65 };

typedef struct SipTrustConfig {
    const char *ca_path;   /**< authorities, PEM; NULL or "": those of the system */
    const char *pins_path; /**< NULL or "": none */
    bool any; /**< every certificate is believed: who listens in may stand in between */
} SipTrustConfig;

SipTrust *sip_trust_new(const SipTrustConfig *config, GError **error);

/** NULL is allowed. */
void sip_trust_free(SipTrust *trust);

/** For one connection of ours. @param host  an address without brackets, or a name. @return to be freed with SSL_free() */
SSL *sip_trust_new_ssl(const SipTrust *trust, const char *host);

/**
 * Whether the other end is believed, once TLS stands.
 *
 * @param ret_fingerprint  SHA-256 of its certificate, in small letters; "" where it has shown none
 * @return NULL: it is; else why not, in OpenSSL's words
 */
const char *sip_trust_refusal(const SipTrust *trust, SSL *ssl, const char *host,
        char ret_fingerprint[SIP_FINGERPRINT_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipTrust, sip_trust_free)

#endif
