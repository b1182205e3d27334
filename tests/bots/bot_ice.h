/**
 * bot_ice: the controlling side of ICE for one that has a single address: it checks the peer's, and takes the first that answers.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   owns its credentials; borrows what it is fed.
 * Thread      none of its own and no lock: one thread at a time.
 * Errors      what makes no sense or is not signed is dropped.
 * Memory      fixed: BOT_ICE_CANDIDATES_MAX addresses.
 */
#ifndef TESTS_BOTS_BOT_ICE_H
#define TESTS_BOTS_BOT_ICE_H

#include "tests/bots/stun_message.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOT_ICE_CANDIDATES_MAX = 16 };

typedef struct BotIce BotIce;

typedef void (*BotIceSend)(
        const uint8_t *bytes, size_t size, const StunAddress *to, void *user_data);

BotIce *bot_ice_new(BotIceSend send, void *user_data);
void bot_ice_free(BotIce *ice);

/** For the offer; they live as long as the machine. */
const char *bot_ice_ufrag(const BotIce *ice);
const char *bot_ice_pwd(const BotIce *ice);

/** Who the peer is. Checks begin with the next tick. */
void bot_ice_set_remote(BotIce *ice, const char *ufrag, const char *pwd);

/** One address of the peer. @return false if it is one too many */
bool bot_ice_add(BotIce *ice, const StunAddress *address);

/** Sends what is due. */
void bot_ice_tick(BotIce *ice, int64_t now_us);

/** Takes a datagram of STUN. @return whether it was the peer's */
bool bot_ice_receive(BotIce *ice, const uint8_t *bytes, size_t size, const StunAddress *from);

/** Where to send, or NULL if no address has answered yet. */
const StunAddress *bot_ice_selected(const BotIce *ice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotIce, bot_ice_free)

#endif
