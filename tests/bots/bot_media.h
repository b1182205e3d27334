/**
 * bot_media: one peer connection of a bot: it offers, connects, sends its feed and receives the mix.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   borrows identity, feed, meters and probe; they outlive it.
 * Thread      the network loop.
 * Errors      GError for an answer that cannot be used; an end of the transport is an event.
 * Memory      a transport, up to three streams with their history, a receiver, another one of slides.
 */
#ifndef TESTS_BOTS_BOT_MEDIA_H
#define TESTS_BOTS_BOT_MEDIA_H

#include "mcu/net/net_loop.h"
#include "tests/bots/bot_feed.h"
#include "tests/bots/bot_meters.h"
#include "tests/bots/bot_path.h"
#include "tests/bots/bot_probe.h"
#include "tests/bots/clip_player.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct BotMedia BotMedia;

typedef struct BotMediaConfig {
    const DtlsIdentity *identity;
    const char *address; /**< a local one */
    NetLoop *
            hardware; /**< it is a room's device, whose packets come on this loop; NULL: it is not */
    bool plain;       /**< of a device: it offers RTP in the clear too */
    bool pictures;    /**< receives pictures, and sends them if the feed has any */
    bool sends;       /**< false for one who only looks on */
    BotFeed *feed;
    BotMeters *meters;
    BotProbe *probe;          /**< gets what `feed` says of flashes and beeps; NULL for none */
    bool looks;               /**< and what this bot receives */
    const Clip *slides;       /**< what it shows beside, if anything */
    BotMeters *slides_meters; /**< of the slides that it is shown; NULL: it takes and shows none */
    unsigned lose_slides;     /**< of the slides that come it loses one in so many; 0 for none */
    bool on_screen;       /**< the feed goes out as slides and their sound; needs `slides_meters` */
    bool looks_at_slides; /**< and not at the mixed picture */
    void (*closed)(
            const char *why, void *user_data); /**< from inside bot_media_poll(); may not free it */
    void *user_data;
} BotMediaConfig;

/** Opens its socket. NULL with an error if there is none. */
BotMedia *bot_media_new(const BotMediaConfig *config, GError **error);

/** NULL is allowed. */
void bot_media_free(BotMedia *media);

/** The offer. Free it. */
char *bot_media_offer(const BotMedia *media);

bool bot_media_take_answer(BotMedia *media, const char *sdp, GError **error);

/** Takes what has come. Often while it connects; afterwards bot_media_send_sound() does it. */
void bot_media_poll(BotMedia *media, int64_t now_us);

bool bot_media_connected(const BotMedia *media);

/** Sends the next picture of the feed, due at `at_us`. */
void bot_media_send_picture(BotMedia *media, int64_t at_us, int64_t now_us);

/** Sends the next picture of what it shows beside, due at `at_us`. */
void bot_media_send_slides(BotMedia *media, int64_t at_us, int64_t now_us);

/** Sends the next sound of the feed, if any is due, and what RTCP is due. */
void bot_media_send_sound(BotMedia *media, int64_t at_us, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotMedia, bot_media_free)

#endif
