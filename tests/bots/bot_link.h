/**
 * bot_link: the WebSocket of one bot: says hello, comes back when it is cut, and hands on what it is told.
 *
 * Units       times are microseconds of the monotonic clock; pictures are pixels.
 * Ownership   borrows the session; texts in events are lent for the call.
 * Thread      the main thread. No event comes from inside a call, or after bot_link_free().
 * Errors      a cut or refused connection is tried again, less and less often; `ended` says that it is not.
 * Memory      one message of at most BOT_LINK_MESSAGE_MAX bytes at a time.
 */
#ifndef TESTS_BOTS_BOT_LINK_H
#define TESTS_BOTS_BOT_LINK_H

#include <glib.h>

#include <libsoup/soup.h>
#include <stdbool.h>
#include <stdint.h>

enum { BOT_LINK_MESSAGE_MAX = 1 << 20 };

typedef struct BotLink BotLink;

typedef struct BotLinkEvents {
    void (*welcome)(bool media_alive, void *user_data); /**< let in, the first time or again */
    void (*answer)(int64_t offer, const char *sdp, void *user_data);
    void (*size)(unsigned width, unsigned height, void *user_data); /**< what to send; 0: nothing */
    void (*media_lost)(void *user_data); /**< make a new peer connection */
    void (*offer_refused)(const char *code, void *user_data);
    void (*ended)(const char *reason, void *user_data); /**< it does not come back any more */
} BotLinkEvents;

typedef struct BotLinkConfig {
    SoupSession *session;
    const char *url; /**< of the server: https://host:port or http://host:port */
    const char *token;
    const BotLinkEvents *events;
    void *user_data;
} BotLinkConfig;

/** Begins to connect. */
BotLink *bot_link_new(const BotLinkConfig *config);

/** Closes the connection. NULL is allowed. */
void bot_link_free(BotLink *link);

/**
 * Sends an offer; dropped while there is no connection, as the next welcome asks for one.
 *
 * @param offer  a number that comes back with the answer
 * @param fresh  of a new peer connection; otherwise the same one restarts its ICE
 */
void bot_link_offer(BotLink *link, int64_t offer, const char *sdp, bool fresh);

/** Asks to show slides. */
void bot_link_share(BotLink *link);

/** Says that the bot leaves for good, and closes. */
void bot_link_leave(BotLink *link);

/** When the first hello was sent; 0 before. */
int64_t bot_link_hello_us(const BotLink *link);

/** How often the connection was made. */
unsigned bot_link_connects(const BotLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotLink, bot_link_free)

#endif
