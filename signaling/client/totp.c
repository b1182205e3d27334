#include "signaling/client/totp.h"

#include <glib.h>

#include <sodium.h>
#include <string.h>

enum { SHA1_SIZE = 20, BASE32_BITS = 5, SECRET_BYTES_MAX = 64, CODE_MODULUS = 1000000 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; /* RFC 4648, 6 */

static char *to_base32(const uint8_t *bytes, size_t size)
{
    GString *text = g_string_new(NULL);
    uint32_t held = 0;
    unsigned bits = 0;

    for (size_t i = 0; i < size; i++) {
        held = held << 8 | bytes[i];
        for (bits += 8; bits >= BASE32_BITS; bits -= BASE32_BITS) {
            g_string_append_c(text, alphabet[held >> (bits - BASE32_BITS) & 31]);
        }
    }
    if (bits > 0) {
        g_string_append_c(text, alphabet[held << (BASE32_BITS - bits) & 31]);
    }
    return g_string_free(text, FALSE);
}

/* @return how many bytes, 0 for what is no base 32 */
static size_t from_base32(const char *text, uint8_t bytes[SECRET_BYTES_MAX])
{
    size_t size = 0;
    uint32_t held = 0;
    unsigned bits = 0;

    for (; *text != '\0'; text++) {
        const char *at = strchr(alphabet, g_ascii_toupper(*text));
        if (at == NULL) {
            return 0;
        }
        held = held << BASE32_BITS | (uint32_t)(at - alphabet);
        bits += BASE32_BITS;
        if (bits >= 8) {
            if (size == SECRET_BYTES_MAX) {
                return 0;
            }
            bits -= 8;
            bytes[size++] = (uint8_t)(held >> bits);
        }
    }
    return size;
}

char *totp_new_secret(void)
{
    uint8_t bytes[TOTP_SECRET_BYTES];

    g_assert(sodium_init() >= 0);
    randombytes_buf(bytes, sizeof bytes);
    return to_base32(bytes, sizeof bytes);
}

char *totp_uri(const char *secret, const char *issuer, const char *account)
{
    g_autofree char *who = g_uri_escape_string(issuer, NULL, FALSE);
    g_autofree char *name = g_uri_escape_string(account, NULL, FALSE);

    return g_strdup_printf("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&"
                           "period=%d",
            who, name, secret, who, TOTP_DIGITS, TOTP_STEP_S);
}

char *totp_code(const char *secret, int64_t step)
{
    uint8_t key[SECRET_BYTES_MAX];
    uint8_t mac[SHA1_SIZE];
    gsize mac_size = sizeof mac;
    const size_t size = from_base32(secret, key);
    const uint64_t counter = GUINT64_TO_BE((uint64_t)step);

    if (size == 0) {
        return NULL;
    }
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA1, key, size);
    g_hmac_update(hmac, (const guchar *)&counter, sizeof counter);
    g_hmac_get_digest(hmac, mac, &mac_size);
    /* RFC 4226, 5.3: four bytes from where the last half byte points, without the sign. */
    const size_t offset = mac[SHA1_SIZE - 1] & 0xf;
    const uint32_t cut = (uint32_t)(mac[offset] & 0x7f) << 24 | (uint32_t)mac[offset + 1] << 16 |
            (uint32_t)mac[offset + 2] << 8 | mac[offset + 3];
    return g_strdup_printf("%0*u", TOTP_DIGITS, cut % CODE_MODULUS);
}

bool totp_check(
        const char *secret, const char *code, int64_t now_s, int64_t last_step, int64_t *ret_step)
{
    const int64_t now = now_s / TOTP_STEP_S;

    if (strlen(code) != TOTP_DIGITS) {
        return false;
    }
    for (int64_t step = now - TOTP_STEPS_OFF; step <= now + TOTP_STEPS_OFF; step++) {
        g_autofree char *right = totp_code(secret, step);
        if (right != NULL && step > last_step && sodium_memcmp(right, code, TOTP_DIGITS) == 0) {
            *ret_step = step;
            return true;
        }
    }
    return false;
}
