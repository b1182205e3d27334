#include "signaling/sip/sip_trust.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <string.h>

enum { DIGEST_BYTES = 32 };

struct SipTrust {
    bool any;
    SSL_CTX *context;
    GHashTable *pins; /* "host fingerprint" */
};

static bool is_numeric(const char *host)
{
    return g_hostname_is_ip_address(host);
}

/* ---- the operator's list ---- */

/* Free with g_free(). */
static char *key_of(const char *host, const char *fingerprint)
{
    g_autofree char *small = g_ascii_strdown(host, -1);
    return g_strconcat(small, " ", fingerprint, NULL);
}

/* As it is compared. @return false: it is no SHA-256 */
static bool read_fingerprint(const char *text, char ret_fingerprint[SIP_FINGERPRINT_SIZE])
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        if (*text == ':') {
            continue;
        }
        if (!g_ascii_isxdigit(*text) || count == SIP_FINGERPRINT_SIZE - 1) {
            return false;
        }
        ret_fingerprint[count++] = g_ascii_tolower(*text);
    }
    ret_fingerprint[count] = '\0';
    return count == SIP_FINGERPRINT_SIZE - 1;
}

/* @return false: it makes no sense */
static bool read_line(SipTrust *trust, char *line)
{
    char fingerprint[SIP_FINGERPRINT_SIZE];

    line[strcspn(line, "#")] = '\0';
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(line), " \t", 0);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    for (size_t i = 0; words[i] != NULL; i++) {
        if (words[i][0] != '\0') {
            g_ptr_array_add(found, words[i]);
        }
    }
    if (found->len == 0) {
        return true;
    }
    if (found->len < 2 || g_hash_table_size(trust->pins) >= SIP_PINS_MAX ||
            !read_fingerprint(g_ptr_array_index(found, 1), fingerprint)) {
        return false;
    }
    g_hash_table_add(trust->pins, key_of(g_ptr_array_index(found, 0), fingerprint));
    return true;
}

static bool read_pins(SipTrust *trust, const char *path, GError **error)
{
    g_autofree char *text = NULL;

    if (path == NULL || path[0] == '\0') {
        return true;
    }
    if (!g_file_get_contents(path, &text, NULL, error)) {
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (!read_line(trust, lines[i])) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                    "%s, line %zu: an address and the SHA-256 of a certificate are expected, of at "
                    "most %d devices",
                    path, i + 1, SIP_PINS_MAX);
            return false;
        }
    }
    return true;
}

/* ---- authorities ---- */

static bool load_authorities(SSL_CTX *context, const char *path, GError **error)
{
    const bool own = path != NULL && path[0] != '\0';
    const int done = own ? SSL_CTX_load_verify_locations(context, path, NULL)
                         : SSL_CTX_set_default_verify_paths(context);

    ERR_clear_error();
    if (done != 1) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                "%s has no certificates of authorities that could be read",
                own ? path : "the system");
        return false;
    }
    return true;
}

SipTrust *sip_trust_new(const SipTrustConfig *config, GError **error)
{
    SipTrust *trust = g_new0(SipTrust, 1);

    trust->any = config->any;
    trust->pins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    trust->context = SSL_CTX_new(TLS_client_method());
    g_assert(trust->context != NULL);
    (void)SSL_CTX_set_min_proto_version(trust->context, TLS1_2_VERSION);
    SSL_CTX_set_options(trust->context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(
            trust->context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    /* It is looked at when TLS stands: what the operator has written down outweighs what is wrong with it. */
    SSL_CTX_set_verify(trust->context, SSL_VERIFY_NONE, NULL);
    if (!load_authorities(trust->context, config->ca_path, error) ||
            !read_pins(trust, config->pins_path, error)) {
        sip_trust_free(trust);
        return NULL;
    }
    return trust;
}

void sip_trust_free(SipTrust *trust)
{
    if (trust != NULL) {
        SSL_CTX_free(trust->context);
        g_hash_table_unref(trust->pins);
        g_free(trust);
    }
}

/* ---- one connection ---- */

SSL *sip_trust_new_ssl(const SipTrust *trust, const char *host)
{
    SSL *ssl = SSL_new(trust->context);

    g_assert(ssl != NULL);
    SSL_set_connect_state(ssl);
    if (is_numeric(host)) {
        (void)X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host);
    } else {
        SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        (void)SSL_set1_host(ssl, host);
        (void)SSL_set_tlsext_host_name(ssl, host); /* RFC 6066, 3: never an address */
    }
    return ssl;
}

static void write_fingerprint(const X509 *certificate, char ret_fingerprint[SIP_FINGERPRINT_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    ret_fingerprint[0] = '\0';
    if (X509_digest(certificate, EVP_sha256(), digest, &size) == 1 && size == DIGEST_BYTES) {
        for (unsigned i = 0; i < size; i++) {
            (void)g_snprintf(ret_fingerprint + (size_t)i * 2, 3, "%02x", digest[i]);
        }
    }
}

const char *sip_trust_refusal(const SipTrust *trust, SSL *ssl, const char *host,
        char ret_fingerprint[SIP_FINGERPRINT_SIZE])
{
    const X509 *certificate = SSL_get0_peer_certificate(ssl);
    const long result = SSL_get_verify_result(ssl);

    ret_fingerprint[0] = '\0';
    if (certificate == NULL) {
        return "it has shown no certificate";
    }
    write_fingerprint(certificate, ret_fingerprint);
    g_autofree char *key = key_of(host, ret_fingerprint);
    if (trust->any || result == X509_V_OK || g_hash_table_contains(trust->pins, key)) {
        return NULL;
    }
    return X509_verify_cert_error_string(result);
}
