#include "signaling/http/tls_authority.h"

#include <glib/gstdio.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <string.h>
#include <unistd.h>

enum {
    DAY_S = 24 * 3600,
    EARLY_S = DAY_S, /* clocks of the client computers may be behind */
    KEY_MODE = 0600,
    CERTIFICATE_MODE = 0644,
    FOLDER_MODE = 0700,
    SERIAL_BYTES = 16, /* RFC 5280, 4.1.2.2: at most 20; random, so never used twice */
    COMMON_NAME_MAX = 64,
    HOST_NAME_BYTES = 256,
};

struct TlsAuthority {
    char *authority_path;
    char *authority_key_path;
    char *server_path;
    char *server_key_path;
    X509 *certificate; /* the authority's */
    EVP_PKEY *key;     /* the authority's */
    char *pem;
    char *fingerprint;
};

G_DEFINE_QUARK(tls - authority - error - quark, tls_authority_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GENERAL_NAMES, GENERAL_NAMES_free)

static bool crypto_failed(GError **error, const char *what)
{
    char text[256] = "no more is known";
    const unsigned long code = ERR_get_error();

    if (code != 0) {
        ERR_error_string_n(code, text, sizeof text);
    }
    ERR_clear_error();
    g_set_error(error, TLS_AUTHORITY_ERROR, TLS_AUTHORITY_ERROR_CRYPTO, "cannot make %s: %s", what,
            text);
    return false;
}

/* ---- files ---- */

static char *bio_text(BIO *bio)
{
    char *data = NULL;
    const long size = BIO_get_mem_data(bio, &data);

    return g_strndup(data, (gsize)size);
}

static char *certificate_pem(X509 *certificate)
{
    g_autoptr(BIO) bio = BIO_new(BIO_s_mem());

    PEM_write_bio_X509(bio, certificate);
    return bio_text(bio);
}

static bool write_key(const char *path, EVP_PKEY *key, GError **error)
{
    g_autoptr(BIO) bio = BIO_new(BIO_s_mem());

    if (PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) != 1) {
        return crypto_failed(error, "a private key file");
    }
    g_autofree char *text = bio_text(bio);
    const bool written = g_file_set_contents_full(path, text, (gssize)strlen(text),
            G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, KEY_MODE, error);
    OPENSSL_cleanse(text, strlen(text));
    return written;
}

static bool write_text(const char *path, const char *text, GError **error)
{
    return g_file_set_contents_full(path, text, (gssize)strlen(text),
            G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, CERTIFICATE_MODE, error);
}

static X509 *read_certificate(const char *path)
{
    g_autoptr(BIO) bio = BIO_new_file(path, "r");
    X509 *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    ERR_clear_error();
    return certificate;
}

static EVP_PKEY *read_key(const char *path)
{
    g_autoptr(BIO) bio = BIO_new_file(path, "r");
    EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;

    ERR_clear_error();
    return key;
}

/* ---- making certificates ---- */

typedef struct Wanted {
    const char *common_name;
    EVP_PKEY *key;
    X509 *issuer; /* NULL: it signs itself */
    EVP_PKEY *issuer_key;
    const char *const *names; /* of a server; NULL for an authority */
    int64_t now_s;
    int64_t end_s;
} Wanted;

static bool set_serial(X509 *certificate)
{
    uint8_t bytes[SERIAL_BYTES];

    if (RAND_bytes(bytes, sizeof bytes) != 1) {
        return false;
    }
    bytes[0] = (uint8_t)((bytes[0] & 0x7f) | 0x40); /* positive, and of full length */
    g_autoptr(BIGNUM) number = BN_bin2bn(bytes, sizeof bytes, NULL);
    return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
}

static bool add_extension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;

    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) {
        return false;
    }
    const bool added = X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

static bool is_address(const char *name)
{
    struct in6_addr bytes;

    return inet_pton(AF_INET, name, &bytes) == 1 || inet_pton(AF_INET6, name, &bytes) == 1;
}

static GENERAL_NAME *general_name(const char *name)
{
    if (is_address(name)) {
        return a2i_GENERAL_NAME(NULL, NULL, NULL, GEN_IPADD, name, 0);
    }
    return a2i_GENERAL_NAME(NULL, NULL, NULL, GEN_DNS, name, 0);
}

static bool add_names(X509 *certificate, const char *const *names)
{
    g_autoptr(GENERAL_NAMES) list = sk_GENERAL_NAME_new_null();

    for (; *names != NULL; names++) {
        GENERAL_NAME *name = general_name(*names);
        if (name == NULL || sk_GENERAL_NAME_push(list, name) <= 0) {
            GENERAL_NAME_free(name);
            return false;
        }
    }
    return X509_add1_ext_i2d(certificate, NID_subject_alt_name, list, 0, X509V3_ADD_DEFAULT) == 1;
}

