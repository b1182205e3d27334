/**
 * site_captions: what a room without a page of ours is told on its screen of what concerns it alone: whether it may
 * speak, its place among those who asked to, what the secretary wrote to it.
 *
 *      proceedings, participants ──> one text for each room ──> another one than before? ──> `show`, for some seconds
 *
 * A text is written over the room's picture, which costs a picture of its own; so it goes by itself.
 *
 * Units       time: microseconds since 1970.
 * Ownership   meeting and proceedings are the caller's and outlive it.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      the last two texts of each room, at most SITE_CAPTION_BYTES_MAX each.
 */
#ifndef SIGNALING_APP_SITE_CAPTIONS_H
#define SIGNALING_APP_SITE_CAPTIONS_H

#include "signaling/meeting/meeting.h"
#include "signaling/meeting/proceedings.h"

#include <glib.h>

#include <stdint.h>

enum {
    SITE_CAPTION_BYTES_MAX = 240, /**< the control link takes no longer ones */
    SITE_CAPTION_MS = 10000,
    SITE_CAPTION_NOTE_MS = 30000, /**< of a message, which is read to the others in the room */
};

typedef struct SiteCaptions SiteCaptions;

typedef struct SiteCaptionsConfig {
    const Meeting *meeting;
    const Proceedings *state;
    void (*show)(const char *leg, const char *text, int64_t ms, void *user_data);
    void *user_data;
} SiteCaptionsConfig;

SiteCaptions *site_captions_new(const SiteCaptionsConfig *config);

/** NULL is allowed. */
void site_captions_free(SiteCaptions *captions);

/** Something may have changed. */
void site_captions_follow(SiteCaptions *captions, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteCaptions, site_captions_free)

#endif
