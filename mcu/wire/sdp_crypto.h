/**
 * sdp_crypto: a=crypto (RFC 4568), the keys of SRTP in the description itself, read and written.
 *
 * Units       sizes are bytes.
 * Ownership   a plain value; a text that is written is the caller's, g_free().
 * Thread      any: no state.
 * Errors      false for what we do not do: other suites, master key identifiers, several keys, parts left open.
 * Memory      fixed.
 */
#ifndef MCU_WIRE_SDP_CRYPTO_H
#define MCU_WIRE_SDP_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SDP_CRYPTO_KEY_MAX = 30, /**< AES-128's 16 bytes and 14 of salt */
    SDP_CRYPTO_TAG_MAX = 999999999,
};

typedef enum SdpCryptoSuite {
    SDP_CRYPTO_NONE,
    SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80,
    SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32,
    SDP_CRYPTO_AEAD_AES_128_GCM, /**< RFC 7714 */
    SDP_CRYPTO_SUITES,
} SdpCryptoSuite;

typedef struct SdpCrypto {
    unsigned tag;
    SdpCryptoSuite suite;
    size_t key_size; /**< key and salt together */
    uint8_t key[SDP_CRYPTO_KEY_MAX];
} SdpCrypto;

/** Reads the attribute's value: "1 AES_CM_128_HMAC_SHA1_80 inline:…". */
bool sdp_crypto_read(const char *value, SdpCrypto *out_crypto);

/** The same the other way. */
char *sdp_crypto_write(const SdpCrypto *crypto);

/** Of key and salt together. */
size_t sdp_crypto_key_size(SdpCryptoSuite suite);

/** Whether two are the same suite with the same key. */
bool sdp_crypto_is_same(const SdpCrypto *one, const SdpCrypto *other);

#endif
