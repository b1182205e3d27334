/**
 * token_key: the installation's secret, with which it recognises its own tokens again.
 *
 * One file, `keys/token.key` in the data folder, made at the first start and readable by its owner only.
 * A signed text is BASE64URL(payload) "." BASE64URL(HMAC-SHA256(key, purpose NUL payload)): without the key
 * nobody makes one, and one made for a purpose does not serve another.
 *
 * Units       sizes are bytes.
 * Ownership   the caller owns keys and texts.
 * Thread      any; a key does not change after it was loaded.
 * Errors      GFileError when the file cannot be read or made, or is not 32 bytes long.
 * Memory      a payload is at most TOKEN_PAYLOAD_MAX bytes.
 */
#ifndef SIGNALING_CLIENT_TOKEN_KEY_H
#define SIGNALING_CLIENT_TOKEN_KEY_H

#include <glib.h>

#include <stdint.h>

enum {
    TOKEN_KEY_SIZE = 32,     /**< as long as the hash: RFC 2104, 3 */
    TOKEN_PAYLOAD_MAX = 2048 /**< a longer token is not ours */
};

typedef struct TokenKey {
    uint8_t bytes[TOKEN_KEY_SIZE];
} TokenKey;

/**
 * Reads the installation's key, and makes it when there is none yet.
 *
 * Two programs that start at once agree on one key: who comes second reads the first one's.
 */
gboolean token_key_load(TokenKey *ret_key, const char *data_dir, GError **error);

/** The same with another of the installation's keys. @param name  its file, such as "webhook.key" */
gboolean token_key_load_file(
        TokenKey *ret_key, const char *data_dir, const char *name, GError **error);

/** Random bytes as BASE64URL. Free with g_free(). @param size  at most 64 */
char *token_key_random_text(size_t size);

/** Signs a payload for a purpose. Free with g_free(). */
char *token_key_sign(const TokenKey *key, const char *purpose, const char *payload);

/** The payload of a signed text, or NULL when the text was not signed with this key for this purpose. */
char *token_key_open(const TokenKey *key, const char *purpose, const char *text);

#endif
