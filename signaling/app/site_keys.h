/**
 * site_keys: what a room says to the meeting with the keys of its device, having no page of ours to press on.
 *
 *     *5   asks to speak; once more: does not any longer
 *     *6   its microphone off; once more: on, as long as the chair leaves it
 *
 * Keys come by RFC 4733 from the MCU or by INFO from the device, and mean the same. What they do goes the way of the
 * site's page: the same rights, the same log.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, one a call, all zero to begin with.
 * Thread      the main loop's.
 * Errors      keys that mean nothing are left out; what the meeting refuses is logged.
 * Memory      fixed. A command each SITE_KEYS_GAP_US at most: each is written to disk, for good.
 */
#ifndef SIGNALING_APP_SITE_KEYS_H
#define SIGNALING_APP_SITE_KEYS_H

#include "signaling/app/conference.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SITE_KEYS_PATIENCE_US = 5000000, /**< from the star to the digit */
    SITE_KEYS_GAP_US = 1000000,
};

typedef enum SiteKeyWish {
    SITE_KEY_NOTHING,
    SITE_KEY_SPEAK,
    SITE_KEY_MICROPHONE,
} SiteKeyWish;

typedef struct SiteKeys {
    bool starred;
    int64_t starred_us;
    bool wished;
    int64_t wished_us;
} SiteKeys;

/** Takes a key. @return what is wished with it */
SiteKeyWish site_keys_take(SiteKeys *keys, char key, int64_t now_us);

/** Does it for a site that is in the meeting; for another nothing is done. */
void site_keys_do(SiteKeyWish wish, Conference *conference, const char *identity);

#endif
