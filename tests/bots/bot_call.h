/**
 * bot_call: how a bot that is a room's device comes into a meeting: it calls by SIP, with its site's password.
 *
 * Units       none.
 * Ownership   texts are borrowed for the call; an answer is the caller's, g_free().
 * Thread      the main thread; the main loop turns while an answer is waited for.
 * Errors      GError with the status line of a call that was refused.
 * Memory      that of a sip_device.
 */
#ifndef TESTS_BOTS_BOT_CALL_H
#define TESTS_BOTS_BOT_CALL_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct BotCall BotCall;

typedef struct BotCallConfig {
    uint16_t port; /**< of the server's SIP, on 127.0.0.1; 0: bots do not call */
    bool tcp;
    bool plain;                  /**< it offers RTP in the clear too */
    const char *meeting;         /**< the number that it calls */
    const char *const *accounts; /**< "USER PASSWORD" of each bot; borrowed, NULL-terminated */
} BotCallConfig;

/** @param index  of the account */
BotCall *bot_call_new(const BotCallConfig *config, size_t index);

/** Hangs up. NULL is allowed. */
void bot_call_free(BotCall *call);

/** Calls. From then on it answers by itself what it is asked. @return the answer, NULL if it is refused */
char *bot_call_invite(BotCall *call, const char *offer, GError **error);

/** Reads a file of accounts, one a line. @return NULL on error; g_strfreev() */
char **bot_call_read_accounts(const char *path, size_t count, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotCall, bot_call_free)

#endif
