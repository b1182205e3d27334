/**
 * floor_sound: the codecs of a meeting's sound, and nothing else: what those who talk say is decoded and summed up, and encoded
 * once for all who listen and once for each who talks, without itself.
 *
 * Units       a tick is 20 ms.
 * Ownership   the clips are borrowed.
 * Thread      one at a time.
 * Errors      NULL when a codec or a clip is not to be had.
 * Memory      a decoder and an encoder for each who talks.
 */
#ifndef TESTS_BENCH_FLOOR_SOUND_H
#define TESTS_BENCH_FLOOR_SOUND_H

#include "tests/bots/bot_feed.h"

#include <glib.h>

#include <stddef.h>

enum { FLOOR_SOUND_TALKERS_MAX = 6 }; /* as many are mixed at once */

typedef struct FloorSound FloorSound;

/** As bots: the first ones talk, and the last one, of site `last`, beeps. @param talkers  at most FLOOR_SOUND_TALKERS_MAX */
FloorSound *floor_sound_new(const ClipFile *clips, size_t talkers, unsigned last);

/** NULL is allowed. */
void floor_sound_free(FloorSound *sound);

/** One tick. @return  the bytes of what all hear who listen */
size_t floor_sound_tick(FloorSound *sound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FloorSound, floor_sound_free)

#endif
