/**
 * auth_token: the join token: who may enter which meeting, as whom, until when.
 *
 * It stands in join links, comes back in `hello`, and is the bearer token of WHIP and WHEP. It is a
 * claim signed with the installation's key; nothing about it is stored.
 *
 * Units       expires_s is seconds since 1970, UTC: a link outlives restarts.
 * Ownership   auth_token_clear() frees the texts of an opened token.
 * Thread      any: no state.
 * Errors      AUTH_TOKEN_ERROR.
 * Memory      a token is at most TOKEN_PAYLOAD_MAX bytes.
 */
#ifndef SIGNALING_CLIENT_AUTH_TOKEN_H
#define SIGNALING_CLIENT_AUTH_TOKEN_H

#include "signaling/client/token_key.h"
#include "signaling/meeting/permission.h"
#include "signaling/meeting/site.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct AuthToken {
    char *meeting;  /**< the meeting's code */
    char *identity; /**< "site:…" or "viewer:…" */
    char *name;     /**< what the others see */
    Role role;
    bool by_code; /**< given to somebody who had only the meeting's code */
    int64_t expires_s;
    int64_t rate_cap_kbps; /**< the most that is sent to this site; 0: as for all */
    SiteNetwork network;   /**< from which it comes */
} AuthToken;

#define AUTH_TOKEN_ERROR (auth_token_error_quark())
GQuark auth_token_error_quark(void);

typedef enum AuthTokenError {
    AUTH_TOKEN_ERROR_BAD, /**< not made with this key, or cut off on the way */
    AUTH_TOKEN_ERROR_EXPIRED,
} AuthTokenError;

/** The token as text, fit for a URL. Free with g_free(). The token's own texts stay the caller's. */
char *auth_token_mint(const TokenKey *key, const AuthToken *token);

/**
 * Who somebody of this name is, without a time or a cap.
 *
 * @param ret_token  on success the caller clears it
 */
bool auth_token_name(
        AuthToken *ret_token, const char *meeting, const char *name, Role role, GError **error);

/** A token for a site, chair or onlooker of this name. Free with g_free(); NULL for a bad name. */
char *auth_token_mint_named(const TokenKey *key, const char *meeting, const char *name, Role role,
        int64_t expires_s, GError **error);

/** Checks and reads a token. On success the caller clears `ret_token`. */
bool auth_token_open(
        const TokenKey *key, const char *text, int64_t now_s, AuthToken *ret_token, GError **error);

void auth_token_clear(AuthToken *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AuthToken, auth_token_clear)

#endif