static bool add_extensions(X509 *certificate, const Wanted *wanted)
{
    X509 *issuer = wanted->issuer != NULL ? wanted->issuer : certificate;
    const bool authority = wanted->names == NULL;

    return add_extension(certificate, issuer, NID_basic_constraints,
                   authority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
            add_extension(certificate, issuer, NID_key_usage,
                    authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature") &&
            add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
            add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
            (authority ||
                    (add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
                            add_names(certificate, wanted->names)));
}

static X509 *make_certificate(const Wanted *wanted)
{
    g_autoptr(X509) certificate = X509_new();
    X509_NAME *subject = X509_get_subject_name(certificate);
    const unsigned char *name = (const unsigned char *)wanted->common_name;
    X509 *issuer = wanted->issuer != NULL ? wanted->issuer : certificate;

    if (X509_set_version(certificate, X509_VERSION_3) != 1 || !set_serial(certificate) ||
            X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8,
                    (const unsigned char *)"Giao Ban", -1, -1, 0) != 1 ||
            X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0) != 1 ||
            X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
            ASN1_TIME_set(X509_getm_notBefore(certificate), wanted->now_s - EARLY_S) == NULL ||
            ASN1_TIME_set(X509_getm_notAfter(certificate), wanted->end_s) == NULL ||
            X509_set_pubkey(certificate, wanted->key) != 1 ||
            !add_extensions(certificate, wanted) ||
            X509_sign(certificate, wanted->issuer_key, EVP_sha256()) == 0) {
        return NULL;
    }
    return g_steal_pointer(&certificate);
}

/* ---- the authority ---- */

static bool make_authority(TlsAuthority *authority, int64_t now_s, GError **error)
{
    const uint32_t tag = g_random_int(); /* tells two installations, or an old one, apart */
    g_autofree char *name = g_strdup_printf("Giao Ban CA %08x", tag);

    authority->key = EVP_EC_gen("P-256");
    if (authority->key == NULL) {
        return crypto_failed(error, "the authority's key");
    }
    authority->certificate = make_certificate(&(Wanted){
            .common_name = name,
            .key = authority->key,
            .issuer_key = authority->key,
            .now_s = now_s,
            .end_s = now_s + (int64_t)TLS_AUTHORITY_DAYS * DAY_S,
    });
    if (authority->certificate == NULL) {
        return crypto_failed(error, "the authority's certificate");
    }
    g_autofree char *pem = certificate_pem(authority->certificate);
    return write_key(authority->authority_key_path, authority->key, error) &&
            write_text(authority->authority_path, pem, error);
}

static bool load_authority(TlsAuthority *authority, GError **error)
{
    authority->certificate = read_certificate(authority->authority_path);
    authority->key = read_key(authority->authority_key_path);
    if (authority->certificate == NULL || authority->key == NULL ||
            X509_check_private_key(authority->certificate, authority->key) != 1) {
        ERR_clear_error();
        g_set_error(error, TLS_AUTHORITY_ERROR, TLS_AUTHORITY_ERROR_FILE,
                "%s and %s are not a pair: restore both from a backup, or remove both and install "
                "the new authority on every computer",
                authority->authority_path, authority->authority_key_path);
        return false;
    }
    return true;
}

static bool describe_authority(TlsAuthority *authority, GError **error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    if (X509_digest(authority->certificate, EVP_sha256(), digest, &size) != 1) {
        return crypto_failed(error, "the authority's fingerprint");
    }
    g_autoptr(GString) text = g_string_new(NULL);
    for (unsigned i = 0; i < size; i++) {
        g_string_append_printf(text, "%s%02X", i > 0 ? ":" : "", digest[i]);
    }
    authority->fingerprint = g_strdup(text->str);
    authority->pem = certificate_pem(authority->certificate);
    return true;
}

/* Seconds since 1970 of a certificate's end; 0 if it cannot be read. */
static int64_t end_of(const X509 *certificate)
{
    struct tm broken = {0};

    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &broken) != 1) {
        return 0;
    }
    return (int64_t)timegm(&broken);
}

int64_t tls_authority_certificate_end_s(const char *path)
{
    g_autoptr(X509) certificate = read_certificate(path);
    return certificate != NULL ? end_of(certificate) : 0;
}

static bool has_name(X509 *certificate, const char *name)
{
    if (is_address(name)) {
        return X509_check_ip_asc(certificate, name, 0) == 1;
    }
    return X509_check_host(certificate, name, 0, 0, NULL) == 1;
}

/* Whether the certificate on disk can stay. */
static bool is_good(const TlsAuthority *authority, const char *const *names, int64_t now_s)
{
    g_autoptr(X509) certificate = read_certificate(authority->server_path);
    g_autoptr(EVP_PKEY) key = read_key(authority->server_key_path);

    if (certificate == NULL || key == NULL || X509_check_private_key(certificate, key) != 1 ||
            X509_verify(certificate, authority->key) != 1) {
        ERR_clear_error();
        return false;
    }
    for (; *names != NULL; names++) {
        if (!has_name(certificate, *names)) {
            return false;
        }
    }
    return end_of(certificate) - now_s > (int64_t)TLS_RENEW_DAYS * DAY_S;
}

