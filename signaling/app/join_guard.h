/**
 * join_guard: the door of all meetings: is this token ours, and may this address and identity come in now.
 *
 * Units       times are microseconds of the monotonic clock; a token's time is wall-clock time.
 * Ownership   the caller owns the guard and the tokens that it opens; the door of sites is the caller's.
 * Thread      the main loop's.
 * Errors      a ClientError; CLIENT_ERROR_NONE lets in.
 * Memory      JOIN_GUARD_KEYS_MAX addresses and identities are remembered.
 */
#ifndef SIGNALING_APP_JOIN_GUARD_H
#define SIGNALING_APP_JOIN_GUARD_H

#include "signaling/app/site_door.h"
#include "signaling/client/auth_token.h"

typedef struct JoinGuard JoinGuard;

enum {
    JOIN_GUARD_KEYS_MAX = 8192,
    JOIN_GUARD_ADDRESS_BURST = 400, /**< a whole province behind one address, after a power cut */
    JOIN_GUARD_ADDRESS_PER_S = 40,
    JOIN_GUARD_IDENTITY_BURST = 120,
    JOIN_GUARD_IDENTITY_PER_S = 4,
    JOIN_GUARD_FAILURE_BURST = 40, /**< wrong codes and tokens of one address: guessing is slow */
    JOIN_GUARD_FAILURE_PER_S = 1,
};

JoinGuard *join_guard_new(const TokenKey *key);
void join_guard_free(JoinGuard *guard);

const TokenKey *join_guard_key(const JoinGuard *guard);

/** From now on it also asks where sites come from. @param door  the caller's, outlives the guard */
void join_guard_set_site_door(JoinGuard *guard, SiteDoor *door);

/** Opens a token that is shown from this address. On success the caller clears it. */
ClientError join_guard_open_token(
        JoinGuard *guard, const char *address, const char *text, AuthToken *ret_token);

/** One join of an identity from an address. */
ClientError join_guard_admit(JoinGuard *guard, const char *address, const char *identity);

/** Whether this address may still guess a meeting's code. */
ClientError join_guard_may_guess(JoinGuard *guard, const char *address);

/** It guessed wrong. */
void join_guard_note_failure(JoinGuard *guard, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(JoinGuard, join_guard_free)

#endif
