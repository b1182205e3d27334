/**
 * bot: one participant without a browser: a link to the server, a peer connection to the MCU, and meters.
 *
 *     main thread     bot_link   (hello, offers, answers, sizes)
 *                        │ posts both ways
 *     network loop    bot_media  (ICE, packets) ── bot_feed, bot_meters
 *
 * It comes back by itself: over a cut link, and with a new peer connection when its media are lost.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   borrows what its config points to.
 * Thread      the main thread, but for bot_poll() and the bot_send_…(): the network loop.
 * Errors      what goes wrong is tried again; bot_ended() says when it no longer is.
 * Memory      one peer connection at a time.
 */
#ifndef TESTS_BOTS_BOT_H
#define TESTS_BOTS_BOT_H

#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"
#include "tests/bots/bot_call.h"
#include "tests/bots/bot_feed.h"
#include "tests/bots/bot_meters.h"
#include "tests/bots/bot_probe.h"

#include <glib.h>

#include <libsoup/soup.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Bot Bot;

typedef struct BotConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *address; /**< a local one, for media */
    SoupSession *session;
    const char *url;
    const char *token;
    const char *site;   /**< its name */
    BotFeedConfig feed; /**< as its name says, but for the clips copied */
    bool pictures;      /**< receives pictures */
    bool sends;
    const BotCallConfig *call; /**< it is a room's device, and calls; NULL: it is not */
    size_t index;              /**< of its account then */
    BotProbe *probe;           /**< of a bot that flashes, beeps, looks or listens */
    bool looks;
    bool hashes_sound;  /**< keeps the hashes of what it hears */
    bool takes_slides;  /**< it has an m-line for slides */
    const Clip *slides; /**< it asks to show them, and does; NULL for one that does not */
    bool on_screen;     /**< it asks to show slides too, and these are what it feeds */
    bool looks_at_slides;
} BotConfig;

/** NULL if the clips it needs are not there. */
Bot *bot_new(const BotConfig *config);

/** Begins to connect. */
void bot_start(Bot *bot);

/** Leaves the meeting, and waits until its peer connection has ended. */
void bot_leave(Bot *bot);

/** After bot_leave(), or before bot_start(). NULL is allowed. */
void bot_free(Bot *bot);

const char *bot_site(const Bot *bot);

/** Whether all is up as it should be: for waiting until the meeting is complete. Any thread. */
bool bot_joined(const Bot *bot);

/** Whether the server has let it in, at least once. */
bool bot_welcomed(const Bot *bot);

/** Why the server sent it away for good, or NULL. */
const char *bot_ended(const Bot *bot);

int64_t bot_hello_us(const Bot *bot);
/** When it first offered its media to the server; 0: never, or it calls. */
int64_t bot_offered_us(const Bot *bot);
unsigned bot_web_sockets(const Bot *bot);

/** What it has received; after bot_leave(). */
const BotMeters *bot_meters(const Bot *bot);

/** The same of the slides that it was shown; NULL if it takes none. */
const BotMeters *bot_slides_meters(const Bot *bot);

/** Whether it has begun to connect and is not there yet. Network loop. */
bool bot_connects(const Bot *bot);

/** Due every few milliseconds while it connects: nobody should wait then. */
void bot_poll(Bot *bot, int64_t now_us);

/** Due every 40 ms, at `at_us`. */
void bot_send_picture(Bot *bot, int64_t at_us, int64_t now_us);

/** Due every 200 ms, at `at_us`. */
void bot_send_slides(Bot *bot, int64_t at_us, int64_t now_us);

/** Due every 20 ms, at `at_us`. */
void bot_send_sound(Bot *bot, int64_t at_us, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bot, bot_free)

#endif