static bool make_server(
        const TlsAuthority *authority, const char *const *names, int64_t now_s, GError **error)
{
    const int64_t wish_s = now_s + (int64_t)TLS_SERVER_DAYS * DAY_S - EARLY_S;
    g_autoptr(EVP_PKEY) key = EVP_EC_gen("P-256");
    const bool short_name = names[0] != NULL && strlen(names[0]) <= COMMON_NAME_MAX;
    g_autoptr(X509) certificate = key == NULL
            ? NULL
            : make_certificate(&(Wanted){
                      .common_name = short_name ? names[0] : "giaoban",
                      .key = key,
                      .issuer = authority->certificate,
                      .issuer_key = authority->key,
                      .names = names,
                      .now_s = now_s,
                      .end_s = MIN(wish_s, end_of(authority->certificate)),
              });
    if (certificate == NULL) {
        return crypto_failed(error, "the server's certificate");
    }
    g_autofree char *own = certificate_pem(certificate);
    g_autofree char *chain = g_strconcat(own, authority->pem, NULL);
    return write_key(authority->server_key_path, key, error) &&
            write_text(authority->server_path, chain, error);
}

bool tls_authority_refresh(TlsAuthority *authority, const char *const *names, int64_t now_s,
        bool *ret_renewed, GError **error)
{
    const bool good = is_good(authority, names, now_s);

    if (!good && !make_server(authority, names, now_s, error)) {
        return false;
    }
    if (ret_renewed != NULL) {
        *ret_renewed = !good;
    }
    return true;
}

static bool open_authority(
        TlsAuthority *authority, const char *const *names, int64_t now_s, GError **error)
{
    const bool exists = g_file_test(authority->authority_path, G_FILE_TEST_EXISTS) ||
            g_file_test(authority->authority_key_path, G_FILE_TEST_EXISTS);

    return (exists ? load_authority(authority, error) : make_authority(authority, now_s, error)) &&
            describe_authority(authority, error) &&
            tls_authority_refresh(authority, names, now_s, NULL, error);
}

TlsAuthority *tls_authority_new(
        const char *folder, const char *const *names, int64_t now_s, GError **error)
{
    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0) {
        g_set_error(error, TLS_AUTHORITY_ERROR, TLS_AUTHORITY_ERROR_FILE,
                "cannot make the folder %s", folder);
        return NULL;
    }
    TlsAuthority *authority = g_new0(TlsAuthority, 1);
    authority->authority_path = g_build_filename(folder, "ca.crt", NULL);
    authority->authority_key_path = g_build_filename(folder, "ca.key", NULL);
    authority->server_path = g_build_filename(folder, "server.crt", NULL);
    authority->server_key_path = g_build_filename(folder, "server.key", NULL);
    if (!open_authority(authority, names, now_s, error)) {
        tls_authority_free(authority);
        return NULL;
    }
    return authority;
}

void tls_authority_free(TlsAuthority *authority)
{
    if (authority == NULL) {
        return;
    }
    X509_free(authority->certificate);
    EVP_PKEY_free(authority->key);
    g_free(authority->authority_path);
    g_free(authority->authority_key_path);
    g_free(authority->server_path);
    g_free(authority->server_key_path);
    g_free(authority->pem);
    g_free(authority->fingerprint);
    g_free(authority);
}

const char *tls_authority_certificate_path(const TlsAuthority *authority)
{
    return authority->server_path;
}

const char *tls_authority_key_path(const TlsAuthority *authority)
{
    return authority->server_key_path;
}

const char *tls_authority_pem(const TlsAuthority *authority)
{
    return authority->pem;
}

const char *tls_authority_fingerprint(const TlsAuthority *authority)
{
    return authority->fingerprint;
}

/* ---- the machine's names ---- */

static void add_name(GPtrArray *names, const char *name)
{
    if (*name != '\0' && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) {
        g_ptr_array_add(names, g_strdup(name));
    }
}

/* A link-local address works only with the name of an interface behind it, which no certificate has. */
static void add_address(GPtrArray *names, const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";

    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        if (!IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr)) {
            inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
        }
    }
    add_name(names, text);
}

char **tls_authority_local_names(const char *const *more)
{
    GPtrArray *names = g_ptr_array_new();
    char host[HOST_NAME_BYTES] = "";
    struct ifaddrs *interfaces = NULL;

    for (; more != NULL && *more != NULL; more++) {
        add_name(names, *more);
    }
    if (gethostname(host, sizeof host - 1) == 0) {
        add_name(names, host);
    }
    if (getifaddrs(&interfaces) == 0) {
        for (const struct ifaddrs *at = interfaces; at != NULL; at = at->ifa_next) {
            if (at->ifa_addr != NULL && (at->ifa_flags & IFF_UP) != 0) {
                add_address(names, at->ifa_addr);
            }
        }
        freeifaddrs(interfaces);
    }
    add_name(names, "localhost");
    add_name(names, "127.0.0.1");
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}
