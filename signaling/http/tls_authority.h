/**
 * tls_authority: this installation's own certificate authority, and the server's certificate by it.
 *
 * A province's server has no public name, so it certifies itself: an authority (EC P-256, ten years)
 * is made at the first start, its certificate is offered for download and installed once on each
 * computer. The server's certificate names every address and name of the machine, lasts 397 days,
 * and is made anew when it is about to end or when an address is missing from it.
 *
 * Units       times are seconds since 1970, as certificates count.
 * Ownership   strings that are returned live as long as the authority.
 * Thread      one at a time; it reads and writes files.
 * Errors      TLS_AUTHORITY_ERROR with what to do; G_FILE_ERROR for files.
 * Memory      four small files.
 */
#ifndef SIGNALING_HTTP_TLS_AUTHORITY_H
#define SIGNALING_HTTP_TLS_AUTHORITY_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct TlsAuthority TlsAuthority;

#define TLS_AUTHORITY_ERROR (tls_authority_error_quark())

typedef enum TlsAuthorityError {
    TLS_AUTHORITY_ERROR_FILE,   /**< a file is damaged, or half of a pair is missing */
    TLS_AUTHORITY_ERROR_CRYPTO, /**< OpenSSL refused */
} TlsAuthorityError;

enum {
    TLS_SERVER_DAYS = 397, /**< CA/Browser Forum: the longest that browsers take */
    TLS_RENEW_DAYS = 30,
    TLS_AUTHORITY_DAYS = 3653,
};

/**
 * Opens the authority of a folder, or makes folder, authority and server certificate.
 *
 * @param names  host names and IP addresses that the certificate must have; NULL-terminated
 */
TlsAuthority *tls_authority_new(
        const char *folder, const char *const *names, int64_t now_s, GError **error);
void tls_authority_free(TlsAuthority *authority);

/**
 * Makes the server's certificate anew if it ends within TLS_RENEW_DAYS or lacks a name.
 *
 * @param ret_renewed  whether it did: the web server must then reload it; may be NULL
 */
bool tls_authority_refresh(TlsAuthority *authority, const char *const *names, int64_t now_s,
        bool *ret_renewed, GError **error);

/** When the certificate in a PEM file ends: seconds since 1970; 0 if it cannot be read. */
int64_t tls_authority_certificate_end_s(const char *path);

/** The server's certificate with the authority's behind it, and its key: PEM files. */
const char *tls_authority_certificate_path(const TlsAuthority *authority);
const char *tls_authority_key_path(const TlsAuthority *authority);

/** The authority's certificate as PEM text, for download. */
const char *tls_authority_pem(const TlsAuthority *authority);

/** SHA-256 of the authority's certificate as "AB:CD:…", to be compared by people. */
const char *tls_authority_fingerprint(const TlsAuthority *authority);

/**
 * The names of this machine: its addresses (no link-local ones), its host name, "localhost", and
 * what else is known.
 *
 * @param more  names to add, or NULL
 * @return      NULL-terminated; g_strfreev() it
 */
char **tls_authority_local_names(const char *const *more);

GQuark tls_authority_error_quark(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TlsAuthority, tls_authority_free)

#endif
