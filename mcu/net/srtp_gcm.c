#include "mcu/net/srtp_gcm.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <string.h>

enum {
    TAG = 16,
    NONCE = 12,
    RTP_HEADER = 12,
    RTP_SSRC_AT = 8,
    RTP_EXTENSION_BIT = 0x10,
    RTP_EXTENSION_HEADER = 4,
    RTCP_HEADER = 8,
    RTCP_SSRC_AT = 4,
    RTCP_INDEX = 4, /* behind the tag: one bit for "encrypted", 31 of the index */
    VERSION_SHIFT = 6,
    SEQUENCES = 0x10000,
    HALF = 0x8000,
    RTCP_INDEX_MAX = 0x7fffffff,
    KEY_MAX = 32,
    BLOCK = 16,
};

static const uint32_t rtcp_encrypted = UINT32_C(1) << 31;

/* RFC 3711, 4.3.1 and 4.3.2 */
typedef enum KeyLabel {
    LABEL_RTP_KEY = 0,
    LABEL_RTP_SALT = 2,
    LABEL_RTCP_KEY = 3,
    LABEL_RTCP_SALT = 5,
} KeyLabel;

/* The session key and salt of one kind of packet. */
typedef struct Cipher {
    EVP_CIPHER_CTX *context;
    uint8_t salt[SRTP_GCM_SALT];
} Cipher;

struct SrtpGcm {
    Cipher rtp;
    Cipher rtcp;
};

/* RFC 3711, 4.3.3: the key stream of AES in counter mode, from the master salt with a label in it. RFC 7714, 11
 * fills the short salt up with zeros behind. */
static void derive(
        const uint8_t *master, size_t key_size, KeyLabel label, uint8_t *out, size_t size)
{
    static const uint8_t zeros[KEY_MAX];
    uint8_t block[BLOCK] = {0};
    int length = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();

    memcpy(block, master + key_size, SRTP_GCM_SALT);
    block[7] ^= (uint8_t)label;
    const int done =
            EVP_EncryptInit_ex(context, key_size == KEY_MAX ? EVP_aes_256_ctr() : EVP_aes_128_ctr(),
                    NULL, master, block) == 1 &&
            EVP_EncryptUpdate(context, out, &length, zeros, (int)size) == 1;
    g_assert(done && length == (int)size);
    EVP_CIPHER_CTX_free(context);
}

static void cipher_init(
        Cipher *cipher, const uint8_t *master, size_t key_size, KeyLabel key, KeyLabel salt)
{
    uint8_t session_key[KEY_MAX];

    derive(master, key_size, key, session_key, key_size);
    derive(master, key_size, salt, cipher->salt, sizeof cipher->salt);
    cipher->context = EVP_CIPHER_CTX_new();
    const int done = EVP_CipherInit_ex(cipher->context,
            key_size == KEY_MAX ? EVP_aes_256_gcm() : EVP_aes_128_gcm(), NULL, session_key, NULL,
            1);
    g_assert(done == 1);
    OPENSSL_cleanse(session_key, sizeof session_key);
}

SrtpGcm *srtp_gcm_new(const uint8_t *key, size_t key_size)
{
    SrtpGcm *gcm = g_new0(SrtpGcm, 1);

    g_assert(key_size == KEY_MAX / 2 || key_size == KEY_MAX);
    cipher_init(&gcm->rtp, key, key_size, LABEL_RTP_KEY, LABEL_RTP_SALT);
    cipher_init(&gcm->rtcp, key, key_size, LABEL_RTCP_KEY, LABEL_RTCP_SALT);
    return gcm;
}

void srtp_gcm_free(SrtpGcm *gcm)
{
    if (gcm == NULL) {
        return;
    }
    EVP_CIPHER_CTX_free(gcm->rtp.context);
    EVP_CIPHER_CTX_free(gcm->rtcp.context);
    OPENSSL_cleanse(gcm, sizeof *gcm);
    g_free(gcm);
}

static void put_u32(uint8_t *bytes, uint32_t value)
{
    bytes[0] = (uint8_t)(value >> 24);
    bytes[1] = (uint8_t)(value >> 16);
    bytes[2] = (uint8_t)(value >> 8);
    bytes[3] = (uint8_t)value;
}

