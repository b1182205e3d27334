/**
 * bot_feed: what one bot shows and says: which frame is due, whatever becomes of its connection.
 *
 * Units       pictures are 25 a second, sound frames 50; sizes are pixels.
 * Ownership   borrows the file of clips, which must outlive it.
 * Thread      one at a time: the network loop.
 * Errors      none: a size that there is no clip of becomes the next smaller one.
 * Memory      none beyond itself.
 */
#ifndef TESTS_BOTS_BOT_FEED_H
#define TESTS_BOTS_BOT_FEED_H

#include "tests/bots/clip_player.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BOT_FEED_SIZES = 3,
    BOT_FEED_FLASH_EACH = 50, /* pictures: every 2 s */
    BOT_FEED_FLASH_LASTS = 5, /* pictures: for 200 ms */
    BOT_FEED_QUIET_EACH = 20, /* sound frames: one in 400 ms, as DTX does */
};

typedef enum BotVoice {
    BOT_VOICE_QUIET,
    BOT_VOICE_TALKS,
    BOT_VOICE_BEEPS,
} BotVoice;

/** What is wrong with a site, for those who look for it. */
typedef enum BotFault {
    BOT_FAULT_NONE,
    BOT_FAULT_NO_CAMERA, /**< sends no picture */
    BOT_FAULT_BLACK,
    BOT_FAULT_FROZEN,
    BOT_FAULT_SILENT,  /**< its microphone is dead */
    BOT_FAULT_CLIPPED, /**< its voice is cut off */
    BOT_FAULT_ECHO,    /**< returns what it hears */
    BOT_FAULT_LOSS,    /**< a tenth of the packets is lost, both ways */
    BOT_FAULTS,
} BotFault;

/** The word on the command line. @return false for none */
bool bot_fault_from_name(const char *name, BotFault *ret_fault);

typedef struct BotFeedConfig {
    const ClipFile *clips;
    unsigned site;
    unsigned width, height; /**< the largest picture to send; 0 for none */
    bool fixed_size;        /**< stay with it whatever the server asks for */
    bool flashes;
    BotVoice voice;
    BotFault fault;
} BotFeedConfig;

typedef struct BotFeed {
    BotFeedConfig config;
    const Clip *rooms[BOT_FEED_SIZES]; /* large to small; NULL where there is none */
    const Clip *darks[BOT_FEED_SIZES];
    const Clip *whites[BOT_FEED_SIZES];
    int size;    /* of the picture that is sent; BOT_FEED_SIZES: none */
    bool hidden; /* nobody sees this bot */
    ClipPlayer picture;
    ClipPlayer sound;
    uint32_t pictures; /* sent */
    uint32_t sounds;   /* due */
} BotFeed;

/** A frame to send, and whether it begins what the probe waits for. */
typedef struct BotFeedFrame {
    const ClipFrame *frame; /**< NULL: nothing is due */
    bool probe_begins;      /**< a flash, or the beep in frame `beep_frame` */
} BotFeedFrame;

/** False if the clips are not in the file. */
bool bot_feed_init(BotFeed *feed, const BotFeedConfig *config);

/** The server asks for a size; 0 x 0: it shows this bot to nobody. */
void bot_feed_resize(BotFeed *feed, unsigned width, unsigned height);

/** The next picture; a key frame if one is asked for. */
BotFeedFrame bot_feed_picture(BotFeed *feed);

/** A key frame is needed. */
void bot_feed_want_key(BotFeed *feed);

/** The next sound frame of 20 ms. */
BotFeedFrame bot_feed_sound(BotFeed *feed, uint32_t beep_frame);

#endif
