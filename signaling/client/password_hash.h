/**
 * password_hash: passwords as they are kept: argon2id with a salt each.
 *
 * Both functions take some tenths of a second and PASSWORD_HASH_MEMORY: on a worker thread, never on a loop.
 *
 * Units       in the names.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      none: a hash that cannot be read fits no password.
 * Memory      PASSWORD_HASH_MEMORY for the time of a call.
 */
#ifndef SIGNALING_CLIENT_PASSWORD_HASH_H
#define SIGNALING_CLIENT_PASSWORD_HASH_H

#include <stdbool.h>

/** libsodium's "interactive" figures, which follow RFC 9106: 64 MB, two passes. */
enum { PASSWORD_HASH_MEMORY = 64 * 1024 * 1024, PASSWORD_HASH_PASSES = 2 };

/** "$argon2id$v=19$…". Free with g_free(). */
char *password_hash_make(const char *password);

/** @param hash  "" fits nothing, and takes as long as any: who asks cannot tell that there is no account */
bool password_hash_fits(const char *hash, const char *password);

#endif
