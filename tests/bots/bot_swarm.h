/**
 * bot_swarm: all bots of the program: one network thread, one clock that tells each when to send.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   owns the bots; borrows the clips and what else its config points to.
 * Thread      the main thread.
 * Errors      GError if there is no key, no port or no clip.
 * Memory      that of its bots.
 */
#ifndef TESTS_BOTS_BOT_SWARM_H
#define TESTS_BOTS_BOT_SWARM_H

#include "tests/bots/bot_call.h"
#include "tests/bots/bot_feed.h"
#include "tests/bots/bot_probe.h"
#include "tests/bots/clip_file.h"

#include <glib.h>

#include <libsoup/soup.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct BotSwarm BotSwarm;

typedef struct BotSwarmConfig {
    const char *url;
    SoupSession *session;
    const ClipFile *clips;
    const char *address;       /**< a local one, for media */
    const char *const *names;  /**< of `count` sites */
    const char *const *tokens; /**< of the same */
    size_t count;
    BotCallConfig call;     /**< its port: they are rooms' devices, and call by SIP */
    size_t talkers;         /**< so many of them talk */
    unsigned first;         /**< the number of the first site: which room it shows */
    unsigned width, height; /**< of the picture that each sends at most; 0 for sound only */
    bool fixed_size;
    bool views; /**< send nothing */
    bool probes;
    const char *tape; /**< with `probes`: the file for all that the looking one is sent; or NULL */
    bool in_order;    /**< each joins when the one before it has its seat */
    bool slides;      /**< the first one shows slides, and all take them */
    bool on_screen;   /**< the one that flashes and beeps does so on slides, and all take them */
    const BotFault *faults; /**< of each of them, or NULL */
    bool hashes_sound;      /**< the report tells what each of them heard at the end, hashed */
} BotSwarmConfig;

BotSwarm *bot_swarm_new(const BotSwarmConfig *config, GError **error);

/** Starts one bot each `each_ms`, from the main loop. */
void bot_swarm_start(BotSwarm *swarm, unsigned each_ms);

/** Whether every bot is in, or will not be any more. */
bool bot_swarm_settled(const BotSwarm *swarm);

/** What the bots cost is measured from here on; to join costs more. */
void bot_swarm_measure(BotSwarm *swarm);

/** All leave. @return  the report as JSON; free it with free() */
char *bot_swarm_stop(BotSwarm *swarm, size_t *ret_joined);

/** NULL is allowed. */
void bot_swarm_free(BotSwarm *swarm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotSwarm, bot_swarm_free)

#endif
