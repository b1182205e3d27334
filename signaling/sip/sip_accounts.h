/**
 * sip_accounts: what we prove ourselves with where our calls are challenged (RFC 3261, 22): by a province's telephone exchange,
 * another office's server, a trunk. A file has them, which nobody else may read:
 *
 *     [the realm that the other side names]
 *     username=giaoban
 *     password=…
 *
 * Units       none.
 * Ownership   the caller owns the accounts; what is returned is the caller's too.
 * Thread      constant after loading: any.
 * Errors      G_KEY_FILE_ERROR, G_FILE_ERROR: the file cannot be read; G_IO_ERROR: others may read it, or something is
 *             missing in it.
 * Memory      SIP_ACCOUNTS_MAX realms.
 */
#ifndef SIGNALING_SIP_SIP_ACCOUNTS_H
#define SIGNALING_SIP_SIP_ACCOUNTS_H

#include <glib.h>

typedef struct SipAccounts SipAccounts;

enum { SIP_ACCOUNTS_MAX = 100 };

/** @param path  "": there are none */
SipAccounts *sip_accounts_load(const char *path, GError **error);

/** NULL is allowed. */
void sip_accounts_free(SipAccounts *accounts);

/**
 * Answers a challenge: the value of Authorization, or Proxy-Authorization.
 *
 * @param params  of the challenge, each `name=value` or `name="value"`; NULL-terminated; NULL is an empty list
 * @param uri     of the request that was challenged, and is made again
 * @return        free with g_free(); NULL: there is no account for it, or it wants what we cannot
 */
char *sip_accounts_answer(const SipAccounts *accounts, const char *const *params,
        const char *method, const char *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipAccounts, sip_accounts_free)

#endif
