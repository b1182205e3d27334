#include "mcu/net/dtls_session.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <string.h>

enum {
    /* OpenSSL begins with 1 s, and a repeated ClientHello does not hurry it: one lost flight would cost
     * the join a second. Browsers begin with 50 ms. */
    FIRST_RESEND_US = 75000,
    RESEND_MAX_US = 1000000,
    IP_AND_UDP_HEADER = 48,
    READ_SIZE = 2048,
    KEYING_MATERIAL_MAX = 2 * SRTP_KEY_BYTES_MAX,

    /* of a record, RFC 6347, 4.1 */
    RECORD_HEADER = 13,
    RECORD_EPOCH_AT = 3,
    RECORD_LENGTH_AT = 11,
    GCM_OVERHEAD = 8 + 16,
    CHACHA_OVERHEAD = 16,
};

struct DtlsSession {
    SSL *ssl;
    DtlsState state;
    DtlsFingerprint fingerprints[DTLS_FINGERPRINTS_MAX];
    size_t fingerprint_count;
    void (*send)(const uint8_t *datagram, size_t size, void *user_data);
    void *user_data;
    int64_t due_us;
    int64_t give_up_us;
    DtlsSrtpKeys keys;
    char description[96];

    /* the datagram that is being fed */
    const uint8_t *input;
    size_t input_size;
};

typedef struct Hash {
    const char *name;
    const EVP_MD *(*digest)(void);
    size_t size;
} Hash;

/* RFC 8122 names them; SHA-1 and MD5 are known too, and not believed. */
static const Hash hashes[] = {
        {"sha-256", EVP_sha256, 32},
        {"sha-384", EVP_sha384, 48},
        {"sha-512", EVP_sha512, 64},
};

typedef struct ProfileSizes {
    unsigned long id; /* OpenSSL's */
    SrtpProfile profile;
    size_t key_size;
    size_t salt_size;
} ProfileSizes;

/* RFC 5764, 4.1.2 and RFC 7714, 14.2 */
static const ProfileSizes profiles[] = {
        {SRTP_AES128_CM_SHA1_80, SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14},
        {SRTP_AEAD_AES_128_GCM, SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12},
        {SRTP_AEAD_AES_256_GCM, SRTP_PROFILE_AEAD_AES_256_GCM, 32, 12},
};

static const Hash *find_hash(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        if (g_ascii_strcasecmp(hashes[i].name, name) == 0) {
            return &hashes[i];
        }
    }
    return NULL;
}

bool dtls_fingerprint_valid(const DtlsFingerprint *fingerprint)
{
    const Hash *hash = find_hash(fingerprint->hash);

    return hash != NULL && hash->size == fingerprint->size;
}

bool dtls_fingerprint_parse(const char *text, DtlsFingerprint *out_fingerprint)
{
    DtlsFingerprint fingerprint = {0};
    const char *space = strchr(text, ' ');

    if (space == NULL || (size_t)(space - text) >= sizeof fingerprint.hash) {
        return false;
    }
    memcpy(fingerprint.hash, text, (size_t)(space - text));
    for (const char *digit = space + 1;; digit += 3) {
        if (fingerprint.size == sizeof fingerprint.bytes || !g_ascii_isxdigit(digit[0]) ||
                !g_ascii_isxdigit(digit[1])) {
            return false;
        }
        fingerprint.bytes[fingerprint.size++] =
                (uint8_t)(g_ascii_xdigit_value(digit[0]) << 4 | g_ascii_xdigit_value(digit[1]));
        if (digit[2] != ':') {
            if (digit[2] != '\0' || !dtls_fingerprint_valid(&fingerprint)) {
                return false;
            }
            *out_fingerprint = fingerprint;
            return true;
        }
    }
}

/* The way to and from OpenSSL keeps the borders of datagrams: a memory BIO would glue records together. */

static int datagram_read(BIO *bio, char *buffer, int size)
{
    DtlsSession *session = BIO_get_data(bio);

    BIO_clear_retry_flags(bio);
    if (session->input == NULL) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const size_t taken = MIN((size_t)size, session->input_size);
    memcpy(buffer, session->input, taken);
    session->input = NULL; /* what did not fit is lost, as with a socket */
    return (int)taken;
}

static int datagram_write(BIO *bio, const char *buffer, int size)
{
    DtlsSession *session = BIO_get_data(bio);

    BIO_clear_retry_flags(bio);
    session->send((const uint8_t *)buffer, (size_t)size, session->user_data);
    return size;
}

static long datagram_control(BIO *bio, int command, long number, void *pointer)
{
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
        return DTLS_DATAGRAM_MAX;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
        return IP_AND_UDP_HEADER;
    default:
        return 0; /* nothing is pending, there are no timeouts */
    }
}

static int datagram_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

static void *make_datagram_method(void *unused)
{
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagram");

    g_assert(method != NULL);
    BIO_meth_set_read(method, datagram_read);
    BIO_meth_set_write(method, datagram_write);
    BIO_meth_set_ctrl(method, datagram_control);
    BIO_meth_set_create(method, datagram_create);
    return method;
}

