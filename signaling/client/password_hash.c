#include "signaling/client/password_hash.h"

#include <glib.h>

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT(PASSWORD_HASH_MEMORY == crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE);
G_STATIC_ASSERT(PASSWORD_HASH_PASSES == crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE);

char *password_hash_make(const char *password)
{
    char hash[crypto_pwhash_STRBYTES];

    g_assert(sodium_init() >= 0);
    /* It fails for want of memory only, and then GLib gives up everywhere. */
    if (crypto_pwhash_str_alg(hash, password, strlen(password), PASSWORD_HASH_PASSES,
                PASSWORD_HASH_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        g_error("There is no memory to hash a password.");
    }
    return g_strdup(hash);
}

bool password_hash_fits(const char *hash, const char *password)
{
    g_assert(sodium_init() >= 0);
    if (hash[0] == '\0') {
        uint8_t key[crypto_secretbox_KEYBYTES];
        const uint8_t salt[crypto_pwhash_SALTBYTES] = {0};
        const int made = crypto_pwhash(key, sizeof key, password, strlen(password), salt,
                PASSWORD_HASH_PASSES, PASSWORD_HASH_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
        return made == 0 && hash[0] != '\0';
    }
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}
