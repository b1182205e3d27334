/**
 * login_guard: how often one address may try to log in, so that strangers neither guess nor keep the server busy; and how
 * many tries a name has left that no account has, so that they do not learn which names there are.
 *
 * Units       times are µs of any clock that does not go back far.
 * Ownership   the guard copies names and addresses.
 * Thread      one at a time.
 * Errors      none: a try passes or not.
 * Memory      LOGIN_GUARD_KEYS_MAX addresses and names; the one least lately used is forgotten.
 */
#ifndef SIGNALING_CLIENT_LOGIN_GUARD_H
#define SIGNALING_CLIENT_LOGIN_GUARD_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct LoginGuard LoginGuard;

enum {
    LOGIN_GUARD_KEYS_MAX = 4096,
    LOGIN_GUARD_TRIES = 60, /**< of an address at once: a whole office behind one, in the morning */
    LOGIN_GUARD_TRIES_PER_S = 2,
    LOGIN_GUARD_WRONG = 20,        /**< of an address at once, over all accounts */
    LOGIN_GUARD_WRONG_EACH_S = 30, /**< then one in this time */
};

LoginGuard *login_guard_new(void);
void login_guard_free(LoginGuard *guard);

/** Whether this address may try now. It counts as a try. */
bool login_guard_admit(LoginGuard *guard, const char *address, int64_t now_us);

/** It was wrong. */
void login_guard_note_wrong(LoginGuard *guard, const char *address, int64_t now_us);

/** A wrong try with a name that no account has. @return the tries left, 0: as if it were locked now */
int64_t login_guard_note_unknown(LoginGuard *guard, const char *name, int64_t tries_max);

/** Whether a name that no account has is to be refused as a locked one. */
bool login_guard_is_spent(const LoginGuard *guard, const char *name, int64_t tries_max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LoginGuard, login_guard_free)

#endif
