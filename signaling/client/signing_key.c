#include "signaling/client/signing_key.h"

#include "signaling/client/token_key.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT((int)SIGNING_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT((int)SIGNING_SECRET_SIZE == crypto_sign_SECRETKEYBYTES);
G_STATIC_ASSERT((int)SIGNATURE_SIZE == crypto_sign_BYTES);
G_STATIC_ASSERT((int)TOKEN_KEY_SIZE == crypto_sign_SEEDBYTES);

bool signing_key_load(SigningKey *ret_key, const char *data_dir, GError **error)
{
    TokenKey seed;

    if (sodium_init() < 0) {
        g_error("libsodium does not work on this machine.");
    }
    if (!token_key_load_file(&seed, data_dir, "package.key", error)) {
        return false;
    }
    (void)crypto_sign_seed_keypair(ret_key->public_bytes, ret_key->secret_bytes, seed.bytes);
    sodium_memzero(&seed, sizeof seed);
    return true;
}

void signing_key_sign(
        const SigningKey *key, const void *bytes, size_t size, uint8_t signature[SIGNATURE_SIZE])
{
    (void)crypto_sign_detached(signature, NULL, bytes, size, key->secret_bytes);
}

bool signing_key_check(const uint8_t public_bytes[SIGNING_PUBLIC_SIZE], const void *bytes,
        size_t size, const uint8_t signature[SIGNATURE_SIZE])
{
    return crypto_sign_verify_detached(signature, bytes, size, public_bytes) == 0;
}

char *signing_key_hex(const uint8_t *bytes, size_t size)
{
    GString *text = g_string_sized_new(2 * size);

    for (size_t i = 0; i < size; i++) {
        g_string_append_printf(text, "%02x", bytes[i]);
    }
    return g_string_free(text, FALSE);
}

bool signing_key_from_hex(const char *text, uint8_t *ret_bytes, size_t size)
{
    if (strlen(text) != 2 * size || strspn(text, "0123456789abcdef") != 2 * size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        const int high = g_ascii_xdigit_value(text[2 * i]);
        ret_bytes[i] = (uint8_t)(high << 4 | g_ascii_xdigit_value(text[2 * i + 1]));
    }
    return true;
}