static const BIO_METHOD *datagram_method(void)
{
    static GOnce once = G_ONCE_INIT;

    return g_once(&once, make_datagram_method, NULL);
}

static unsigned next_resend(SSL *ssl, unsigned before_us)
{
    return before_us == 0 ? FIRST_RESEND_US : MIN(2 * before_us, (unsigned)RESEND_MAX_US);
}

DtlsSession *dtls_session_new(const DtlsSessionConfig *config)
{
    g_assert(config->fingerprint_count > 0 && config->fingerprint_count <= DTLS_FINGERPRINTS_MAX);

    DtlsSession *session = g_new0(DtlsSession, 1);
    session->send = config->send;
    session->user_data = config->user_data;
    session->due_us = INT64_MAX;
    session->fingerprint_count = config->fingerprint_count;
    memcpy(session->fingerprints, config->fingerprints,
            config->fingerprint_count * sizeof session->fingerprints[0]);

    session->ssl = SSL_new(dtls_identity_context(config->identity));
    BIO *bio = BIO_new(datagram_method());
    g_assert(session->ssl != NULL && bio != NULL); /* only memory could be missing */
    BIO_set_data(bio, session);
    SSL_set_bio(session->ssl, bio, bio);
    SSL_set_mtu(session->ssl, DTLS_DATAGRAM_MAX);
    SSL_set_max_send_fragment(session->ssl, DTLS_DATAGRAM_MAX); /* and its buffer no larger */
    DTLS_set_timer_cb(session->ssl, next_resend);
    if (config->role == DTLS_PASSIVE) {
        SSL_set_accept_state(session->ssl);
    } else {
        SSL_set_connect_state(session->ssl);
    }
    return session;
}

void dtls_session_free(DtlsSession *session)
{
    if (session == NULL) {
        return;
    }
    SSL_free(session->ssl);
    OPENSSL_cleanse(&session->keys, sizeof session->keys);
    g_free(session);
}

static bool fingerprint_matches(
        DtlsSession *session, const X509 *certificate, const DtlsFingerprint *promised)
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    const Hash *hash = find_hash(promised->hash);

    return hash != NULL && X509_digest(certificate, hash->digest(), digest, &size) == 1 &&
            size == promised->size && memcmp(digest, promised->bytes, size) == 0;
}

static bool peer_is_as_promised(DtlsSession *session)
{
    X509 *certificate = SSL_get1_peer_certificate(session->ssl);
    bool matches = false;

    for (size_t i = 0; certificate != NULL && i < session->fingerprint_count; i++) {
        matches = matches || fingerprint_matches(session, certificate, &session->fingerprints[i]);
    }
    X509_free(certificate);
    return matches;
}

/* RFC 5764, 4.2: client key, server key, client salt, server salt. */
static bool export_keys(DtlsSession *session)
{
    static const char label[] = "EXTRACTOR-dtls_srtp";
    const SRTP_PROTECTION_PROFILE *chosen = SSL_get_selected_srtp_profile(session->ssl);
    const ProfileSizes *sizes = NULL;
    uint8_t material[KEYING_MATERIAL_MAX];

    for (size_t i = 0; chosen != NULL && i < G_N_ELEMENTS(profiles); i++) {
        if (profiles[i].id == chosen->id) {
            sizes = &profiles[i];
        }
    }
    if (sizes == NULL) {
        return false;
    }
    const size_t key_size = sizes->key_size;
    const size_t salt_size = sizes->salt_size;
    if (SSL_export_keying_material(session->ssl, material, 2 * (key_size + salt_size), label,
                strlen(label), NULL, 0, 0) != 1) {
        return false;
    }
    const size_t own = SSL_is_server(session->ssl) ? 1 : 0;
    const uint8_t *salts = material + 2 * key_size;
    DtlsSrtpKeys *keys = &session->keys;
    keys->profile = sizes->profile;
    keys->size = key_size + salt_size;
    memcpy(keys->local, material + own * key_size, key_size);
    memcpy(keys->local + key_size, salts + own * salt_size, salt_size);
    memcpy(keys->remote, material + (1 - own) * key_size, key_size);
    memcpy(keys->remote + key_size, salts + (1 - own) * salt_size, salt_size);
    OPENSSL_cleanse(material, sizeof material);
    return true;
}

static DtlsState state_after_handshake(DtlsSession *session)
{
    if (!peer_is_as_promised(session)) {
        return DTLS_WRONG_FINGERPRINT;
    }
    return export_keys(session) ? DTLS_CONNECTED : DTLS_FAILED;
}

static void go_on_with_handshake(DtlsSession *session)
{
    ERR_clear_error();
    const int result = SSL_do_handshake(session->ssl);

    if (result == 1) {
        session->state = state_after_handshake(session);
        return;
    }
    const int why = SSL_get_error(session->ssl, result);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) {
        session->state = DTLS_FAILED;
    }
}

