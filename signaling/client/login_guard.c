#include "signaling/client/login_guard.h"

#include "signaling/client/join_limit.h"

struct LoginGuard {
    JoinLimit *tries;
    JoinLimit *wrong;    /* its clock goes LOGIN_GUARD_WRONG_EACH_S times as slowly */
    GHashTable *unknown; /* name → wrong tries */
};

LoginGuard *login_guard_new(void)
{
    LoginGuard *guard = g_new0(LoginGuard, 1);

    guard->tries = join_limit_new(&(JoinLimitConfig){.burst = LOGIN_GUARD_TRIES,
            .per_second = LOGIN_GUARD_TRIES_PER_S,
            .keys_max = LOGIN_GUARD_KEYS_MAX});
    guard->wrong = join_limit_new(&(JoinLimitConfig){
            .burst = LOGIN_GUARD_WRONG, .per_second = 1, .keys_max = LOGIN_GUARD_KEYS_MAX});
    guard->unknown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return guard;
}

void login_guard_free(LoginGuard *guard)
{
    if (guard == NULL) {
        return;
    }
    join_limit_free(guard->tries);
    join_limit_free(guard->wrong);
    g_hash_table_unref(guard->unknown);
    g_free(guard);
}

bool login_guard_admit(LoginGuard *guard, const char *address, int64_t now_us)
{
    return join_limit_has(guard->wrong, address, now_us / LOGIN_GUARD_WRONG_EACH_S) &&
            join_limit_take(guard->tries, address, now_us);
}

void login_guard_note_wrong(LoginGuard *guard, const char *address, int64_t now_us)
{
    (void)join_limit_take(guard->wrong, address, now_us / LOGIN_GUARD_WRONG_EACH_S);
}

static int64_t tries_of(const LoginGuard *guard, const char *name)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(guard->unknown, name));
}

int64_t login_guard_note_unknown(LoginGuard *guard, const char *name, int64_t tries_max)
{
    const int64_t tries = MIN(tries_of(guard, name) + 1, tries_max);

    /* Who fills it begins anew: nothing is guarded by it but the secret that a name is unknown. */
    if (g_hash_table_size(guard->unknown) >= LOGIN_GUARD_KEYS_MAX) {
        g_hash_table_remove_all(guard->unknown);
    }
    g_hash_table_insert(guard->unknown, g_strdup(name), GINT_TO_POINTER((int)tries));
    return tries_max - tries;
}

bool login_guard_is_spent(const LoginGuard *guard, const char *name, int64_t tries_max)
{
    return tries_of(guard, name) >= tries_max;
}
