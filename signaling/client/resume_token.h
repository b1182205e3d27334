/**
 * resume_token: the proof that a client had this media leg, so that it may take it up again.
 *
 * It lets a /ws client that lost its connection, or whose server was restarted, keep its peer connection. It
 * opens no door by itself: the join token does that.
 *
 * Units       none.
 * Ownership   resume_token_clear() frees the texts of an opened token.
 * Thread      any: no state.
 * Errors      none: a token that is not good is no token.
 * Memory      as token_key.
 */
#ifndef SIGNALING_CLIENT_RESUME_TOKEN_H
#define SIGNALING_CLIENT_RESUME_TOKEN_H

#include "signaling/client/token_key.h"

#include <stdbool.h>

typedef struct ResumeToken {
    char *meeting;
    char *identity;
    char *leg; /**< empty before the first offer was answered */
} ResumeToken;

/** Free with g_free(). `leg` may be NULL. */
char *resume_token_mint(
        const TokenKey *key, const char *meeting, const char *identity, const char *leg);

bool resume_token_open(const TokenKey *key, const char *text, ResumeToken *ret_token);

void resume_token_clear(ResumeToken *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ResumeToken, resume_token_clear)

#endif