static uint32_t get_u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* RFC 7714, 8.1 and 9.1: two bytes of zero, the SSRC, six bytes of the packet's index; all mixed with the salt. */
static void make_nonce(
        const Cipher *cipher, const uint8_t *ssrc, uint64_t index, uint8_t *out_nonce)
{
    memset(out_nonce, 0, NONCE);
    memcpy(out_nonce + 2, ssrc, 4);
    put_u32(out_nonce + 6, (uint32_t)(index >> 16));
    out_nonce[10] = (uint8_t)(index >> 8);
    out_nonce[11] = (uint8_t)index;
    for (size_t i = 0; i < NONCE; i++) {
        out_nonce[i] ^= cipher->salt[i];
    }
}

/* What is authenticated and not encrypted: the header, and for RTCP also the index word. */
typedef struct Clear {
    const uint8_t *header;
    size_t header_size;
    const uint8_t *word; /* NULL, or RTCP_INDEX bytes */
} Clear;

static bool begin(Cipher *cipher, int encrypting, const uint8_t *nonce, const Clear *clear)
{
    int length = 0;

    return EVP_CipherInit_ex(cipher->context, NULL, NULL, NULL, nonce, encrypting) == 1 &&
            EVP_CipherUpdate(
                    cipher->context, NULL, &length, clear->header, (int)clear->header_size) == 1 &&
            (clear->word == NULL ||
                    EVP_CipherUpdate(cipher->context, NULL, &length, clear->word, RTCP_INDEX) == 1);
}

/* The tag goes right behind the text. */
static void seal(
        Cipher *cipher, const uint8_t *nonce, const Clear *clear, uint8_t *text, size_t size)
{
    int length = 0;

    const bool done = begin(cipher, 1, nonce, clear) &&
            (size == 0 || EVP_CipherUpdate(cipher->context, text, &length, text, (int)size) == 1) &&
            EVP_CipherFinal_ex(cipher->context, text + size, &length) == 1 &&
            EVP_CIPHER_CTX_ctrl(cipher->context, EVP_CTRL_AEAD_GET_TAG, TAG, text + size) == 1;
    g_assert(done); /* nothing a peer sends can make encryption fail */
}

static bool unseal(
        Cipher *cipher, const uint8_t *nonce, const Clear *clear, uint8_t *text, size_t size)
{
    uint8_t none[BLOCK];
    int length = 0;

    return begin(cipher, 0, nonce, clear) &&
            EVP_CIPHER_CTX_ctrl(cipher->context, EVP_CTRL_AEAD_SET_TAG, TAG, text + size) == 1 &&
            (size == 0 || EVP_CipherUpdate(cipher->context, text, &length, text, (int)size) == 1) &&
            EVP_CipherFinal_ex(cipher->context, none, &length) == 1;
}

/* RTP */

/* The fixed header, the sources and the extension; 0 if this is not RTP or too short for what it says. */
static size_t rtp_clear_size(const uint8_t *packet, size_t size)
{
    if (size < RTP_HEADER || packet[0] >> VERSION_SHIFT != 2) {
        return 0;
    }
    size_t clear = RTP_HEADER + 4 * (size_t)(packet[0] & 0x0f);
    if ((packet[0] & RTP_EXTENSION_BIT) != 0) {
        if (size < clear + RTP_EXTENSION_HEADER) {
            return 0;
        }
        clear += RTP_EXTENSION_HEADER + 4 * ((size_t)packet[clear + 2] << 8 | packet[clear + 3]);
    }
    return clear <= size ? clear : 0;
}

/* RFC 3711, 3.3.1: the index nearest to the highest so far that has this sequence number. Before the first wrap
 * there is nothing to step back to, and a jump of any size goes forward, as with libsrtp. */
static uint64_t guess_index(const ReplayWindow *window, uint16_t sequence)
{
    if (!window->started) {
        return sequence;
    }
    const uint64_t wraps = window->highest / SEQUENCES;
    const uint16_t last = (uint16_t)window->highest;
    if (last < HALF && sequence > last + HALF && wraps > 0) {
        return (wraps - 1) * SEQUENCES + sequence;
    }
    if (last >= HALF && sequence < last - HALF) {
        return (wraps + 1) * SEQUENCES + sequence;
    }
    return wraps * SEQUENCES + sequence;
}

