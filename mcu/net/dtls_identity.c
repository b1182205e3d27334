#include "mcu/net/dtls_identity.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <stdbool.h>
#include <string.h>

enum {
    VALID_DAYS = 30,
    DAY_S = 24 * 3600,
    SERIAL_BYTES = 16,
    PEER_CERTIFICATE_MAX =
            16 * 1024, /* a browser's is 0.4 kB; this bounds what a stranger makes us gather */
};

/* AES-GCM first: Debian's libsrtp needs 5 to 6 times as long for AES-CM. As server our order decides.
 * SHA1_32 is left out: libsrtp 2.5.0 reads its RTCP wrongly. */
static const char srtp_profiles[] =
        "SRTP_AEAD_AES_128_GCM:SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80";
static const char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES";

struct DtlsIdentity {
    SSL_CTX *context;
    char *fingerprint;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509, X509_free)

G_DEFINE_QUARK(dtls - identity - error, dtls_identity_error)

static void set_error(GError **error)
{
    char reason[256];

    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    g_set_error(
            error, DTLS_IDENTITY_ERROR, 0, "The DTLS certificate could not be made: %s", reason);
}

static bool set_random_serial(X509 *certificate)
{
    uint8_t bytes[SERIAL_BYTES];

    if (RAND_bytes(bytes, sizeof bytes) != 1) {
        return false;
    }
    bytes[0] &= 0x7f; /* a serial number is positive */
    bytes[0] |= 0x40; /* and of constant length */
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, NULL);
    const bool done = number != NULL &&
            BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
    BN_free(number);
    return done;
}

static bool set_random_name(X509 *certificate)
{
    uint8_t bytes[8];
    char name[2 * sizeof bytes + 1];
    X509_NAME *subject = X509_get_subject_name(certificate);

    if (RAND_bytes(bytes, sizeof bytes) != 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        g_snprintf(name + 2 * i, 3, "%02x", bytes[i]);
    }
    return X509_NAME_add_entry_by_txt(
                   subject, "CN", MBSTRING_ASC, (const uint8_t *)name, -1, -1, 0) == 1 &&
            X509_set_issuer_name(certificate, subject) == 1;
}

static X509 *make_certificate(EVP_PKEY *key)
{
    g_autoptr(X509) certificate = X509_new();

    if (certificate == NULL || X509_set_version(certificate, X509_VERSION_3) != 1 ||
            !set_random_serial(certificate) || !set_random_name(certificate) ||
            X509_gmtime_adj(X509_getm_notBefore(certificate), -DAY_S) == NULL ||
            X509_gmtime_adj(X509_getm_notAfter(certificate), (long)VALID_DAYS * DAY_S) == NULL ||
            X509_set_pubkey(certificate, key) != 1 ||
            X509_sign(certificate, key, EVP_sha256()) == 0) {
        return NULL;
    }
    return g_steal_pointer(&certificate);
}

static char *fingerprint_text(const X509 *certificate)
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    const int done = X509_digest(certificate, EVP_sha256(), digest, &size);
    g_assert(done == 1); /* of a certificate that was just signed with it */
    g_autoptr(GString) text = g_string_new("sha-256 ");
    for (unsigned i = 0; i < size; i++) {
        g_string_append_printf(text, i == 0 ? "%02X" : ":%02X", digest[i]);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The peers' certificates are self-signed: the session compares the fingerprint instead. */
static int accept_any_certificate(int preverify_ok, X509_STORE_CTX *store)
{
    return 1;
}

static bool set_up_context(SSL_CTX *context, X509 *certificate, EVP_PKEY *key)
{
    SSL_CTX_set_options(context,
            SSL_OP_NO_QUERY_MTU | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_max_cert_list(context, PEER_CERTIFICATE_MAX);
    SSL_CTX_set_verify(
            context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_any_certificate);
    return SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1 &&
            SSL_CTX_set_cipher_list(context, ciphers) == 1 &&
            SSL_CTX_use_certificate(context, certificate) == 1 &&
            SSL_CTX_use_PrivateKey(context, key) == 1 && SSL_CTX_check_private_key(context) == 1 &&
            SSL_CTX_set_tlsext_use_srtp(context, srtp_profiles) == 0; /* 0 is success here */
}

DtlsIdentity *dtls_identity_new(GError **error)
{
    g_autoptr(EVP_PKEY) key = EVP_EC_gen("P-256");
    g_autoptr(X509) certificate = key == NULL ? NULL : make_certificate(key);
    /* Not DTLSv1_2_method(): with a newer OpenSSL this speaks DTLS 1.3 after a rebuild. */
    SSL_CTX *context = certificate == NULL ? NULL : SSL_CTX_new(DTLS_method());

    if (context == NULL || !set_up_context(context, certificate, key)) {
        set_error(error);
        SSL_CTX_free(context);
        return NULL;
    }
    DtlsIdentity *identity = g_new0(DtlsIdentity, 1);
    identity->context = context;
    identity->fingerprint = fingerprint_text(certificate);
    return identity;
}

void dtls_identity_free(DtlsIdentity *identity)
{
    if (identity == NULL) {
        return;
    }
    SSL_CTX_free(identity->context);
    g_free(identity->fingerprint);
    g_free(identity);
}

const char *dtls_identity_fingerprint(const DtlsIdentity *identity)
{
    return identity->fingerprint;
}

struct ssl_ctx_st *dtls_identity_context(const DtlsIdentity *identity)
{
    return identity->context;
}
