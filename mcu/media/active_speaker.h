/**
 * active_speaker: who is speaking, from the loudness of all sites.
 *
 * A site's loudness is smoothed, rising fast and falling slowly, so that the gaps between words do
 * not count. The speaker changes when another site has been clearly louder for a while: a cough or a
 * door does not take the large picture, an answer does within half a second.
 *
 * Units       levels as in audio_level.h; times are microseconds of the monotonic clock.
 * Ownership   the object holds numbers only.
 * Thread      none of its own and no lock: the audio tick.
 * Errors      nothing here fails.
 * Memory      fixed: ACTIVE_SPEAKER_SITES_MAX sites; further ones are not heard.
 */
#ifndef MCU_MEDIA_ACTIVE_SPEAKER_H
#define MCU_MEDIA_ACTIVE_SPEAKER_H

#include "mcu/media/audio_level.h"

#include <glib.h>

#include <stdbool.h>

enum {
    ACTIVE_SPEAKER_NOBODY = 0,
    ACTIVE_SPEAKER_SITES_MAX = 512,
};

typedef struct ActiveSpeaker ActiveSpeaker;

/** Nobody speaks yet. Never NULL; free with active_speaker_free(). */
ActiveSpeaker *active_speaker_new(void);

/** NULL is allowed. */
void active_speaker_free(ActiveSpeaker *speaker);

/**
 * Takes the levels of one tick.
 *
 * @param levels  every site that is there, each once; a site that is missing has left
 * @return        true if active_speaker_current() changed
 */
bool active_speaker_update(
        ActiveSpeaker *speaker, const SiteLevel *levels, size_t count, int64_t now_us);

/** Who spoke last: stays through silence, until another speaks or the site leaves. */
uint32_t active_speaker_current(const ActiveSpeaker *speaker);

/** True while the site's voice is heard, and for half a second after: for marks, not for layout. */
bool active_speaker_is_speaking(const ActiveSpeaker *speaker, uint32_t id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActiveSpeaker, active_speaker_free)

#endif
