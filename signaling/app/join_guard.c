#include "signaling/app/join_guard.h"

#include "signaling/client/join_limit.h"

enum { SECOND_US = 1000000 };

struct JoinGuard {
    TokenKey key;
    JoinLimit *addresses;
    JoinLimit *identities;
    JoinLimit *failures;
    SiteDoor *sites; /* NULL: they may come from anywhere */
};

JoinGuard *join_guard_new(const TokenKey *key)
{
    JoinGuard *guard = g_new0(JoinGuard, 1);

    guard->key = *key;
    guard->addresses = join_limit_new(&(JoinLimitConfig){.burst = JOIN_GUARD_ADDRESS_BURST,
            .per_second = JOIN_GUARD_ADDRESS_PER_S,
            .keys_max = JOIN_GUARD_KEYS_MAX});
    guard->identities = join_limit_new(&(JoinLimitConfig){.burst = JOIN_GUARD_IDENTITY_BURST,
            .per_second = JOIN_GUARD_IDENTITY_PER_S,
            .keys_max = JOIN_GUARD_KEYS_MAX});
    guard->failures = join_limit_new(&(JoinLimitConfig){.burst = JOIN_GUARD_FAILURE_BURST,
            .per_second = JOIN_GUARD_FAILURE_PER_S,
            .keys_max = JOIN_GUARD_KEYS_MAX});
    return guard;
}

void join_guard_free(JoinGuard *guard)
{
    if (guard != NULL) {
        join_limit_free(guard->addresses);
        join_limit_free(guard->identities);
        join_limit_free(guard->failures);
        g_free(guard);
    }
}

const TokenKey *join_guard_key(const JoinGuard *guard)
{
    return &guard->key;
}

void join_guard_set_site_door(JoinGuard *guard, SiteDoor *door)
{
    guard->sites = door;
}

static ClientError ask_site_door(const JoinGuard *guard, const char *address, AuthToken *token)
{
    const ClientError error = guard->sites != NULL
            ? site_door_knock(guard->sites, token->identity, address, g_get_monotonic_time())
            : CLIENT_ERROR_NONE;

    if (error != CLIENT_ERROR_NONE) {
        auth_token_clear(token);
    }
    return error;
}

ClientError join_guard_open_token(
        JoinGuard *guard, const char *address, const char *text, AuthToken *ret_token)
{
    g_autoptr(GError) error = NULL;
    const int64_t now_s = g_get_real_time() / SECOND_US;

    if (auth_token_open(&guard->key, text, now_s, ret_token, &error)) {
        return ask_site_door(guard, address, ret_token);
    }
    if (g_error_matches(error, AUTH_TOKEN_ERROR, AUTH_TOKEN_ERROR_EXPIRED)) {
        return CLIENT_ERROR_EXPIRED_TOKEN;
    }
    /* A good token from the same address is not held up by the bad ones of others there. */
    if (join_guard_may_guess(guard, address) != CLIENT_ERROR_NONE) {
        return CLIENT_ERROR_TOO_MANY;
    }
    join_guard_note_failure(guard, address);
    return CLIENT_ERROR_BAD_TOKEN;
}

ClientError join_guard_admit(JoinGuard *guard, const char *address, const char *identity)
{
    const int64_t now_us = g_get_monotonic_time();

    return join_limit_take(guard->addresses, address, now_us) &&
                    join_limit_take(guard->identities, identity, now_us)
            ? CLIENT_ERROR_NONE
            : CLIENT_ERROR_TOO_MANY;
}

ClientError join_guard_may_guess(JoinGuard *guard, const char *address)
{
    return join_limit_has(guard->failures, address, g_get_monotonic_time()) ? CLIENT_ERROR_NONE
                                                                            : CLIENT_ERROR_TOO_MANY;
}

void join_guard_note_failure(JoinGuard *guard, const char *address)
{
    (void)join_limit_take(guard->failures, address, g_get_monotonic_time());
}
