/**
 * signing_key: the installation's own Ed25519 key (RFC 8032), with which it signs what leaves it.
 *
 * Who has the public half can tell, without this installation, that something was signed here and is still the same.
 *
 * Units       sizes are bytes.
 * Ownership   the caller owns keys and texts.
 * Thread      any; a key does not change after it was loaded.
 * Errors      GFileError, as token_key.h.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_SIGNING_KEY_H
#define SIGNALING_CLIENT_SIGNING_KEY_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIGNING_PUBLIC_SIZE = 32, SIGNING_SECRET_SIZE = 64, SIGNATURE_SIZE = 64 };

typedef struct SigningKey {
    uint8_t public_bytes[SIGNING_PUBLIC_SIZE];
    uint8_t secret_bytes[SIGNING_SECRET_SIZE];
} SigningKey;

/** Reads `keys/package.key` of the data folder, a seed; makes it when there is none yet. */
bool signing_key_load(SigningKey *ret_key, const char *data_dir, GError **error);

void signing_key_sign(
        const SigningKey *key, const void *bytes, size_t size, uint8_t signature[SIGNATURE_SIZE]);

/** Whether these bytes were signed with the secret half of this public key. */
bool signing_key_check(const uint8_t public_bytes[SIGNING_PUBLIC_SIZE], const void *bytes,
        size_t size, const uint8_t signature[SIGNATURE_SIZE]);

/** Bytes as small hexadecimal digits. Free with g_free(). */
char *signing_key_hex(const uint8_t *bytes, size_t size);

/** @return false when the text is not just so many bytes in small hexadecimal digits */
bool signing_key_from_hex(const char *text, uint8_t *ret_bytes, size_t size);

#endif