static uint16_t rtp_sequence(const uint8_t *packet)
{
    return (uint16_t)(packet[2] << 8 | packet[3]);
}

SrtpResult srtp_gcm_protect_rtp(SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size)
{
    uint8_t nonce[NONCE];
    const Clear clear = {.header = packet, .header_size = rtp_clear_size(packet, *size)};

    if (clear.header_size == 0) {
        return SRTP_MALFORMED;
    }
    const uint64_t index = guess_index(&stream->rtp, rtp_sequence(packet));
    if (stream->rtp.started && index + REPLAY_WINDOW_SIZE <= stream->rtp.highest) {
        return SRTP_REPLAYED; /* the peer would not take it */
    }
    make_nonce(&gcm->rtp, packet + RTP_SSRC_AT, index, nonce);
    seal(&gcm->rtp, nonce, &clear, packet + clear.header_size, *size - clear.header_size);
    replay_window_add(&stream->rtp, index);
    *size += TAG;
    return SRTP_OK;
}

SrtpResult srtp_gcm_unprotect_rtp(
        SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size)
{
    uint8_t nonce[NONCE];
    const Clear clear = {.header = packet, .header_size = rtp_clear_size(packet, *size)};

    if (clear.header_size == 0 || *size < clear.header_size + TAG) {
        return SRTP_MALFORMED;
    }
    const uint64_t index = guess_index(&stream->rtp, rtp_sequence(packet));
    if (!replay_window_is_new(&stream->rtp, index)) {
        return SRTP_REPLAYED;
    }
    make_nonce(&gcm->rtp, packet + RTP_SSRC_AT, index, nonce);
    if (!unseal(&gcm->rtp, nonce, &clear, packet + clear.header_size,
                *size - clear.header_size - TAG)) {
        return SRTP_UNAUTHENTICATED;
    }
    replay_window_add(&stream->rtp, index);
    *size -= TAG;
    return SRTP_OK;
}

/* RTCP: header, text, tag, index word */

SrtpResult srtp_gcm_protect_rtcp(SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size)
{
    uint8_t nonce[NONCE];
    uint8_t word[RTCP_INDEX];
    const Clear clear = {.header = packet, .header_size = RTCP_HEADER, .word = word};

    if (*size < RTCP_HEADER || packet[0] >> VERSION_SHIFT != 2 ||
            stream->rtcp_index == RTCP_INDEX_MAX) {
        return SRTP_MALFORMED;
    }
    stream->rtcp_index++;
    put_u32(word, rtcp_encrypted | stream->rtcp_index);
    make_nonce(&gcm->rtcp, packet + RTCP_SSRC_AT, stream->rtcp_index, nonce);
    seal(&gcm->rtcp, nonce, &clear, packet + RTCP_HEADER, *size - RTCP_HEADER);
    memcpy(packet + *size + TAG, word, sizeof word);
    *size += TAG + sizeof word;
    return SRTP_OK;
}

SrtpResult srtp_gcm_unprotect_rtcp(
        SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size)
{
    uint8_t nonce[NONCE];

    if (*size < RTCP_HEADER + TAG + RTCP_INDEX || packet[0] >> VERSION_SHIFT != 2) {
        return SRTP_MALFORMED;
    }
    const uint8_t *word = packet + *size - RTCP_INDEX;
    const Clear clear = {.header = packet, .header_size = RTCP_HEADER, .word = word};
    if ((get_u32(word) & rtcp_encrypted) == 0) {
        return SRTP_MALFORMED; /* the RFC allows reports in the clear; nobody sends them */
    }
    const uint32_t index = get_u32(word) & ~rtcp_encrypted;
    if (!replay_window_is_new(&stream->rtcp, index)) {
        return SRTP_REPLAYED;
    }
    make_nonce(&gcm->rtcp, packet + RTCP_SSRC_AT, index, nonce);
    if (!unseal(&gcm->rtcp, nonce, &clear, packet + RTCP_HEADER,
                *size - RTCP_HEADER - TAG - RTCP_INDEX)) {
        return SRTP_UNAUTHENTICATED;
    }
    replay_window_add(&stream->rtcp, index);
    *size -= TAG + RTCP_INDEX;
    return SRTP_OK;
}
