#include "signaling/client/resume_token.h"

#include <jansson.h>

static const char purpose[] = "giaoban resume";

char *resume_token_mint(
        const TokenKey *key, const char *meeting, const char *identity, const char *leg)
{
    json_t *claims = json_pack("[s, s, s]", meeting, identity, leg != NULL ? leg : "");
    g_assert(claims != NULL);
    char *payload = json_dumps(claims, JSON_COMPACT);
    char *text = token_key_sign(key, purpose, payload);
    free(payload);
    json_decref(claims);
    return text;
}

bool resume_token_open(const TokenKey *key, const char *text, ResumeToken *ret_token)
{
    g_autofree char *payload = token_key_open(key, purpose, text);
    if (payload == NULL) {
        return false;
    }
    const char *meeting = NULL;
    const char *identity = NULL;
    const char *leg = NULL;
    json_t *claims = json_loads(payload, 0, NULL);
    const bool good =
            claims != NULL && json_unpack(claims, "[s, s, s]", &meeting, &identity, &leg) == 0;
    if (good) {
        *ret_token = (ResumeToken){
                .meeting = g_strdup(meeting), .identity = g_strdup(identity), .leg = g_strdup(leg)};
    }
    json_decref(claims);
    return good;
}

void resume_token_clear(ResumeToken *token)
{
    g_clear_pointer(&token->meeting, g_free);
    g_clear_pointer(&token->identity, g_free);
    g_clear_pointer(&token->leg, g_free);
}
