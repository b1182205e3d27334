/**
 * talker_choice: which few of the sites are worth decoding and mixing.
 *
 * A site gets a free place with its first audible frame. When all places are taken, one that has
 * fallen silent makes room at once, one that talks only for somebody clearly louder. A place is kept
 * through pauses, so that the ends and beginnings of sentences are whole.
 *
 * Units       levels as in audio_level.h; times are microseconds of the monotonic clock.
 * Ownership   the object holds numbers only.
 * Thread      none of its own and no lock: the audio tick.
 * Errors      nothing here fails.
 * Memory      fixed: TALKER_CHOICE_MAX places, however many sites there are.
 */
#ifndef MCU_MEDIA_TALKER_CHOICE_H
#define MCU_MEDIA_TALKER_CHOICE_H

#include "mcu/media/audio_level.h"

#include <glib.h>

#include <stdbool.h>

enum { TALKER_CHOICE_MAX = 32 };

typedef struct TalkerChoice TalkerChoice;

/** @param places  how many may talk at once, 1 to TALKER_CHOICE_MAX
 *  @return        never NULL; free with talker_choice_free() */
TalkerChoice *talker_choice_new(size_t places);

/** NULL is allowed. */
void talker_choice_free(TalkerChoice *choice);

/**
 * Takes the levels of one tick.
 *
 * @param levels   every site that is there, each once; a site that is missing has left
 * @param out_ids  the chosen sites; room for as many as there are places
 * @return         how many were chosen
 */
size_t talker_choice_update(TalkerChoice *choice, const SiteLevel *levels, size_t count,
        int64_t now_us, uint32_t *out_ids);

/** True if the site was chosen in the latest tick. */
bool talker_choice_has(const TalkerChoice *choice, uint32_t id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TalkerChoice, talker_choice_free)

#endif
