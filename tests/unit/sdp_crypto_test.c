#include "mcu/wire/sdp_crypto.h"

#include <glib.h>

#include <string.h>

#define KEY30 "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz" /* RFC 4568, 4.1 */
#define KEY28 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGw=="

static void test_reads_what_we_do(void)
{
    static const struct {
        const char *value;
        SdpCryptoSuite suite; /* SDP_CRYPTO_NONE: refused */
        const char *why;
    } cases[] = {
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30, SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80,
                    "plain"},
            {"2 AES_CM_128_HMAC_SHA1_32 inline:" KEY30 "|2^20", SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32,
                    "a lifetime"},
            {"7 AEAD_AES_128_GCM inline:" KEY28, SDP_CRYPTO_AEAD_AES_128_GCM, "28 bytes"},
            {"1 aes_cm_128_hmac_sha1_80 INLINE:" KEY30 " WSH=64",
                    SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80, "letters, and a harmless parameter"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^20|1:4", 0, "a key identifier"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:4", 0, "the same without lifetime"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 ";inline:" KEY30, 0, "two keys"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " UNENCRYPTED_SRTP", 0, "in the clear"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " KDR=1", 0, "other keys on the way"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:" KEY28, 0, "too short a key"},
            {"1 AEAD_AES_128_GCM inline:" KEY30, 0, "too long a key"},
            {"1 F8_128_HMAC_SHA1_80 inline:" KEY30, 0, "another suite"},
            {"x AES_CM_128_HMAC_SHA1_80 inline:" KEY30, 0, "no tag"},
            {"9999999999 AES_CM_128_HMAC_SHA1_80 inline:" KEY30, 0, "too large a tag"},
            {"1 AES_CM_128_HMAC_SHA1_80", 0, "no key"},
            {"1 AES_CM_128_HMAC_SHA1_80 " KEY30, 0, "no method"},
            {"1 AES_CM_128_HMAC_SHA1_80 inline:", 0, "an empty key"},
            {"", 0, "nothing"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SdpCrypto crypto = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(
                sdp_crypto_read(cases[i].value, &crypto) == (cases[i].suite != SDP_CRYPTO_NONE));
        g_assert_cmpint(crypto.suite, ==, cases[i].suite);
    }
}

static void test_writes_what_it_reads(void)
{
    const char *text = "3 AES_CM_128_HMAC_SHA1_80 inline:" KEY30;
    SdpCrypto crypto = {0};
    g_assert_true(sdp_crypto_read(text, &crypto));
    g_assert_cmpuint(crypto.tag, ==, 3);
    g_assert_cmpuint(crypto.key_size, ==, 30);
    g_autofree char *written = sdp_crypto_write(&crypto);
    g_assert_cmpstr(written, ==, text);

    SdpCrypto other = crypto;
    other.tag = 4;
    g_assert_true(sdp_crypto_is_same(&crypto, &other));
    other.key[29] ^= 1;
    g_assert_false(sdp_crypto_is_same(&crypto, &other));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_crypto/reads_what_we_do", test_reads_what_we_do);
    g_test_add_func("/sdp_crypto/writes_what_it_reads", test_writes_what_it_reads);
    return g_test_run();
}
