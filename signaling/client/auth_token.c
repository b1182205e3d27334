#include "signaling/client/auth_token.h"

#include "signaling/meeting/site_name.h"

#include <jansson.h>

#include <string.h>

G_DEFINE_QUARK(auth - token - error - quark, auth_token_error)

static const char purpose[] = "giaoban join";

char *auth_token_mint(const TokenKey *key, const AuthToken *token)
{
    json_t *claims = json_pack("{s:s, s:s, s:s, s:s, s:b, s:I}", "meeting", token->meeting,
            "identity", token->identity, "name", token->name, "role", role_name(token->role),
            "by_code", token->by_code, "expires", (json_int_t)token->expires_s);
    g_assert(claims != NULL);
    if (token->rate_cap_kbps > 0) {
        json_object_set_new(claims, "rate_cap_kbps", json_integer(token->rate_cap_kbps));
    }
    if (token->network != SITE_DIRECT) {
        json_object_set_new(claims, "network", json_string(site_network_name(token->network)));
    }
    char *payload = json_dumps(claims, JSON_COMPACT);
    char *text = token_key_sign(key, purpose, payload);
    free(payload);
    json_decref(claims);
    return text;
}

bool auth_token_name(
        AuthToken *ret_token, const char *meeting, const char *name, Role role, GError **error)
{
    char *shown = site_name_normalise(name, error);

    if (shown == NULL) {
        return false;
    }
    *ret_token = (AuthToken){
            .meeting = g_strdup(meeting),
            .identity = role == ROLE_VIEWER ? site_name_viewer_identity(shown)
                                            : site_name_identity(shown),
            .name = shown,
            .role = role,
    };
    return true;
}

char *auth_token_mint_named(const TokenKey *key, const char *meeting, const char *name, Role role,
        int64_t expires_s, GError **error)
{
    g_auto(AuthToken) token = {0};

    if (!auth_token_name(&token, meeting, name, role, error)) {
        return NULL;
    }
    token.expires_s = expires_s;
    return auth_token_mint(key, &token);
}

/* Ours by signature; a claim that is missing was signed by another version of the program. */
static bool read_claims(const char *payload, AuthToken *token)
{
    const char *meeting = NULL;
    const char *identity = NULL;
    const char *name = NULL;
    const char *role = NULL;
    int by_code = 0;
    json_int_t expires = 0;
    const char *network = "";
    json_int_t rate_cap_kbps = 0;
    json_t *claims = json_loads(payload, JSON_REJECT_DUPLICATES, NULL);
    bool good = claims != NULL &&
            json_unpack(claims, "{s:s, s:s, s:s, s:s, s?b, s:I, s?I, s?s}", "meeting", &meeting,
                    "identity", &identity, "name", &name, "role", &role, "by_code", &by_code,
                    "expires", &expires, "rate_cap_kbps", &rate_cap_kbps, "network", &network) == 0;

    if (good) {
        good = role_from_name(role, &token->role) && role_fits_link(token->role) &&
                strlen(identity) <= SITE_IDENTITY_BYTES_MAX;
    }
    if (good) {
        token->meeting = g_strdup(meeting);
        token->identity = g_strdup(identity);
        token->name = g_strdup(name);
        token->by_code = by_code != 0;
        token->expires_s = expires;
        token->rate_cap_kbps = rate_cap_kbps;
        token->network = site_network_from_name(network);
    }
    json_decref(claims);
    return good;
}

bool auth_token_open(
        const TokenKey *key, const char *text, int64_t now_s, AuthToken *ret_token, GError **error)
{
    g_autofree char *payload = token_key_open(key, purpose, text);
    g_auto(AuthToken) token = {0};

    if (payload == NULL || !read_claims(payload, &token)) {
        g_set_error(error, AUTH_TOKEN_ERROR, AUTH_TOKEN_ERROR_BAD,
                "the token was not made by this installation or is incomplete");
        return false;
    }
    if (now_s >= token.expires_s) {
        g_set_error(error, AUTH_TOKEN_ERROR, AUTH_TOKEN_ERROR_EXPIRED, "the token has expired");
        return false;
    }
    *ret_token = token;
    token = (AuthToken){0};
    return true;
}

void auth_token_clear(AuthToken *token)
{
    g_clear_pointer(&token->meeting, g_free);
    g_clear_pointer(&token->identity, g_free);
    g_clear_pointer(&token->name, g_free);
}
