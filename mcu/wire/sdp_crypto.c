#include "mcu/wire/sdp_crypto.h"

#include <glib.h>

#include <string.h>

enum { WORDS_MAX = 8 };

static const struct {
    const char *name;
    size_t key_size;
} suites[SDP_CRYPTO_SUITES] = {
        [SDP_CRYPTO_NONE] = {"", 0},
        [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80] = {"AES_CM_128_HMAC_SHA1_80", 30},
        [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32] = {"AES_CM_128_HMAC_SHA1_32", 30},
        [SDP_CRYPTO_AEAD_AES_128_GCM] = {"AEAD_AES_128_GCM", 28},
};

size_t sdp_crypto_key_size(SdpCryptoSuite suite)
{
    return suites[suite].key_size;
}

static SdpCryptoSuite suite_of(const char *name)
{
    for (int i = SDP_CRYPTO_NONE + 1; i < SDP_CRYPTO_SUITES; i++) {
        if (g_ascii_strcasecmp(name, suites[i].name) == 0) {
            return (SdpCryptoSuite)i;
        }
    }
    return SDP_CRYPTO_NONE;
}

/* "inline:key||lifetime|mki:length": the lifetime is never reached, an identifier would be in each packet. */
static bool read_key(const char *text, SdpCrypto *crypto)
{
    static const char method[] = "inline:";
    if (g_ascii_strncasecmp(text, method, strlen(method)) != 0 || strchr(text, ';') != NULL) {
        return false;
    }
    g_auto(GStrv) parts = g_strsplit(text + strlen(method), "|", 3);
    for (size_t i = 1; parts[0] != NULL && parts[i] != NULL; i++) {
        if (strchr(parts[i], ':') != NULL) {
            return false;
        }
    }
    const size_t key_size = sdp_crypto_key_size(crypto->suite);
    /* Base64 of 30 bytes is 40 letters; what is longer is not decoded at all. */
    if (parts[0] == NULL || strlen(parts[0]) > (size_t)2 * SDP_CRYPTO_KEY_MAX) {
        return false;
    }
    gsize size = 0;
    g_autofree guchar *key = g_base64_decode(parts[0], &size);
    if (key == NULL || size != key_size) {
        return false;
    }
    memcpy(crypto->key, key, size);
    crypto->key_size = size;
    return true;
}

/* Of the session parameters only the window's size may be passed over: the others change the packets. */
static bool is_harmless(const char *parameter)
{
    return *parameter == '\0' || g_ascii_strncasecmp(parameter, "WSH=", 4) == 0;
}

bool sdp_crypto_read(const char *value, SdpCrypto *out_crypto)
{
    SdpCrypto crypto = {0};
    guint64 tag = 0;
    g_auto(GStrv) words = g_strsplit(value, " ", WORDS_MAX);
    if (g_strv_length(words) < 3 ||
            !g_ascii_string_to_unsigned(words[0], 10, 0, SDP_CRYPTO_TAG_MAX, &tag, NULL)) {
        return false;
    }
    crypto.tag = (unsigned)tag;
    crypto.suite = suite_of(words[1]);
    if (crypto.suite == SDP_CRYPTO_NONE || !read_key(words[2], &crypto)) {
        return false;
    }
    for (size_t i = 3; words[i] != NULL; i++) {
        if (!is_harmless(words[i])) {
            return false;
        }
    }
    *out_crypto = crypto;
    return true;
}

char *sdp_crypto_write(const SdpCrypto *crypto)
{
    g_autofree char *key = g_base64_encode(crypto->key, crypto->key_size);
    return g_strdup_printf("%u %s inline:%s", crypto->tag, suites[crypto->suite].name, key);
}

bool sdp_crypto_is_same(const SdpCrypto *one, const SdpCrypto *other)
{
    return one->suite == other->suite && one->key_size == other->key_size &&
            memcmp(one->key, other->key, one->key_size) == 0;
}