/* After the handshake the peer has nothing to say but good-bye: there is no data channel. A late repetition of
 * its last flight makes OpenSSL repeat ours. Other faults are ignored, as anybody may send them. */
static void read_to_the_end(DtlsSession *session)
{
    uint8_t ignored[READ_SIZE];
    int result = 0;

    SSL_alloc_buffers(session->ssl);
    ERR_clear_error();
    do {
        result = SSL_read(session->ssl, ignored, sizeof ignored);
    } while (result > 0);
    if ((SSL_get_shutdown(session->ssl) & SSL_RECEIVED_SHUTDOWN) != 0) {
        session->state = DTLS_CLOSED;
    }
    ERR_clear_error();
}

/* 32 kB, which a session that stands needs for nothing but a good-bye: OpenSSL takes them again where it reads. */
static void release_buffers(DtlsSession *session)
{
    if (session->state == DTLS_CONNECTED) {
        SSL_free_buffers(session->ssl);
    }
}

static void set_due(DtlsSession *session, int64_t now_us)
{
    struct timeval left;

    session->due_us = INT64_MAX;
    if (session->state != DTLS_HANDSHAKE) {
        return;
    }
    session->due_us = session->give_up_us;
    if (DTLSv1_get_timeout(session->ssl, &left) == 1) {
        const int64_t left_us = (int64_t)left.tv_sec * G_USEC_PER_SEC + left.tv_usec;
        session->due_us = MIN(session->give_up_us, now_us + left_us);
    }
}

DtlsState dtls_session_start(DtlsSession *session, int64_t now_us)
{
    session->give_up_us = now_us + DTLS_HANDSHAKE_MAX_US;
    go_on_with_handshake(session);
    set_due(session, now_us);
    return session->state;
}

/* The least that a record of the agreed cipher takes, with one byte in it: explicit nonce and tag (RFC 5288, 7905). */
static size_t encrypted_least(const DtlsSession *session)
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(session->ssl);
    const bool chacha =
            cipher != NULL && SSL_CIPHER_get_cipher_nid(cipher) == NID_chacha20_poly1305;
    return 1 + (chacha ? CHACHA_OVERHEAD : GCM_OVERHEAD);
}

/*
 * What is not valid is to be dropped without a word (RFC 6347, 4.1.2.7), but OpenSSL 3.0.19 gives the whole session up
 * at an encrypted record that is too short for its cipher. Anybody may send that, so it never reaches it.
 */
static bool has_short_record(const DtlsSession *session, const uint8_t *datagram, size_t size)
{
    const size_t least = encrypted_least(session);
    for (size_t at = 0; size - at >= RECORD_HEADER;) {
        const uint8_t *record = datagram + at;
        const size_t length = (size_t)record[RECORD_LENGTH_AT] << 8 | record[RECORD_LENGTH_AT + 1];
        const bool encrypted = (record[RECORD_EPOCH_AT] | record[RECORD_EPOCH_AT + 1]) != 0;
        if (encrypted && length < least) {
            return true;
        }
        at += MIN(RECORD_HEADER + length, size - at);
    }
    return false;
}

DtlsState dtls_session_receive(
        DtlsSession *session, const uint8_t *datagram, size_t size, int64_t now_us)
{
    if (has_short_record(session, datagram, size)) {
        return session->state;
    }
    session->input = datagram;
    session->input_size = size;
    if (session->state == DTLS_HANDSHAKE) {
        go_on_with_handshake(session);
    }
    if (session->state == DTLS_CONNECTED) {
        read_to_the_end(session);
    }
    session->input = NULL;
    release_buffers(session);
    set_due(session, now_us);
    return session->state;
}

void dtls_session_close(DtlsSession *session)
{
    if (session->state == DTLS_CONNECTED) {
        ERR_clear_error();
        SSL_alloc_buffers(session->ssl);
        SSL_shutdown(session->ssl);
        ERR_clear_error();
    }
}

int64_t dtls_session_due_us(const DtlsSession *session)
{
    return session->due_us;
}

DtlsState dtls_session_tick(DtlsSession *session, int64_t now_us)
{
    if (session->state != DTLS_HANDSHAKE) {
        return session->state;
    }
    ERR_clear_error();
    if (now_us >= session->give_up_us || DTLSv1_handle_timeout(session->ssl) < 0) {
        session->state = DTLS_FAILED; /* OpenSSL itself gives up after a dozen repetitions */
    }
    set_due(session, now_us);
    return session->state;
}

DtlsState dtls_session_state(const DtlsSession *session)
{
    return session->state;
}

const DtlsSrtpKeys *dtls_session_keys(const DtlsSession *session)
{
    return session->keys.profile == SRTP_PROFILE_NONE ? NULL : &session->keys;
}

const char *dtls_session_describe(DtlsSession *session)
{
    if (session->state == DTLS_CONNECTED && session->description[0] == '\0') {
        g_snprintf(session->description, sizeof session->description, "%s, %s",
                SSL_get_version(session->ssl), SSL_get_cipher_name(session->ssl));
    }
    return session->description;
}
